/*
 * forecast.c - what a forecast of a whole lobby costs.
 *
 *     okienko-forecast-bench WAITING RUNS TIMES
 *
 * A centre of 12 services and 11 staff with two or three skills each, all of them serving: 70 in
 * the building for each 60 who wait. Prints one object: {"waiting", "runs", "simulated", "latency":
 * {count, p50_us, p99_us, max_us}} of thread time.
 */
#include "base/memory.h"
#include "domain/oracle.h"
#include "domain/quantile.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SERVICES = 12, STAFF = 11, MEAN_MIN = 13, ID_FIRST = 100 };

static const int64_t minute_ms = 60000;
static const int64_t now_ms = INT64_C(1795255200000);

static int64_t thread_us(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void open_office(struct office *office)
{
    office->service_count = SERVICES;
    office->staff_count = STAFF;
    for (int i = 0; i < SERVICES; i++) {
        office->services[i].minutes = MEAN_MIN;
    }
    for (int i = 0; i < STAFF; i++) {
        office->staff[i].preference[i % SERVICES] = OFFICE_PREFERENCE_MAIN;
        office->staff[i].preference[(i + 1) % SERVICES] = OFFICE_PREFERENCE_MAIN;
        office->staff[i].preference[(i + 5) % SERVICES] = OFFICE_PREFERENCE_BACKUP;
    }
}

static struct lobby_visit visit_for(int64_t id, int64_t checkin_ms, int service)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = checkin_ms, .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = ROUTE_NONE;
    visit.service[0] = (uint8_t)service;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static void serve(struct lobby *lobby, int staff)
{
    struct lobby_visit visit = visit_for(staff + 1, now_ms - 30 * minute_ms, staff % SERVICES);
    bool is_served = route_call(&visit.route, 0) == STATUS_OK &&
                     route_move(&visit.route, STEP_START) == STATUS_OK;
    visit.staff = (int16_t)staff;
    visit.called_ms = now_ms - staff * minute_ms;
    visit.started_ms = visit.called_ms;
    if (is_served) {
        lobby_put(lobby, &visit);
    }
}

static struct lobby *fill_lobby(const struct office *office, int waiting)
{
    struct rules rules = rules_default();
    struct lobby *lobby = lobby_create(office, &rules);
    for (int i = 0; i < STAFF; i++) {
        lobby_set_duty(lobby, i, true, now_ms);
        serve(lobby, i);
    }
    for (int i = 0; i < waiting; i++) {
        struct lobby_visit visit =
            visit_for(ID_FIRST + i, now_ms - (i % 60) * minute_ms, i % SERVICES);
        visit.priority = i % 8 == 0;
        lobby_put(lobby, &visit);
    }
    return lobby;
}

static void measure(const struct office *office, int waiting, int runs, int times)
{
    struct oracle *oracle = oracle_create(office);
    struct lobby *lobby = fill_lobby(office, waiting);
    int64_t *took_us = memory_new((size_t)times, sizeof(*took_us));
    bool is_simulated = false;
    for (int i = 0; i < times; i++) {
        const struct oracle_ask ask = {
            .seed = (uint64_t)i, .runs = runs, .budget = 15000, .weekday = 1};
        int64_t began_us = thread_us();
        struct oracle_table *table = oracle_ask(oracle, lobby, NULL, now_ms, &ask);
        took_us[i] = thread_us() - began_us;
        is_simulated = table->is_simulated;
        oracle_table_destroy(table);
    }
    quantile_sort(took_us, (size_t)times);
    (void)printf("{\"waiting\":%d,\"runs\":%d,\"simulated\":%s,\"latency\":{\"count\":%d,"
                 "\"p50_us\":%.0f,\"p99_us\":%.0f,\"max_us\":%" PRId64 "}}\n",
                 waiting, runs, is_simulated ? "true" : "false", times,
                 quantile(took_us, (size_t)times, 0.5), quantile(took_us, (size_t)times, 0.99),
                 took_us[times - 1]);
    free(took_us);
    lobby_destroy(lobby);
    oracle_destroy(oracle);
}

int main(int count, char **words)
{
    static struct office office;
    int numbers[3] = {0};
    for (int i = 0; i < 3 && count == 4; i++) {
        numbers[i] = (int)strtol(words[i + 1], NULL, 10);
    }
    if (numbers[0] < 0 || numbers[1] < 1 || numbers[2] < 1) {
        (void)fputs("use: okienko-forecast-bench WAITING RUNS TIMES\n", stderr);
        return EXIT_FAILURE;
    }
    open_office(&office);
    measure(&office, numbers[0], numbers[1], numbers[2]);
    return EXIT_SUCCESS;
}
