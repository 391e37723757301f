#include "base/memory.h"
#include "command/command.h"
#include "command/words.h"
#include "simulate/comparison_text.h"
#include "simulate/promise_days.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES_MAX = 64 * 1024, CSV_BYTES_MAX = 512 * 1024 * 1024, NUMBER_DIGITS_MAX = 18 };

/* What the words ask for. */
struct request {
    const char *days;
    const char *seed;
    const char *tries;
    const char *model;
    const char *config;
    const char *policy;
    const char *json;
    const char *csv;
    const char *warm_up;
    const char *runs;
    bool compare;
    bool timing;
    bool promise;
    bool blind;
};

static const char usage[] =
    "use: okienko-backend simulate [--days N] [--seed S] [--model NAME] [--config FILE]\n"
    "         [--policy NAME | --compare] [--tries N] [--json FILE] [--csv FILE] [--timing]\n"
    "     okienko-backend simulate --promise [--days N] [--warm-up N] [--runs N] [--blind]\n"
    "         [--seed S] [--model NAME] [--config FILE]\n"
    "policies:";

static int refuse(void)
{
    (void)fputs(usage, stderr);
    for (int i = 0; i < POLICY_COUNT; i++) {
        (void)fprintf(stderr, " %s", policy_name((enum policy)i));
    }
    (void)fputs("\n", stderr);
    return 2;
}

/* A whole number from least to most; says so on stderr when it is not. */
static bool read_number(const char *name, const char *text, int64_t least, int64_t most,
                        int64_t *out)
{
    size_t length = strlen(text);
    bool is_number =
        length > 0 && length <= NUMBER_DIGITS_MAX && strspn(text, "0123456789") == length;
    int64_t value = is_number ? strtoll(text, NULL, 10) : -1;
    if (value < least || value > most) {
        (void)fprintf(stderr, "%s: \"%s\" is no number from %" PRId64 " to %" PRId64 "\n", name,
                      text, least, most);
        return false;
    }
    *out = value;
    return true;
}

static bool read_policies(const struct request *request, struct comparison *comparison)
{
    if (request->compare) {
        comparison->policy_count = POLICY_COUNT;
        for (int i = 0; i < POLICY_COUNT; i++) {
            comparison->policies[i] = (enum policy)i;
        }
        return request->policy == NULL;
    }
    comparison->policy_count = 1;
    return policy_find(request->policy != NULL ? request->policy : policy_name(POLICY_OKIENKO),
                       &comparison->policies[0]);
}

static bool read_numbers(const struct request *request, struct comparison *comparison)
{
    int64_t days = 0;
    int64_t seed = 0;
    int64_t tries = 0;
    if (!read_number("--days", request->days, 1, COMPARISON_DAYS_MAX, &days) ||
        !read_number("--seed", request->seed, 0, INT64_MAX, &seed) ||
        !read_number("--tries", request->tries, 0, COMPARISON_TRIES_MAX, &tries)) {
        return false;
    }
    comparison->days = (int)days;
    comparison->seed = (uint64_t)seed;
    comparison->tries = (int)tries;
    return true;
}

/* 0 when there is nothing to write or it is written. */
static int write_file(const char *path, const struct buffer *text)
{
    if (path == NULL) {
        return 0;
    }
    FILE *file = fopen(path, "we");
    bool is_written = file != NULL && !text->overflow &&
                      fwrite(buffer_text(text), 1, text->size_bytes, file) == text->size_bytes;
    is_written = file != NULL && fclose(file) == 0 && is_written;
    if (!is_written) {
        (void)fprintf(stderr, "%s: not written (%s)\n", path,
                      text->overflow ? "too much of it" : "see the folder and the disk");
    }
    return is_written ? 0 : 1;
}

static int write_one(const struct comparison *comparison, const char *path,
                     void (*make)(const struct comparison *, struct buffer *))
{
    struct buffer text;
    buffer_init(&text, CSV_BYTES_MAX);
    if (path != NULL) {
        make(comparison, &text);
    }
    int exit_status = write_file(path, &text);
    buffer_finish(&text);
    return exit_status;
}

