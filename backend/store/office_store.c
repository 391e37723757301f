#include "store/office_store.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/query.h"
#include "store/staff_store.h"

#include <stdlib.h>
#include <string.h>

enum {
    LOAD_OFFICE,
    LOAD_SERVICES,
    LOAD_NEEDS,
    LOAD_ROUTES,
    LOAD_ROOMS,
    LOAD_CATALOG,
    ADD_OFFICE,
    ADD_CATALOG,
    ADD_SERVICE,
    ADD_LOBBY,
    ADD_NEED,
    ADD_ROUTE_STEP,
    ADD_ROOM
};

static const char *const texts[] = {
    [LOAD_OFFICE] = "SELECT id, name, phone, zone, is_demo, epoch FROM office ORDER BY id LIMIT 1",
    [LOAD_SERVICES] = "SELECT id, code, series, minutes, label FROM service WHERE office_id = $1 "
                      "ORDER BY id",
    [LOAD_NEEDS] = "SELECT id, code FROM need WHERE office_id = $1 ORDER BY id",
    [LOAD_ROUTES] = "SELECT need_id, service_id FROM route_step WHERE office_id = $1 "
                    "ORDER BY need_id, position",
    [LOAD_ROOMS] = "SELECT id, name FROM room WHERE office_id = $1 ORDER BY id",
    [LOAD_CATALOG] = "SELECT body FROM catalog WHERE office_id = $1",
    [ADD_OFFICE] = "INSERT INTO office (code, name, phone, zone, is_demo, epoch, seq) "
                   "VALUES ($1, $2, $3, $4, $5, $6, 0) RETURNING id",
    [ADD_CATALOG] = "INSERT INTO catalog (office_id, body) VALUES ($1, $2)",
    [ADD_SERVICE] = "INSERT INTO service (office_id, code, series, minutes, mode, is_sensitive, "
                    "label) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    [ADD_LOBBY] = "INSERT INTO lobby (office_id, service_id, waiting) VALUES ($1, $2, 0)",
    [ADD_NEED] = "INSERT INTO need (office_id, code) VALUES ($1, $2) RETURNING id",
    [ADD_ROUTE_STEP] = "INSERT INTO route_step (office_id, need_id, position, service_id) "
                       "VALUES ($1, $2, $3, $4)",
    [ADD_ROOM] = "INSERT INTO room (office_id, name) VALUES ($1, $2)",
};

const struct query_set office_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_OFFICE, index);
}

static enum status load_head(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_OFFICE);
    bool found = query_next(query);
    if (found) {
        office->id = query_column(query, 0);
        query_column_text(query, 1, office->name, sizeof(office->name));
        query_column_text(query, 2, office->phone, sizeof(office->phone));
        query_column_text(query, 3, office->zone, sizeof(office->zone));
        office->is_demo = query_column(query, 4) != 0;
        query_column_text(query, 5, office->epoch, sizeof(office->epoch));
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

static enum status load_services(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_SERVICES);
    query_int(query, 1, office->id);
    while (office->service_count < OFFICE_SERVICES_MAX && query_next(query)) {
        struct office_service *service = &office->services[office->service_count++];
        service->id = query_column(query, 0);
        query_column_text(query, 1, service->code, sizeof(service->code));
        service->series = query_column_borrow(query, 2)[0];
        service->minutes = (int)query_column(query, 3);
        query_column_text(query, 4, service->label, sizeof(service->label));
    }
    return query_end(db, query);
}

static enum status load_needs(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_NEEDS);
    query_int(query, 1, office->id);
    while (office->need_count < OFFICE_NEEDS_MAX && query_next(query)) {
        struct office_need *need = &office->needs[office->need_count++];
        need->id = query_column(query, 0);
        query_column_text(query, 1, need->code, sizeof(need->code));
    }
    return query_end(db, query);
}

static void add_to_route(struct office *office, int64_t need_id, int64_t service_id)
{
    const struct office_service *service = office_service_by_id(office, service_id);
    for (int i = 0; i < office->need_count && service != NULL; i++) {
        struct office_need *need = &office->needs[i];
        if (need->id == need_id && need->route_count < OFFICE_ROUTE_MAX) {
            need->route[need->route_count++] = office_service_index(office, service);
        }
    }
}

