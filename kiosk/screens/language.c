/* Which language: to read in, and to talk in. Each is named in itself. */
#include "screens/stage.h"

#include <stdio.h>

struct language_key {
    enum language language;
    const char *name; /* NULL: the text "easy" */
};

static const struct language_key language_keys[] = {{LANGUAGE_PL, "Polski"},
                                                    {LANGUAGE_UK, "Українська"},
                                                    {LANGUAGE_EN, "English"},
                                                    {LANGUAGE_RU, "Русский"},
                                                    {LANGUAGE_PL_EASY, NULL}};

enum { LANGUAGE_KEYS = sizeof(language_keys) / sizeof(language_keys[0]) };

static struct rect chip_rect(const struct stage *stage, struct rect area, int count, int index)
{
    const struct metrics *metrics = &stage->metrics;
    int columns = metrics->is_portrait ? 1 : 2;
    int rows = (count + columns - 1) / columns;
    int room = (area.h - (rows - 1) * metrics->gap_px) / rows;
    int high = metrics->row_min_px + metrics->pad_px * (metrics->is_portrait ? 1 : 2);
    high = high < room ? high : room;
    int most = rows * high + (rows - 1) * metrics->gap_px;
    struct rect grid = rect_cut_top(&area, most);
    return rect_grid(grid, columns, rows, metrics->gap_px, index);
}

void language_build(struct stage *stage, struct rect area)
{
    title_build(stage, stage_say(stage, "choose_language"), &area);
    (void)rect_cut_top(&area, stage->metrics.gap_px);
    for (int i = 0; i < LANGUAGE_KEYS; i++) {
        enum language language = language_keys[i].language;
        const char *name = language_keys[i].name != NULL
                               ? language_keys[i].name
                               : i18n_text(stage->context->i18n, LANGUAGE_PL, "easy");
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "language.%s", language_code(language));
        struct node *node = stage_answer(stage, id, chip_rect(stage, area, LANGUAGE_KEYS, i), name,
                                         stage->language == language);
        node->action = ACTION_LANGUAGE_PICK;
        node->argument = (int)language;
        node->language = language;
    }
}

struct talk_key {
    const char *id;
    const char *name; /* in itself, or NULL */
    const char *text; /* a key of the catalogue */
    enum interpreter interpreter;
    enum language language;
};

static const struct talk_key talk_keys[] = {
    {"talk.uk", "Українська", NULL, INTERPRETER_UK, LANGUAGE_UK},
    {"talk.ru", "Русский", NULL, INTERPRETER_RU, LANGUAGE_RU},
    {"talk.en", "English", NULL, INTERPRETER_EN, LANGUAGE_EN},
    {"talk.sign", NULL, "interpreter_pjm", INTERPRETER_SIGN, LANGUAGE_PL},
    {"talk.other", NULL, "interpreter_other", INTERPRETER_OTHER, LANGUAGE_PL},
    {"talk.pl", NULL, "interpreter_none", INTERPRETER_NONE, LANGUAGE_PL},
};

enum { TALK_KEYS = sizeof(talk_keys) / sizeof(talk_keys[0]) };

void question_build(struct stage *stage, struct rect area)
{
    title_build(stage, stage_say(stage, "interpreter_q"), &area);
    (void)rect_cut_top(&area, stage->metrics.gap_px);
    for (int i = 0; i < TALK_KEYS; i++) {
        const struct talk_key *key = &talk_keys[i];
        const char *name = key->name != NULL ? key->name : stage_say(stage, key->text);
        struct node *node = stage_answer(stage, key->id, chip_rect(stage, area, TALK_KEYS, i), name,
                                         stage->app->visit.interpreter == key->interpreter);
        node->action = ACTION_INTERPRETER;
        node->argument = (int)key->interpreter;
        node->language = key->name != NULL ? key->language : stage->language;
    }
}
