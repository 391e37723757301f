#include "command/command.h"
#include "command/data.h"
#include "command/words.h"
#include "store/db.h"

#include <stdio.h>
#include <unistd.h>

int command_backup(int count, char **words)
{
    const char *data = NULL;
    const char *file[1] = {NULL};
    const struct words_option options[] = {{"--data", &data}};
    if (!words_read(count, words, options, 1, file, 1) || data == NULL || file[0] == NULL) {
        (void)fputs("use: okienko-backend backup FILE --data DIR\n", stderr);
        return 2;
    }
    if (access(file[0], F_OK) == 0) {
        (void)fprintf(stderr, "%s: is there already; nothing was written\n", file[0]);
        return 1;
    }
    struct db *db = data_open(data, DATA_SHARE);
    if (db == NULL) {
        return 1;
    }
    enum status status = db_backup(db, file[0]);
    db_close(db);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s: the copy failed (%s)\n", file[0], status_name(status));
        (void)unlink(file[0]);
        return 1;
    }
    (void)printf("%s\n", file[0]);
    return 0;
}

static int check(struct db *db, const char *what)
{
    char error[256];
    enum status status = db_check(db, error, sizeof(error));
    if (status == STATUS_OK) {
        (void)printf("%s: sound\n", what);
        return 0;
    }
    (void)fprintf(stderr, "%s: %s\n", what, status == STATUS_CONFLICT ? error : db_error(db));
    return 1;
}

int command_check(int count, char **words)
{
    const char *data = NULL;
    const struct words_option options[] = {{"--data", &data}};
    if (!words_read(count, words, options, 1, NULL, 0) || data == NULL) {
        (void)fputs("use: okienko-backend check --data DIR\n", stderr);
        return 2;
    }
    struct db *db = data_open(data, DATA_SHARE);
    int exit_status = db == NULL ? 1 : check(db, data);
    db_close(db);
    return exit_status;
}
