/*
 * sessions.h - logging in and out.
 *
 * A session is 256 random bits in an HttpOnly, SameSite=Strict cookie; only its hash is stored.
 * Whoever holds the cookie must also show the session's CSRF token to change anything.
 */
#ifndef API_SESSIONS_H
#define API_SESSIONS_H

#include "api/action.h"
#include "api/app.h"
#include "base/json_out.h"
#include "http/exchange.h"
#include "store/staff_store.h"

void sessions_login(struct exchange *exchange);
void sessions_get(struct exchange *exchange);
void sessions_logout(struct exchange *exchange);

/* {"staff": {...}, "csrf": "...", "room": {...} | null, "on_break": false}. */
void session_json(struct json_out *json, const char *name, const struct office *office,
                  const struct staff_session *session, const struct duty *duty);

/* Inside a job: answers with the session and the room it sits in. */
enum status session_answer(struct action *action, struct db *db,
                           const struct staff_session *session) MUST_USE;

#endif
