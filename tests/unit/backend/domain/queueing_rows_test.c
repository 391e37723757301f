/*
 * Every row of data/queueing.csv, by its formula.
 *
 * The file's values are printed with six digits, which is 5e-6 relative at worst. So each row is
 * held to three things: the formula gives the printed digits, all six; it agrees with an
 * independent way of finding the same figure (queueing_reference.h) to 1e-9; and no row is left
 * out. Where a row of the file says only "same" or "see source", the case's words say what is
 * meant.
 */
#include "support/check.h"

#include "domain/queueing.h"
#include "domain/queueing_network.h"
#include "domain/queueing_patience.h"
#include "domain/queueing_priority.h"
#include "queueing_reference.h"
#include "queueing_rows.h"

struct figure {
    const char *id;
    double formula;
    double reference;
};

static struct figure figures[ROWS_MAX];
static size_t figure_count;

static void note(const char *id, double formula, double reference)
{
    assert_true(figure_count < ROWS_MAX);
    figures[figure_count++] = (struct figure){id, formula, reference};
}

static void note_erlang_b(void)
{
    static const struct {
        const char *id;
        int servers;
        double blocking;
    } cases[] = {{"V01", 1, 0.01},  {"V03", 3, 0.01}, {"V05", 5, 0.01},
                 {"V07", 20, 0.01}, {"V09", 5, 0.02}, {"V11", 20, 0.02}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        double load;
        assert_status(queueing_erlang_b_load(cases[i].servers, cases[i].blocking, &load),
                      STATUS_OK);
        note(cases[i].id, load, (double)reference_load(cases[i].servers, cases[i].blocking));
    }
    double blocking;
    assert_status(queueing_erlang_b(15, 3 / 0.25, &blocking), STATUS_OK);
    note("V13", blocking, (double)reference_blocking(15, 12));
}

/* One station whose people are patient, by both ways. */
struct pair {
    struct queueing_waits waits;
    struct reference_figures sums;
    double wait_mean; /* of the sums */
};

static struct pair solve(double arrival_rate, double service_rate, int servers)
{
    struct queueing_station station = {arrival_rate, service_rate, servers};
    struct reference_station chain = {servers, arrival_rate, service_rate, 0};
    struct pair pair = {.sums = reference_chain(&chain, 0)};
    assert_status(queueing_mmc(&station, &pair.waits), STATUS_OK);
    pair.wait_mean = (double)(pair.sums.queue / arrival_rate);
    return pair;
}

static void note_mmc(void)
{
    /* 360 calls in half an hour, 240 s each, 55 people to take them; "same" is this. */
    struct pair centre = solve(360.0 / 1800, 1.0 / 240, 55);
    note("V15", centre.waits.wait_mean, centre.wait_mean);
    note("V17", centre.waits.occupancy, (double)(centre.sums.serving / 55));
    /* "same": 200 calls an hour, 180 s each, 14 people. */
    struct pair handbook = solve(200.0 / 3600, 1.0 / 180, 14);
    note("V19", handbook.waits.wait_mean, handbook.wait_mean);
    struct pair ciw = solve(0.2, 0.1, 3);
    note("V21", ciw.waits.wait_mean, ciw.wait_mean);
    struct pair manual = solve(5, 10, 2);
    note("V23", manual.waits.wait_mean, manual.wait_mean);
    struct pair hospital = solve(2, 3, 1);
    note("V25", hospital.waits.wait_mean, hospital.wait_mean);
}

static void solve_classes(const struct queueing_shared *shared, const double *arrivals,
                          const double *slopes, double *out_formula, double *out_reference)
{
    double sum = 0;
    for (size_t i = 0; i < shared->class_count; i++) {
        sum += arrivals[i];
    }
    struct reference_station all = {shared->servers, sum, shared->service_rate, 0};
    struct reference_classes classes = {shared->class_count, arrivals, slopes};
    reference_waits(&all, &classes, out_reference);
    enum status status = slopes == NULL
                             ? queueing_strict(shared, arrivals, out_formula)
                             : queueing_accumulating(shared, arrivals, slopes, out_formula);
    assert_status(status, STATUS_OK);
}

