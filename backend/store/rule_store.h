/*
 * rule_store.h - the versions of the director's rules.
 *
 * Lengths are stored in milliseconds, as domain/rules.h has them.
 *
 * Errors   STATUS_MISSING: the office has none yet.
 */
#ifndef STORE_RULE_STORE_H
#define STORE_RULE_STORE_H

#include "base/buffer.h"
#include "base/json_in.h"
#include "base/status.h"
#include "domain/rules.h"
#include "store/db.h"

#include <stdint.h>

/* The newest version. */
enum status rule_store_load(struct db *db, int64_t office_id, struct rules *out_rules) MUST_USE;

/* The oldest version: what was in force when the office began. */
enum status rule_store_load_first(struct db *db, int64_t office_id,
                                  struct rules *out_rules) MUST_USE;

/* Writes the version the rules carry; STATUS_CONFLICT when it exists. */
enum status rule_store_add(struct db *db, int64_t office_id, const struct rules *rules,
                           int64_t now_ms) MUST_USE;

/* {"version": 1, "booking_head_ms": 3600000, ...}: the row, the event and the answer of the API. */
void rules_encode(const struct rules *rules, struct buffer *out);
/* Keys that are left out keep what `rules` holds; nothing is changed on failure. */
enum status rules_decode(const char *json, size_t size, struct rules *rules,
                         struct json_error *error) MUST_USE;
enum status rules_read(const struct json_in *object, struct rules *rules,
                       struct json_error *error) MUST_USE;

#endif
