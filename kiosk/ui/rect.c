#include "ui/rect.h"

static int at_most(int size, int limit)
{
    int least = size < 0 ? 0 : size;
    return least < limit ? least : limit;
}

struct rect rect_cut_top(struct rect *rest, int size)
{
    int h = at_most(size, rest->h);
    struct rect cut = {rest->x, rest->y, rest->w, h};
    rest->y += h;
    rest->h -= h;
    return cut;
}

struct rect rect_cut_bottom(struct rect *rest, int size)
{
    int h = at_most(size, rest->h);
    rest->h -= h;
    return (struct rect){rest->x, rest->y + rest->h, rest->w, h};
}

struct rect rect_cut_left(struct rect *rest, int size)
{
    int w = at_most(size, rest->w);
    struct rect cut = {rest->x, rest->y, w, rest->h};
    rest->x += w;
    rest->w -= w;
    return cut;
}

struct rect rect_cut_right(struct rect *rest, int size)
{
    int w = at_most(size, rest->w);
    rest->w -= w;
    return (struct rect){rest->x + rest->w, rest->y, w, rest->h};
}

struct rect rect_inset(struct rect rect, int dx, int dy)
{
    int w = rect.w - 2 * dx;
    int h = rect.h - 2 * dy;
    return (struct rect){rect.x + dx, rect.y + dy, w < 0 ? 0 : w, h < 0 ? 0 : h};
}

struct rect rect_center(struct rect outer, int w, int h)
{
    return (struct rect){outer.x + (outer.w - w) / 2, outer.y + (outer.h - h) / 2, w, h};
}

static int cell_start(int size, int cells, int gap, int index)
{
    return (size + gap) * index / cells;
}

struct rect rect_grid(struct rect area, int columns, int rows, int gap, int index)
{
    int column = index % columns;
    int row = index / columns;
    int left = cell_start(area.w, columns, gap, column);
    int top = cell_start(area.h, rows, gap, row);
    int right = cell_start(area.w, columns, gap, column + 1) - gap;
    int bottom = cell_start(area.h, rows, gap, row + 1) - gap;
    return (struct rect){area.x + left, area.y + top, right - left, bottom - top};
}

bool rect_is_empty(struct rect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

bool rect_contains(struct rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

bool rect_holds(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

struct rect rect_intersection(struct rect a, struct rect b)
{
    int left = larger(a.x, b.x);
    int top = larger(a.y, b.y);
    int right = smaller(a.x + a.w, b.x + b.w);
    int bottom = smaller(a.y + a.h, b.y + b.h);
    if (right <= left || bottom <= top) {
        return (struct rect){left, top, 0, 0};
    }
    return (struct rect){left, top, right - left, bottom - top};
}

struct rect rect_union(struct rect a, struct rect b)
{
    if (rect_is_empty(a)) {
        return b;
    }
    if (rect_is_empty(b)) {
        return a;
    }
    int left = smaller(a.x, b.x);
    int top = smaller(a.y, b.y);
    return (struct rect){left, top, larger(a.x + a.w, b.x + b.w) - left,
                         larger(a.y + a.h, b.y + b.h) - top};
}
