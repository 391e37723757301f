/*
 * printer.h - the printer beside the kiosk, as the app sees it: jobs in, truth out.
 *
 * A small struct of functions, so that tests put a fake in the place of the real one
 * (ipp_printer.h). The number is issued, durable and shown before a job is posted: paper may be
 * repeated, the number not. The printer never prints a job a second time by itself.
 *
 * Two kinds of events. About the printer (job 0), whenever it changes: READY, LOW (for staff only),
 * ATTENTION; so the truth is known before a person chooses paper. About a job: PRINTING, perhaps
 * ATTENTION and PRINTING again, and then exactly one of TAKE_TICKET, NOT_PRINTED, UNKNOWN, which is
 * the last word on that job.
 *
 * Owner    all functions belong to one thread, the main one; `wake` is called on the printer's
 *          threads, carries nothing and must only wake the main loop.
 * Memory   printer_post moves the job in (heap: memory_new), printer_take moves an event out:
 *          printer_event_destroy it. printer_destroy takes NULL.
 * Errors   STATUS_TOO_MANY when PRINTER_JOBS_MAX wait already: the job stays the caller's.
 */
#ifndef PRINT_PRINTER_H
#define PRINT_PRINTER_H

#include "base/mailbox.h"
#include "base/status.h"
#include "print/bitmap.h"
#include "print/paper.h"

#include <stdbool.h>
#include <stdint.h>

enum { PRINTER_JOBS_MAX = 4 };

enum printer_state {
    PRINTER_READY,
    PRINTER_LOW,
    PRINTER_PRINTING,
    PRINTER_TAKE_TICKET, /* final */
    PRINTER_ATTENTION,   /* number and QR stay, staff are told; cancelled by itself in time */
    PRINTER_NOT_PRINTED, /* final: nothing came out, may be posted again with the same number */
    PRINTER_UNKNOWN,     /* final: it may have come out; never posted again by itself */
    PRINTER_STATE_COUNT
};

/* Why, as bits: several can hold at once. */
enum printer_reason {
    PRINTER_REASON_MEDIA_EMPTY = 1 << 0,
    PRINTER_REASON_MEDIA_LOW = 1 << 1,
    PRINTER_REASON_MEDIA_JAM = 1 << 2, /* the cutter too */
    PRINTER_REASON_COVER_OPEN = 1 << 3,
    PRINTER_REASON_OFFLINE = 1 << 4, /* says so itself, or cannot be reached */
    PRINTER_REASON_PAUSED = 1 << 5,
    PRINTER_REASON_REJECTING = 1 << 6, /* takes no jobs */
    PRINTER_REASON_NO_ANSWER = 1 << 7, /* reached, but silent for longer than a poll may take */
    PRINTER_REASON_OTHER = 1 << 8
};

struct printer_job {
    int64_t id; /* the caller's own, not 0; events repeat it */
    struct paper_ticket ticket;
};

struct printer_event {
    int64_t job; /* 0: about the printer itself */
    enum printer_state state;
    unsigned reasons;       /* enum printer_reason */
    struct bitmap *preview; /* with a job's first PRINTING: what is being printed; owned by the
                               event, take it by setting this to NULL; else NULL */
};

struct printer {
    enum status (*post)(void *context, struct printer_job *job);
    struct printer_event *(*take)(void *context);
    void (*destroy)(void *context);
    void *context;
};

enum status printer_post(const struct printer *printer, struct printer_job *job) MUST_USE;
struct printer_event *printer_take(const struct printer *printer); /* NULL when there is nothing */
void printer_destroy(struct printer *printer);                     /* leaves it empty; NULL too */

void printer_event_destroy(struct printer_event *event);

/* For those who implement a printer: posts a copy of `event`. When the box is full the preview is
 * destroyed with it. */
enum status printer_event_post(struct mailbox *events, const struct printer_event *event) MUST_USE;

/* "take-ticket"; never NULL. */
const char *printer_state_name(enum printer_state state);

/* True for TAKE_TICKET, NOT_PRINTED and UNKNOWN. */
bool printer_state_is_final(enum printer_state state);

/* "media-empty,cover-open", "none": for logs and tests. */
void printer_reasons_format(unsigned reasons, char *out, size_t out_size);

#endif
