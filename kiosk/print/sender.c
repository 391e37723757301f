#include "print/sender.h"

#include "base/clock.h"
#include "base/text.h"
#include "print/paper.h"
#include "print/raster.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    TIDY_PAUSE_MS = 1000,
    AGAIN_MS_MIN = 100,
    AGAIN_MS_MAX = 1600,
    LAST_ANSWER_MS = 3000, /* after the watchdog: the printer may still say how it ended */
    NAME_MAX_BYTES = 64,
    NAME_RANDOM_BYTES = 4
};

struct work {
    const struct sender *sender;
    struct ipp_line *line;
    bool is_tidy; /* nothing of ours is left at the printer */
};

static bool is_answer(enum status status)
{
    return status != STATUS_UNAVAILABLE && status != STATUS_INTERNAL;
}

static void tidy(struct work *work)
{
    if (!work->is_tidy) {
        work->is_tidy = is_answer(ipp_cancel_mine(work->line));
    }
}

/* One try; false when there is no point in another one. */
static bool try_to_make(struct work *work, const char *name, const struct ipp_page *page,
                        int *out_job)
{
    tidy(work);
    if (!work->is_tidy) {
        return true;
    }
    enum status status = ipp_create_job(work->line, name, page, out_job);
    /* Busy, and nothing of ours is under way: perhaps with an empty job of ours whose reply was
     * lost and that came through after our clearing up. */
    work->is_tidy = is_answer(status) && status != STATUS_TOO_MANY;
    if (status == STATUS_CONFLICT) {
        flight_refuse(work->sender->flight, PRINTER_REASON_REJECTING);
    } else if (status == STATUS_INVALID || status == STATUS_MISSING) {
        flight_refuse(work->sender->flight, PRINTER_REASON_OTHER);
    } else {
        return status != STATUS_OK;
    }
    return false;
}

/* The printer's number of the job, 0 when there will be none. */
static int make_job(struct work *work, int64_t id, const struct bitmap *bitmap)
{
    struct flight *flight = work->sender->flight;
    const struct ipp_page page = {PAPER_WIDTH_HMM, raster_length_hmm(bitmap)};
    char random[2 * NAME_RANDOM_BYTES + 1];
    char name[NAME_MAX_BYTES];
    random_hex(random, NAME_RANDOM_BYTES);
    (void)snprintf(name, sizeof(name), "ticket-%" PRId64 "-%s", id, random);
    int job = 0;
    int again_ms = AGAIN_MS_MIN;
    while (flight_is_up(flight) && try_to_make(work, name, &page, &job)) {
        flight_nap(flight, flight_look(flight).serial, again_ms);
        again_ms = again_ms * 2 > AGAIN_MS_MAX ? AGAIN_MS_MAX : again_ms * 2;
    }
    return job;
}

static void feed(struct work *work, int job, const struct buffer *document)
{
    struct flight *flight = work->sender->flight;
    if (!flight_make(flight, job) || !flight_begin_document(flight)) {
        return;
    }
    int64_t until_ms = flight_look(flight).until_ms + LAST_ANSWER_MS;
    enum status status =
        ipp_send_document(work->line, job, document->bytes, document->size_bytes, until_ms);
    if (status == STATUS_INVALID || status == STATUS_CONFLICT || status == STATUS_MISSING) {
        flight_refuse(flight, PRINTER_REASON_OTHER);
    }
    flight_touch(flight);
}

static void announce(const struct sender *sender, int64_t id, const struct bitmap *bitmap)
{
    const struct printer_event event = {
        .job = id, .state = PRINTER_PRINTING, .preview = bitmap_copy(bitmap)};
    /* A full box: the app has not looked for very long, a preview would be of no use to it. */
    (void)!printer_event_post(sender->events, &event);
}

static void carry_out(struct work *work, const struct printer_job *job)
{
    const struct sender *sender = work->sender;
    struct buffer document;
    buffer_init(&document, RASTER_BYTES_MAX);
    struct bitmap *bitmap = paper_render(&job->ticket, sender->i18n, sender->faces);
    bool is_encoded = raster_encode(bitmap, &document) == STATUS_OK;
    announce(sender, job->id, bitmap);
    flight_start(sender->flight, job->id, clock_monotonic_ms() + sender->give_up_ms);
    if (is_encoded) {
        int ipp_job = make_job(work, job->id, bitmap);
        if (ipp_job != 0) {
            feed(work, ipp_job, &document);
        }
    } else {
        flight_refuse(sender->flight, PRINTER_REASON_OTHER);
    }
    bitmap_destroy(bitmap);
    buffer_finish(&document);
    if (flight_wait_landed(sender->flight) != PRINTER_TAKE_TICKET) {
        work->is_tidy = false;
    }
}

void *sender_run(void *context)
{
    const struct sender *sender = context;
    sigset_t all;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, NULL);
    struct work work = {sender, ipp_line_create(sender->target, &sender->flight->hangs_up), false};
    while (!atomic_load(&sender->flight->is_stopping)) {
        tidy(&work);
        struct printer_job *job = mailbox_wait(sender->jobs, work.is_tidy ? -1 : TIDY_PAUSE_MS);
        if (job != NULL && job->id != 0) {
            carry_out(&work, job);
        }
        free(job);
    }
    ipp_line_destroy(work.line);
    return NULL;
}
