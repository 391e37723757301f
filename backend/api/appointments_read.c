#include "api/appointment_json.h"
#include "api/appointments.h"
#include "api/caller.h"
#include "api/reply.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "domain/scope.h"

static const struct caller_rule day_rule = {.allows_staff = true};
static const struct caller_rule code_rule = {
    .allows_device = true, .allows_staff = true, .staff_needs = CAPABILITY_DESK};

enum { LIST_MAX = 2000 };

struct listing {
    struct json_out *json;
    const struct office *office;
    const struct office_staff *staff;
    struct scope scope;
    bool sees_all; /* not only the services this person gives */
    int count;
};

static void list(void *context, const struct appointment *appointment)
{
    struct listing *listing = context;
    bool is_theirs = office_preference(listing->office, listing->staff, appointment->service_id) !=
                     OFFICE_PREFERENCE_NONE;
    if ((listing->sees_all || is_theirs) && listing->count++ < LIST_MAX) {
        appointment_json(listing->json, NULL, &listing->scope, appointment, false);
    }
}

/* "appointments" of one local day. */
static enum status write_day(struct json_out *json, struct app *app, const struct caller *caller,
                             int32_t day, bool sees_all, bool *out_is_more)
{
    struct listing listing = {.json = json,
                              .office = app->office,
                              .staff = caller->staff,
                              .scope = scope_of(app->office, caller->staff),
                              .sees_all = sees_all};
    json_out_array(json, "appointments");
    enum status status =
        appointment_store_each(app->reader, app->office->id, clock_from_local(day, 0),
                               clock_from_local(calendar_add(day, 1), 0), list, &listing);
    json_out_end(json);
    *out_is_more = listing.count > LIST_MAX;
    return status;
}

enum status appointments_today(struct json_out *json, struct app *app, const struct caller *caller)
{
    bool is_more = false;
    return write_day(json, app, caller, clock_local(app_now_ms(app)).day, false, &is_more);
}

static void answer_day(struct exchange *exchange, const struct caller *caller, int32_t day)
{
    struct app *app = app_of(exchange);
    struct buffer body;
    struct json_out json;
    bool is_more = false;
    bool sees_all = (caller->staff->capabilities & (CAPABILITY_DESK | CAPABILITY_MANAGE)) != 0;
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    enum status status = write_day(&json, app, caller, day, sees_all, &is_more);
    json_out_bool(&json, "more", is_more);
    json_out_end(&json);
    reply_built(exchange, status, &body);
}

/* Whoever holds the code stands there: the desk finds it, cut to its tracks. */
static void answer_code(struct exchange *exchange, const struct caller *caller, const char *code)
{
    struct app *app = app_of(exchange);
    struct scope scope = caller_scope(caller, app->office);
    struct appointment appointment;
    struct buffer body;
    struct json_out json;
    int64_t who = caller_number(caller);
    int64_t now_ms = app_now_ms(app);
    if (!guesses_allow(&app->guesses, who, now_ms)) {
        reply_refuse(exchange, STATUS_TOO_MANY, "too-many-attempts", "code", APPOINTMENTS_GUESSING);
        return;
    }
    enum status status = appointment_store_find(app->reader, app->office->id, code, &appointment);
    if (status == STATUS_MISSING) {
        guesses_miss(&app->guesses, who, now_ms);
        reply_refuse(exchange, STATUS_MISSING, "not-found", "code",
                     "There is no appointment with this code.");
        return;
    }
    if (status != STATUS_OK) {
        reply_failed(exchange, status);
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    appointment_json(&json, "appointment", &scope, &appointment, true);
    json_out_end(&json);
    reply_json(exchange, 200, &body);
}

void appointments_get(struct exchange *exchange)
{
    const char *code = exchange_query(exchange, "code");
    int64_t day = exchange_query_id(exchange, "day");
    struct caller caller;
    if (!caller_admit(exchange, code != NULL ? &code_rule : &day_rule, &caller)) {
        return;
    }
    if (code != NULL) {
        answer_code(exchange, &caller, code);
    } else if (calendar_is_day(day)) {
        answer_day(exchange, &caller, (int32_t)day);
    } else {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "day",
                     "Say day=20261123 or code=482913.");
    }
}
