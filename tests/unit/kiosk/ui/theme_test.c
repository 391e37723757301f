#include "support/check.h"

#include "ui/theme.h"

TEST(knows_the_contrast_of_black_and_white_and_of_yellow_on_black)
{
    (void)state;
    struct color black = {0, 0, 0, 255};
    struct color white = {255, 255, 255, 255};
    struct color yellow = {255, 255, 0, 255};
    assert_float_equal(color_contrast(black, white), 21.0, 0.01);
    assert_float_equal(color_contrast(white, black), 21.0, 0.01);
    assert_float_equal(color_contrast(black, black), 1.0, 0.001);
    assert_float_equal(color_contrast(yellow, black), 19.56, 0.01);
}

TEST(a_half_transparent_colour_is_mixed_half)
{
    (void)state;
    struct color mixed =
        color_blend((struct color){255, 0, 0, 128}, (struct color){0, 0, 255, 255});
    assert_in_range(mixed.r, 127, 129);
    assert_in_range(mixed.b, 126, 128);
    assert_int_equal(mixed.a, 255);
}

/* What a look's words are read against. */
static struct color behind(const struct theme *theme, const struct look *look, bool is_pressed)
{
    struct color fill = is_pressed ? look->fill_pressed : look->fill;
    struct color page = theme->looks[LOOK_PAGE].fill;
    return fill.a == 0 ? page : color_blend(fill, page);
}

TEST(every_look_of_every_theme_is_readable_pressed_or_not)
{
    (void)state;
    for (int name = 0; name < THEME_COUNT; name++) {
        const struct theme *theme = theme_get((enum theme_name)name);
        for (int i = 0; i < LOOK_COUNT; i++) {
            const struct look *look = &theme->looks[i];
            if (i == LOOK_SCRIM) {
                continue; /* carries no words */
            }
            double least = theme->contrast_min;
            assert_true(color_contrast(look->ink, behind(theme, look, false)) >= least);
            assert_true(color_contrast(look->ink_soft, behind(theme, look, false)) >= least);
            assert_true(color_contrast(look->ink_pressed, behind(theme, look, true)) >= least);
        }
    }
}

TEST(every_edge_stands_out_from_the_page_and_the_tray)
{
    (void)state;

    const enum look_name edged[] = {LOOK_TILE,   LOOK_PRIMARY, LOOK_SECONDARY, LOOK_BAR,
                                    LOOK_BAR_ON, LOOK_CHIP,    LOOK_CHIP_ON};

    for (int name = 0; name < THEME_COUNT; name++) {
        const struct theme *theme = theme_get((enum theme_name)name);
        for (size_t i = 0; i < sizeof(edged) / sizeof(edged[0]); i++) {
            struct color border = theme->looks[edged[i]].border;
            assert_true(color_contrast(border, theme->looks[LOOK_PAGE].fill) >= 3.0);
        }
        assert_true(color_contrast(theme->looks[LOOK_BAR].border, theme->looks[LOOK_TRAY].fill) >=
                    3.0);
        assert_true(color_contrast(theme->focus, theme->looks[LOOK_PAGE].fill) >= 3.0);
    }
}

TEST(what_is_chosen_differs_by_more_than_its_colour)
{
    (void)state;
    for (int name = 0; name < THEME_COUNT; name++) {
        const struct theme *theme = theme_get((enum theme_name)name);
        assert_true(theme->looks[LOOK_CHIP_ON].border_px > theme->looks[LOOK_CHIP].border_px);
        assert_true(theme->looks[LOOK_BAR_ON].border_px > theme->looks[LOOK_BAR].border_px);
    }
}

TEST(high_contrast_asks_for_fifteen_to_one)
{
    (void)state;
    assert_float_equal(theme_get(THEME_LIGHT)->contrast_min, 7.0, 0.001);
    assert_float_equal(theme_get(THEME_CONTRAST)->contrast_min, 15.0, 0.001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_contrast_of_black_and_white_and_of_yellow_on_black),
        cmocka_unit_test(a_half_transparent_colour_is_mixed_half),
        cmocka_unit_test(every_look_of_every_theme_is_readable_pressed_or_not),
        cmocka_unit_test(every_edge_stands_out_from_the_page_and_the_tray),
        cmocka_unit_test(what_is_chosen_differs_by_more_than_its_colour),
        cmocka_unit_test(high_contrast_asks_for_fifteen_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
