/*
 * staff_store.h - people who may log in, their sessions, their rooms, and the devices.
 *
 * Only hashes of tokens are stored; the caller hashes. Passwords are argon2id strings.
 */
#ifndef STORE_STAFF_STORE_H
#define STORE_STAFF_STORE_H

#include "base/status.h"
#include "domain/away.h"
#include "domain/office.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { STAFF_PASSWORD_MAX = 128, STAFF_HASH_HEX = 64, STAFF_LOGIN_MAX = 64 };

struct staff_account {
    int64_t id;
    char login[STAFF_LOGIN_MAX + 1];
    char password[STAFF_PASSWORD_MAX + 1]; /* "" when none is set: nobody gets in */
};

struct staff_session {
    char token_hash[STAFF_HASH_HEX + 1];
    char csrf[STAFF_HASH_HEX + 1];
    char login[STAFF_LOGIN_MAX + 1];
    int64_t staff_id;
    int64_t created_ms;
    int64_t expires_ms;
};

/* Who sits in which room. */
struct duty {
    int64_t staff_id;
    int64_t room_id;
    int64_t since_ms;
    int64_t break_ms; /* away since; 0 not */
    enum away away;
};

/* Fills office->staff with titles, rights and skills (for office_store_load). */
enum status staff_store_load(struct db *db, struct office *office) MUST_USE;

enum status staff_store_find(struct db *db, int64_t office_id, const char *login,
                             struct staff_account *out_account) MUST_USE;
/* Ends this person's sessions too: whoever knew the old password is out. STATUS_MISSING when there
 * is no such login. Two statements: inside the write bracket. */
enum status staff_store_set_password(struct db *db, int64_t office_id, const char *login,
                                     const char *password) MUST_USE;
/* Calls `each` per account, ordered by login. */
enum status staff_store_each(struct db *db, int64_t office_id,
                             void (*each)(void *context, const struct staff_account *account),
                             void *context) MUST_USE;

enum status session_store_add(struct db *db, int64_t office_id,
                              const struct staff_session *session) MUST_USE;
/* STATUS_MISSING when unknown or expired at now_ms. */
enum status session_store_find(struct db *db, const char *token_hash, int64_t now_ms,
                               struct staff_session *out_session) MUST_USE;
enum status session_store_remove(struct db *db, const char *token_hash) MUST_USE;
/* Drops what is over, and frees the rooms of people without any session left, unless a visit of
 * theirs is open: nobody else may be called to where somebody sits. */
enum status session_store_expire(struct db *db, int64_t now_ms) MUST_USE;

enum status device_store_add(struct db *db, int64_t office_id, const char *name,
                             const char *token_hash, int64_t now_ms) MUST_USE;
enum status device_store_find(struct db *db, const char *token_hash, int64_t *out_id) MUST_USE;

/* Takes the room for this person and leaves the former one; STATUS_CONFLICT when another person
 * sits there. room_id 0 only leaves. Either ends a break. */
enum status duty_store_take(struct db *db, int64_t office_id, int64_t staff_id, int64_t room_id,
                            int64_t now_ms) MUST_USE;
/* STATUS_MISSING when this person has no room. */
enum status duty_store_find(struct db *db, int64_t staff_id, struct duty *out_duty) MUST_USE;
/* 0 when this person has no room. */
enum status duty_store_room(struct db *db, int64_t staff_id, int64_t *out_room_id) MUST_USE;
/* `out` takes OFFICE_ROOMS_MAX entries. */
enum status duty_store_list(struct db *db, int64_t office_id, struct duty *out,
                            int *out_count) MUST_USE;
/* From now on away for this or, with AWAY_NONE, back; kept with its times. STATUS_MISSING without a
 * room. */
enum status duty_store_break(struct db *db, int64_t staff_id, enum away away,
                             int64_t now_ms) MUST_USE;

/* How long this person was away since `since_ms`, by kind, with what lasts still. */
enum status duty_store_away(struct db *db, int64_t staff_id, int64_t since_ms, int64_t now_ms,
                            int64_t out_ms[AWAY_COUNT]) MUST_USE;

#endif
