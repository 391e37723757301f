/*
 * ink.h - paragraphs as coverage, and the meter that the layout asks: both remember.
 *
 * What was measured and drawn before is kept, keyed by style, width, alignment and text, so that a
 * pressed tile or a new second on the clock costs only itself.
 *
 * Owner    the main thread; it has the face set for itself.
 * Memory   at most INK_BYTES_MAX of coverage; what was unused longest goes first.
 */
#ifndef RENDER_INK_H
#define RENDER_INK_H

#include "render/canvas.h"
#include "ui/meter.h"
#include "ui/node.h"

enum { INK_BYTES_MAX = 2 * 1024 * 1024, INK_ENTRIES_MAX = 128 };

struct face_set;
struct ink;

struct ink *ink_create(struct face_set *faces); /* borrowed: outlives the ink */
void ink_destroy(struct ink *ink);              /* takes NULL */
void ink_forget(struct ink *ink);               /* drops all that was kept */

/* Borrows the ink for as long as it lives. */
struct meter ink_meter(struct ink *ink);

void ink_draw(struct ink *ink, const struct text_run *run, const char *text, struct canvas *canvas);

#endif
