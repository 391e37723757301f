/*
 * theme.h - the looks: a table of colours and edges per kind of box, light and high contrast.
 *
 * A node gets its colours from here when a screen is built; the renderer knows no theme. State is
 * never told by colour alone: a pressed or chosen box also changes its border or its icon.
 *
 * Owner    any thread: constant tables.
 * Source   EN 301 549 11.1.4.3 (4.5:1); our targets are 7:1 and, in high contrast, 15:1.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "ui/color.h"

#include <stdbool.h>

enum theme_name { THEME_LIGHT, THEME_CONTRAST, THEME_COUNT };

enum look_name {
    LOOK_NONE,      /* text straight on what lies behind */
    LOOK_PAGE,      /* the whole screen */
    LOOK_CARD,      /* a quiet panel */
    LOOK_TILE,      /* a choice */
    LOOK_PRIMARY,   /* the one thing most people want next */
    LOOK_SECONDARY, /* the other thing */
    LOOK_BAR,       /* a key of the fixed bar */
    LOOK_BAR_ON,    /* the same, switched on */
    LOOK_TRAY,      /* what the fixed bar lies on */
    LOOK_BADGE,     /* behind a tile's icon; one tint per group follows */
    LOOK_BADGE_1,
    LOOK_BADGE_2,
    LOOK_BADGE_3,
    LOOK_BADGE_4,
    LOOK_BADGE_5,
    LOOK_CHIP,    /* one of several answers */
    LOOK_CHIP_ON, /* the chosen one */
    LOOK_NOTICE,  /* something to know */
    LOOK_SCRIM,   /* dims the screen under an overlay */
    LOOK_COUNT
};

struct look {
    struct color fill; /* a = 0: nothing is filled */
    struct color fill_pressed;
    struct color border;
    struct color ink; /* text and icons */
    struct color ink_soft;
    struct color ink_pressed;
    int border_px; /* on a 1080 px wide screen */
    bool has_shadow;
};

struct theme {
    const char *name; /* "light", "contrast" */
    struct look looks[LOOK_COUNT];
    struct color focus;  /* the ring */
    double contrast_min; /* every text of this theme reaches it */
};

const struct theme *theme_get(enum theme_name name);

#endif
