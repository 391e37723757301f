#include "domain/forward.h"

#include "base/memory.h"
#include "domain/forward_desk.h"
#include "domain/forward_queue.h"
#include "domain/lobby_index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { START_CAPACITY = 64, NO_RECORD = -1 };

/* Those of forward_desk.h come first. */
enum event_kind {
    EVENT_CLOSE = FORWARD_READY + 1,
    EVENT_ARRIVE,
    EVENT_LEAVE, /* from here on: of a visitor, good only while nothing else became of them */
    EVENT_START,
    EVENT_PARK,
    EVENT_FINISH,
    EVENT_RETURN,
    EVENT_GIVE_UP
};

struct record {
    struct lobby_visit visit; /* until the arrival; then the lobby has it */
    struct forward_plan plan;
    int32_t next_free;
    uint32_t stamp; /* grows with every state; never reset, so that a reused record's is new */
};

struct forward {
    struct lobby *lobby;
    struct forward_settings settings;
    struct forward_queue queue;
    struct lobby_index *index; /* id -> record of everybody in the building */
    struct record *records;
    size_t count;
    size_t capacity;
    int32_t free;
    struct forward_desks desks;
    int64_t now_ms;
    bool is_closed;
    bool is_stopped;
};

struct forward *forward_create(void)
{
    struct forward *forward = memory_new(1, sizeof(*forward));
    forward->index = lobby_index_create();
    forward->free = NO_RECORD;
    return forward;
}

void forward_destroy(struct forward *forward)
{
    if (forward != NULL) {
        lobby_index_destroy(forward->index);
        forward_queue_finish(&forward->queue);
        free(forward->records);
        free(forward);
    }
}

void forward_reset(struct forward *forward, struct lobby *lobby,
                   const struct forward_settings *settings, int64_t now_ms)
{
    forward->lobby = lobby;
    forward->settings = *settings;
    forward->now_ms = now_ms;
    forward->is_closed = false;
    forward->is_stopped = false;
    forward->count = 0;
    forward->free = NO_RECORD;
    forward_desks_reset(&forward->desks, lobby, &forward->queue, settings->pause_ms);
    lobby_index_clear(forward->index);
    forward_queue_clear(&forward->queue);
}

static int32_t new_record(struct forward *forward, const struct lobby_visit *visit,
                          const struct forward_plan *plan)
{
    int32_t at = forward->free;
    uint32_t stamp = 0;
    if (at != NO_RECORD) {
        forward->free = forward->records[at].next_free;
        stamp = forward->records[at].stamp;
    } else {
        if (forward->count == forward->capacity) {
            forward->capacity = forward->capacity == 0 ? START_CAPACITY : 2 * forward->capacity;
            forward->records =
                memory_resize(forward->records, forward->capacity * sizeof(struct record));
        }
        at = (int32_t)forward->count++;
    }
    forward->records[at] = (struct record){.visit = *visit, .plan = *plan, .stamp = stamp};
    return at;
}

static void free_record(struct forward *forward, int32_t at)
{
    struct record *record = &forward->records[at];
    record->stamp++;
    record->next_free = forward->free;
    forward->free = at;
}

static int32_t record_of(const struct forward *forward, int64_t id)
{
    int32_t at = lobby_index_find(forward->index, id);
    assert(at >= 0);
    return at;
}

/* The one thing that will become of a visitor if nothing else does before. */
static void expect(struct forward *forward, int32_t at, enum event_kind kind, int64_t at_ms)
{
    struct record *record = &forward->records[at];
    record->stamp++;
    int64_t not_past_ms = at_ms > forward->now_ms ? at_ms : forward->now_ms;
    forward_queue_put(&forward->queue, (struct forward_event){.at_ms = not_past_ms,
                                                              .kind = (int32_t)kind,
                                                              .who = at,
                                                              .stamp = record->stamp});
}

