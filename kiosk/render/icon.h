/*
 * icon.h - drawings from assets/icons (SVG) at the sizes that screens ask for.
 *
 * Line icons (white strokes) are kept as coverage and tinted when drawn; pictures keep their own
 * colours. Which of the two a drawing is, the asker says.
 *
 * Owner    the main thread.
 * Memory   at most ICONS_MAX drawings; the one unused longest goes first.
 * Errors   a file that is missing or broken is drawn as nothing; icon_is_there tells tests.
 */
#ifndef RENDER_ICON_H
#define RENDER_ICON_H

#include "render/canvas.h"

#include <stdbool.h>
#include <stdint.h>

enum { ICONS_MAX = 64, ICON_NAME_MAX = 23 };

struct icon_set;

struct icon_set *icon_set_create(const char *directory);
void icon_set_destroy(struct icon_set *set); /* takes NULL */

/* Draws the icon scaled into `rect`, keeping its proportions; a colour with a = 0 means its own. */
void icon_draw(struct icon_set *set, const char *name, struct rect rect, struct color color,
               struct canvas *canvas);

/* Lets go of pictures of their own colours: they are large, and few screens have one. */
void icon_set_drop_pictures(struct icon_set *set);

bool icon_is_there(const struct icon_set *set, const char *name);

#endif
