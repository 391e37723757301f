#include "lobby.h"

#include "base/log.h"
#include "base/memory.h"
#include "print/ipp_printer.h"
#include "print/qr.h"
#include "render/face.h"
#include "render/icon.h"
#include "render/ink.h"
#include "render/painter.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAY_MS = 24 * 60 * 60 * 1000,
    MINUTES_OF_DAY = 24 * 60,
    QUIET_INPUTS_MAX = 64,
    LARGE_BLOCK_BYTES = 64 * 1024
};

int64_t lobby_now_ms(const struct lobby *lobby)
{
    return clock_monotonic_ms() + lobby->clock_ahead_ms;
}

/* What the QR code on screen says: the phone page of the ticket, or the code of what is booked. */
static const char *code_text(const struct app *app)
{
    return app->visit.has_ticket ? app->visit.ticket.url : app->visit.booking.done.code;
}

/* The QR code, with its quiet zone, centred. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the canvas is drawn into */
static bool draw_picture(void *context, const char *name, int side_px, unsigned char *out_coverage)
{
    const struct lobby *lobby = context;
    struct qr *qr;
    const char *text = code_text(lobby->app);
    if (strcmp(name, "qr") != 0 || text[0] == '\0' || qr_create(text, &qr) != STATUS_OK) {
        return false;
    }
    int modules = qr_modules(qr);
    int module_px = side_px / (modules + 2 * QR_QUIET_MODULES);
    int corner = (side_px - modules * module_px) / 2;
    struct face_canvas canvas = {out_coverage, side_px, side_px, side_px};
    if (module_px > 0) {
        qr_draw(qr, module_px, corner, corner, &canvas);
    }
    qr_destroy(qr);
    return module_px > 0;
}

static struct screens_context context_of(const struct lobby *lobby)
{
    return (struct screens_context){lobby->i18n, &lobby->meter, &lobby->panel,
                                    code_text(lobby->app)[0] != '\0'};
}

const struct node_list *lobby_nodes(struct lobby *lobby)
{
    if (lobby->is_stale) {
        struct screens_context context = context_of(lobby);
        screens_build(&context, lobby->app, &lobby->nodes);
        lobby->is_stale = false;
        lobby->is_unseen = true; /* whoever asked: a voice, a finger, a script */
    }
    return &lobby->nodes;
}

void lobby_paint(struct lobby *lobby)
{
    const struct node_list *nodes = lobby_nodes(lobby);
    struct pixels pixels = window_pixels(lobby->window);
    if (lobby->is_blind || pixels.at == NULL || pixels.width_px != nodes->width_px ||
        pixels.height_px != nodes->height_px) {
        return; /* a change of size is on its way */
    }
    if (lobby->is_lost) {
        painter_forget(lobby->painter);
        lobby->is_lost = false;
    }
    window_show(lobby->window, painter_paint(lobby->painter, nodes, pixels));
    lobby->is_unseen = false;
}

void lobby_event(struct lobby *lobby, struct event *event)
{
    event->at_ms = lobby_now_ms(lobby);
    lobby_fulfil(lobby, app_update(lobby->app, event));
}

static struct target target_of(const struct node *node)
{
    struct target target = {.id = ""};
    if (node != NULL) {
        (void)text_copy(target.id, sizeof(target.id), node->id);
        target.action = node->action;
        target.argument = node->argument;
    }
    return target;
}

void lobby_pointer(struct lobby *lobby, enum pointer_kind kind, int64_t contact, int x, int y)
{
    bool is_idle_move = kind == POINTER_MOVE && !lobby->app->press.is_owned;
    if (is_idle_move) {
        return;
    }
    if (kind == POINTER_DOWN) {
        voice_cut(lobby->voice);
    }
    struct target target = target_of(node_hit(lobby_nodes(lobby), x, y));
    lobby_event(
        lobby, &(struct event){.kind = EVENT_POINTER, .as.pointer = {kind, contact, x, y, target}});
}

