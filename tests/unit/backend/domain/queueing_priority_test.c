#include "support/check.h"

#include "domain/queueing_priority.h"

#include <math.h>

static const double arrivals[] = {0.5, 1.25, 0.75};
static const double slopes[] = {5, 2, 1.5};
static const struct queueing_shared three = {.class_count = 3, .service_rate = 1, .servers = 3};

static void assert_near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance * fabs(expected))) {
        fail_msg("%.15g, expected %.15g", actual, expected);
    }
}

static double wait_together(void)
{
    struct queueing_station station = {2.5, 1, 3};
    struct queueing_waits waits;
    assert_status(queueing_mmc(&station, &waits), STATUS_OK);
    return waits.wait_mean;
}

/* What one class gains another loses: the mean over everybody is that of first come first served.
 */
static double mean_over_all(const double *waits)
{
    return (arrivals[0] * waits[0] + arrivals[1] * waits[1] + arrivals[2] * waits[2]) / 2.5;
}

TEST(priorities_only_share_the_wait_out_anew)
{
    (void)state;
    double waits[3];
    assert_status(queueing_strict(&three, arrivals, waits), STATUS_OK);
    assert_true(waits[0] < waits[1] && waits[1] < waits[2]);
    assert_near(mean_over_all(waits), wait_together(), 1e-12);
    assert_status(queueing_accumulating(&three, arrivals, slopes, waits), STATUS_OK);
    assert_true(waits[0] < waits[1] && waits[1] < waits[2]);
    assert_near(mean_over_all(waits), wait_together(), 1e-12);
}

TEST(one_class_alone_waits_as_without_priorities)
{
    (void)state;
    static const double all[] = {2.5};
    static const struct queueing_shared one = {.class_count = 1, .service_rate = 1, .servers = 3};
    double wait;
    assert_status(queueing_strict(&one, all, &wait), STATUS_OK);
    assert_near(wait, wait_together(), 1e-12);
    assert_status(queueing_accumulating(&one, all, slopes, &wait), STATUS_OK);
    assert_near(wait, wait_together(), 1e-12);
}

TEST(equal_slopes_are_first_come_first_served)
{
    (void)state;
    static const double equal[] = {2, 2, 2};
    double waits[3];
    assert_status(queueing_accumulating(&three, arrivals, equal, waits), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_near(waits[i], wait_together(), 1e-12);
    }
}

TEST(slopes_far_apart_are_strict_priorities)
{
    (void)state;
    static const double far[] = {1e12, 1e6, 1};
    double waits[3];
    double strict[3];
    assert_status(queueing_accumulating(&three, arrivals, far, waits), STATUS_OK);
    assert_status(queueing_strict(&three, arrivals, strict), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_near(waits[i], strict[i], 1e-4);
    }
}

TEST(what_cannot_be_computed_leaves_the_output_alone)
{
    (void)state;
    static const double negative[] = {0.5, -0.1, 0.2};
    static const double unknown[] = {0.5, NAN, 0.2};
    static const double endless[] = {0.5, INFINITY, 0.2};
    static const double full[] = {1, 1, 1};

    static const struct {
        struct queueing_shared shared;
        const double *arrivals;
        enum status expected;
    } cases[] = {
        {{0, 1, 3}, arrivals, STATUS_INVALID},
        {{QUEUEING_CLASSES_MAX + 1, 1, 3}, arrivals, STATUS_TOO_LARGE},
        {{3, 0, 3}, arrivals, STATUS_INVALID},
        {{3, 1, 0}, arrivals, STATUS_INVALID},
        {{3, 1, QUEUEING_SERVERS_MAX + 1}, arrivals, STATUS_TOO_LARGE},
        {{3, 1, 3}, negative, STATUS_INVALID},
        {{3, 1, 3}, unknown, STATUS_INVALID},
        {{3, 1, 3}, endless, STATUS_INVALID},
        {{3, 1, 3}, full, STATUS_UNPROCESSABLE},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        double waits[] = {42, 42, 42};
        assert_status(queueing_strict(&cases[i].shared, cases[i].arrivals, waits),
                      cases[i].expected);
        assert_status(queueing_accumulating(&cases[i].shared, cases[i].arrivals, slopes, waits),
                      cases[i].expected);
        assert_true(waits[0] == 42 && waits[1] == 42 && waits[2] == 42);
    }
}

TEST(slopes_must_fall_and_stay_above_nothing)
{
    (void)state;
    static const double cases[][3] = {{1, 2, 0.5}, {3, 2, 2.5},      {3, 2, 0},
                                      {3, 2, -1},  {INFINITY, 2, 1}, {3, NAN, 1}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        double waits[] = {42, 42, 42};
        assert_status(queueing_accumulating(&three, arrivals, cases[i], waits), STATUS_INVALID);
        assert_true(waits[0] == 42 && waits[1] == 42 && waits[2] == 42);
    }
}

TEST(as_many_classes_as_the_limit_says_are_taken)
{
    (void)state;
    double rates[QUEUEING_CLASSES_MAX];
    double waits[QUEUEING_CLASSES_MAX];
    for (int i = 0; i < QUEUEING_CLASSES_MAX; i++) {
        rates[i] = 0.9 / QUEUEING_CLASSES_MAX;
    }
    struct queueing_shared most = {
        .class_count = QUEUEING_CLASSES_MAX, .service_rate = 1, .servers = 1};
    assert_status(queueing_strict(&most, rates, waits), STATUS_OK);
    assert_near(waits[QUEUEING_CLASSES_MAX - 1], 0.9 / (0.1 * (0.1 + rates[0])), 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(priorities_only_share_the_wait_out_anew),
        cmocka_unit_test(one_class_alone_waits_as_without_priorities),
        cmocka_unit_test(equal_slopes_are_first_come_first_served),
        cmocka_unit_test(slopes_far_apart_are_strict_priorities),
        cmocka_unit_test(what_cannot_be_computed_leaves_the_output_alone),
        cmocka_unit_test(slopes_must_fall_and_stay_above_nothing),
        cmocka_unit_test(as_many_classes_as_the_limit_says_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
