/* Fingers and keys: what was meant, and what was only a tremor. */
#include "app/app_parts.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A contact that was silent for this long has gone: a panel that is unplugged never says "up", and
 * without this the kiosk would be deaf from then on. */
enum { CONTACT_LOST_MS = 5000 };

void press_drop(struct app *app)
{
    app->press.target = (struct target){0};
}

void press_release(struct app *app)
{
    app->press.is_owned = false;
    press_drop(app);
}

static bool is_dead_time(const struct app *app)
{
    return app->now_ms - app->screen_at_ms < app->settings.dead_ms;
}

static bool is_tremor(const struct app *app, const char *id, int x, int y)
{
    const struct press *press = &app->press;
    if (app->now_ms - press->tap_at_ms >= app->settings.repeat_ms) {
        return false;
    }
    bool is_near = abs(x - press->tap_x) <= app->settings.near_px &&
                   abs(y - press->tap_y) <= app->settings.near_px;
    return is_near || strcmp(id, press->tap_id) == 0;
}

static void tap_remember(struct app *app, const char *id, int x, int y)
{
    app->press.tap_at_ms = app->now_ms;
    app->press.tap_x = x;
    app->press.tap_y = y;
    (void)text_copy(app->press.tap_id, sizeof(app->press.tap_id), id);
}

/* Somebody is there. Returns true when that was all the touch was needed for. */
static bool wake_up(struct app *app)
{
    app->input_at_ms = app->now_ms;
    if (!app->is_warning) {
        return false;
    }
    app->is_warning = false;
    app->screen_at_ms = app->now_ms;
    return true;
}

/* The first finger has the gesture, unless its "up" was lost: nobody comes down twice. */
static bool is_held_by_another(const struct app *app, int64_t contact)
{
    const struct press *press = &app->press;
    return press->is_owned && press->contact != contact &&
           app->now_ms - press->heard_at_ms < CONTACT_LOST_MS;
}

static unsigned pointer_down(struct app *app, const struct pointer_event *pointer)
{
    struct press *press = &app->press;
    if (is_held_by_another(app, pointer->contact)) {
        return 0;
    }
    press->is_owned = true;
    press->contact = pointer->contact;
    press->heard_at_ms = app->now_ms;
    press->target = (struct target){0};
    if (wake_up(app)) {
        tap_remember(app, "", pointer->x, pointer->y);
        return WISH_REDRAW;
    }
    app->focus[0] = '\0';
    bool is_ignored =
        is_dead_time(app) || is_tremor(app, pointer->target.id, pointer->x, pointer->y);
    if (!is_ignored) {
        press->target = pointer->target;
    }
    return WISH_REDRAW;
}

static unsigned pointer_up(struct app *app, const struct pointer_event *pointer)
{
    struct target target = app->press.target;
    press_release(app);
    bool is_inside = strcmp(target.id, pointer->target.id) == 0;
    if (target.id[0] == '\0' || !is_inside) {
        return WISH_REDRAW;
    }
    tap_remember(app, target.id, pointer->x, pointer->y);
    return app_act(app, &target) | WISH_REDRAW;
}

unsigned app_pointer(struct app *app, const struct pointer_event *pointer)
{
    struct press *press = &app->press;
    if (pointer->kind == POINTER_DOWN) {
        return pointer_down(app, pointer);
    }
    if (!press->is_owned || press->contact != pointer->contact) {
        return 0; /* another finger, or an up without a down */
    }
    app->input_at_ms = app->now_ms;
    press->heard_at_ms = app->now_ms;
    if (pointer->kind == POINTER_UP) {
        return pointer_up(app, pointer);
    }
    if (pointer->kind == POINTER_CANCEL) {
        press_release(app);
        return WISH_REDRAW;
    }
    if (press->target.id[0] != '\0' && strcmp(press->target.id, pointer->target.id) != 0) {
        press_drop(app); /* slid off: coming back does not count */
        return WISH_REDRAW;
    }
    return 0;
}

static unsigned key_act(struct app *app, const struct key_event *key)
{
    bool is_scanned = key->key == KEY_SELECT && scan_take(app);
    if (wake_up(app)) {
        return WISH_REDRAW;
    }
    if (is_scanned) {
        return app_scanned(app);
    }
    switch (key->key) {
    case KEY_NEXT:
    case KEY_PREVIOUS:
        (void)text_copy(app->focus, sizeof(app->focus), key->target.id);
        return WISH_REDRAW;
    case KEY_BACK: return app_act(app, &(struct target){"", ACTION_BACK, 0});
    case KEY_SELECT: break;
    default: return app_speech_key(app, key->key);
    }
    bool is_ignored =
        key->target.id[0] == '\0' || app->press.is_owned || is_tremor(app, key->target.id, -1, -1);
    if (is_ignored) {
        /* The key has cut the speech: who listens is told again where they are. */
        return app->is_jack_in ? WISH_REPEAT : 0;
    }
    tap_remember(app, key->target.id, INT16_MIN, INT16_MIN);
    return app_act(app, &key->target) | WISH_REDRAW;
}

unsigned app_key(struct app *app, const struct key_event *key)
{
    unsigned wishes = app_invite(app, key->key);
    return wishes | key_act(app, key);
}
