/*
 * folder.h - a folder of its own for each test of the journal.
 */
#ifndef UNIT_KIOSK_JOURNAL_FOLDER_H
#define UNIT_KIOSK_JOURNAL_FOLDER_H

#include "support/check.h"

#include "base/memory.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_PATH_MAX = 320 };

static inline int folder_make(void **state)
{
    char *folder = memory_copy_text("/tmp/okienko-journal-XXXXXX");
    assert_non_null(mkdtemp(folder));
    *state = folder;
    return 0;
}

static inline int folder_drop(void **state)
{
    char *folder = *state;
    DIR *list = opendir(folder);
    assert_non_null(list);
    struct dirent *entry;
    /* There is one thread. NOLINTNEXTLINE(concurrency-mt-unsafe) */
    while ((entry = readdir(list)) != NULL) {
        char path[FOLDER_PATH_MAX];
        (void)snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        (void)unlink(path); /* "." and ".." stay */
    }
    (void)closedir(list);
    (void)rmdir(folder);
    free(folder);
    return 0;
}

static inline void folder_path(const char *folder, const char *name, char out[FOLDER_PATH_MAX])
{
    (void)snprintf(out, FOLDER_PATH_MAX, "%s/%s", folder, name);
}

/* What a disk does to a file in a power cut, and worse. */
static inline void folder_append(const char *path, const char *text)
{
    FILE *file = fopen(path, "ae");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline long folder_size(const char *path)
{
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_int_equal(fclose(file), 0);
    return size;
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_drop)

#endif
