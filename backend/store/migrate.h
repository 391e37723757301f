/*
 * migrate.h - brings a database's schema up to date: one numbered script, one transaction.
 *
 * Errors   a database newer than this program is refused (STATUS_CONFLICT), never downgraded.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/status.h"

#include <sqlite3.h>

enum status migrate_up(sqlite3 *handle) MUST_USE;

/* STATUS_OK when the schema is exactly the one this program knows. */
enum status migrate_check(sqlite3 *handle) MUST_USE;

#endif