struct priority_case {
    const char *id;
    struct queueing_shared shared;
    double arrivals[4];
    double slopes[4]; /* none: strict */
    size_t class_index;
};

static void note_classes(const struct priority_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct priority_case *one = &cases[i];
        double formula[4];
        double reference[4];
        const double *slopes = one->slopes[0] > 0 ? one->slopes : NULL;
        solve_classes(&one->shared, one->arrivals, slopes, formula, reference);
        note(one->id, formula[one->class_index], reference[one->class_index]);
    }
}

static void note_priorities(void)
{
    /* V31's "same" are the hospital's patients of V27, with a second doctor. */
    static const struct priority_case cases[] = {
        {"V27", {3, 3, 1}, {0.2, 0.6, 1.2}, {0}, 0},
        {"V29", {3, 3, 1}, {0.2, 0.6, 1.2}, {0}, 2},
        {"V31", {3, 3, 2}, {0.2, 0.6, 1.2}, {0}, 1},
        {"V33", {3, 5, 2}, {3, 3, 3}, {0}, 0},
        {"V35", {3, 5, 2}, {3, 3, 3}, {0}, 2},
        {"V37", {4, 6, 5}, {6, 4, 6, 5}, {0}, 1},
        {"V39", {4, 6, 5}, {6, 4, 6, 5}, {0}, 3},
        {"V41", {2, 1, 1}, {0.4, 0.4}, {1, 0.5}, 1},
        {"V43", {2, 1, 1}, {0.4, 0.4}, {1, 0.25}, 1},
        {"V45", {2, 1, 1}, {0.4, 0.4}, {1, 0.8}, 1},
        {"V47", {3, 1, 1}, {0.3, 0.3, 0.3}, {4, 2, 1}, 1},
        {"V49", {3, 1, 5}, {0.6, 1, 2.4}, {3, 2, 1}, 0},
        {"V51", {3, 1, 5}, {0.6, 1, 2.4}, {3, 2, 1}, 2},
    };
    note_classes(cases, sizeof(cases) / sizeof(cases[0]));
}

/* The comparison of the source: 48 calls a minute of one minute each, 50 people; with a patience
 * of 2 minutes or without end. */
static void note_patience(void)
{
    struct queueing_station station = {48, 1, 50};
    struct queueing_waits waits;
    double p90_min;
    assert_status(queueing_mmc(&station, &waits), STATUS_OK);
    assert_status(queueing_wait_quantile(&waits, 0.9, &p90_min), STATUS_OK);
    struct reference_station patient = {50, 48, 1, 0};
    note("V53", p90_min * 60, (double)reference_quantile(&patient, 0.1L, 10) * 60);

    struct queueing_patience figures_a;
    assert_status(queueing_erlang_a(&station, 2, &figures_a), STATUS_OK);
    struct reference_station chain = {50, 48, 1, 0.5L};
    struct reference_figures sums = reference_chain(&chain, 0);
    note("V55", figures_a.abandon_probability, (double)(1 - sums.serving / 48));
    note("V57", figures_a.queue_mean, (double)sums.queue);
    note("V59", figures_a.wait_probability, (double)sums.busy);
}

struct visit_figures {
    struct queueing_stay stay;
    double present; /* by the sums */
};

static struct visit_figures solve_visits(double arrival_rate, double service_mean)
{
    struct queueing_stop stop = {arrival_rate, service_mean};
    struct visit_figures visits = {.present = reference_present(arrival_rate * service_mean)};
    assert_status(queueing_visits(1, 1, &stop, &visits.stay), STATUS_OK);
    return visits;
}

