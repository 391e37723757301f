/* What each command of a script does to the wired kiosk. */
#include "base/memory.h"
#include "lobby.h"
#include "render/painter.h"
#include "ui/lint.h"
#include "ui/node_dump.h"

#include <stdio.h>
#include <string.h>

enum { FINGER = 1, DUMP_BYTES_MAX = 1024 * 1024 };

static void advance(struct lobby *lobby, int64_t ms)
{
    int64_t until = lobby_now_ms(lobby) + ms;
    int64_t left;
    while ((left = until - lobby_now_ms(lobby)) > 0) {
        int64_t step = app_deadline_ms(lobby->app) - lobby_now_ms(lobby);
        step = step < 1 ? 1 : step;
        lobby->clock_ahead_ms += step < left ? step : left;
        if (app_deadline_ms(lobby->app) <= lobby_now_ms(lobby)) {
            lobby_event(lobby, &(struct event){.kind = EVENT_TIME});
        }
    }
}

/* Past the tremor guard and the dead time, as somebody who takes their time. */
static void be_patient(struct lobby *lobby)
{
    const struct app_settings *settings = &lobby->app->settings;
    advance(lobby,
            settings->dead_ms > settings->repeat_ms ? settings->dead_ms : settings->repeat_ms);
}

/* Where a finger would touch a node; false when something else lies there. */
static bool touch_place(struct lobby *lobby, const char *id, int *out_x, int *out_y)
{
    const struct node_list *nodes = lobby_nodes(lobby);
    const struct node *node = node_find(nodes, id);
    if (node == NULL) {
        return false;
    }
    /* The middle first; for what has other targets on top of it, its free corners. */
    const int at[][2] = {{2, 2}, {1, 1}, {3, 1}, {1, 3}, {3, 3}};
    for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
        int x = node->rect.x + node->rect.w * at[i][0] / 4;
        int y = node->rect.y + node->rect.h * at[i][1] / 4;
        if (node_hit(nodes, x, y) == node) {
            *out_x = x;
            *out_y = y;
            return true;
        }
    }
    return false;
}

static enum script_outcome not_yet(char *error, size_t error_size, const char *what,
                                   const char *text)
{
    (void)snprintf(error, error_size, "%s \"%s\"", what, text);
    return SCRIPT_NOT_YET;
}

static enum script_outcome do_tap(struct lobby *lobby, const struct script_step *step, char *error,
                                  size_t error_size)
{
    int x;
    int y;
    if (!touch_place(lobby, step->text, &x, &y)) {
        return not_yet(error, error_size, "nothing to touch:", step->text);
    }
    be_patient(lobby);
    if (!touch_place(lobby, step->text, &x, &y)) {
        return not_yet(error, error_size, "nothing to touch:", step->text);
    }
    lobby_pointer(lobby, POINTER_DOWN, FINGER, x, y);
    lobby_pointer(lobby, POINTER_UP, FINGER, x, y);
    return SCRIPT_DONE;
}

static enum script_outcome do_tap_at(struct lobby *lobby, const struct script_step *step)
{
    be_patient(lobby);
    lobby_pointer(lobby, POINTER_DOWN, FINGER, (int)step->number, (int)step->number_2);
    lobby_pointer(lobby, POINTER_UP, FINGER, (int)step->number, (int)step->number_2);
    return SCRIPT_DONE;
}

static enum script_outcome do_half_tap(struct lobby *lobby, const struct script_step *step,
                                       char *error, size_t error_size)
{
    int x;
    int y;
    if (!touch_place(lobby, step->text, &x, &y)) {
        return not_yet(error, error_size, "nothing to touch:", step->text);
    }
    bool is_down = step->verb == VERB_DOWN;
    if (!is_down) {
        lobby_pointer(lobby, POINTER_MOVE, FINGER, x, y);
    }
    lobby_pointer(lobby, is_down ? POINTER_DOWN : POINTER_UP, FINGER, x, y);
    return SCRIPT_DONE;
}

static enum script_outcome do_key(struct lobby *lobby, const struct script_step *step, char *error,
                                  size_t error_size)
{
    static const char *const names[KEY_NAME_COUNT] = {"next",   "previous", "select", "back",
                                                      "repeat", "louder",   "softer", "stop"};
    for (int i = 0; i < KEY_NAME_COUNT; i++) {
        if (strcmp(step->text, names[i]) == 0) {
            be_patient(lobby);
            lobby_key(lobby, (enum key_name)i);
            return SCRIPT_DONE;
        }
    }
    (void)snprintf(error, error_size, "no such key: \"%s\"", step->text);
    return SCRIPT_FAILED;
}

