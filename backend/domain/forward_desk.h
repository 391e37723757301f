/*
 * forward_desk.h - the staff of a lobby that is run forward: duty, breaks, pauses, whose turn it is
 * to look for a visitor.
 *
 * Owner    one thread; part of forward.c.
 * Memory   24 bytes per member of staff. Lobby and queue are borrowed.
 */
#ifndef DOMAIN_FORWARD_DESK_H
#define DOMAIN_FORWARD_DESK_H

#include "domain/forward.h"
#include "domain/forward_queue.h"
#include "domain/lobby.h"

#include <stdbool.h>
#include <stdint.h>

/* The changes of enum forward_change are kinds of events, and so is the end of a pause. */
enum { FORWARD_READY = FORWARD_BREAK_END + 1 };

struct forward_desk {
    int64_t break_owed_ms;
    uint32_t stamp; /* of the break or pause that is going on */
    bool is_leaving;
    bool is_pausing;
    bool is_vain; /* looked for somebody to call, and nobody of use to them has come since */
};

struct forward_desks {
    struct lobby *lobby;
    struct forward_queue *queue;
    int64_t pause_ms;
    struct forward_desk desks[OFFICE_STAFF_MAX];
    bool has_hope; /* somebody free has not looked since something changed for them */
};

void forward_desks_reset(struct forward_desks *desks, struct lobby *lobby,
                         struct forward_queue *queue, int64_t pause_ms);

/* Puts a change into the queue; forward_desks_change makes it, when its time has come. */
void forward_desks_put(struct forward_desks *desks, enum forward_change change, int staff,
                       int64_t at_ms, int32_t length_ms);
void forward_desks_change(struct forward_desks *desks, const struct forward_event *event,
                          int64_t now_ms);

/* The visitor is gone: what was put off for their sake comes now. LOBBY_NONE is fine. */
void forward_desks_free(struct forward_desks *desks, int staff, int64_t now_ms);

/* Somebody begins to wait. */
void forward_desks_wake(struct forward_desks *desks, const struct lobby_visit *visit);

/* Who is to look for a visitor now, in this order; how many. Tell of each what came of it. */
int forward_desks_look(struct forward_desks *desks, int out_staff[OFFICE_STAFF_MAX]);
void forward_desks_note(struct forward_desks *desks, int staff, bool found);

#endif