void lobby_key(struct lobby *lobby, enum key_name key)
{
    if (lobby->app->is_jack_in) {
        voice_cut(lobby->voice);
    }
    const struct node_list *nodes = lobby_nodes(lobby);
    const char *focus = lobby->app->focus;
    const struct node *node = NULL;
    if (key == KEY_NEXT || key == KEY_PREVIOUS) {
        node = node_focus_step(nodes, focus, key == KEY_NEXT ? 1 : -1);
    } else if (key == KEY_SELECT && focus[0] != '\0') {
        node = node_find(nodes, focus);
    }
    lobby_event(lobby, &(struct event){.kind = EVENT_KEY, .as.key = {key, target_of(node)}});
}

void lobby_char(struct lobby *lobby, char ch)
{
    lobby_event(lobby, &(struct event){.kind = EVENT_CHAR, .as.ch = ch});
}

static void size_changed(struct lobby *lobby)
{
    struct pixels pixels = window_pixels(lobby->window);
    lobby->is_lost = true;
    lobby->is_stale = true;
    if (pixels.at != NULL) {
        lobby->panel.width_px = pixels.width_px;
        lobby->panel.height_px = pixels.height_px;
    }
}

static void handle_input(struct lobby *lobby, const struct input *input)
{
    switch (input->kind) {
    case INPUT_NONE:
    case INPUT_WAKE: break;
    case INPUT_QUIT: lobby_stop(lobby); break;
    case INPUT_SIZE: size_changed(lobby); break;
    case INPUT_SHOWN:
        window_show(lobby->window,
                    (struct rect){0, 0, lobby->panel.width_px, lobby->panel.height_px});
        break;
    case INPUT_DOWN: lobby_pointer(lobby, POINTER_DOWN, input->contact, input->x, input->y); break;
    case INPUT_MOVE: lobby_pointer(lobby, POINTER_MOVE, input->contact, input->x, input->y); break;
    case INPUT_UP: lobby_pointer(lobby, POINTER_UP, input->contact, input->x, input->y); break;
    case INPUT_KEY: lobby_key(lobby, (enum key_name)input->key); break;
    case INPUT_CHAR: lobby_char(lobby, input->ch); break;
    }
}

_Static_assert((int)PAD_STOP == (int)KEY_STOP, "pad keys and key names are the same numbers");

/* The date is the office's own; it changes at its midnight. */
static void check_today(struct lobby *lobby)
{
    int64_t now = lobby_wall_ms(lobby);
    if (now < lobby->today_until_ms) {
        return;
    }
    struct local_time local = clock_local(now);
    lobby->today_until_ms = clock_from_local(local.day, MINUTES_OF_DAY);
    struct today_event today = {local.day, local.weekday, local.minute_of_day};
    lobby_event(lobby, &(struct event){.kind = EVENT_TODAY, .as.today = today});
}

int64_t lobby_wall_ms(const struct lobby *lobby)
{
    struct clock clock = clock_system();
    return clock_now_ms(&clock) + lobby->clock_ahead_ms + lobby->wall_ahead_ms;
}

void lobby_clock_set(struct lobby *lobby, int32_t day, int minute_of_day)
{
    lobby->wall_ahead_ms += clock_from_local(day, minute_of_day) - lobby_wall_ms(lobby);
    lobby->today_until_ms = 0;
    check_today(lobby);
}

static int clamp_ms(int64_t ms)
{
    return ms < 0 ? 0 : ms > INT_MAX ? INT_MAX : (int)ms;
}

static int timeout_ms(struct lobby *lobby)
{
    int64_t deadline = app_deadline_ms(lobby->app);
    int64_t wait = deadline == INT64_MAX ? DAY_MS : deadline - lobby_now_ms(lobby);
    int64_t today = lobby->today_until_ms - lobby_wall_ms(lobby);
    wait = today < wait ? today : wait;
    if (lobby->script != NULL) {
        int pause = script_pause_ms(lobby->script);
        wait = pause >= 0 && pause < wait ? pause : wait;
    }
    return clamp_ms(wait);
}

