/*
 * lobby_store.h - who waits: heads of queues, counts, what the board and the consoles show.
 *
 * Every look-up costs the same with one or a million tickets of history.
 */
#ifndef STORE_LOBBY_STORE_H
#define STORE_LOBBY_STORE_H

#include "base/status.h"
#include "domain/office.h"
#include "domain/pick.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

enum { LOBBY_BOARD_MAX = 6, LOBBY_PARKED_MAX = 64 };

struct lobby_call {
    char number[VISIT_NUMBER_MAX + 1];
    int64_t room_id;
    int64_t at_ms; /* the last call or recall */
    int64_t recalls;
    enum step_state state; /* called or serving */
};

struct lobby_parked {
    char number[VISIT_NUMBER_MAX + 1];
    int64_t ticket_id;
    int64_t service_id;
    int64_t since_ms;
};

/* Changes how many wait for a service; inside the write bracket. */
enum status lobby_store_count(struct db *db, int64_t office_id, int64_t service_id,
                              int change) MUST_USE;

/* How many wait, by service index (OFFICE_SERVICES_MAX entries). */
enum status lobby_store_waiting(struct db *db, const struct office *office,
                                int64_t *out_waiting) MUST_USE;

/* The first `max` of a service's queue, the one who has waited longest first. */
enum status lobby_store_heads(struct db *db, int64_t office_id, int64_t service_id,
                              struct pick_candidate *out, size_t max, size_t *out_count) MUST_USE;

/* How many waiting tickets of a service come before (rank_ms, ticket_id). */
enum status lobby_store_ahead(struct db *db, int64_t office_id, const struct pick_candidate *me,
                              int64_t *out_ahead) MUST_USE;

/* The board: newest call first, LOBBY_BOARD_MAX at most; those that nobody has answered yet are the
 * last to be left out. */
enum status lobby_store_board(struct db *db, int64_t office_id, struct lobby_call *out,
                              int *out_count) MUST_USE;

/* Parked tickets, the oldest first, LOBBY_PARKED_MAX at most. */
enum status lobby_store_parked(struct db *db, int64_t office_id, struct lobby_parked *out,
                               int *out_count) MUST_USE;

#endif
