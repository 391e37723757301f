#include "ui/node.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

struct node *node_add(struct node_list *list, const char *id, enum node_role role, struct rect rect)
{
    assert(list->count < NODES_MAX);
    assert(node_find(list, id) == NULL);
    struct node *node = &list->nodes[list->count++];
    memset(node, 0, sizeof(*node)); /* padding too: screens are compared as bytes */
    bool fits = text_copy(node->id, sizeof(node->id), id);
    assert(fits);
    node->role = role;
    node->parent = NODE_NO_PARENT;
    node->rect = rect;
    node->language = list->language;
    node->is_enabled = true;
    return node;
}

int node_index(const struct node_list *list, const struct node *node)
{
    return (int)(node - list->nodes);
}

const struct node *node_find(const struct node_list *list, const char *id)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->nodes[i].id, id) == 0) {
            return &list->nodes[i];
        }
    }
    return NULL;
}

static bool is_same_rect(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool is_same_box(const struct box *a, const struct box *b)
{
    return color_is_equal(a->fill, b->fill) && color_is_equal(a->border, b->border) &&
           a->border_px == b->border_px && a->radius_px == b->radius_px &&
           a->has_shadow == b->has_shadow;
}

static bool is_same_run(const struct text_run *a, const struct text_run *b)
{
    return a->style.weight == b->style.weight && a->style.size_px == b->style.size_px &&
           a->style.leading_percent == b->style.leading_percent && a->align == b->align &&
           is_same_rect(a->rect, b->rect) && color_is_equal(a->color, b->color);
}

bool node_is_same(const struct node *a, const struct node *b)
{
    return strcmp(a->id, b->id) == 0 && is_same_rect(a->rect, b->rect) &&
           is_same_box(&a->box, &b->box) && strcmp(a->label, b->label) == 0 &&
           is_same_run(&a->text, &b->text) && strcmp(a->icon, b->icon) == 0 &&
           is_same_rect(a->icon_rect, b->icon_rect) &&
           color_is_equal(a->icon_color, b->icon_color) && a->is_focused == b->is_focused;
}

static bool covers_screen(const struct node_list *list, const struct node *node)
{
    return node->rect.w >= list->width_px && node->rect.h >= list->height_px;
}

const struct node *node_hit(const struct node_list *list, int x, int y)
{
    for (int i = list->count - 1; i >= 0; i--) {
        const struct node *node = &list->nodes[i];
        if (!rect_contains(node->rect, x, y)) {
            continue;
        }
        if (node->action != 0 && node->is_enabled) {
            return node;
        }
        if (covers_screen(list, node)) {
            return NULL;
        }
    }
    return NULL;
}

int node_list_top(const struct node_list *list)
{
    int start = 0;
    for (int i = 0; i < list->count; i++) {
        if (covers_screen(list, &list->nodes[i])) {
            start = i;
        }
    }
    return start;
}

void node_number_focus(struct node_list *list)
{
    int order = 0;
    for (int i = node_list_top(list); i < list->count; i++) {
        struct node *node = &list->nodes[i];
        if (node->action != 0 && node->is_enabled) {
            node->focus_order = ++order;
        }
    }
}

static const struct node *node_of_order(const struct node_list *list, int order)
{
    for (int i = 0; i < list->count; i++) {
        if (list->nodes[i].focus_order == order) {
            return &list->nodes[i];
        }
    }
    return NULL;
}

const struct node *node_focus_step(const struct node_list *list, const char *id, int step)
{
    int last = 0;
    for (int i = 0; i < list->count; i++) {
        if (list->nodes[i].focus_order > last) {
            last = list->nodes[i].focus_order;
        }
    }
    if (last == 0) {
        return NULL;
    }
    const struct node *from = node_find(list, id);
    int order = from != NULL ? from->focus_order : 0;
    if (order == 0) {
        return node_of_order(list, step > 0 ? 1 : last);
    }
    return node_of_order(list, (order - 1 + step + last) % last + 1);
}
