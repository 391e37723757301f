/* A person helps: where they are and how to reach them. Nobody is promised who was not called. */
#include "screens/help.h"

void staff_build(struct stage *stage, struct rect area)
{
    struct help help;
    struct flow flow;
    flow_begin(&flow, stage);
    flow.has_picture = true;
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "staff_help"));
    help_add(&flow, &help);
    flow_end(&flow, area);
}
