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

TEST(all_that_is_read_grows_with_the_scale_on_every_panel)
{
    (void)state;
    const struct panel panels[] = {portrait, small};
    const int scales[] = {150, 200};
    for (int i = 0; i < 4; i++) {
        int scale = scales[i % 2];
        struct metrics normal = metrics_compute(&panels[i / 2], 100);
        struct metrics large = metrics_compute(&panels[i / 2], scale);
        assert_int_equal(large.text_min_px, normal.text_min_px); /* the fixed bar's */
        assert_int_equal(large.hint_px, normal.hint_px * scale / 100);
        assert_int_equal(large.body_px, normal.body_px * scale / 100);
        assert_int_equal(large.label_px, normal.label_px * scale / 100);
        assert_int_equal(large.lead_px, normal.lead_px * scale / 100);
        assert_int_equal(large.title_px, normal.title_px * scale / 100);
    }
}

static struct reach reach_of(struct panel panel, bool is_low)
{
    struct metrics metrics = metrics_compute(&panel, 100);
    return metrics_reach(&metrics, is_low);
}

TEST(hands_reach_from_380_to_1220_millimetres)
{
    (void)state;
    const struct panel tall = {1080, 1920, 0.5, 600, 300}; /* 300 to 1260 mm */
    struct reach reach = reach_of(tall, false);
    assert_true(metrics_height_mm(&tall, reach.top_px) <= 1220);
    assert_true(metrics_height_mm(&tall, reach.top_px - 1) > 1220);
    assert_true(metrics_height_mm(&tall, reach.bottom_px) >= 380);
    assert_true(metrics_height_mm(&tall, reach.bottom_px + 1) < 380);
    struct reach all = reach_of((struct panel){1920, 1080, 0.2745, 600, 800}, false);
    assert_int_equal(all.top_px, 0);
    assert_int_equal(all.bottom_px, 1080);
}

TEST(low_keys_lie_between_800_and_1100_millimetres)
{
    (void)state;
    struct reach reach = reach_of(portrait, true);
    assert_true(metrics_height_mm(&portrait, reach.top_px) <= 1100);
    assert_true(metrics_height_mm(&portrait, reach.top_px - 1) > 1100);
    assert_true(metrics_height_mm(&portrait, reach.bottom_px) >= 800);
    assert_true(metrics_height_mm(&portrait, reach.bottom_px + 1) < 800);
}

TEST(a_panel_that_hangs_badly_gives_low_keys_what_it_has)
{
    (void)state;
    const struct panel panels[] = {{1366, 768, 0.2745, 600, 700},
                                   {1366, 768, 0.2745, 600, 1050},
                                   {1080, 1920, 0.2745, 600, 300}};
    for (size_t i = 0; i < sizeof(panels) / sizeof(panels[0]); i++) {
        struct metrics metrics = metrics_compute(&panels[i], 100);
        struct reach reach = metrics_reach(&metrics, true);
        assert_true(reach.bottom_px - reach.top_px >= 8 * metrics.target_min_px);
        assert_in_range(reach.top_px, 0, panels[i].height_px);
        assert_in_range(reach.bottom_px, 0, panels[i].height_px);
    }
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
        cmocka_unit_test(all_that_is_read_grows_with_the_scale_on_every_panel),
        cmocka_unit_test(hands_reach_from_380_to_1220_millimetres),
        cmocka_unit_test(low_keys_lie_between_800_and_1100_millimetres),
        cmocka_unit_test(a_panel_that_hangs_badly_gives_low_keys_what_it_has),
        cmocka_unit_test(knows_which_way_the_panel_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
