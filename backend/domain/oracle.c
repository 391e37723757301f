#include "domain/oracle.h"

#include "base/memory.h"
#include "domain/service_time.h"

#include <stdlib.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

enum {
    MINUTE_MS = 60 * 1000,
    PAUSE_MS_MAX = 15 * MINUTE_MS, /* longer is no pause between two visitors */
    SHARE_PRIOR = 50,              /* visits that the share believed at first counts as */
    ISSUED_AT_FIRST = 16,          /* places for who comes before the next table */
    ISSUED_MS_MAX = MINUTE_MS      /* by then a table has been made with them */
};

static const double share_decay = 0.998;
static const double no_show_prior = 0.03;
static const double agrees_prior = 0.5;
static const double priority_prior = 0.1;

/* How often something happens, of the last few hundred times. */
struct share {
    double yes;
    double all;
};

struct oracle {
    int service_count;
    struct service_time services[OFFICE_SERVICES_MAX];
    struct service_time walk;
    struct service_time pause;
    struct share agrees[OFFICE_SERVICES_MAX];
    struct share no_show;
    struct share priority;
    int64_t free_since_ms[OFFICE_STAFF_MAX]; /* the last known end of a service of theirs */
    struct demand demand;
    struct calibration calibration;
    struct forecast *forecast;
    struct forecast_model model;
    struct forecast_table table;
};

static struct share share_begin(double prior)
{
    return (struct share){.yes = prior * SHARE_PRIOR, .all = SHARE_PRIOR};
}

static void share_learn(struct share *share, bool happened)
{
    share->yes = share->yes * share_decay + happened;
    share->all = share->all * share_decay + 1;
}

static double share_of(const struct share *share)
{
    return share->yes / share->all;
}

struct oracle *oracle_create(const struct office *office)
{
    struct oracle *oracle = memory_new(1, sizeof(*oracle));
    oracle->service_count = office->service_count;
    for (int i = 0; i < office->service_count; i++) {
        service_time_init(&oracle->services[i], office->services[i].minutes);
        oracle->agrees[i] = share_begin(agrees_prior);
    }
    service_time_init(&oracle->walk, 1);
    service_time_init(&oracle->pause, 1);
    oracle->no_show = share_begin(no_show_prior);
    oracle->priority = share_begin(priority_prior);
    demand_init(&oracle->demand);
    calibration_init(&oracle->calibration);
    oracle->forecast = forecast_create(office);
    return oracle;
}

void oracle_destroy(struct oracle *oracle)
{
    if (oracle != NULL) {
        forecast_destroy(oracle->forecast);
        forecast_table_finish(&oracle->table);
        free(oracle);
    }
}

/* Learning. */

/* Between two visitors, where the second waited already when the first went. */
static void learn_pause(struct oracle *oracle, const struct oracle_step *step)
{
    int64_t *free_since_ms = &oracle->free_since_ms[step->staff];
    int64_t pause_ms = step->called_ms - *free_since_ms;
    bool waited = *free_since_ms != 0 && step->entered_ms <= *free_since_ms;
    if (waited && pause_ms >= 0 && pause_ms <= PAUSE_MS_MAX) {
        service_time_learn(&oracle->pause, pause_ms);
    }
    if (step->ended_ms > *free_since_ms) {
        *free_since_ms = step->ended_ms;
    }
}

static void learn_step(struct oracle *oracle, const struct oracle_step *step)
{
    bool was_served = step->started_ms != 0 && step->ended_ms >= step->started_ms;
    if (step->called_ms != 0) {
        share_learn(&oracle->no_show, step->missed > 0);
    }
    if (!was_served) {
        return;
    }
    service_time_learn(&oracle->services[step->service], step->ended_ms - step->started_ms);
    if (step->missed == 0) {
        service_time_learn(&oracle->walk, step->started_ms - step->called_ms);
    }
    if (step->was_offered) {
        share_learn(&oracle->agrees[step->service], step->agreed);
    }
    if (step->staff != LOBBY_NONE) {
        learn_pause(oracle, step);
    }
}

/* The first answered call ends the wait that was forecast; after a missed one it is not known when
 * that was. */
