/*
 * secret.h - tokens and passwords: made, hashed and compared by libsodium.
 *
 * Owner    any thread after secret_setup.
 * Errors   password_hash takes 19 MiB and about 16 ms: never on the http thread.
 * Source   OWASP password storage: argon2id, 19 MiB, t = 2.
 */
#ifndef API_SECRET_H
#define API_SECRET_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { SECRET_TOKEN_HEX = 64, SECRET_HASH_HEX = 64, SECRET_PASSWORD_HASH_MAX = 128 };

/* Once in main; false when the library cannot work here. */
bool secret_setup(void);

/* 256 random bits. */
void secret_token(char out[SECRET_TOKEN_HEX + 1]);

/* BLAKE2b-256 of the parts, each ended by a zero byte, so that "ab","c" is not "a","bc". */
void secret_hash(const char *const *parts, size_t part_count, char out[SECRET_HASH_HEX + 1]);
void secret_hash_one(const char *text, char out[SECRET_HASH_HEX + 1]);

/* In constant time for equal lengths. */
bool secret_equal(const char *a, const char *b);

enum status secret_password_hash(const char *password,
                                 char out[SECRET_PASSWORD_HASH_MAX + 1]) MUST_USE;

/* False for a wrong password and for an empty hash; takes as long in both cases. */
bool secret_password_matches(const char *hash, const char *password);

#endif
