#include "api/replay.h"

#include "base/memory.h"
#include "command/command.h"
#include "command/data.h"
#include "command/words.h"
#include "store/office_store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int tell(const struct replay_report *report)
{
    bool is_same = report->identical == report->calls;
    (void)printf("%" PRId64 " events, %" PRId64 " calls played again, %" PRId64 " identical\n",
                 report->events, report->calls, report->identical);
    if (report->unknown > 0) {
        (void)printf("%" PRId64 " calls of visits older than the history could not be played\n",
                     report->unknown);
    }
    if (!is_same) {
        (void)printf("first difference at event %" PRId64 "\nstored: %s\nfound:  %s\n",
                     report->first_seq, report->expected, report->found);
    }
    return is_same ? 0 : 1;
}

static int replay(struct db *db)
{
    struct office *office = NULL;
    struct replay_report *report = memory_new(1, sizeof(*report));
    enum status status = office_store_load(db, &office);
    if (status == STATUS_OK) {
        status = replay_run(db, office, report);
    }
    int exit_status = 1;
    if (status == STATUS_OK) {
        exit_status = tell(report);
    } else {
        (void)fprintf(stderr, "the history cannot be played: %s\n", status_name(status));
    }
    free(office);
    free(report);
    return exit_status;
}

int command_replay(int count, char **words)
{
    const char *data = NULL;
    const struct words_option options[] = {{"--data", &data}};
    if (!words_read(count, words, options, 1, NULL, 0) || data == NULL) {
        (void)fputs("use: okienko-backend replay --data DIR\n", stderr);
        return 2;
    }
    struct db *db = data_open(data, DATA_SHARE);
    if (db == NULL) {
        return 1;
    }
    int exit_status = replay(db);
    db_close(db);
    return exit_status;
}
