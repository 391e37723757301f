/*
 * sender.h - the thread that turns a job into paper: render, make the job, feed it.
 *
 * Create-Job prints nothing, so it is repeated until it is answered; the document is sent once.
 * What a lost reply may have left at the printer is cancelled (Cancel-My-Jobs) before anything else
 * is asked of it: at the start, before a repeat, and after every job that did not end well.
 *
 * Owner    the sender thread runs sender_run; create and destroy around it.
 */
#ifndef PRINT_SENDER_H
#define PRINT_SENDER_H

#include "base/i18n.h"
#include "base/mailbox.h"
#include "print/flight.h"
#include "print/ipp.h"

struct face_set;

/* All borrowed. */
struct sender {
    struct flight *flight;
    struct mailbox *jobs;   /* struct printer_job; one with id 0 only wakes */
    struct mailbox *events; /* struct printer_event */
    const struct ipp_target *target;
    const struct i18n *i18n;
    struct face_set *faces; /* this thread's own */
    int give_up_ms;
};

/* Until flight_stop; for pthread_create. */
void *sender_run(void *context); /* struct sender */

#endif
