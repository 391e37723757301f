/*
 * flow_draw.h - one thing of a flow: how high it is and what it looks like.
 */
#ifndef SCREENS_FLOW_DRAW_H
#define SCREENS_FLOW_DRAW_H

#include "screens/flow.h"

int flow_height(const struct stage *stage, const struct flow_item *item, int width_px);
/* How much an inside FACT adds to its card. */
int flow_height_inside(const struct stage *stage, const struct flow_item *item, int width_px);

/* A card and the facts inside it: `count` items. */
void flow_draw_card(struct stage *stage, const struct flow_item *items, int count,
                    struct rect rect);

void flow_draw(struct stage *stage, const struct flow_item *item, struct rect rect);

#endif
