/*
 * undo_store.h - what each member of staff did last, kept so that it can be taken back.
 *
 * In the database and not beside it, so that a rolled back job, a failed COMMIT and a crash leave
 * it as true as the tickets it speaks of.
 *
 * Owner    undo_store_note, undo_store_forget...: the writer, inside the bracket.
 * Errors   STATUS_MISSING: this person did nothing, or took it back.
 */
#ifndef STORE_UNDO_STORE_H
#define STORE_UNDO_STORE_H

#include "base/status.h"
#include "domain/visit_op.h"
#include "store/db.h"

#include <stdint.h>

/* One action of one person. */
struct undo_action {
    int64_t staff_id;
    int64_t ticket_id;
    enum visit_op_kind kind;
    int64_t at_ms;
    int64_t version; /* at which it left the ticket */
};

/* Before the ticket is saved: copies its rows as they are. Takes the place of the last note. */
enum status undo_store_note(struct db *db, int64_t office_id,
                            const struct undo_action *action) MUST_USE;

enum status undo_store_find(struct db *db, int64_t staff_id,
                            struct undo_action *out_action) MUST_USE;

/* How the ticket was: steps, floor and booking; the rest of out_before is empty. */
enum status undo_store_before(struct db *db, int64_t staff_id, struct visit *out_before) MUST_USE;

enum status undo_store_forget(struct db *db, int64_t staff_id) MUST_USE;

/* Whatever was done last to this ticket stays done. */
enum status undo_store_forget_ticket(struct db *db, int64_t ticket_id) MUST_USE;

#endif
