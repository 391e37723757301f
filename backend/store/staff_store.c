#include "store/staff_store.h"

#include "store/query.h"

#include <stddef.h>
#include <string.h>

enum {
    LOAD_STAFF,
    LOAD_SKILLS,
    FIND_STAFF,
    LIST_STAFF,
    SET_PASSWORD,
    ADD_SESSION,
    FIND_SESSION,
    REMOVE_SESSION,
    REMOVE_SESSIONS_OF,
    EXPIRE_SESSIONS,
    EXPIRE_DUTY,
    ADD_DEVICE,
    FIND_DEVICE,
    LEAVE_ROOM,
    TAKE_ROOM,
    FIND_DUTY,
    LIST_DUTY,
    SET_BREAK,
    BEGIN_AWAY,
    END_AWAY,
    END_AWAY_OF_ABSENT,
    SUM_AWAY
};

static const char *const texts[] = {
    [LOAD_STAFF] = "SELECT id, capabilities, title, tracks FROM staff WHERE office_id = $1 "
                   "ORDER BY id",
    [LOAD_SKILLS] = "SELECT staff_id, service_id, preference FROM skill WHERE office_id = $1",
    [FIND_STAFF] = "SELECT id, login, password FROM staff WHERE office_id = $1 AND login = $2",
    [LIST_STAFF] = "SELECT id, login, password FROM staff WHERE office_id = $1 ORDER BY login",
    [SET_PASSWORD] = "UPDATE staff SET password = $1 WHERE office_id = $2 AND login = $3",
    [ADD_SESSION] = "INSERT INTO session (token_hash, office_id, staff_id, csrf, created_ms, "
                    "expires_ms) VALUES ($1, $2, $3, $4, $5, $6)",
    [FIND_SESSION] = "SELECT session.staff_id, csrf, login, created_ms, expires_ms FROM session "
                     "JOIN staff ON staff.id = session.staff_id "
                     "WHERE token_hash = $1 AND expires_ms > $2",
    [REMOVE_SESSION] = "DELETE FROM session WHERE token_hash = $1",
    [REMOVE_SESSIONS_OF] = "DELETE FROM session WHERE staff_id = "
                           "(SELECT id FROM staff WHERE office_id = $1 AND login = $2)",
    [EXPIRE_SESSIONS] = "DELETE FROM session WHERE expires_ms <= $1",
    [EXPIRE_DUTY] = "DELETE FROM duty WHERE staff_id NOT IN (SELECT staff_id FROM session) "
                    "AND NOT EXISTS (SELECT 1 FROM step WHERE step.staff_id = duty.staff_id "
                    "AND state IN ('called', 'serving'))",
    [ADD_DEVICE] = "INSERT INTO device (office_id, name, token_hash, created_ms) "
                   "VALUES ($1, $2, $3, $4) ON CONFLICT (office_id, name) DO UPDATE SET "
                   "token_hash = excluded.token_hash, created_ms = excluded.created_ms",
    [FIND_DEVICE] = "SELECT id FROM device WHERE token_hash = $1",
    [LEAVE_ROOM] = "DELETE FROM duty WHERE staff_id = $1",
    [TAKE_ROOM] = "INSERT INTO duty (office_id, staff_id, room_id, since_ms, break_ms, away) "
                  "VALUES ($1, $2, $3, $4, 0, '')",
    [FIND_DUTY] = "SELECT staff_id, room_id, since_ms, break_ms, away FROM duty "
                  "WHERE staff_id = $1",
    [LIST_DUTY] = "SELECT staff_id, room_id, since_ms, break_ms, away FROM duty "
                  "WHERE office_id = $1 ORDER BY staff_id",
    [SET_BREAK] = "UPDATE duty SET break_ms = $1, away = $2 WHERE staff_id = $3",
    [BEGIN_AWAY] = "INSERT INTO away (office_id, staff_id, kind, began_ms, ended_ms) "
                   "SELECT office_id, staff_id, $1, $2, 0 FROM duty WHERE staff_id = $3",
    [END_AWAY] = "UPDATE away SET ended_ms = $1 WHERE staff_id = $2 AND ended_ms = 0",
    [END_AWAY_OF_ABSENT] = "UPDATE away SET ended_ms = $1 WHERE ended_ms = 0 "
                           "AND staff_id NOT IN (SELECT staff_id FROM duty)",
    [SUM_AWAY] = "SELECT kind, sum(CASE WHEN ended_ms = 0 THEN $1 ELSE ended_ms END - "
                 "CASE WHEN began_ms < $2 THEN $2 ELSE began_ms END) FROM away "
                 "WHERE staff_id = $3 AND (ended_ms = 0 OR ended_ms > $2) GROUP BY kind",
};