static void learn_wait(struct oracle *oracle, const struct oracle_visit *visit)
{
    const struct oracle_step *first = NULL;
    for (int i = 0; i < visit->step_count; i++) {
        const struct oracle_step *step = &visit->steps[i];
        if (step->called_ms != 0 && (first == NULL || step->called_ms < first->called_ms)) {
            first = step;
        }
    }
    bool is_answered = first != NULL && first->started_ms != 0 && first->missed == 0;
    if (visit->has_forecast && is_answered && first->called_ms >= visit->checkin_ms) {
        calibration_learn(&oracle->calibration, &visit->forecast,
                          first->called_ms - visit->checkin_ms);
    }
}

void oracle_learn(struct oracle *oracle, const struct oracle_visit *visit)
{
    if (visit->step_count == 0) {
        return;
    }
    if (!visit->is_booked) {
        demand_learn(&oracle->demand, visit->steps[0].service, visit->weekday, visit->hour);
        share_learn(&oracle->priority, visit->priority);
    }
    learn_wait(oracle, visit);
    for (int i = 0; i < visit->step_count; i++) {
        learn_step(oracle, &visit->steps[i]);
    }
}

void oracle_refit(struct oracle *oracle)
{
    demand_refit(&oracle->demand);
    calibration_refit(&oracle->calibration);
}

/* Asking. */

static void build_model(struct oracle *oracle, int weekday)
{
    struct forecast_model *model = &oracle->model;
    for (int i = 0; i < oracle->service_count; i++) {
        model->mean_ms[i] = service_time_mean_ms(&oracle->services[i]);
        model->cv[i] = service_time_cv(&oracle->services[i]);
        model->agrees[i] = share_of(&oracle->agrees[i]);
        for (int hour = 0; hour < DEMAND_HOURS; hour++) {
            model->arrivals[i][hour] = demand_people(&oracle->demand, i, weekday, hour);
        }
    }
    model->priority = share_of(&oracle->priority);
    model->no_show = share_of(&oracle->no_show);
    model->walk_ms = service_time_mean_ms(&oracle->walk);
    model->pause_ms = service_time_mean_ms(&oracle->pause);
}

struct oracle_wait oracle_wait_by_level(const struct forecast_wait *from)
{
    struct oracle_wait wait = {
        .is_known = from->is_known, .ahead = from->ahead, .forecast = from->wait};
    if (wait.is_known) {
        wait.low_ms = from->wait.q10_ms;
        wait.high_ms = from->wait.q90_ms;
        wait.promise = promise_for(wait.low_ms, wait.high_ms);
    }
    return wait;
}

static struct oracle_wait wait_of(const struct oracle *oracle, const struct forecast_wait *from)
{
    struct oracle_wait wait = oracle_wait_by_level(from);
    if (wait.is_known && oracle->table.is_simulated) {
        wait.has_forecast = true;
        calibration_apply(&oracle->calibration.fit, &from->wait, &wait.low_ms, &wait.high_ms);
        wait.promise = promise_for(wait.low_ms, wait.high_ms);
    }
    return wait;
}

static void fill_services(const struct oracle *oracle, const struct lobby *lobby,
                          struct oracle_table *table)
{
    table->service_count = lobby->service_count;
    for (int i = 0; i < lobby->service_count; i++) {
        table->able[i] = lobby->able[i];
        table->waiting[i] = lobby->waiting[i];
        table->turn_ms[i] =
            oracle->model.mean_ms[i] + oracle->model.walk_ms + oracle->model.pause_ms;
        table->plain[i] = wait_of(oracle, &oracle->table.services[i].plain);
        table->priority[i] = wait_of(oracle, &oracle->table.services[i].priority);
    }
}

