#include "support/check.h"

#include "domain/random.h"

#include <math.h>
#include <string.h>

enum { DRAWS = 40000 };

struct moments {
    double mean;
    double variance;
};

static struct moments moments_of(const double *draws, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += draws[i];
    }
    struct moments moments = {.mean = sum / count};
    for (int i = 0; i < count; i++) {
        moments.variance += (draws[i] - moments.mean) * (draws[i] - moments.mean) / count;
    }
    return moments;
}

/* Within five standard errors: of the mean, and of the variance by the fourth moment seen. */
static void assert_moments(const double *draws, double mean, double variance)
{
    struct moments seen = moments_of(draws, DRAWS);
    assert_true(fabs(seen.mean - mean) < 5 * sqrt(variance / DRAWS));
    double fourth = 0;
    for (int i = 0; i < DRAWS; i++) {
        double square = (draws[i] - seen.mean) * (draws[i] - seen.mean);
        fourth += square * square / DRAWS;
    }
    double error = sqrt((fourth - seen.variance * seen.variance) / DRAWS);
    assert_true(fabs(seen.variance - variance) < 5 * error);
}

static double draws[DRAWS];

/* The outputs the authors' own program gives from the state 1, 2, 3, 4. */
TEST(the_first_outputs_are_those_of_the_reference_program)
{
    (void)state;
    struct random random = {{1, 2, 3, 4}};
    const uint64_t expected[] = {UINT64_C(11520),
                                 UINT64_C(0),
                                 UINT64_C(1509978240),
                                 UINT64_C(1215971899390074240),
                                 UINT64_C(1216172134540287360),
                                 UINT64_C(607988272756665600),
                                 UINT64_C(16172922978634559625),
                                 UINT64_C(8476171486693032832),
                                 UINT64_C(10595114339597558777),
                                 UINT64_C(2904607092377533576)};
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        assert_int_equal(random_u64(&random), expected[i]);
    }
}

/* splitmix64 begun at 1234567, again from the reference. */
TEST(the_first_stream_is_seeded_as_published)
{
    (void)state;
    struct random random;
    random_seed(&random, 1234567, 0);
    assert_int_equal(random.s[0], UINT64_C(6457827717110365317));
    assert_int_equal(random.s[1], UINT64_C(3203168211198807973));
    assert_int_equal(random.s[2], UINT64_C(9817491932198370423));
    assert_int_equal(random.s[3], UINT64_C(4593380528125082431));
    random_seed(&random, 0, 0);
    assert_int_equal(random_u64(&random), UINT64_C(11091344671253066420));
    assert_int_equal(random_u64(&random), UINT64_C(13793997310169335082));
}

TEST(equal_seeds_give_equal_draws_and_others_do_not)
{
    (void)state;
    struct random one;
    struct random two;
    random_seed(&one, 7, 3);
    random_seed(&two, 7, 3);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(random_u64(&one), random_u64(&two));
    }
    random_seed(&two, 8, 3);
    random_seed(&one, 7, 3);
    assert_int_not_equal(random_u64(&one), random_u64(&two));
}

/* Neither equal, nor shifted by a few words, nor correlated. */
TEST(streams_of_one_seed_know_nothing_of_each_other)
{
    (void)state;
    struct random streams[16];
    for (uint64_t i = 0; i < 16; i++) {
        random_seed(&streams[i], 42, i);
        for (uint64_t j = 0; j < i; j++) {
            for (int word = 0; word < 16; word++) {
                assert_int_not_equal(streams[i].s[word / 4], streams[j].s[word % 4]);
            }
        }
    }
    for (int i = 1; i < 16; i++) {
        struct random left = streams[i];
        struct random right = streams[i - 1];
        double product = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            product += (random_unit(&left) - 0.5) * (random_unit(&right) - 0.5);
        }
        assert_true(fabs(product / DRAWS) < 5 / (12 * sqrt(DRAWS)));
    }
}

