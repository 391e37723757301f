#include "ui/lint.h"

#include <string.h>

struct lint {
    const struct node_list *list;
    const struct lint_rules *rules;
    struct buffer *findings;
    int count;
};

static void find(struct lint *lint, const struct node *node, const char *rule, const char *detail)
{
    lint->count++;
    buffer_printf(lint->findings, "%s: %s: %s\n", node->id, rule, detail);
}

static bool is_overlay(const struct lint *lint, const struct node *node)
{
    return node->rect.w >= lint->list->width_px && node->rect.h >= lint->list->height_px;
}

static void check_place(struct lint *lint, const struct node *node)
{
    struct rect screen = {0, 0, lint->list->width_px, lint->list->height_px};
    if (rect_is_empty(node->rect) || !rect_holds(screen, node->rect)) {
        find(lint, node, "off-screen", node->label);
    }
    if (node->parent != NODE_NO_PARENT &&
        !rect_holds(lint->list->nodes[node->parent].rect, node->rect)) {
        find(lint, node, "off-screen", "sticks out of its parent");
    }
    if (node->label[0] != '\0' && !rect_holds(node->rect, node->text.rect)) {
        find(lint, node, "overflow", "text sticks out of its node");
    }
}

static void check_target(struct lint *lint, const struct node *node)
{
    int least = lint->rules->metrics.target_min_px;
    if (node->action != 0 && (node->rect.w < least || node->rect.h < least)) {
        find(lint, node, "small-target", node->label);
    }
}

/* What covers the whole screen is in reach somewhere. */
static void check_reach(struct lint *lint, const struct node *node)
{
    const struct reach *reach = &lint->rules->reach;
    bool is_inside =
        node->rect.y >= reach->top_px && node->rect.y + node->rect.h <= reach->bottom_px;
    if (node->action != 0 && !is_overlay(lint, node) && !is_inside) {
        find(lint, node, "out-of-reach", node->label);
    }
}

static void check_text(struct lint *lint, const struct node *node)
{
    if (node->label[0] == '\0') {
        return;
    }
    if (node->overflow) {
        find(lint, node, "overflow", node->label);
    }
    if (node->has_missing_glyph) {
        find(lint, node, "missing-glyph", node->label);
    }
    if (node->text.style.size_px < lint->rules->metrics.text_min_px) {
        find(lint, node, "small-text", node->label);
    }
    if (node->is_enabled &&
        color_contrast(node->text.color, node->behind) < lint->rules->contrast_min) {
        find(lint, node, "contrast", node->label);
    }
}

static void check_speech(struct lint *lint, const struct node *node)
{
    bool must_speak = node->action != 0 || node->label[0] != '\0';
    if (must_speak && node->speech[0] == '\0') {
        find(lint, node, "no-speech", node->label);
    }
    if (strncmp(node->speech, node->label, strlen(node->label)) != 0) {
        find(lint, node, "no-speech", "does not begin with the visible label");
    }
}

static bool is_family(const struct node_list *list, int ancestor, int index)
{
    for (int at = index; at != NODE_NO_PARENT; at = list->nodes[at].parent) {
        if (at == ancestor) {
            return true;
        }
    }
    return false;
}

/* Nodes before an overlay lie under it on purpose. */
static int first_visible(const struct lint *lint)
{
    int first = 0;
    for (int i = 0; i < lint->list->count; i++) {
        if (is_overlay(lint, &lint->list->nodes[i])) {
            first = i;
        }
    }
    return first;
}

static void check_overlap(struct lint *lint, int first)
{
    const struct node_list *list = lint->list;
    for (int i = first; i < list->count; i++) {
        for (int j = i + 1; j < list->count; j++) {
            const struct node *below = &list->nodes[i];
            const struct node *above = &list->nodes[j];
            if (is_overlay(lint, below) || is_family(list, i, j) || is_family(list, j, i)) {
                continue;
            }
            if (!rect_is_empty(rect_intersection(below->rect, above->rect))) {
                find(lint, above, "overlap", below->id);
            }
        }
    }
}

/* Left to right, top to bottom: a later choice is never wholly above and left of an earlier one,
 * the fixed bar apart, which comes last wherever it lies. */
static void check_order(struct lint *lint, int first)
{
    const struct node *before = NULL;
    for (int i = first; i < lint->list->count; i++) {
        const struct node *node = &lint->list->nodes[i];
        if (node->focus_order == 0) {
            continue;
        }
        if (before != NULL && before->is_fixed == node->is_fixed &&
            node->rect.y + node->rect.h <= before->rect.y) {
            find(lint, node, "reading-order", before->id);
        }
        before = node;
    }
}

static void check_choices(struct lint *lint, int first)
{
    int choices = 0;
    bool has_pad = false;
    for (int i = first; i < lint->list->count; i++) {
        const struct node *node = &lint->list->nodes[i];
        bool is_choice = node->action != 0 && !node->is_fixed && !is_overlay(lint, node);
        choices += is_choice && !(node->role == NODE_KEY && has_pad);
        has_pad = has_pad || node->role == NODE_KEY; /* a keypad is one choice */
        if (choices == LINT_CHOICES_MAX + 1) {
            find(lint, node, "too-many-choices", node->label);
            return;
        }
    }
}

int lint_nodes(const struct node_list *list, const struct lint_rules *rules,
               struct buffer *out_findings)
{
    struct lint lint = {list, rules, out_findings, 0};
    int first = first_visible(&lint);
    for (int i = first; i < list->count; i++) {
        check_place(&lint, &list->nodes[i]);
        check_target(&lint, &list->nodes[i]);
        check_reach(&lint, &list->nodes[i]);
        check_text(&lint, &list->nodes[i]);
        check_speech(&lint, &list->nodes[i]);
    }
    check_overlap(&lint, first);
    check_order(&lint, first);
    check_choices(&lint, first);
    return lint.count;
}
