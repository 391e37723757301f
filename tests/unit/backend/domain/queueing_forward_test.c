/*
 * The engine against the rows of data/queueing.csv: what it does to people it calls must be what is
 * known of such queues, within 3 standard errors.
 *
 * A run is warmed up, then cut into batches; the error comes from how they differ. The seed is
 * fixed, so a run that passes passes always. OKIENKO_FULL=1 asks all rows and plays each for
 * longer; the quick run asks those that show something in a moment. Each row also has to be known
 * well: an error so large that everything lies within three of it proves nothing.
 *
 * Not as published: a station of V75 to V85 serves classes of different length. Their formula is
 * for servers shared by slices, which no office has; a long service is played as several short
 * ones, each with a new ticket, and that is the same queue.
 */
#include "support/check.h"

#include "domain/queueing_patience.h"
#include "queueing_drive.h"
#include "queueing_rows.h"

#include <inttypes.h>

static const uint64_t seed_base = 20261122000;

enum { BATCHES = 32, QUESTIONS_MAX = 6, ALL = -1 };

static const double errors_max = 3;
static int misses;

enum measure {
    NOTHING,
    WAIT_MEAN,
    WAITED_SHARE,
    WITHIN_SHARE,
    LEFT_SHARE,
    REFUSED_SHARE,
    BUSY_SHARE,
    QUEUE_MEAN,
    STAY_MEAN,
    PRESENT_MEAN,
    WHOLE_STAY_MEAN /* of one who comes from outside, all stations together */
};

struct question {
    const char *id;
    enum measure measure;
    int class_index; /* ALL */
    int station;
    double expected; /* 0: what the row says */
};

struct queue_case {
    const char *name;
    struct drive_model model;
    double people;       /* of the full run, in thousands */
    double people_quick; /* 0: needs too long to settle */
    struct question questions[QUESTIONS_MAX];
};

struct ratio {
    double part;
    double whole;
};

/* Each queue has its own, by the number of its first row: rows then agree or miss on their own. */
static uint64_t seed_of(const struct queue_case *one)
{
    return seed_base + strtoull(one->questions[0].id + 1, NULL, 10);
}

static bool is_full(void)
{
    const char *full = getenv("OKIENKO_FULL"); // NOLINT(concurrency-mt-unsafe): one thread
    return full != NULL && full[0] == '1';
}

static struct drive_count sum_classes(const struct drive_tally *tally,
                                      const struct question *question)
{
    struct drive_count sum = {0};
    for (int c = 0; c < DRIVE_CLASSES_MAX; c++) {
        const struct drive_count *count = &tally->at[c][question->station];
        if (question->class_index == ALL || question->class_index == c) {
            sum.called += count->called;
            sum.waited += count->waited;
            sum.within += count->within;
            sum.left += count->left;
            sum.finished += count->finished;
            sum.wait_sum += count->wait_sum;
            sum.busy_sum += count->busy_sum;
            sum.stay_sum += count->stay_sum;
        }
    }
    return sum;
}

static double whole_stay(const struct drive_tally *tally)
{
    double sum = 0;
    for (int c = 0; c < DRIVE_CLASSES_MAX; c++) {
        for (int s = 0; s < DRIVE_STATIONS_MAX; s++) {
            sum += tally->at[c][s].stay_sum;
        }
    }
    return sum;
}

static struct ratio answer(const struct drive_tally *tally, const struct drive_model *model,
                           const struct question *question)
{
    struct drive_count sum = sum_classes(tally, question);
    double over = sum.called + sum.left;
    switch (question->measure) {
    case WAIT_MEAN: return (struct ratio){sum.wait_sum, over};
    case WAITED_SHARE: return (struct ratio){sum.waited, over};
    case WITHIN_SHARE: return (struct ratio){sum.within, over};
    case LEFT_SHARE: return (struct ratio){sum.left, over};
    case REFUSED_SHARE: return (struct ratio){tally->refused, tally->arrived};
    case BUSY_SHARE:
        return (struct ratio){sum.busy_sum, tally->elapsed * model->servers[question->station]};
    case QUEUE_MEAN: return (struct ratio){sum.wait_sum, tally->elapsed};
    case STAY_MEAN: return (struct ratio){sum.stay_sum, sum.finished};
    case PRESENT_MEAN: return (struct ratio){sum.stay_sum, tally->elapsed};
    default: return (struct ratio){whole_stay(tally), tally->arrived};
    }
}