/* As a scanner types: all at once, and Return. */
static enum script_outcome do_text(struct lobby *lobby, const struct script_step *step)
{
    be_patient(lobby);
    for (const char *at = step->text; *at != '\0'; at++) {
        lobby_char(lobby, *at);
    }
    lobby_key(lobby, KEY_SELECT);
    return SCRIPT_DONE;
}

static enum script_outcome do_clock(struct lobby *lobby, const struct script_step *step,
                                    char *error, size_t error_size)
{
    int hour = (int)step->number_2 / 100;
    int minute = (int)step->number_2 % 100;
    bool is_day = step->number >= 19000101 && step->number <= 21991231;
    if (!is_day || hour > 23 || minute > 59) {
        (void)snprintf(error, error_size, "no such time: \"%s\"", step->text);
        return SCRIPT_FAILED;
    }
    lobby_clock_set(lobby, (int32_t)step->number, hour * 60 + minute);
    return SCRIPT_DONE;
}

static bool is_on_screen(struct lobby *lobby, const char *text)
{
    const struct node_list *nodes = lobby_nodes(lobby);
    for (int i = 0; i < nodes->count; i++) {
        if (strstr(nodes->nodes[i].label, text) != NULL) {
            return true;
        }
    }
    return false;
}

static enum script_outcome do_expect(struct lobby *lobby, const struct script_step *step,
                                     char *error, size_t error_size)
{
    if (step->verb == VERB_EXPECT_SCREEN) {
        const char *screen = lobby_nodes(lobby)->screen;
        if (strcmp(screen, step->text) != 0) {
            (void)snprintf(error, error_size, "the screen is \"%s\", not \"%s\"", screen,
                           step->text);
            return SCRIPT_NOT_YET;
        }
        return SCRIPT_DONE;
    }
    bool is_wanted = step->verb == VERB_EXPECT_TEXT;
    if (is_on_screen(lobby, step->text) != is_wanted) {
        return not_yet(error, error_size,
                       is_wanted ? "not on screen:" : "still on screen:", step->text);
    }
    return SCRIPT_DONE;
}

static enum script_outcome do_paint(struct lobby *lobby, const struct script_step *step,
                                    char *error, size_t error_size)
{
    bool is_off = strcmp(step->text, "off") == 0;
    if (!is_off && strcmp(step->text, "on") != 0) {
        (void)snprintf(error, error_size, "paint is on or off, not \"%s\"", step->text);
        return SCRIPT_FAILED;
    }
    lobby->is_blind = is_off;
    lobby->is_lost = true;
    return SCRIPT_DONE;
}

static enum script_outcome write_text(const char *path, const struct buffer *text, char *error,
                                      size_t error_size)
{
    FILE *file = fopen(path, "we");
    bool is_written = file != NULL && fputs(buffer_text(text), file) != EOF;
    if (file != NULL && fclose(file) != 0) {
        is_written = false;
    }
    if (!is_written) {
        (void)snprintf(error, error_size, "%s: cannot be written", path);
    }
    return is_written ? SCRIPT_DONE : SCRIPT_FAILED;
}

static enum script_outcome do_dump(struct lobby *lobby, const struct script_step *step, char *error,
                                   size_t error_size)
{
    struct buffer buffer;
    buffer_init(&buffer, DUMP_BYTES_MAX);
    node_dump(lobby_nodes(lobby), &lobby->panel, &buffer);
    enum script_outcome outcome = write_text(step->text, &buffer, error, error_size);
    buffer_finish(&buffer);
    return outcome;
}

static enum script_outcome do_shot(struct lobby *lobby, const struct script_step *step, char *error,
                                   size_t error_size)
{
    lobby_paint(lobby);
    if (painter_save(window_pixels(lobby->window), step->text) != STATUS_OK) {
        (void)snprintf(error, error_size, "%s: cannot be written", step->text);
        return SCRIPT_FAILED;
    }
    return SCRIPT_DONE;
}

