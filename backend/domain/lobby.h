/*
 * lobby.h - everybody who is in the building now, and who is there to help them.
 *
 * The picture from which the next call is chosen. The daemon keeps one beside the database, the
 * simulator one instead of it, a forecast a copy of it: the rules cannot tell which.
 *
 * Owner    one thread at a time; nothing inside is shared.
 * Memory   on the heap, about 320 bytes per visitor. A slot is good until the next lobby_put or
 *          lobby_remove.
 * Time     UTC milliseconds; never reads a clock.
 */
#ifndef DOMAIN_LOBBY_H
#define DOMAIN_LOBBY_H

#include "domain/office.h"
#include "domain/route.h"
#include "domain/rules.h"
#include "domain/turn.h"
#include "domain/visit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOBBY_NONE = -1, LOBBY_ANYBODY = -1 };

/* What the rules need of one visit; services and staff are indices into the office. */
struct lobby_visit {
    int64_t id; /* rises with the order of issue */
    int64_t checkin_ms;
    int64_t appointment_ms; /* 0: not booked */
    int64_t floor_ms;       /* see turn.h */
    int64_t parked_ms;      /* since when, while parked */
    int64_t called_ms;      /* of the step in a room */
    int64_t started_ms;     /* 0: not yet */
    struct route route;
    int16_t only[ROUTE_STEPS_MAX]; /* the colleague a step was handed to, LOBBY_ANYBODY */
    uint8_t service[ROUTE_STEPS_MAX];
    int16_t staff; /* who has called the current step, LOBBY_NONE */
    bool priority;
};

/* What is looked at for every visitor at every choice: one line of the processor's cache. */
struct lobby_place {
    int64_t id;
    int64_t checkin_ms;
    int64_t effective_ms;
    int64_t due_ms;
    uint64_t open;  /* services that anybody with the skill may call now */
    uint32_t named; /* to whom waiting steps belong: bits of lobby_named_bit */
    bool is_waiting;
};

struct lobby_staff {
    uint64_t main;   /* services, by index */
    uint64_t backup; /* never one that is main */
    int64_t idle_since_ms;
    int64_t visit_id; /* the open call, 0 none */
    bool on_duty;
    bool on_break;
};

struct lobby_index;

struct lobby {
    struct rules rules;
    struct lobby_place *places; /* count of them, in no order that means anything */
    struct lobby_visit *visits; /* same index */
    size_t count;
    size_t capacity;
    struct lobby_index *index;
    struct lobby_staff staff[OFFICE_STAFF_MAX];
    int staff_count;
    int service_count;
    int able[OFFICE_SERVICES_MAX];    /* staff on duty with the skill, per service */
    int waiting[OFFICE_SERVICES_MAX]; /* waiting steps, per service */
};

/* Empty, nobody on duty, with the skills of the office. */
struct lobby *lobby_create(const struct office *office, const struct rules *rules);
void lobby_destroy(struct lobby *lobby); /* NULL is fine */

/* Makes `to` (created by lobby_create) the same as `from`. */
void lobby_copy(struct lobby *to, const struct lobby *from);
void lobby_clear(struct lobby *lobby); /* forgets the visitors */

/* Enters a visit or takes the place of its former state; one that is over disappears. */
void lobby_put(struct lobby *lobby, const struct lobby_visit *visit);
void lobby_remove(struct lobby *lobby, int64_t id);
int lobby_find(const struct lobby *lobby, int64_t id); /* slot, LOBBY_NONE */

void lobby_set_rules(struct lobby *lobby, const struct rules *rules);
void lobby_set_duty(struct lobby *lobby, int staff, bool on_duty, int64_t now_ms);
void lobby_set_break(struct lobby *lobby, int staff, bool on_break, int64_t now_ms);
void lobby_set_skills(struct lobby *lobby, int staff, uint64_t main, uint64_t backup);

/* The turn of somebody as it stands now. */
struct turn lobby_turn(const struct lobby *lobby, const struct lobby_visit *visit);

/* Whether this member of staff may call this step: it waits, they have the skill, and it is
 * nobody else's. out_is_backup tells by which skill. */
bool lobby_may_call(const struct lobby *lobby, const struct lobby_visit *visit, int position,
                    int staff, bool *out_is_backup);

/* The bit by which a colleague is named in a place; some share one. */
uint32_t lobby_named_bit(int staff);

/* From a visit as it is stored; every service and colleague must be of this office. */
struct lobby_visit lobby_visit_of(const struct office *office, const struct visit *visit);

#endif