static enum script_outcome script_step(void *context, const struct script_step *step, char *error,
                                       size_t error_size)
{
    struct lobby *lobby = context;
    int64_t began_us = clock_monotonic_us();
    enum script_outcome outcome = lobby_script_step(lobby, step, error, error_size);
    if (step->verb == VERB_DUMP || step->verb == VERB_SHOT || step->verb == VERB_LINT) {
        turn_aside(&lobby->turn, began_us);
    }
    return outcome;
}

static void run_script(struct lobby *lobby)
{
    if (lobby->script == NULL) {
        return;
    }
    enum script_outcome outcome =
        script_run(lobby->script, clock_monotonic_ms(), script_step, lobby);
    if (outcome == SCRIPT_NOT_YET) {
        return;
    }
    lobby->exit_code = outcome == SCRIPT_FAILED ? 1 : 0;
    lobby_stop(lobby);
}

static void start_net(struct lobby *lobby, const struct net_settings *settings)
{
    enum status status = net_create(settings, window_wake, lobby->window, &lobby->net);
    if (status != STATUS_OK) {
        log_error("net.failed", LOG_TEXT("status", status_name(status)));
    }
}

static void start_printer(struct lobby *lobby)
{
    const char *uri = lobby->options->printer_uri != NULL ? lobby->options->printer_uri
                                                          : lobby->settings->printer.uri;
    if (uri == NULL || uri[0] == '\0') {
        lobby_event(lobby, &(struct event){.kind = EVENT_PRINTER, .as.printer_can_print = false});
        return;
    }
    struct ipp_printer_settings settings = {uri, lobby->settings->name,
                                            lobby->settings->printer.options, 0, lobby->i18n};
    enum status status = ipp_printer_create(&settings, window_wake, lobby->window, &lobby->printer);
    lobby->has_printer = status == STATUS_OK;
    if (!lobby->has_printer) {
        log_error("printer.failed", LOG_TEXT("status", status_name(status)));
        lobby_event(lobby, &(struct event){.kind = EVENT_PRINTER, .as.printer_can_print = false});
    }
}

static enum status read_token(const char *path, char *out, size_t out_size)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return STATUS_MISSING;
    }
    bool is_read = fgets(out, (int)out_size, file) != NULL;
    (void)fclose(file);
    if (is_read) {
        out[strcspn(out, " \r\n")] = '\0';
    }
    return is_read ? STATUS_OK : STATUS_INVALID;
}

/* The first frame does not wait for anybody: threads start behind it. */
static bool start_threads(struct lobby *lobby)
{
    struct net_settings settings = {.numbers = lobby->settings->offline.numbers};
    const char *state_path = lobby->options->state_path;
    (void)text_copy(settings.backend_url, sizeof(settings.backend_url),
                    lobby->options->backend_url);
    (void)text_copy(settings.state_path, sizeof(settings.state_path),
                    state_path != NULL ? state_path : "");
    if (read_token(lobby->options->token_path, settings.token, sizeof(settings.token)) !=
        STATUS_OK) {
        (void)fprintf(stderr, "okienko-kiosk: %s: no token to read\n", lobby->options->token_path);
        return false;
    }
    start_net(lobby, &settings);
    start_printer(lobby);
    lobby->voice = voice_create(lobby->settings, lobby->i18n, window_wake, lobby->window);
    return lobby->net != NULL;
}

