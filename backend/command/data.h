/*
 * data.h - the data folder: DIR/okienko.db and the lock that keeps a second writer out.
 */
#ifndef COMMAND_DATA_H
#define COMMAND_DATA_H

#include "base/status.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>

enum { DATA_PATH_MAX = 512 };

/* DIR/okienko.db; false when DIR is missing or too long. Says why on stderr. */
bool data_path(const char *directory, char *out, size_t out_size);

/* Makes the folder (0700) when it is not there. */
bool data_make_folder(const char *directory);

/* Keeps every other backend out as long as this process lives; false (said on stderr) when one is
 * at work. */
bool data_lock(const char *directory);

enum data_use {
    DATA_CREATE, /* under the lock; makes the database when there is none */
    DATA_OWN,    /* under the lock: `serve` */
    DATA_SHARE   /* beside a running backend: one short transaction */
};

/* Opens for writing; NULL (said on stderr) when there is nothing, or another backend has the lock.
 * The lock goes with the process. */
struct db *data_open(const char *directory, enum data_use use);

#endif
