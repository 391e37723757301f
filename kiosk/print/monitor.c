#include "print/monitor.h"

#include "base/clock.h"

#include <signal.h>

enum {
    IDLE_MS = 1000,   /* so that staff know within two seconds */
    TROUBLE_MS = 500, /* somebody may be putting paper in */
    CLOSE_MS_MIN = 10,
    CLOSE_MS_MAX = 160,
    CONFIRM_MS = 2000 /* for the printer to confirm a cancel */
};

/* What is known of the job that is watched. */
struct watch {
    int64_t id;
    enum printer_state said;
    unsigned said_reasons;
    enum verdict_job_state job_state;
    bool has_errors;
    int64_t cancelled_ms; /* 0: not cancelled */
    bool was_blocked;
    int pause_ms;
};

struct patrol {
    const struct monitor *monitor;
    struct ipp_line *line;
    struct watch watch;
    unsigned reasons;
    bool is_answering;
    bool has_said;
    enum printer_state said;
    unsigned said_reasons;
};

/* False: the box is full, say it again later. */
static bool say(struct patrol *patrol, int64_t job, enum printer_state state, unsigned reasons)
{
    const struct printer_event event = {.job = job, .state = state, .reasons = reasons};
    return printer_event_post(patrol->monitor->events, &event) == STATUS_OK;
}

/* The last word on a job must not be lost because the app does not look for a while. */
static void say_at_last(struct patrol *patrol, int64_t job, enum printer_state state,
                        unsigned reasons)
{
    struct flight *flight = patrol->monitor->flight;
    while (!say(patrol, job, state, reasons) && !atomic_load(&flight->is_stopping)) {
        flight_nap(flight, flight_look(flight).serial, CLOSE_MS_MAX);
    }
}

static unsigned silence(enum status status)
{
    return status == STATUS_UNAVAILABLE ? PRINTER_REASON_OFFLINE : PRINTER_REASON_NO_ANSWER;
}

static void look(struct patrol *patrol)
{
    unsigned reasons = 0;
    enum status status = ipp_look(patrol->line, &reasons);
    patrol->is_answering = status == STATUS_OK;
    patrol->reasons = patrol->is_answering ? reasons : silence(status);
}

static void tell_printer(struct patrol *patrol)
{
    enum printer_state state = verdict_of_printer(patrol->reasons);
    if (patrol->has_said && patrol->said == state && patrol->said_reasons == patrol->reasons) {
        return;
    }
    patrol->has_said = say(patrol, 0, state, patrol->reasons);
    patrol->said = state;
    patrol->said_reasons = patrol->reasons;
}

static void look_at_job(struct patrol *patrol, int ipp_job)
{
    struct watch *watch = &patrol->watch;
    if (!patrol->is_answering || ipp_job == 0) {
        return;
    }
    enum status status =
        ipp_look_at_job(patrol->line, ipp_job, &watch->job_state, &watch->has_errors);
    if (status != STATUS_OK) {
        patrol->is_answering = false;
        patrol->reasons |= silence(status);
    }
}

static bool is_ended(enum verdict_job_state state)
{
    return state == VERDICT_JOB_GONE || state >= VERDICT_JOB_STOPPED;
}

/* Cancels once its time is over, and again until the printer has heard it. */
static void guard(struct patrol *patrol, const struct flight_view *view, int64_t now_ms)
{
    struct watch *watch = &patrol->watch;
    if (now_ms < view->until_ms || is_ended(watch->job_state)) {
        return;
    }
    if (watch->cancelled_ms == 0) {
        watch->cancelled_ms = now_ms;
        watch->was_blocked = patrol->is_answering && (verdict_is_blocked(patrol->reasons) ||
                                                      watch->job_state == VERDICT_JOB_PENDING ||
                                                      watch->job_state == VERDICT_JOB_HELD);
    }
    if (view->ipp_job != 0 && patrol->is_answering) {
        (void)!ipp_cancel_job(patrol->line, view->ipp_job);
        look_at_job(patrol, view->ipp_job);
    }
}

static struct verdict_facts facts_of(const struct patrol *patrol, const struct flight_view *view,
                                     int64_t now_ms)
{
    const struct watch *watch = &patrol->watch;
    bool is_cancelled = watch->cancelled_ms != 0;
    return (struct verdict_facts){
        .job_state = watch->job_state,
        .reasons = patrol->reasons,
        .is_refused = view->is_refused,
        .is_made = view->ipp_job != 0,
        .has_document = view->has_document,
        .has_errors = watch->has_errors,
        .is_cancelled_by_us = is_cancelled,
        .was_blocked = watch->was_blocked,
        .is_over =
            is_cancelled && (view->ipp_job == 0 || now_ms - watch->cancelled_ms >= CONFIRM_MS),
    };
}

static void follow(struct patrol *patrol, const struct flight_view *view)
{
    struct watch *watch = &patrol->watch;
    look_at_job(patrol, view->ipp_job);
    int64_t now_ms = clock_monotonic_ms();
    guard(patrol, view, now_ms);
    const struct verdict_facts facts = facts_of(patrol, view, now_ms);
    enum printer_state state = verdict_of_job(&facts);
    unsigned reasons = patrol->reasons | view->refusal;
    if (state == watch->said && reasons == watch->said_reasons) {
        return;
    }
    if (printer_state_is_final(state)) {
        if (flight_land(patrol->monitor->flight, view->serial, state)) {
            say_at_last(patrol, view->id, state, reasons);
        }
    } else if (say(patrol, view->id, state, reasons)) {
        watch->said = state;
        watch->said_reasons = reasons;
    }
}

/* The sender has said PRINTING already. */
static void begin(struct watch *watch, int64_t id)
{
    *watch = (struct watch){.id = id, .said = PRINTER_PRINTING, .pause_ms = CLOSE_MS_MIN};
}

static int pause_ms(struct patrol *patrol, const struct flight_view *view)
{
    if (view->id == 0) {
        return patrol->said == PRINTER_ATTENTION ? TROUBLE_MS : IDLE_MS;
    }
    int pause = patrol->watch.pause_ms;
    patrol->watch.pause_ms = pause * 2 > CLOSE_MS_MAX ? CLOSE_MS_MAX : pause * 2;
    return pause;
}

void *monitor_run(void *context)
{
    const struct monitor *monitor = context;
    sigset_t all;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, NULL);
    struct patrol patrol = {.monitor = monitor,
                            .line =
                                ipp_line_create(monitor->target, &monitor->flight->is_stopping)};
    unsigned serial = 0;
    while (!atomic_load(&monitor->flight->is_stopping)) {
        struct flight_view view = flight_look(monitor->flight);
        if (view.id != patrol.watch.id) {
            begin(&patrol.watch, view.id);
        } else if (view.serial != serial) {
            patrol.watch.pause_ms = CLOSE_MS_MIN;
        }
        serial = view.serial;
        look(&patrol);
        if (view.id != 0) {
            follow(&patrol, &view);
        }
        tell_printer(&patrol);
        flight_nap(monitor->flight, serial, pause_ms(&patrol, &view));
    }
    ipp_line_destroy(patrol.line);
    return NULL;
}