/* All parts by all wholes; its error from how far each batch is off that (Cochran 1977). */
static bool judge(const struct question *question, const struct ratio *batches)
{
    double part = 0;
    double whole = 0;
    for (int i = 0; i < BATCHES; i++) {
        part += batches[i].part;
        whole += batches[i].whole;
    }
    double value = part / whole;
    double squares = 0;
    for (int i = 0; i < BATCHES; i++) {
        double off = batches[i].part - value * batches[i].whole;
        squares += off * off;
    }
    double error = sqrt(squares * BATCHES / (BATCHES - 1)) / whole;
    double expected =
        question->expected > 0 ? question->expected : strtod(rows_expected(question->id), NULL);
    double errors = (value - expected) / error;
    print_message("%s expected %-10.6g found %-10.6g +- %-9.2g %+5.2f errors\n", question->id,
                  expected, value, error, errors);
    double known = is_full() ? 0.05 : 0.1;
    return fabs(errors) <= errors_max && error <= known * expected;
}

static void play(const struct queue_case *one)
{
    static struct ratio batches[QUESTIONS_MAX][BATCHES];
    double rate = 0;
    for (size_t c = 0; c < one->model.class_count; c++) {
        for (size_t s = 0; s < one->model.station_count; s++) {
            rate += one->model.outside[c][s];
        }
    }
    double people = 1000 * (is_full() ? one->people : one->people_quick);
    double length = people / rate / BATCHES;
    struct drive *drive = drive_start(&one->model, seed_of(one));
    (void)drive_run(drive, 4 * length);
    for (int i = 0; i < BATCHES; i++) {
        const struct drive_tally *tally = drive_run(drive, length);
        for (int q = 0; q < QUESTIONS_MAX; q++) {
            batches[q][i] = answer(tally, &one->model, &one->questions[q]);
        }
    }
    drive_finish(drive);
    print_message("%s, seed %" PRIu64 "\n", one->name, seed_of(one));
    for (int q = 0; q < QUESTIONS_MAX && one->questions[q].measure != NOTHING; q++) {
        misses += !judge(&one->questions[q], batches[q]);
    }
}

static void play_all(const struct queue_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_full() || cases[i].people_quick > 0) {
            play(&cases[i]);
        }
    }
    int missed = misses;
    misses = 0;
    assert_int_equal(missed, 0);
}

/* One queue with one kind of people. */
#define STATION(arrival_rate, service_mean, server_count)                                          \
    .class_count = 1, .station_count = 1, .servers = {server_count},                               \
    .service_means = {service_mean}, .outside = {{arrival_rate}}, .steps_max = 1

TEST(as_many_are_refused_as_erlang_b_says)
{
    (void)state;

    static const struct {
        const char *id;
        int servers;
        double blocking;
        double people;
        double people_quick;
    } tables[] = {{"V01", 1, 0.01, 300, 20}, {"V03", 3, 0.01, 400, 0}, {"V05", 5, 0.01, 400, 0},
                  {"V07", 20, 0.01, 600, 0}, {"V09", 5, 0.02, 300, 0}, {"V11", 20, 0.02, 500, 0}};

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        double load = strtod(rows_expected(tables[i].id), NULL);
        const struct queue_case one = {
            .name = "Erlang B at the row's load",
            .model = {STATION(load, 1, tables[i].servers), .capacity = (size_t)tables[i].servers},
            .people = tables[i].people,
            .people_quick = tables[i].people_quick,
            .questions = {{tables[i].id, REFUSED_SHARE, ALL, 0, tables[i].blocking}}};
        play_all(&one, 1);
    }
    static const struct queue_case manual = {.name = "Erlang B",
                                             .model = {STATION(3, 4, 15), .capacity = 15},
                                             .people = 200,
                                             .people_quick = 10,
                                             .questions = {{"V13", REFUSED_SHARE, ALL, 0, 0}}};
    play_all(&manual, 1);
}

