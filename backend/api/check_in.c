#include "api/action.h"
#include "api/appointment_json.h"
#include "api/appointments.h"
#include "api/calling.h"
#include "api/issuing.h"
#include "api/reply.h"
#include "api/ticket_change.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/memory.h"
#include "base/text.h"
#include "domain/turn.h"
#include "store/ticket_store.h"
#include "store/undo_store.h"
#include "wire/limits.h"

#include <inttypes.h>

enum { CODE_ASKED_MAX = 255 }; /* whatever a scanner reads */

static const struct caller_rule check_in_rule = {
    .allows_device = true, .allows_staff = true, .staff_needs = CAPABILITY_DESK, .is_change = true};

/* The code, or at a desk the appointment itself: who has lost the code says the time. */
struct check_in_request {
    char code[CODE_ASKED_MAX + 1];
    int64_t appointment; /* 0: by its code */
    char language[WIRE_CODE_MAX + 1];
};

/* The booked step is the only one, and their colleague's where one was asked for. */
static void build_visit(const struct office *office, const struct appointment *appointment,
                        const char *language, int64_t now_ms, struct visit *out)
{
    const struct office_service *service = office_service_by_id(office, appointment->service_id);
    *out = (struct visit){.checkin_ms = now_ms,
                          .appointment_ms = appointment->starts_ms,
                          .booked = 0,
                          .day = clock_local(now_ms).day,
                          .series = service->series,
                          .issued_ms = now_ms,
                          .step_count = 1};
    out->steps[0].service_id = service->id;
    out->steps[0].only_staff_id = appointment->is_named ? appointment->staff_id : 0;
    (void)text_copy(out->language, sizeof(out->language), language);
    random_hex(out->token, (sizeof(out->token) - 1) / 2);
    visit_open(out, now_ms);
}

static const struct rules *rules_now(struct writer_turn *turn)
{
    return &keeper_lobby(writer_turn_keeper(turn))->rules;
}

/* Who waits for the service, too, and is to be called before. */
static int count_ahead(const struct action *action, struct writer_turn *turn,
                       const struct visit *visit)
{
    const struct office *office = action->app->office;
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    const struct turn_facts facts = {.checkin_ms = visit->checkin_ms,
                                     .appointment_ms = visit->appointment_ms,
                                     .is_booked_open = true};
    const struct turn own = turn_of(&lobby->rules, &facts);
    int service =
        office_service_index(office, office_service_by_id(office, visit->steps[0].service_id));
    int count = 0;
    for (size_t i = 0; i < lobby->count; i++) {
        const struct lobby_place *place = &lobby->places[i];
        bool is_rival = place->is_waiting && (place->open >> service & 1) != 0;
        count += is_rival && place->id != visit->id && place->effective_ms <= own.effective_ms;
    }
    return count;
}

/* Whoever comes late waits like everybody who comes now; for the others their time is booked, and
 * how long it takes is said once the forecasts know them. */
static struct oracle_wait wait_of(const struct action *action, struct writer_turn *turn,
                                  const struct visit *visit)
{
    enum appointment_arrival arrival =
        appointment_arrival(rules_now(turn), visit->appointment_ms, visit->checkin_ms);
    return arrival == ARRIVAL_LATE
               ? issuing_wait(action, turn, visit)
               : (struct oracle_wait){.ahead = count_ahead(action, turn, visit)};
}

static void write_answer(struct action *action, struct writer_turn *turn, const struct visit *visit,
                         const struct appointment *appointment, const struct oracle_wait *wait)
{
    struct scope scope = caller_scope(&action->caller, action->app->office);
    struct json_out json;
    enum appointment_arrival arrival =
        appointment_arrival(rules_now(turn), appointment->starts_ms, visit->checkin_ms);
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    issuing_json(&json, action, visit, wait);
    appointment_json(&json, "appointment", &scope, appointment, true);
    json_out_text(&json, "arrival", appointment_arrival_name(arrival));
    json_out_end(&json);
    action->job.http_status = 201;
}

/* Who was parked and stands here with the code waits again, as after a resume on the phone. */
static enum status bring_back(struct action *action, struct writer_turn *turn, struct visit *visit)
{
    const struct office *office = action->app->office;
    const struct visit_op op = {.kind = VISIT_OP_RESUME};
    const struct ticket_news news = {
        .kind = "ticket.resumed", .op = &op, .index = visit_current(visit)};
    if (visit_apply(visit, &op, rules_now(turn), action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, visit);
    }
    return ticket_change_save(turn, office, visit, &news, action->job.now_ms);
}

