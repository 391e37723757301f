#include "api/stats.h"

#include "api/caller.h"
#include "api/reply.h"
#include "base/json_out.h"
#include "report/day_report.h"
#include "store/event_store.h"

static const struct caller_rule stats_rule = {.allows_staff = true,
                                              .staff_needs = CAPABILITY_MANAGE};

static void minutes_or_null(struct json_out *json, const char *name, bool is_known, double minutes)
{
    if (is_known) {
        json_out_real(json, name, minutes, 1);
    } else {
        json_out_null(json, name);
    }
}

static void write_counts(struct json_out *json, const struct day_report *report)
{
    static const enum step_state states[] = {STEP_WAITING, STEP_CALLED, STEP_SERVING,  STEP_PARKED,
                                             STEP_DONE,    STEP_LEFT,   STEP_CANCELLED};

    json_out_int(json, "issued", report->issued);
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        json_out_int(json, step_state_name(states[i]), report->by_state[states[i]]);
    }
    json_out_object(json, "wait");
    json_out_int(json, "count", report->waits.count);
    minutes_or_null(json, "median_min", report->waits.has_quantiles, report->waits.median_min);
    minutes_or_null(json, "p90_min", report->waits.has_quantiles, report->waits.p90_min);
    json_out_real(json, "longest_open_min", report->longest_open_min, 1);
    json_out_end(json);
}

static void write_services(struct json_out *json, const struct office *office,
                           const struct day_report *report)
{
    json_out_array(json, "services");
    for (int i = 0; i < office->service_count; i++) {
        const struct day_service *row = &report->services[i];
        json_out_object(json, NULL);
        json_out_text(json, "service", office->services[i].code);
        json_out_text(json, "label", office->services[i].label);
        json_out_int(json, "issued", row->entered);
        json_out_int(json, "waiting", row->waiting);
        json_out_int(json, "served", row->served);
        minutes_or_null(json, "wait_median_min", row->waits.has_quantiles, row->waits.median_min);
        minutes_or_null(json, "wait_p90_min", row->waits.has_quantiles, row->waits.p90_min);
        json_out_end(json);
    }
    json_out_end(json);
}

static void write_hours(struct json_out *json, const struct day_report *report)
{
    json_out_array(json, "hours");
    for (int hour = 0; hour < 24; hour++) {
        json_out_object(json, NULL);
        json_out_int(json, "hour", hour);
        json_out_int(json, "arrivals", report->arrivals[hour]);
        json_out_end(json);
    }
    json_out_end(json);
}

static void write_recent(struct json_out *json, const struct day_report *report)
{
    json_out_array(json, "tickets");
    for (int i = 0; i < report->recent_count; i++) {
        const struct day_ticket *ticket = &report->recent[i];
        json_out_object(json, NULL);
        json_out_text(json, "number", ticket->number);
        json_out_text(json, "state", step_state_name(ticket->state));
        json_out_int(json, "checkin_ms", ticket->checkin_ms);
        minutes_or_null(json, "wait_min", ticket->was_called, (double)ticket->wait_ms / 60000.0);
        json_out_end(json);
    }
    json_out_end(json);
}

static enum status read_report(struct app *app, int64_t now_ms, struct day_report **out_report,
                               int64_t *out_seq)
{
    enum status status = db_snapshot_begin(app->reader);
    if (status == STATUS_OK) {
        status = event_store_seq(app->reader, app->office->id, out_seq);
    }
    if (status == STATUS_OK) {
        status = day_report_create(app->reader, app->office, clock_local(now_ms).day, now_ms,
                                   out_report);
    }
    db_snapshot_end(app->reader);
    return status;
}

void stats_today(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct day_report *report = NULL;
    int64_t seq = 0;
    int64_t now_ms = app_now_ms(app);
    if (!caller_admit(exchange, &stats_rule, &caller)) {
        return;
    }
    enum status status = read_report(app, now_ms, &report, &seq);
    if (status != STATUS_OK) {
        reply_failed(exchange, status);
        return;
    }
    struct buffer body;
    struct json_out json;
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    json_out_text(&json, "epoch", app->office->epoch);
    json_out_int(&json, "seq", seq);
    json_out_int(&json, "day", report->day);
    json_out_int(&json, "now_ms", now_ms);
    write_counts(&json, report);
    write_services(&json, app->office, report);
    write_hours(&json, report);
    write_recent(&json, report);
    json_out_end(&json);
    day_report_destroy(report);
    reply_json(exchange, 200, &body);
}
