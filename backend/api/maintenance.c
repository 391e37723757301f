#include "api/maintenance.h"

#include "api/appointments.h"
#include "api/day_close.h"
#include "api/duty.h"
#include "api/full_alert.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/memory.h"
#include "store/event_store.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <stdlib.h>

enum { STALE_MAX = 64, KEEP_KEYS_MS = 48 * 3600 * 1000 };

struct maintenance {
    struct writer_job job;
    struct app *app;
    size_t closed;
    struct mailbox *waiter; /* NULL: nobody waits */
};

static enum status close_stale(struct maintenance *work, struct writer_turn *turn)
{
    int64_t ids[STALE_MAX];
    int32_t today = clock_local(work->job.now_ms).day;
    enum status status = ticket_store_stale(writer_turn_db(turn), work->app->office->id, today, ids,
                                            STALE_MAX, &work->closed);
    for (size_t i = 0; i < work->closed && status == STATUS_OK; i++) {
        status = day_close_dismiss(turn, work->app->office, ids[i], work->job.now_ms);
    }
    return status;
}

static bool is_on_duty(const struct duty *duties, int count, int64_t staff_id)
{
    for (int i = 0; i < count; i++) {
        if (duties[i].staff_id == staff_id) {
            return true;
        }
    }
    return false;
}

/* Ends sessions that are over; the consoles are told which rooms became free by that. */
static enum status expire_sessions(struct maintenance *work, struct writer_turn *turn)
{
    struct duty before[OFFICE_ROOMS_MAX];
    struct duty after[OFFICE_ROOMS_MAX];
    int before_count = 0;
    int after_count = 0;
    int64_t office_id = work->app->office->id;
    struct db *db = writer_turn_db(turn);
    enum status status = duty_store_list(db, office_id, before, &before_count);
    if (status == STATUS_OK) {
        status = session_store_expire(db, work->job.now_ms);
    }
    if (status == STATUS_OK) {
        status = duty_store_list(db, office_id, after, &after_count);
    }
    for (int i = 0; i < before_count && status == STATUS_OK; i++) {
        if (!is_on_duty(after, after_count, before[i].staff_id)) {
            status = duty_publish(turn, office_id, before[i].staff_id, work->job.now_ms);
        }
    }
    return status;
}

static enum status run(struct writer_job *job, struct writer_turn *turn)
{
    struct maintenance *work = job->context;
    struct db *db = writer_turn_db(turn);
    enum status status = close_stale(work, turn);
    if (status == STATUS_OK) {
        int32_t today = clock_local(job->now_ms).day;
        status =
            appointments_close(turn, work->app->office, clock_from_local(today, 0), job->now_ms);
    }
    if (status == STATUS_OK) {
        status = expire_sessions(work, turn);
    }
    if (status == STATUS_OK) {
        status = full_alert_watch(work->app, turn, job->now_ms);
    }
    if (status == STATUS_OK) {
        status = idempotency_prune(db, job->now_ms - KEEP_KEYS_MS);
    }
    if (status == STATUS_OK) {
        status =
            event_store_prune(db, work->app->office->id, job->now_ms - work->app->keep_events_ms);
    }
    return status;
}

static void done(struct writer_job *job)
{
    struct maintenance *work = job->context;
    if (job->status != STATUS_OK) {
        log_error("maintenance.failed", LOG_TEXT("status", status_name(job->status)));
    } else if (work->closed > 0) {
        log_info("maintenance.closed", LOG_INT("tickets", work->closed));
    }
    buffer_finish(&job->answer);
    if (work->waiter == NULL) {
        free(work);
        return;
    }
    enum status status = mailbox_post(work->waiter, work);
    (void)status; /* it has room for one, and there is one */
}

static struct maintenance *create(struct app *app, struct mailbox *waiter)
{
    struct maintenance *work = memory_new(1, sizeof(*work));
    work->app = app;
    work->waiter = waiter;
    work->job.office_id = app->office->id;
    work->job.now_ms = app_now_ms(app);
    work->job.run = run;
    work->job.done = done;
    work->job.context = work;
    buffer_init(&work->job.answer, 16);
    return work;
}

void maintenance_post(struct app *app)
{
    struct maintenance *work = create(app, NULL);
    if (writer_post(app->writer, &work->job) != STATUS_OK) {
        free(work);
    }
}

void maintenance_run(struct app *app)
{
    struct mailbox waiter;
    bool is_done = false;
    mailbox_init(&waiter, 1, NULL, NULL);
    while (!is_done) {
        struct maintenance *work = create(app, &waiter);
        if (writer_post(app->writer, &work->job) == STATUS_OK) {
            work = mailbox_wait(&waiter, -1);
        }
        is_done = work->job.status != STATUS_OK || work->closed < STALE_MAX;
        free(work);
    }
    mailbox_finish(&waiter, free);
}
