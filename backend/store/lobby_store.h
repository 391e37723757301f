/*
 * lobby_store.h - who waits, as the board and the consoles show it.
 *
 * A look-up costs what is in the lobby now, whatever the history.
 */
#ifndef STORE_LOBBY_STORE_H
#define STORE_LOBBY_STORE_H

#include "base/status.h"
#include "domain/office.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

enum { LOBBY_BOARD_MAX = 16, LOBBY_PARKED_MAX = 64 };

struct lobby_queue {
    int64_t waiting;
    int64_t since_ms; /* of who has waited longest; 0 nobody */
};

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

/* Per service index (OFFICE_SERVICES_MAX entries): how many wait for it and since when. */
enum status lobby_store_waiting(struct db *db, const struct office *office,
                                struct lobby_queue *out_queues) MUST_USE;

/* How many people wait; one who waits for two services is one. */
enum status lobby_store_waiting_total(struct db *db, int64_t office_id,
                                      int64_t *out_total) MUST_USE;

/* How many of them this member of staff may help. */
enum status lobby_store_waiting_for(struct db *db, int64_t staff_id, int64_t *out_total) MUST_USE;

/* How many have waited for the service of this step longer than it. */
enum status lobby_store_ahead(struct db *db, int64_t office_id, const struct visit_step *step,
                              int64_t *out_ahead) MUST_USE;

/* The board of all rooms, or of one (room_id 0: all): newest call first, LOBBY_BOARD_MAX at most;
 * those that nobody has answered yet are the last to be left out. */
enum status lobby_store_board(struct db *db, int64_t office_id, int64_t room_id,
                              struct lobby_call *out, int *out_count) MUST_USE;

/* Parked tickets, the oldest first, LOBBY_PARKED_MAX at most. */
enum status lobby_store_parked(struct db *db, int64_t office_id, struct lobby_parked *out,
                               int *out_count) MUST_USE;

/* Calls `each` with everybody on duty who has ended something on the newest day: a step or a time
 * away, the last of them. */
enum status lobby_store_each_idle(struct db *db, int64_t office_id,
                                  void (*each)(void *context, int64_t staff_id, int64_t since_ms),
                                  void *context) MUST_USE;

#endif