static void tell(struct forward *forward, enum forward_what what, const struct lobby_visit *visit,
                 int position, int staff)
{
    const struct forward_news news = {.what = what,
                                      .now_ms = forward->now_ms,
                                      .visit = visit,
                                      .position = position,
                                      .staff = staff};
    if (forward->settings.tell != NULL) {
        forward->settings.tell(forward->settings.context, &news);
    }
}

static struct lobby_visit visit_of(const struct forward *forward, int64_t id)
{
    int slot = lobby_find(forward->lobby, id);
    assert(slot != LOBBY_NONE);
    return forward->lobby->visits[slot];
}

static void must(enum status status)
{
    assert(status == STATUS_OK);
}

/* What visitors do. */

static void expect_patience(struct forward *forward, int32_t at, int64_t since_ms)
{
    int32_t patience_ms = forward->records[at].plan.patience_ms;
    if (patience_ms > 0) {
        expect(forward, at, EVENT_LEAVE, since_ms + patience_ms);
    } else {
        forward->records[at].stamp++;
    }
}

static void expect_answer(struct forward *forward, int32_t at, int64_t called_ms)
{
    const struct rules *rules = &forward->lobby->rules;
    const struct forward_plan *plan = &forward->records[at].plan;
    if (plan->misses > rules->recalls) {
        expect(forward, at, EVENT_PARK, called_ms + rules->recalls * rules->recall_ms);
    } else {
        expect(forward, at, EVENT_START,
               called_ms + plan->misses * rules->recall_ms + plan->walk_ms);
    }
}

static void expect_return(struct forward *forward, int32_t at)
{
    int32_t return_ms = forward->records[at].plan.return_ms;
    if (return_ms > 0) {
        expect(forward, at, EVENT_RETURN, forward->now_ms + return_ms);
    } else {
        expect(forward, at, EVENT_GIVE_UP, forward->now_ms + forward->lobby->rules.park_ms);
    }
}

void forward_expect(struct forward *forward, int64_t id, const struct forward_plan *plan)
{
    const struct lobby_visit visit = visit_of(forward, id);
    int32_t at = new_record(forward, &visit, plan);
    lobby_index_put(forward->index, id, at);
    int current = route_current(&visit.route);
    switch (visit.route.steps[current].state) {
    case STEP_WAITING: expect_patience(forward, at, forward->now_ms); break;
    case STEP_CALLED: expect_answer(forward, at, visit.called_ms); break;
    case STEP_SERVING:
        expect(forward, at, EVENT_FINISH, visit.started_ms + plan->service_ms[current]);
        break;
    default: expect_return(forward, at); break;
    }
}

void forward_arrive(struct forward *forward, const struct lobby_visit *visit,
                    const struct forward_plan *plan)
{
    int32_t at = new_record(forward, visit, plan);
    expect(forward, at, EVENT_ARRIVE, visit->checkin_ms);
}

static void arrive(struct forward *forward, int32_t at)
{
    const struct lobby_visit visit = forward->records[at].visit;
    size_t capacity = forward->settings.capacity;
    if (forward->is_closed || (capacity > 0 && forward->lobby->count >= capacity)) {
        free_record(forward, at);
        tell(forward, FORWARD_REFUSED, &visit, ROUTE_NONE, LOBBY_NONE);
        return;
    }
    lobby_index_put(forward->index, visit.id, at);
    lobby_put(forward->lobby, &visit);
    forward_desks_wake(&forward->desks, &visit);
    bool is_early = visit.appointment_ms > forward->now_ms;
    expect_patience(forward, at, is_early ? visit.appointment_ms : forward->now_ms);
    tell(forward, FORWARD_ARRIVED, &visit, ROUTE_NONE, LOBBY_NONE);
}

/* The lobby forgets somebody whose route is over by itself; the plan is forgotten here. */
static void forget(struct forward *forward, int64_t id)
{
    free_record(forward, record_of(forward, id));
    lobby_index_remove(forward->index, id);
}