static enum status load_routes(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_ROUTES);
    query_int(query, 1, office->id);
    while (query_next(query)) {
        add_to_route(office, query_column(query, 0), query_column(query, 1));
    }
    return query_end(db, query);
}

static enum status load_rooms(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_ROOMS);
    query_int(query, 1, office->id);
    while (office->room_count < OFFICE_ROOMS_MAX && query_next(query)) {
        struct office_room *room = &office->rooms[office->room_count++];
        room->id = query_column(query, 0);
        query_column_text(query, 1, room->name, sizeof(room->name));
    }
    return query_end(db, query);
}

enum status office_store_load(struct db *db, struct office **out_office)
{
    static enum status (*const parts[])(struct db *, struct office *) = {
        load_head, load_services, load_needs, load_routes, load_rooms, staff_store_load,
    };
    struct office *office = memory_new(1, sizeof(*office));
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        enum status status = parts[i](db, office);
        if (status != STATUS_OK) {
            free(office);
            return status;
        }
    }
    *out_office = office;
    return STATUS_OK;
}

enum status office_store_catalog(struct db *db, int64_t office_id, char **out_json)
{
    sqlite3_stmt *query = start(db, LOAD_CATALOG);
    query_int(query, 1, office_id);
    char *json = query_next(query) ? memory_copy_text(query_column_borrow(query, 0)) : NULL;
    enum status status = query_end(db, query);
    if (status != STATUS_OK || json == NULL) {
        free(json);
        return status != STATUS_OK ? status : STATUS_MISSING;
    }
    *out_json = json;
    return STATUS_OK;
}

static enum status add_catalog(struct db *db, int64_t office_id, const char *catalog_json)
{
    sqlite3_stmt *query = start(db, ADD_CATALOG);
    query_int(query, 1, office_id);
    query_text(query, 2, catalog_json);
    return query_run(db, query);
}

enum status office_store_add(struct db *db, const char *code, const struct office *office,
                             const char *catalog_json, int64_t *out_id)
{
    char epoch[sizeof(office->epoch)];
    random_hex(epoch, sizeof(epoch) / 2);
    sqlite3_stmt *query = start(db, ADD_OFFICE);
    query_text(query, 1, code);
    query_text(query, 2, office->name);
    query_text(query, 3, office->phone);
    query_text(query, 4, office->zone);
    query_int(query, 5, office->is_demo);
    query_text(query, 6, epoch);
    enum status status = query_value(db, query, out_id);
    return status == STATUS_OK ? add_catalog(db, *out_id, catalog_json) : status;
}

enum status office_store_add_service(struct db *db, int64_t office_id,
                                     const struct office_service_row *row, int64_t *out_id)
{
    char series[2] = {row->series, '\0'};
    sqlite3_stmt *query = start(db, ADD_SERVICE);
    query_int(query, 1, office_id);
    query_text(query, 2, row->code);
    query_text(query, 3, series);
    query_int(query, 4, row->minutes);
    query_text(query, 5, row->mode);
    query_int(query, 6, row->is_sensitive);
    query_text(query, 7, row->label);
    enum status status = query_value(db, query, out_id);
    if (status != STATUS_OK) {
        return status;
    }
    query = start(db, ADD_LOBBY);
    query_int(query, 1, office_id);
    query_int(query, 2, *out_id);
    return query_run(db, query);
}

enum status office_store_add_need(struct db *db, int64_t office_id, const char *code,
                                  int64_t *out_id)
{
    sqlite3_stmt *query = start(db, ADD_NEED);
    query_int(query, 1, office_id);
    query_text(query, 2, code);
    return query_value(db, query, out_id);
}

enum status office_store_add_route_step(struct db *db, int64_t office_id, int64_t need_id,
                                        int position, int64_t service_id)
{
    sqlite3_stmt *query = start(db, ADD_ROUTE_STEP);
    query_int(query, 1, office_id);
    query_int(query, 2, need_id);
    query_int(query, 3, position);
    query_int(query, 4, service_id);
    return query_run(db, query);
}

enum status office_store_add_room(struct db *db, int64_t office_id, const char *name)
{
    sqlite3_stmt *query = start(db, ADD_ROOM);
    query_int(query, 1, office_id);
    query_text(query, 2, name);
    return query_run(db, query);
}
