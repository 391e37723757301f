#include "store/day_store.h"

#include "store/query.h"

#include <assert.h>

enum { LIST_STEPS, LIST_TICKETS, OLDEST_WAITING, SUM_SERVED, COUNT_CALLS };

static const char *const texts[] = {
    [LIST_STEPS] = "SELECT service_id, step.state, started_ms, called_ms - entered_ms FROM ticket "
                   "JOIN step ON step.ticket_id = ticket.id "
                   "WHERE ticket.office_id = $1 AND ticket.day = $2 AND entered_ms > 0",
    [LIST_TICKETS] = "SELECT number, ticket.state, issued_ms, started_ms, called_ms - entered_ms "
                     "FROM ticket JOIN step ON step.ticket_id = ticket.id AND step.position = 0 "
                     "WHERE ticket.office_id = $1 AND ticket.day = $2 "
                     "ORDER BY issued_ms DESC, ticket.id DESC",
    [OLDEST_WAITING] = ("SELECT coalesce(min(entered_ms), 0) FROM step "
                        "WHERE office_id = $1 AND state = 'waiting'"),
    [SUM_SERVED] = "SELECT outcome, count(*), sum(ended_ms - started_ms) FROM ticket "
                   "JOIN step ON step.ticket_id = ticket.id WHERE ticket.office_id = $1 "
                   "AND ticket.day = $2 AND step.staff_id = $3 AND started_ms > 0 "
                   "AND step.state IN ('done', 'left') GROUP BY outcome",
    [COUNT_CALLS] = "SELECT count(*), count(missed_ms) FROM ticket "
                    "JOIN step ON step.ticket_id = ticket.id "
                    "JOIN invitation ON invitation.step_id = step.id WHERE ticket.office_id = $1 "
                    "AND ticket.day = $2 AND invitation.staff_id = $3 AND undone_ms = 0",
};

const struct query_set day_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index, int64_t office_id, int32_t day)
{
    sqlite3_stmt *query = query_start(db, QUERY_SET_DAY, index);
    query_int(query, 1, office_id);
    query_int(query, 2, day);
    return query;
}

static enum step_state state_at(sqlite3_stmt *query, int column)
{
    enum step_state state = STEP_WAITING;
    enum status known = step_state_parse(query_column_borrow(query, column), &state);
    assert(known == STATUS_OK);
    return state;
}

static int64_t not_below_zero(int64_t value)
{
    return value > 0 ? value : 0;
}

enum status day_store_each_step(struct db *db, int64_t office_id, int32_t day,
                                void (*each)(void *context, const struct day_step *step),
                                void *context)
{
    sqlite3_stmt *query = start(db, LIST_STEPS, office_id, day);
    while (query_next(query)) {
        struct day_step step = {.service_id = query_column(query, 0),
                                .state = state_at(query, 1),
                                .was_served = query_column(query, 2) != 0,
                                .wait_ms = not_below_zero(query_column(query, 3))};
        each(context, &step);
    }
    return query_end(db, query);
}

enum status day_store_each_ticket(struct db *db, int64_t office_id, int32_t day,
                                  void (*each)(void *context, const struct day_ticket *ticket),
                                  void *context)
{
    sqlite3_stmt *query = start(db, LIST_TICKETS, office_id, day);
    while (query_next(query)) {
        struct day_ticket ticket = {.state = state_at(query, 1),
                                    .checkin_ms = query_column(query, 2),
                                    .was_called = query_column(query, 3) != 0,
                                    .wait_ms = not_below_zero(query_column(query, 4))};
        query_column_text(query, 0, ticket.number, sizeof(ticket.number));
        each(context, &ticket);
    }
    return query_end(db, query);
}

enum status day_store_oldest_waiting(struct db *db, int64_t office_id, int64_t *out_ms)
{
    sqlite3_stmt *query = query_start(db, QUERY_SET_DAY, OLDEST_WAITING);
    query_int(query, 1, office_id);
    return query_value(db, query, out_ms);
}

static enum status read_served(struct db *db, sqlite3_stmt *query, struct day_own *own)
{
    while (query_next(query)) {
        enum visit_outcome outcome = OUTCOME_NONE;
        enum status known = visit_outcome_parse(query_column_borrow(query, 0), &outcome);
        assert(known == STATUS_OK);
        int64_t count = query_column(query, 1);
        own->by_outcome[outcome] = count;
        own->served += count;
        own->service_ms += query_column(query, 2);
    }
    return query_end(db, query);
}

static enum status read_calls(struct db *db, sqlite3_stmt *query, struct day_own *own)
{
    if (query_next(query)) {
        own->calls = query_column(query, 0);
        own->no_shows = query_column(query, 1);
    }
    return query_end(db, query);
}

enum status day_store_own(struct db *db, int64_t office_id, int32_t day, int64_t staff_id,
                          struct day_own *out_own)
{
    struct day_own own = {0};
    sqlite3_stmt *query = start(db, SUM_SERVED, office_id, day);
    query_int(query, 3, staff_id);
    enum status status = read_served(db, query, &own);
    if (status == STATUS_OK) {
        query = start(db, COUNT_CALLS, office_id, day);
        query_int(query, 3, staff_id);
        status = read_calls(db, query, &own);
    }
    if (status == STATUS_OK) {
        *out_own = own;
    }
    return status;
}