static void note_residence(const char *id, double arrival_rate, double service_mean)
{
    struct visit_figures visits = solve_visits(arrival_rate, service_mean);
    note(id, visits.stay.residence, visits.present / arrival_rate);
}

static void note_present(const char *id, double arrival_rate, double service_mean)
{
    struct visit_figures visits = solve_visits(arrival_rate, service_mean);
    note(id, visits.stay.present, visits.present);
}

/* Bolch's four stations: 4 come to the last one, all go on to the first; from there half to each
 * of the next two; the second sends all back, the third 6 of 10. That makes 20, 10, 10, 4. */
static void note_bolch_stations(void)
{
    static const double outside[] = {0, 0, 0, 4};
    static const double routes[] = {0, 0.5, 0.5, 0, 1, 0, 0, 0, 0.6, 0, 0, 0, 1, 0, 0, 0};
    static const double means[] = {0.04, 0.03, 0.06, 0.05};
    static const double printed[] = {20, 10, 10, 4};
    double arrivals[4];
    double sent[4];
    assert_status(queueing_traffic(4, outside, routes, arrivals), STATUS_OK);
    reference_traffic(4, outside, routes, sent);
    for (size_t i = 0; i < 4; i++) {
        assert_true(fabs(arrivals[i] / printed[i] - 1) < 1e-12);
        assert_true(fabs(sent[i] / printed[i] - 1) < 1e-12);
    }
    note_residence("V65", arrivals[1], means[1]);
    note_residence("V67", arrivals[3], means[3]);
    note_present("V69", arrivals[1], means[1]);
    note_present("V71", arrivals[3], means[3]);
}

/* Ross: three stations with 5, 10 and 15 from outside and rates of 10, 50 and 100. From the first
 * a third each to the second, to the third and out; the second sends all to the third; from there
 * half go to the second and half out. */
static void note_ross(void)
{
    static const double outside[] = {5, 10, 15};
    static const double routes[] = {0, 1.0 / 3, 1.0 / 3, 0, 0, 1, 0, 0.5, 0};
    static const double rates[] = {10, 50, 100};
    double arrivals[3];
    double sent[3];
    assert_status(queueing_traffic(3, outside, routes, arrivals), STATUS_OK);
    reference_traffic(3, outside, routes, sent);
    double present = 0;
    double reference = 0;
    for (size_t i = 0; i < 3; i++) {
        present += solve_visits(arrivals[i], 1 / rates[i]).stay.present;
        reference += reference_present(sent[i] / rates[i]);
    }
    note("V87", present / 30, reference / 30);
}

static void note_networks(void)
{
    note_residence("V61", 3 * 16, 0.01);
    note_residence("V63", 3 * 8, 0.03);
    note_bolch_stations();
    /* Lazowska p. 113: 0.3 a second; visits 121, 70, 50; 0.005, 0.03 and 0.027 s. */
    note_present("V73", 0.3 * 121, 0.005);
    note_ross();
}

/* The people of a class hold their share of a station's people: the share of the load. */
static double class_present(const struct queueing_stop *stops, size_t count, size_t index)
{
    double load = 0;
    for (size_t i = 0; i < count; i++) {
        load += stops[i].arrival_rate * stops[i].service_mean;
    }
    double own = stops[index].arrival_rate * stops[index].service_mean;
    return reference_present(load) * own / load;
}

/* Zahorjan p. 138: classes of 3/19 and 2/19; at the first station 10 visits of 1/10 and 5 of 2/5.
 */
static void note_zahorjan(void)
{
    static const struct queueing_stop stops[] = {{3.0 / 19 * 10, 1.0 / 10},
                                                 {2.0 / 19 * 5, 2.0 / 5}};
    struct queueing_stay stays[2];
    assert_status(queueing_visits(1, 2, stops, stays), STATUS_OK);
    note("V75", stays[0].residence, class_present(stops, 2, 0) / stops[0].arrival_rate);
}

