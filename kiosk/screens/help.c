#include "screens/help.h"

#include <stdio.h>

static void card_add(struct flow *flow, const char *id, const char *icon, const char *text)
{
    flow_add(flow, FLOW_CARD, id, text)->icon = icon;
}

void help_add(struct flow *flow, struct help *help)
{
    const struct stage *stage = flow->stage;
    const struct wire_catalog *catalog = stage->app->catalog;
    card_add(flow, "staff.where", "staff", stage_say(stage, "staff_where"));
    if (catalog != NULL && catalog->office_phone[0] != '\0') {
        stage_say_phone(stage, help->phone, sizeof(help->phone));
        card_add(flow, "staff.phone", "phone", help->phone);
    }
    if (catalog != NULL && catalog->helpline_count > 0) {
        const struct wire_helpline *first = &catalog->helplines[0];
        (void)snprintf(help->emergency, sizeof(help->emergency), "%s: %s",
                       stage_label_of(stage, &first->label), first->number);
        card_add(flow, "staff.emergency", "warning", help->emergency);
    }
}

void help_add_phone(struct flow *flow, char *words, size_t words_size)
{
    if (flow->stage->app->catalog->office_phone[0] != '\0') {
        stage_say_phone(flow->stage, words, words_size);
        flow_add(flow, FLOW_FACT, "phone", words)->icon = "phone";
    }
}
