/*
 * painter.h - draws a node array, and of the next one only what changed.
 *
 * Owner    the main thread.
 * Memory   keeps a copy of what it drew last, to compare.
 * Errors   none.
 */
#ifndef RENDER_PAINTER_H
#define RENDER_PAINTER_H

#include "base/status.h"
#include "ui/node.h"
#include "ui/pixels.h"

struct icon_set;
struct ink;
struct painter;

/* Draws what is no file: fills side_px * side_px bytes of coverage (black on white) for a picture
 * of that name; false when it has none. */
struct painter_source {
    bool (*picture)(void *context, const char *name, int side_px, unsigned char *out_coverage);
    void *context;
};

struct painter *painter_create(struct ink *ink, struct icon_set *icons,
                               const struct painter_source *source);
void painter_destroy(struct painter *painter); /* takes NULL */

/* The next paint is a whole one: the pixels were lost, or hold what must be forgotten. */
void painter_forget(struct painter *painter);

/* Returns the part that was drawn again; empty when nothing changed. */
struct rect painter_paint(struct painter *painter, const struct node_list *list,
                          struct pixels pixels);

/* As PNG. STATUS_INTERNAL when the file cannot be written. */
enum status painter_save(struct pixels pixels, const char *path) MUST_USE;

#endif
