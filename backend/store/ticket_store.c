#include "store/ticket_store.h"

#include "store/ticket_row.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

enum {
    RAISE_COUNTER,
    BEGIN_COUNTER,
    READ_COUNTER,
    ADD_TICKET,
    ADD_STEP,
    LOAD_TICKET,
    LOAD_STEPS,
    SAVE_TICKET,
    SAVE_STEP,
    DROP_STEPS,
    FIND_NUMBER,
    FIND_FACE,
    FIND_PROMISE,
    FIND_TOKEN,
    FIND_OPEN,
    FIND_STALE,
    COUNT_NEED,
    LIST_OPEN
};

static const char *const texts[] = {
    [RAISE_COUNTER] = "UPDATE counter SET last = last + 1 "
                      "WHERE office_id = $1 AND series = $2 AND day = $3",
    [BEGIN_COUNTER] = "INSERT INTO counter (office_id, series, day, last) VALUES ($1, $2, $3, 1)",
    [READ_COUNTER] = "SELECT last FROM counter WHERE office_id = $1 AND series = $2 AND day = $3",
    [ADD_TICKET] = "INSERT INTO ticket (office_id, day, series, counter, number, token, state, "
                   "version, priority, language, interpreter, channel, issued_ms, closed_ms, "
                   "checkin_ms, appointment_ms, floor_ms, booked, wait_low_min, wait_high_min, "
                   "forecast_q10_ms, forecast_q50_ms, forecast_q90_ms) VALUES ($1, $2, $3, $4, "
                   "$5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15, $16, $17, $18, $19, $20, "
                   "$21, $22)",
    [ADD_STEP] = "INSERT INTO step (position, state, staff_id, room_id, only_staff_id, is_offer, "
                 "forerunners, entered_ms, called_ms, started_ms, ended_ms, missed, outcome, "
                 "since_ms, office_id, ticket_id, service_id) VALUES ($1, $2, $3, $4, $5, $6, $7, "
                 "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    [LOAD_TICKET] = "SELECT day, series, counter, number, token, version, priority, language, "
                    "interpreter, issued_ms, closed_ms, checkin_ms, appointment_ms, floor_ms, "
                    "booked FROM ticket WHERE office_id = $1 AND id = $2",
    [LOAD_STEPS] = "SELECT id, service_id, state, staff_id, " TICKET_ROW_STEP_REST "FROM step "
                   "WHERE ticket_id = $1 ORDER BY position",
    [SAVE_TICKET] = "UPDATE ticket SET state = $1, version = $2, closed_ms = $3, floor_ms = $4, "
                    "booked = $5 WHERE id = $6 AND office_id = $7 AND version < $2",
    [SAVE_STEP] = "UPDATE step SET position = $1, state = $2, staff_id = $3, room_id = $4, "
                  "only_staff_id = $5, is_offer = $6, forerunners = $7, entered_ms = $8, "
                  "called_ms = $9, started_ms = $10, ended_ms = $11, missed = $12, "
                  "outcome = $13, since_ms = $14 WHERE id = $15",
    [DROP_STEPS] = "DELETE FROM step WHERE ticket_id = $1 AND id > $2",
    [FIND_NUMBER] = "SELECT number FROM ticket WHERE id = $1",
    [FIND_FACE] = "SELECT number, language, interpreter FROM ticket WHERE id = $1",
    [FIND_PROMISE] = "SELECT wait_low_min IS NOT NULL, wait_low_min, wait_high_min FROM ticket "
                     "WHERE id = $1",
    [FIND_TOKEN] = "SELECT id FROM ticket WHERE token = $1 AND office_id = $2 AND day = $3",
    [FIND_OPEN] = "SELECT ticket_id FROM step WHERE staff_id = $1 "
                  "AND state IN ('called', 'serving')",
    [FIND_STALE] = "SELECT id FROM ticket WHERE office_id = $1 AND closed_ms = 0 AND day < $2 "
                   "ORDER BY id LIMIT $3",
    [COUNT_NEED] = "INSERT INTO need_count (office_id, day, need_id, count) VALUES ($1, $2, $3, 1) "
                   "ON CONFLICT (office_id, day, need_id) DO UPDATE SET "
                   "count = need_count.count + 1",
    [LIST_OPEN] = "SELECT id FROM ticket WHERE office_id = $1 AND closed_ms = 0 ORDER BY id",
};

