#include "support/check.h"

#include "domain/promise.h"
#include "domain/random.h"

#define MIN(minutes) ((int64_t)((minutes)*60000.0))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { LOBBIES = 20000 };

static void assert_promise(struct promise promise, int low_min, int high_min)
{
    assert_true(promise.is_known);
    assert_int_equal(promise.low_min, low_min);
    assert_int_equal(promise.high_min, high_min);
}

TEST(a_range_is_rounded_outwards_to_five_minutes)
{
    (void)state;

    static const struct {
        double low;
        double high;
        int low_min;
        int high_min;
    } cases[] = {
        {0, 3, 0, 5},       {12, 30, 10, 30},   {12, 30.001, 10, 35}, {14.999, 15.001, 10, 20},
        {15, 15.1, 15, 20}, {4.2, 10.5, 0, 15}, {15, 30, 15, 30},     {0, 60, 0, 60},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct promise promise = promise_for(MIN(cases[i].low), MIN(cases[i].high));
        assert_promise(promise, cases[i].low_min, cases[i].high_min);
        assert_int_equal(promise_kind(&promise), PROMISE_RANGE);
    }
}

TEST(below_three_minutes_it_is_soon)
{
    (void)state;
    struct promise promise = promise_for(0, MIN(3) - 1);
    assert_promise(promise, 0, 0);
    assert_int_equal(promise_kind(&promise), PROMISE_SOON);
    promise = promise_for(MIN(2.5), MIN(2.9));
    assert_int_equal(promise_kind(&promise), PROMISE_SOON);
    promise = promise_for(0, MIN(3));
    assert_int_equal(promise_kind(&promise), PROMISE_RANGE);
}

TEST(wider_than_an_hour_only_the_lower_end_is_said)
{
    (void)state;
    struct promise promise = promise_for(MIN(45), MIN(105));
    assert_int_equal(promise_kind(&promise), PROMISE_RANGE);
    promise = promise_for(MIN(45), MIN(105) + 1);
    assert_promise(promise, 45, 110);
    assert_int_equal(promise_kind(&promise), PROMISE_OVER);
}

TEST(over_nothing_is_never_said)
{
    (void)state;
    struct promise promise = promise_for(MIN(4), MIN(90));
    assert_promise(promise, 0, 90);
    assert_int_equal(promise_kind(&promise), PROMISE_RANGE);
    promise = promise_for(MIN(5), MIN(90));
    assert_int_equal(promise_kind(&promise), PROMISE_OVER);
}

TEST(when_nobody_can_serve_nothing_is_promised)
{
    (void)state;
    struct promise promise = {0};
    assert_int_equal(promise_kind(&promise), PROMISE_UNKNOWN);
    assert_false(promise_is_kept(&promise, 0));
}

TEST(what_falls_on_one_step_is_still_a_range)
{
    (void)state;
    assert_promise(promise_for(MIN(20), MIN(20)), 20, 25);
    assert_promise(promise_for(MIN(5), MIN(5)), 5, 10);
}

TEST(nothing_is_promised_beyond_eight_hours)
{
    (void)state;
    assert_promise(promise_for(MIN(430), MIN(480)), 430, 480);

    static const struct {
        int64_t low;
        int64_t high;
        int low_min;
    } cases[] = {
        {MIN(480), MIN(480), 415},      {MIN(430), MIN(480) + 1, 415}, {MIN(300), MIN(481), 300},
        {MIN(600), MIN(900), 415},      {INT64_MAX, INT64_MAX, 415},   {MIN(60), INT64_MAX, 60},
        {MIN(5) << 32, INT64_MAX, 415},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct promise promise = promise_for(cases[i].low, cases[i].high);
        assert_promise(promise, cases[i].low_min, 480);
        assert_int_equal(promise_kind(&promise), PROMISE_OVER);
        assert_true(promise_is_kept(&promise, cases[i].low));
    }
}

TEST(the_upper_end_does_not_creep_up_by_less_than_five_minutes)
{
    (void)state;
    struct promise seen = promise_for(MIN(15), MIN(29));
    assert_promise(promise_refresh(&seen, MIN(15), MIN(30.1)), 15, 30);
    assert_promise(promise_refresh(&seen, MIN(21), MIN(35) - 1), 20, 30);
    assert_promise(promise_refresh(&seen, MIN(21), MIN(35)), 20, 35);
    assert_promise(promise_refresh(&seen, MIN(21), MIN(41)), 20, 45);
    /* However often it is asked. */
    for (int i = 0; i < 50; i++) {
        seen = promise_refresh(&seen, MIN(15), MIN(30) + i * MIN(0.09));
        assert_int_equal(seen.high_min, 30);
    }
}

TEST(the_upper_end_comes_down_at_once)
{
    (void)state;
    struct promise seen = promise_for(MIN(15), MIN(30));
    assert_promise(promise_refresh(&seen, MIN(12), MIN(25)), 10, 25);
    assert_promise(promise_refresh(&seen, 0, MIN(2)), 0, 0);
}

