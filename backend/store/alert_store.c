#include "store/alert_store.h"

#include "store/query.h"

enum {
    FIND_OPEN,
    AGAIN,
    ADD,
    CALM,
    CALM_KIND,
    TAKE,
    FIND,
    LIST,
    PRUNE,
    LIST_DAILY,
    END,
    BRING_BACK
};

static const int64_t keep_ms = (int64_t)7 * 24 * 3600 * 1000;

#define COLUMNS                                                                                    \
    "SELECT alert.id, alert.kind, device_id, alert.staff_id, alert.room_id, invitation_id, "       \
    "raised_ms, last_ms, times, taken_staff_id, taken_ms, device.name, ticket.number, "            \
    "alert.service_id FROM alert "                                                                 \
    "LEFT JOIN device ON device.id = alert.device_id "                                             \
    "LEFT JOIN invitation ON invitation.id = alert.invitation_id "                                 \
    "LEFT JOIN ticket ON ticket.id = invitation.ticket_id "

static const char *const texts[] = {
    [FIND_OPEN] = "SELECT id FROM alert WHERE office_id = $1 AND over_ms = 0 AND taken_ms = 0 "
                  "AND kind = $2 AND coalesce(device_id, 0) = $3 AND coalesce(staff_id, 0) = $4 "
                  "AND coalesce(invitation_id, 0) = $5 AND coalesce(service_id, 0) = $6",
    [AGAIN] = "UPDATE alert SET times = times + 1, last_ms = $1 WHERE id = $2",
    [ADD] = "INSERT INTO alert (office_id, kind, device_id, staff_id, room_id, invitation_id, "
            "service_id, raised_ms, last_ms, times, taken_ms, over_ms) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 1, 0, 0)",
    [CALM] = "UPDATE alert SET over_ms = $1 WHERE office_id = $2 AND device_id = $3 "
             "AND over_ms = 0 AND kind IN "
             "('paper-out', 'paper-low', 'paper-jam', 'cover-open', 'printer-down')",
    [CALM_KIND] = "UPDATE alert SET over_ms = $1 WHERE office_id = $2 AND device_id = $3 "
                  "AND over_ms = 0 AND kind = $4",
    [TAKE] = "UPDATE alert SET taken_staff_id = $1, taken_ms = $2 WHERE office_id = $3 "
             "AND id = $4 AND taken_ms = 0",
    [FIND] = COLUMNS "WHERE alert.office_id = $1 AND alert.id = $2",
    [LIST] = COLUMNS "LEFT JOIN step ON step.id = invitation.step_id "
                     "WHERE alert.office_id = $1 AND over_ms = 0 "
                     "AND (taken_ms = 0 OR taken_ms > $2) "
                     "AND (invitation_id IS NULL OR (step.state = 'called' AND invitation_id = "
                     "(SELECT max(id) FROM invitation AS newest WHERE newest.step_id = step.id))) "
                     "ORDER BY CASE alert.kind WHEN 'emergency' THEN 0 WHEN 'full-today' THEN 2 "
                     "ELSE 1 END, "
                     "alert.id DESC LIMIT $3",
    [PRUNE] = "DELETE FROM alert WHERE raised_ms < $1",
    [LIST_DAILY] = "SELECT service_id, raised_ms, over_ms = 0 FROM alert WHERE office_id = $1 "
                   "AND kind = $2 AND (over_ms = 0 OR raised_ms >= $3)",
    [BRING_BACK] = "UPDATE alert SET over_ms = 0 WHERE office_id = $1 AND kind = $2 "
                   "AND service_id = $3 AND raised_ms >= $4",
    [END] = "UPDATE alert SET over_ms = $1 WHERE office_id = $2 AND kind = $3 AND service_id = $4 "
            "AND over_ms = 0",
};

const struct query_set alert_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_ALERT, index);
}

static void read_row(sqlite3_stmt *query, struct alert *out)
{
    out->id = query_column(query, 0);
    query_column_text(query, 1, out->kind, sizeof(out->kind));
    out->device_id = query_column(query, 2);
    out->staff_id = query_column(query, 3);
    out->room_id = query_column(query, 4);
    out->invitation_id = query_column(query, 5);
    out->raised_ms = query_column(query, 6);
    out->last_ms = query_column(query, 7);
    out->times = query_column(query, 8);
    out->taken_staff_id = query_column(query, 9);
    out->taken_ms = query_column(query, 10);
    query_column_text(query, 11, out->device, sizeof(out->device));
    query_column_text(query, 12, out->number, sizeof(out->number));
    out->service_id = query_column(query, 13);
}

static enum status find_open(struct db *db, int64_t office_id, const struct alert *alert,
                             int64_t *out_id)
{
    sqlite3_stmt *query = start(db, FIND_OPEN);
    query_int(query, 1, office_id);
    query_text(query, 2, alert->kind);
    query_int(query, 3, alert->device_id);
    query_int(query, 4, alert->staff_id);
    query_int(query, 5, alert->invitation_id);
    query_int(query, 6, alert->service_id);
    return query_value(db, query, out_id);
}

