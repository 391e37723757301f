/* A person helps: where they are and how to reach them. Nobody is promised who was not called. */
#include "screens/flow.h"

#include <stdio.h>

static void card_add(struct flow *flow, const char *id, const char *icon, const char *text)
{
    flow_add(flow, FLOW_CARD, id, text)->icon = icon;
}

void staff_build(struct stage *stage, struct rect area)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    char phone[WIRE_HINT_MAX];
    char line[WIRE_HINT_MAX];
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "staff_help"));
    card_add(&flow, "staff.where", "staff", stage_say(stage, "staff_where"));
    if (catalog != NULL && catalog->office_phone[0] != '\0') {
        stage_say_phone(stage, phone, sizeof(phone));
        card_add(&flow, "staff.phone", "phone", phone);
    }
    if (catalog != NULL && catalog->helpline_count > 0) {
        const struct wire_helpline *first = &catalog->helplines[0];
        (void)snprintf(line, sizeof(line), "%s: %s", stage_label_of(stage, &first->label),
                       first->number);
        card_add(&flow, "staff.emergency", "warning", line);
    }
    flow_end(&flow, area);
}
