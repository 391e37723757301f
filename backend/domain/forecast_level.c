#include "domain/forecast_inner.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

enum { MINUTE_MS = 60 * 1000, BREAK_LEFT_MS = 8 * MINUTE_MS };

/* What is left of a service on average is never less than this part of its mean. */
static const double left_min = 0.4;

/* Waits are so many times the level, by its size (the bins of calibration.h): q10, q50 and q90 of
 * 37,000 waits on 200 simulated days. */
static const double ratios[CALIBRATION_BINS][3] = {
    {0.3, 0.9, 3.1}, {0.3, 0.9, 3.1}, {0.3, 1.0, 3.1},
    {0.4, 1.2, 2.9}, {0.5, 1.4, 2.4}, {0.5, 1.3, 2.0},
};

/* When each member of staff will be free, from now. */
struct level {
    const struct forecast *forecast;
    double free_ms[OFFICE_STAFF_MAX];
};

static double turn_ms(const struct forecast_model *model, int service)
{
    return model->walk_ms + model->mean_ms[service] + model->pause_ms;
}

static double busy_ms(const struct forecast *forecast, const struct lobby_staff *staff)
{
    int slot = lobby_find(forecast->lobby, staff->visit_id);
    if (slot == LOBBY_NONE) {
        return staff->on_break ? BREAK_LEFT_MS : 0;
    }
    const struct lobby_visit *visit = &forecast->lobby->visits[slot];
    double whole_ms = forecast->model->mean_ms[visit->service[route_current(&visit->route)]];
    double past_ms = visit->started_ms != 0 ? (double)(forecast->now_ms - visit->started_ms) : 0;
    double left_ms = whole_ms - past_ms;
    double least_ms = left_min * whole_ms;
    return (left_ms > least_ms ? left_ms : least_ms) + forecast->model->pause_ms;
}

static void begin(struct level *level)
{
    const struct lobby *lobby = level->forecast->lobby;
    for (int i = 0; i < lobby->staff_count; i++) {
        level->free_ms[i] = busy_ms(level->forecast, &lobby->staff[i]);
    }
}

static struct calibration_forecast wait_of(double level_ms)
{
    double level = level_ms < FORECAST_HORIZON_MS ? level_ms : FORECAST_HORIZON_MS;
    const double *ratio = ratios[calibration_bin_of((int64_t)level)];
    return (struct calibration_forecast){.q10_ms = (int64_t)(ratio[0] * level),
                                         .q50_ms = (int64_t)(ratio[1] * level),
                                         .q90_ms = (int64_t)(ratio[2] * level)};
}

/* Of all steps that wait: who is free first, and with which of them. */
static int first_free(const struct level *level, const struct lobby_visit *visit, int *out_position)
{
    const struct lobby *lobby = level->forecast->lobby;
    int best = LOBBY_NONE;
    for (int i = 0; i < lobby->staff_count; i++) {
        bool is_sooner = best == LOBBY_NONE || level->free_ms[i] < level->free_ms[best];
        bool is_backup = false;
        int position = lobby->staff[i].on_duty && is_sooner
                           ? choose_step(lobby, visit, i, &is_backup)
                           : ROUTE_NONE;
        if (position != ROUTE_NONE) {
            best = i;
            *out_position = position;
        }
    }
    return best;
}

static void pour(struct level *level, const struct lobby_visit *visit, struct forecast_wait *out)
{
    int position = 0;
    int staff = first_free(level, visit, &position);
    if (staff == LOBBY_NONE) {
        return;
    }
    out->wait = wait_of(level->free_ms[staff]);
    level->free_ms[staff] += turn_ms(level->forecast->model, visit->service[position]);
}

/* Newcomers stand on the work of everybody before them. */
static void read_level(const struct level *level, enum forecast_person person,
                       struct forecast_table *table)
{
    const struct lobby *lobby = level->forecast->lobby;
    for (int k = 0; k < lobby->service_count; k++) {
        double least_ms = FORECAST_HORIZON_MS;
        for (int i = 0; i < lobby->staff_count; i++) {
            uint64_t skills = lobby->staff[i].main | lobby->staff[i].backup;
            bool is_able = lobby->staff[i].on_duty && (skills >> k & 1) != 0;
            least_ms = is_able && level->free_ms[i] < least_ms ? level->free_ms[i] : least_ms;
        }
        struct forecast_newcomer *newcomer = &table->services[k];
        struct forecast_wait *to =
            person == PERSON_PRIORITY ? &newcomer->priority : &newcomer->plain;
        to->wait = to->is_known ? wait_of(least_ms) : to->wait;
    }
}

void forecast_level(struct forecast *forecast, struct forecast_table *table)
{
    const struct lobby *lobby = forecast->lobby;
    struct level level = {.forecast = forecast};
    int64_t head_ms[PERSON_COUNT] = {0, lobby->rules.priority_head_ms};
    bool is_read[PERSON_COUNT] = {false, false};
    begin(&level);
    for (size_t i = 0; i < forecast->order_count; i++) {
        const struct forecast_rank *rank = &forecast->order[i];
        for (int k = 0; k < PERSON_COUNT; k++) {
            bool is_behind =
                rank->due_ms != 0 || rank->effective_ms > forecast->now_ms - head_ms[k];
            if (is_behind && !is_read[k]) {
                read_level(&level, k, table);
                is_read[k] = true;
            }
        }
        pour(&level, &lobby->visits[rank->slot], &table->visits[i].wait);
    }
    for (int k = 0; k < PERSON_COUNT; k++) {
        if (!is_read[k]) {
            read_level(&level, k, table);
        }
    }
}
