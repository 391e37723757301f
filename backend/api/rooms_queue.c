#include "api/calling.h"
#include "api/reply.h"
#include "api/rooms.h"
#include "domain/choose.h"
#include "store/event_store.h"
#include "store/ticket_store.h"

enum { QUEUE_MAX = 50, QUEUE_ANSWER_MAX = 48 * 1024 };

static const struct caller_rule queue_rule = {.allows_staff = true, .staff_needs = CAPABILITY_CALL};

/* What is looked at while one answer is written. */
struct look {
    const struct office *office;
    const struct lobby *lobby;
    struct db *db;
    int staff; /* index */
    int64_t now_ms;
    int64_t changes_ms; /* when time alone changes what is told; INT64_MAX never */
};

static void note_change(struct look *look, int64_t at_ms)
{
    if (at_ms > look->now_ms && at_ms < look->changes_ms) {
        look->changes_ms = at_ms;
    }
}

/* The booked time while it is still to come: a booked step that is over decides nothing. */
static int64_t open_appointment_ms(const struct lobby_visit *visit)
{
    return route_is_booked_open(&visit->route) ? visit->appointment_ms : 0;
}

static void time_or_null(struct json_out *json, const char *name, bool is_known, int64_t time_ms)
{
    if (is_known) {
        json_out_int(json, name, time_ms);
    } else {
        json_out_null(json, name);
    }
}

static void service_json(struct json_out *json, const struct look *look,
                         const struct lobby_visit *visit, int position)
{
    json_out_text(json, "service", look->office->services[visit->service[position]].code);
}

static void face_json(struct json_out *json, const struct ticket_face *face)
{
    json_out_text(json, "language", face->language);
    json_out_text(json, "interpreter", face->interpreter[0] != '\0' ? face->interpreter : NULL);
}

static void write_times(struct json_out *json, struct look *look, const struct choice_rank *rank,
                        const struct lobby_visit *visit)
{
    int64_t appointment_ms = open_appointment_ms(visit);
    int64_t alarm_ms = visit->checkin_ms + look->lobby->rules.alarm_ms;
    json_out_bool(json, "priority", visit->priority);
    time_or_null(json, "appointment_ms", appointment_ms != 0, appointment_ms);
    json_out_bool(json, "is_due", appointment_ms != 0 && rank->due_ms == 0);
    json_out_bool(json, "is_over_alarm", look->now_ms >= alarm_ms);
    note_change(look, alarm_ms);
}

static enum status write_waiting(struct json_out *json, struct look *look,
                                 const struct choice_rank *rank)
{
    const struct lobby_visit *visit = &look->lobby->visits[lobby_find(look->lobby, rank->visit_id)];
    struct ticket_face face;
    bool is_backup = false;
    int position = choose_step(look->lobby, visit, look->staff, &is_backup);
    enum status status = ticket_store_face(look->db, visit->id, &face);
    if (status != STATUS_OK) {
        return status;
    }
    json_out_object(json, NULL);
    json_out_int(json, "ticket", visit->id);
    json_out_text(json, "number", face.number);
    service_json(json, look, visit, position);
    json_out_int(json, "since_ms", visit->checkin_ms);
    json_out_int(json, "effective_ms", rank->effective_ms);
    face_json(json, &face);
    write_times(json, look, rank, visit);
    json_out_bool(json, "is_backup", is_backup);
    json_out_bool(json, "only_me", visit->only[position] == look->staff);
    json_out_end(json);
    return STATUS_OK;
}

static enum status write_list(struct json_out *json, struct look *look)
{
    struct choice_rank list[QUEUE_MAX];
    enum status status = STATUS_OK;
    int64_t due_ms = 0;
    int all = choose_list(look->lobby, look->staff, look->now_ms, list, QUEUE_MAX, &due_ms);
    int count = all < QUEUE_MAX ? all : QUEUE_MAX;
    note_change(look, due_ms); /* of one beyond the list, too: next may change by it */
    json_out_array(json, "waiting");
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = write_waiting(json, look, &list[i]);
    }
    json_out_end(json);
    json_out_int(json, "waiting_more", all - count);
    return status;
}

static enum status write_next(struct json_out *json, struct writer_turn *turn,
                              const struct look *look, const struct calling *calling)
{
    struct visit visit;
    struct choice choice;
    struct invitation call;
    enum status status = calling_preview(turn, calling, &visit, &choice, &call);
    if (status != STATUS_OK) {
        json_out_null(json, "next");
        return status == STATUS_MISSING ? STATUS_OK : status;
    }
    const struct lobby_visit *place = &look->lobby->visits[choice.slot];
    struct ticket_face face;
    status = ticket_store_face(look->db, visit.id, &face);
    json_out_object(json, "next");
    json_out_int(json, "ticket", visit.id);
    json_out_text(json, "number", visit.number);
    service_json(json, look, place, choice.position);
    json_out_int(json, "position", choice.position);
    face_json(json, &face);
    json_out_bool(json, "priority", visit.priority);
    int64_t appointment_ms = open_appointment_ms(place);
    time_or_null(json, "appointment_ms", appointment_ms != 0, appointment_ms);
    json_out_raw(json, "explanation", call.explanation);
    json_out_end(json);
    return status;
}

static enum status write_all(struct action *action, struct writer_turn *turn, int64_t seq)
{
    const struct calling calling = {.office = action->app->office,
                                    .staff_id = action->caller.staff->id,
                                    .room_id = action->id,
                                    .now_ms = action->job.now_ms};
    struct look look = {.office = action->app->office,
                        .lobby = keeper_lobby(writer_turn_keeper(turn)),
                        .db = writer_turn_db(turn),
                        .staff = (int)(action->caller.staff - action->app->office->staff),
                        .now_ms = action->job.now_ms,
                        .changes_ms = INT64_MAX};
    struct json_out json;
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    json_out_int(&json, "seq", seq);
    enum status status = write_next(&json, turn, &look, &calling);
    if (status == STATUS_OK) {
        status = write_list(&json, &look);
    }
    time_or_null(&json, "changes_ms", look.changes_ms != INT64_MAX, look.changes_ms);
    json_out_end(&json);
    return status;
}

static enum status decide_queue(struct action *action, struct writer_turn *turn)
{
    int64_t seq = 0;
    enum status status = rooms_must_be_mine(action, writer_turn_db(turn));
    if (status == STATUS_OK) {
        status = event_store_seq(writer_turn_db(turn), action->app->office->id, &seq);
    }
    return status == STATUS_OK ? write_all(action, turn, seq) : status;
}

void rooms_queue(struct exchange *exchange)
{
    struct action *action = action_begin_repeatable(exchange, &queue_rule);
    if (action == NULL || !rooms_find(exchange, action)) {
        return;
    }
    buffer_init(action_answer(action), QUEUE_ANSWER_MAX);
    action_post(action, decide_queue);
}
