#include "render/canvas.h"

#include <math.h>

void canvas_init(struct canvas *canvas, struct pixels pixels, struct rect clip)
{
    canvas->pixels = pixels;
    struct rect all = {0, 0, pixels.width_px, pixels.height_px};
    canvas->clip = rect_intersection(all, clip);
}

static uint32_t *row_at(const struct canvas *canvas, int y)
{
    return canvas->pixels.at + (long)y * canvas->pixels.stride_px;
}

static uint32_t pack(struct color color)
{
    return (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
}

/* Red and blue are mixed in one word: they are far enough apart. */
static uint32_t mix(uint32_t under, uint32_t over, unsigned alpha)
{
    unsigned a = alpha + (alpha >> 7); /* 0..256 */
    uint32_t red_blue = ((over & 0xFF00FF) * a + (under & 0xFF00FF) * (256 - a)) >> 8 & 0xFF00FF;
    uint32_t green = ((over & 0x00FF00) * a + (under & 0x00FF00) * (256 - a)) >> 8 & 0x00FF00;
    return red_blue | green;
}

static void span_fill(uint32_t *row, int from, int to, struct color color)
{
    uint32_t over = pack(color);
    if (color.a == 255) {
        for (int x = from; x < to; x++) {
            row[x] = over;
        }
        return;
    }
    for (int x = from; x < to; x++) {
        row[x] = mix(row[x], over, color.a);
    }
}

void canvas_fill(struct canvas *canvas, struct rect rect, struct color color)
{
    struct rect part = rect_intersection(rect, canvas->clip);
    for (int y = part.y; y < part.y + part.h && color.a != 0; y++) {
        span_fill(row_at(canvas, y), part.x, part.x + part.w, color);
    }
}

/* Signed distance of a pixel's centre from the edge of a rounded rectangle; inside is negative. */
static float edge_distance(struct rect rect, int radius, int x, int y)
{
    float half_w = (float)rect.w * 0.5F;
    float half_h = (float)rect.h * 0.5F;
    float dx = fabsf((float)x + 0.5F - (float)rect.x - half_w) - half_w + (float)radius;
    float dy = fabsf((float)y + 0.5F - (float)rect.y - half_h) - half_h + (float)radius;
    if (dx <= 0.0F || dy <= 0.0F) {
        return (dx > dy ? dx : dy) - (float)radius;
    }
    return sqrtf(dx * dx + dy * dy) - (float)radius;
}

static unsigned covered(float distance)
{
    float share = 0.5F - distance;
    return share <= 0.0F ? 0 : share >= 1.0F ? 255 : (unsigned)(share * 255.0F + 0.5F);
}

static int radius_fit(struct rect rect, int radius)
{
    int most = (rect.w < rect.h ? rect.w : rect.h) / 2;
    return radius < most ? radius : most;
}

/* The pixels of one row that may lie on a curve: `part` without the straight middle. */
static void corner_row(struct canvas *canvas, struct rect rect, int radius, struct rect part, int y,
                       struct color color)
{
    uint32_t *row = row_at(canvas, y);
    int middle_from = rect.x + radius;
    int middle_to = rect.x + rect.w - radius;
    for (int x = part.x; x < part.x + part.w; x++) {
        if (x == middle_from && middle_to > middle_from) {
            int end = middle_to < part.x + part.w ? middle_to : part.x + part.w;
            span_fill(row, x, end, color);
            x = end - 1;
            continue;
        }
        if (x > middle_from && x < middle_to) {
            row[x] = mix(row[x], pack(color), color.a);
            continue;
        }
        unsigned alpha = covered(edge_distance(rect, radius, x, y)) * color.a / 255;
        if (alpha != 0) {
            row[x] = mix(row[x], pack(color), alpha);
        }
    }
}

void canvas_fill_round(struct canvas *canvas, struct rect rect, int radius_px, struct color color)
{
    struct rect part = rect_intersection(rect, canvas->clip);
    int radius = radius_fit(rect, radius_px);
    for (int y = part.y; y < part.y + part.h && color.a != 0; y++) {
        bool is_curved = y < rect.y + radius || y >= rect.y + rect.h - radius;
        if (is_curved) {
            corner_row(canvas, rect, radius, part, y, color);
        } else {
            span_fill(row_at(canvas, y), part.x, part.x + part.w, color);
        }
    }
}

static unsigned ring_alpha(struct rect rect, int radius, int width_px, int x, int y)
{
    float distance = edge_distance(rect, radius, x, y);
    return covered(distance) - covered(distance + (float)width_px);
}

static void ring_span(struct canvas *canvas, const struct rect *ring, const int radius_and_width[2],
                      const struct rect *part, struct color color)
{
    uint32_t over = pack(color);
    for (int y = part->y; y < part->y + part->h; y++) {
        uint32_t *row = row_at(canvas, y);
        for (int x = part->x; x < part->x + part->w; x++) {
            unsigned alpha = ring_alpha(*ring, radius_and_width[0], radius_and_width[1], x, y);
            if (alpha != 0) {
                row[x] = mix(row[x], over, alpha * color.a / 255);
            }
        }
    }
}

/* Four strips: the middle of a ring is never looked at. */
void canvas_ring(struct canvas *canvas, struct rect rect, int radius_px, int width_px,
                 struct color color)
{
    int radius = radius_fit(rect, radius_px);
    int reach = radius > width_px ? radius : width_px;
    struct rect rest = rect;
    const struct rect strips[] = {rect_cut_top(&rest, reach), rect_cut_bottom(&rest, reach),
                                  rect_cut_left(&rest, reach), rect_cut_right(&rest, reach)};
    const int radius_and_width[2] = {radius, width_px};
    for (int i = 0; i < 4; i++) {
        struct rect part = rect_intersection(strips[i], canvas->clip);
        ring_span(canvas, &rect, radius_and_width, &part, color);
    }
}

/* Falls off smoothly from the edge outwards. */
static unsigned shade(float distance, float blur, unsigned alpha)
{
    if (distance >= blur) {
        return 0;
    }
    float share = distance <= 0.0F ? 1.0F : 1.0F - distance / blur;
    return (unsigned)((float)alpha * share * share);
}

/* Pixels that the box above the shadow hides for certain, dropped by a few pixels or not. */
static bool is_shadow_inside(struct rect rect, int radius, int x, int y)
{
    int spare = radius < 8 ? 8 : radius;
    return x >= rect.x + radius && x < rect.x + rect.w - radius && y >= rect.y + 1 &&
           y < rect.y + rect.h - spare;
}

void canvas_shadow(struct canvas *canvas, struct rect rect, int radius_px, int blur_px,
                   struct color color)
{
    struct rect part = rect_intersection(rect_inset(rect, -blur_px, -blur_px), canvas->clip);
    int radius = radius_fit(rect, radius_px);
    for (int y = part.y; y < part.y + part.h; y++) {
        uint32_t *row = row_at(canvas, y);
        for (int x = part.x; x < part.x + part.w; x++) {
            if (is_shadow_inside(rect, radius, x, y)) {
                x = rect.x + rect.w - radius - 1; /* hidden by the box itself */
                continue;
            }
            float distance = edge_distance(rect, radius, x, y);
            unsigned alpha = shade(distance, (float)blur_px, color.a);
            if (alpha != 0) {
                row[x] = mix(row[x], pack(color), alpha);
            }
        }
    }
}

void canvas_tint(struct canvas *canvas, const struct coverage *coverage, int x, int y,
                 struct color color)
{
    struct rect place = {x, y, coverage->width_px, coverage->height_px};
    struct rect part = rect_intersection(place, canvas->clip);
    uint32_t over = pack(color);
    for (int row = part.y; row < part.y + part.h; row++) {
        uint32_t *to = row_at(canvas, row);
        const unsigned char *from = coverage->at + (long)(row - y) * coverage->width_px;
        for (int column = part.x; column < part.x + part.w; column++) {
            unsigned alpha = from[column - x];
            if (alpha != 0) {
                to[column] = mix(to[column], over, alpha * color.a / 255);
            }
        }
    }
}

void canvas_picture(struct canvas *canvas, const uint32_t *argb, int width_px, int height_px, int x,
                    int y)
{
    struct rect part = rect_intersection((struct rect){x, y, width_px, height_px}, canvas->clip);
    for (int row = part.y; row < part.y + part.h; row++) {
        uint32_t *to = row_at(canvas, row);
        const uint32_t *from = argb + (long)(row - y) * width_px;
        for (int column = part.x; column < part.x + part.w; column++) {
            uint32_t over = from[column - x];
            if (over >> 24 != 0) {
                to[column] = mix(to[column], over & 0xFFFFFF, over >> 24);
            }
        }
    }
}
