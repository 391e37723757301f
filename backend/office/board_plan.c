#include "office/board_plan.h"

#include "base/json_out.h"
#include "base/memory.h"
#include "office/office_words.h"

#include <assert.h>
#include <stdio.h>

/* A lobby is not longer and a television not smaller. */
enum { DISTANCE_M_MAX = 30, INCHES_MIN = 10, INCHES_MAX = 120 };

void board_plan_check(const struct office_file_board *file, struct complaints *complaints)
{
    if (file->distance_m < 0 || file->distance_m > DISTANCE_M_MAX) {
        complaints_add(complaints, "board.distance_m: %d is not from 1 to %d, nor 0 for unknown",
                       file->distance_m, DISTANCE_M_MAX);
    }
    bool is_unsaid = file->inches == 0 && file->distance_m == 0;
    if (!is_unsaid && (file->inches < INCHES_MIN || file->inches > INCHES_MAX)) {
        complaints_add(complaints, "board.inches: %d is not from %d to %d", file->inches,
                       INCHES_MIN, INCHES_MAX);
    }
    if (file->lines_count > BOARD_LINES_MAX) {
        complaints_add(complaints, "board.lines: %u are too many, at most %d", file->lines_count,
                       BOARD_LINES_MAX);
    }
    for (unsigned i = 0; i < file->lines_count; i++) {
        char where[64];
        (void)snprintf(where, sizeof(where), "board.lines[%u]", i + 1);
        words_check_texts(complaints, where, &file->lines[i].text, &words_hint);
    }
}

void board_plan_build(const struct office_file_board *file, struct board_plan *out)
{
    *out = (struct board_plan){.distance_m = file->distance_m, .inches = file->inches};
    for (unsigned i = 0; i < file->lines_count; i++) {
        struct wire_hint *line = &out->lines[out->line_count++];
        const struct office_texts *texts = &file->lines[i].text;
        const char *const all[] = {[LANGUAGE_PL] = texts->pl,
                                   [LANGUAGE_UK] = texts->uk,
                                   [LANGUAGE_EN] = texts->en,
                                   [LANGUAGE_RU] = texts->ru};
        for (int k = LANGUAGE_PL; k <= LANGUAGE_RU; k++) {
            bool is_whole = text_copy(line->text[k], sizeof(line->text[k]), all[k]);
            assert(is_whole);
        }
    }
}

static void write_size(struct json_out *json, const char *name, int size)
{
    if (size != 0) {
        json_out_int(json, name, size);
    } else {
        json_out_null(json, name);
    }
}

void board_plan_encode(const struct board_plan *plan, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    write_size(&json, "distance_m", plan->distance_m);
    write_size(&json, "inches", plan->inches);
    json_out_array(&json, "lines");
    for (int i = 0; i < plan->line_count; i++) {
        json_out_object(&json, NULL);
        for (int k = LANGUAGE_PL; k <= LANGUAGE_RU; k++) {
            json_out_text(&json, language_tag((enum language)k), plan->lines[i].text[k]);
        }
        json_out_end(&json);
    }
    json_out_end(&json);
    json_out_end(&json);
}
