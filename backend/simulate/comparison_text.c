#include "simulate/comparison_text.h"

#include "base/json_out.h"

#include <inttypes.h>
#include <math.h>

enum { LABEL_COLUMNS = 30, CELL_COLUMNS = 13 };

enum unit { UNIT_MINUTES, UNIT_SHARE, UNIT_COUNT };

static const struct {
    const char *key;   /* in JSON and CSV */
    const char *label; /* in the table */
    enum unit unit;
    bool is_worst; /* the worst of all days says more than a mean */
} figures[FIGURE_COUNT] = {
    [FIGURE_WAIT] = {"wait", "wait, everybody", UNIT_MINUTES, false},
    [FIGURE_WAIT_SERVED] = {"wait_served", "  of those served to the end", UNIT_MINUTES, false},
    [FIGURE_WAIT_FIRST] = {"wait_first", "  before the first service", UNIT_MINUTES, false},
    [FIGURE_WAIT_P90] = {"wait_first_p90", "    nine of ten below", UNIT_MINUTES, false},
    [FIGURE_SEVERAL_TIME] = {"several_time", "several services: in building", UNIT_MINUTES, false},
    [FIGURE_BUILDING] = {"building", "everybody served: in building", UNIT_MINUTES, false},
    [FIGURE_PRIORITY] = {"wait_priority", "wait, priority", UNIT_MINUTES, false},
    [FIGURE_PLAIN] = {"wait_plain", "wait, no priority, not booked", UNIT_MINUTES, false},
    [FIGURE_BOOKED_5] = {"booked_5", "booked: called within 5 min %", UNIT_SHARE, false},
    [FIGURE_BOOKED_15] = {"booked_15", "booked: called within 15 min %", UNIT_SHARE, false},
    [FIGURE_LEVEL_20] = {"level_20", "service level 20 min %", UNIT_SHARE, false},
    [FIGURE_LOST] = {"lost", "left or unserved %", UNIT_SHARE, false},
    [FIGURE_GAP] = {"gap", "worst gap by place, any day", UNIT_MINUTES, true},
    [FIGURE_EXCESS] = {"gap_excess", "  over what the rules allow", UNIT_MINUTES, true},
    [FIGURE_GAP_STEP] = {"gap_step", "worst gap by service, any day", UNIT_MINUTES, true},
    [FIGURE_OVERTAKEN] = {"overtaken", "steps overtaken %", UNIT_SHARE, false},
    [FIGURE_OVERTIME] = {"overtime", "overtime", UNIT_MINUTES, false},
    [FIGURE_OFFERED] = {"offered", "people who came", UNIT_COUNT, false},
    [FIGURE_SERVED] = {"served", "people served to the end", UNIT_COUNT, false},
};

static double scale(enum figure figure)
{
    return figures[figure].unit == UNIT_SHARE ? 100 : 1;
}

/* The sign takes two bytes and one column: it is never inside a padded field. */
static void print_cell(const struct interval *interval, enum figure figure, struct buffer *out)
{
    double by = scale(figure);
    double half = interval_half(interval) * by;
    if (interval->count == 0) {
        buffer_printf(out, "%*s", CELL_COLUMNS, "-");
    } else if (figures[figure].is_worst) {
        buffer_printf(out, "%8.1f     ", interval_most(interval) * by);
    } else if (isnan(half)) {
        buffer_printf(out, "%8.1f     ", interval_mean(interval) * by);
    } else {
        buffer_printf(out, "%8.1f ±%-3.1f", interval_mean(interval) * by, half);
    }
}

static void print_heads(const struct comparison *comparison, const char *label, int count,
                        struct buffer *out)
{
    buffer_printf(out, "%-*s", LABEL_COLUMNS, label);
    for (int i = 0; i < count; i++) {
        buffer_printf(out, "%*s", CELL_COLUMNS, policy_name(comparison->policies[i]));
    }
    buffer_append_text(out, "\n");
}

static void print_figures(const struct comparison *comparison, struct buffer *out)
{
    print_heads(comparison, "", comparison->policy_count, out);
    for (int k = 0; k < FIGURE_COUNT; k++) {
        buffer_printf(out, "%-*s", LABEL_COLUMNS, figures[k].label);
        for (int i = 0; i < comparison->policy_count; i++) {
            struct interval interval = comparison_figure(comparison, i, (enum figure)k);
            print_cell(&interval, (enum figure)k, out);
        }
        buffer_append_text(out, "\n");
    }
}

/* Of the mean of the one that is compared with. */
static double percent_of(const struct comparison *comparison, int other, enum figure figure,
                         const struct interval *difference)
{
    struct interval interval = comparison_figure(comparison, other, figure);
    return 100 * interval_mean(difference) / interval_mean(&interval);
}

static void print_differences(const struct comparison *comparison, struct buffer *out)
{
    static const enum figure shown[] = {FIGURE_WAIT,         FIGURE_WAIT_SERVED, FIGURE_WAIT_FIRST,
                                        FIGURE_SEVERAL_TIME, FIGURE_PRIORITY,    FIGURE_PLAIN,
                                        FIGURE_BOOKED_15,    FIGURE_LOST};

    int last = comparison->policy_count - 1;
    buffer_printf(out, "\n%s minus the others on the same days, and in %% of theirs\n",
                  policy_name(comparison->policies[last]));
    print_heads(comparison, "", last, out);
    for (size_t k = 0; k < sizeof(shown) / sizeof(shown[0]); k++) {
        enum figure figure = shown[k];
        buffer_printf(out, "%-*s", LABEL_COLUMNS, figures[figure].label);
        for (int i = 0; i < last; i++) {
            struct interval difference = comparison_difference(comparison, last, i, figure);
            print_cell(&difference, figure, out);
        }
        buffer_printf(out, "\n%-*s", LABEL_COLUMNS, "");
        for (int i = 0; i < last; i++) {
            struct interval difference = comparison_difference(comparison, last, i, figure);
            buffer_printf(out, "%7.1f%%     ", percent_of(comparison, i, figure, &difference));
        }
        buffer_append_text(out, "\n");
    }
}

