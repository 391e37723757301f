#include "api/watch.h"

#include "api/attendance.h"
#include "api/calling.h"
#include "api/duty.h"
#include "api/release.h"
#include "base/log.h"
#include "base/memory.h"
#include "domain/choose.h"
#include "store/alert_store.h"
#include "store/invitation_store.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct watch {
    struct writer_job job;
    struct app *app;
};

static enum status publish_unanswered(struct watch *watch, struct writer_turn *turn,
                                      const struct invitation *call)
{
    struct event event = {.kind = "call.unanswered", .at_ms = watch->job.now_ms};
    struct alert alert = {.kind = ALERT_UNANSWERED,
                          .staff_id = call->staff_id,
                          .room_id = call->room_id,
                          .invitation_id = call->id,
                          .raised_ms = watch->job.now_ms};
    bool is_new = false;
    enum status status =
        alert_store_raise(writer_turn_db(turn), watch->app->office->id, &alert, &is_new);
    (void)snprintf(event.body, sizeof(event.body),
                   "{\"ticket\":%" PRId64 ",\"room\":%" PRId64 ",\"staff\":%" PRId64
                   ",\"at_ms\":%" PRId64 "}",
                   call->ticket_id, call->room_id, call->staff_id, call->at_ms);
    return status == STATUS_OK ? writer_turn_publish(turn, watch->app->office->id, &event) : status;
}

/* The step of somebody called again after a break keeps the time of its first call, so that it is
 * the call itself that is asked. */
static enum status alarm_call(struct watch *watch, struct writer_turn *turn, int64_t visit_id)
{
    int64_t unanswered_ms = keeper_lobby(writer_turn_keeper(turn))->rules.unanswered_ms;
    struct db *db = writer_turn_db(turn);
    struct visit visit;
    struct invitation call;
    bool is_first = false;
    enum status status = ticket_store_load(db, watch->app->office->id, visit_id, &visit);
    if (status == STATUS_OK) {
        status = invitation_store_of_step(db, visit.steps[visit_current(&visit)].id, &call);
    }
    if (status == STATUS_OK && watch->job.now_ms - call.at_ms >= unanswered_ms) {
        status = invitation_store_alarm(db, call.id, watch->job.now_ms, &is_first);
    }
    return status == STATUS_OK && is_first ? publish_unanswered(watch, turn, &call) : status;
}

/* Only staff have calls, so they lead to all of them. */
static enum status alarm_calls(struct watch *watch, struct writer_turn *turn)
{
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    enum status status = STATUS_OK;
    for (int i = 0; i < lobby->staff_count && status == STATUS_OK; i++) {
        int slot = lobby->staff[i].visit_id != 0 ? lobby_find(lobby, lobby->staff[i].visit_id)
                                                 : LOBBY_NONE;
        if (slot == LOBBY_NONE) {
            continue;
        }
        const struct lobby_visit *visit = &lobby->visits[slot];
        bool is_called = route_state(&visit->route) == STEP_CALLED;
        if (is_called && watch->job.now_ms - visit->called_ms >= lobby->rules.unanswered_ms) {
            status = alarm_call(watch, turn, visit->id);
        }
    }
    return status;
}

static enum status free_staff(struct watch *watch, struct writer_turn *turn, int staff)
{
    const struct office *office = watch->app->office;
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    int64_t staff_id = office->staff[staff].id;
    enum status status = STATUS_OK;
    if (lobby->staff[staff].visit_id != 0) {
        status = release_visit(turn, office, lobby->staff[staff].visit_id, watch->job.now_ms);
    }
    if (status == STATUS_OK) {
        status = duty_store_take(writer_turn_db(turn), office->id, staff_id, 0, watch->job.now_ms);
    }
    log_info("staff.gone", LOG_INT("staff", staff_id));
    return status == STATUS_OK ? duty_publish(turn, office->id, staff_id, watch->job.now_ms)
                               : status;
}

static enum status free_gone(struct watch *watch, struct writer_turn *turn)
{
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    enum status status = STATUS_OK;
    for (int i = 0; i < lobby->staff_count && status == STATUS_OK; i++) {
        int64_t silent_ms = watch->job.now_ms - presence_seen_ms(&watch->app->presence, i);
        if (lobby->staff[i].on_duty && silent_ms >= lobby->rules.gone_ms) {
            status = free_staff(watch, turn, i);
        }
    }
    return status;
}

static enum status run(struct writer_job *job, struct writer_turn *turn)
{
    struct watch *watch = job->context;
    enum status status = free_gone(watch, turn);
    if (status == STATUS_OK) {
        status = alarm_calls(watch, turn);
    }
    if (status == STATUS_OK) {
        status = attendance_watch(watch->app, turn, job->now_ms);
    }
    return status == STATUS_OK ? calling_auto(turn, watch->app->office, job->now_ms) : status;
}

static void done(struct writer_job *job)
{
    const struct watch *watch = job->context;
    if (job->status != STATUS_OK) {
        /* The question went to no page: who never saw it is not sent on a break for silence. */
        presence_forget_asked(&watch->app->presence, job->now_ms);
        log_error("watch.failed", LOG_TEXT("status", status_name(job->status)));
    }
    buffer_finish(&job->answer);
    free(job->context);
}

struct sighting {
    struct app *app;
    int64_t now_ms;
};

static void see(void *context, int64_t holder)
{
    const struct sighting *sighting = context;
    presence_note(&sighting->app->presence, sighting->app->office, holder, sighting->now_ms);
}

void watch_post(struct app *app)
{
    struct watch *watch = memory_new(1, sizeof(*watch));
    struct sighting sighting = {.app = app, .now_ms = app_now_ms(app)};
    feed_each_holder(app->feed, see, &sighting);
    watch->app = app;
    watch->job.office_id = app->office->id;
    watch->job.now_ms = sighting.now_ms;
    watch->job.run = run;
    watch->job.done = done;
    watch->job.context = watch;
    buffer_init(&watch->job.answer, 16);
    if (writer_post(app->writer, &watch->job) != STATUS_OK) {
        buffer_finish(&watch->job.answer);
        free(watch);
    }
}
