/*
 * booking.h - another day: the free times of a service by days, the one that is chosen, its code.
 *
 *     asked -> offered (or nothing) -> sent -> booked (or failed, or taken: asked again)
 *
 * What is booked is a time and nothing else: no name, no way to reach anybody. The code is handed
 * out on screen and paper, and forgotten with the visit.
 *
 * Owner    any thread: pure values.
 * Time     days and hours are the office's own.
 */
#ifndef APP_BOOKING_H
#define APP_BOOKING_H

#include "wire/booking.h"
#include "wire/limits.h"

#include <stdbool.h>
#include <stdint.h>

enum { BOOKING_DAYS_MAX = 8 };

enum booking_state {
    BOOKING_NONE,
    BOOKING_ASKED,   /* for free times */
    BOOKING_NOTHING, /* none is free, or nobody answers: the office's hours are shown instead */
    BOOKING_OFFERED,
    BOOKING_SENT, /* the chosen one is on its way */
    BOOKING_FAILED,
    BOOKING_DONE
};

struct booking {
    enum booking_state state;
    int64_t request;            /* what is awaited */
    char key[WIRE_KEY_MAX + 1]; /* of the chosen time, through every try */
    char service[WIRE_CODE_MAX + 1];
    struct wire_slots slots;
    struct wire_slots found; /* while more is asked for; not to choose from yet */
    int32_t from_day;        /* the first that is asked for */
    int day;                 /* index of booking_days; what is chosen */
    int64_t starts_ms;       /* the chosen time */
    bool is_taken;           /* somebody else was quicker: another choice */
    bool is_uncertain;       /* a try went out and nobody knows what became of it */
    struct wire_booking done;
};

/* What may be booked for somebody who does not want it any more, or has gone: it is asked for once
 * more with the same key, which tells its id, and cancelled. */
struct left_booking {
    int64_t request; /* what is awaited; 0: nothing is left */
    char key[WIRE_KEY_MAX + 1];
    struct wire_booking_request wish;
    int64_t id; /* 0: not known yet */
    char cancel_key[WIRE_KEY_MAX + 1];
    int64_t until_ms;    /* the backend cancels nothing beyond */
    int64_t retry_at_ms; /* 0: a request is on its way */
};

struct booking_day {
    int32_t day; /* 20261124 */
    int first;   /* index into slots.starts_ms */
    int count;
};

/* Takes an answer to what is free from `from_day` on. */
void booking_find(struct booking *booking, const struct wire_slots *slots);

/* From which day on to ask once more, for an answer that was cut short; 0: all is found. */
int32_t booking_next_day(const struct booking *booking);

/* The first days that have free times; how many. */
int booking_days(const struct wire_slots *slots, struct booking_day out_days[BOOKING_DAYS_MAX]);

#endif