static bool has_plan(const struct comparison *comparison, int policy)
{
    return comparison->policies[policy] <= POLICY_FIFO_ANY;
}

static void print_desks(const struct comparison *comparison, struct buffer *out)
{
    const struct day_model *model = comparison->model;
    for (int i = 0; i < comparison->policy_count; i++) {
        if (!has_plan(comparison, i)) {
            continue;
        }
        buffer_printf(out, "\ndesks of %s:", policy_name(comparison->policies[i]));
        for (int k = 0; k < model->staff_count; k++) {
            buffer_append_text(out, k > 0 ? " |" : "");
            for (int j = 0; j < model->service_count; j++) {
                bool is_there = (comparison->plans[i].desks[k] >> j & 1) != 0;
                buffer_printf(out, "%s%s", is_there ? " " : "",
                              is_there ? model->services[j].code : "");
            }
        }
    }
    buffer_append_text(out, "\n");
}

void comparison_text(const struct comparison *comparison, struct buffer *out)
{
    buffer_printf(out, "model %s (%s), %d days, seed %" PRIu64 "\n", comparison->model->name,
                  comparison->model->about, comparison->days, comparison->seed);
    buffer_append_text(out, "minutes unless said otherwise; means over days ± half of the 95 % "
                            "interval\n\n");
    print_figures(comparison, out);
    if (comparison->policy_count > 1) {
        print_differences(comparison, out);
    }
    print_desks(comparison, out);
}

static void add_interval(struct json_out *json, const struct interval *interval)
{
    json_out_real(json, "mean", interval_mean(interval), 6);
    json_out_real(json, "half_width", interval_half(interval), 6);
    json_out_real(json, "most", interval_most(interval), 6);
    json_out_int(json, "days", interval->count);
}

static void add_figures(struct json_out *json, const struct comparison *comparison, int policy)
{
    json_out_object(json, "figures");
    for (int k = 0; k < FIGURE_COUNT; k++) {
        struct interval interval = comparison_figure(comparison, policy, (enum figure)k);
        json_out_object(json, figures[k].key);
        add_interval(json, &interval);
        json_out_end(json);
    }
    json_out_end(json);
}

static void add_differences(struct json_out *json, const struct comparison *comparison, int policy)
{
    int last = comparison->policy_count - 1;
    json_out_object(json, "last_minus_this");
    for (int k = 0; k < FIGURE_COUNT; k++) {
        enum figure figure = (enum figure)k;
        struct interval interval = comparison_difference(comparison, last, policy, figure);
        json_out_object(json, figures[k].key);
        add_interval(json, &interval);
        json_out_real(json, "percent", percent_of(comparison, policy, figure, &interval), 3);
        json_out_end(json);
    }
    json_out_end(json);
}

static void add_desks(struct json_out *json, const struct comparison *comparison, int policy)
{
    const struct day_model *model = comparison->model;
    json_out_array(json, "desks");
    for (int i = 0; i < model->staff_count; i++) {
        json_out_array(json, NULL);
        for (int k = 0; k < model->service_count; k++) {
            if ((comparison->plans[policy].desks[i] >> k & 1) != 0) {
                json_out_text(json, NULL, model->services[k].code);
            }
        }
        json_out_end(json);
    }
    json_out_end(json);
}

void comparison_json(const struct comparison *comparison, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "model", comparison->model->name);
    json_out_int(&json, "days", comparison->days);
    json_out_int(&json, "seed", (int64_t)comparison->seed);
    json_out_int(&json, "tries", comparison->tries);
    json_out_array(&json, "policies");
    for (int i = 0; i < comparison->policy_count; i++) {
        json_out_object(&json, NULL);
        json_out_text(&json, "name", policy_name(comparison->policies[i]));
        add_figures(&json, comparison, i);
        if (i < comparison->policy_count - 1) {
            add_differences(&json, comparison, i);
        }
        if (has_plan(comparison, i)) {
            add_desks(&json, comparison, i);
        }
        json_out_end(&json);
    }
    json_out_end(&json);
    json_out_end(&json);
    buffer_append_text(out, "\n");
}

void comparison_csv(const struct comparison *comparison, struct buffer *out)
{
    buffer_append_text(out, "model,seed,day,policy");
    for (int k = 0; k < FIGURE_COUNT; k++) {
        buffer_printf(out, ",%s", figures[k].key);
    }
    buffer_append_text(out, "\r\n");
    for (int i = 0; i < comparison->days * comparison->policy_count; i++) {
        int day = i / comparison->policy_count;
        int policy = i % comparison->policy_count;
        const double *values = comparison_day(comparison, day, policy)->values;
        buffer_printf(out, "%s,%" PRIu64 ",%d,%s", comparison->model->name, comparison->seed, day,
                      policy_name(comparison->policies[policy]));
        for (int k = 0; k < FIGURE_COUNT; k++) {
            buffer_append_text(out, ",");
            if (!isnan(values[k])) {
                buffer_printf(out, "%.4f", values[k]);
            }
        }
        buffer_append_text(out, "\r\n");
    }
}
