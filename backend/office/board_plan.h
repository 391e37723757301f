/*
 * board_plan.h - what office.yaml says of the lobby's television: its calm lines, its size, and how
 * far from it the last seat is.
 *
 * Owner    any thread: plain values.
 */
#ifndef OFFICE_BOARD_PLAN_H
#define OFFICE_BOARD_PLAN_H

#include "base/buffer.h"
#include "office/complaints.h"
#include "office/office_file.h"
#include "wire/catalog.h"

enum { BOARD_LINES_MAX = 12 };

struct board_plan {
    int distance_m; /* 0: not said */
    int inches;     /* the screen's diagonal */
    struct wire_hint lines[BOARD_LINES_MAX];
    int line_count;
};

void board_plan_check(const struct office_file_board *file, struct complaints *complaints);
void board_plan_build(const struct office_file_board *file, struct board_plan *out);

/* {"distance_m", "inches", "lines": [{"pl", "uk", "en", "ru"}]}; each null where not said. */
void board_plan_encode(const struct board_plan *plan, struct buffer *out);

#endif