const struct query_set ticket_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_TICKET, index);
}

static sqlite3_stmt *start_counter(struct db *db, int index, int64_t office_id, const char *series,
                                   int32_t day)
{
    sqlite3_stmt *query = start(db, index);
    query_int(query, 1, office_id);
    query_text(query, 2, series);
    query_int(query, 3, day);
    return query;
}

enum status ticket_store_next_counter(struct db *db, int64_t office_id, char series, int32_t day,
                                      int32_t *out_counter)
{
    char text[2] = {series, '\0'};
    int64_t counter = 0;
    enum status status = query_run(db, start_counter(db, RAISE_COUNTER, office_id, text, day));
    if (status == STATUS_OK && query_changes(db) == 0) {
        status = query_run(db, start_counter(db, BEGIN_COUNTER, office_id, text, day));
    }
    if (status == STATUS_OK) {
        status = query_value(db, start_counter(db, READ_COUNTER, office_id, text, day), &counter);
    }
    if (status == STATUS_OK) {
        *out_counter = (int32_t)counter;
    }
    return status;
}

/* A range from zero minutes is a promise; NULL is none. */
static void bind_if(sqlite3_stmt *query, int parameter, bool is_known, int64_t value)
{
    (void)(is_known ? sqlite3_bind_int64(query, parameter, value)
                    : sqlite3_bind_null(query, parameter));
}

static void bind_promise(sqlite3_stmt *query, const struct ticket_issue *issue)
{
    bool promised = issue->wait_low_min >= 0;
    bind_if(query, 18, promised, issue->wait_low_min);
    bind_if(query, 19, promised, issue->wait_high_min);
    bind_if(query, 20, issue->has_forecast, issue->forecast_q10_ms);
    bind_if(query, 21, issue->has_forecast, issue->forecast_q50_ms);
    bind_if(query, 22, issue->has_forecast, issue->forecast_q90_ms);
}

static enum status add_ticket(struct db *db, int64_t office_id, struct visit *visit,
                              const struct ticket_issue *issue)
{
    char series[2] = {visit->series, '\0'};
    sqlite3_stmt *query = start(db, ADD_TICKET);
    query_int(query, 1, office_id);
    query_int(query, 2, visit->day);
    query_text(query, 3, series);
    query_int(query, 4, visit->counter);
    query_text(query, 5, visit->number);
    query_text(query, 6, visit->token);
    query_text(query, 7, step_state_name(visit_state(visit)));
    query_int(query, 8, visit->version);
    query_int(query, 9, visit->priority);
    query_text(query, 10, visit->language);
    query_text(query, 11, visit->interpreter);
    query_text(query, 12, issue->channel);
    query_int(query, 13, visit->issued_ms);
    query_int(query, 14, visit->checkin_ms);
    query_int(query, 15, visit->appointment_ms);
    query_int(query, 16, visit->floor_ms);
    query_int(query, 17, visit->booked);
    bind_promise(query, issue);
    return query_insert(db, query, &visit->id);
}

/* What both statements write, as $1 to $14. */
static void bind_step(sqlite3_stmt *query, const struct visit_step *step, int position)
{
    query_int(query, 1, position);
    query_text(query, 2, step_state_name(step->state));
    query_id(query, 3, step->staff_id);
    query_id(query, 4, step->room_id);
    query_id(query, 5, step->only_staff_id);
    query_int(query, 6, step->is_offer);
    query_int(query, 7, step->after);
    query_int(query, 8, step->entered_ms);
    query_int(query, 9, step->called_ms);
    query_int(query, 10, step->started_ms);
    query_int(query, 11, step->ended_ms);
    query_int(query, 12, step->missed);
    query_text(query, 13, visit_outcome_name(step->outcome));
    query_int(query, 14, step->since_ms);
}

static enum status add_step(struct db *db, int64_t office_id, const struct visit *visit, int index,
                            int64_t *out_id)
{
    sqlite3_stmt *query = start(db, ADD_STEP);
    bind_step(query, &visit->steps[index], index);
    query_int(query, 15, office_id);
    query_int(query, 16, visit->id);
    query_int(query, 17, visit->steps[index].service_id);
    return query_insert(db, query, out_id);
}