TEST(a_unit_draw_fills_the_interval_and_never_reaches_one)
{
    (void)state;
    struct random random;
    random_seed(&random, 1, 0);
    double least = 1;
    double most = 0;
    for (int i = 0; i < DRAWS; i++) {
        draws[i] = random_unit(&random);
        assert_true(draws[i] >= 0 && draws[i] < 1);
        least = fmin(least, draws[i]);
        most = fmax(most, draws[i]);
    }
    assert_moments(draws, 0.5, 1.0 / 12);
    assert_true(least < 1e-3 && most > 1 - 1e-3);
    /* The state whose output has every bit set. */
    struct random top = {{0, UINT64_C(0x4fc71c71c71c71c7), 0, 0}};
    assert_true(random_unit(&top) == 1 - 0x1p-53);
}

TEST(below_n_every_number_comes_as_often)
{
    (void)state;
    struct random random;
    random_seed(&random, 2, 0);
    int counts[7] = {0};
    for (int i = 0; i < DRAWS; i++) {
        uint64_t draw = random_below(&random, 7);
        assert_true(draw < 7);
        counts[draw]++;
    }
    for (int i = 0; i < 7; i++) {
        double expected = DRAWS / 7.0;
        assert_true(fabs(counts[i] - expected) < 5 * sqrt(expected * 6 / 7));
    }
    assert_int_equal(random_below(&random, 1), 0);
}

/* A plain remainder would give the lower half of this range twice as often. */
TEST(a_range_that_does_not_divide_the_draws_is_not_favoured_at_its_start)
{
    (void)state;
    struct random random;
    random_seed(&random, 3, 0);
    const uint64_t n = UINT64_C(0xc000000000000000);
    int lower = 0;
    for (int i = 0; i < DRAWS; i++) {
        uint64_t draw = random_below(&random, n);
        assert_true(draw < n);
        lower += draw < n / 3;
    }
    assert_true(fabs(lower / (double)DRAWS - 1.0 / 3) < 5 * sqrt(2.0 / 9 / DRAWS));
}

TEST(the_exponential_has_its_mean_and_its_variance)
{
    (void)state;
    struct random random;
    random_seed(&random, 4, 0);
    for (int i = 0; i < DRAWS; i++) {
        draws[i] = random_exponential(&random, 12);
        assert_true(draws[i] >= 0);
    }
    assert_moments(draws, 12, 144);
    assert_true(random_exponential(&random, 0) == 0);
}

TEST(the_normal_has_its_moments_and_its_tails)
{
    (void)state;
    struct random random;
    random_seed(&random, 5, 0);
    int beyond = 0;
    double cubes = 0;
    for (int i = 0; i < DRAWS; i++) {
        draws[i] = random_normal(&random);
        beyond += fabs(draws[i]) > 1.959964;
        cubes += draws[i] * draws[i] * draws[i];
    }
    assert_moments(draws, 0, 1);
    assert_true(fabs(cubes / DRAWS) < 5 * sqrt(15.0 / DRAWS));
    assert_true(fabs(beyond / (double)DRAWS - 0.05) < 5 * sqrt(0.05 * 0.95 / DRAWS));
}

/* E(z | z > a) = phi(a) / Q(a) =: m and Var = 1 + a m - m^2. */
TEST(a_normal_above_a_bound_is_the_tail_of_the_normal)
{
    (void)state;
    struct random random;
    random_seed(&random, 6, 0);
    const double bounds[] = {-4, -1, 0, 0.4499, 0.45, 1, 2.5, 5, 8};
    for (size_t b = 0; b < sizeof(bounds) / sizeof(bounds[0]); b++) {
        double low = bounds[b];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = random_normal_above(&random, low);
            assert_true(draws[i] >= low);
        }
        double density = exp(-low * low / 2) / sqrt(2 * acos(-1));
        double mean = density / (erfc(low / sqrt(2)) / 2);
        assert_moments(draws, mean, 1 + low * mean - mean * mean);
    }
}

