/*
 * day_model.h - one kind of day at an invented centre: who works, who comes, what they need.
 *
 * Owner    read-only once loaded: any thread.
 * Memory   about 30 KB, no pointers.
 * Time     milliseconds of one local day, 0 at midnight; shares from 0 to 1.
 * Errors   a file that cannot be meant is told with every fault, a line each.
 */
#ifndef SIMULATE_DAY_MODEL_H
#define SIMULATE_DAY_MODEL_H

#include "base/buffer.h"
#include "base/status.h"
#include "domain/office.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    DAY_TEXT_MAX = 120,
    DAY_FURTHER_MAX = 8,
    DAY_BREAKS_MAX = 6,
    DAY_HOURS_MAX = 24,
    DAY_MODELS_MAX = 32,
    DAY_SLOTS_MAX = 64,
    DAY_VISITS_MAX = 2000 /* expected; a day may have a few more */
};

struct day_service {
    char code[OFFICE_CODE_MAX + 1];
    double mean_ms;
    double walk_in; /* weight among first services */
    double booked;
    int further[DAY_FURTHER_MAX]; /* services that may follow, by index */
    int further_count;
    bool comes_first;
};

struct day_staff {
    char title[DAY_TEXT_MAX + 1];
    uint64_t main; /* services, by index */
    uint64_t backup;
    uint64_t desk; /* the plan made by hand, within main and backup */
    int64_t breaks_ms[DAY_BREAKS_MAX];
    int break_count;
    bool is_absent;
};

struct day_people {
    double spread; /* of service lengths: standard deviation / mean */
    double further;
    double offer;
    double early_ms;
    double early_spread_ms;
    double patience_ms;
    double patience_spread;
    double missed;
    double recalled;
    double returned;
    double return_ms;
    double walk_ms;
    int64_t slot_ms;
    int64_t pause_ms;
};

struct day_model {
    char name[DAY_TEXT_MAX + 1];
    char about[DAY_TEXT_MAX + 1];
    int64_t opens_ms;
    int64_t closes_ms;
    int64_t ends_ms;
    double arrivals[DAY_HOURS_MAX]; /* weights of the hours from opens_ms */
    int hour_count;
    double visits;
    double several;
    double booked;
    double priority;
    double no_show;
    struct day_people people;
    struct day_service services[OFFICE_SERVICES_MAX];
    int service_count;
    struct day_staff staff[OFFICE_STAFF_MAX];
    int staff_count;
    int32_t break_ms;
};

/* The model of that name in the file. On failure out_errors has the faults, or the names there are,
 * and out_model is untouched. */
enum status day_model_load(const char *path, const char *name, struct day_model *out_model,
                           struct buffer *out_errors) MUST_USE;

/* As the rules see it. */
void day_model_office(const struct day_model *model, struct office *out_office);

#endif
