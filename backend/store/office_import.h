/*
 * office_import.h - writes a new office into an empty database, row by row.
 *
 * Owner    `init`, inside the write bracket; nothing else adds offices.
 * Errors   STATUS_CONFLICT for a code, login or name that is there already.
 */
#ifndef STORE_OFFICE_IMPORT_H
#define STORE_OFFICE_IMPORT_H

#include "base/status.h"
#include "domain/office.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

struct import_office {
    const char *code;
    const char *name;
    const char *phone;
    const char *zone;
    bool is_demo;
    const char *catalog_json;
    const char *board_json; /* NULL: nothing is said of it */
};

struct import_service {
    const char *code;
    char series;
    int minutes;
    const char *mode; /* walk_in, appointment or mixed */
    bool is_sensitive;
    bool is_immediate;
    enum office_track track;
    const char *label;
};

struct import_staff {
    const char *login;
    const char *title;
    unsigned capabilities; /* bits of domain/capability.h */
    unsigned tracks;       /* bits of office_track */
    const char *password;  /* argon2id string; NULL: nobody gets in yet */
};

/* True when the database holds an office already. */
enum status office_import_exists(struct db *db, bool *out_exists) MUST_USE;

enum status office_import_office(struct db *db, const struct import_office *office,
                                 int64_t *out_id) MUST_USE;
enum status office_import_service(struct db *db, int64_t office_id,
                                  const struct import_service *service, int64_t *out_id) MUST_USE;
enum status office_import_need(struct db *db, int64_t office_id, const char *code,
                               int64_t *out_id) MUST_USE;
enum status office_import_route_step(struct db *db, int64_t office_id, int64_t need_id,
                                     int position, int64_t service_id) MUST_USE;
enum status office_import_room(struct db *db, int64_t office_id, const char *name,
                               enum office_arrow arrow) MUST_USE;
enum status office_import_staff(struct db *db, int64_t office_id, const struct import_staff *staff,
                                int64_t *out_id) MUST_USE;
enum status office_import_skill(struct db *db, int64_t office_id, int64_t staff_id,
                                int64_t service_id, int preference) MUST_USE;
enum status office_import_hours(struct db *db, int64_t office_id,
                                const struct office_hours *hours) MUST_USE;

/* In one visit, service_id comes before before_id. */
enum status office_import_order(struct db *db, int64_t office_id, int64_t service_id,
                                int64_t before_id) MUST_USE;

#endif
