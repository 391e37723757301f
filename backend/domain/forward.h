/*
 * forward.h - runs a lobby forward in time.
 *
 * The simulator starts from an empty lobby and runs a day; a forecast starts from a copy of the
 * real one and runs it until the people in it are called. Both use the rules of the daemon itself:
 * choose.h decides, route.h moves. Nothing is left to chance in here: what each visitor will do is
 * decided beforehand, in their plan, so that two ways of calling can be compared on the same
 * people.
 *
 *     struct forward *forward = forward_create();
 *     lobby_copy(fork, real);                           or lobby_clear for an empty one
 *     forward_reset(forward, fork, &settings, now_ms);
 *     forward_expect(forward, id, &plan);               everybody who is in the lobby
 *     forward_arrive(forward, &visit, &plan);           who comes, at visit.checkin_ms
 *     forward_staff(forward, FORWARD_OFF_DUTY, staff, at_ms, 0);
 *     forward_run(forward, until_ms);
 *
 * All events of one instant happen before anybody is called in it. Then the free staff call, those
 * with the fewest skills first, among them those idle longest (as choose_staff has it). A member of
 * staff who becomes free calls at once, or after the pause of the settings.
 *
 * Owner    one thread.
 * Memory   about 500 bytes per visitor and 32 per event, kept from run to run: after the first few
 *          runs nothing is allocated.
 * Time     UTC milliseconds; never reads a clock.
 * Errors   none: a visit without a plan, or a plan whose time is past, is a fault of the caller.
 */
#ifndef DOMAIN_FORWARD_H
#define DOMAIN_FORWARD_H

#include "domain/choose.h"
#include "domain/lobby.h"

#include <stdbool.h>
#include <stdint.h>

/* What one visitor will do. Lengths, not instants; by position in the route where an array. */
struct forward_plan {
    int32_t service_ms[ROUTE_STEPS_MAX]; /* start to finish; of a step that is being served at the
                                            reset: from its start too, at least until now */
    int32_t walk_ms;                     /* from the call that is heard to the start */
    int32_t patience_ms; /* leaves when not called so long: since check-in, the appointment, the
                            end of a step or a return (at a reset: since then); 0 never */
    int32_t return_ms;   /* after the parking (at a reset: after that); 0: does not come back */
    uint16_t agrees;     /* bits: at the end of the step in this position, to the next offer */
    uint8_t misses;      /* calls not heard: up to rules.recalls the visitor comes at that recall,
                            beyond they are parked; who has come back hears every call */
};

enum forward_what {
    FORWARD_ARRIVED,
    FORWARD_REFUSED, /* came when the lobby was closed or at its capacity */
    FORWARD_CALLED,
    FORWARD_STARTED,
    FORWARD_FINISHED, /* one step; route_state tells whether the visit goes on */
    FORWARD_PARKED,
    FORWARD_RETURNED,
    FORWARD_LEFT,      /* out of patience */
    FORWARD_NO_ANSWER, /* parked, and not back when the place is no longer kept */
    FORWARD_DISMISSED, /* sent home by the closing, with steps not served */
    FORWARD_WHAT_COUNT
};

struct forward_news {
    enum forward_what what;
    int64_t now_ms;
    const struct lobby_visit *visit; /* as it is after this; good during the call */
    int position;                    /* the step it is about; ROUTE_NONE: the whole visit */
    int staff;                       /* who called or served; LOBBY_NONE */
    const struct choice *choice;     /* of FORWARD_CALLED, else NULL */
};

struct forward_settings {
    /* False: this member of staff has nobody to call, and is asked again when somebody begins to
     * wait for one of their skills. NULL: choose_next. */
    bool (*choose)(void *context, const struct lobby *lobby, int staff, int64_t now_ms,
                   struct choice *out_choice);
    /* May call forward_arrive (so can a stream of visitors without an end be fed: the next at the
     * arrival of the last) and forward_stop. NULL: nobody listens. */
    void (*tell)(void *context, const struct forward_news *news);
    void *context;    /* of both */
    int64_t pause_ms; /* between the end of a visitor and the next call */
    size_t capacity;  /* so many in the building at most, further ones are refused; 0: no limit */
};

enum forward_change {
    FORWARD_ON_DUTY,
    FORWARD_OFF_DUTY, /* after the current visitor */
    FORWARD_BREAK,    /* of length_ms, begun after the current visitor or break and not shortened by
                         that; nothing for somebody who is not on duty */
    FORWARD_BREAK_END /* of somebody who is on a break at the reset */
};

struct forward;

struct forward *forward_create(void);
void forward_destroy(struct forward *forward); /* NULL is fine */

/* Forgets everything of the last run. The lobby is the caller's; it is changed by the run and must
 * outlive it. */
void forward_reset(struct forward *forward, struct lobby *lobby,
                   const struct forward_settings *settings, int64_t now_ms);

/* What somebody who is in the lobby at the reset will do. */
void forward_expect(struct forward *forward, int64_t id, const struct forward_plan *plan);

/* A visit as it will come, at its checkin_ms: route open (route_open), nothing called. */
void forward_arrive(struct forward *forward, const struct lobby_visit *visit,
                    const struct forward_plan *plan);

void forward_staff(struct forward *forward, enum forward_change change, int staff, int64_t at_ms,
                   int32_t length_ms);

/* From then on nobody comes in; who is waiting or parked is sent home, who is in a room is served
 * and then goes home. */
void forward_close(struct forward *forward, int64_t at_ms);

/* Until nothing more is to happen, `until_ms` (inclusive) or forward_stop. May be called again to
 * go on. */
void forward_run(struct forward *forward, int64_t until_ms);
void forward_stop(struct forward *forward);

int64_t forward_now_ms(const struct forward *forward);

#endif
