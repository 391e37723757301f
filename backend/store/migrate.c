#include "store/migrate.h"

#include <stdint.h>
#include <stdio.h>

/* Made from store/schema/ at build time, in order, ended by NULL. */
extern const char *const schema_scripts[];

static int64_t newest_version(void)
{
    int64_t version = 0;
    while (schema_scripts[version] != NULL) {
        version++;
    }
    return version;
}

static enum status run(sqlite3 *handle, const char *script)
{
    return sqlite3_exec(handle, script, NULL, NULL, NULL) == SQLITE_OK ? STATUS_OK
                                                                       : STATUS_UNAVAILABLE;
}

static enum status read_version(sqlite3 *handle, int64_t *out_version)
{
    sqlite3_stmt *query = NULL;
    int code =
        sqlite3_prepare_v2(handle, "SELECT max(version) FROM schema_version", -1, &query, NULL);
    if (code == SQLITE_OK && sqlite3_step(query) == SQLITE_ROW) {
        *out_version = sqlite3_column_int64(query, 0);
    }
    return sqlite3_finalize(query) == SQLITE_OK && code == SQLITE_OK ? STATUS_OK : STATUS_MISSING;
}

/* One script and the note that it ran, or neither. */
static enum status apply(sqlite3 *handle, int64_t version)
{
    char note[96];
    (void)snprintf(note, sizeof(note), "INSERT INTO schema_version (version) VALUES (%lld)",
                   (long long)version);
    enum status status = run(handle, "BEGIN IMMEDIATE");
    if (status == STATUS_OK) {
        status = run(handle, schema_scripts[version - 1]);
    }
    if (status == STATUS_OK) {
        status = run(handle, note);
    }
    if (status == STATUS_OK) {
        return run(handle, "COMMIT");
    }
    (void)run(handle, "ROLLBACK");
    return status;
}

enum status migrate_up(sqlite3 *handle)
{
    int64_t version = 0;
    enum status status = run(
        handle, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT");
    if (status == STATUS_OK) {
        status = read_version(handle, &version);
    }
    if (status == STATUS_OK && version > newest_version()) {
        return STATUS_CONFLICT;
    }
    while (status == STATUS_OK && version < newest_version()) {
        status = apply(handle, ++version);
    }
    return status;
}

enum status migrate_check(sqlite3 *handle)
{
    int64_t version = 0;
    enum status status = read_version(handle, &version);
    if (status != STATUS_OK) {
        return status;
    }
    return version == newest_version() ? STATUS_OK : STATUS_CONFLICT;
}
