#include "ui/fit.h"
#include "unit/kiosk/ui/sketch.h"

static struct node fitted(const char *label, struct fit_wish wish, struct rect box)
{
    struct node node = {.rect = box};
    (void)snprintf(node.label, sizeof(node.label), "%s", label);
    fit_label(&node, &sketch_meter, &wish, box);
    return node;
}

static const struct fit_wish wish = {
    .style = {TEXT_BOLD, 100, 100}, .align = TEXT_LEFT, .rise = FIT_MIDDLE, .size_min_px = 60};

TEST(what_fits_keeps_its_size)
{
    (void)state;
    struct node node = fitted("0123456789", wish, (struct rect){0, 0, 500, 100});
    assert_int_equal(node.text.style.size_px, 100);
    assert_false(node.overflow);
}

TEST(what_does_not_fit_shrinks_to_seven_tenths_at_most)
{
    (void)state;
    struct node node = fitted("0123456789", wish, (struct rect){0, 0, 400, 100});
    assert_in_range(node.text.style.size_px, 74, 81);
    assert_false(node.overflow);
    node = fitted("0123456789", wish, (struct rect){0, 0, 300, 60});
    assert_int_equal(node.text.style.size_px, 70);
    assert_true(node.overflow);
}

TEST(never_shrinks_below_what_can_be_read)
{
    (void)state;
    struct fit_wish readable = wish;
    readable.size_min_px = 90;
    struct node node = fitted("0123456789", readable, (struct rect){0, 0, 400, 100});
    assert_int_equal(node.text.style.size_px, 90);
    assert_true(node.overflow);
}

TEST(more_lines_than_allowed_overflow)
{
    (void)state;
    struct fit_wish single = wish;
    single.lines_max = 1;
    struct node node = fitted("0123456789", single, (struct rect){0, 0, 300, 400});
    assert_true(node.overflow);
    single.lines_max = 2;
    node = fitted("0123456789", single, (struct rect){0, 0, 300, 400});
    assert_false(node.overflow);
}

TEST(a_word_that_is_too_wide_overflows)
{
    (void)state;
    assert_true(fitted("X", wish, (struct rect){0, 0, 900, 900}).overflow);
}

TEST(a_missing_glyph_is_noted)
{
    (void)state;
    assert_true(fitted("#", wish, (struct rect){0, 0, 900, 900}).has_missing_glyph);
    assert_false(fitted("a", wish, (struct rect){0, 0, 900, 900}).has_missing_glyph);
}

TEST(rises_to_top_middle_and_bottom)
{
    (void)state;
    struct fit_wish rising = wish;
    const int expected[] = {10, 110, 210};
    for (int i = 0; i < 3; i++) {
        rising.rise = (enum fit_rise)i;
        struct node node = fitted("a", rising, (struct rect){0, 10, 500, 300});
        assert_int_equal(node.text.rect.y, expected[i]);
        assert_int_equal(node.text.rect.h, 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_keeps_its_size),
        cmocka_unit_test(what_does_not_fit_shrinks_to_seven_tenths_at_most),
        cmocka_unit_test(never_shrinks_below_what_can_be_read),
        cmocka_unit_test(more_lines_than_allowed_overflow),
        cmocka_unit_test(a_word_that_is_too_wide_overflows),
        cmocka_unit_test(a_missing_glyph_is_noted),
        cmocka_unit_test(rises_to_top_middle_and_bottom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
