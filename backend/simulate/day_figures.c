#include "simulate/day_figures.h"

#include "base/memory.h"
#include "domain/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double minute_ms = 60000.0;
static const int64_t level_ms = INT64_C(20) * 60 * 1000;

struct sum {
    double total;
    int count;
};

static void add(struct sum *sum, double value)
{
    sum->total += value;
    sum->count++;
}

static double mean(const struct sum *sum)
{
    return sum->count > 0 ? sum->total / sum->count : NAN;
}

static int64_t step_wait_ms(const struct record_step *step)
{
    int64_t wait_ms = step->called_ms - step->entitled_ms;
    return wait_ms > 0 ? wait_ms : 0;
}

static int64_t visit_wait_ms(const struct record_visit *visit)
{
    int64_t wait_ms = visit->gave_up_ms;
    for (int i = 0; i < visit->step_count; i++) {
        wait_ms += step_wait_ms(&visit->steps[i]);
    }
    return wait_ms;
}

static int64_t first_wait_ms(const struct record_visit *visit)
{
    return visit->step_count > 0 ? step_wait_ms(&visit->steps[0]) : visit->gave_up_ms;
}

static bool is_on_time(const struct record_visit *visit)
{
    return visit->appointment_ms != 0 && !visit->is_late;
}

static bool is_called_within(const struct record_visit *visit, int minutes)
{
    return visit->step_count > 0 && step_wait_ms(&visit->steps[0]) <= minutes * INT64_C(60000);
}

double day_figures_wait(const struct day_record *record)
{
    struct sum wait = {0};
    for (size_t i = 0; i < record->count; i++) {
        add(&wait, (double)visit_wait_ms(&record->visits[i]) / minute_ms);
    }
    return mean(&wait);
}

/* Sums over everybody who came. */
struct sums {
    struct sum priority;
    struct sum plain;
    struct sum within_5;
    struct sum within_15;
    struct sum lost;
};

static void add_visit(struct sums *sums, const struct record_visit *visit)
{
    double wait = (double)visit_wait_ms(visit) / minute_ms;
    add(&sums->lost, visit->end != RECORD_SERVED);
    if (visit->priority) {
        add(&sums->priority, wait);
    } else if (!is_on_time(visit)) {
        add(&sums->plain, wait);
    }
    if (is_on_time(visit)) {
        add(&sums->within_5, is_called_within(visit, 5));
        add(&sums->within_15, is_called_within(visit, 15));
    }
}

static void figures_of_all(const struct day_record *record, double *values)
{
    struct sums sums;
    memset(&sums, 0, sizeof(sums));
    for (size_t i = 0; i < record->count; i++) {
        add_visit(&sums, &record->visits[i]);
    }
    values[FIGURE_WAIT] = day_figures_wait(record);
    values[FIGURE_PRIORITY] = mean(&sums.priority);
    values[FIGURE_PLAIN] = mean(&sums.plain);
    values[FIGURE_BOOKED_5] = mean(&sums.within_5);
    values[FIGURE_BOOKED_15] = mean(&sums.within_15);
    values[FIGURE_LOST] = mean(&sums.lost);
    values[FIGURE_OFFERED] = (double)record->count;
}

static void figures_of_served(const struct day_record *record, double *values)
{
    struct sum wait = {0};
    struct sum first = {0};
    struct sum building = {0};
    struct sum several = {0};
    for (size_t i = 0; i < record->count; i++) {
        const struct record_visit *visit = &record->visits[i];
        double minutes = (double)(visit->over_ms - visit->checkin_ms) / minute_ms;
        if (visit->end != RECORD_SERVED) {
            continue;
        }
        add(&wait, (double)visit_wait_ms(visit) / minute_ms);
        add(&first, (double)first_wait_ms(visit) / minute_ms);
        add(&building, minutes);
        if (visit->needed > 1) {
            add(&several, minutes);
        }
    }
    values[FIGURE_WAIT_SERVED] = mean(&wait);
    values[FIGURE_WAIT_FIRST] = mean(&first);
    values[FIGURE_BUILDING] = mean(&building);
    values[FIGURE_SEVERAL_TIME] = mean(&several);
    values[FIGURE_SERVED] = wait.count;
}

