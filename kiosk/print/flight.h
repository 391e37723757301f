/*
 * flight.h - the one job that is under way, as the sender and the monitor thread share it.
 *
 * The sender starts a flight and reports what it did; the monitor watches, judges and lands it, and
 * then speaks the last word. Once landed nothing more may be sent: each step of the sender asks
 * first; and a landing counts only if the sender took no step since the monitor looked.
 *
 * Owner    two threads; every function locks. `hangs_up` and `is_stopping` are read by the lines
 *          of the sender and of the monitor while they wait for the printer.
 */
#ifndef PRINT_FLIGHT_H
#define PRINT_FLIGHT_H

#include "print/verdict.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* A copy, good until `serial` changes. */
struct flight_view {
    int64_t id;       /* of the printer_job; 0: nothing is under way */
    int ipp_job;      /* 0: not made yet */
    int64_t until_ms; /* monotonic; then the watchdog cancels */
    bool is_refused;
    unsigned refusal; /* enum printer_reason */
    bool has_document;
    unsigned serial; /* grows with each change */
};

struct flight {
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* monotonic clock */
    struct flight_view view;
    enum printer_state outcome; /* of the last landing */
    atomic_bool hangs_up;       /* the sender's line gives up */
    atomic_bool is_stopping;    /* both lines give up, both threads end */
};

void flight_init(struct flight *flight);
void flight_finish(struct flight *flight);

/* Any thread: ends all waits, now and later. */
void flight_stop(struct flight *flight);

/* The sender's. */
void flight_start(struct flight *flight, int64_t id, int64_t until_ms);
bool flight_is_up(struct flight *flight); /* false when landed or stopping */
bool flight_make(struct flight *flight, int ipp_job);
bool flight_begin_document(struct flight *flight);
void flight_refuse(struct flight *flight, unsigned reasons);
void flight_touch(struct flight *flight); /* something happened that is worth a look */
enum printer_state flight_wait_landed(struct flight *flight);

/* The monitor's. */
struct flight_view flight_look(struct flight *flight);
/* False: something changed since `serial`, look again. */
bool flight_land(struct flight *flight, unsigned serial, enum printer_state outcome);

/* Either's: sleeps until the serial differs, the time is over or the end. */
void flight_nap(struct flight *flight, unsigned serial, int pause_ms);

#endif
