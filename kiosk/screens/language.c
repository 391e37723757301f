/* Which language: to read in, and to talk in. Each is named in itself. */
#include "screens/flow.h"

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

void language_build(struct stage *stage, struct rect area)
{
    struct flow flow;
    flow_begin(&flow, stage);
    flow.columns = stage_columns(stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "choose_language"));
    for (int i = 0; i < LANGUAGE_KEYS; i++) {
        enum language language = language_keys[i].language;
        const char *name = language_keys[i].name != NULL
                               ? language_keys[i].name
                               : i18n_text(stage->context->i18n, LANGUAGE_PL, "easy");
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "language.%s", language_code(language));
        bool is_on = stage->language == language;
        struct flow_item *item =
            flow_add_key(&flow, FLOW_TOGGLE, id, is_on ? "check" : "offer", name,
                         (struct target){"", ACTION_LANGUAGE_PICK, (int)language});
        item->is_on = is_on;
        item->language = language;
    }
    flow_end(&flow, area);
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
    struct flow flow;
    flow_begin(&flow, stage);
    flow.columns = stage_columns(stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "interpreter_q"));
    for (int i = 0; i < TALK_KEYS; i++) {
        const struct talk_key *key = &talk_keys[i];
        const char *name = key->name != NULL ? key->name : stage_say(stage, key->text);
        bool is_on = stage->app->visit.interpreter == key->interpreter;
        struct flow_item *item =
            flow_add_key(&flow, FLOW_TOGGLE, key->id, is_on ? "check" : "offer", name,
                         (struct target){"", ACTION_INTERPRETER, (int)key->interpreter});
        item->is_on = is_on;
        item->language = key->name != NULL ? key->language : stage->language;
    }
    flow_end(&flow, area);
}
