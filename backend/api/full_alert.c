#include "api/full_alert.h"

#include "api/full_today.h"
#include "store/alert_store.h"

#include <inttypes.h>
#include <stdio.h>

/* What was told of each service, by index. */
struct told {
    const struct office *office;
    int64_t today_ms; /* when this day began */
    bool today[OFFICE_SERVICES_MAX];
    bool open[OFFICE_SERVICES_MAX];
};

static void note(void *context, const struct alert_daily *daily)
{
    struct told *told = context;
    const struct office_service *service = office_service_by_id(told->office, daily->service_id);
    if (service != NULL) {
        int index = office_service_index(told->office, service);
        told->today[index] = told->today[index] || daily->raised_ms >= told->today_ms;
        told->open[index] = told->open[index] || daily->is_open;
    }
}

static enum status publish(struct writer_turn *turn, int64_t office_id, const char *kind,
                           int64_t service_id, int64_t now_ms)
{
    struct event event = {.kind = kind, .at_ms = now_ms};
    (void)snprintf(event.body, sizeof(event.body),
                   "{\"kind\":\"" ALERT_FULL_TODAY "\",\"service\":%" PRId64 ",\"at_ms\":%" PRId64
                   "}",
                   service_id, now_ms);
    return writer_turn_publish(turn, office_id, &event);
}

static enum status raise_it(struct writer_turn *turn, int64_t office_id, int64_t service_id,
                            int64_t now_ms)
{
    struct alert alert = {.kind = ALERT_FULL_TODAY, .service_id = service_id, .raised_ms = now_ms};
    bool is_new = false;
    enum status status = alert_store_raise(writer_turn_db(turn), office_id, &alert, &is_new);
    return status == STATUS_OK ? publish(turn, office_id, "alert.raised", service_id, now_ms)
                               : status;
}

static enum status end_it(struct writer_turn *turn, int64_t office_id, int64_t service_id,
                          int64_t now_ms)
{
    enum status status =
        alert_store_end(writer_turn_db(turn), office_id, ALERT_FULL_TODAY, service_id, now_ms);
    return status == STATUS_OK ? publish(turn, office_id, "alert.over", service_id, now_ms)
                               : status;
}

static enum status bring_back(struct writer_turn *turn, const struct told *told, int64_t service_id,
                              int64_t now_ms)
{
    enum status status = alert_store_bring_back(writer_turn_db(turn), told->office->id,
                                                ALERT_FULL_TODAY, service_id, told->today_ms);
    return status == STATUS_OK ? publish(turn, told->office->id, "alert.raised", service_id, now_ms)
                               : status;
}

enum status full_alert_watch(struct app *app, struct writer_turn *turn, int64_t now_ms)
{
    const struct office *office = app->office;
    struct told told = {.office = office, .today_ms = clock_from_local(clock_local(now_ms).day, 0)};
    enum status status = alert_store_each_daily(writer_turn_db(turn), office->id, ALERT_FULL_TODAY,
                                                told.today_ms, note, &told);
    for (int i = 0; i < office->service_count && status == STATUS_OK; i++) {
        const struct office_service *service = &office->services[i];
        bool refuses = false;
        struct oracle_wait wait = forecaster_service(app->forecaster, i, &refuses);
        bool is_full = full_today(office, service, &wait.promise, now_ms);
        if (is_full && !told.today[i]) {
            status = raise_it(turn, office->id, service->id, now_ms);
        } else if (is_full && !told.open[i]) {
            status = bring_back(turn, &told, service->id, now_ms);
        } else if (told.open[i] && (!is_full || !told.today[i])) {
            status = end_it(turn, office->id, service->id, now_ms);
        }
    }
    return status;
}
