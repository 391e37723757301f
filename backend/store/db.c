#include "store/db.h"

#include "base/memory.h"
#include "store/migrate.h"
#include "store/query.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct db {
    sqlite3 *handle;
    sqlite3_stmt **statements[QUERY_SET_COUNT];
};

static const struct query_set *const sets[QUERY_SET_COUNT] = {
    [QUERY_SET_OFFICE] = &office_queries,
    [QUERY_SET_IMPORT] = &import_queries,
    [QUERY_SET_STAFF] = &staff_queries,
    [QUERY_SET_TICKET] = &ticket_queries,
    [QUERY_SET_INVITATION] = &invitation_queries,
    [QUERY_SET_RULE] = &rule_queries,
    [QUERY_SET_LOBBY] = &lobby_queries,
    [QUERY_SET_EVENT] = &event_queries,
    [QUERY_SET_DAY] = &day_queries,
    [QUERY_SET_LEASE] = &lease_queries,
    [QUERY_SET_LEARN] = &learn_queries,
    [QUERY_SET_ALERT] = &alert_queries,
    [QUERY_SET_APPOINTMENT] = &appointment_queries,
    [QUERY_SET_RESTORE] = &restore_queries,
    [QUERY_SET_UNDO] = &undo_queries,
};

static const char settings[] = "PRAGMA journal_mode=WAL;"
                               "PRAGMA synchronous=FULL;"
                               "PRAGMA foreign_keys=ON;"
                               "PRAGMA trusted_schema=OFF;"
                               "PRAGMA cell_size_check=ON;"
                               "PRAGMA temp_store=MEMORY;"
                               "PRAGMA cache_size=-8000;"
                               "PRAGMA wal_autocheckpoint=4000;"
                               "PRAGMA journal_size_limit=67108864;";

static enum status status_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return STATUS_OK;
    case SQLITE_CONSTRAINT: return STATUS_CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY: return STATUS_UNAVAILABLE;
    default: return STATUS_INTERNAL;
    }
}

static void configure_library(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum status run_script(const struct db *db, const char *script)
{
    return status_of(sqlite3_exec(db->handle, script, NULL, NULL, NULL));
}

static enum status open_handle(struct db *db, const char *path, enum db_mode mode)
{
    int flags = mode == DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                 : SQLITE_OPEN_READWRITE; /* WAL readers write the shared index */
    int code = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        return status_of(code);
    }
    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, 5000);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    enum status status = run_script(db, settings);
    if (status == STATUS_OK && mode == DB_READ) {
        status = run_script(db, "PRAGMA query_only=ON");
    }
    return status;
}

/* $1, $2 ... must come first in this order, so that their numbers are their positions. */
static bool parameters_are_in_order(sqlite3_stmt *statement)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "$%d", i);
        const char *found = sqlite3_bind_parameter_name(statement, i);
        if (found == NULL || strcmp(found, name) != 0) {
            return false;
        }
    }
    return true;
}

static enum status prepare_set(struct db *db, int set, char *error, size_t error_size)
{
    db->statements[set] = memory_new((size_t)sets[set]->count, sizeof(sqlite3_stmt *));
    for (int i = 0; i < sets[set]->count; i++) {
        const char *text = sets[set]->texts[i];
        int code = sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
                                      &db->statements[set][i], NULL);
        if (code != SQLITE_OK || !parameters_are_in_order(db->statements[set][i])) {
            (void)snprintf(error, error_size, "statement %d.%d: %s: %s", set, i,
                           code != SQLITE_OK ? sqlite3_errmsg(db->handle) : "parameter order",
                           text);
            return STATUS_INTERNAL;
        }
    }
    return STATUS_OK;
}

static enum status prepare_all(struct db *db, char *error, size_t error_size)
{
    for (int set = 0; set < QUERY_SET_COUNT; set++) {
        enum status status = prepare_set(db, set, error, error_size);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Once, before the first connection: each connection has its one thread, and nobody reads the
 * library's statistics of memory, which would take a lock at each allocation. */
static void set_up_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, configure_library);
}

enum status db_open(const char *path, enum db_mode mode, struct db **out_db, char *error,
                    size_t error_size)
{
    set_up_library();
    struct db *db = memory_new(1, sizeof(*db));
    enum status status = open_handle(db, path, mode);
    if (status == STATUS_OK) {
        status = mode == DB_WRITE ? migrate_up(db->handle) : migrate_check(db->handle);
    }
    if (status == STATUS_CONFLICT) {
        (void)snprintf(error, error_size, "%s: made by another version of this program", path);
    } else if (status != STATUS_OK) {
        (void)snprintf(error, error_size, "%s: %s", path, db_error(db));
    } else {
        status = prepare_all(db, error, error_size);
    }
    if (status != STATUS_OK) {
        db_close(db);
        return status;
    }
    *out_db = db;
    return STATUS_OK;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    for (int set = 0; set < QUERY_SET_COUNT; set++) {
        for (int i = 0; db->statements[set] != NULL && i < sets[set]->count; i++) {
            (void)sqlite3_finalize(db->statements[set][i]);
        }
        free((void *)db->statements[set]);
    }
    int code = sqlite3_close(db->handle);
    assert(code == SQLITE_OK); /* a statement left open would pin the log for ever */
    free(db);
}

