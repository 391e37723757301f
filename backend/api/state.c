#include "api/state.h"

#include "api/alerts.h"
#include "api/appointments.h"
#include "api/attendance.h"
#include "api/board.h"
#include "api/caller.h"
#include "api/full_today.h"
#include "api/lobby_view.h"
#include "api/packed.h"
#include "api/reply.h"
#include "api/sessions.h"
#include "api/ticket_json.h"
#include "api/undo.h"
#include "store/event_store.h"
#include "store/invitation_store.h"
#include "store/lobby_store.h"
#include "store/ticket_store.h"

#include <string.h>

static const struct caller_rule console_rule = {.allows_staff = true};
static const struct caller_rule kiosk_rule = {.allows_device = true, .allows_staff = true};

/* One view: who may see it, how the stream is cut, what the snapshot holds beyond the head. */
struct view {
    const char *name;
    const struct caller_rule *rule; /* NULL: everybody */
    enum feed_view feed;
    /* room_id: what ?room= says, 0 nothing. */
    enum status (*write)(struct json_out *json, struct app *app, const struct caller *caller,
                         int64_t room_id);
};

static enum status write_board(struct json_out *json, struct app *app, const struct caller *caller,
                               int64_t room_id)
{
    (void)caller;
    return board_write(json, app, room_id);
}

static enum status write_kiosk(struct json_out *json, struct app *app, const struct caller *caller,
                               int64_t room_id)
{
    (void)caller;
    (void)room_id;
    const struct office *office = app->office;
    json_out_array(json, "needs");
    for (int i = 0; i < office->need_count; i++) {
        int service = office->needs[i].route[0];
        bool refuses = false;
        struct oracle_wait wait = forecaster_service(app->forecaster, service, &refuses);
        json_out_object(json, NULL);
        json_out_text(json, "need", office->needs[i].code);
        json_out_int(json, "ahead", wait.ahead);
        wait_json(json, "wait", &wait.promise);
        json_out_bool(json, "full",
                      refuses && full_today(office, &office->services[service], &wait.promise,
                                            app_now_ms(app)));
        json_out_end(json);
    }
    json_out_end(json);
    return STATUS_OK;
}

static enum status write_current(struct json_out *json, struct app *app,
                                 const struct caller *caller)
{
    int64_t id = 0;
    struct visit visit;
    struct invitation call;
    enum status status = ticket_store_open_of(app->reader, caller->staff->id, &id);
    if (status == STATUS_MISSING) {
        json_out_null(json, "current");
        return STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = ticket_store_load(app->reader, app->office->id, id, &visit);
    }
    if (status == STATUS_OK) {
        status =
            invitation_store_of_step(app->reader, visit.steps[visit_current(&visit)].id, &call);
    }
    if (status == STATUS_OK) {
        struct scope scope = caller_scope(caller, app->office);
        json_out_object(json, "current");
        ticket_json(json, "ticket", &scope, &visit, false);
        call_json(json, "call", &scope, &visit, &call);
        json_out_end(json);
    }
    return status;
}

static void write_queue(struct json_out *json, const struct office_service *service,
                        enum office_preference preference, const struct lobby_queue *queue)
{
    json_out_object(json, NULL);
    json_out_text(json, "service", service->code);
    json_out_text(json, "label", service->label);
    json_out_int(json, "preference", preference);
    json_out_int(json, "waiting", queue->waiting);
    if (queue->waiting > 0) {
        json_out_int(json, "oldest_checkin_ms", queue->since_ms);
    } else {
        json_out_null(json, "oldest_checkin_ms");
    }
    json_out_end(json);
}

/* The queues this person may serve. */
static enum status write_queues(struct json_out *json, const struct app *app,
                                const struct caller *caller, const struct lobby_view *view)
{
    int64_t total = 0;
    int64_t mine = 0;
    json_out_array(json, "queues");
    for (int i = 0; i < app->office->service_count; i++) {
        if (caller->staff->preference[i] != OFFICE_PREFERENCE_NONE) {
            write_queue(json, &app->office->services[i], caller->staff->preference[i],
                        &view->queues[i]);
        }
    }
    json_out_end(json);
    enum status status = lobby_store_waiting_total(app->reader, app->office->id, &total);
    json_out_int(json, "waiting_total", total);
    if (status == STATUS_OK) {
        status = lobby_store_waiting_for(app->reader, caller->staff->id, &mine);
    }
    json_out_int(json, "waiting_mine", mine);
    return status;
}

