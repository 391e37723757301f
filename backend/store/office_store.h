/*
 * office_store.h - the office and its catalogue in the database.
 *
 * Owner    any thread with its own connection, at start; office_import.h writes them.
 */
#ifndef STORE_OFFICE_STORE_H
#define STORE_OFFICE_STORE_H

#include "base/status.h"
#include "domain/office.h"
#include "store/db.h"

#include <stdint.h>

/* Creates on the heap (free it). STATUS_MISSING when the database holds no office yet. */
enum status office_store_load(struct db *db, struct office **out_office) MUST_USE;

/* The catalogue as JSON; free it. */
enum status office_store_catalog(struct db *db, int64_t office_id, char **out_json) MUST_USE;

/* What is said of the lobby's television, as JSON or "null"; free it. */
enum status office_store_board(struct db *db, int64_t office_id, char **out_json) MUST_USE;

#endif
