#include "support/check.h"

#include "render/canvas.h"

#include <string.h>

enum { SIDE = 64, MARGIN = 64 };

/* A picture with guards before and behind it. */
static uint32_t memory[MARGIN + SIDE * SIDE + MARGIN];
static struct canvas canvas;

static const struct color red = {255, 0, 0, 255};
static const struct color blue = {0, 0, 255, 255};

static int fresh(void **state)
{
    (void)state;
    memset(memory, 0, sizeof(memory));
    struct pixels pixels = {memory + MARGIN, SIDE, SIDE, SIDE};
    canvas_init(&canvas, pixels, (struct rect){0, 0, SIDE, SIDE});
    return 0;
}

static uint32_t at(int x, int y)
{
    return memory[MARGIN + y * SIDE + x];
}

static void assert_guards(void)
{
    for (int i = 0; i < MARGIN; i++) {
        assert_int_equal(memory[i], 0);
        assert_int_equal(memory[MARGIN + SIDE * SIDE + i], 0);
    }
}

TEST(fills_exactly_its_rectangle)
{
    (void)state;
    canvas_fill(&canvas, (struct rect){10, 20, 5, 6}, red);
    assert_int_equal(at(10, 20), 0xFF0000);
    assert_int_equal(at(14, 25), 0xFF0000);
    assert_int_equal(at(9, 20), 0);
    assert_int_equal(at(15, 20), 0);
    assert_int_equal(at(10, 26), 0);
}

TEST(a_transparent_colour_draws_nothing_and_half_of_one_half)
{
    (void)state;
    canvas_fill(&canvas, (struct rect){0, 0, SIDE, SIDE}, (struct color){255, 0, 0, 0});
    assert_int_equal(at(5, 5), 0);
    canvas_fill(&canvas, (struct rect){0, 0, SIDE, SIDE}, (struct color){200, 100, 0, 128});
    assert_in_range(at(5, 5) >> 16, 99, 102);
    assert_in_range(at(5, 5) >> 8 & 0xFF, 49, 51);
}

TEST(rounds_its_corners_and_is_the_same_on_all_four)
{
    (void)state;
    canvas_fill_round(&canvas, (struct rect){4, 4, 56, 56}, 16, red);
    assert_int_equal(at(4, 4), 0);
    assert_int_equal(at(32, 4), 0xFF0000);
    assert_int_equal(at(4, 32), 0xFF0000);
    assert_int_equal(at(32, 32), 0xFF0000);
    int soft = 0;
    for (int y = 4; y < 32; y++) {
        for (int x = 4; x < 32; x++) {
            assert_int_equal(at(x, y), at(63 - x, y));
            assert_int_equal(at(x, y), at(x, 63 - y));
            soft += at(x, y) != 0 && at(x, y) != 0xFF0000;
        }
    }
    assert_in_range(soft, 10, 60); /* edges are smooth, and only edges */
}

TEST(a_radius_larger_than_the_box_makes_a_circle)
{
    (void)state;
    canvas_fill_round(&canvas, (struct rect){12, 12, 40, 40}, 500, red);
    assert_int_equal(at(13, 13), 0);
    assert_int_equal(at(32, 13), 0xFF0000);
}

TEST(a_ring_leaves_its_middle_alone)
{
    (void)state;
    canvas_fill(&canvas, (struct rect){0, 0, SIDE, SIDE}, blue);
    canvas_ring(&canvas, (struct rect){4, 4, 56, 56}, 10, 6, red);
    assert_int_equal(at(32, 6), 0xFF0000);
    assert_int_equal(at(6, 32), 0xFF0000);
    assert_int_equal(at(57, 32), 0xFF0000);
    assert_int_equal(at(32, 57), 0xFF0000);
    assert_int_equal(at(32, 32), 0x0000FF);
    assert_int_equal(at(12, 32), 0x0000FF);
}

