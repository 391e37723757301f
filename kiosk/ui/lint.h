/*
 * lint.h - does a screen keep the rules that a machine can see?
 *
 * off-screen, overlap, small-target, overflow, missing-glyph, contrast, small-text, no-speech,
 * too-many-choices, reading-order, out-of-reach. One line per finding: "need.money: overflow:
 * Brakuje mi ...".
 *
 * Owner    the thread that lays out.
 * Source   data/accessibility.csv T01, T05, T07, T09, T10, T12, P02, R01, R02, R03, S07, S08, K06.
 */
#ifndef UI_LINT_H
#define UI_LINT_H

#include "base/buffer.h"
#include "ui/metrics.h"
#include "ui/node.h"

enum { LINT_CHOICES_MAX = 9 };

struct lint_rules {
    struct metrics metrics;
    struct reach reach; /* metrics_reach */
    double contrast_min;
};

/* Appends the findings and returns how many there are. */
int lint_nodes(const struct node_list *list, const struct lint_rules *rules,
               struct buffer *out_findings);

#endif
