/*
 * flow.h - a screen as a list of things one below the other, on as many pages as they need.
 *
 *     struct flow flow;
 *     flow_begin(&flow, stage);
 *     flow_add(&flow, FLOW_TITLE, "title", words);
 *     item = flow_add(&flow, FLOW_CHOICE, "need.money", label);
 *     item->hint = ...; item->target = ...;
 *     flow_end(&flow, area);
 *
 * This is how a screen keeps all its words when they are twice as large, when the panel is small
 * or when only a part of it is in reach. Nothing scrolls: a button turns the page, "Wstecz" turns
 * it back. What can be touched keeps within the stage's reach; words may lie above it.
 *
 * Memory   texts are borrowed until flow_end.
 */
#ifndef SCREENS_FLOW_H
#define SCREENS_FLOW_H

#include "screens/stage.h"

enum { FLOW_ITEMS_MAX = 80, FLOW_ID_MAX = NODE_ID_MAX - 5 /* its parts add ".icon" */ };

enum flow_kind {
    FLOW_TITLE,
    FLOW_LEAD,   /* a first sentence */
    FLOW_TEXT,   /* a plain one */
    FLOW_SMALL,  /* a remark */
    FLOW_FACT,   /* an icon and a sentence */
    FLOW_CARD,   /* a badge and a sentence on a surface */
    FLOW_NOTICE, /* something to know, on a surface of its own colour */
    FLOW_NUMBER, /* large; with an icon, a picture of that name stands beside it: `hint` tells it */
    FLOW_CHOICE, /* leads on */
    FLOW_TOGGLE, /* one answer, on or off */
    FLOW_BUTTON, /* does something */
    FLOW_OWN,    /* what its screen draws itself; as high as it says, lower if it must */
    FLOW_KIND_COUNT
};

struct flow_item {
    enum flow_kind kind;
    char id[FLOW_ID_MAX + 1];
    const char *text;
    const char *hint;     /* a second line, or NULL */
    const char *icon;     /* or NULL */
    enum look_name badge; /* CHOICE, CARD: what the icon lies on; LOOK_NONE: nothing */
    enum look_name look;
    enum language language;
    enum node_role role;
    struct target target;
    bool is_on;
    bool is_disabled;
    bool is_held;   /* looks pressed: it is being done */
    bool is_large;  /* a CHOICE of few letters: they are larger, and in its middle */
    bool is_inside; /* a FACT on the surface of the CARD before it */
    int height_px;  /* OWN */
    void (*draw)(struct stage *stage, struct rect rect); /* OWN */
    bool is_pinned; /* at the foot of every page, when there is room for it */
};

struct flow {
    struct stage *stage;
    struct flow_item items[FLOW_ITEMS_MAX];
    int count;
    int columns; /* how many choices stand side by side; 1 unless told */
    int columns_pinned;
    bool has_picture; /* in what is left of a single page */
    int choices_max;  /* how many things are touched on one page, but for pinned ones; 0: as fit */
};

void flow_begin(struct flow *flow, struct stage *stage);

/* With the looks of its kind; the caller fills the rest. Valid until flow_end. */
struct flow_item *flow_add(struct flow *flow, enum flow_kind kind, const char *id,
                           const char *text);

/* A choice, a toggle or a button in one line. */
struct flow_item *flow_add_key(struct flow *flow, enum flow_kind kind, const char *id,
                               const char *icon, const char *text, struct target target);

void flow_end(struct flow *flow, struct rect area);

#endif