/* Parked tickets of services this person serves, or all for the desk: by number alone what is of
 * a track that is not the desk's. */
static enum status write_parked(struct json_out *json, struct app *app, const struct caller *caller)
{
    struct lobby_parked parked[LOBBY_PARKED_MAX];
    struct scope scope = caller_scope(caller, app->office);
    int count = 0;
    bool sees_all = (caller->staff->capabilities & CAPABILITY_DESK) != 0;
    enum status status = lobby_store_parked(app->reader, app->office->id, parked, &count);
    json_out_array(json, "parked");
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        const struct office_service *service =
            office_service_by_id(app->office, parked[i].service_id);
        if (!sees_all && office_preference(app->office, caller->staff, parked[i].service_id) == 0) {
            continue;
        }
        bool is_seen = service != NULL && scope_sees(&scope, service->id);
        json_out_object(json, NULL);
        json_out_int(json, "ticket", parked[i].ticket_id);
        json_out_text(json, "number", parked[i].number);
        json_out_text(json, "service", is_seen ? service->code : NULL);
        json_out_int(json, "since_ms", parked[i].since_ms);
        json_out_end(json);
    }
    json_out_end(json);
    return status;
}

static void write_rooms(struct json_out *json, const struct app *app, const struct lobby_view *view)
{
    const struct office *office = app->office;
    json_out_array(json, "rooms");
    for (int i = 0; i < office->room_count; i++) {
        const struct office_staff *staff = NULL;
        for (int k = 0; k < view->duty_count; k++) {
            if (view->duties[k].room_id == office->rooms[i].id) {
                staff = office_staff_by_id(office, view->duties[k].staff_id);
            }
        }
        json_out_object(json, NULL);
        json_out_int(json, "id", office->rooms[i].id);
        json_out_text(json, "name", office->rooms[i].name);
        if (staff != NULL) {
            json_out_int(json, "staff", staff->id);
        } else {
            json_out_null(json, "staff");
        }
        json_out_text(json, "staff_title", staff != NULL ? staff->title : NULL);
        json_out_end(json);
    }
    json_out_end(json);
}

static void write_services(struct json_out *json, const struct office *office)
{
    json_out_array(json, "services");
    for (int i = 0; i < office->service_count; i++) {
        json_out_object(json, NULL);
        json_out_text(json, "code", office->services[i].code);
        json_out_text(json, "label", office->services[i].label);
        json_out_bool(json, "bookable", office->services[i].mode != OFFICE_MODE_WALK_IN);
        json_out_end(json);
    }
    json_out_end(json);
}

/* To whom a visitor can be handed over: roles and what they give. */
static void write_colleagues(struct json_out *json, const struct office *office)
{
    json_out_array(json, "colleagues");
    for (int i = 0; i < office->staff_count; i++) {
        json_out_object(json, NULL);
        json_out_int(json, "id", office->staff[i].id);
        json_out_text(json, "title", office->staff[i].title);
        json_out_array(json, "services");
        for (int k = 0; k < office->service_count; k++) {
            if (office->staff[i].preference[k] != OFFICE_PREFERENCE_NONE) {
                json_out_text(json, NULL, office->services[k].code);
            }
        }
        json_out_end(json);
        json_out_end(json);
    }
    json_out_end(json);
}