const char *db_error(const struct db *db)
{
    return db->handle != NULL ? sqlite3_errmsg(db->handle) : "cannot be opened";
}

enum status db_begin(struct db *db)
{
    return run_script(db, "BEGIN IMMEDIATE");
}

enum status db_commit(struct db *db)
{
    return run_script(db, "COMMIT");
}

bool db_is_in_bracket(const struct db *db)
{
    return sqlite3_get_autocommit(db->handle) == 0;
}

void db_rollback(struct db *db)
{
    if (db_is_in_bracket(db)) {
        (void)run_script(db, "ROLLBACK");
    }
}

enum status db_savepoint(struct db *db)
{
    return query_run(db, query_start(db, QUERY_SET_EVENT, 0));
}

enum status db_release(struct db *db)
{
    return query_run(db, query_start(db, QUERY_SET_EVENT, 1));
}

void db_rollback_to(struct db *db)
{
    (void)run_script(db, "ROLLBACK TO job; RELEASE job");
}

enum status db_snapshot_begin(struct db *db)
{
    return run_script(db, "BEGIN");
}

void db_snapshot_end(struct db *db)
{
    db_rollback(db);
}

static enum status first_text(struct db *db, const char *text, char *out, size_t out_size)
{
    sqlite3_stmt *statement = NULL;
    out[0] = '\0';
    int code = sqlite3_prepare_v2(db->handle, text, -1, &statement, NULL);
    if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
        query_column_text(statement, 0, out, out_size);
    }
    int ended = sqlite3_finalize(statement);
    return status_of(code != SQLITE_OK ? code : ended);
}

enum status db_check(struct db *db, char *error, size_t error_size)
{
    char found[256];
    enum status status = first_text(db, "PRAGMA integrity_check(1)", found, sizeof(found));
    if (status == STATUS_OK && strcmp(found, "ok") != 0) {
        (void)text_copy(error, error_size, found);
        return STATUS_CONFLICT;
    }
    if (status == STATUS_OK) {
        status = first_text(db, "PRAGMA foreign_key_check", found, sizeof(found));
    }
    if (status == STATUS_OK && found[0] != '\0') {
        (void)snprintf(error, error_size, "a row of %.100s points nowhere", found);
        return STATUS_CONFLICT;
    }
    return status;
}

enum status db_backup(struct db *db, const char *path)
{
    sqlite3 *copy = NULL;
    int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (code == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db->handle, "main");
        /* In one step: small steps restart at each commit of a busy lobby. */
        code = backup == NULL ? sqlite3_errcode(copy) : SQLITE_OK;
        if (backup != NULL) {
            (void)sqlite3_backup_step(backup, -1);
            code = sqlite3_backup_finish(backup);
        }
    }
    (void)sqlite3_close(copy);
    return status_of(code);
}

sqlite3_stmt *query_start(struct db *db, enum query_set_id set, int index)
{
    return db->statements[set][index];
}

void query_int(sqlite3_stmt *query, int parameter, int64_t value)
{
    int code = sqlite3_bind_int64(query, parameter, value);
    assert(code == SQLITE_OK);
}

void query_id(sqlite3_stmt *query, int parameter, int64_t id)
{
    if (id != 0) {
        query_int(query, parameter, id);
    } else {
        (void)sqlite3_bind_null(query, parameter);
    }
}

void query_text(sqlite3_stmt *query, int parameter, const char *text)
{
    int code = text == NULL ? sqlite3_bind_null(query, parameter)
                            : sqlite3_bind_text(query, parameter, text, -1, SQLITE_STATIC);
    assert(code == SQLITE_OK);
}

bool query_next(sqlite3_stmt *query)
{
    return sqlite3_step(query) == SQLITE_ROW;
}

int64_t query_column(sqlite3_stmt *query, int column)
{
    return sqlite3_column_int64(query, column);
}

const char *query_column_borrow(sqlite3_stmt *query, int column)
{
    const char *text = (const char *)sqlite3_column_text(query, column);
    return text != NULL ? text : "";
}

void query_column_text(sqlite3_stmt *query, int column, char *out, size_t out_size)
{
    (void)text_copy(out, out_size, query_column_borrow(query, column));
}

enum status query_end(struct db *db, sqlite3_stmt *query)
{
    (void)db;
    return status_of(sqlite3_reset(query));
}

enum status query_run(struct db *db, sqlite3_stmt *query)
{
    (void)sqlite3_step(query);
    return query_end(db, query);
}

enum status query_value(struct db *db, sqlite3_stmt *query, int64_t *out_value)
{
    bool found = query_next(query);
    int64_t value = found ? query_column(query, 0) : 0;
    enum status status = query_end(db, query);
    if (status == STATUS_OK && !found) {
        return STATUS_MISSING;
    }
    if (status == STATUS_OK) {
        *out_value = value;
    }
    return status;
}

enum status query_insert(struct db *db, sqlite3_stmt *query, int64_t *out_id)
{
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        *out_id = sqlite3_last_insert_rowid(db->handle);
    }
    return status;
}

int query_changes(const struct db *db)
{
    return sqlite3_changes(db->handle);
}