const struct query_set staff_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_STAFF, index);
}

static enum status load_people(struct db *db, struct office *office)
{
    sqlite3_stmt *query = start(db, LOAD_STAFF);
    query_int(query, 1, office->id);
    while (office->staff_count < OFFICE_STAFF_MAX && query_next(query)) {
        struct office_staff *staff = &office->staff[office->staff_count++];
        staff->id = query_column(query, 0);
        staff->capabilities = (unsigned)query_column(query, 1);
        query_column_text(query, 2, staff->title, sizeof(staff->title));
        staff->tracks = (unsigned)query_column(query, 3);
    }
    return query_end(db, query);
}

enum status staff_store_load(struct db *db, struct office *office)
{
    enum status status = load_people(db, office);
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_stmt *query = start(db, LOAD_SKILLS);
    query_int(query, 1, office->id);
    while (query_next(query)) {
        int64_t staff_id = query_column(query, 0);
        const struct office_service *service = office_service_by_id(office, query_column(query, 1));
        for (int i = 0; i < office->staff_count && service != NULL; i++) {
            if (office->staff[i].id == staff_id) {
                office->staff[i].preference[office_service_index(office, service)] =
                    (unsigned char)query_column(query, 2);
            }
        }
    }
    return query_end(db, query);
}

static void read_account(sqlite3_stmt *query, struct staff_account *out)
{
    out->id = query_column(query, 0);
    query_column_text(query, 1, out->login, sizeof(out->login));
    query_column_text(query, 2, out->password, sizeof(out->password));
}

enum status staff_store_find(struct db *db, int64_t office_id, const char *login,
                             struct staff_account *out_account)
{
    sqlite3_stmt *query = start(db, FIND_STAFF);
    query_int(query, 1, office_id);
    query_text(query, 2, login);
    bool found = query_next(query);
    if (found) {
        read_account(query, out_account);
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status staff_store_each(struct db *db, int64_t office_id,
                             void (*each)(void *context, const struct staff_account *account),
                             void *context)
{
    sqlite3_stmt *query = start(db, LIST_STAFF);
    query_int(query, 1, office_id);
    while (query_next(query)) {
        struct staff_account account;
        read_account(query, &account);
        each(context, &account);
    }
    return query_end(db, query);
}

enum status staff_store_set_password(struct db *db, int64_t office_id, const char *login,
                                     const char *password)
{
    sqlite3_stmt *query = start(db, SET_PASSWORD);
    query_text(query, 1, password);
    query_int(query, 2, office_id);
    query_text(query, 3, login);
    enum status status = query_run(db, query);
    if (status != STATUS_OK || query_changes(db) == 0) {
        return status == STATUS_OK ? STATUS_MISSING : status;
    }
    query = start(db, REMOVE_SESSIONS_OF);
    query_int(query, 1, office_id);
    query_text(query, 2, login);
    return query_run(db, query);
}

enum status session_store_add(struct db *db, int64_t office_id, const struct staff_session *session)
{
    sqlite3_stmt *query = start(db, ADD_SESSION);
    query_text(query, 1, session->token_hash);
    query_int(query, 2, office_id);
    query_int(query, 3, session->staff_id);
    query_text(query, 4, session->csrf);
    query_int(query, 5, session->created_ms);
    query_int(query, 6, session->expires_ms);
    return query_run(db, query);
}

enum status session_store_find(struct db *db, const char *token_hash, int64_t now_ms,
                               struct staff_session *out_session)
{
    sqlite3_stmt *query = start(db, FIND_SESSION);
    query_text(query, 1, token_hash);
    query_int(query, 2, now_ms);
    bool found = query_next(query);
    if (found) {
        *out_session = (struct staff_session){.staff_id = query_column(query, 0),
                                              .created_ms = query_column(query, 3),
                                              .expires_ms = query_column(query, 4)};
        query_column_text(query, 1, out_session->csrf, sizeof(out_session->csrf));
        query_column_text(query, 2, out_session->login, sizeof(out_session->login));
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status session_store_remove(struct db *db, const char *token_hash)
{
    sqlite3_stmt *query = start(db, REMOVE_SESSION);
    query_text(query, 1, token_hash);
    return query_run(db, query);
}

enum status session_store_expire(struct db *db, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, EXPIRE_SESSIONS);
    query_int(query, 1, now_ms);
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        status = query_run(db, start(db, EXPIRE_DUTY));
    }
    if (status == STATUS_OK) {
        query = start(db, END_AWAY_OF_ABSENT);
        query_int(query, 1, now_ms);
        status = query_run(db, query);
    }
    return status;
}

enum status device_store_add(struct db *db, int64_t office_id, const char *name,
                             const char *token_hash, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, ADD_DEVICE);
    query_int(query, 1, office_id);
    query_text(query, 2, name);
    query_text(query, 3, token_hash);
    query_int(query, 4, now_ms);
    return query_run(db, query);
}

enum status device_store_find(struct db *db, const char *token_hash, int64_t *out_id)
{
    sqlite3_stmt *query = start(db, FIND_DEVICE);
    query_text(query, 1, token_hash);
    return query_value(db, query, out_id);
}

static enum status end_away(struct db *db, int64_t staff_id, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, END_AWAY);
    query_int(query, 1, now_ms);
    query_int(query, 2, staff_id);
    return query_run(db, query);
}

