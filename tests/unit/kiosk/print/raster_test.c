#include "support/check.h"

#include "print/bitmap.h"
#include "print/paper.h"
#include "print/raster.h"

#include <string.h>

enum { SYNC_BYTES = 4, WIDTH_AT = 372, HEIGHT_AT = 376, BITS_AT = 388, COLOR_AT = 400 };

static unsigned word_at(const struct buffer *file, size_t at)
{
    const unsigned char *from = (const unsigned char *)file->bytes + SYNC_BYTES + at;
    return (unsigned)from[0] << 24 | (unsigned)from[1] << 16 | (unsigned)from[2] << 8 | from[3];
}

/* A pattern without two equal rows, so that a lost or doubled row shows. */
static struct bitmap *pattern(int width_px, int height_px)
{
    struct bitmap *bitmap = bitmap_create(width_px, height_px);
    for (int y = 0; y < height_px; y++) {
        uint8_t *row = bitmap->bytes + (size_t)y * (size_t)bitmap->stride_bytes;
        for (int i = 0; i < bitmap->stride_bytes - 1; i++) {
            row[i] = (uint8_t)((unsigned)y >> (i % 3 * 4));
        }
    }
    return bitmap;
}

TEST(raster_has_the_bitmaps_size_depth_and_colour)
{
    (void)state;
    struct bitmap *bitmap = pattern(PAPER_WIDTH_PX, 1206);
    struct buffer file;
    buffer_init(&file, RASTER_BYTES_MAX);
    assert_status(raster_encode(bitmap, &file), STATUS_OK);
    assert_memory_equal(file.bytes, "RaS2", SYNC_BYTES);
    assert_int_equal(word_at(&file, WIDTH_AT), PAPER_WIDTH_PX);
    assert_int_equal(word_at(&file, HEIGHT_AT), 1206);
    assert_int_equal(word_at(&file, BITS_AT), 1);
    assert_int_equal(word_at(&file, COLOR_AT), 3); /* black */
    buffer_finish(&file);
    bitmap_destroy(bitmap);
}

TEST(length_on_the_wire_gives_back_the_same_dots)
{
    (void)state;
    for (int height_px = 200; height_px <= PAPER_HEIGHT_MAX_PX; height_px++) {
        struct bitmap bitmap = {.width_px = PAPER_WIDTH_PX, .height_px = height_px};
        assert_int_equal(raster_length_hmm(&bitmap) * PAPER_DPI / 2540, height_px);
    }
    assert_int_equal(PAPER_WIDTH_HMM * PAPER_DPI / 2540, PAPER_WIDTH_PX);
}

TEST(a_buffer_too_small_fails)
{
    (void)state;
    struct bitmap *bitmap = pattern(PAPER_WIDTH_PX, 400);
    struct buffer file;
    buffer_init(&file, 2000);
    assert_status(raster_encode(bitmap, &file), STATUS_INTERNAL);
    buffer_finish(&file);
    bitmap_destroy(bitmap);
}

TEST(dots_outside_a_bitmap_are_white)
{
    (void)state;
    struct bitmap *bitmap = bitmap_create(9, 2);
    memset(bitmap->bytes, 0xFF, bitmap_size_bytes(bitmap));
    assert_int_equal(bitmap->stride_bytes, 2);
    assert_true(bitmap_is_black(bitmap, 8, 1));
    assert_false(bitmap_is_black(bitmap, 9, 1));
    assert_false(bitmap_is_black(bitmap, 8, 2));
    assert_false(bitmap_is_black(bitmap, -1, 0));
    assert_false(bitmap_is_black(bitmap, 0, -1));
    bitmap_destroy(bitmap);
}

TEST(half_covered_is_black_and_the_leftmost_dot_the_highest_bit)
{
    static const unsigned char coverage[] = {128, 127, 255, 0, 0, 0, 0, 0, 200, 99};
    (void)state;
    struct bitmap *bitmap = bitmap_from_coverage(coverage, 10, 9, 1);
    assert_int_equal(bitmap->bytes[0], 0xA0);
    assert_int_equal(bitmap->bytes[1], 0x80);
    struct bitmap *copy = bitmap_copy(bitmap);
    assert_memory_equal(copy->bytes, bitmap->bytes, 2);
    assert_ptr_not_equal(copy->bytes, bitmap->bytes);
    bitmap_destroy(copy);
    bitmap_destroy(bitmap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(raster_has_the_bitmaps_size_depth_and_colour),
        cmocka_unit_test(length_on_the_wire_gives_back_the_same_dots),
        cmocka_unit_test(a_buffer_too_small_fails),
        cmocka_unit_test(dots_outside_a_bitmap_are_white),
        cmocka_unit_test(half_covered_is_black_and_the_leftmost_dot_the_highest_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