static enum status count_again(struct db *db, int64_t id, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, AGAIN);
    query_int(query, 1, now_ms);
    query_int(query, 2, id);
    return query_run(db, query);
}

static enum status add(struct db *db, int64_t office_id, const struct alert *alert, int64_t *out_id)
{
    sqlite3_stmt *query = start(db, ADD);
    query_int(query, 1, office_id);
    query_text(query, 2, alert->kind);
    query_id(query, 3, alert->device_id);
    query_id(query, 4, alert->staff_id);
    query_id(query, 5, alert->room_id);
    query_id(query, 6, alert->invitation_id);
    query_id(query, 7, alert->service_id);
    query_int(query, 8, alert->raised_ms);
    return query_insert(db, query, out_id);
}

static enum status prune(struct db *db, int64_t before_ms)
{
    sqlite3_stmt *query = start(db, PRUNE);
    query_int(query, 1, before_ms);
    return query_run(db, query);
}

enum status alert_store_raise(struct db *db, int64_t office_id, struct alert *alert,
                              bool *out_is_new)
{
    int64_t id = 0;
    enum status status = prune(db, alert->raised_ms - keep_ms);
    if (status == STATUS_OK) {
        status = find_open(db, office_id, alert, &id);
    }
    *out_is_new = status == STATUS_MISSING;
    if (status == STATUS_OK) {
        status = count_again(db, id, alert->raised_ms);
    } else if (status == STATUS_MISSING) {
        status = add(db, office_id, alert, &id);
    }
    return status == STATUS_OK ? alert_store_find(db, office_id, id, alert) : status;
}

enum status alert_store_calm(struct db *db, int64_t office_id, int64_t device_id, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, CALM);
    query_int(query, 1, now_ms);
    query_int(query, 2, office_id);
    query_int(query, 3, device_id);
    return query_run(db, query);
}

enum status alert_store_calm_kind(struct db *db, int64_t office_id, int64_t device_id,
                                  const char *kind, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, CALM_KIND);
    query_int(query, 1, now_ms);
    query_int(query, 2, office_id);
    query_int(query, 3, device_id);
    query_text(query, 4, kind);
    return query_run(db, query);
}

enum status alert_store_take(struct db *db, int64_t office_id, int64_t id, int64_t staff_id,
                             int64_t now_ms, bool *out_is_first)
{
    sqlite3_stmt *query = start(db, TAKE);
    query_int(query, 1, staff_id);
    query_int(query, 2, now_ms);
    query_int(query, 3, office_id);
    query_int(query, 4, id);
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        *out_is_first = query_changes(db) == 1;
    }
    return status;
}

enum status alert_store_find(struct db *db, int64_t office_id, int64_t id, struct alert *out_alert)
{
    sqlite3_stmt *query = start(db, FIND);
    query_int(query, 1, office_id);
    query_int(query, 2, id);
    bool found = query_next(query);
    if (found) {
        read_row(query, out_alert);
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status alert_store_list(struct db *db, int64_t office_id, int64_t taken_since_ms,
                             struct alert *out, int *out_count)
{
    int count = 0;
    sqlite3_stmt *query = start(db, LIST);
    query_int(query, 1, office_id);
    query_int(query, 2, taken_since_ms);
    query_int(query, 3, ALERT_LIST_MAX);
    while (query_next(query)) {
        read_row(query, &out[count++]);
    }
    *out_count = count;
    return query_end(db, query);
}

enum status alert_store_each_daily(struct db *db, int64_t office_id, const char *kind,
                                   int64_t since_ms,
                                   void (*each)(void *context, const struct alert_daily *daily),
                                   void *context)
{
    sqlite3_stmt *query = start(db, LIST_DAILY);
    query_int(query, 1, office_id);
    query_text(query, 2, kind);
    query_int(query, 3, since_ms);
    while (query_next(query)) {
        const struct alert_daily daily = {.service_id = query_column(query, 0),
                                          .raised_ms = query_column(query, 1),
                                          .is_open = query_column(query, 2) != 0};
        each(context, &daily);
    }
    return query_end(db, query);
}

enum status alert_store_end(struct db *db, int64_t office_id, const char *kind, int64_t service_id,
                            int64_t now_ms)
{
    sqlite3_stmt *query = start(db, END);
    query_int(query, 1, now_ms);
    query_int(query, 2, office_id);
    query_text(query, 3, kind);
    query_int(query, 4, service_id);
    return query_run(db, query);
}

enum status alert_store_bring_back(struct db *db, int64_t office_id, const char *kind,
                                   int64_t service_id, int64_t since_ms)
{
    sqlite3_stmt *query = start(db, BRING_BACK);
    query_int(query, 1, office_id);
    query_text(query, 2, kind);
    query_int(query, 3, service_id);
    query_int(query, 4, since_ms);
    return query_run(db, query);
}
