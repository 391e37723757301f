/*
 * verdict.h - from what the printer says and does not say to what the person is told.
 *
 * Keywords are hints and time is the judge: a job without an end is cancelled when its time is
 * over, and only a confirmed cancel of a blocked job counts as "nothing came out".
 *
 * Owner    any thread: pure.
 * Source   RFC 8011 5.3.7 (job-state), 5.4.12 (printer-state-reasons); shared experience with
 *          printers that lie, see the tests.
 */
#ifndef PRINT_VERDICT_H
#define PRINT_VERDICT_H

#include "print/printer.h"

#include <stdbool.h>

/* As numbered by RFC 8011, and two of ours. */
enum verdict_job_state {
    VERDICT_JOB_GONE = -1, /* the printer does not know the job any more */
    VERDICT_JOB_UNSEEN = 0,
    VERDICT_JOB_PENDING = 3,
    VERDICT_JOB_HELD = 4,
    VERDICT_JOB_PROCESSING = 5,
    VERDICT_JOB_STOPPED = 6,
    VERDICT_JOB_CANCELED = 7,
    VERDICT_JOB_ABORTED = 8,
    VERDICT_JOB_COMPLETED = 9
};

/* What is known about the job that is under way. */
struct verdict_facts {
    enum verdict_job_state job_state;
    unsigned reasons;        /* of the printer, NO_ANSWER and OFFLINE when it does not answer */
    bool is_refused;         /* the printer answered no to the job or its document */
    bool is_made;            /* Create-Job was answered with a job */
    bool has_document;       /* the first byte of the document went out */
    bool has_errors;         /* completed, but "with errors" */
    bool is_cancelled_by_us; /* the watchdog asked for it */
    bool was_blocked;        /* ... while the printer could not print */
    bool is_over;            /* ... and the time for an answer to that is over too */
};

/* "media-empty-error" and "media-empty" are the same bit; "none" and words that block nothing
 * known are 0 or PRINTER_REASON_OTHER. */
unsigned verdict_reason(const char *keyword);

/* True when a job that was taken cannot go on by itself. */
bool verdict_is_blocked(unsigned reasons);

/* READY, LOW or ATTENTION. */
enum printer_state verdict_of_printer(unsigned reasons);

/* PRINTING, ATTENTION or a final state. */
enum printer_state verdict_of_job(const struct verdict_facts *facts);

#endif