static void end_visit(struct forward *forward, struct lobby_visit *visit, enum step_event event,
                      enum forward_what what)
{
    must(route_end(&visit->route, event));
    lobby_put(forward->lobby, visit);
    forget(forward, visit->id);
    tell(forward, what, visit, ROUTE_NONE, LOBBY_NONE);
}

/* What becomes of a visit. */

static void start(struct forward *forward, struct lobby_visit *visit, int32_t at)
{
    int current = route_current(&visit->route);
    must(route_move(&visit->route, STEP_START));
    visit->started_ms = forward->now_ms;
    lobby_put(forward->lobby, visit);
    expect(forward, at, EVENT_FINISH,
           forward->now_ms + forward->records[at].plan.service_ms[current]);
    tell(forward, FORWARD_STARTED, visit, current, visit->staff);
}

static void park(struct forward *forward, struct lobby_visit *visit, int32_t at)
{
    int current = route_current(&visit->route);
    int staff = visit->staff;
    must(route_move(&visit->route, STEP_NO_SHOW));
    visit->parked_ms = forward->now_ms;
    visit->staff = LOBBY_NONE;
    forward->records[at].plan.misses = 0;
    lobby_put(forward->lobby, visit);
    expect_return(forward, at);
    tell(forward, FORWARD_PARKED, visit, current, staff);
    forward_desks_free(&forward->desks, staff, forward->now_ms);
    if (forward->is_closed) {
        end_visit(forward, visit, STEP_LEAVE, FORWARD_NO_ANSWER);
    }
}

static void finish(struct forward *forward, struct lobby_visit *visit, int32_t at)
{
    int current = route_current(&visit->route);
    int staff = visit->staff;
    bool agrees = (forward->records[at].plan.agrees >> current & 1U) != 0;
    must(route_finish(&visit->route, agrees));
    bool goes_on = route_current(&visit->route) != ROUTE_NONE;
    visit->staff = LOBBY_NONE;
    lobby_put(forward->lobby, visit);
    if (goes_on) {
        forward_desks_wake(&forward->desks, visit);
        expect_patience(forward, at, forward->now_ms);
    } else {
        forget(forward, visit->id);
    }
    tell(forward, FORWARD_FINISHED, visit, current, staff);
    forward_desks_free(&forward->desks, staff, forward->now_ms);
    if (goes_on && forward->is_closed) {
        end_visit(forward, visit, STEP_CANCEL, FORWARD_DISMISSED);
    }
}

static void come_back(struct forward *forward, struct lobby_visit *visit, int32_t at)
{
    must(route_return(&visit->route, STEP_RESUME));
    visit->floor_ms =
        turn_floor(&forward->lobby->rules, visit->floor_ms, visit->parked_ms, forward->now_ms);
    lobby_put(forward->lobby, visit);
    forward_desks_wake(&forward->desks, visit);
    expect_patience(forward, at, forward->now_ms);
    tell(forward, FORWARD_RETURNED, visit, ROUTE_NONE, LOBBY_NONE);
}

static void move_visitor(struct forward *forward, const struct forward_event *event)
{
    int32_t at = event->who;
    if (forward->records[at].stamp != event->stamp) {
        return;
    }
    if (event->kind == EVENT_ARRIVE) {
        arrive(forward, at);
        return;
    }
    struct lobby_visit visit = visit_of(forward, forward->records[at].visit.id);
    switch (event->kind) {
    case EVENT_LEAVE: end_visit(forward, &visit, STEP_LEAVE, FORWARD_LEFT); break;
    case EVENT_START: start(forward, &visit, at); break;
    case EVENT_PARK: park(forward, &visit, at); break;
    case EVENT_FINISH: finish(forward, &visit, at); break;
    case EVENT_RETURN: come_back(forward, &visit, at); break;
    default: end_visit(forward, &visit, STEP_LEAVE, FORWARD_NO_ANSWER); break;
    }
}

