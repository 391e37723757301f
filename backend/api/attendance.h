/*
 * attendance.h - "are you there": who is asked after a long silence, the answer, and the break of
 * who does not answer (domain/asking.h has the rule).
 *
 * Handler of PUT /api/v1/session/presence, the question in the console's state, and what the watch
 * does every few seconds.
 */
#ifndef API_ATTENDANCE_H
#define API_ATTENDANCE_H

#include "api/app.h"
#include "api/caller.h"
#include "base/json_out.h"
#include "http/exchange.h"
#include "store/writer.h"

#include <stdint.h>

/* The answer: any press counts as one, this is the press that does nothing else. */
void attendance_answer(struct exchange *exchange);

/* "ask": {"asked_ms", "until_ms"} while the question stands, else null; until_ms is null where
 * nothing follows from silence. Http thread. */
enum status attendance_json(struct json_out *json, struct app *app,
                            const struct caller *caller) MUST_USE;

/* Inside the watch's job: asks, and gives a break to who did not answer. */
enum status attendance_watch(struct app *app, struct writer_turn *turn, int64_t now_ms) MUST_USE;

#endif
