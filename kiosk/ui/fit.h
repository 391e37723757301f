/*
 * fit.h - puts a label into a box: as large as wished, smaller if it must, never cut in silence.
 *
 * Owner    the thread that lays out.
 */
#ifndef UI_FIT_H
#define UI_FIT_H

#include "ui/meter.h"
#include "ui/node.h"

enum fit_rise { FIT_TOP, FIT_MIDDLE, FIT_BOTTOM };

struct fit_wish {
    struct text_style style; /* size_px is the largest */
    enum text_align align;
    enum fit_rise rise;
    int size_min_px;    /* the smallest */
    int shrink_percent; /* and never below this share of the wish; 0: 70 */
    int lines_max;      /* 0: as many as the box holds */
};

/* Sets node->text and node->overflow for node->label inside `box`, and has_missing_glyph. The
 * colour is the caller's. */
void fit_label(struct node *node, const struct meter *meter, const struct fit_wish *wish,
               struct rect box);

/* The height that `text` takes at the wished size in a box of this width. */
int fit_height_px(const struct meter *meter, const struct fit_wish *wish, const char *text,
                  int width_px);

#endif