TEST(people_wait_as_long_as_erlang_c_says)
{
    (void)state;
    static const struct queue_case cases[] = {
        {.name = "M/M/55",
         .model = {STATION(360.0 / 1800, 240, 55)},
         .people = 900,
         .questions = {{"V15", WAIT_MEAN, ALL, 0, 0}, {"V17", BUSY_SHARE, ALL, 0, 0}}},
        {.name = "M/M/14",
         .model = {STATION(200.0 / 3600, 180, 14)},
         .people = 700,
         .questions = {{"V19", WAIT_MEAN, ALL, 0, 0}}},
        {.name = "M/M/3",
         .model = {STATION(0.2, 10, 3)},
         .people = 300,
         .people_quick = 20,
         .questions = {{"V21", WAIT_MEAN, ALL, 0, 0}}},
        {.name = "M/M/2",
         .model = {STATION(5, 0.1, 2)},
         .people = 300,
         .questions = {{"V23", WAIT_MEAN, ALL, 0, 0}}},
        {.name = "M/M/1",
         .model = {STATION(2, 1.0 / 3, 1)},
         .people = 300,
         .people_quick = 10,
         .questions = {{"V25", WAIT_MEAN, ALL, 0, 0}}},
        {.name = "M/M/50, the row's wait is that of nine in ten",
         .model = {STATION(48, 1, 50), .within = 58.1387 / 60},
         .people = 800,
         .questions = {{"V53", WITHIN_SHARE, ALL, 0, 0.9}}},
    };
    play_all(cases, sizeof(cases) / sizeof(cases[0]));
}

TEST(equal_services_wait_as_long_as_pollaczek_and_khinchine_say)
{
    (void)state;
    struct queue_case one = {.name = "M/D/1",
                             .model = {STATION(2, 1.0 / 3, 1), .is_constant = true},
                             .people = 300,
                             .people_quick = 6,
                             .questions = {{"D1", WAIT_MEAN, ALL, 0, 0}}};
    assert_status(queueing_mg1(2, 1.0 / 3, 0, &one.questions[0].expected), STATUS_OK);
    play_all(&one, 1);
}

#define CLASSES(count, service_mean, server_count, ...)                                            \
    .class_count = (count), .station_count = 1, .servers = {server_count},                         \
    .service_means = {service_mean}, .outside = {__VA_ARGS__}, .steps_max = 1

TEST(strict_priorities_wait_as_long_as_cobham_says)
{
    (void)state;
    static const struct queue_case cases[] = {
        {.name = "hospital, one doctor",
         .model = {CLASSES(3, 1.0 / 3, 1, {0.2}, {0.6}, {1.2}), .is_strict = true},
         .people = 400,
         .people_quick = 20,
         .questions = {{"V27", WAIT_MEAN, 0, 0, 0}, {"V29", WAIT_MEAN, 2, 0, 0}}},
        {.name = "hospital, two doctors",
         .model = {CLASSES(3, 1.0 / 3, 2, {0.2}, {0.6}, {1.2}), .is_strict = true},
         .people = 400,
         .questions = {{"V31", WAIT_MEAN, 1, 0, 0}}},
        {.name = "three classes, two servers",
         .model = {CLASSES(3, 1.0 / 5, 2, {3}, {3}, {3}), .is_strict = true},
         .people = 1000,
         .questions = {{"V33", WAIT_MEAN, 0, 0, 0}, {"V35", WAIT_MEAN, 2, 0, 0}}},
        {.name = "four classes, five servers",
         .model = {CLASSES(4, 1.0 / 6, 5, {6}, {4}, {6}, {5}), .is_strict = true},
         .people = 600,
         .questions = {{"V37", WAIT_MEAN, 1, 0, 0}, {"V39", WAIT_MEAN, 3, 0, 0}}},
    };
    play_all(cases, sizeof(cases) / sizeof(cases[0]));
}

