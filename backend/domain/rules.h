/*
 * rules.h - the director's parameters of the queue: who goes before whom, and for how long.
 *
 * Every change makes a new version, and each call keeps the version it was made by, so that a call
 * can be explained years later.
 *
 * Owner    any thread: plain values.
 * Time     lengths in milliseconds, none below 0.
 * Source   docs/engine.md, where the values were measured. No general statute gives priority in
 *          such a centre: it is the director's order.
 */
#ifndef DOMAIN_RULES_H
#define DOMAIN_RULES_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* As priority_head_ms: priority visitors go before everybody else, whoever waits how long. Longer
 * than any wait and still far from the ends of int64. */
#define RULES_OUT_OF_TURN_MS INT64_C(1000000000000)

struct rules {
    int64_t version;          /* 1 and up */
    int64_t booking_head_ms;  /* a booking counts as if it came this long before its time */
    int64_t priority_head_ms; /* priority counts as if it came this much earlier */
    int64_t backup_ms;        /* a backup skill calls as if the person came this much later */
    int64_t early_ms;         /* a booking is due this long before its time */
    int64_t grace_ms;         /* later than this after its time a booking is a walk-in */
    int64_t return_ms;        /* back in time after a missed call: as if this long ago */
    int64_t park_ms;          /* how long a missed call keeps its place */
    int64_t recall_ms;        /* between two calls of one person */
    int64_t recalls;          /* before somebody counts as not there */
    int64_t alarm_ms;         /* a wait that staff are told about */
    int64_t unanswered_ms;    /* a call without a start that staff are told about */
    int64_t gone_ms;          /* silence of a staff member after which their visitor is freed */
    int64_t ask_ms;  /* silence after which staff are asked whether they are there; 0 off */
    bool auto_call;  /* free staff are given the next person without asking */
    bool full_today; /* refuse a service whose wait would pass closing time */
};

/* Version 1: 60, 45, 30, 5, 10, 15, 30 min; two recalls at 60 s; 45, 3, 15, 20 min; nothing
 * automatic. */
struct rules rules_default(void);

/* STATUS_INVALID when a value cannot be meant; out_field then names it ("backup_ms"). */
enum status rules_check(const struct rules *rules, const char **out_field) MUST_USE;

#endif
