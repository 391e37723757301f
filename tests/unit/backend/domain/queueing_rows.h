/*
 * queueing_rows.h - the rows of data/queueing.csv: published figures of known queues.
 *
 * Owner    tests.
 * Memory   static, filled by rows_read.
 */
#ifndef DOMAIN_QUEUEING_ROWS_H
#define DOMAIN_QUEUEING_ROWS_H

#include "support/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#ifndef OKIENKO_SOURCE_DIR
#define OKIENKO_SOURCE_DIR "." /* the header alone, without the build */
#endif
#define ROWS_FILE OKIENKO_SOURCE_DIR "/tests/unit/backend/domain/data/queueing.csv"

enum { ROWS_MAX = 64, ROWS_LINE_MAX = 512, ROWS_CELL_MAX = 160, ROWS_CELLS = 7 };

enum { ROWS_ID = 0, ROWS_EXPECTED = 4 };

struct row {
    char cells[ROWS_CELLS][ROWS_CELL_MAX];
};

static struct row rows[ROWS_MAX];
static size_t row_count;

/* Cells of one line; a comma inside quotes separates nothing. */
static inline size_t rows_split(const char *line, char cells[ROWS_CELLS][ROWS_CELL_MAX])
{
    size_t cell = 0;
    size_t used = 0;
    bool is_quoted = false;
    for (; *line != '\0' && *line != '\n'; line++) {
        if (*line == '"') {
            is_quoted = !is_quoted;
        } else if (*line == ',' && !is_quoted) {
            cells[cell][used] = '\0';
            cell++;
            used = 0;
            assert_true(cell < ROWS_CELLS);
        } else {
            assert_true(used + 1 < ROWS_CELL_MAX);
            cells[cell][used++] = *line;
        }
    }
    cells[cell][used] = '\0';
    return cell + 1;
}

static inline void rows_read(void)
{
    char line[ROWS_LINE_MAX];
    FILE *file = fopen(ROWS_FILE, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof(line), file)); /* the head */
    while (fgets(line, sizeof(line), file) != NULL) {
        assert_true(row_count < ROWS_MAX);
        assert_int_equal(rows_split(line, rows[row_count].cells), ROWS_CELLS);
        row_count++;
    }
    assert_int_equal(fclose(file), 0);
}

/* What the file says of it, as printed there; a row that is not there fails the test. */
static inline const char *rows_expected(const char *id)
{
    for (size_t i = 0; i < row_count; i++) {
        if (strcmp(rows[i].cells[ROWS_ID], id) == 0) {
            return rows[i].cells[ROWS_EXPECTED];
        }
    }
    fail_msg("%s is not in the file", id);
    return "";
}

#endif
