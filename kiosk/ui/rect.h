/*
 * rect.h - layout by cutting: take a strip off a rectangle, what is left is the rest.
 *
 * Owner    any thread: pure values.
 * Errors   none: a cut larger than the rectangle takes what is there, sizes are never negative.
 */
#ifndef UI_RECT_H
#define UI_RECT_H

#include <stdbool.h>

struct rect {
    int x;
    int y;
    int w;
    int h;
};

/* Each takes `size` pixels off one side and leaves the rest in *rest. */
struct rect rect_cut_top(struct rect *rest, int size);
struct rect rect_cut_bottom(struct rect *rest, int size);
struct rect rect_cut_left(struct rect *rest, int size);
struct rect rect_cut_right(struct rect *rest, int size);

struct rect rect_inset(struct rect rect, int dx, int dy); /* negative grows */
struct rect rect_center(struct rect outer, int w, int h);

/* Cell `index` of a grid filled row by row; the last pixels of a division go to the last cells. */
struct rect rect_grid(struct rect area, int columns, int rows, int gap, int index);

bool rect_is_empty(struct rect rect);
bool rect_contains(struct rect rect, int x, int y);
bool rect_holds(struct rect outer, struct rect inner);
struct rect rect_intersection(struct rect a, struct rect b); /* empty when apart */
struct rect rect_union(struct rect a, struct rect b);        /* an empty one does not count */

#endif
