#include "store/undo_store.h"

#include "store/ticket_row.h"

#include <assert.h>

enum { DROP_STEPS, DROP, DROP_STEPS_OF, DROP_OF, ADD, ADD_STEPS, FIND, FIND_HEAD, LIST_STEPS };

static const char *const texts[] = {
    [DROP_STEPS] = "DELETE FROM undo_step WHERE staff_id = $1",
    [DROP] = "DELETE FROM undo WHERE staff_id = $1",
    [DROP_STEPS_OF] = "DELETE FROM undo_step WHERE staff_id IN "
                      "(SELECT staff_id FROM undo WHERE ticket_id = $1)",
    [DROP_OF] = "DELETE FROM undo WHERE ticket_id = $1",
    [ADD] = "INSERT INTO undo (staff_id, office_id, ticket_id, kind, at_ms, version, floor_ms, "
            "booked) SELECT $1, $2, id, $3, $4, $5, floor_ms, booked FROM ticket WHERE id = $6",
    [ADD_STEPS] = "INSERT INTO undo_step (staff_id, position, step_id, service_id, state, "
                  "staff_called_id, " TICKET_ROW_STEP_REST ") SELECT $1, position, id, "
                  "service_id, state, staff_id, " TICKET_ROW_STEP_REST "FROM step "
                  "WHERE ticket_id = $2",
    [FIND] = "SELECT ticket_id, kind, at_ms, version FROM undo WHERE staff_id = $1",
    [FIND_HEAD] = "SELECT floor_ms, booked FROM undo WHERE staff_id = $1",
    [LIST_STEPS] = "SELECT step_id, service_id, state, staff_called_id, " TICKET_ROW_STEP_REST
                   "FROM undo_step WHERE staff_id = $1 ORDER BY position",
};

const struct query_set undo_queries = QUERY_SET(texts);

/* Whose note, or of which ticket. */
static sqlite3_stmt *start(struct db *db, int index, int64_t id)
{
    sqlite3_stmt *query = query_start(db, QUERY_SET_UNDO, index);
    query_int(query, 1, id);
    return query;
}

enum status undo_store_forget(struct db *db, int64_t staff_id)
{
    enum status status = query_run(db, start(db, DROP_STEPS, staff_id));
    return status == STATUS_OK ? query_run(db, start(db, DROP, staff_id)) : status;
}

enum status undo_store_forget_ticket(struct db *db, int64_t ticket_id)
{
    enum status status = query_run(db, start(db, DROP_STEPS_OF, ticket_id));
    return status == STATUS_OK ? query_run(db, start(db, DROP_OF, ticket_id)) : status;
}

static enum status add_head(struct db *db, int64_t office_id, const struct undo_action *action)
{
    sqlite3_stmt *query = start(db, ADD, action->staff_id);
    query_int(query, 2, office_id);
    query_text(query, 3, visit_op_name(action->kind));
    query_int(query, 4, action->at_ms);
    query_int(query, 5, action->version);
    query_int(query, 6, action->ticket_id);
    return query_run(db, query);
}

enum status undo_store_note(struct db *db, int64_t office_id, const struct undo_action *action)
{
    enum status status = undo_store_forget(db, action->staff_id);
    if (status == STATUS_OK) {
        status = add_head(db, office_id, action);
    }
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_stmt *query = start(db, ADD_STEPS, action->staff_id);
    query_int(query, 2, action->ticket_id);
    return query_run(db, query);
}

enum status undo_store_find(struct db *db, int64_t staff_id, struct undo_action *out_action)
{
    sqlite3_stmt *query = start(db, FIND, staff_id);
    struct undo_action action = {.staff_id = staff_id};
    bool found = query_next(query);
    if (found) {
        action.ticket_id = query_column(query, 0);
        enum status known = visit_op_parse(query_column_borrow(query, 1), &action.kind);
        assert(known == STATUS_OK); /* written from the same list */
        action.at_ms = query_column(query, 2);
        action.version = query_column(query, 3);
    }
    enum status status = query_end(db, query);
    if (status == STATUS_OK && found) {
        *out_action = action;
    }
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

static enum status read_head(struct db *db, int64_t staff_id, struct visit *out)
{
    sqlite3_stmt *query = start(db, FIND_HEAD, staff_id);
    bool found = query_next(query);
    out->floor_ms = found ? query_column(query, 0) : 0;
    out->booked = found ? (int)query_column(query, 1) : ROUTE_NONE;
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status undo_store_before(struct db *db, int64_t staff_id, struct visit *out_before)
{
    struct visit before = {.step_count = 0};
    enum status status = read_head(db, staff_id, &before);
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_stmt *query = start(db, LIST_STEPS, staff_id);
    while (before.step_count < VISIT_STEPS_MAX && query_next(query)) {
        ticket_row_read_step(query, &before.steps[before.step_count++]);
    }
    status = query_end(db, query);
    if (status == STATUS_OK) {
        *out_before = before;
    }
    return status;
}
