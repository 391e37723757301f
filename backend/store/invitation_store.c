#include "store/invitation_store.h"

#include "store/query.h"

#include <assert.h>

enum { ADD, FIND, FIND_AT, RECALL, ADD_RECALL, ALARM, UNDO, LIST, LIST_NEWEST, COUNT_PLACE, MISS };

#define COLUMNS                                                                                    \
    "id, ticket_id, step_id, staff_id, room_id, at_ms, recalled_ms, recalls, rule_version, "       \
    "explanation, reason, undone_ms "

static const char *const texts[] = {
    [ADD] = "INSERT INTO invitation (office_id, ticket_id, step_id, staff_id, room_id, at_ms, "
            "recalls, recalled_ms, rule_version, alarmed_ms, explanation, reason, undone_ms) "
            "VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, 0, $8, $9, 0)",
    [FIND] = "SELECT " COLUMNS "FROM invitation WHERE step_id = $1 AND undone_ms = 0 "
             "ORDER BY id DESC LIMIT 1",
    [FIND_AT] = "SELECT " COLUMNS "FROM invitation WHERE step_id IN "
                "(SELECT id FROM step WHERE ticket_id = $1) AND staff_id = $2 AND at_ms = $3",
    [RECALL] = "UPDATE invitation SET recalled_ms = $1, recalls = recalls + 1 WHERE id = $2",
    [ADD_RECALL] = "INSERT INTO recall (office_id, invitation_id, at_ms) VALUES ($1, $2, $3)",
    [ALARM] = "UPDATE invitation SET alarmed_ms = $1 WHERE id = $2 AND alarmed_ms = 0",
    [UNDO] = "UPDATE invitation SET undone_ms = $1 WHERE id = $2",
    [LIST] = "SELECT " COLUMNS "FROM invitation WHERE office_id = $1 AND step_id IN "
             "(SELECT id FROM step WHERE ticket_id = $2) ORDER BY id DESC",
    [LIST_NEWEST] = "SELECT " COLUMNS "FROM invitation WHERE office_id = $1 AND at_ms >= $2 "
                    "ORDER BY id DESC LIMIT $3",
    [COUNT_PLACE] = "SELECT count(*) FROM ticket JOIN step ON step.ticket_id = ticket.id "
                    "JOIN invitation ON invitation.step_id = step.id WHERE ticket.office_id = $1 "
                    "AND day = $2 AND series = $3 AND counter = $4 AND invitation.room_id = $5",
    [MISS] = "UPDATE invitation SET missed_ms = $1 WHERE id = $2",
};

const struct query_set invitation_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_INVITATION, index);
}

enum status invitation_store_add(struct db *db, int64_t office_id, struct invitation *invitation)
{
    sqlite3_stmt *query = start(db, ADD);
    query_int(query, 1, office_id);
    query_int(query, 2, invitation->ticket_id);
    query_int(query, 3, invitation->step_id);
    query_int(query, 4, invitation->staff_id);
    query_int(query, 5, invitation->room_id);
    query_int(query, 6, invitation->at_ms);
    query_int(query, 7, invitation->rule_version);
    query_text(query, 8, invitation->explanation);
    query_text(query, 9, call_reason_name(invitation->reason));
    return query_insert(db, query, &invitation->id);
}

static void read_row(sqlite3_stmt *query, struct invitation *out)
{
    *out = (struct invitation){.id = query_column(query, 0),
                               .ticket_id = query_column(query, 1),
                               .step_id = query_column(query, 2),
                               .staff_id = query_column(query, 3),
                               .room_id = query_column(query, 4),
                               .at_ms = query_column(query, 5),
                               .recalled_ms = query_column(query, 6),
                               .recalls = query_column(query, 7),
                               .rule_version = query_column(query, 8),
                               .undone_ms = query_column(query, 11)};
    query_column_text(query, 9, out->explanation, sizeof(out->explanation));
    enum status known = call_reason_parse(query_column_borrow(query, 10), &out->reason);
    assert(known == STATUS_OK); /* the schema allows no other word */
}

static enum status read_one(struct db *db, sqlite3_stmt *query, struct invitation *out_invitation)
{
    bool found = query_next(query);
    if (found) {
        read_row(query, out_invitation);
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status invitation_store_of_step(struct db *db, int64_t step_id,
                                     struct invitation *out_invitation)
{
    sqlite3_stmt *query = start(db, FIND);
    query_int(query, 1, step_id);
    return read_one(db, query, out_invitation);
}

enum status invitation_store_find(struct db *db, int64_t ticket_id, int64_t staff_id, int64_t at_ms,
                                  struct invitation *out_invitation)
{
    sqlite3_stmt *query = start(db, FIND_AT);
    query_int(query, 1, ticket_id);
    query_int(query, 2, staff_id);
    query_int(query, 3, at_ms);
    return read_one(db, query, out_invitation);
}

enum status invitation_store_recall(struct db *db, int64_t office_id, int64_t id, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, RECALL);
    query_int(query, 1, now_ms);
    query_int(query, 2, id);
    enum status status = query_run(db, query);
    if (status != STATUS_OK) {
        return status;
    }
    query = start(db, ADD_RECALL);
    query_int(query, 1, office_id);
    query_int(query, 2, id);
    query_int(query, 3, now_ms);
    return query_run(db, query);
}

enum status invitation_store_undo(struct db *db, int64_t id, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, UNDO);
    query_int(query, 1, now_ms);
    query_int(query, 2, id);
    return query_run(db, query);
}

enum status invitation_store_miss(struct db *db, int64_t id, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, MISS);
    query_id(query, 1, now_ms);
    query_int(query, 2, id);
    return query_run(db, query);
}

enum status invitation_store_was_called(struct db *db, const struct invitation_place *place,
                                        bool *out_was_called)
{
    char series[2] = {place->series, '\0'};
    int64_t count = 0;
    sqlite3_stmt *query = start(db, COUNT_PLACE);
    query_int(query, 1, place->office_id);
    query_int(query, 2, place->day);
    query_text(query, 3, series);
    query_int(query, 4, place->counter);
    query_int(query, 5, place->room_id);
    enum status status = query_value(db, query, &count);
    if (status == STATUS_OK) {
        *out_was_called = count > 0;
    }
    return status;
}

enum status invitation_store_alarm(struct db *db, int64_t id, int64_t now_ms, bool *out_is_first)
{
    sqlite3_stmt *query = start(db, ALARM);
    query_int(query, 1, now_ms);
    query_int(query, 2, id);
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        *out_is_first = query_changes(db) == 1;
    }
    return status;
}

static enum status list(struct db *db, sqlite3_stmt *query,
                        void (*each)(void *context, const struct invitation *), void *context)
{
    while (query_next(query)) {
        struct invitation invitation;
        read_row(query, &invitation);
        each(context, &invitation);
    }
    return query_end(db, query);
}

enum status invitation_store_of_ticket(struct db *db, int64_t office_id, int64_t ticket_id,
                                       void (*each)(void *context, const struct invitation *),
                                       void *context)
{
    sqlite3_stmt *query = start(db, LIST);
    query_int(query, 1, office_id);
    query_int(query, 2, ticket_id);
    return list(db, query, each, context);
}

enum status invitation_store_newest(struct db *db, int64_t office_id, int64_t since_ms, int max,
                                    void (*each)(void *context, const struct invitation *),
                                    void *context)
{
    sqlite3_stmt *query = start(db, LIST_NEWEST);
    query_int(query, 1, office_id);
    query_int(query, 2, since_ms);
    query_int(query, 3, max);
    return list(db, query, each, context);
}
