/*
 * monitor.h - the thread that knows how the printer is: every second or two when nothing is
 * printed, closely while a job is under way.
 *
 * It has a connection of its own, because the sender's may be held by a printer without paper. It
 * is the watchdog: when a job's time is over it cancels, and what it says then is final.
 *
 * Owner    the monitor thread runs monitor_run.
 */
#ifndef PRINT_MONITOR_H
#define PRINT_MONITOR_H

#include "base/mailbox.h"
#include "print/flight.h"
#include "print/ipp.h"

/* All borrowed. */
struct monitor {
    struct flight *flight;
    struct mailbox *events; /* struct printer_event */
    const struct ipp_target *target;
};

/* Until flight_stop; for pthread_create. */
void *monitor_run(void *context); /* struct monitor */

#endif