static enum script_outcome do_lint(struct lobby *lobby, const struct script_step *step, char *error,
                                   size_t error_size)
{
    struct screens_context context = {lobby->i18n, &lobby->meter, &lobby->panel, false};
    struct lint_rules rules = screens_rules(&context, lobby->app);
    struct buffer findings;
    buffer_init(&findings, DUMP_BYTES_MAX);
    int count = lint_nodes(lobby_nodes(lobby), &rules, &findings);
    enum script_outcome outcome = count == 0 ? SCRIPT_DONE : SCRIPT_FAILED;
    if (step->verb == VERB_LINT_TO) {
        outcome = write_text(step->text, &findings, error, error_size);
    } else if (count > 0) {
        (void)text_copy(error, error_size, buffer_text(&findings));
        char *line_end;
        while ((line_end = strchr(error, '\n')) != NULL) {
            *line_end = ';';
        }
    }
    buffer_finish(&findings);
    return outcome;
}

static enum script_outcome do_wait_idle(struct lobby *lobby, char *error, size_t error_size)
{
    bool is_quiet = lobby->is_net_known && lobby->requests_open == 0 && lobby->jobs_open == 0;
    if (!is_quiet) {
        (void)snprintf(error, error_size, "not quiet: %d requests, %d print jobs, backend %s",
                       lobby->requests_open, lobby->jobs_open,
                       lobby->is_net_known ? "known" : "unknown");
    }
    return is_quiet ? SCRIPT_DONE : SCRIPT_NOT_YET;
}

static enum script_outcome do_jack(struct lobby *lobby, const struct script_step *step, char *error,
                                   size_t error_size)
{
    bool is_in = strcmp(step->text, "in") == 0;
    if (!is_in && strcmp(step->text, "out") != 0) {
        (void)snprintf(error, error_size, "a jack is in or out, not \"%s\"", step->text);
        return SCRIPT_FAILED;
    }
    lobby_event(lobby, &(struct event){.kind = EVENT_JACK, .as.jack_is_in = is_in});
    return SCRIPT_DONE;
}

static enum script_outcome do_listen(struct lobby *lobby, const struct script_step *step,
                                     char *error, size_t error_size)
{
    if (voice_listen(lobby->voice, step->text)) {
        return SCRIPT_DONE;
    }
    (void)snprintf(error, error_size, "%s: cannot be written", step->text);
    return SCRIPT_FAILED;
}

static enum script_outcome do_wait_spoken(struct lobby *lobby, char *error, size_t error_size)
{
    if (voice_is_busy(lobby->voice)) {
        (void)snprintf(error, error_size, "still speaking");
        return SCRIPT_NOT_YET;
    }
    return SCRIPT_DONE;
}

enum script_outcome lobby_script_step(void *context, const struct script_step *step, char *error,
                                      size_t error_size)
{
    struct lobby *lobby = context;
    switch (step->verb) {
    case VERB_TAP: return do_tap(lobby, step, error, error_size);
    case VERB_TAP_AT: return do_tap_at(lobby, step);
    case VERB_DOWN:
    case VERB_UP: return do_half_tap(lobby, step, error, error_size);
    case VERB_KEY: return do_key(lobby, step, error, error_size);
    case VERB_JACK: return do_jack(lobby, step, error, error_size);
    case VERB_LISTEN: return do_listen(lobby, step, error, error_size);
    case VERB_TEXT: return do_text(lobby, step);
    case VERB_CLOCK: return do_clock(lobby, step, error, error_size);
    case VERB_ADVANCE: advance(lobby, step->number); return SCRIPT_DONE;
    case VERB_EXPECT_SCREEN:
    case VERB_EXPECT_TEXT:
    case VERB_EXPECT_NO_TEXT: return do_expect(lobby, step, error, error_size);
    case VERB_DUMP: return do_dump(lobby, step, error, error_size);
    case VERB_SHOT: return do_shot(lobby, step, error, error_size);
    case VERB_PAINT: return do_paint(lobby, step, error, error_size);
    case VERB_LINT:
    case VERB_LINT_TO: return do_lint(lobby, step, error, error_size);
    case VERB_WAIT_IDLE: return do_wait_idle(lobby, error, error_size);
    case VERB_WAIT_SPOKEN: return do_wait_spoken(lobby, error, error_size);
    case VERB_QUIT: return SCRIPT_QUIT;
    case VERB_COUNT: break;
    }
    return SCRIPT_FAILED;
}
