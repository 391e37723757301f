/*
 * journal.h - a file of lines to which one is added at a time and from which none is lost.
 *
 * Each line carries a check sum, so that what a power cut left half-written is known and left out;
 * a line after it (there is none in practice) still counts. The first thing after journal_open is
 * journal_replace: it drops such remains before anything is added behind them.
 *
 * Owner    one thread, which may wait for a disk; one process at a time (a lock file beside it).
 * Memory   journal_open creates, journal_close destroys and takes NULL.
 * Errors   STATUS_CONFLICT: another process has it open; STATUS_UNAVAILABLE: the disk says no. A
 *          line that could not be made durable is taken back, and when even that fails nothing is
 *          added any more until a journal_replace succeeds.
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { JOURNAL_LINE_MAX = 2048, JOURNAL_BYTES_MAX = 8 * 1024 * 1024 };

struct journal;

struct journal_reader {
    void (*each)(void *context, const char *line); /* whole lines, oldest first */
    void *context;
};

/* Reads what is there (nothing, when there is no file) and counts what was damaged. */
enum status journal_open(const char *path, const struct journal_reader *reader,
                         struct journal **out_journal, int *out_damaged) MUST_USE;
void journal_close(struct journal *journal);

/* One line without its end; durable: on the disk when this returns STATUS_OK. */
enum status journal_add(struct journal *journal, const char *line, bool is_durable) MUST_USE;

/* All lines of before give way to these ('\n' after each), at once or not at all. */
enum status journal_replace(struct journal *journal, const char *lines) MUST_USE;

#endif
