/*
 * sessions.h - logging in and out, and which room one sits in.
 *
 * A session is 256 random bits in an HttpOnly, SameSite=Strict cookie; only its hash is stored.
 * Whoever holds the cookie must also show the session's CSRF token to change anything.
 */
#ifndef API_SESSIONS_H
#define API_SESSIONS_H

#include "api/app.h"
#include "base/json_out.h"
#include "http/exchange.h"
#include "store/staff_store.h"

void sessions_login(struct exchange *exchange);
void sessions_get(struct exchange *exchange);
void sessions_logout(struct exchange *exchange);
void sessions_take_room(struct exchange *exchange);

/* {"staff": {...}, "csrf": "...", "room": {...} | null}. */
void session_json(struct json_out *json, const char *name, const struct office *office,
                  const struct staff_session *session, int64_t room_id);

#endif
