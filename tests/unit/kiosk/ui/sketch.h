/*
 * sketch.h - nodes by hand and a meter whose letters are all half an em wide.
 */
#ifndef UNIT_KIOSK_UI_SKETCH_H
#define UNIT_KIOSK_UI_SKETCH_H

#include "support/check.h"

#include "ui/fit.h"
#include "ui/node.h"

#include <stdio.h>
#include <string.h>

/* Lines break anywhere; '#' has no glyph; an 'X' makes a word that is too wide. */
static inline struct text_size sketch_measure(void *context, struct text_style style,
                                              const char *text, int width_px)
{
    (void)context;
    int letter = style.size_px / 2;
    int per_line = letter > 0 && width_px >= letter ? width_px / letter : 1;
    int letters = (int)strlen(text);
    int lines = (letters + per_line - 1) / per_line;
    int leading = style.leading_percent != 0 ? style.leading_percent : 125;
    return (struct text_size){(letters < per_line ? letters : per_line) * letter,
                              lines * style.size_px * leading / 100, lines,
                              strchr(text, 'X') != NULL};
}

static inline bool sketch_has_glyphs(void *context, enum text_weight weight, const char *text,
                                     uint32_t *out_missing)
{
    (void)context;
    (void)weight;
    *out_missing = '#';
    return strchr(text, '#') == NULL;
}

static const struct meter sketch_meter = {sketch_measure, sketch_has_glyphs, NULL};

static inline void sketch_list(struct node_list *list)
{
    memset(list, 0, sizeof(*list));
    (void)snprintf(list->screen, sizeof(list->screen), "sketch");
    list->theme = "light";
    list->width_px = 1000;
    list->height_px = 1000;
    list->page = (struct color){255, 255, 255, 255};
}

/* A sound node: black on white, large enough, spoken. */
static inline struct node *sketch_button(struct node_list *list, const char *id, struct rect rect,
                                         const char *label)
{
    struct node *node = node_add(list, id, NODE_BUTTON, rect);
    node->action = 1;
    node->behind = (struct color){255, 255, 255, 255};
    node->text.color = (struct color){0, 0, 0, 255};
    (void)snprintf(node->label, sizeof(node->label), "%s", label);
    (void)snprintf(node->speech, sizeof(node->speech), "%s", label);
    struct fit_wish wish = {
        .style = {TEXT_BOLD, 40, 125}, .align = TEXT_LEFT, .rise = FIT_MIDDLE, .size_min_px = 38};
    fit_label(node, &sketch_meter, &wish, rect);
    return node;
}

#endif
