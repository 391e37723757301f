#include "render/painter.h"

#include "base/memory.h"
#include "render/icon.h"
#include "render/ink.h"

#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL_image.h>

enum { SHADOW_DROP_PX = 4, RING_GAP_PX = 4, RING_MIN_PX = 6 };

static const struct color shadow_color = {23, 40, 46, 34};
static const struct color white = {255, 255, 255, 255};
static const struct color black = {0, 0, 0, 255};

struct painter {
    struct ink *ink;
    struct icon_set *icons;
    struct painter_source source;
    struct node_list last;
    bool is_lost; /* nothing of `last` can be relied on */
};

struct painter *painter_create(struct ink *ink, struct icon_set *icons,
                               const struct painter_source *source)
{
    struct painter *painter = memory_new(1, sizeof(*painter));
    painter->ink = ink;
    painter->icons = icons;
    painter->source = *source;
    painter->is_lost = true;
    return painter;
}

void painter_destroy(struct painter *painter)
{
    free(painter);
}

void painter_forget(struct painter *painter)
{
    memset(&painter->last, 0, sizeof(painter->last));
    painter->is_lost = true;
}

static int shadow_px(const struct node *node)
{
    return node->box.has_shadow ? node->box.radius_px : 0;
}

/* All that a node's drawing can touch. */
static struct rect reach(const struct node *node)
{
    int around = shadow_px(node) + SHADOW_DROP_PX + RING_GAP_PX + 2 * RING_MIN_PX;
    struct rect rect = rect_inset(node->rect, -around, -around);
    int over = node->text.style.size_px / 4;
    return rect_union(rect, rect_inset(node->text.rect, 0, -over));
}

static bool is_other_screen(const struct node_list *a, const struct node_list *b)
{
    return a->count != b->count || strcmp(a->screen, b->screen) != 0 || a->theme != b->theme ||
           a->width_px != b->width_px || a->height_px != b->height_px ||
           !color_is_equal(a->page, b->page);
}

static struct rect find_changed(const struct painter *painter, const struct node_list *list)
{
    struct rect all = {0, 0, list->width_px, list->height_px};
    if (painter->is_lost || is_other_screen(&painter->last, list)) {
        return all;
    }
    struct rect changed = {0};
    for (int i = 0; i < list->count; i++) {
        const struct node *before = &painter->last.nodes[i];
        const struct node *now = &list->nodes[i];
        if (!node_is_same(before, now)) {
            changed = rect_union(changed, rect_union(reach(before), reach(now)));
        }
    }
    return rect_intersection(all, changed);
}

static void draw_box(const struct node *node, struct canvas *canvas)
{
    const struct box *box = &node->box;
    if (box->has_shadow) {
        struct rect low = node->rect;
        low.y += SHADOW_DROP_PX;
        canvas_shadow(canvas, low, box->radius_px, shadow_px(node), shadow_color);
    }
    if (box->fill.a == 0) {
        return;
    }
    if (box->border_px > 0 && box->border.a != 0) {
        canvas_fill_round(canvas, node->rect, box->radius_px, box->border);
        canvas_fill_round(canvas, rect_inset(node->rect, box->border_px, box->border_px),
                          box->radius_px - box->border_px, box->fill);
        return;
    }
    canvas_fill_round(canvas, node->rect, box->radius_px, box->fill);
}

/* Black on white whatever the theme: cameras read it. */
static void draw_picture(const struct painter *painter, const struct node *node,
                         struct canvas *canvas)
{
    struct rect rect = node->icon_rect;
    int side = rect.w < rect.h ? rect.w : rect.h;
    unsigned char *coverage = memory_new((size_t)side * (size_t)side, 1);
    if (painter->source.picture(painter->source.context, node->icon, side, coverage)) {
        struct rect place = rect_center(rect, side, side);
        canvas_fill(canvas, place, white);
        canvas_tint(canvas, &(struct coverage){coverage, side, side}, place.x, place.y, black);
    }
    free(coverage);
}

static void draw_icon(const struct painter *painter, const struct node *node, struct canvas *canvas)
{
    if (node->icon[0] == '\0') {
        return;
    }
    if (icon_is_there(painter->icons, node->icon)) {
        icon_draw(painter->icons, node->icon, node->icon_rect, node->icon_color, canvas);
    } else {
        draw_picture(painter, node, canvas);
    }
}

static void draw_ring(const struct node *node, struct color color, struct canvas *canvas)
{
    int width = RING_MIN_PX;
    int out = RING_GAP_PX + width;
    canvas_ring(canvas, rect_inset(node->rect, -out, -out), node->box.radius_px + out, width,
                color);
}

static void draw_node(const struct painter *painter, const struct node *node,
                      const struct node_list *list, struct canvas *canvas)
{
    if (rect_is_empty(rect_intersection(reach(node), canvas->clip))) {
        return;
    }
    draw_box(node, canvas);
    draw_icon(painter, node, canvas);
    ink_draw(painter->ink, &node->text, node->label, canvas);
    if (node->is_focused) {
        draw_ring(node, list->focus, canvas);
    }
}

static bool has_picture(const struct node_list *list)
{
    for (int i = 0; i < list->count; i++) {
        if (list->nodes[i].icon[0] != '\0' && list->nodes[i].icon_color.a == 0) {
            return true;
        }
    }
    return false;
}

struct rect painter_paint(struct painter *painter, const struct node_list *list,
                          struct pixels pixels)
{
    struct rect changed = find_changed(painter, list);
    struct canvas canvas;
    canvas_init(&canvas, pixels, changed);
    if (!rect_is_empty(canvas.clip)) {
        canvas_fill(&canvas, canvas.clip, list->page);
        for (int i = 0; i < list->count; i++) {
            draw_node(painter, &list->nodes[i], list, &canvas);
        }
    }
    if (!has_picture(list)) {
        icon_set_drop_pictures(painter->icons);
    }
    painter->last = *list;
    painter->is_lost = false;
    return canvas.clip;
}

enum status painter_save(struct pixels pixels, const char *path)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(pixels.at, pixels.width_px, pixels.height_px, 32,
                                           pixels.stride_px * 4, SDL_PIXELFORMAT_RGB888);
    if (surface == NULL) {
        return STATUS_INTERNAL;
    }
    int saved = IMG_SavePNG(surface, path);
    SDL_FreeSurface(surface);
    return saved == 0 ? STATUS_OK : STATUS_INTERNAL;
}
