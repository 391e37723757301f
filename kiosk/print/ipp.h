/*
 * ipp.h - a connection to one printer: the only door to libcups' HTTP and IPP calls.
 *
 * A line dials by itself when it has to and hangs up after any reply that did not come: a late
 * answer must not be read as the next one's. Plain IPP to one address, printer or CUPS queue, never
 * the destination API, which would want a daemon and rename sizes.
 *
 * Owner    one thread per line, which creates it: libcups keeps its last error and settings per
 *          thread.
 * Memory   `target` is borrowed and outlives the line.
 * Time     every call but ipp_send_document is answered or given up after IPP_ANSWER_MS.
 * Errors   STATUS_UNAVAILABLE  no connection: nothing was asked
 *          STATUS_INTERNAL     connected, but no answer in time: what was asked may have happened
 *          STATUS_TOO_MANY     answered: not now (busy); ask again
 *          STATUS_CONFLICT     answered: takes no jobs
 *          STATUS_MISSING      answered: no such job or printer
 *          STATUS_INVALID      answered: any other no
 * Source   RFC 8010, RFC 8011, PWG 5100.7 (media-col), PWG 5100.11 (Cancel-My-Jobs).
 */
#ifndef PRINT_IPP_H
#define PRINT_IPP_H

#include "base/status.h"
#include "print/verdict.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IPP_ANSWER_MS = 1500, IPP_URI_MAX = 255, IPP_USER_MAX = 95, IPP_OPTIONS_MAX = 255 };

struct ipp_target {
    char uri[IPP_URI_MAX + 1];
    char user[IPP_USER_MAX + 1];       /* of this kiosk only */
    char options[IPP_OPTIONS_MAX + 1]; /* "name=value name=value", as lp -o */
};

struct ipp_page {
    int width_hmm;
    int length_hmm;
};

struct ipp_line;

/* True for ipp://host... and ipps://host... that fit. */
bool ipp_uri_is_valid(const char *uri);

/* A call in progress gives up soon after *hang_up becomes true; borrowed, outlives the line. */
struct ipp_line *ipp_line_create(const struct ipp_target *target, const atomic_bool *hang_up);
void ipp_line_destroy(struct ipp_line *line);

/* PRINTER_REASON_* bits of how the printer is. */
enum status ipp_look(struct ipp_line *line, unsigned *out_reasons) MUST_USE;

/* A job the printer does not know is an answer too: VERDICT_JOB_GONE. */
enum status ipp_look_at_job(struct ipp_line *line, int job, enum verdict_job_state *out_state,
                            bool *out_has_errors) MUST_USE;

enum status ipp_create_job(struct ipp_line *line, const char *name, const struct ipp_page *page,
                           int *out_job) MUST_USE;

/* Feeds the job. A streaming printer answers when the paper is out, so this waits until
 * `until_ms` on the monotonic clock. */
enum status ipp_send_document(struct ipp_line *line, int job, const void *bytes, size_t size,
                              int64_t until_ms) MUST_USE;

enum status ipp_cancel_job(struct ipp_line *line, int job) MUST_USE;

/* Every unfinished job of target->user, from this run or one before. */
enum status ipp_cancel_mine(struct ipp_line *line) MUST_USE;

#endif
