/*
 * safe_file.h - small files that are whole or not there, whatever happens to the power.
 *
 * Written beside their place, flushed, then renamed; the folder is flushed too. Only the owner may
 * read them.
 *
 * Owner    a thread that may wait for a disk.
 * Errors   STATUS_MISSING: no such file; STATUS_TOO_LARGE: more than was asked for;
 *          STATUS_UNAVAILABLE: the disk says no, what was there before is still there.
 */
#ifndef JOURNAL_SAFE_FILE_H
#define JOURNAL_SAFE_FILE_H

#include "base/buffer.h"
#include "base/status.h"

#include <stddef.h>

enum { SAFE_FILE_PATH_MAX = 511 };

/* Makes the folder when there is none. */
enum status safe_file_folder(const char *path) MUST_USE;

enum status safe_file_write(const char *path, const char *bytes, size_t size) MUST_USE;

/* Appends to `out`, whose limit counts. */
enum status safe_file_read(const char *path, struct buffer *out) MUST_USE;

#endif