TEST(a_normal_far_above_every_table_still_comes)
{
    (void)state;
    struct random random;
    random_seed(&random, 6, 1);
    for (int scale = 1; scale <= RANDOM_NORMAL_LOW_MAX / 10; scale *= 10) {
        double low = 10.0 * scale;
        double sum = 0;
        for (int i = 0; i < 10000; i++) {
            double draw = random_normal_above(&random, low);
            assert_true(draw >= low);
            sum += (draw - low) * low;
        }
        /* Far out the excess is exponential with mean 1 / low (a little less at 10). */
        assert_true(fabs(sum / 10000 - 1) < 0.07);
    }
}

TEST(the_lognormal_has_the_mean_and_the_coefficient_it_is_asked_for)
{
    (void)state;
    struct random random;
    random_seed(&random, 7, 0);
    const double coefficients[] = {0.1, 0.5, 0.8};
    for (size_t c = 0; c < 3; c++) {
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = random_lognormal(&random, 20, coefficients[c]);
            assert_true(draws[i] > 0);
        }
        double deviation = 20 * coefficients[c];
        assert_moments(draws, 20, deviation * deviation);
    }
    assert_true(random_lognormal(&random, 20, 0) == 20);
}

TEST(the_poisson_has_its_mean_as_its_variance_small_or_large)
{
    (void)state;
    struct random random;
    random_seed(&random, 8, 0);
    const double means[] = {0.2, 3, 63.9, 64.1, 180};
    for (size_t m = 0; m < 5; m++) {
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = (double)random_poisson(&random, means[m]);
        }
        assert_moments(draws, means[m], means[m]);
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(random_poisson(&random, 0), 0);
    }
    int64_t most = random_poisson(&random, RANDOM_POISSON_MEAN_MAX);
    assert_true(most > 98000 && most < 102000);
}

/* Frozen: replays and forecasts with equal seeds must not move between machines or versions. */
TEST(a_few_draws_are_known_to_the_last_bit)
{
    (void)state;
    struct random random;
    random_seed(&random, 2026, 11);
    assert_true(random_unit(&random) == 0x1.45a91b3167afcp-3);
    assert_true(random_exponential(&random, 10) == 0x1.2567cf8d9de23p+3);
    assert_true(random_normal(&random) == 0x1.d79e270cf4f21p-4);
    assert_true(random_lognormal(&random, 20, 0.5) == 0x1.b430d3eabf2dp+5);
    assert_true(random_normal_above(&random, 2) == 0x1.2811ddbf1f6fcp+1);
    assert_int_equal(random_poisson(&random, 100), 115);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_outputs_are_those_of_the_reference_program),
        cmocka_unit_test(the_first_stream_is_seeded_as_published),
        cmocka_unit_test(equal_seeds_give_equal_draws_and_others_do_not),
        cmocka_unit_test(streams_of_one_seed_know_nothing_of_each_other),
        cmocka_unit_test(a_unit_draw_fills_the_interval_and_never_reaches_one),
        cmocka_unit_test(below_n_every_number_comes_as_often),
        cmocka_unit_test(a_range_that_does_not_divide_the_draws_is_not_favoured_at_its_start),
        cmocka_unit_test(the_exponential_has_its_mean_and_its_variance),
        cmocka_unit_test(the_normal_has_its_moments_and_its_tails),
        cmocka_unit_test(a_normal_above_a_bound_is_the_tail_of_the_normal),
        cmocka_unit_test(a_normal_far_above_every_table_still_comes),
        cmocka_unit_test(the_lognormal_has_the_mean_and_the_coefficient_it_is_asked_for),
        cmocka_unit_test(the_poisson_has_its_mean_as_its_variance_small_or_large),
        cmocka_unit_test(a_few_draws_are_known_to_the_last_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
