/*
 * color.h - sRGB colours and how well one stands out from another.
 *
 * Owner    any thread: pure values.
 * Source   WCAG 2.2, contrast ratio and relative luminance.
 */
#ifndef UI_COLOR_H
#define UI_COLOR_H

#include <stdbool.h>

struct color {
    unsigned char r;
    unsigned char g;
    unsigned char b;
    unsigned char a; /* 0 draws nothing */
};

bool color_is_equal(struct color a, struct color b);

/* `over` laid on an opaque `under`. */
struct color color_blend(struct color over, struct color under);

/* 1.0 (the same) to 21.0 (black on white); alpha is not looked at. */
double color_contrast(struct color a, struct color b);

#endif
