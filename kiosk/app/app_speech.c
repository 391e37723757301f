/* Headphones and the keys for the ears: what is said is the screens' business, when is ours. */
#include "app/app_parts.h"

unsigned app_jack(struct app *app, bool is_in)
{
    if (app->is_jack_in == is_in) {
        return 0;
    }
    app->is_jack_in = is_in;
    app->visit.volume_steps = 0;
    if (!is_in) {
        return WISH_HUSH | WISH_VOLUME | WISH_REDRAW;
    }
    app->input_at_ms = app->now_ms;
    app->is_warning = false;
    return WISH_READ | WISH_VOLUME | WISH_REDRAW;
}

static unsigned change_volume(struct app *app, int steps)
{
    int wanted = app->visit.volume_steps + steps;
    if (wanted >= APP_VOLUME_STEPS_MIN && wanted <= APP_VOLUME_STEPS_MAX) {
        app->visit.volume_steps = wanted;
    }
    return WISH_VOLUME | WISH_TELL_VOLUME;
}

static bool is_speech_key(enum key_name key)
{
    return key == KEY_REPEAT || key == KEY_LOUDER || key == KEY_SOFTER || key == KEY_STOP;
}

unsigned app_speech_key(struct app *app, enum key_name key)
{
    if (!app->is_jack_in) {
        return 0;
    }
    switch (key) {
    case KEY_LOUDER: return change_volume(app, 1);
    case KEY_SOFTER: return change_volume(app, -1);
    case KEY_REPEAT: return WISH_REPEAT;
    default: return WISH_HUSH;
    }
}

/* Who looks for the way by keys is told once where the headphones go, and again when they ask. A
 * scanner presses "select", so that key is no sign. */
unsigned app_invite(struct app *app, enum key_name key)
{
    bool is_sign = key == KEY_NEXT || key == KEY_PREVIOUS || is_speech_key(key);
    bool is_asked = key == KEY_REPEAT || !app->visit.is_invited;
    if (app->is_jack_in || !is_sign || !is_asked) {
        return 0;
    }
    app->visit.is_invited = true;
    return WISH_INVITE;
}