TEST(accumulating_priorities_wait_as_long_as_kleinrock_says)
{
    (void)state;
    static const struct queue_case cases[] = {
        {.name = "slopes 1 and 0.5",
         .model = {CLASSES(2, 1, 1, {0.4}, {0.4}), .slopes = {1, 0.5}},
         .people = 500,
         .people_quick = 50,
         .questions = {{"V41", WAIT_MEAN, 1, 0, 0}}},
        {.name = "slopes 1 and 0.25",
         .model = {CLASSES(2, 1, 1, {0.4}, {0.4}), .slopes = {1, 0.25}},
         .people = 500,
         .questions = {{"V43", WAIT_MEAN, 1, 0, 0}}},
        {.name = "slopes 1 and 0.8",
         .model = {CLASSES(2, 1, 1, {0.4}, {0.4}), .slopes = {1, 0.8}},
         .people = 500,
         .questions = {{"V45", WAIT_MEAN, 1, 0, 0}}},
        {.name = "slopes 4, 2 and 1",
         .model = {CLASSES(3, 1, 1, {0.3}, {0.3}, {0.3}), .slopes = {4, 2, 1}},
         .people = 1000,
         .questions = {{"V47", WAIT_MEAN, 1, 0, 0}}},
        {.name = "slopes 3, 2 and 1, five servers",
         .model = {CLASSES(3, 1, 5, {0.6}, {1}, {2.4}), .slopes = {3, 2, 1}},
         .people = 700,
         .questions = {{"V49", WAIT_MEAN, 0, 0, 0}, {"V51", WAIT_MEAN, 2, 0, 0}}},
    };
    play_all(cases, sizeof(cases) / sizeof(cases[0]));
}

TEST(impatient_people_leave_as_erlang_a_says)
{
    (void)state;
    static const struct queueing_station two = {2, 1, 2};
    struct queueing_patience figures;
    assert_status(queueing_erlang_a(&two, 1.5, &figures), STATUS_OK);
    const struct queue_case cases[] = {
        {.name = "M/M/50 with a patience of two services",
         .model = {STATION(48, 1, 50), .patience_mean = 2},
         .people = 300,
         .questions = {{"V55", LEFT_SHARE, ALL, 0, 0},
                       {"V57", QUEUE_MEAN, ALL, 0, 0},
                       {"V59", WAITED_SHARE, ALL, 0, 0}}},
        {.name = "M/M/2 with patience",
         .model = {STATION(2, 1, 2), .patience_mean = 1.5},
         .people = 300,
         .people_quick = 10,
         .questions = {{"A2", LEFT_SHARE, ALL, 0, figures.abandon_probability},
                       {"A2", QUEUE_MEAN, ALL, 0, figures.queue_mean},
                       {"A2", WAITED_SHARE, ALL, 0, figures.wait_probability},
                       {"A2", BUSY_SHARE, ALL, 0, figures.occupancy}}},
    };
    play_all(cases, sizeof(cases) / sizeof(cases[0]));
}

/* All come to the first station, go from it to the others and back until the last of its visits. */
static void send_around(struct drive_model *model, int class_index, const double *visits)
{
    for (size_t i = 1; i < model->station_count; i++) {
        model->routes[class_index][0][i] = visits[i] / visits[0];
        model->routes[class_index][i][0] = 1;
    }
}

TEST(visits_of_several_services_are_a_jackson_network)
{
    (void)state;
    struct queue_case cases[] = {
        {.name = "Bolch 34.1",
         .model = {.class_count = 1,
                   .station_count = 3,
                   .servers = {1, 1, 1},
                   .service_means = {0.01, 0.02, 0.03},
                   .outside = {{3}},
                   .steps_max = ROUTE_STEPS_MAX},
         .people = 50,
         .questions = {{"V61", STAY_MEAN, ALL, 0, 0}, {"V63", STAY_MEAN, ALL, 2, 0}}},
        {.name = "Lazowska p. 113",
         .model = {.class_count = 1,
                   .station_count = 3,
                   .servers = {1, 1, 1},
                   .service_means = {0.005, 0.03, 0.027},
                   .outside = {{0.3}},
                   .steps_max = ROUTE_STEPS_MAX},
         .people = 6,
         .questions = {{"V73", PRESENT_MEAN, ALL, 0, 0}}},
        {.name = "Bolch 7.4",
         .model = {.class_count = 1,
                   .station_count = 4,
                   .servers = {1, 1, 1, 1},
                   .service_means = {0.04, 0.03, 0.06, 0.05},
                   .outside = {{0, 0, 0, 4}},
                   .routes = {{{0, 0.5, 0.5, 0}, {1, 0, 0, 0}, {0.6, 0, 0, 0}, {1, 0, 0, 0}}},
                   .steps_max = ROUTE_STEPS_MAX},
         .people = 60,
         .people_quick = 5,
         .questions = {{"V65", STAY_MEAN, ALL, 1, 0},
                       {"V67", STAY_MEAN, ALL, 3, 0},
                       {"V69", PRESENT_MEAN, ALL, 1, 0},
                       {"V71", PRESENT_MEAN, ALL, 3, 0}}},
        {.name = "Ross",
         .model = {.class_count = 1,
                   .station_count = 3,
                   .servers = {1, 1, 1},
                   .service_means = {1.0 / 10, 1.0 / 50, 1.0 / 100},
                   .outside = {{5, 10, 15}},
                   .routes = {{{0, 1.0 / 3, 1.0 / 3}, {0, 0, 1}, {0, 0.5, 0}}},
                   .steps_max = ROUTE_STEPS_MAX},
         .people = 150,
         .questions = {{"V87", WHOLE_STAY_MEAN, ALL, 0, 0}}},
    };
    send_around(&cases[0].model, 0, (const double[]){16, 7, 8});
    send_around(&cases[1].model, 0, (const double[]){121, 70, 50});
    play_all(cases, sizeof(cases) / sizeof(cases[0]));
}

