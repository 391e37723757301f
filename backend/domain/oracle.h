/*
 * oracle.h - what is learned of services and waits, and the promises made from it.
 *
 * The daemon's forecaster thread has one, the simulator another: the same code in both.
 *
 *   learn each visit that is over; refit each night; ask with a copy of the lobby
 *
 * Owner    one thread.
 * Memory   about 400 KB and the working space of forecast.h.
 * Time     UTC milliseconds; never reads a clock. Local weekday and hour are arguments.
 * Errors   none: without anybody on duty for it, a wait is not known.
 */
#ifndef DOMAIN_ORACLE_H
#define DOMAIN_ORACLE_H

#include "domain/forecast.h"
#include "domain/promise.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One step of a visit that is over; services and staff are indices into the office. */
struct oracle_step {
    int service;
    int staff; /* LOBBY_NONE: nobody called it */
    int missed;
    int64_t entered_ms; /* since when it was waited for; 0 never */
    int64_t called_ms;
    int64_t started_ms; /* 0: not served */
    int64_t ended_ms;
    bool was_offered; /* beside or after this step another was on offer ... */
    bool agreed;      /* ... and was taken */
};

struct oracle_visit {
    int64_t checkin_ms;
    bool is_booked;
    bool priority;
    int weekday; /* of the check-in, local */
    int hour;
    bool has_forecast; /* the one given at issue, by runs */
    struct calibration_forecast forecast;
    struct oracle_step steps[ROUTE_STEPS_MAX]; /* as in the route: the first is the first wanted */
    int step_count;
};

struct oracle_wait {
    bool is_known;
    int ahead;
    bool has_forecast; /* by runs: to be learned from */
    struct calibration_forecast forecast;
    int64_t low_ms; /* the range for four of five */
    int64_t high_ms;
    struct promise promise; /* what is said of it */
};

struct oracle_entry {
    int64_t id;
    int64_t issued_ms; /* told at issue, after the table was made; 0: the table's own */
    struct oracle_wait wait;
};

struct oracle_table {
    int64_t now_ms;
    int64_t last_id; /* of everybody in the building then */
    bool is_simulated;
    bool full_today; /* the rule */
    int service_count;
    int able[OFFICE_SERVICES_MAX]; /* of the lobby that was asked about */
    int waiting[OFFICE_SERVICES_MAX];
    double turn_ms[OFFICE_SERVICES_MAX]; /* how long a visitor takes one member of staff */
    struct oracle_wait plain[OFFICE_SERVICES_MAX]; /* somebody who comes now */
    struct oracle_wait priority[OFFICE_SERVICES_MAX];
    struct forecast_model model;
    struct oracle_entry *entries; /* who waits, by id */
    size_t count;
    size_t capacity;
};

struct oracle_ask {
    uint64_t seed;
    int runs;
    int64_t budget; /* visitors x runs */
    int weekday;    /* of now, local */
};

struct oracle;

struct oracle *oracle_create(const struct office *office);
void oracle_destroy(struct oracle *oracle); /* NULL is fine */

void oracle_learn(struct oracle *oracle, const struct oracle_visit *visit);
void oracle_refit(struct oracle *oracle);

/* A new table, the caller's. `day` NULL: nothing is known of the rest of the day. */
struct oracle_table *oracle_ask(struct oracle *oracle, const struct lobby *lobby,
                                const struct forecast_day *day, int64_t now_ms,
                                const struct oracle_ask *ask);
void oracle_table_destroy(struct oracle_table *table); /* NULL is fine */

/* What is said of a wait by water level: its quantiles were measured as a range of four in five. */
struct oracle_wait oracle_wait_by_level(const struct forecast_wait *from);

/* Before a table takes the place of `previous`: upper ends that people have seen do not creep, and
 * who was issued a number meanwhile keeps what they were told. */
void oracle_table_follow(struct oracle_table *table, const struct oracle_table *previous);

/* Notes what was told at issue; ids rise, and one that was given back comes again. */
void oracle_table_issue(struct oracle_table *table, int64_t id, const struct oracle_wait *wait,
                        int64_t now_ms);

const struct oracle_wait *oracle_table_find(const struct oracle_table *table, int64_t id);

/* What somebody is told who comes now, when `waiting` wait for the service by now. */
struct oracle_wait oracle_newcomer(const struct oracle_table *table, int service, bool priority,
                                   int waiting);

#endif
