#include "api/issuing.h"

#include "api/ticket_json.h"
#include "store/facts.h"
#include "store/ticket_store.h"

#include <stdio.h>

/* Older than this a ticket was given without us: nobody was told how long the wait is. */
enum { PROMISED_MS_MAX = 15 * 1000 };

struct oracle_wait issuing_wait(const struct action *action, struct writer_turn *turn,
                                const struct visit *visit)
{
    const struct office *office = action->app->office;
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    struct oracle_wait least = {.is_known = false};
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].state != STEP_WAITING) {
            continue;
        }
        const struct office_service *service =
            office_service_by_id(office, visit->steps[i].service_id);
        struct oracle_wait wait = forecaster_newcomer(action->app->forecaster, lobby,
                                                      office_service_index(office, service),
                                                      visit->priority, action->job.now_ms);
        bool is_less = !least.is_known || wait.forecast.q50_ms < least.forecast.q50_ms;
        least = wait.is_known && is_less ? wait : least;
    }
    return least;
}

static enum status number_and_store(struct action *action, struct db *db, struct visit *visit,
                                    const struct oracle_wait *wait)
{
    bool is_promised = wait->is_known && action->job.now_ms - visit->issued_ms <= PROMISED_MS_MAX;
    struct ticket_issue promise = {
        .channel = action->caller.kind == CALLER_DEVICE ? "kiosk" : "desk",
        .wait_low_min = is_promised ? wait->promise.low_min : -1,
        .wait_high_min = wait->promise.high_min,
        .has_forecast = wait->has_forecast && visit->issued_ms == action->job.now_ms,
        .forecast_q10_ms = wait->forecast.q10_ms,
        .forecast_q50_ms = wait->forecast.q50_ms,
        .forecast_q90_ms = wait->forecast.q90_ms,
    };
    int64_t office_id = action->app->office->id;
    enum status status = STATUS_OK;
    if (visit->counter == 0) {
        status =
            ticket_store_next_counter(db, office_id, visit->series, visit->day, &visit->counter);
    }
    if (status == STATUS_OK && visit->counter > VISIT_COUNTER_MAX) {
        status = action_refuse(action, STATUS_UNAVAILABLE, "unavailable", "",
                               "All numbers of this series are given for today.");
    }
    if (status != STATUS_OK) {
        return status;
    }
    visit_number_format(visit->series, visit->counter, visit->number);
    return ticket_store_add(db, office_id, visit, &promise);
}

enum status issuing_store(struct action *action, struct writer_turn *turn, struct visit *visit,
                          const struct oracle_wait *wait)
{
    const struct office *office = action->app->office;
    struct event event = {.kind = "ticket.issued", .at_ms = action->job.now_ms};
    enum status status = number_and_store(action, writer_turn_db(turn), visit, wait);
    if (status != STATUS_OK) {
        return status;
    }
    keeper_note_visit(writer_turn_keeper(turn), visit, action->job.now_ms);
    forecaster_issued(action->app->forecaster, visit->id, wait, action->job.now_ms);
    ticket_event(&event, office, visit, 0, false);
    facts_of_issue(visit, &event);
    return writer_turn_publish(turn, office->id, &event);
}

void issuing_json(struct json_out *json, const struct action *action, const struct visit *visit,
                  const struct oracle_wait *wait)
{
    char url[512];
    (void)snprintf(url, sizeof(url), "%s/v/%s", action->app->public_url, visit->token);
    struct scope scope = caller_scope(&action->caller, action->app->office);
    ticket_json(json, "ticket", &scope, visit, true);
    json_out_int(json, "ahead", wait->ahead);
    wait_json(json, "wait", &wait->promise);
    json_out_text(json, "url", url);
}

void issuing_answer(struct action *action, const struct visit *visit,
                    const struct oracle_wait *wait)
{
    struct json_out json;
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    issuing_json(&json, action, visit, wait);
    json_out_end(&json);
    action->job.http_status = 201;
}
