/*
 * day_record.h - what became of everybody on one day, as a history written down call by call.
 *
 * Owner    one thread.
 * Memory   about 400 bytes per visitor, kept for the next day.
 * Source   docs/engine.md; the words are those of the statistics: entitled is the later of check-in
 *          and appointment for a booking in time, the check-in for everybody else, and for a later
 *          service the end of the one before.
 */
#ifndef SIMULATE_DAY_RECORD_H
#define SIMULATE_DAY_RECORD_H

#include "domain/forward.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct record_step {
    int service;
    int staff;
    int64_t entitled_ms;
    int64_t called_ms; /* the call that was answered */
    int64_t started_ms;
    int64_t ended_ms;
};

enum record_end {
    RECORD_HERE, /* not over */
    RECORD_SERVED,
    RECORD_LEFT,
    RECORD_NO_ANSWER,
    RECORD_DISMISSED
};

struct record_visit {
    int64_t checkin_ms;
    int64_t appointment_ms; /* 0: not booked */
    int64_t over_ms;
    int64_t gave_up_ms; /* waited in vain at the end, since the last entitlement */
    struct record_step steps[ROUTE_STEPS_MAX];
    int step_count; /* those served */
    int needed;     /* those in the route */
    int service;    /* waited for in vain; -1 */
    enum record_end end;
    bool is_late; /* booked, and came after the grace */
    bool priority;
};

struct day_record {
    struct record_visit *visits; /* visit id - 1 */
    int64_t *entitled_ms;        /* by visit id: of the present service */
    int64_t *called_ms;          /* by visit id: the last call */
    size_t count;
    size_t capacity;
    int64_t gap_ms;        /* the most that anybody was younger than somebody they overtook */
    int64_t gap_excess_ms; /* the most of it over what the rules allow; 0 and below: kept */
    int calls;
};

void day_record_init(struct day_record *record);
void day_record_finish(struct day_record *record);

/* An empty page for visits 1 to count. */
void day_record_begin(struct day_record *record, size_t count);

/* Writes one piece of news down. */
void day_record_note(struct day_record *record, const struct lobby *lobby,
                     const struct forward_news *news);

/* Compares a call with everybody who waits for the same service and has the earlier place. A
 * place is the first entitlement, or the floor after a missed call. With `sequential` a visitor
 * waits for the first of their services only. */
void day_record_gap(struct day_record *record, const struct lobby *lobby,
                    const struct forward_news *news, bool sequential);

#endif
