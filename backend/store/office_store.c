#include "store/office_store.h"

#include "base/memory.h"
#include "store/query.h"
#include "store/staff_store.h"

#include <stdlib.h>

enum {
    LOAD_OFFICE,
    LOAD_SERVICES,
    LOAD_ORDER,
    LOAD_NEEDS,
    LOAD_ROUTES,
    LOAD_ROOMS,
    LOAD_HOURS,
    LOAD_CATALOG,
    LOAD_BOARD
};

static const char *const texts[] = {
    [LOAD_OFFICE] = "SELECT id, name, phone, zone, is_demo, epoch FROM office ORDER BY id LIMIT 1",
    [LOAD_SERVICES] = "SELECT id, code, series, minutes, label, is_immediate, mode, track "
                      "FROM service "
                      "WHERE office_id = $1 ORDER BY id",
    [LOAD_ORDER] = "SELECT service_id, before_id FROM service_order WHERE office_id = $1",
    [LOAD_NEEDS] = "SELECT id, code FROM need WHERE office_id = $1 ORDER BY id",
    [LOAD_ROUTES] = "SELECT need_id, service_id FROM route_step WHERE office_id = $1 "
                    "ORDER BY need_id, position",
    [LOAD_ROOMS] = "SELECT id, name, arrow FROM room WHERE office_id = $1 ORDER BY id",
    [LOAD_HOURS] = "SELECT weekday, open_min, close_min FROM opening WHERE office_id = $1 "
                   "ORDER BY weekday, open_min",
    [LOAD_CATALOG] = "SELECT body FROM catalog WHERE office_id = $1",
    [LOAD_BOARD] = "SELECT coalesce(board, 'null') FROM catalog WHERE office_id = $1",
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
        service->is_immediate = query_column(query, 5) != 0;
        service->mode = office_mode_of(query_column_borrow(query, 6));
        service->track = (enum office_track)query_column(query, 7);
    }
    return query_end(db, query);
}

static enum status load_order(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_ORDER);
    query_int(query, 1, office->id);
    while (query_next(query)) {
        const struct office_service *first = office_service_by_id(office, query_column(query, 0));
        const struct office_service *then = office_service_by_id(office, query_column(query, 1));
        if (first != NULL && then != NULL) {
            office->services[office_service_index(office, first)].first_of |=
                UINT64_C(1) << office_service_index(office, then);
        }
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
        room->arrow = (enum office_arrow)query_column(query, 2);
    }
    return query_end(db, query);
}

static enum status load_hours(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_HOURS);
    query_int(query, 1, office->id);
    while (office->hours_count < OFFICE_HOURS_MAX && query_next(query)) {
        office->hours[office->hours_count++] =
            (struct office_hours){.weekday = (int)query_column(query, 0),
                                  .open_min = (int)query_column(query, 1),
                                  .close_min = (int)query_column(query, 2)};
    }
    return query_end(db, query);
}

enum status office_store_load(struct db *db, struct office **out_office)
{
    static enum status (*const parts[])(struct db *, struct office *) = {
        load_head,   load_services, load_order, load_needs,
        load_routes, load_rooms,    load_hours, staff_store_load,
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

static enum status load_json(struct db *db, int which, int64_t office_id, char **out_json)
{
    sqlite3_stmt *query = start(db, which);
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

enum status office_store_catalog(struct db *db, int64_t office_id, char **out_json)
{
    return load_json(db, LOAD_CATALOG, office_id, out_json);
}

enum status office_store_board(struct db *db, int64_t office_id, char **out_json)
{
    return load_json(db, LOAD_BOARD, office_id, out_json);
}
