#include "report/day_report.h"

#include "base/clock.h"
#include "base/memory.h"
#include "domain/quantile.h"

#include <stdlib.h>

#define MS_PER_MIN 60000.0

struct filling {
    const struct office *office;
    struct day_report *report;
};

static void add_wait(struct day_waits *waits, int64_t wait_ms)
{
    if (waits->count == DAY_WAITS_MAX) {
        return;
    }
    /* Doubles at each power of two. */
    if ((waits->count & (waits->count - 1)) == 0) {
        size_t capacity = waits->count == 0 ? 1 : (size_t)waits->count * 2;
        waits->values_ms = memory_resize(waits->values_ms, capacity * sizeof(int64_t));
    }
    waits->values_ms[waits->count++] = wait_ms;
}

static void on_step(void *context, const struct day_step *step)
{
    struct filling *filling = context;
    const struct office_service *service = office_service_by_id(filling->office, step->service_id);
    if (service == NULL) {
        return;
    }
    struct day_service *row =
        &filling->report->services[office_service_index(filling->office, service)];
    row->entered++;
    row->waiting += step->state == STEP_WAITING;
    if (step->was_served) {
        row->served++;
        add_wait(&row->waits, step->wait_ms);
        add_wait(&filling->report->waits, step->wait_ms);
    }
}

static void on_ticket(void *context, const struct day_ticket *ticket)
{
    struct filling *filling = context;
    struct day_report *report = filling->report;
    report->issued++;
    report->by_state[ticket->state]++;
    report->arrivals[clock_local(ticket->checkin_ms).minute_of_day / 60]++;
    if (report->recent_count < DAY_RECENT_MAX) {
        report->recent[report->recent_count++] = *ticket;
    }
}

static void summarise(struct day_waits *waits, int least)
{
    if (waits->count == 0 || waits->count < least) {
        return;
    }
    size_t count = (size_t)waits->count;
    quantile_sort(waits->values_ms, count);
    waits->has_quantiles = true;
    waits->median_min = quantile(waits->values_ms, count, 0.5) / MS_PER_MIN;
    waits->p90_min = quantile(waits->values_ms, count, 0.9) / MS_PER_MIN;
}

static void summarise_all(struct day_report *report, int service_count)
{
    summarise(&report->waits, 1);
    for (int i = 0; i < service_count; i++) {
        summarise(&report->services[i].waits, DAY_CELL_MIN);
    }
}

enum status day_report_create(struct db *db, const struct office *office, int32_t day,
                              int64_t now_ms, struct day_report **out_report)
{
    struct day_report *report = memory_new(1, sizeof(*report));
    struct filling filling = {.office = office, .report = report};
    int64_t oldest_ms = 0;
    report->day = day;
    enum status status = day_store_each_step(db, office->id, day, on_step, &filling);
    if (status == STATUS_OK) {
        status = day_store_each_ticket(db, office->id, day, on_ticket, &filling);
    }
    if (status == STATUS_OK) {
        status = day_store_oldest_waiting(db, office->id, &oldest_ms);
    }
    if (status != STATUS_OK) {
        day_report_destroy(report);
        return status;
    }
    report->longest_open_min = oldest_ms != 0 ? (double)(now_ms - oldest_ms) / MS_PER_MIN : 0;
    summarise_all(report, office->service_count);
    *out_report = report;
    return STATUS_OK;
}

void day_report_destroy(struct day_report *report)
{
    if (report == NULL) {
        return;
    }
    free(report->waits.values_ms);
    for (int i = 0; i < OFFICE_SERVICES_MAX; i++) {
        free(report->services[i].waits.values_ms);
    }
    free(report);
}
