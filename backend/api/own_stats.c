#include "api/own_stats.h"

#include "api/caller.h"
#include "api/reply.h"
#include "base/json_out.h"
#include "store/day_store.h"
#include "store/staff_store.h"

#define MS_PER_MIN 60000.0

static const struct caller_rule own_rule = {.allows_staff = true, .staff_needs = CAPABILITY_CALL};

static void write_outcomes(struct json_out *json, const struct day_own *own)
{
    json_out_object(json, "outcomes");
    for (int i = OUTCOME_SETTLED; i < OUTCOME_COUNT; i++) {
        json_out_int(json, visit_outcome_name((enum visit_outcome)i), own->by_outcome[i]);
    }
    json_out_int(json, "passed_on", own->by_outcome[OUTCOME_NONE]);
    json_out_end(json);
}

static void write_away(struct json_out *json, const int64_t away_ms[AWAY_COUNT])
{
    json_out_int(json, "break_minutes", away_ms[AWAY_BREAK] / (int64_t)MS_PER_MIN);
    json_out_object(json, "away_minutes");
    for (int i = AWAY_BREAK; i < AWAY_COUNT; i++) {
        json_out_int(json, away_word((enum away)i), away_ms[i] / (int64_t)MS_PER_MIN);
    }
    json_out_end(json);
}

static void reply_own(struct exchange *exchange, int32_t day, const struct day_own *own,
                      const int64_t away_ms[AWAY_COUNT])
{
    struct buffer body;
    struct json_out json;
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    json_out_int(&json, "day", day);
    json_out_int(&json, "served", own->served);
    write_outcomes(&json, own);
    if (own->served > 0) {
        json_out_real(&json, "service_minutes_mean",
                      (double)own->service_ms / (double)own->served / MS_PER_MIN, 1);
    } else {
        json_out_null(&json, "service_minutes_mean");
    }
    json_out_int(&json, "calls", own->calls);
    json_out_int(&json, "no_shows", own->no_shows);
    write_away(&json, away_ms);
    json_out_end(&json);
    reply_json(exchange, 200, &body);
}

void own_stats_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct day_own own;
    int64_t away_ms[AWAY_COUNT];
    if (!caller_admit(exchange, &own_rule, &caller)) {
        return;
    }
    int64_t now_ms = app_now_ms(app);
    int32_t day = clock_local(now_ms).day;
    enum status status = day_store_own(app->reader, app->office->id, day, caller.staff->id, &own);
    if (status == STATUS_OK) {
        status = duty_store_away(app->reader, caller.staff->id, clock_from_local(day, 0), now_ms,
                                 away_ms);
    }
    if (status == STATUS_OK) {
        reply_own(exchange, day, &own, away_ms);
    } else {
        reply_failed(exchange, status);
    }
}
