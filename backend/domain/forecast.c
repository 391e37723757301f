#include "domain/forecast.h"

#include "base/memory.h"
#include "domain/forecast_inner.h"
#include "domain/quantile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct forecast_day unknown_day = {0};

struct forecast *forecast_create(const struct office *office)
{
    struct forecast *forecast = memory_new(1, sizeof(*forecast));
    const struct rules rules = rules_default();
    forecast->fork = lobby_create(office, &rules);
    forecast->forward = forward_create();
    return forecast;
}

void forecast_destroy(struct forecast *forecast)
{
    if (forecast != NULL) {
        lobby_destroy(forecast->fork);
        forward_destroy(forecast->forward);
        free(forecast->order);
        free(forecast->elsewhere);
        free(forecast->waits);
        free(forecast->places);
        free(forecast->probes);
        free(forecast);
    }
}

void forecast_table_finish(struct forecast_table *table)
{
    free(table->visits);
    *table = (struct forecast_table){0};
}

static int by_id(const void *key, const void *entry)
{
    int64_t id = *(const int64_t *)key;
    int64_t other = ((const struct forecast_visit *)entry)->id;
    return (id > other) - (id < other);
}

const struct forecast_visit *forecast_table_find(const struct forecast_table *table, int64_t id)
{
    return table->count == 0
               ? NULL
               : bsearch(&id, table->visits, table->count, sizeof(*table->visits), by_id);
}

int64_t *forecast_probe(const struct forecast *forecast, int service, enum forecast_person person)
{
    return forecast->probes + ((size_t)service * PERSON_COUNT + person) * (size_t)forecast->runs;
}

/* A block of at least `wanted` things of `size` bytes; what was in it is not kept. */
static void *room_for(void *block, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity) {
        return block;
    }
    *capacity = 2 * wanted;
    return memory_resize(block, *capacity * size);
}

bool forecast_is_servable(const struct lobby *lobby, const struct lobby_visit *visit)
{
    for (int i = 0; i < visit->route.count; i++) {
        if (visit->route.steps[i].state == STEP_WAITING && lobby->able[visit->service[i]] > 0) {
            return true;
        }
    }
    return false;
}

static int sign_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_turn(const void *a, const void *b)
{
    const struct forecast_rank *first = a;
    const struct forecast_rank *other = b;
    int sign = sign_of(first->due_ms, other->due_ms);
    sign = sign != 0 ? sign : sign_of(first->effective_ms, other->effective_ms);
    sign = sign != 0 ? sign : sign_of(first->checkin_ms, other->checkin_ms);
    return sign != 0 ? sign : sign_of(first->id, other->id);
}

static void sort_turns(struct forecast *forecast)
{
    const struct lobby *lobby = forecast->lobby;
    forecast->order = room_for(forecast->order, &forecast->order_capacity, lobby->count,
                               sizeof(*forecast->order));
    forecast->places =
        room_for(forecast->places, &forecast->places_capacity, lobby->count, sizeof(int));
    forecast->elsewhere = room_for(forecast->elsewhere, &forecast->elsewhere_capacity, lobby->count,
                                   sizeof(*forecast->elsewhere));
    forecast->order_count = 0;
    forecast->elsewhere_count = 0;
    for (size_t i = 0; i < lobby->count; i++) {
        const struct lobby_place *place = &lobby->places[i];
        struct forecast_rank rank = {.id = place->id, .slot = (int)i};
        forecast->places[i] = -1;
        if (place->is_waiting) {
            rank.due_ms = forecast->now_ms < place->due_ms ? place->due_ms : 0;
            rank.effective_ms = place->effective_ms;
            rank.checkin_ms = place->checkin_ms;
            forecast->order[forecast->order_count++] = rank;
        } else {
            forecast->elsewhere[forecast->elsewhere_count++] = rank;
        }
    }
    if (forecast->elsewhere_count > 0) {
        qsort(forecast->elsewhere, forecast->elsewhere_count, sizeof(*forecast->elsewhere),
              by_turn);
    }
    if (forecast->order_count > 0) {
        qsort(forecast->order, forecast->order_count, sizeof(*forecast->order), by_turn);
    }
    for (size_t i = 0; i < forecast->order_count; i++) {
        forecast->places[forecast->order[i].slot] = (int)i;
    }
}

/* Who is ahead. */

static void count_steps(const struct lobby_visit *visit, int *counts)
{
    uint64_t seen = 0; /* two steps of one service are one person */
    for (int i = 0; i < visit->route.count; i++) {
        uint64_t service = UINT64_C(1) << visit->service[i];
        if (visit->route.steps[i].state == STEP_WAITING && (seen & service) == 0) {
            counts[visit->service[i]]++;
            seen |= service;
        }
    }
}

