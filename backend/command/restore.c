/*
 * okienko-backend restore - puts a copy in the place of the data.
 *
 * The copy is made ready beside the data and moved into place last; what was there before is kept.
 * Numbers that were given since the copy was made are not given again (restore_store.h).
 */
#include "base/clock.h"
#include "command/command.h"
#include "command/data.h"
#include "command/words.h"
#include "domain/visit.h"
#include "store/office_store.h"
#include "store/restore_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const database_ends[] = {"-wal", "-shm", ""};

struct paths {
    const char *file;              /* the copy */
    char live[DATA_PATH_MAX];      /* DIR/okienko.db */
    char fresh[DATA_PATH_MAX + 8]; /* the copy made ready */
    char kept[DATA_PATH_MAX + 8];  /* what was there before */
};

static bool complain(const char *what, const char *why)
{
    (void)fprintf(stderr, "%s: %s\n", what, why);
    return false;
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool find_paths(const char *data, const char *file, struct paths *out)
{
    char log[DATA_PATH_MAX];
    out->file = file;
    if (!data_path(data, out->live, sizeof(out->live))) {
        return false;
    }
    (void)snprintf(out->fresh, sizeof(out->fresh), "%s.fresh", out->live);
    (void)snprintf(out->kept, sizeof(out->kept), "%s.former", out->live);
    if (exists(out->live) && exists(out->kept)) {
        return complain(out->kept, "is kept from a restore before: move it away first");
    }
    int length = snprintf(log, sizeof(log), "%s-wal", file);
    if (length < (int)sizeof(log) && exists(log)) {
        return complain(file,
                        "is not a copy made by okienko-backend backup: it has a -wal beside it");
    }
    return true;
}

/* What a restore that was killed has left: beside a copy its log would be played into it. */
static bool clear_fresh(const struct paths *paths)
{
    for (size_t i = 0; i < sizeof(database_ends) / sizeof(database_ends[0]); i++) {
        char path[DATA_PATH_MAX + 16];
        (void)snprintf(path, sizeof(path), "%s%s", paths->fresh, database_ends[i]);
        if (exists(path) && unlink(path) != 0) {
            return complain(path, strerrordesc_np(errno));
        }
    }
    return true;
}

/* All of the file, on the disk when it returns. */
static bool copy_file(const char *from, const char *to)
{
    struct stat about;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0 || fstat(in, &about) != 0) {
        return complain(from, strerrordesc_np(errno));
    }
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t sent = out < 0 ? -1 : 1;
    for (off_t done = 0; sent > 0 && done < about.st_size;) {
        sent = sendfile(out, in, &done, (size_t)(about.st_size - done));
    }
    bool is_copied = sent > 0 && fsync(out) == 0;
    if (!is_copied) {
        (void)complain(to, strerrordesc_np(errno));
    }
    (void)close(in);
    if (out >= 0) {
        (void)close(out);
    }
    return is_copied;
}

static bool is_sound(struct db *db)
{
    char error[256];
    return db_check(db, error, sizeof(error)) == STATUS_OK;
}

/* The former data when they are whole; NULL when they are gone or broken. */
static struct db *open_former(const struct paths *paths)
{
    char error[256];
    struct db *db = NULL;
    const char *path = exists(paths->live) ? paths->live : paths->kept;
    if (!exists(path) || db_open(path, DB_WRITE, &db, error, sizeof(error)) != STATUS_OK) {
        return NULL;
    }
    if (!is_sound(db)) {
        db_close(db);
        return NULL;
    }
    return db;
}

/* What the former data know to be given or lent. */
static enum status go_on_from(struct db *db, struct db *former, int64_t office_id, int32_t today)
{
    struct restore_counter counters[RESTORE_COUNTERS_MAX];
    int count = 0;
    enum status status = restore_store_counters(former, office_id, today, counters, &count);
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = restore_store_raise(db, office_id, &counters[i]);
    }
    return status == STATUS_OK ? restore_store_leases(db, former, office_id) : status;
}

static int32_t last_of(const struct restore_counter *counters, int count, char series, int32_t day)
{
    for (int i = 0; i < count; i++) {
        if (counters[i].series == series && counters[i].day == day) {
            return counters[i].last;
        }
    }
    return 0;
}