static enum status write_console(struct json_out *json, struct app *app,
                                 const struct caller *caller, int64_t room_id)
{
    (void)room_id;
    struct lobby_view view;
    enum status status = lobby_view_read(app->reader, app->office, &view);
    session_json(json, "session", app->office, &caller->session,
                 lobby_view_duty(&view, caller->staff->id));
    if (status == STATUS_OK) {
        status = write_current(json, app, caller);
    }
    if (status == STATUS_OK) {
        status = undo_json(json, app, caller->staff->id);
    }
    if (status == STATUS_OK) {
        status = write_queues(json, app, caller, &view);
    }
    if (status == STATUS_OK) {
        status = write_parked(json, app, caller);
    }
    if (status == STATUS_OK) {
        status = appointments_today(json, app, caller);
    }
    if (status == STATUS_OK) {
        status = alerts_json(json, app);
    }
    if (status == STATUS_OK) {
        status = attendance_json(json, app, caller);
    }
    write_rooms(json, app, &view);
    write_services(json, app->office);
    write_colleagues(json, app->office);
    return status;
}

static const struct view views[] = {
    {"board", NULL, FEED_PUBLIC, write_board},
    {"console", &console_rule, FEED_STAFF, write_console},
    {"kiosk", &kiosk_rule, FEED_PUBLIC, write_kiosk},
};

/* The view that is asked for, its caller admitted; NULL when a refusal was left. */
static const struct view *view_of(struct exchange *exchange, struct caller *caller)
{
    const char *name = exchange_query(exchange, "view");
    for (size_t i = 0; name != NULL && i < sizeof(views) / sizeof(views[0]); i++) {
        if (strcmp(views[i].name, name) == 0) {
            bool admitted = views[i].rule == NULL || caller_admit(exchange, views[i].rule, caller);
            return admitted ? &views[i] : NULL;
        }
    }
    reply_refuse(exchange, STATUS_INVALID, "invalid-body", "view",
                 "Say view=board, view=console or view=kiosk.");
    return NULL;
}

/* A console fetches its state after each event: packed it is a quarter. */
static void pack(struct exchange *exchange, struct buffer *body)
{
    exchange_set_header(exchange, "Vary", "Accept-Encoding");
    if (!packed_is_wanted(exchange) || body->overflow) {
        return;
    }
    struct packed packed;
    packed_make(buffer_text(body), &packed);
    buffer_finish(body);
    buffer_init(body, EXCHANGE_ANSWER_MAX);
    buffer_append(body, packed.bytes, packed.size);
    packed_free(&packed);
    exchange_set_header(exchange, "Content-Encoding", "gzip");
}

void state_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller = {0};
    struct buffer body;
    struct json_out json;
    int64_t seq = 0;
    const struct view *view = view_of(exchange, &caller);
    if (view == NULL) {
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    enum status status = db_snapshot_begin(app->reader);
    if (status == STATUS_OK) {
        status = event_store_seq(app->reader, app->office->id, &seq);
    }
    json_out_text(&json, "epoch", app->office->epoch);
    json_out_int(&json, "seq", seq);
    json_out_int(&json, "day", clock_local(app_now_ms(app)).day);
    json_out_int(&json, "now_ms", app_now_ms(app));
    if (status == STATUS_OK) {
        status = view->write(&json, app, &caller, exchange_query_id(exchange, "room"));
    }
    db_snapshot_end(app->reader);
    json_out_end(&json);
    if (status == STATUS_OK) {
        pack(exchange, &body);
    }
    reply_built(exchange, status, &body);
}

void events_get(struct exchange *exchange)
{
    struct caller caller = {0};
    const struct view *view = view_of(exchange, &caller);
    if (view == NULL) {
        return;
    }
    if (exchange_method(exchange) == METHOD_HEAD) {
        /* libmicrohttpd would end the stream that HEAD does not have by a chunk of its own. */
        exchange_set_header(exchange, "Cache-Control", "no-store");
        exchange_set_header(exchange, "Content-Type", "text/event-stream");
        exchange_reply_empty(exchange, 200);
        return;
    }
    const char *last_id = exchange_header(exchange, "Last-Event-ID");
    if (last_id == NULL) {
        last_id = exchange_query(exchange, "after");
    }
    bool is_staff = caller.kind == CALLER_STAFF;
    const struct feed_pass pass = {.owner = is_staff ? caller.session.token_hash : "",
                                   .until_ms = is_staff ? caller.session.expires_ms : 0,
                                   .holder = is_staff ? caller.staff->id : 0};
    feed_open(app_of(exchange)->feed, exchange, view->feed, last_id, &pass);
}