TEST(a_shadow_fades_outwards)
{
    (void)state;
    canvas_fill(&canvas, (struct rect){0, 0, SIDE, SIDE}, (struct color){255, 255, 255, 255});
    canvas_shadow(&canvas, (struct rect){20, 20, 24, 24}, 4, 12, (struct color){0, 0, 0, 100});
    assert_true((at(32, 46) & 0xFF) < (at(32, 50) & 0xFF));
    assert_true((at(32, 50) & 0xFF) < 255);
    assert_int_equal(at(32, 60) & 0xFF, 255);
}

TEST(stays_inside_the_pixels_and_the_clip)
{
    (void)state;
    struct rect places[] = {{-20, -20, 30, 30},
                            {50, 50, 40, 40},
                            {-100, 10, 50, 5},
                            {10, 200, 20, 20},
                            {-50, -50, 200, 200}};
    static unsigned char ink[40 * 40];
    static uint32_t picture[40 * 40];
    memset(ink, 255, sizeof(ink));
    memset(picture, 255, sizeof(picture));
    struct coverage coverage = {ink, 40, 40};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        canvas_fill(&canvas, places[i], red);
        canvas_fill_round(&canvas, places[i], 9, red);
        canvas_ring(&canvas, places[i], 9, 3, red);
        canvas_shadow(&canvas, places[i], 9, 12, red);
        canvas_tint(&canvas, &coverage, places[i].x, places[i].y, red);
        canvas_picture(&canvas, picture, 40, 40, places[i].x, places[i].y);
    }
    assert_guards();
    (void)fresh(state);
    canvas.clip = (struct rect){30, 30, 4, 4};
    canvas_fill_round(&canvas, (struct rect){0, 0, SIDE, SIDE}, 9, red);
    canvas_tint(&canvas, &coverage, 10, 10, blue);
    assert_int_equal(at(29, 30), 0);
    assert_int_equal(at(34, 30), 0);
    assert_int_equal(at(33, 33), 0x0000FF);
}

TEST(a_clip_larger_than_the_pixels_is_cut_to_them)
{
    (void)state;
    struct pixels pixels = {memory + MARGIN, SIDE, SIDE, SIDE};
    canvas_init(&canvas, pixels, (struct rect){-500, -1, 1000, SIDE + 2});
    canvas_fill(&canvas, (struct rect){-500, -1, 1000, SIDE + 2}, red);
    assert_guards();
    assert_int_equal(at(0, 0), 0xFF0000);
    assert_int_equal(at(SIDE - 1, SIDE - 1), 0xFF0000);
}

TEST(what_is_drawn_in_parts_is_what_is_drawn_at_once)
{
    (void)state;
    static uint32_t whole[SIDE * SIDE];
    for (int pass = 0; pass < 2; pass++) {
        (void)fresh(state);
        for (int part = 0; part < (pass == 0 ? 1 : 4); part++) {
            struct rect clip = pass == 0 ? (struct rect){0, 0, SIDE, SIDE}
                                         : (struct rect){part % 2 * 32, part / 2 * 32, 32, 32};
            canvas.clip = clip;
            canvas_fill(&canvas, clip, (struct color){240, 240, 240, 255});
            canvas_shadow(&canvas, (struct rect){10, 14, 44, 40}, 8, 10,
                          (struct color){0, 0, 0, 60});
            canvas_fill_round(&canvas, (struct rect){10, 10, 44, 40}, 8, red);
            canvas_ring(&canvas, (struct rect){6, 6, 52, 48}, 10, 3, blue);
        }
        if (pass == 0) {
            memcpy(whole, memory + MARGIN, sizeof(whole));
        }
    }
    assert_memory_equal(whole, memory + MARGIN, sizeof(whole));
}

#define FRESH(test) cmocka_unit_test_setup(test, fresh)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(fills_exactly_its_rectangle),
        FRESH(a_transparent_colour_draws_nothing_and_half_of_one_half),
        FRESH(rounds_its_corners_and_is_the_same_on_all_four),
        FRESH(a_radius_larger_than_the_box_makes_a_circle),
        FRESH(a_ring_leaves_its_middle_alone),
        FRESH(a_shadow_fades_outwards),
        FRESH(stays_inside_the_pixels_and_the_clip),
        FRESH(a_clip_larger_than_the_pixels_is_cut_to_them),
        FRESH(what_is_drawn_in_parts_is_what_is_drawn_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
