/*
 * ticket_change.h - the frame around every change of a ticket: load, apply a rule, save, say so.
 *
 * Owner    the writer thread, inside a job.
 */
#ifndef API_TICKET_CHANGE_H
#define API_TICKET_CHANGE_H

#include "api/action.h"
#include "base/status.h"
#include "domain/visit_op.h"
#include "store/writer.h"

#include <stdbool.h>

/* What the office is told about one change. */
struct ticket_news {
    const char *kind;          /* "ticket.called" */
    const struct visit_op *op; /* what was done: kept in the history */
    int index;                 /* the step it is about */
    bool is_hidden;            /* boards are not told: nothing they show has changed */
    int64_t by_staff_id;       /* who did it and may take it back; 0 nobody's own action */
};

/* Loads the action's ticket; leaves problem not-found. */
enum status ticket_change_load(struct action *action, struct writer_turn *turn,
                               struct visit *out_visit) MUST_USE;

/* Saves the visit, in the lobby too, and publishes the news. */
enum status ticket_change_save(struct writer_turn *turn, const struct office *office,
                               struct visit *visit, const struct ticket_news *news,
                               int64_t now_ms) MUST_USE;

/* The same, then calls by itself where the office wants that, and answers {"ticket", "call"}. */
enum status ticket_change_finish(struct action *action, struct writer_turn *turn,
                                 struct visit *visit, const struct ticket_news *news) MUST_USE;

/* After the change: calls by itself where the office wants that, and answers as above. */
enum status ticket_change_settle(struct action *action, struct writer_turn *turn,
                                 int64_t visit_id) MUST_USE;

/* The steps of the visit, by bits, that this service has to wait for (see office.yaml, first_of).
 */
uint16_t ticket_forerunners(const struct office *office, const struct visit *visit,
                            const struct office_service *service);

/* Writes {"ticket": ..., "call": the newest call of the active step or null}. */
enum status ticket_change_answer(struct action *action, struct db *db,
                                 const struct visit *visit) MUST_USE;

/* Leaves problem wrong-state, saying what state the ticket is in. */
enum status ticket_change_wrong_state(struct action *action, const struct visit *visit);

/* The active step was called by this person; else problem forbidden. */
enum status ticket_change_must_be_mine(struct action *action, const struct visit *visit) MUST_USE;

/* The step at `position`, or with -1 any step at all, is of a track of the caller (scope.h); else
 * problem forbidden. */
enum status ticket_change_must_be_in_scope(struct action *action, const struct visit *visit,
                                           int position) MUST_USE;

#endif