enum status duty_store_take(struct db *db, int64_t office_id, int64_t staff_id, int64_t room_id,
                            int64_t now_ms)
{
    sqlite3_stmt *query = start(db, LEAVE_ROOM);
    query_int(query, 1, staff_id);
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        status = end_away(db, staff_id, now_ms);
    }
    if (status != STATUS_OK || room_id == 0) {
        return status;
    }
    query = start(db, TAKE_ROOM);
    query_int(query, 1, office_id);
    query_int(query, 2, staff_id);
    query_int(query, 3, room_id);
    query_int(query, 4, now_ms);
    return query_run(db, query);
}

static struct duty read_duty(sqlite3_stmt *query)
{
    struct duty duty = {.staff_id = query_column(query, 0),
                        .room_id = query_column(query, 1),
                        .since_ms = query_column(query, 2),
                        .break_ms = query_column(query, 3)};
    (void)!away_parse(query_column_borrow(query, 4), &duty.away);
    return duty;
}

enum status duty_store_find(struct db *db, int64_t staff_id, struct duty *out_duty)
{
    sqlite3_stmt *query = start(db, FIND_DUTY);
    query_int(query, 1, staff_id);
    struct duty duty = {0};
    if (query_next(query)) {
        duty = read_duty(query);
    }
    enum status status = query_end(db, query);
    if (status != STATUS_OK || duty.room_id == 0) {
        return status != STATUS_OK ? status : STATUS_MISSING;
    }
    *out_duty = duty;
    return STATUS_OK;
}

enum status duty_store_room(struct db *db, int64_t staff_id, int64_t *out_room_id)
{
    struct duty duty = {0};
    enum status status = duty_store_find(db, staff_id, &duty);
    if (status == STATUS_OK || status == STATUS_MISSING) {
        *out_room_id = duty.room_id;
        return STATUS_OK;
    }
    return status;
}

enum status duty_store_list(struct db *db, int64_t office_id, struct duty *out, int *out_count)
{
    sqlite3_stmt *query = start(db, LIST_DUTY);
    query_int(query, 1, office_id);
    int count = 0;
    while (count < OFFICE_ROOMS_MAX && query_next(query)) {
        out[count++] = read_duty(query);
    }
    *out_count = count;
    return query_end(db, query);
}

static enum status begin_away(struct db *db, int64_t staff_id, enum away away, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, BEGIN_AWAY);
    query_text(query, 1, away_word(away));
    query_int(query, 2, now_ms);
    query_int(query, 3, staff_id);
    return query_run(db, query);
}

enum status duty_store_break(struct db *db, int64_t staff_id, enum away away, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, SET_BREAK);
    query_int(query, 1, away != AWAY_NONE ? now_ms : 0);
    query_text(query, 2, away_word(away));
    query_int(query, 3, staff_id);
    enum status status = query_run(db, query);
    if (status == STATUS_OK && query_changes(db) == 0) {
        return STATUS_MISSING;
    }
    if (status == STATUS_OK) {
        status = end_away(db, staff_id, now_ms);
    }
    return status == STATUS_OK && away != AWAY_NONE ? begin_away(db, staff_id, away, now_ms)
                                                    : status;
}

enum status duty_store_away(struct db *db, int64_t staff_id, int64_t since_ms, int64_t now_ms,
                            int64_t out_ms[AWAY_COUNT])
{
    int64_t sums_ms[AWAY_COUNT] = {0};
    sqlite3_stmt *query = start(db, SUM_AWAY);
    query_int(query, 1, now_ms);
    query_int(query, 2, since_ms);
    query_int(query, 3, staff_id);
    while (query_next(query)) {
        enum away away = AWAY_NONE;
        if (away_parse(query_column_borrow(query, 0), &away) == STATUS_OK) {
            sums_ms[away] = query_column(query, 1);
        }
    }
    enum status status = query_end(db, query);
    if (status == STATUS_OK) {
        memcpy(out_ms, sums_ms, sizeof(sums_ms));
    }
    return status;
}
