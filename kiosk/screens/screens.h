/*
 * screens.h - turns the app's state into the nodes of one screen.
 *
 * Pure apart from asking the meter: the same state gives the same nodes. A sensitive need is never
 * named on the way to its number ("Rozmowa w osobnym pokoju"), and the number screen names none.
 *
 * Owner    the main thread.
 * Memory   `out_list` is the caller's and is overwritten.
 */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "app/app.h"
#include "base/i18n.h"
#include "ui/lint.h"
#include "ui/meter.h"
#include "ui/metrics.h"
#include "ui/node.h"

struct screens_context {
    const struct i18n *i18n;
    const struct meter *meter;
    const struct panel *panel;
    bool has_picture; /* the renderer knows the picture "qr" of this ticket's phone page */
};

void screens_build(const struct screens_context *context, const struct app *app,
                   struct node_list *out_list);

/* The sizes that the screen is built with, and what the lint holds it to. */
struct metrics screens_metrics(const struct screens_context *context, const struct app *app);
struct lint_rules screens_rules(const struct screens_context *context, const struct app *app);

#endif
