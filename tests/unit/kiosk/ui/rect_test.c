#include "support/check.h"

#include "ui/rect.h"

static void assert_rect(struct rect rect, int x, int y, int w, int h)
{
    assert_int_equal(rect.x, x);
    assert_int_equal(rect.y, y);
    assert_int_equal(rect.w, w);
    assert_int_equal(rect.h, h);
}

TEST(cuts_a_strip_off_each_side)
{
    (void)state;
    struct rect rest = {10, 20, 100, 200};
    assert_rect(rect_cut_top(&rest, 30), 10, 20, 100, 30);
    assert_rect(rect_cut_bottom(&rest, 40), 10, 180, 100, 40);
    assert_rect(rect_cut_left(&rest, 5), 10, 50, 5, 130);
    assert_rect(rect_cut_right(&rest, 6), 104, 50, 6, 130);
    assert_rect(rest, 15, 50, 89, 130);
}

TEST(a_cut_takes_no_more_than_there_is_and_no_less_than_nothing)
{
    (void)state;
    struct rect rest = {0, 0, 50, 50};
    assert_rect(rect_cut_top(&rest, 80), 0, 0, 50, 50);
    assert_rect(rest, 0, 50, 50, 0);
    rest = (struct rect){0, 0, 50, 50};
    assert_rect(rect_cut_right(&rest, -3), 50, 0, 0, 50);
    assert_rect(rest, 0, 0, 50, 50);
}

TEST(a_grid_fills_its_area_to_the_last_pixel)
{
    (void)state;
    struct rect area = {3, 7, 1001, 503};
    for (int columns = 1; columns <= 5; columns++) {
        struct rect before = {0};
        for (int i = 0; i < columns; i++) {
            struct rect cell = rect_grid(area, columns, 2, 9, i);
            if (i > 0) {
                assert_int_equal(cell.x, before.x + before.w + 9);
            }
            before = cell;
        }
        assert_int_equal(before.x + before.w, area.x + area.w);
        struct rect last = rect_grid(area, columns, 2, 9, 2 * columns - 1);
        assert_int_equal(last.y + last.h, area.y + area.h);
    }
}

TEST(an_inset_larger_than_the_rectangle_is_empty)
{
    (void)state;
    assert_true(rect_is_empty(rect_inset((struct rect){0, 0, 10, 10}, 5, 1)));
    assert_rect(rect_inset((struct rect){0, 0, 10, 10}, -2, -3), -2, -3, 14, 16);
}

TEST(knows_what_is_inside)
{
    (void)state;
    struct rect rect = {10, 10, 20, 20};
    assert_true(rect_contains(rect, 10, 10));
    assert_true(rect_contains(rect, 29, 29));
    assert_false(rect_contains(rect, 30, 29));
    assert_true(rect_holds(rect, rect));
    assert_false(rect_holds(rect, (struct rect){10, 10, 21, 20}));
}

TEST(rectangles_that_only_touch_do_not_intersect)
{
    (void)state;
    struct rect a = {0, 0, 10, 10};
    assert_true(rect_is_empty(rect_intersection(a, (struct rect){10, 0, 10, 10})));
    assert_rect(rect_intersection(a, (struct rect){9, 8, 10, 10}), 9, 8, 1, 2);
}

TEST(a_union_ignores_what_is_empty)
{
    (void)state;
    struct rect a = {5, 5, 10, 10};
    assert_rect(rect_union(a, (struct rect){0}), 5, 5, 10, 10);
    assert_rect(rect_union((struct rect){0}, a), 5, 5, 10, 10);
    assert_rect(rect_union(a, (struct rect){20, 0, 5, 5}), 5, 0, 20, 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_a_strip_off_each_side),
        cmocka_unit_test(a_cut_takes_no_more_than_there_is_and_no_less_than_nothing),
        cmocka_unit_test(a_grid_fills_its_area_to_the_last_pixel),
        cmocka_unit_test(an_inset_larger_than_the_rectangle_is_empty),
        cmocka_unit_test(knows_what_is_inside),
        cmocka_unit_test(rectangles_that_only_touch_do_not_intersect),
        cmocka_unit_test(a_union_ignores_what_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