struct oracle_table *oracle_ask(struct oracle *oracle, const struct lobby *lobby,
                                const struct forecast_day *day, int64_t now_ms,
                                const struct oracle_ask *ask)
{
    struct oracle_table *table = memory_new(1, sizeof(*table));
    const struct forecast_ask question = {
        .now_ms = now_ms, .seed = ask->seed, .runs = ask->runs, .budget = ask->budget};
    build_model(oracle, ask->weekday);
    forecast_run(oracle->forecast, lobby, &oracle->model, day, &question, &oracle->table);
    table->now_ms = now_ms;
    table->last_id = oracle->table.last_id;
    table->is_simulated = oracle->table.is_simulated;
    table->full_today = lobby->rules.full_today;
    table->model = oracle->model;
    table->count = oracle->table.count;
    table->capacity = table->count + ISSUED_AT_FIRST;
    table->entries = memory_new(table->capacity, sizeof(*table->entries));
    fill_services(oracle, lobby, table);
    for (size_t i = 0; i < table->count; i++) {
        const struct forecast_visit *from = &oracle->table.visits[i];
        table->entries[i] =
            (struct oracle_entry){.id = from->id, .wait = wait_of(oracle, &from->wait)};
    }
    return table;
}

void oracle_table_destroy(struct oracle_table *table)
{
    if (table != NULL) {
        free(table->entries);
        free(table);
    }
}

static int by_id(const void *key, const void *entry)
{
    int64_t id = *(const int64_t *)key;
    int64_t other = ((const struct oracle_entry *)entry)->id;
    return (id > other) - (id < other);
}

const struct oracle_wait *oracle_table_find(const struct oracle_table *table, int64_t id)
{
    const struct oracle_entry *entry =
        table->count == 0
            ? NULL
            : bsearch(&id, table->entries, table->count, sizeof(*table->entries), by_id);
    return entry != NULL ? &entry->wait : NULL;
}

/* What is put at the end: the ids of the rest are all lower. */
static void append(struct oracle_table *table, const struct oracle_entry *entry)
{
    if (table->count == table->capacity) {
        table->capacity = 2 * table->capacity;
        table->entries = memory_resize(table->entries, table->capacity * sizeof(*table->entries));
    }
    table->entries[table->count++] = *entry;
}

void oracle_table_issue(struct oracle_table *table, int64_t id, const struct oracle_wait *wait,
                        int64_t now_ms)
{
    while (table->count > 0 && table->entries[table->count - 1].id >= id) {
        table->count--;
    }
    const struct oracle_entry entry = {.id = id, .issued_ms = now_ms, .wait = *wait};
    append(table, &entry);
}

static void refresh(struct oracle_wait *wait, const struct oracle_wait *seen)
{
    if (wait->is_known && seen->is_known) {
        wait->promise = promise_refresh(&seen->promise, wait->low_ms, wait->high_ms);
    }
}

void oracle_table_follow(struct oracle_table *table, const struct oracle_table *previous)
{
    size_t at = 0;
    size_t own = table->count;
    for (size_t i = 0; i < previous->count; i++) {
        const struct oracle_entry *seen = &previous->entries[i];
        while (at < own && table->entries[at].id < seen->id) {
            at++;
        }
        if (at < own && table->entries[at].id == seen->id) {
            refresh(&table->entries[at].wait, &seen->wait);
        } else if (seen->issued_ms != 0 && seen->id > table->last_id &&
                   table->now_ms - seen->issued_ms < ISSUED_MS_MAX) {
            append(table, seen);
        }
    }
}

static int64_t moved(int64_t wait_ms, double by_ms)
{
    double ms = (double)wait_ms + by_ms;
    return ms > 0 ? (int64_t)ms : 0;
}

/* Who came since the table was made stands before a newcomer, who was called no longer does. */
struct oracle_wait oracle_newcomer(const struct oracle_table *table, int service, bool priority,
                                   int waiting)
{
    struct oracle_wait wait = priority ? table->priority[service] : table->plain[service];
    int more = waiting - table->waiting[service];
    if (!wait.is_known || more == 0 || priority) {
        return wait;
    }
    double by_ms = more * table->turn_ms[service] / table->able[service];
    wait.ahead = wait.ahead + more > 0 ? wait.ahead + more : 0;
    wait.forecast.q10_ms = moved(wait.forecast.q10_ms, by_ms);
    wait.forecast.q50_ms = moved(wait.forecast.q50_ms, by_ms);
    wait.forecast.q90_ms = moved(wait.forecast.q90_ms, by_ms);
    wait.low_ms = moved(wait.low_ms, by_ms);
    wait.high_ms = moved(wait.high_ms, by_ms);
    wait.promise = promise_for(wait.low_ms, wait.high_ms);
    return wait;
}