static enum status update_step(struct db *db, const struct visit_step *step, int index)
{
    sqlite3_stmt *query = start(db, SAVE_STEP);
    bind_step(query, step, index);
    query_int(query, 15, step->id);
    return query_run(db, query);
}

static enum status write_step(struct db *db, int64_t office_id, struct visit *visit, int index)
{
    struct visit_step *step = &visit->steps[index];
    step->is_changed = false;
    return step->id == 0 ? add_step(db, office_id, visit, index, &step->id)
                         : update_step(db, step, index);
}

static enum status write_steps(struct db *db, int64_t office_id, struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].id != 0 && !visit->steps[i].is_changed) {
            continue;
        }
        enum status status = write_step(db, office_id, visit, i);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

enum status ticket_store_add(struct db *db, int64_t office_id, struct visit *visit,
                             const struct ticket_issue *issue)
{
    enum status status = add_ticket(db, office_id, visit, issue);
    return status == STATUS_OK ? write_steps(db, office_id, visit) : status;
}

static enum status load_head(struct db *db, int64_t office_id, int64_t id, struct visit *visit)
{
    sqlite3_stmt *query = start(db, LOAD_TICKET);
    query_int(query, 1, office_id);
    query_int(query, 2, id);
    bool found = query_next(query);
    if (found) {
        *visit = (struct visit){.id = id,
                                .day = (int32_t)query_column(query, 0),
                                .series = query_column_borrow(query, 1)[0],
                                .counter = (int32_t)query_column(query, 2),
                                .version = query_column(query, 5),
                                .priority = query_column(query, 6) != 0,
                                .issued_ms = query_column(query, 9),
                                .closed_ms = query_column(query, 10),
                                .checkin_ms = query_column(query, 11),
                                .appointment_ms = query_column(query, 12),
                                .floor_ms = query_column(query, 13),
                                .booked = (int)query_column(query, 14)};
        query_column_text(query, 3, visit->number, sizeof(visit->number));
        query_column_text(query, 4, visit->token, sizeof(visit->token));
        query_column_text(query, 7, visit->language, sizeof(visit->language));
        query_column_text(query, 8, visit->interpreter, sizeof(visit->interpreter));
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

void ticket_row_read_step(sqlite3_stmt *query, struct visit_step *out)
{
    enum status known = step_state_parse(query_column_borrow(query, 2), &out->state);
    assert(known == STATUS_OK); /* the schema allows no other word */
    out->id = query_column(query, 0);
    out->service_id = query_column(query, 1);
    out->staff_id = query_column(query, 3);
    out->room_id = query_column(query, 4);
    out->only_staff_id = query_column(query, 5);
    out->is_offer = query_column(query, 6) != 0;
    out->after = (uint16_t)query_column(query, 7);
    out->entered_ms = query_column(query, 8);
    out->called_ms = query_column(query, 9);
    out->started_ms = query_column(query, 10);
    out->ended_ms = query_column(query, 11);
    out->missed = (int)query_column(query, 12);
    known = visit_outcome_parse(query_column_borrow(query, 13), &out->outcome);
    assert(known == STATUS_OK);
    out->since_ms = query_column(query, 14);
}

enum status ticket_store_load(struct db *db, int64_t office_id, int64_t id, struct visit *out_visit)
{
    struct visit visit;
    enum status status = load_head(db, office_id, id, &visit);
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_stmt *query = start(db, LOAD_STEPS);
    query_int(query, 1, id);
    while (visit.step_count < VISIT_STEPS_MAX && query_next(query)) {
        ticket_row_read_step(query, &visit.steps[visit.step_count++]);
    }
    status = query_end(db, query);
    if (status == STATUS_OK) {
        *out_visit = visit;
    }
    return status;
}

enum status ticket_store_save(struct db *db, int64_t office_id, struct visit *visit)
{
    sqlite3_stmt *query = start(db, SAVE_TICKET);
    query_text(query, 1, step_state_name(visit_state(visit)));
    query_int(query, 2, visit->version);
    query_int(query, 3, visit->closed_ms);
    query_int(query, 4, visit->floor_ms);
    query_int(query, 5, visit->booked);
    query_int(query, 6, visit->id);
    query_int(query, 7, office_id);
    enum status status = query_run(db, query);
    if (status != STATUS_OK) {
        return status;
    }
    return query_changes(db) == 1 ? write_steps(db, office_id, visit) : STATUS_CONFLICT;
}

enum status ticket_store_restore(struct db *db, int64_t office_id, struct visit *visit)
{
    int64_t last_id = 0;
    for (int i = 0; i < visit->step_count; i++) {
        last_id = visit->steps[i].id > last_id ? visit->steps[i].id : last_id;
    }
    enum status status = ticket_store_save(db, office_id, visit);
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_stmt *query = start(db, DROP_STEPS);
    query_int(query, 1, visit->id);
    query_int(query, 2, last_id);
    return query_run(db, query);
}

enum status ticket_store_number(struct db *db, int64_t id, char out[VISIT_NUMBER_MAX + 1])
{
    sqlite3_stmt *query = start(db, FIND_NUMBER);
    query_int(query, 1, id);
    bool found = query_next(query);
    query_column_text(query, 0, out, VISIT_NUMBER_MAX + 1);
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status ticket_store_face(struct db *db, int64_t id, struct ticket_face *out_face)
{
    sqlite3_stmt *query = start(db, FIND_FACE);
    query_int(query, 1, id);
    struct ticket_face face;
    bool found = query_next(query);
    if (found) {
        query_column_text(query, 0, face.number, sizeof(face.number));
        query_column_text(query, 1, face.language, sizeof(face.language));
        query_column_text(query, 2, face.interpreter, sizeof(face.interpreter));
    }
    enum status status = query_end(db, query);
    if (status == STATUS_OK && found) {
        *out_face = face;
    }
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status ticket_store_promise(struct db *db, int64_t id, bool *out_is_known, int *out_low_min,
                                 int *out_high_min)
{
    sqlite3_stmt *query = start(db, FIND_PROMISE);
    query_int(query, 1, id);
    bool found = query_next(query);
    bool is_known = found && query_column(query, 0) != 0;
    int low_min = (int)query_column(query, 1);
    int high_min = (int)query_column(query, 2);
    enum status status = query_end(db, query);
    if (status == STATUS_OK && found) {
        *out_is_known = is_known;
        *out_low_min = low_min;
        *out_high_min = high_min;
    }
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status ticket_store_find_token(struct db *db, int64_t office_id, const char *token,
                                    int32_t day, int64_t *out_id)
{
    sqlite3_stmt *query = start(db, FIND_TOKEN);
    query_text(query, 1, token);
    query_int(query, 2, office_id);
    query_int(query, 3, day);
    return query_value(db, query, out_id);
}

enum status ticket_store_open_of(struct db *db, int64_t staff_id, int64_t *out_id)
{
    sqlite3_stmt *query = start(db, FIND_OPEN);
    query_int(query, 1, staff_id);
    return query_value(db, query, out_id);
}

enum status ticket_store_stale(struct db *db, int64_t office_id, int32_t day, int64_t *out_ids,
                               size_t max, size_t *out_count)
{
    sqlite3_stmt *query = start(db, FIND_STALE);
    query_int(query, 1, office_id);
    query_int(query, 2, day);
    query_int(query, 3, (int64_t)max);
    size_t count = 0;
    while (count < max && query_next(query)) {
        out_ids[count++] = query_column(query, 0);
    }
    *out_count = count;
    return query_end(db, query);
}

enum status need_count_add(struct db *db, int64_t office_id, int32_t day, int64_t need_id)
{
    sqlite3_stmt *query = start(db, COUNT_NEED);
    query_int(query, 1, office_id);
    query_int(query, 2, day);
    query_int(query, 3, need_id);
    return query_run(db, query);
}

enum status ticket_store_each_open(struct db *db, int64_t office_id,
                                   void (*each)(void *context, int64_t id), void *context)
{
    sqlite3_stmt *query = start(db, LIST_OPEN);
    query_int(query, 1, office_id);
    while (query_next(query)) {
        each(context, query_column(query, 0));
    }
    return query_end(db, query);
}