void forward_staff(struct forward *forward, enum forward_change change, int staff, int64_t at_ms,
                   int32_t length_ms)
{
    forward_desks_put(&forward->desks, change, staff, at_ms, length_ms);
}

void forward_close(struct forward *forward, int64_t at_ms)
{
    forward_queue_put(&forward->queue, (struct forward_event){.at_ms = at_ms, .kind = EVENT_CLOSE});
}

/* From the end, because the last one takes the place of one who goes. */
static void send_home(struct forward *forward)
{
    forward->is_closed = true;
    for (size_t i = forward->lobby->count; i-- > 0;) {
        struct lobby_visit visit = forward->lobby->visits[i];
        enum step_state state = route_state(&visit.route);
        if (state == STEP_WAITING) {
            end_visit(forward, &visit, STEP_CANCEL, FORWARD_DISMISSED);
        } else if (state == STEP_PARKED) {
            end_visit(forward, &visit, STEP_LEAVE, FORWARD_NO_ANSWER);
        }
    }
}

/* Who calls whom. */

static bool choose(struct forward *forward, int staff, struct choice *out_choice)
{
    if (forward->settings.choose != NULL) {
        return forward->settings.choose(forward->settings.context, forward->lobby, staff,
                                        forward->now_ms, out_choice);
    }
    choose_next(forward->lobby, staff, forward->now_ms, out_choice);
    return out_choice->slot != LOBBY_NONE;
}

static void call(struct forward *forward, int staff, const struct choice *choice)
{
    struct lobby_visit visit = forward->lobby->visits[choice->slot];
    must(route_call(&visit.route, choice->position));
    visit.staff = (int16_t)staff;
    visit.called_ms = forward->now_ms;
    visit.started_ms = 0;
    lobby_put(forward->lobby, &visit);
    expect_answer(forward, record_of(forward, visit.id), forward->now_ms);
    const struct forward_news news = {.what = FORWARD_CALLED,
                                      .now_ms = forward->now_ms,
                                      .visit = &visit,
                                      .position = choice->position,
                                      .staff = staff,
                                      .choice = choice};
    if (forward->settings.tell != NULL) {
        forward->settings.tell(forward->settings.context, &news);
    }
}

/* A call only takes people away, so who found nobody finds nobody later in this instant. */
static void call_all(struct forward *forward)
{
    int staff[OFFICE_STAFF_MAX];
    int count = forward_desks_look(&forward->desks, staff);
    for (int i = 0; i < count && !forward->is_stopped; i++) {
        struct choice choice;
        bool found = choose(forward, staff[i], &choice);
        forward_desks_note(&forward->desks, staff[i], found);
        if (found) {
            call(forward, staff[i], &choice);
        }
    }
}

static void happen(struct forward *forward, const struct forward_event *event)
{
    if (event->kind <= (int32_t)FORWARD_READY) {
        forward_desks_change(&forward->desks, event, forward->now_ms);
    } else if (event->kind == EVENT_CLOSE) {
        send_home(forward);
    } else {
        move_visitor(forward, event);
    }
}

void forward_run(struct forward *forward, int64_t until_ms)
{
    struct forward_queue *queue = &forward->queue;
    forward->is_stopped = false;
    forward->desks.has_hope = true; /* if it was stopped between two calls */
    call_all(forward);
    while (queue->count > 0 && queue->events[0].at_ms <= until_ms && !forward->is_stopped) {
        forward->now_ms = queue->events[0].at_ms;
        while (queue->count > 0 && queue->events[0].at_ms == forward->now_ms) {
            struct forward_event event = forward_queue_take(queue);
            happen(forward, &event);
        }
        call_all(forward);
    }
}

void forward_stop(struct forward *forward)
{
    forward->is_stopped = true;
}

int64_t forward_now_ms(const struct forward *forward)
{
    return forward->now_ms;
}