/* What an installer holds a ruler to (docs/installation.md); heights are above the floor. */
static void log_measures(const struct panel *panel)
{
    struct metrics metrics = metrics_compute(panel, 100);
    struct reach keys = metrics_reach(&metrics, false);
    struct reach low = metrics_reach(&metrics, true);
    int capital_px = face_capital_px((struct face_style){FACE_REGULAR, metrics.text_min_px, 100});
    double pitch_mm = panel->px_pitch_mm;
    log_info("screen.measures", LOG_INT("wide_mm", lround(panel->width_px * pitch_mm)),
             LOG_INT("high_mm", lround(panel->height_px * pitch_mm)),
             LOG_INT("bottom_mm", panel->mount_bottom_mm),
             LOG_INT("capital_um", lround(capital_px * pitch_mm * 1000)),
             LOG_INT("keys_from_mm", lround(metrics_height_mm(panel, keys.bottom_px))),
             LOG_INT("keys_to_mm", lround(metrics_height_mm(panel, keys.top_px))),
             LOG_INT("low_from_mm", lround(metrics_height_mm(panel, low.bottom_px))),
             LOG_INT("low_to_mm", lround(metrics_height_mm(panel, low.top_px))));
}

int lobby_run(struct lobby *lobby)
{
    lobby_paint(lobby);
    log_info("first.frame", LOG_TEXT("driver", window_driver(lobby->window)),
             LOG_INT("width", lobby->panel.width_px), LOG_INT("height", lobby->panel.height_px));
    log_measures(&lobby->panel);
    if (!start_threads(lobby)) {
        return 2;
    }
    (void)malloc_trim(0);
    turn_init(&lobby->turn);
    while (!atomic_load(&lobby->must_quit)) {
        struct input input = window_wait(lobby->window, timeout_ms(lobby));
        turn_begin(&lobby->turn);
        for (int i = 0; input.kind != INPUT_NONE && i < QUIET_INPUTS_MAX; i++) {
            handle_input(lobby, &input);
            input = window_wait(lobby->window, 0);
        }
        handle_input(lobby, &input);
        lobby_news(lobby);
        check_today(lobby);
        if (app_deadline_ms(lobby->app) <= lobby_now_ms(lobby)) {
            lobby_event(lobby, &(struct event){.kind = EVENT_TIME});
        }
        run_script(lobby);
        voice_look(lobby->voice, lobby->app, lobby_nodes(lobby));
        if (lobby->is_stale || lobby->is_unseen || lobby->is_lost) {
            lobby_paint(lobby);
        }
        turn_end(&lobby->turn);
    }
    log_info("turn.longest", LOG_INT("us", lobby->turn.longest_us),
             LOG_INT("own_us", lobby->turn.longest_own_us));
    turn_finish(&lobby->turn);
    return lobby->exit_code;
}

void lobby_stop(struct lobby *lobby)
{
    atomic_store(&lobby->must_quit, true);
    window_wake(lobby->window);
}

static struct app_settings app_settings_of(const struct settings *settings)
{
    struct app_settings app = app_settings_default();
    app.idle_ms = settings->patience.idle_s * 1000;
    app.idle_long_ms = settings->patience.idle_long_s * 1000;
    app.warning_ms = settings->patience.warning_s * 1000;
    app.dead_ms = settings->patience.dead_ms;
    app.repeat_ms = settings->patience.repeat_ms;
    app.enforce_hours = settings->enforce_hours;
    app.near_px = (int)(10.0 / settings->screen.px_pitch_mm);
    return app;
}

static enum status open_texts(struct lobby *lobby, char *error, size_t error_size)
{
    char path[PATH_MAX];
    const char *assets = lobby->options->assets_path;
    (void)snprintf(path, sizeof(path), "%s/locale", assets != NULL ? assets : OKIENKO_ASSETS_DIR);
    enum status status = i18n_open(path, &lobby->i18n, error, error_size);
    return status == STATUS_OK ? face_set_open(NULL, &lobby->faces, error, error_size) : status;
}

