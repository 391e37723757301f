/*
 * office_store.h - the office and its catalogue in the database.
 *
 * Owner    office_store_load: any thread with its own connection, at start; the add functions
 *          write and run inside the write bracket.
 */
#ifndef STORE_OFFICE_STORE_H
#define STORE_OFFICE_STORE_H

#include "base/status.h"
#include "domain/office.h"
#include "store/db.h"

#include <stdint.h>

struct office_service_row {
    const char *code;
    char series;
    int minutes;
    const char *mode; /* walk_in, appointment or mixed */
    bool is_sensitive;
    const char *label;
};

/* Creates on the heap (free it). STATUS_MISSING when the database holds no office yet. */
enum status office_store_load(struct db *db, struct office **out_office) MUST_USE;

/* The catalogue as JSON; free it. */
enum status office_store_catalog(struct db *db, int64_t office_id, char **out_json) MUST_USE;

enum status office_store_add(struct db *db, const char *code, const struct office *office,
                             const char *catalog_json, int64_t *out_id) MUST_USE;
enum status office_store_add_service(struct db *db, int64_t office_id,
                                     const struct office_service_row *row,
                                     int64_t *out_id) MUST_USE;
enum status office_store_add_need(struct db *db, int64_t office_id, const char *code,
                                  int64_t *out_id) MUST_USE;
enum status office_store_add_route_step(struct db *db, int64_t office_id, int64_t need_id,
                                        int position, int64_t service_id) MUST_USE;
enum status office_store_add_room(struct db *db, int64_t office_id, const char *name) MUST_USE;

#endif