/* Nobody knows what was given since: every series leaps, today and for what is lent tomorrow. */
static enum status leap(struct db *db, const struct office *office, const int32_t days[2])
{
    struct restore_counter counters[RESTORE_COUNTERS_MAX];
    int count = 0;
    enum status status = restore_store_counters(db, office->id, days[0], counters, &count);
    for (int i = 0; i < 2 * office->service_count && status == STATUS_OK; i++) {
        struct restore_counter counter = {.series = office->services[i / 2].series,
                                          .day = days[i % 2]};
        int32_t last = last_of(counters, count, counter.series, counter.day);
        counter.last =
            last < VISIT_COUNTER_MAX - RESTORE_LEAP ? last + RESTORE_LEAP : VISIT_COUNTER_MAX;
        status = restore_store_raise(db, office->id, &counter);
    }
    return status;
}

static enum status secure_numbers(struct db *db, struct db *former, const struct office *office)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000 };
    const struct clock clock = clock_system();
    int64_t now_ms = clock_now_ms(&clock);
    const int32_t days[2] = {clock_local(now_ms).day, clock_local(now_ms + DAY_MS).day};
    enum status status = db_begin(db);
    if (status == STATUS_OK) {
        status =
            former != NULL ? go_on_from(db, former, office->id, days[0]) : leap(db, office, days);
    }
    if (status == STATUS_OK) {
        status = restore_store_renew(db);
    }
    if (status == STATUS_OK) {
        status = db_commit(db);
    }
    if (status != STATUS_OK) {
        db_rollback(db);
    }
    return status;
}

/* Checks the fresh copy and makes it go on where the lobby was. */
static bool make_ready(const struct paths *paths, bool *out_former_is_known)
{
    char error[256];
    struct db *db = NULL;
    struct office *office = NULL;
    if (db_open(paths->fresh, DB_WRITE, &db, error, sizeof(error)) != STATUS_OK) {
        return complain(paths->file, error);
    }
    struct db *former = open_former(paths);
    bool is_ready = is_sound(db) && office_store_load(db, &office) == STATUS_OK &&
                    clock_zone_set(office->zone) == STATUS_OK;
    if (!is_ready) {
        (void)complain(paths->file, "is damaged or holds no office");
    } else if (secure_numbers(db, former, office) != STATUS_OK) {
        is_ready = complain(paths->file, db_error(db));
    }
    *out_former_is_known = former != NULL;
    free(office);
    db_close(former);
    db_close(db);
    return is_ready;
}

static bool move(const char *from, const char *to)
{
    return rename(from, to) == 0 || complain(from, strerrordesc_np(errno));
}

/* The log of a database that could not be opened goes along with it: beside another it is poison.
 */
static bool keep_former(const struct paths *paths)
{
    for (size_t i = 0; i < sizeof(database_ends) / sizeof(database_ends[0]); i++) {
        char from[DATA_PATH_MAX + 16];
        char to[DATA_PATH_MAX + 16];
        (void)snprintf(from, sizeof(from), "%s%s", paths->live, database_ends[i]);
        (void)snprintf(to, sizeof(to), "%s%s", paths->kept, database_ends[i]);
        if (exists(from) && !move(from, to)) {
            return false;
        }
    }
    return true;
}

static bool flush_folder(const char *data)
{
    int folder = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_flushed = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0) {
        (void)close(folder);
    }
    return is_flushed || complain(data, strerrordesc_np(errno));
}

static bool restore(const char *data, const struct paths *paths, bool *out_former_is_known)
{
    if (!clear_fresh(paths) || !copy_file(paths->file, paths->fresh) ||
        !make_ready(paths, out_former_is_known)) {
        (void)clear_fresh(paths);
        return complain(data, "nothing was changed");
    }
    return keep_former(paths) && move(paths->fresh, paths->live) && flush_folder(data);
}

int command_restore(int count, char **words)
{
    const char *data = NULL;
    const char *file[1] = {NULL};
    const struct words_option options[] = {{"--data", &data}};
    struct paths paths;
    bool former_is_known = false;
    if (!words_read(count, words, options, 1, file, 1) || data == NULL || file[0] == NULL) {
        (void)fputs("use: okienko-backend restore FILE --data DIR\n", stderr);
        return 2;
    }
    if (!data_make_folder(data) || !data_lock(data) || !find_paths(data, file[0], &paths) ||
        !restore(data, &paths, &former_is_known)) {
        return 1;
    }
    (void)printf("%s is in place; everybody logs in again\n", file[0]);
    if (exists(paths.kept)) {
        (void)printf("what was there before: %s\n", paths.kept);
        (void)puts("tickets and appointments made since the copy are only there: their holders "
                   "show numbers and codes that nobody knows, their times are free again");
    }
    if (former_is_known) {
        (void)puts("numbers go on behind the last one given");
    } else {
        (void)printf("what was given since the copy is not known: the numbers of today and "
                     "tomorrow begin %d later\n",
                     RESTORE_LEAP);
    }
    return 0;
}
