#include "store/office_import.h"

#include "base/text.h"
#include "store/query.h"

enum {
    FIND_OFFICE,
    ADD_OFFICE,
    ADD_CATALOG,
    ADD_SERVICE,
    ADD_NEED,
    ADD_ROUTE_STEP,
    ADD_ROOM,
    ADD_STAFF,
    ADD_SKILL,
    ADD_HOURS,
    ADD_ORDER
};

static const char *const texts[] = {
    [FIND_OFFICE] = "SELECT count(*) FROM office",
    [ADD_OFFICE] = "INSERT INTO office (code, name, phone, zone, is_demo, epoch, seq) "
                   "VALUES ($1, $2, $3, $4, $5, $6, 0)",
    [ADD_CATALOG] = "INSERT INTO catalog (office_id, body, board) VALUES ($1, $2, $3)",
    [ADD_SERVICE] = "INSERT INTO service (office_id, code, series, minutes, mode, is_sensitive, "
                    "is_immediate, label, track) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [ADD_NEED] = "INSERT INTO need (office_id, code) VALUES ($1, $2)",
    [ADD_ROUTE_STEP] = "INSERT INTO route_step (office_id, need_id, position, service_id) "
                       "VALUES ($1, $2, $3, $4)",
    [ADD_ROOM] = "INSERT INTO room (office_id, name, arrow) VALUES ($1, $2, $3)",
    [ADD_STAFF] = "INSERT INTO staff (office_id, login, title, capabilities, password, "
                  "tracks) VALUES ($1, $2, $3, $4, $5, $6)",
    [ADD_SKILL] = "INSERT INTO skill (office_id, staff_id, service_id, preference) "
                  "VALUES ($1, $2, $3, $4)",
    [ADD_HOURS] = "INSERT INTO opening (office_id, weekday, open_min, close_min) "
                  "VALUES ($1, $2, $3, $4)",
    [ADD_ORDER] = "INSERT INTO service_order (office_id, service_id, before_id) "
                  "VALUES ($1, $2, $3)",
};

const struct query_set import_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_IMPORT, index);
}

enum status office_import_exists(struct db *db, bool *out_exists)
{
    int64_t count = 0;
    enum status status = query_value(db, start(db, FIND_OFFICE), &count);
    if (status == STATUS_OK) {
        *out_exists = count > 0;
    }
    return status;
}

static enum status add_catalog(struct db *db, int64_t office_id, const struct import_office *office)
{
    sqlite3_stmt *query = start(db, ADD_CATALOG);
    query_int(query, 1, office_id);
    query_text(query, 2, office->catalog_json);
    query_text(query, 3, office->board_json);
    return query_run(db, query);
}

enum status office_import_office(struct db *db, const struct import_office *office, int64_t *out_id)
{
    char epoch[9];
    random_hex(epoch, sizeof(epoch) / 2);
    sqlite3_stmt *query = start(db, ADD_OFFICE);
    query_text(query, 1, office->code);
    query_text(query, 2, office->name);
    query_text(query, 3, office->phone);
    query_text(query, 4, office->zone);
    query_int(query, 5, office->is_demo);
    query_text(query, 6, epoch);
    enum status status = query_insert(db, query, out_id);
    return status == STATUS_OK ? add_catalog(db, *out_id, office) : status;
}

enum status office_import_service(struct db *db, int64_t office_id,
                                  const struct import_service *service, int64_t *out_id)
{
    char series[2] = {service->series, '\0'};
    sqlite3_stmt *query = start(db, ADD_SERVICE);
    query_int(query, 1, office_id);
    query_text(query, 2, service->code);
    query_text(query, 3, series);
    query_int(query, 4, service->minutes);
    query_text(query, 5, service->mode);
    query_int(query, 6, service->is_sensitive);
    query_int(query, 7, service->is_immediate);
    query_text(query, 8, service->label);
    query_int(query, 9, service->track);
    return query_insert(db, query, out_id);
}

enum status office_import_need(struct db *db, int64_t office_id, const char *code, int64_t *out_id)
{
    sqlite3_stmt *query = start(db, ADD_NEED);
    query_int(query, 1, office_id);
    query_text(query, 2, code);
    return query_insert(db, query, out_id);
}

enum status office_import_route_step(struct db *db, int64_t office_id, int64_t need_id,
                                     int position, int64_t service_id)
{
    sqlite3_stmt *query = start(db, ADD_ROUTE_STEP);
    query_int(query, 1, office_id);
    query_int(query, 2, need_id);
    query_int(query, 3, position);
    query_int(query, 4, service_id);
    return query_run(db, query);
}

enum status office_import_room(struct db *db, int64_t office_id, const char *name,
                               enum office_arrow arrow)
{
    sqlite3_stmt *query = start(db, ADD_ROOM);
    query_int(query, 1, office_id);
    query_text(query, 2, name);
    query_int(query, 3, arrow);
    return query_run(db, query);
}

enum status office_import_staff(struct db *db, int64_t office_id, const struct import_staff *staff,
                                int64_t *out_id)
{
    sqlite3_stmt *query = start(db, ADD_STAFF);
    query_int(query, 1, office_id);
    query_text(query, 2, staff->login);
    query_text(query, 3, staff->title);
    query_int(query, 4, staff->capabilities);
    query_text(query, 5, staff->password);
    query_int(query, 6, staff->tracks);
    return query_insert(db, query, out_id);
}

enum status office_import_skill(struct db *db, int64_t office_id, int64_t staff_id,
                                int64_t service_id, int preference)
{
    sqlite3_stmt *query = start(db, ADD_SKILL);
    query_int(query, 1, office_id);
    query_int(query, 2, staff_id);
    query_int(query, 3, service_id);
    query_int(query, 4, preference);
    return query_run(db, query);
}

enum status office_import_hours(struct db *db, int64_t office_id, const struct office_hours *hours)
{
    sqlite3_stmt *query = start(db, ADD_HOURS);
    query_int(query, 1, office_id);
    query_int(query, 2, hours->weekday);
    query_int(query, 3, hours->open_min);
    query_int(query, 4, hours->close_min);
    return query_run(db, query);
}

enum status office_import_order(struct db *db, int64_t office_id, int64_t service_id,
                                int64_t before_id)
{
    sqlite3_stmt *query = start(db, ADD_ORDER);
    query_int(query, 1, office_id);
    query_int(query, 2, service_id);
    query_int(query, 3, before_id);
    return query_run(db, query);
}
