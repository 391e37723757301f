/* Needs, each with a line of plain words: of one group, of one letter, and the way to all. */
#include "app/letters.h"
#include "screens/flow.h"

#include <stdio.h>

static void need_add(struct flow *flow, int need_index)
{
    const struct wire_need *need = &flow->stage->app->catalog->needs[need_index];
    char id[NODE_ID_MAX + 1];
    (void)snprintf(id, sizeof(id), "need.%s", need->code);
    struct flow_item *item =
        flow_add_key(flow, FLOW_CHOICE, id, NULL, stage_label_of(flow->stage, &need->label),
                     (struct target){"", ACTION_NEED, need_index});
    item->hint = stage_hint_of(flow->stage, &need->hint);
}

void group_build(struct stage *stage, struct rect area)
{
    const struct wire_group *group = app_group(stage->app);
    struct flow flow;
    flow_begin(&flow, stage);
    struct flow_item *title =
        flow_add(&flow, FLOW_TITLE, "title", stage_label_of(stage, &group->label));
    title->icon = group->icon;
    title->badge = stage_group_look(stage->app->visit.group);
    for (int i = 0; i < group->need_count; i++) {
        need_add(&flow, group->needs[i]);
    }
    (void)flow_add_key(&flow, FLOW_BUTTON, "letters", "list", stage_say(stage, "all_needs"),
                       (struct target){"", ACTION_LETTERS_OPEN, 0});
    flow_end(&flow, area);
}

/* Which letter groups there are in this language. */
static struct letter_list letters_of(const struct stage *stage)
{
    struct letter_list list;
    letters_find(stage->app->catalog, stage->language, &list);
    return list;
}

void letters_build(struct stage *stage, struct rect area)
{
    struct letter_list list = letters_of(stage);
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "letters_title"));
    (void)flow_add(&flow, FLOW_TEXT, "text", stage_say(stage, "letters_text"));
    for (int i = 0; i < list.group_count; i++) {
        const struct letter_group *group = &list.groups[i];
        const struct wire_need *first = &stage->app->catalog->needs[list.needs[group->first]];
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "letter.%d", i + 1);
        struct flow_item *item = flow_add_key(&flow, FLOW_CHOICE, id, NULL, group->name,
                                              (struct target){"", ACTION_LETTER, i});
        item->hint = stage_label_of(stage, &first->label);
    }
    flow_end(&flow, area);
}

void list_build(struct stage *stage, struct rect area)
{
    struct letter_list list = letters_of(stage);
    int wanted = stage->app->visit.letter;
    /* In another language the same needs lie in other groups, maybe in fewer. */
    int index = wanted < list.group_count ? wanted : list.group_count - 1;
    const struct letter_group *group = &list.groups[index < 0 ? 0 : index];
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", group->name);
    for (int i = 0; i < group->count; i++) {
        need_add(&flow, list.needs[group->first + i]);
    }
    flow_end(&flow, area);
}
