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

/* The node before which everything lies under an overlay. */
static int overlay_start(const struct node_list *list)
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
    for (int i = overlay_start(list); i < list->count; i++) {
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