/* Makes each service of class c at station s, with the mean given, of slices as long as the
 * shortest mean there: after a slice comes another one with such a chance that their sum is again
 * exponential with that mean. */
static void slice(struct drive_model *model, double means[][DRIVE_STATIONS_MAX])
{
    for (size_t s = 0; s < model->station_count; s++) {
        double shortest = fmin(means[0][s], means[1][s]);
        model->service_means[s] = shortest;
        for (size_t c = 0; c < model->class_count; c++) {
            double last = shortest / means[c][s];
            for (size_t to = 0; to < model->station_count; to++) {
                model->routes[c][s][to] *= last;
            }
            model->routes[c][s][s] += 1 - last;
        }
    }
}

TEST(two_classes_share_the_stations_as_the_network_says)
{
    (void)state;
    struct queue_case cases[] = {
        {.name = "Zahorjan p. 138",
         .model = {.class_count = 2,
                   .station_count = 2,
                   .servers = {1, 1},
                   .outside = {{3.0 / 19}, {2.0 / 19}},
                   .steps_max = 1},
         .people = 20,
         .people_quick = 1,
         .questions = {{"V75", STAY_MEAN, 0, 0, 0}}},
        {.name = "Bolch 7.7",
         .model = {.class_count = 2,
                   .station_count = 3,
                   .servers = {1, 1, 1},
                   .outside = {{1}, {1}},
                   .routes = {{{0, 0.4, 0.3}, {0.6, 0, 0.4}, {0.5, 0.5, 0}},
                              {{0, 0.3, 0.6}, {0.7, 0, 0.3}, {0.4, 0.6, 0}}},
                   .steps_max = 1},
         .people = 120,
         .questions = {{"V77", BUSY_SHARE, ALL, 0, 0},
                       {"V79", BUSY_SHARE, ALL, 2, 0},
                       {"V81", PRESENT_MEAN, 0, 1, 0},
                       {"V83", PRESENT_MEAN, 1, 0, 0},
                       {"V85", PRESENT_MEAN, 1, 2, 0}}},
    };
    double zahorjan[2][DRIVE_STATIONS_MAX] = {{1.0 / 10, 1.0 / 3}, {2.0 / 5, 1}};
    double bolch[2][DRIVE_STATIONS_MAX] = {{1.0 / 8, 1.0 / 12, 1.0 / 16},
                                           {1.0 / 24, 1.0 / 32, 1.0 / 36}};
    send_around(&cases[0].model, 0, (const double[]){10, 9});
    send_around(&cases[0].model, 1, (const double[]){5, 4});
    slice(&cases[0].model, zahorjan);
    slice(&cases[1].model, bolch);
    play_all(cases, sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_are_refused_as_erlang_b_says),
        cmocka_unit_test(people_wait_as_long_as_erlang_c_says),
        cmocka_unit_test(equal_services_wait_as_long_as_pollaczek_and_khinchine_say),
        cmocka_unit_test(strict_priorities_wait_as_long_as_cobham_says),
        cmocka_unit_test(accumulating_priorities_wait_as_long_as_kleinrock_says),
        cmocka_unit_test(impatient_people_leave_as_erlang_a_says),
        cmocka_unit_test(visits_of_several_services_are_a_jackson_network),
        cmocka_unit_test(two_classes_share_the_stations_as_the_network_says),
    };
    rows_read();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
