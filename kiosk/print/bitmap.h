/*
 * bitmap.h - black dots on white paper, exactly as the printer gets them.
 *
 * Rows from top to bottom, `stride_bytes` each; in a byte the leftmost dot is the highest bit; 1 is
 * black. Bits right of the width are 0.
 *
 * Memory   bitmap_create / bitmap_destroy; the bytes are part of the block.
 */
#ifndef PRINT_BITMAP_H
#define PRINT_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bitmap {
    int width_px;
    int height_px;
    int stride_bytes; /* (width_px + 7) / 8 */
    uint8_t *bytes;   /* stride_bytes * height_px */
};

/* All white. */
struct bitmap *bitmap_create(int width_px, int height_px);
void bitmap_destroy(struct bitmap *bitmap);
struct bitmap *bitmap_copy(const struct bitmap *bitmap);
size_t bitmap_size_bytes(const struct bitmap *bitmap);

bool bitmap_is_black(const struct bitmap *bitmap, int x_px, int y_px); /* outside: white */

/* Black where `coverage` (8 bits a dot, `stride` bytes a row) is at least half. */
struct bitmap *bitmap_from_coverage(const unsigned char *coverage, int stride, int width_px,
                                    int height_px);

#endif
