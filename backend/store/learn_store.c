#include "store/learn_store.h"

#include "base/memory.h"
#include "store/query.h"
#include "store/ticket_store.h"

#include <stdlib.h>

enum { FIND_FROM, FIND_UNTIL, LIST_CLOSED, READ_FORECAST };

static const char *const texts[] = {
    [FIND_FROM] = "SELECT closed_ms FROM ticket WHERE office_id = $1 AND closed_ms > 0 "
                  "ORDER BY closed_ms DESC LIMIT 1 OFFSET $2",
    [FIND_UNTIL] = "SELECT closed_ms FROM ticket WHERE office_id = $1 AND closed_ms > $2 "
                   "AND closed_ms > 0 AND closed_ms <= $3 ORDER BY closed_ms LIMIT 1 OFFSET $4",
    [LIST_CLOSED] = "SELECT id FROM ticket WHERE office_id = $1 AND closed_ms > $2 "
                    "AND closed_ms > 0 AND closed_ms <= $3 ORDER BY closed_ms, id",
    [READ_FORECAST] = "SELECT forecast_q50_ms IS NOT NULL, forecast_q10_ms, forecast_q50_ms, "
                      "forecast_q90_ms FROM ticket WHERE id = $1",
};

const struct query_set learn_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index, int64_t office_id)
{
    sqlite3_stmt *query = query_start(db, QUERY_SET_LEARN, index);
    query_int(query, 1, office_id);
    return query;
}

enum status learn_store_from(struct db *db, int64_t office_id, int64_t count,
                             int64_t *out_closed_ms)
{
    sqlite3_stmt *query = start(db, FIND_FROM, office_id);
    query_int(query, 2, count);
    int64_t closed_ms = 0;
    enum status status = query_value(db, query, &closed_ms);
    if (status == STATUS_OK || status == STATUS_MISSING) {
        *out_closed_ms = closed_ms;
        status = STATUS_OK;
    }
    return status;
}

/* Visits are loaded after the statement that lists them has ended. */
struct id_list {
    int64_t *ids;
    int count;
    int capacity;
};

static void add_id(struct id_list *list, int64_t id)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 256 : 2 * list->capacity;
        list->ids = memory_resize(list->ids, (size_t)list->capacity * sizeof(*list->ids));
    }
    list->ids[list->count++] = id;
}

static enum status list_closed(struct db *db, int64_t office_id, const struct learn_range *range,
                               struct id_list *list)
{
    sqlite3_stmt *query = start(db, LIST_CLOSED, office_id);
    query_int(query, 2, range->after_ms);
    query_int(query, 3, range->until_ms);
    while (query_next(query)) {
        add_id(list, query_column(query, 0));
    }
    return query_end(db, query);
}

static enum status read_forecast(struct db *db, struct learn_visit *visit)
{
    sqlite3_stmt *query = query_start(db, QUERY_SET_LEARN, READ_FORECAST);
    query_int(query, 1, visit->visit.id);
    if (query_next(query)) {
        visit->has_forecast = query_column(query, 0) != 0;
        visit->q10_ms = query_column(query, 1);
        visit->q50_ms = query_column(query, 2);
        visit->q90_ms = query_column(query, 3);
    }
    return query_end(db, query);
}

static enum status read_visit(struct db *db, int64_t office_id, int64_t id, struct learn_visit *out)
{
    *out = (struct learn_visit){.has_forecast = false};
    enum status status = ticket_store_load(db, office_id, id, &out->visit);
    return status == STATUS_OK ? read_forecast(db, out) : status;
}

/* Where the first `max` end; there may be fewer. */
static enum status find_end(struct db *db, int64_t office_id, struct learn_range *range)
{
    int64_t end_ms = range->until_ms;
    sqlite3_stmt *query = start(db, FIND_UNTIL, office_id);
    query_int(query, 2, range->after_ms);
    query_int(query, 3, range->until_ms);
    query_int(query, 4, range->max - 1);
    enum status status = query_value(db, query, &end_ms);
    range->until_ms = status == STATUS_OK ? end_ms : range->until_ms;
    return status == STATUS_MISSING ? STATUS_OK : status;
}

enum status learn_store_each(struct db *db, int64_t office_id, const struct learn_range *range,
                             void (*each)(void *context, const struct learn_visit *visit),
                             void *context, int *out_count)
{
    struct id_list list = {0};
    struct learn_range first = *range;
    enum status status = find_end(db, office_id, &first);
    if (status == STATUS_OK) {
        status = list_closed(db, office_id, &first, &list);
    }
    for (int i = 0; i < list.count && status == STATUS_OK; i++) {
        struct learn_visit visit;
        status = read_visit(db, office_id, list.ids[i], &visit);
        if (status == STATUS_OK) {
            each(context, &visit);
        }
    }
    if (status == STATUS_OK) {
        *out_count = list.count;
    }
    free(list.ids);
    return status;
}