/* Bolch ex. 7.7: two classes, one of each comes to the first station in a unit of time. */
static const double bolch_routes[2][9] = {{0, 0.4, 0.3, 0.6, 0, 0.4, 0.5, 0.5, 0},
                                          {0, 0.3, 0.6, 0.7, 0, 0.3, 0.4, 0.6, 0}};
static const double bolch_means[2][3] = {{1.0 / 8, 1.0 / 12, 1.0 / 16},
                                         {1.0 / 24, 1.0 / 32, 1.0 / 36}};

static void note_bolch_classes(void)
{
    static const double outside[] = {1, 0, 0};
    struct queueing_stop stops[3][2];
    struct queueing_stop sent[3][2];
    struct queueing_stay stays[3][2];
    for (size_t c = 0; c < 2; c++) {
        double arrivals[3];
        double references[3];
        assert_status(queueing_traffic(3, outside, bolch_routes[c], arrivals), STATUS_OK);
        reference_traffic(3, outside, bolch_routes[c], references);
        for (size_t s = 0; s < 3; s++) {
            stops[s][c] = (struct queueing_stop){arrivals[s], bolch_means[c][s]};
            sent[s][c] = (struct queueing_stop){references[s], bolch_means[c][s]};
        }
    }
    for (size_t s = 0; s < 3; s++) {
        assert_status(queueing_visits(1, 2, stops[s], stays[s]), STATUS_OK);
    }
    /* U is that of the station, both classes together: here the share that works in its chain. */
    static const char *const ids[] = {"V77", NULL, "V79"};
    for (size_t s = 0; s < 3; s += 2) {
        struct reference_station chain = {.servers = 1, .service = 1};
        for (size_t c = 0; c < 2; c++) {
            chain.arrival += sent[s][c].arrival_rate * sent[s][c].service_mean;
        }
        note(ids[s], stays[s][0].utilisation + stays[s][1].utilisation,
             (double)reference_chain(&chain, 0).serving);
    }
    note("V81", stays[1][0].present, class_present(sent[1], 2, 0));
    note("V83", stays[0][1].present, class_present(sent[0], 2, 1));
    note("V85", stays[2][1].present, class_present(sent[2], 2, 1));
}

static int prepare(void **state)
{
    (void)state;
    rows_read();
    note_erlang_b();
    note_mmc();
    note_priorities();
    note_patience();
    note_networks();
    note_zahorjan();
    note_bolch_classes();
    return 0;
}

TEST(every_row_has_a_formula)
{
    (void)state;
    assert_int_equal(row_count, 44);
    assert_int_equal(figure_count, row_count);
    for (size_t i = 0; i < figure_count; i++) {
        for (size_t other = 0; other < i; other++) {
            assert_string_not_equal(figures[i].id, figures[other].id);
        }
        assert_string_not_equal(rows_expected(figures[i].id), "");
    }
}

TEST(every_row_comes_out_in_all_its_printed_digits)
{
    (void)state;
    for (size_t i = 0; i < figure_count; i++) {
        char printed[32];
        (void)snprintf(printed, sizeof(printed), "%.6g", figures[i].formula);
        if (strcmp(printed, rows_expected(figures[i].id)) != 0) {
            fail_msg("%s comes out as %s", figures[i].id, printed);
        }
    }
}

TEST(every_row_agrees_with_the_plain_sums_to_nine_digits)
{
    (void)state;
    for (size_t i = 0; i < figure_count; i++) {
        const struct figure *figure = &figures[i];
        if (!(fabs(figure->formula / figure->reference - 1) <= 1e-9)) {
            fail_msg("%s: %.15g by formula, %.15g by sums", figure->id, figure->formula,
                     figure->reference);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_a_formula),
        cmocka_unit_test(every_row_comes_out_in_all_its_printed_digits),
        cmocka_unit_test(every_row_agrees_with_the_plain_sums_to_nine_digits),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
