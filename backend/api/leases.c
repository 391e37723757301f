#include "api/leases.h"

#include "api/action.h"
#include "api/reply.h"
#include "domain/visit.h"
#include "store/lease_store.h"
#include "wire/lease.h"

#include <stdio.h>

enum { MINUTES_TO_NEXT_NOON = 36 * 60 };

static const int64_t keep_ms = (int64_t)LEASE_KEEP_DAYS * 24 * 3600 * 1000;

static const struct caller_rule device_rule = {.allows_device = true, .is_change = true};

static void write_answer(struct action *action, const struct lease *lease)
{
    struct wire_lease answer = {.series = {lease->series, '\0'},
                                .day = lease->day,
                                .first = lease->first,
                                .count = lease->last - lease->first + 1,
                                .granted_ms = lease->granted_ms};
    (void)snprintf(answer.url, sizeof(answer.url), "%.*s/v/", WIRE_URL_MAX - WIRE_TOKEN_HEX - 3,
                   action->app->public_url);
    wire_lease_encode(&answer, action_answer(action));
    action->job.http_status = 201;
}

static enum status decide(struct action *action, struct writer_turn *turn)
{
    const struct wire_lease_request *request = action->request;
    struct db *db = writer_turn_db(turn);
    int64_t office_id = action->app->office->id;
    struct lease lease = {.device_id = action->caller.device_id,
                          .series = request->series[0],
                          .day = (int32_t)request->day,
                          .granted_ms = action->job.now_ms};
    int64_t lent = 0;
    enum status status = lease_store_prune(db, lease.granted_ms - keep_ms);
    if (status == STATUS_OK) {
        status = lease_store_sum(db, office_id, &lease, &lent);
    }
    if (status == STATUS_OK && lent + request->count > LEASE_NUMBERS_MAX) {
        status = STATUS_TOO_MANY;
    }
    if (status == STATUS_OK) {
        status =
            lease_store_grant(db, office_id, (int32_t)request->count, VISIT_COUNTER_MAX, &lease);
    }
    if (status == STATUS_TOO_MANY) {
        return action_refuse(action, status, "too-many", "count",
                             "No more numbers of this series are lent for this day.");
    }
    if (status == STATUS_OK) {
        write_answer(action, &lease);
    }
    return status;
}

static bool has_series(const struct office *office, char series)
{
    for (int i = 0; i < office->service_count; i++) {
        if (office->services[i].series == series) {
            return true;
        }
    }
    return false;
}

static bool is_today_or_tomorrow(int64_t day, int64_t now_ms)
{
    int32_t today = clock_local(now_ms).day;
    int32_t tomorrow = clock_local(clock_from_local(today, MINUTES_TO_NEXT_NOON)).day;
    return day == today || day == tomorrow;
}

void leases_grant(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &device_rule);
    if (action == NULL) {
        return;
    }
    struct wire_lease_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    struct json_error error;
    size_t size = 0;
    const char *body = exchange_body(exchange, &size);
    enum status status = wire_lease_request_decode(body, size, request, &error);
    if (status != STATUS_OK) {
        reply_refuse(exchange, status, "invalid-body", error.field, error.sentence);
    } else if (!has_series(action->app->office, request->series[0])) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "unknown-series", "series",
                     "This office has no such series.");
    } else if (!is_today_or_tomorrow(request->day, action->job.now_ms)) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "wrong-day", "day",
                     "Numbers are lent for today and tomorrow.");
    } else {
        action->request = request;
        action_post(action, decide);
    }
}