static void count_ahead(struct forecast *forecast, struct forecast_table *table)
{
    const struct lobby *lobby = forecast->lobby;
    const int64_t priority_ms = forecast->now_ms - lobby->rules.priority_head_ms;
    int counts[OFFICE_SERVICES_MAX] = {0};
    int before_priority[OFFICE_SERVICES_MAX] = {0};
    for (size_t i = 0; i < forecast->order_count; i++) {
        const struct forecast_rank *rank = &forecast->order[i];
        const struct lobby_visit *visit = &lobby->visits[rank->slot];
        int first = visit->service[route_current(&visit->route)];
        table->visits[i] = (struct forecast_visit){
            .id = rank->id,
            .wait = {.is_known = forecast_is_servable(lobby, visit), .ahead = counts[first]}};
        count_steps(visit, counts);
        if (rank->due_ms == 0 && rank->effective_ms <= priority_ms) {
            memcpy(before_priority, counts, sizeof(counts));
        }
        if (rank->due_ms == 0 && rank->effective_ms <= forecast->now_ms) {
            for (int k = 0; k < lobby->service_count; k++) {
                table->services[k].plain.ahead = counts[k];
            }
        }
    }
    for (int k = 0; k < lobby->service_count; k++) {
        table->services[k].priority.ahead = before_priority[k];
        table->services[k].plain.is_known = lobby->able[k] > 0;
        table->services[k].priority.is_known = lobby->able[k] > 0;
    }
}

/* From the runs to the table. */

static struct calibration_forecast quantiles_of(int64_t *waits, int runs)
{
    size_t count = (size_t)runs;
    quantile_sort(waits, count);
    return (struct calibration_forecast){.q10_ms = (int64_t)quantile(waits, count, 0.1),
                                         .q50_ms = (int64_t)quantile(waits, count, 0.5),
                                         .q90_ms = (int64_t)quantile(waits, count, 0.9)};
}

static void take_quantiles(struct forecast *forecast, struct forecast_table *table)
{
    for (size_t i = 0; i < forecast->order_count; i++) {
        if (table->visits[i].wait.is_known) {
            table->visits[i].wait.wait =
                quantiles_of(forecast->waits + i * (size_t)forecast->runs, forecast->runs);
        }
    }
    for (int k = 0; k < forecast->lobby->service_count; k++) {
        struct forecast_newcomer *newcomer = &table->services[k];
        if (newcomer->plain.is_known) {
            newcomer->plain.wait =
                quantiles_of(forecast_probe(forecast, k, PERSON_PLAIN), forecast->runs);
            newcomer->priority.wait =
                quantiles_of(forecast_probe(forecast, k, PERSON_PRIORITY), forecast->runs);
        }
    }
}

static int64_t last_id(const struct lobby *lobby)
{
    int64_t last = 0;
    for (size_t i = 0; i < lobby->count; i++) {
        last = lobby->places[i].id > last ? lobby->places[i].id : last;
    }
    return last;
}

static void run_all(struct forecast *forecast, const struct forecast_ask *ask)
{
    size_t runs = (size_t)forecast->runs;
    size_t probes = (size_t)OFFICE_SERVICES_MAX * PERSON_COUNT * runs;
    forecast->waits = room_for(forecast->waits, &forecast->waits_capacity,
                               forecast->order_count * runs, sizeof(int64_t));
    forecast->probes =
        room_for(forecast->probes, &forecast->probes_capacity, probes, sizeof(int64_t));
    for (forecast->run = 0; forecast->run < forecast->runs; forecast->run++) {
        forecast->next_id = last_id(forecast->lobby) + 1;
        forecast_fork(forecast, ask->seed);
    }
}

static bool is_anybody_able(const struct lobby *lobby)
{
    for (int i = 0; i < lobby->service_count; i++) {
        if (lobby->able[i] > 0) {
            return true;
        }
    }
    return false;
}

static int visit_by_id(const void *a, const void *b)
{
    return sign_of(((const struct forecast_visit *)a)->id, ((const struct forecast_visit *)b)->id);
}

static void begin_table(struct forecast *forecast, struct forecast_table *table)
{
    table->visits =
        room_for(table->visits, &table->capacity, forecast->order_count, sizeof(*table->visits));
    table->count = forecast->order_count;
    table->now_ms = forecast->now_ms;
    table->is_simulated = false;
    table->last_id = last_id(forecast->lobby);
    memset(table->services, 0, sizeof(table->services));
}

void forecast_run(struct forecast *forecast, const struct lobby *lobby,
                  const struct forecast_model *model, const struct forecast_day *day,
                  const struct forecast_ask *ask, struct forecast_table *out_table)
{
    assert(ask->runs >= 1);
    forecast->lobby = lobby;
    forecast->model = model;
    forecast->day = day != NULL ? day : &unknown_day;
    forecast->now_ms = ask->now_ms;
    forecast->runs = ask->runs;
    sort_turns(forecast);
    begin_table(forecast, out_table);
    count_ahead(forecast, out_table);
    if (is_anybody_able(lobby)) {
        out_table->is_simulated = (int64_t)lobby->count * ask->runs <= ask->budget;
        if (out_table->is_simulated) {
            run_all(forecast, ask);
            take_quantiles(forecast, out_table);
        } else {
            forecast_level(forecast, out_table);
        }
    }
    if (out_table->count > 0) {
        qsort(out_table->visits, out_table->count, sizeof(*out_table->visits), visit_by_id);
    }
}
