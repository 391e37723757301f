#include "journal/journal.h"

#include "base/memory.h"
#include "journal/safe_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { SUM_HEX = 16, OWNER_ONLY = 0600 };

struct journal {
    char path[SAFE_FILE_PATH_MAX + 1];
    int lock;
    int file; /* -1: nothing may be added */
    size_t size_bytes;
};

/* FNV-1a: to tell a half line from a whole one, not to defend it. */
static uint64_t sum_of(const char *text)
{
    uint64_t sum = 0xcbf29ce484222325u;
    for (const char *at = text; *at != '\0'; at++) {
        sum = (sum ^ (unsigned char)*at) * 0x100000001b3u;
    }
    return sum;
}

/* "<sum> <text>": the text, or NULL. */
static const char *checked(const char *line)
{
    char *end;
    if (strlen(line) <= SUM_HEX || line[SUM_HEX] != ' ') {
        return NULL;
    }
    uint64_t sum = strtoull(line, &end, 16);
    const char *text = line + SUM_HEX + 1;
    return end == line + SUM_HEX && sum == sum_of(text) ? text : NULL;
}

/* Cuts the bytes into lines, in place. */
static int read_lines(char *bytes, const struct journal_reader *reader)
{
    int damaged = 0;
    for (char *line = bytes; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        const char *text = end == NULL ? NULL : checked(line);
        if (text != NULL) {
            reader->each(reader->context, text);
        } else {
            damaged++;
        }
        line = end == NULL ? NULL : end + 1;
    }
    return damaged;
}

static int lock_beside(const char *path)
{
    char beside[SAFE_FILE_PATH_MAX + 8];
    (void)snprintf(beside, sizeof(beside), "%s.lock", path);
    return open(beside, O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY);
}

static enum status take_lock(struct journal *journal)
{
    journal->lock = lock_beside(journal->path);
    if (journal->lock < 0) {
        return STATUS_UNAVAILABLE;
    }
    return flock(journal->lock, LOCK_EX | LOCK_NB) == 0 ? STATUS_OK : STATUS_CONFLICT;
}

static enum status reopen(struct journal *journal)
{
    if (journal->file >= 0) {
        (void)close(journal->file);
    }
    journal->file = open(journal->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, OWNER_ONLY);
    off_t size = journal->file < 0 ? -1 : lseek(journal->file, 0, SEEK_END);
    journal->size_bytes = size < 0 ? 0 : (size_t)size;
    return size < 0 ? STATUS_UNAVAILABLE : STATUS_OK;
}

static enum status read_file(const char *path, const struct journal_reader *reader,
                             int *out_damaged)
{
    struct buffer bytes;
    buffer_init(&bytes, JOURNAL_BYTES_MAX);
    enum status status = safe_file_read(path, &bytes);
    if (status == STATUS_OK && bytes.size_bytes > 0) {
        *out_damaged = read_lines(bytes.bytes, reader);
    }
    buffer_finish(&bytes);
    return status == STATUS_MISSING ? STATUS_OK : status;
}

enum status journal_open(const char *path, const struct journal_reader *reader,
                         struct journal **out_journal, int *out_damaged)
{
    struct journal *journal = memory_new(1, sizeof(*journal));
    int damaged = 0;
    journal->file = -1;
    journal->lock = -1;
    enum status status =
        text_copy(journal->path, sizeof(journal->path), path) ? STATUS_OK : STATUS_UNAVAILABLE;
    if (status == STATUS_OK) {
        status = take_lock(journal);
    }
    if (status == STATUS_OK) {
        status = read_file(path, reader, &damaged);
    }
    if (status == STATUS_OK) {
        status = reopen(journal);
    }
    if (status != STATUS_OK) {
        journal_close(journal);
        return status;
    }
    *out_journal = journal;
    *out_damaged = damaged;
    return STATUS_OK;
}

void journal_close(struct journal *journal)
{
    if (journal == NULL) {
        return;
    }
    if (journal->file >= 0) {
        (void)close(journal->file);
    }
    if (journal->lock >= 0) {
        (void)close(journal->lock); /* and with it the lock */
    }
    free(journal);
}

/* Nothing half-written may stay before the next line. */
static enum status take_back(struct journal *journal)
{
    if (ftruncate(journal->file, (off_t)journal->size_bytes) != 0) {
        (void)close(journal->file);
        journal->file = -1;
    }
    return STATUS_UNAVAILABLE;
}

enum status journal_add(struct journal *journal, const char *line, bool is_durable)
{
    char text[SUM_HEX + JOURNAL_LINE_MAX + 3];
    assert(strlen(line) <= JOURNAL_LINE_MAX && strchr(line, '\n') == NULL);
    int length = snprintf(text, sizeof(text), "%016" PRIx64 " %s\n", sum_of(line), line);
    if (journal->file < 0) {
        return STATUS_UNAVAILABLE;
    }
    ssize_t count = write(journal->file, text, (size_t)length);
    if (count != length || (is_durable && fdatasync(journal->file) != 0)) {
        return take_back(journal);
    }
    journal->size_bytes += (size_t)length;
    return STATUS_OK;
}

static void add_sums(const char *lines, struct buffer *out)
{
    char *copy = memory_copy_text(lines);
    for (char *line = copy; *line != '\0';) {
        char *end = strchr(line, '\n');
        assert(end != NULL);
        *end = '\0';
        buffer_printf(out, "%016" PRIx64 " %s\n", sum_of(line), line);
        line = end + 1;
    }
    free(copy);
}

enum status journal_replace(struct journal *journal, const char *lines)
{
    struct buffer out;
    buffer_init(&out, JOURNAL_BYTES_MAX);
    add_sums(lines, &out);
    enum status status = out.overflow
                             ? STATUS_UNAVAILABLE
                             : safe_file_write(journal->path, buffer_text(&out), out.size_bytes);
    buffer_finish(&out);
    return status == STATUS_OK ? reopen(journal) : status;
}