static void print_tables(const struct comparison *comparison)
{
    struct buffer text;
    buffer_init(&text, TEXT_BYTES_MAX);
    comparison_text(comparison, &text);
    (void)fputs(buffer_text(&text), stdout);
    buffer_finish(&text);
}

/* On stderr: what is on stdout is the same on every machine. */
static void print_timing(const struct comparison *comparison)
{
    double runs = (double)comparison->days * comparison->policy_count;
    (void)fprintf(stderr, "%.3f ms a day and policy, %.1f s for the desks\n",
                  (double)comparison->run_us / 1000 / runs,
                  (double)comparison->search_us / 1000000);
}

static int simulate(const struct request *request, struct comparison *comparison)
{
    comparison_run(comparison);
    print_tables(comparison);
    if (request->timing) {
        print_timing(comparison);
    }
    int exit_status = write_one(comparison, request->json, comparison_json);
    exit_status |= write_one(comparison, request->csv, comparison_csv);
    comparison_finish(comparison);
    return exit_status;
}

/* Of the tree one stands in, else of the installed examples. */
static const char *days_file(const char *asked)
{
    static const char here[] = "config/days.yaml";
    FILE *file = asked == NULL ? fopen(here, "re") : NULL;
    if (file != NULL) {
        (void)fclose(file);
        return here;
    }
    return asked != NULL ? asked : "/usr/share/okienko/examples/days.yaml";
}

/* Whether promises are kept, over the same days. */
static int simulate_promises(const struct request *request, const struct comparison *comparison)
{
    struct promise_days days = {.model = comparison->model,
                                .seed = comparison->seed,
                                .days = comparison->days,
                                .knows_day = !request->blind};
    struct buffer text;
    int64_t warm_up = 0;
    int64_t runs = 0;
    if (!read_number("--warm-up", request->warm_up, 0, PROMISE_DAYS_MAX, &warm_up) ||
        !read_number("--runs", request->runs, 1, PROMISE_RUNS_MAX, &runs)) {
        return 2;
    }
    days.warm_up = (int)warm_up;
    days.runs = (int)runs;
    promise_days_run(&days);
    buffer_init(&text, TEXT_BYTES_MAX);
    promise_days_text(&days, &text);
    (void)fputs(buffer_text(&text), stdout);
    buffer_finish(&text);
    return 0;
}

static int load_and_simulate(const struct request *request, struct comparison *comparison)
{
    struct day_model *model = memory_new(1, sizeof(*model));
    struct buffer errors;
    buffer_init(&errors, TEXT_BYTES_MAX);
    int exit_status = 1;
    if (day_model_load(days_file(request->config), request->model, model, &errors) == STATUS_OK) {
        comparison->model = model;
        exit_status = request->promise ? simulate_promises(request, comparison)
                                       : simulate(request, comparison);
    } else {
        (void)fprintf(stderr, "%s\n", buffer_text(&errors));
    }
    buffer_finish(&errors);
    free(model);
    return exit_status;
}

int command_simulate(int count, char **words)
{
    struct request request = {
        .days = "100", .seed = "1", .tries = "100", .model = "demo", .warm_up = "60", .runs = "50"};
    struct comparison comparison = {0};
    request.compare = words_take(&count, words, "--compare");
    request.timing = words_take(&count, words, "--timing");
    request.promise = words_take(&count, words, "--promise");
    request.blind = words_take(&count, words, "--blind");
    const struct words_option options[] = {
        {"--days", &request.days},   {"--seed", &request.seed},     {"--tries", &request.tries},
        {"--model", &request.model}, {"--config", &request.config}, {"--policy", &request.policy},
        {"--json", &request.json},   {"--csv", &request.csv},       {"--warm-up", &request.warm_up},
        {"--runs", &request.runs},
    };
    if (!words_read(count, words, options, sizeof(options) / sizeof(options[0]), NULL, 0) ||
        !read_numbers(&request, &comparison) || !read_policies(&request, &comparison)) {
        return refuse();
    }
    return load_and_simulate(&request, &comparison);
}
