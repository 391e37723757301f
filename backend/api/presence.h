/*
 * presence.h - when each member of staff was last seen (a request of theirs, or an open page), when
 * they last pressed something, and when they were last asked whether they are there.
 *
 * Owner    any thread: atomics, one of each per person. Not stored: after a restart everybody
 *          counts as seen and as having pressed, and nobody is asked.
 */
#ifndef API_PRESENCE_H
#define API_PRESENCE_H

#include "domain/office.h"

#include <stdatomic.h>
#include <stdint.h>

/* All by staff index. */
struct presence {
    atomic_int_fast64_t seen_ms[OFFICE_STAFF_MAX];
    atomic_int_fast64_t acted_ms[OFFICE_STAFF_MAX];
    atomic_int_fast64_t asked_ms[OFFICE_STAFF_MAX]; /* 0: not open */
};

/* Everybody was seen and pressed something now. */
void presence_init(struct presence *presence, int64_t now_ms);

void presence_note(struct presence *presence, const struct office *office, int64_t staff_id,
                   int64_t now_ms);
void presence_note_act(struct presence *presence, const struct office *office, int64_t staff_id,
                       int64_t now_ms);
void presence_note_asked(struct presence *presence, int staff, int64_t now_ms);

/* Nobody was asked at this moment after all. */
void presence_forget_asked(struct presence *presence, int64_t asked_ms);

int64_t presence_seen_ms(const struct presence *presence, int staff);
int64_t presence_acted_ms(const struct presence *presence, int staff);
int64_t presence_asked_ms(const struct presence *presence, int staff);

#endif
