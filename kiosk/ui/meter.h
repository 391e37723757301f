/*
 * meter.h - how the layout asks how large a text comes out, without knowing fonts.
 *
 * Owner    the thread that lays out.
 * Errors   none: what cannot be measured has no size.
 */
#ifndef UI_METER_H
#define UI_METER_H

#include <stdbool.h>
#include <stdint.h>

enum text_weight { TEXT_REGULAR, TEXT_BOLD };

enum text_align { TEXT_LEFT, TEXT_CENTER, TEXT_RIGHT };

struct text_style {
    enum text_weight weight;
    int size_px;         /* the em */
    int leading_percent; /* line to line, of size_px; 0 means 125 */
};

struct text_size {
    int width_px;  /* of the widest line */
    int height_px; /* of all lines */
    int line_count;
    bool is_clipped; /* a word is wider than the width, or there are more lines than can be held */
};

struct meter {
    struct text_size (*measure)(void *context, struct text_style style, const char *text,
                                int width_px);
    /* False and *out_missing when a character has no glyph. */
    bool (*has_glyphs)(void *context, enum text_weight weight, const char *text,
                       uint32_t *out_missing);
    void *context;
};

#endif