/* Beside the texts, or where they were built from. */
static void open_icons(struct lobby *lobby)
{
    char path[PATH_MAX];
    const char *assets = lobby->options->assets_path;
    (void)snprintf(path, sizeof(path), "%s/icons", assets != NULL ? assets : OKIENKO_ASSETS_DIR);
    lobby->icons = icon_set_create(path);
    if (!icon_is_there(lobby->icons, "next")) {
        icon_set_destroy(lobby->icons);
        lobby->icons = icon_set_create(OKIENKO_ICONS_DIR);
    }
}

static enum status open_window(struct lobby *lobby, char *error, size_t error_size)
{
    const struct settings *settings = lobby->settings;
    const struct options *options = lobby->options;
    bool has_size = options->width_px != 0;
    struct window_settings window = {
        .width_px = has_size ? options->width_px : settings->screen.width_px,
        .height_px = has_size ? options->height_px : settings->screen.height_px,
        .is_fullscreen = settings->screen.fullscreen && !has_size,
        .may_shrink = !settings->screen.fullscreen && !has_size,
        .has_cursor = settings->screen.cursor};
    return window_open(&window, &lobby->window, error, error_size);
}

/* A window that had to shrink shows the panel smaller: its pixels stand for more millimetres. */
static double pitch_of(const struct lobby *lobby, int width_px)
{
    const struct settings *settings = lobby->settings;
    double pitch = settings->screen.px_pitch_mm;
    bool is_shrunk = lobby->options->width_px == 0 && !settings->screen.fullscreen &&
                     settings->screen.width_px > width_px && width_px > 0;
    return is_shrunk ? pitch * settings->screen.width_px / width_px : pitch;
}

static void open_panel(struct lobby *lobby)
{
    const struct settings *settings = lobby->settings;
    struct pixels pixels = window_pixels(lobby->window);
    lobby->panel =
        (struct panel){pixels.width_px, pixels.height_px, pitch_of(lobby, pixels.width_px),
                       settings->screen.view_distance_mm, settings->screen.mount_bottom_mm};
}

enum status lobby_create(const struct settings *settings, const struct options *options,
                         struct lobby **out_lobby, char *error, size_t error_size)
{
    /* Pictures come and go: what is large goes back to the system at once. No thread runs yet. */
    /* NOLINTNEXTLINE(concurrency-mt-unsafe) */
    (void)mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK_BYTES);
    struct lobby *lobby = memory_new(1, sizeof(*lobby));
    lobby->settings = settings;
    lobby->options = options;
    atomic_init(&lobby->must_quit, false);
    enum status status = open_texts(lobby, error, error_size);
    if (status == STATUS_OK) {
        status = open_window(lobby, error, error_size);
    }
    if (status == STATUS_OK && options->script_path != NULL) {
        status = script_open(options->script_path, window_wake, lobby->window, &lobby->script,
                             error, error_size);
    }
    if (status != STATUS_OK) {
        lobby_destroy(lobby);
        return status;
    }
    open_panel(lobby);
    open_icons(lobby);
    lobby->ink = ink_create(lobby->faces);
    lobby->meter = ink_meter(lobby->ink);
    lobby->painter =
        painter_create(lobby->ink, lobby->icons, &(struct painter_source){draw_picture, lobby});
    struct app_settings app = app_settings_of(settings);
    lobby->app = app_create(&app, lobby_now_ms(lobby));
    lobby_refill_key(lobby);
    check_today(lobby);
    lobby->is_stale = true;
    *out_lobby = lobby;
    return STATUS_OK;
}

void lobby_destroy(struct lobby *lobby)
{
    if (lobby == NULL) {
        return;
    }
    voice_destroy(lobby->voice);
    net_destroy(lobby->net);
    if (lobby->has_printer) {
        printer_destroy(&lobby->printer);
    }
    script_close(lobby->script);
    app_destroy(lobby->app);
    painter_destroy(lobby->painter);
    icon_set_destroy(lobby->icons);
    ink_destroy(lobby->ink);
    face_set_close(lobby->faces);
    i18n_close(lobby->i18n);
    window_close(lobby->window);
    free(lobby);
}
