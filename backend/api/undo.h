/*
 * undo.h - one's own last action can be taken back for ten seconds: POST /api/v1/undo.
 *
 * Only what nothing has followed: the ticket is as the action left it, and where a room is to be
 * filled again it is still that person's and empty. What is taken back stays in the history and
 * counts nowhere.
 *
 * Owner    undo_note: the writer thread; undo_json: the http thread.
 */
#ifndef API_UNDO_H
#define API_UNDO_H

#include "api/app.h"
#include "base/json_out.h"
#include "domain/visit_op.h"
#include "http/exchange.h"
#include "store/writer.h"

#include <stdint.h>

void undo_post(struct exchange *exchange);

/* Before the changed visit is saved: how it was is kept for whoever did this. */
enum status undo_note(struct writer_turn *turn, const struct office *office, int64_t staff_id,
                      const struct visit *changed, enum visit_op_kind kind,
                      int64_t now_ms) MUST_USE;

/* "undo": what this person could take back now, {"kind", "ticket", "number", "until_ms"} or null.
 * Inside a snapshot. */
enum status undo_json(struct json_out *json, struct app *app, int64_t staff_id) MUST_USE;

#endif
