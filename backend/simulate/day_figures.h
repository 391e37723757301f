/*
 * day_figures.h - one day in figures.
 *
 * Owner    any thread: pure.
 * Errors   what a day does not have (no booking, nobody of priority) is NAN.
 * Source   the definitions of the statistics. Two waits stand beside each other because policies
 *          differ in whom they lose: that of those who were served, and that of everybody who came,
 *          counted for the others until they left or were sent home.
 */
#ifndef SIMULATE_DAY_FIGURES_H
#define SIMULATE_DAY_FIGURES_H

#include "simulate/day_record.h"

enum figure {
    FIGURE_WAIT,         /* of everybody: sum over the services, minutes */
    FIGURE_WAIT_SERVED,  /* of those served to the end */
    FIGURE_WAIT_FIRST,   /* before the first service, of those served to the end */
    FIGURE_WAIT_P90,     /* the same: nine of ten waited no longer */
    FIGURE_SEVERAL_TIME, /* check-in to the end, of those with several services served to the end */
    FIGURE_BUILDING,     /* the same of everybody served to the end */
    FIGURE_PRIORITY,     /* wait of everybody with priority */
    FIGURE_PLAIN,        /* wait of everybody else who has no booking in time */
    FIGURE_BOOKED_5,     /* bookings in time called at most 5 minutes late, share */
    FIGURE_BOOKED_15,
    FIGURE_LEVEL_20,  /* service level at 20 minutes, share */
    FIGURE_LOST,      /* left, not there when called, or sent home; share of those who came */
    FIGURE_GAP,       /* the youngest that overtook, by place: the promise of the rules */
    FIGURE_EXCESS,    /* of the gap by place, over what the rules allow; NAN for other rules */
    FIGURE_GAP_STEP,  /* the same, by entitlement to the service */
    FIGURE_OVERTAKEN, /* how many were overtaken, by entitlement to the service; share */
    FIGURE_OVERTIME,  /* last end after the end of the day */
    FIGURE_OFFERED,
    FIGURE_SERVED,
    FIGURE_COUNT
};

struct day_figures {
    double values[FIGURE_COUNT];
};

void day_figures_of(const struct day_record *record, int64_t ends_ms,
                    struct day_figures *out_figures);

/* FIGURE_WAIT alone. */
double day_figures_wait(const struct day_record *record);

#endif