/* Somebody with this code came already: the ticket of that time. */
static enum status answer_again(struct action *action, struct writer_turn *turn,
                                const struct appointment *appointment)
{
    const struct office *office = action->app->office;
    struct visit visit;
    enum status status =
        ticket_store_load(writer_turn_db(turn), office->id, appointment->ticket_id, &visit);
    bool was_parked = status == STATUS_OK && visit_state(&visit) == STEP_PARKED;
    if (was_parked) {
        status = bring_back(action, turn, &visit);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct oracle_wait wait = wait_of(action, turn, &visit);
    write_answer(action, turn, &visit, appointment, &wait);
    return was_parked ? calling_auto(turn, office, action->job.now_ms) : STATUS_OK;
}

static enum status store(struct action *action, struct writer_turn *turn, struct visit *visit,
                         struct appointment *appointment, const struct oracle_wait *wait)
{
    struct db *db = writer_turn_db(turn);
    int64_t office_id = action->app->office->id;
    enum status status = issuing_store(action, turn, visit, wait);
    if (status == STATUS_OK) {
        status = undo_store_forget_ticket(db, appointment->ticket_id); /* or there would be two */
    }
    if (status == STATUS_OK) {
        status = appointment_store_arrive(db, appointment->id, visit->id);
    }
    if (status == STATUS_OK) {
        status = appointment_store_load(db, office_id, appointment->id, appointment);
    }
    return status == STATUS_OK
               ? appointment_publish(turn, office_id, appointment, action->job.now_ms)
               : status;
}

static enum status arrive(struct action *action, struct writer_turn *turn,
                          struct appointment *appointment)
{
    const struct check_in_request *request = action->request;
    const struct office *office = action->app->office;
    struct visit visit;
    build_visit(office, appointment, request->language, action->job.now_ms, &visit);
    struct oracle_wait wait = wait_of(action, turn, &visit);
    enum status status = store(action, turn, &visit, appointment, &wait);
    if (status != STATUS_OK) {
        return status;
    }
    write_answer(action, turn, &visit, appointment, &wait);
    return calling_auto(turn, office, action->job.now_ms);
}

static enum status refuse_other_day(struct action *action, const struct appointment *appointment)
{
    enum status status = action_refuse(action, STATUS_CONFLICT, "other-day", "code",
                                       "This appointment is on another day.");
    action->job.problem.members = arena_text(
        exchange_arena(action->exchange), "{\"day\":%" PRId32 ",\"starts_ms\":%" PRId64 "}",
        clock_local(appointment->starts_ms).day, appointment->starts_ms);
    return status;
}

/* Of today. A ticket that ended unserved (given back, missed) is no dead end: there is a new one.
 */
static enum status come_today(struct action *action, struct writer_turn *turn,
                              struct appointment *appointment)
{
    switch (appointment->state) {
    case APPOINTMENT_CANCELLED:
        return action_refuse(action, STATUS_CONFLICT, "cancelled", "code",
                             "This appointment was cancelled.");
    case APPOINTMENT_DONE:
        return action_refuse(action, STATUS_CONFLICT, "visit-over", "code",
                             "This visit has been today and is over: ask the staff.");
    case APPOINTMENT_ARRIVED: return answer_again(action, turn, appointment);
    default: return arrive(action, turn, appointment);
    }
}

static enum status come(struct action *action, struct writer_turn *turn,
                        struct appointment *appointment)
{
    bool is_today = clock_local(appointment->starts_ms).day == clock_local(action->job.now_ms).day;
    return is_today || appointment->state == APPOINTMENT_CANCELLED
               ? come_today(action, turn, appointment)
               : refuse_other_day(action, appointment);
}

/* What is past is as unknown as what never was. On the writer's thread, so that tries sent at once
 * are counted one after the other. */
static enum status find_by_code(struct action *action, struct db *db, const char *code,
                                struct appointment *out_appointment)
{
    struct guesses *guesses = &action->app->guesses;
    int64_t who = caller_number(&action->caller);
    int64_t now_ms = action->job.now_ms;
    if (!guesses_allow(guesses, who, now_ms)) {
        return action_refuse(action, STATUS_TOO_MANY, "too-many-attempts", "code",
                             APPOINTMENTS_GUESSING);
    }
    enum status status = appointment_store_find(db, action->app->office->id, code, out_appointment);
    bool is_past = status == STATUS_OK &&
                   clock_local(out_appointment->starts_ms).day < clock_local(now_ms).day;
    if (status == STATUS_MISSING || is_past) {
        guesses_miss(guesses, who, now_ms);
        status = STATUS_MISSING;
    }
    return status;
}

static enum status decide(struct action *action, struct writer_turn *turn)
{
    const struct check_in_request *request = action->request;
    struct db *db = writer_turn_db(turn);
    struct appointment appointment = {0};
    enum status status = request->appointment != 0
                             ? appointment_store_load(db, action->app->office->id,
                                                      request->appointment, &appointment)
                             : find_by_code(action, db, request->code, &appointment);
    if (status == STATUS_MISSING) {
        return action_refuse(action, status, "not-found", "code",
                             "There is no appointment with this code.");
    }
    return status == STATUS_OK ? come(action, turn, &appointment) : status;
}

static bool is_asked_rightly(struct action *action, const struct check_in_request *request)
{
    if ((request->code[0] != '\0') == (request->appointment != 0)) {
        reply_refuse(action->exchange, STATUS_INVALID, "invalid-body", "code",
                     "Say the code, or the appointment.");
        return false;
    }
    if (request->appointment != 0 && action->caller.kind == CALLER_DEVICE) {
        reply_refuse(action->exchange, STATUS_FORBIDDEN, "forbidden", "appointment",
                     "A device knows an appointment by its code only.");
        return false;
    }
    return true;
}

void appointments_check_in(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"code", JSON_FIELD_TEXT, false, offsetof(struct check_in_request, code), 1,
         CODE_ASKED_MAX},
        {"appointment", JSON_FIELD_INT, false, offsetof(struct check_in_request, appointment), 1,
         INT64_MAX},
        {"language", JSON_FIELD_TEXT, false, offsetof(struct check_in_request, language), 1,
         WIRE_CODE_MAX},
    };
    enum language language = LANGUAGE_PL;
    struct action *action = action_begin(exchange, &check_in_rule);
    if (action == NULL) {
        return;
    }
    struct check_in_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    (void)text_copy(request->language, sizeof(request->language), "pl");
    if (!reply_read_body(exchange, fields, sizeof(fields) / sizeof(fields[0]), request)) {
        return;
    }
    if (!is_asked_rightly(action, request)) {
        return;
    }
    if (language_parse(request->language, &language) != STATUS_OK) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "language",
                     "This language is not known: pl, uk, en, ru, pl_easy.");
        return;
    }
    action->request = request;
    action_post(action, decide);
}
