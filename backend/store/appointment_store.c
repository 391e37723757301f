#include "store/appointment_store.h"

#include "base/text.h"
#include "domain/slot.h"
#include "store/query.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { ADD, ADD_UNIT, LOAD, FIND, EACH, ARRIVE, CANCEL, FREE_UNITS, CLOSE, COUNT_CODE };

enum { UNIT_MS = SLOT_UNIT_MIN * 60 * 1000, CODES = 1000000, CODE_TRIES = 64 };

/* While the row says arrived, the ticket tells how it ended: an undone finish undoes that too. */
#define STATE                                                                                      \
    "CASE WHEN appointment.state <> 'arrived' OR ticket.closed_ms = 0 THEN appointment.state "     \
    "WHEN ticket.state = 'done' THEN 'done' ELSE 'missed' END"

#define SELECT                                                                                     \
    "SELECT appointment.id, service_id, staff_id, starts_ms, minutes, is_named, code, " STATE      \
    ", ticket_id, made_ms, made_by, ticket.number FROM appointment "                               \
    "LEFT JOIN ticket ON ticket.id = appointment.ticket_id "

static const char *const texts[] = {
    [ADD] = "INSERT INTO appointment (office_id, service_id, staff_id, starts_ms, minutes, "
            "is_named, code, made_ms, made_by, state) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'booked')",
    [ADD_UNIT] = "INSERT INTO appointment_unit (staff_id, unit, appointment_id) "
                 "VALUES ($1, $2, $3)",
    [LOAD] = SELECT "WHERE appointment.office_id = $1 AND appointment.id = $2",
    [FIND] = SELECT "WHERE appointment.office_id = $1 AND code = $2",
    [EACH] = SELECT "WHERE appointment.office_id = $1 AND starts_ms >= $2 AND starts_ms < $3 "
                    "ORDER BY starts_ms, staff_id",
    [ARRIVE] = "UPDATE appointment SET state = 'arrived', ticket_id = $1 "
               "WHERE id = $2 AND state IN ('booked', 'arrived', 'missed') "
               "AND NOT EXISTS (SELECT 1 FROM ticket WHERE ticket.id = ticket_id "
               "AND (ticket.closed_ms = 0 OR ticket.state = 'done'))",
    [CANCEL] = "UPDATE appointment SET state = 'cancelled' WHERE id = $1 AND state = 'booked'",
    [FREE_UNITS] = "DELETE FROM appointment_unit WHERE appointment_id = $1",
    [CLOSE] = "UPDATE appointment SET state = CASE WHEN state = 'arrived' AND EXISTS "
              "(SELECT 1 FROM ticket WHERE ticket.id = ticket_id AND ticket.state = 'done') "
              "THEN 'done' ELSE 'missed' END "
              "WHERE office_id = $1 AND starts_ms < $2 AND state IN ('booked', 'arrived') "
              "AND NOT EXISTS (SELECT 1 FROM ticket "
              "WHERE ticket.id = ticket_id AND (ticket.closed_ms = 0 OR ticket.closed_ms > $3))",
    [COUNT_CODE] = "SELECT count(*) FROM appointment WHERE office_id = $1 AND code = $2",
};

const struct query_set appointment_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_APPOINTMENT, index);
}

static void draw_code(char out[APPOINTMENT_CODE_LENGTH + 1])
{
    unsigned char bytes[8];
    uint64_t drawn = 0;
    random_bytes(bytes, sizeof(bytes));
    memcpy(&drawn, bytes, sizeof(drawn));
    (void)snprintf(out, APPOINTMENT_CODE_LENGTH + 1, "%06u", (unsigned)(drawn % CODES));
}

enum status appointment_store_code(struct db *db, int64_t office_id,
                                   char out[APPOINTMENT_CODE_LENGTH + 1])
{
    char code[APPOINTMENT_CODE_LENGTH + 1];
    for (int i = 0; i < CODE_TRIES; i++) {
        int64_t count = 0;
        draw_code(code);
        sqlite3_stmt *query = start(db, COUNT_CODE);
        query_int(query, 1, office_id);
        query_text(query, 2, code);
        enum status status = query_value(db, query, &count);
        if (status != STATUS_OK) {
            return status;
        }
        if (count == 0) {
            memcpy(out, code, sizeof(code));
            return STATUS_OK;
        }
    }
    return STATUS_UNAVAILABLE;
}

