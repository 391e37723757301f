/*
 * invitation_store.h - calls of tickets to rooms, each with its explanation.
 *
 * Errors   STATUS_MISSING: the step was never called.
 */
#ifndef STORE_INVITATION_STORE_H
#define STORE_INVITATION_STORE_H

#include "base/status.h"
#include "domain/call_reason.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { EXPLANATION_MAX = 2048 };

/* One invitation of a ticket to a room. */
struct invitation {
    int64_t id;
    int64_t ticket_id;
    int64_t step_id;
    int64_t staff_id;
    int64_t room_id;
    int64_t at_ms;
    int64_t recalled_ms; /* 0 when never */
    int64_t recalls;
    int64_t rule_version;
    int64_t undone_ms; /* 0 when it stands */
    enum call_reason reason;
    char explanation[EXPLANATION_MAX]; /* JSON, see api/explanation.h */
};

enum status invitation_store_add(struct db *db, int64_t office_id,
                                 struct invitation *invitation) MUST_USE;
/* The newest invitation of a step that was not taken back. */
enum status invitation_store_of_step(struct db *db, int64_t step_id,
                                     struct invitation *out_invitation) MUST_USE;
/* The call of a ticket by this person at this moment. */
enum status invitation_store_find(struct db *db, int64_t ticket_id, int64_t staff_id, int64_t at_ms,
                                  struct invitation *out_invitation) MUST_USE;
/* Notes one more call with its time. */
enum status invitation_store_recall(struct db *db, int64_t office_id, int64_t id,
                                    int64_t now_ms) MUST_USE;

/* The call is taken back: it stays in the history and counts nowhere. */
enum status invitation_store_undo(struct db *db, int64_t id, int64_t now_ms) MUST_USE;
/* Notes that nobody came; 0: that this was taken back. */
enum status invitation_store_miss(struct db *db, int64_t id, int64_t now_ms) MUST_USE;

/* Who was called where, for invitation_store_was_called. */
struct invitation_place {
    int64_t office_id;
    int32_t day;
    char series;
    int32_t counter;
    int64_t room_id;
};

/* Whether this number of that day was ever called to this room. */
enum status invitation_store_was_called(struct db *db, const struct invitation_place *place,
                                        bool *out_was_called) MUST_USE;

/* True the first time: staff are told once that nobody answered. */
enum status invitation_store_alarm(struct db *db, int64_t id, int64_t now_ms,
                                   bool *out_is_first) MUST_USE;

/* The calls of one ticket, the newest first. */
enum status invitation_store_of_ticket(struct db *db, int64_t office_id, int64_t ticket_id,
                                       void (*each)(void *context, const struct invitation *),
                                       void *context) MUST_USE;

/* The newest calls of the office since `since_ms`, at most `max`, the newest first. */
enum status invitation_store_newest(struct db *db, int64_t office_id, int64_t since_ms, int max,
                                    void (*each)(void *context, const struct invitation *),
                                    void *context) MUST_USE;

#endif
