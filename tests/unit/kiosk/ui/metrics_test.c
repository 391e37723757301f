#include "support/check.h"

#include "ui/metrics.h"

static const struct panel portrait = {1080, 1920, 0.2745, 600, 700};
static const struct panel small = {1366, 768, 0.2745, 600, 700};

TEST(the_smallest_text_is_seven_tenths_of_a_degree_high)
{
    (void)state;
    struct panel panels[] = {
        portrait, small, {1080, 1920, 0.369, 600, 700}, {1920, 1080, 0.248, 500, 700}};
    for (size_t i = 0; i < sizeof(panels) / sizeof(panels[0]); i++) {
        struct metrics metrics = metrics_compute(&panels[i], 100);
        double capital_mm = metrics.text_min_px * 0.714 * panels[i].px_pitch_mm;
        assert_true(capital_mm >= 0.01222 * panels[i].view_distance_mm);
        assert_true(capital_mm < 0.01222 * panels[i].view_distance_mm + 0.25);
    }
}

TEST(a_near_eye_still_gets_capitals_of_nearly_five_millimetres)
{
    (void)state;
    struct panel near = {1080, 1920, 0.2745, 300, 700};
    struct metrics metrics = metrics_compute(&near, 100);
    assert_true(metrics.text_min_px * 0.714 * 0.2745 >= 4.8);
}

TEST(fingers_get_twenty_millimetres_and_rows_thirty)
{
    (void)state;
    struct metrics metrics = metrics_compute(&portrait, 100);
    assert_true(metrics.target_min_px * 0.2745 >= 20.0);
    assert_true(metrics.row_min_px * 0.2745 >= 30.0);
    assert_true(metrics.gap_px * 0.2745 >= 3.0);
}

TEST(large_text_is_larger_and_the_smallest_stays)
{
    (void)state;
    struct metrics normal = metrics_compute(&portrait, TEXT_SCALE_NORMAL_PERCENT);
    struct metrics large = metrics_compute(&portrait, TEXT_SCALE_LARGE_PERCENT);
    assert_int_equal(large.text_min_px, normal.text_min_px);
    assert_true(large.body_px * 100 >= normal.body_px * 128);
    assert_true(large.title_px > normal.title_px);
    struct metrics tight = metrics_compute(&small, TEXT_SCALE_LARGE_PERCENT);
    assert_int_equal(tight.text_scale_percent, 110);
}

TEST(knows_which_way_the_panel_stands)
{
    (void)state;
    assert_true(metrics_compute(&portrait, 100).is_portrait);
    assert_false(metrics_compute(&small, 100).is_portrait);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_text_is_seven_tenths_of_a_degree_high),
        cmocka_unit_test(a_near_eye_still_gets_capitals_of_nearly_five_millimetres),
        cmocka_unit_test(fingers_get_twenty_millimetres_and_rows_thirty),
        cmocka_unit_test(large_text_is_larger_and_the_smallest_stays),
        cmocka_unit_test(knows_which_way_the_panel_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
