#include "store/lobby_store.h"

#include "store/query.h"

#include <assert.h>

enum { LIST_WAITING, COUNT_WAITING, COUNT_MINE, COUNT_AHEAD, LIST_BOARD, LIST_PARKED, LIST_IDLE };

static const char *const texts[] = {
    [LIST_WAITING] = "SELECT service_id, count(*), min(entered_ms) FROM step "
                     "WHERE office_id = $1 AND state = 'waiting' GROUP BY service_id",
    [COUNT_WAITING] = "SELECT count(*) FROM ticket WHERE office_id = $1 AND closed_ms = 0 "
                      "AND state = 'waiting'",
    [COUNT_MINE] = "SELECT count(DISTINCT step.ticket_id) FROM skill "
                   "JOIN step ON step.office_id = skill.office_id "
                   "AND step.service_id = skill.service_id AND step.state = 'waiting' "
                   "WHERE skill.staff_id = $1 "
                   "AND (only_staff_id IS NULL OR only_staff_id = skill.staff_id)",
    [COUNT_AHEAD] = "SELECT count(*) FROM step WHERE office_id = $1 AND service_id = $2 "
                    "AND state = 'waiting' AND entered_ms < $3",
    /* With more open calls than lines, people who are awaited come before people who are served,
     * and whoever was called or recalled last before the rest. */
    [LIST_BOARD] =
        "SELECT number, room_id, told_ms, recalls, state FROM "
        "(SELECT ticket.number, step.room_id, invitation.recalls, step.state, "
        "invitation.id AS call_id, CASE WHEN recalled_ms <> 0 THEN recalled_ms "
        "ELSE invitation.at_ms END AS told_ms FROM step "
        "JOIN ticket ON ticket.id = step.ticket_id "
        "JOIN invitation ON invitation.id = (SELECT max(id) FROM invitation "
        "WHERE step_id = step.id) WHERE step.office_id = $1 AND step.room_id = coalesce($2, "
        "step.room_id) "
        "AND step.state IN ('called', 'serving') "
        "ORDER BY CASE WHEN step.state = 'called' THEN 0 ELSE 1 END, told_ms DESC, call_id DESC "
        "LIMIT $3) AS shown ORDER BY call_id DESC",
    [LIST_PARKED] = "SELECT number, step.ticket_id, service_id, ended_ms FROM step "
                    "JOIN ticket ON ticket.id = step.ticket_id "
                    "WHERE step.office_id = $1 AND step.state = 'parked' "
                    "ORDER BY ended_ms, step.ticket_id LIMIT $2",
    [LIST_IDLE] = "SELECT staff_id, max(ended_ms) FROM ("
                  "SELECT step.staff_id, step.ended_ms FROM ticket "
                  "JOIN step ON step.ticket_id = ticket.id "
                  "JOIN duty ON duty.staff_id = step.staff_id WHERE ticket.office_id = $1 "
                  "AND ticket.day = (SELECT max(day) FROM ticket WHERE office_id = $1) "
                  "UNION ALL SELECT away.staff_id, away.ended_ms FROM duty "
                  "JOIN away ON away.staff_id = duty.staff_id "
                  "AND away.began_ms >= duty.since_ms WHERE duty.office_id = $1) AS ended "
                  "GROUP BY staff_id",
};

const struct query_set lobby_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_LOBBY, index);
}

enum status lobby_store_waiting(struct db *db, const struct office *office,
                                struct lobby_queue *out_queues)
{
    for (int i = 0; i < OFFICE_SERVICES_MAX; i++) {
        out_queues[i] = (struct lobby_queue){0};
    }
    sqlite3_stmt *query = start(db, LIST_WAITING);
    query_int(query, 1, office->id);
    while (query_next(query)) {
        const struct office_service *service = office_service_by_id(office, query_column(query, 0));
        if (service != NULL) {
            out_queues[office_service_index(office, service)] = (struct lobby_queue){
                .waiting = query_column(query, 1), .since_ms = query_column(query, 2)};
        }
    }
    return query_end(db, query);
}

enum status lobby_store_waiting_total(struct db *db, int64_t office_id, int64_t *out_total)
{
    sqlite3_stmt *query = start(db, COUNT_WAITING);
    query_int(query, 1, office_id);
    return query_value(db, query, out_total);
}

enum status lobby_store_waiting_for(struct db *db, int64_t staff_id, int64_t *out_total)
{
    sqlite3_stmt *query = start(db, COUNT_MINE);
    query_int(query, 1, staff_id);
    return query_value(db, query, out_total);
}

enum status lobby_store_ahead(struct db *db, int64_t office_id, const struct visit_step *step,
                              int64_t *out_ahead)
{
    sqlite3_stmt *query = start(db, COUNT_AHEAD);
    query_int(query, 1, office_id);
    query_int(query, 2, step->service_id);
    query_int(query, 3, step->entered_ms);
    return query_value(db, query, out_ahead);
}

enum status lobby_store_board(struct db *db, int64_t office_id, int64_t room_id,
                              struct lobby_call *out, int *out_count)
{
    sqlite3_stmt *query = start(db, LIST_BOARD);
    query_int(query, 1, office_id);
    query_id(query, 2, room_id);
    query_int(query, 3, LOBBY_BOARD_MAX);
    int count = 0;
    while (count < LOBBY_BOARD_MAX && query_next(query)) {
        struct lobby_call *call = &out[count++];
        query_column_text(query, 0, call->number, sizeof(call->number));
        call->room_id = query_column(query, 1);
        call->at_ms = query_column(query, 2);
        call->recalls = query_column(query, 3);
        enum status known = step_state_parse(query_column_borrow(query, 4), &call->state);
        assert(known == STATUS_OK);
    }
    *out_count = count;
    return query_end(db, query);
}

enum status lobby_store_parked(struct db *db, int64_t office_id, struct lobby_parked *out,
                               int *out_count)
{
    sqlite3_stmt *query = start(db, LIST_PARKED);
    query_int(query, 1, office_id);
    query_int(query, 2, LOBBY_PARKED_MAX);
    int count = 0;
    while (count < LOBBY_PARKED_MAX && query_next(query)) {
        struct lobby_parked *parked = &out[count++];
        query_column_text(query, 0, parked->number, sizeof(parked->number));
        parked->ticket_id = query_column(query, 1);
        parked->service_id = query_column(query, 2);
        parked->since_ms = query_column(query, 3);
    }
    *out_count = count;
    return query_end(db, query);
}

enum status lobby_store_each_idle(struct db *db, int64_t office_id,
                                  void (*each)(void *context, int64_t staff_id, int64_t since_ms),
                                  void *context)
{
    sqlite3_stmt *query = start(db, LIST_IDLE);
    query_int(query, 1, office_id);
    while (query_next(query)) {
        each(context, query_column(query, 0), query_column(query, 1));
    }
    return query_end(db, query);
}