TEST(the_upper_end_gives_way_before_the_range_becomes_empty)
{
    (void)state;
    struct promise seen = promise_for(MIN(15), MIN(30));
    assert_promise(promise_refresh(&seen, MIN(29), MIN(34)), 25, 30);
    assert_promise(promise_refresh(&seen, MIN(30), MIN(34)), 30, 35);
}

TEST(soon_stays_soon_until_the_end_is_five_minutes_off)
{
    (void)state;
    struct promise seen = promise_for(0, MIN(1));
    assert_promise(promise_refresh(&seen, MIN(4), MIN(5) - 1), 0, 0);
    assert_promise(promise_refresh(&seen, 0, MIN(5)), 0, 5);
}

TEST(after_an_unknown_one_the_first_promise_is_fresh)
{
    (void)state;
    struct promise seen = {0};
    assert_promise(promise_refresh(&seen, 0, MIN(4)), 0, 5);
}

TEST(a_promise_is_kept_by_the_waits_it_names)
{
    (void)state;
    struct promise range = promise_for(MIN(15), MIN(30));
    assert_false(promise_is_kept(&range, MIN(15) - 1));
    assert_true(promise_is_kept(&range, MIN(15)));
    assert_true(promise_is_kept(&range, MIN(30)));
    assert_false(promise_is_kept(&range, MIN(30) + 1));
    struct promise soon = promise_for(0, 0);
    assert_true(promise_is_kept(&soon, 0));
    assert_true(promise_is_kept(&soon, MIN(5)));
    assert_false(promise_is_kept(&soon, MIN(5) + 1));
    struct promise over = promise_for(MIN(45), MIN(180));
    assert_false(promise_is_kept(&over, MIN(45) - 1));
    assert_true(promise_is_kept(&over, MIN(45)));
    assert_true(promise_is_kept(&over, MIN(300)));
}

static int64_t draw_ms(struct random *random)
{
    return (int64_t)random_lognormal(random, 40 * 60000.0, 2);
}

/* Shape, truth and calm over random lobbies: a promise covers the forecast it is made of, and after
 * a refresh all of it but less than 5 minutes at its upper end. */
TEST(every_promise_is_a_range_that_covers_its_forecast)
{
    (void)state;
    struct random random;
    random_seed(&random, 1, 0);
    struct promise seen = {0};
    for (int i = 0; i < LOBBIES; i++) {
        int64_t one = draw_ms(&random);
        int64_t two = random_below(&random, 4) == 0 ? one : draw_ms(&random);
        int64_t low = one < two ? one : two;
        int64_t high = one < two ? two : one;
        struct promise fresh = promise_for(low, high);
        struct promise next = promise_refresh(&seen, low, high);
        const struct promise *both[] = {&fresh, &next};
        for (int j = 0; j < 2; j++) {
            enum promise_kind kind = promise_kind(both[j]);
            assert_int_equal(both[j]->low_min % 5, 0);
            assert_int_equal(both[j]->high_min % 5, 0);
            assert_true(both[j]->low_min >= 0 && both[j]->high_min <= PROMISE_MAX_MIN);
            assert_true(both[j]->low_min < both[j]->high_min || kind == PROMISE_SOON);
            assert_true(kind == PROMISE_SOON || promise_is_kept(both[j], low));
        }
        bool has_end = high <= MIN(480) || promise_kind(&fresh) == PROMISE_OVER;
        assert_true(!has_end || promise_is_kept(&fresh, high));
        int64_t above = high - MIN(next.high_min);
        assert_true(above < MIN(5) || next.high_min == PROMISE_MAX_MIN);
        if (seen.is_known && next.high_min > seen.high_min && next.low_min < seen.high_min) {
            assert_true(high - MIN(seen.high_min) >= MIN(5));
        }
        seen = next;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_is_rounded_outwards_to_five_minutes),
        cmocka_unit_test(below_three_minutes_it_is_soon),
        cmocka_unit_test(wider_than_an_hour_only_the_lower_end_is_said),
        cmocka_unit_test(over_nothing_is_never_said),
        cmocka_unit_test(when_nobody_can_serve_nothing_is_promised),
        cmocka_unit_test(what_falls_on_one_step_is_still_a_range),
        cmocka_unit_test(nothing_is_promised_beyond_eight_hours),
        cmocka_unit_test(the_upper_end_does_not_creep_up_by_less_than_five_minutes),
        cmocka_unit_test(the_upper_end_comes_down_at_once),
        cmocka_unit_test(the_upper_end_gives_way_before_the_range_becomes_empty),
        cmocka_unit_test(soon_stays_soon_until_the_end_is_five_minutes_off),
        cmocka_unit_test(after_an_unknown_one_the_first_promise_is_fresh),
        cmocka_unit_test(a_promise_is_kept_by_the_waits_it_names),
        cmocka_unit_test(every_promise_is_a_range_that_covers_its_forecast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