static double p90_of_first(const struct day_record *record)
{
    int64_t *waits = memory_new(record->count, sizeof(*waits));
    size_t count = 0;
    for (size_t i = 0; i < record->count; i++) {
        if (record->visits[i].end == RECORD_SERVED) {
            waits[count++] = first_wait_ms(&record->visits[i]);
        }
    }
    quantile_sort(waits, count);
    double p90 = count > 0 ? quantile(waits, count, 0.9) / minute_ms : NAN;
    free(waits);
    return p90;
}

/* Served in time among those served and those who left after having waited longer than that. */
static double level(const struct day_record *record)
{
    int in_time = 0;
    int counted = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct record_visit *visit = &record->visits[i];
        bool is_served = visit->end == RECORD_SERVED;
        bool is_short = first_wait_ms(visit) <= level_ms;
        in_time += is_served && is_short;
        counted += is_served || !is_short;
    }
    return counted > 0 ? (double)in_time / counted : NAN;
}

/* Somebody who waits for a service from `from_ms` until they are called for it, or give it up. */
struct stretch {
    int service;
    int64_t from_ms;
    int64_t to_ms;
    bool is_call;
};

static size_t stretches_of(const struct day_record *record, struct stretch *out)
{
    size_t count = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct record_visit *visit = &record->visits[i];
        for (int k = 0; k < visit->step_count; k++) {
            const struct record_step *step = &visit->steps[k];
            out[count++] =
                (struct stretch){step->service, step->entitled_ms, step->called_ms, true};
        }
        if (visit->gave_up_ms > 0) {
            out[count++] = (struct stretch){visit->service, visit->over_ms - visit->gave_up_ms,
                                            visit->over_ms, false};
        }
    }
    return count;
}

/* The youngest of those who passed this one; 0 when nobody did. */
static int64_t passed_by_ms(const struct stretch *all, size_t count, const struct stretch *one)
{
    int64_t gap_ms = 0;
    for (size_t i = 0; i < count; i++) {
        const struct stretch *other = &all[i];
        bool passes = other->is_call && other->service == one->service &&
                      other->to_ms < one->to_ms && other->to_ms >= one->from_ms;
        int64_t younger_ms = other->from_ms - one->from_ms;
        gap_ms = passes && younger_ms > gap_ms ? younger_ms : gap_ms;
    }
    return gap_ms;
}

static void figures_of_overtaking(const struct day_record *record, double *values)
{
    struct stretch *all = memory_new(record->count * ROUTE_STEPS_MAX, sizeof(*all));
    size_t count = stretches_of(record, all);
    int64_t worst_ms = 0;
    int overtaken = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t gap_ms = passed_by_ms(all, count, &all[i]);
        worst_ms = gap_ms > worst_ms ? gap_ms : worst_ms;
        overtaken += gap_ms > 0;
    }
    free(all);
    values[FIGURE_GAP_STEP] = (double)worst_ms / minute_ms;
    values[FIGURE_OVERTAKEN] = count > 0 ? (double)overtaken / (double)count : NAN;
}

static double overtime(const struct day_record *record, int64_t ends_ms)
{
    int64_t last_ms = ends_ms;
    for (size_t i = 0; i < record->count; i++) {
        last_ms = record->visits[i].over_ms > last_ms ? record->visits[i].over_ms : last_ms;
    }
    return (double)(last_ms - ends_ms) / minute_ms;
}

void day_figures_of(const struct day_record *record, int64_t ends_ms,
                    struct day_figures *out_figures)
{
    double *values = out_figures->values;
    figures_of_all(record, values);
    figures_of_served(record, values);
    figures_of_overtaking(record, values);
    values[FIGURE_WAIT_P90] = p90_of_first(record);
    values[FIGURE_LEVEL_20] = level(record);
    values[FIGURE_GAP] = (double)record->gap_ms / minute_ms;
    values[FIGURE_EXCESS] = (double)record->gap_excess_ms / minute_ms;
    values[FIGURE_OVERTIME] = overtime(record, ends_ms);
}
