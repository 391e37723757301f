/*
 * db.h - a connection to the office's database, with every statement prepared at open.
 *
 * Owner    one thread per connection: the writer has the only writing one.
 * Memory   db_open creates, db_close destroys; rows are copied out, no pointer leaves store/.
 * Errors   STATUS_UNAVAILABLE when the disk or a lock says no, STATUS_CONFLICT for a broken
 *          constraint, STATUS_INTERNAL for the rest; db_error has the words for the log.
 * Source   settings measured in the design notes: WAL with synchronous=FULL lost no acknowledged
 *          ticket in simulated power cuts, NORMAL lost many.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

enum db_mode { DB_READ, DB_WRITE };

/* DB_WRITE creates the file when there is none and brings the schema up to date; DB_READ demands
 * a current schema. `error` gets a sentence on failure. */
enum status db_open(const char *path, enum db_mode mode, struct db **out_db, char *error,
                    size_t error_size) MUST_USE;
void db_close(struct db *db); /* NULL is fine */

const char *db_error(const struct db *db);

/* The write bracket: BEGIN IMMEDIATE .. COMMIT, a savepoint around each job. */
enum status db_begin(struct db *db) MUST_USE;
enum status db_commit(struct db *db) MUST_USE; /* durable when it returns STATUS_OK */
void db_rollback(struct db *db);
/* False once SQLite has rolled back by itself (a full disk, an I/O error): what came before in the
 * bracket is gone, and what came after would commit on its own. */
bool db_is_in_bracket(const struct db *db);
enum status db_savepoint(struct db *db) MUST_USE;
enum status db_release(struct db *db) MUST_USE;
void db_rollback_to(struct db *db); /* undoes since the savepoint and releases it */

/* A reader's bracket: all reads between see the same moment. Keep it short: it pins the log. */
enum status db_snapshot_begin(struct db *db) MUST_USE;
void db_snapshot_end(struct db *db);

/* Checks the file's structure and foreign keys; `error` lists the first fault. Slow. */
enum status db_check(struct db *db, char *error, size_t error_size) MUST_USE;

/* Writes a consistent copy of the running database to `path` (must not exist). */
enum status db_backup(struct db *db, const char *path) MUST_USE;

#endif
