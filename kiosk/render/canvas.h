/*
 * canvas.h - shapes, coverage and pictures onto pixels, inside a clip.
 *
 * Edges are analytic: how much of a pixel a shape covers is computed, not sampled. All arithmetic
 * is on integers or plain floats of the same operations, so a picture is the same on every driver.
 *
 * Owner    the thread that owns the pixels.
 * Errors   none: what lies outside the clip is not drawn.
 */
#ifndef RENDER_CANVAS_H
#define RENDER_CANVAS_H

#include "ui/color.h"
#include "ui/pixels.h"
#include "ui/rect.h"

struct canvas {
    struct pixels pixels;
    struct rect clip; /* within the pixels */
};

/* 8 bits a pixel, 255 is full. */
struct coverage {
    const unsigned char *at;
    int width_px;
    int height_px;
};

void canvas_init(struct canvas *canvas, struct pixels pixels, struct rect clip);

void canvas_fill(struct canvas *canvas, struct rect rect, struct color color);
void canvas_fill_round(struct canvas *canvas, struct rect rect, int radius_px, struct color color);

/* A ring of width_px inside the edge of `rect`. */
void canvas_ring(struct canvas *canvas, struct rect rect, int radius_px, int width_px,
                 struct color color);

/* A soft shadow around a rounded rectangle, reaching blur_px outwards. */
void canvas_shadow(struct canvas *canvas, struct rect rect, int radius_px, int blur_px,
                   struct color color);

/* `color` where the coverage is. */
void canvas_tint(struct canvas *canvas, const struct coverage *coverage, int x, int y,
                 struct color color);

/* 0xAARRGGBB, not premultiplied. */
void canvas_picture(struct canvas *canvas, const uint32_t *argb, int width_px, int height_px, int x,
                    int y);

#endif
