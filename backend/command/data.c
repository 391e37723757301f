#include "command/data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void complain(const char *what, const char *why)
{
    (void)fprintf(stderr, "%s: %s\n", what, why);
}

static const char *error_words(void)
{
    return strerrordesc_np(errno);
}

bool data_path(const char *directory, char *out, size_t out_size)
{
    if (directory == NULL) {
        complain("--data", "say where the data are");
        return false;
    }
    int length = snprintf(out, out_size, "%s/okienko.db", directory);
    if (length < 0 || (size_t)length >= out_size) {
        complain(directory, "the path is too long");
        return false;
    }
    return true;
}

bool data_make_folder(const char *directory)
{
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
        complain(directory, error_words());
        return false;
    }
    return true;
}

bool data_lock(const char *directory)
{
    char path[DATA_PATH_MAX];
    (void)snprintf(path, sizeof(path), "%s/okienko.lock", directory);
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        complain(path, error_words());
        return false;
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        complain(directory, "another okienko-backend works on these data");
        (void)close(descriptor);
        return false;
    }
    /* Held, never closed: the lock lives as long as the process. */
    return true;
}

struct db *data_open(const char *directory, enum data_use use)
{
    char path[DATA_PATH_MAX];
    char error[256];
    struct db *db = NULL;
    if (!data_path(directory, path, sizeof(path))) {
        return NULL;
    }
    if (use != DATA_CREATE && access(path, F_OK) != 0) {
        complain(path, "there is no office here yet: run okienko-backend init");
        return NULL;
    }
    if (use != DATA_SHARE && !data_lock(directory)) {
        return NULL;
    }
    if (db_open(path, DB_WRITE, &db, error, sizeof(error)) != STATUS_OK) {
        complain("cannot open the data", error);
        return NULL;
    }
    return db;
}
