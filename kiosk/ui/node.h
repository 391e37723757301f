/*
 * node.h - one screen as one flat array: what is drawn, touched, focused, spoken and tested.
 *
 * A screen is rebuilt into this array whenever the state changes. Order is drawing order, and
 * reading order too. A node that lies inside another one (a hint inside its tile) names it as its
 * parent; nodes that are no family never overlap.
 *
 * Invariants
 *   - ids are unique; only nodes with an action are touched or focused;
 *   - colours are resolved: `behind` is what the text of this node is read against;
 *   - `overflow` is set when the text does not fit its box at the smallest allowed size.
 *
 * Owner    the thread that lays out.
 * Memory   about 150 KB for a list: keep it on the heap or static.
 */
#ifndef UI_NODE_H
#define UI_NODE_H

#include "base/i18n.h"
#include "ui/color.h"
#include "ui/meter.h"
#include "ui/rect.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    NODES_MAX = 80,
    NODE_ID_MAX = 31,
    NODE_ICON_MAX = 23,
    NODE_LABEL_MAX = 767,
    NODE_SPEECH_MAX = 1023,
    NODE_NO_PARENT = -1
};

enum node_role {
    NODE_PANEL,   /* a surface without words */
    NODE_HEADING, /* the screen's question */
    NODE_TEXT,
    NODE_STATUS, /* text that changes by itself: progress, time left */
    NODE_BUTTON,
    NODE_TOGGLE, /* a button that is on or off */
    NODE_KEY,    /* of a keypad, which is one choice as a whole */
    NODE_IMAGE,
    NODE_ROLE_COUNT
};

struct box {
    struct color fill;
    struct color border;
    int border_px;
    int radius_px;
    bool has_shadow;
};

/* Where the label comes to lie. */
struct text_run {
    struct text_style style;
    enum text_align align;
    struct rect rect;      /* the lines fill it from `rect.y` */
    struct text_size size; /* as measured */
    struct color color;
};

struct node {
    char id[NODE_ID_MAX + 1]; /* "need.money", "bar.back" */
    enum node_role role;
    int parent; /* index, or NODE_NO_PARENT */
    struct rect rect;
    struct box box;
    char label[NODE_LABEL_MAX + 1];
    char speech[NODE_SPEECH_MAX + 1]; /* what is said; begins with the visible label */
    enum language language;
    struct text_run text;
    struct color behind;
    char icon[NODE_ICON_MAX + 1]; /* a file of assets/icons without ".svg", or "" */
    struct rect icon_rect;
    struct color icon_color; /* a = 0: the icon's own colours */
    int action;              /* the app's; 0: nothing happens on a touch */
    int argument;
    int focus_order; /* 1, 2, ... for nodes with an action; else 0 */
    bool is_enabled;
    bool is_pressed;
    bool is_selected; /* a toggle that is on */
    bool is_focused;
    /* A status that changes by the second: nobody wants to hear each one. */
    bool is_ticking;
    bool is_fixed; /* part of the fixed bar: the same place and words on each screen */
    bool overflow;
    bool has_missing_glyph;
};

struct node_list {
    char screen[NODE_ID_MAX + 1]; /* "home" */
    const char *theme;            /* "light"; constant */
    enum language language;
    int width_px;
    int height_px;
    struct color page;
    struct color focus; /* of the ring */
    struct node nodes[NODES_MAX];
    int count;
};

/* A zeroed, enabled node without parent; asserts that there is room and that the id is new. */
struct node *node_add(struct node_list *list, const char *id, enum node_role role,
                      struct rect rect);

int node_index(const struct node_list *list, const struct node *node);
const struct node *node_find(const struct node_list *list, const char *id); /* may miss: NULL */

/* Do two nodes look the same? Speech and focus order do not count. */
bool node_is_same(const struct node *a, const struct node *b);

/* The topmost enabled node with an action at a place; NULL when there is none. A panel that covers
 * the whole screen hides what lies below it. */
const struct node *node_hit(const struct node_list *list, int x, int y);

/* The first node that is not under an overlay: a node that covers the screen. */
int node_list_top(const struct node_list *list);

/* Numbers the nodes with an action in reading order. An overlay (a node that covers the screen)
 * leaves only what follows it. */
void node_number_focus(struct node_list *list);

/* The node `step` (+1 or -1) after the one named `id` in focus order, round and round; the first or
 * last when `id` is not there; NULL when nothing can be focused. */
const struct node *node_focus_step(const struct node_list *list, const char *id, int step);

#endif