static enum status add_row(struct db *db, int64_t office_id, struct appointment *appointment)
{
    sqlite3_stmt *query = start(db, ADD);
    query_int(query, 1, office_id);
    query_int(query, 2, appointment->service_id);
    query_int(query, 3, appointment->staff_id);
    query_int(query, 4, appointment->starts_ms);
    query_int(query, 5, appointment->minutes);
    query_int(query, 6, appointment->is_named);
    query_text(query, 7, appointment->code);
    query_int(query, 8, appointment->made_ms);
    query_text(query, 9, appointment->made_by);
    return query_insert(db, query, &appointment->id);
}

static enum status add_units(struct db *db, const struct appointment *appointment)
{
    int64_t first = appointment->starts_ms / UNIT_MS;
    enum status status = STATUS_OK;
    for (int i = 0; i < appointment->minutes / SLOT_UNIT_MIN && status == STATUS_OK; i++) {
        sqlite3_stmt *query = start(db, ADD_UNIT);
        query_int(query, 1, appointment->staff_id);
        query_int(query, 2, first + i);
        query_int(query, 3, appointment->id);
        status = query_run(db, query);
    }
    return status;
}

enum status appointment_store_add(struct db *db, int64_t office_id, struct appointment *appointment)
{
    enum status status = add_row(db, office_id, appointment);
    appointment->state = APPOINTMENT_BOOKED;
    return status == STATUS_OK ? add_units(db, appointment) : status;
}

static void read_row(sqlite3_stmt *query, struct appointment *out)
{
    out->id = query_column(query, 0);
    out->service_id = query_column(query, 1);
    out->staff_id = query_column(query, 2);
    out->starts_ms = query_column(query, 3);
    out->minutes = (int)query_column(query, 4);
    out->is_named = query_column(query, 5) != 0;
    query_column_text(query, 6, out->code, sizeof(out->code));
    enum status known = appointment_state_parse(query_column_borrow(query, 7), &out->state);
    assert(known == STATUS_OK); /* the schema allows no other word */
    out->ticket_id = query_column(query, 8);
    out->made_ms = query_column(query, 9);
    query_column_text(query, 10, out->made_by, sizeof(out->made_by));
    query_column_text(query, 11, out->number, sizeof(out->number));
}

/* The one row of a query that is bound. */
static enum status read_one(struct db *db, sqlite3_stmt *query, struct appointment *out)
{
    struct appointment appointment;
    bool found = query_next(query);
    if (found) {
        read_row(query, &appointment);
    }
    enum status status = query_end(db, query);
    if (status == STATUS_OK && found) {
        *out = appointment;
    }
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status appointment_store_load(struct db *db, int64_t office_id, int64_t id,
                                   struct appointment *out_appointment)
{
    sqlite3_stmt *query = start(db, LOAD);
    query_int(query, 1, office_id);
    query_int(query, 2, id);
    return read_one(db, query, out_appointment);
}

enum status appointment_store_find(struct db *db, int64_t office_id, const char *code,
                                   struct appointment *out_appointment)
{
    sqlite3_stmt *query = start(db, FIND);
    query_int(query, 1, office_id);
    query_text(query, 2, code);
    return read_one(db, query, out_appointment);
}

enum status appointment_store_each(struct db *db, int64_t office_id, int64_t from_ms,
                                   int64_t until_ms,
                                   void (*each)(void *context, const struct appointment *),
                                   void *context)
{
    struct appointment appointment;
    sqlite3_stmt *query = start(db, EACH);
    query_int(query, 1, office_id);
    query_int(query, 2, from_ms);
    query_int(query, 3, until_ms);
    while (query_next(query)) {
        read_row(query, &appointment);
        each(context, &appointment);
    }
    return query_end(db, query);
}

enum status appointment_store_arrive(struct db *db, int64_t id, int64_t ticket_id)
{
    sqlite3_stmt *query = start(db, ARRIVE);
    query_int(query, 1, ticket_id);
    query_int(query, 2, id);
    enum status status = query_run(db, query);
    return status == STATUS_OK && query_changes(db) == 0 ? STATUS_CONFLICT : status;
}

enum status appointment_store_cancel(struct db *db, int64_t id)
{
    sqlite3_stmt *query = start(db, CANCEL);
    query_int(query, 1, id);
    enum status status = query_run(db, query);
    if (status != STATUS_OK || query_changes(db) == 0) {
        return status == STATUS_OK ? STATUS_CONFLICT : status;
    }
    query = start(db, FREE_UNITS);
    query_int(query, 1, id);
    return query_run(db, query);
}

enum status appointment_store_close(struct db *db, int64_t office_id, int64_t before_ms,
                                    int64_t closed_until_ms, int64_t *out_count)
{
    sqlite3_stmt *query = start(db, CLOSE);
    query_int(query, 1, office_id);
    query_int(query, 2, before_ms);
    query_int(query, 3, closed_until_ms);
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        *out_count = query_changes(db);
    }
    return status;
}
