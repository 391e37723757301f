#include "print/bitmap.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { HALF_COVERED = 128 };

struct bitmap *bitmap_create(int width_px, int height_px)
{
    int stride_bytes = (width_px + 7) / 8;
    struct bitmap *bitmap =
        memory_new(1, sizeof(*bitmap) + (size_t)stride_bytes * (size_t)height_px);
    *bitmap = (struct bitmap){width_px, height_px, stride_bytes, (uint8_t *)(bitmap + 1)};
    return bitmap;
}

void bitmap_destroy(struct bitmap *bitmap)
{
    free(bitmap);
}

size_t bitmap_size_bytes(const struct bitmap *bitmap)
{
    return (size_t)bitmap->stride_bytes * (size_t)bitmap->height_px;
}

struct bitmap *bitmap_copy(const struct bitmap *bitmap)
{
    struct bitmap *copy = bitmap_create(bitmap->width_px, bitmap->height_px);
    memcpy(copy->bytes, bitmap->bytes, bitmap_size_bytes(bitmap));
    return copy;
}

bool bitmap_is_black(const struct bitmap *bitmap, int x_px, int y_px)
{
    if (x_px < 0 || y_px < 0 || x_px >= bitmap->width_px || y_px >= bitmap->height_px) {
        return false;
    }
    size_t at = (size_t)y_px * (size_t)bitmap->stride_bytes + (size_t)(x_px / 8);
    return (bitmap->bytes[at] & (0x80U >> (x_px % 8))) != 0;
}

struct bitmap *bitmap_from_coverage(const unsigned char *coverage, int stride, int width_px,
                                    int height_px)
{
    struct bitmap *bitmap = bitmap_create(width_px, height_px);
    for (int y = 0; y < height_px; y++) {
        const unsigned char *from = coverage + (size_t)y * (size_t)stride;
        uint8_t *to = bitmap->bytes + (size_t)y * (size_t)bitmap->stride_bytes;
        for (int x = 0; x < width_px; x++) {
            if (from[x] >= HALF_COVERED) {
                to[x / 8] = (uint8_t)(to[x / 8] | (0x80U >> (x % 8)));
            }
        }
    }
    return bitmap;
}
