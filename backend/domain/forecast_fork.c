#include "domain/forecast_inner.h"
#include "domain/service_time.h"

#include <assert.h>
#include <math.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

enum {
    MINUTE_MS = 60 * 1000,
    HOUR_MS = 60 * MINUTE_MS,
    BREAK_MEAN_MS = 15 * MINUTE_MS, /* of a break whose end nobody knows */
    MISSES_ALL = UINT8_MAX
};

static const double break_cv = 0.5;
static const double pause_cv = 0.6;
static const double walk_cv = 0.5;
static const double returns = 0.5;                   /* of those whose call was missed for good */
static const double early_mean_ms = 7.0 * MINUTE_MS; /* bookings come before their time */
static const double early_spread_ms = 9.0 * MINUTE_MS;

static struct random *stream(struct forecast *forecast, enum forecast_stream which)
{
    return &forecast->streams[which];
}

static int32_t to_length(double ms)
{
    return ms < FORECAST_HORIZON_MS ? (int32_t)ms : FORECAST_HORIZON_MS;
}

/* What people do. */

static int32_t draw_service(struct forecast *forecast, int service, int64_t elapsed_ms)
{
    int64_t left_ms =
        service_time_remaining(stream(forecast, STREAM_SERVICE), forecast->model->mean_ms[service],
                               forecast->model->cv[service], elapsed_ms);
    int64_t past_ms = elapsed_ms > 0 ? elapsed_ms : 0;
    return to_length((double)(past_ms + left_ms));
}

static void draw_manner(struct forecast *forecast, struct forward_plan *plan)
{
    struct random *random = stream(forecast, STREAM_MANNER);
    double walk_ms = random_lognormal(random, forecast->model->walk_ms, walk_cv);
    bool misses = random_unit(random) < forecast->model->no_show;
    bool comes_back = random_unit(random) < returns;
    double back = random_unit(random);
    plan->walk_ms = to_length(walk_ms);
    plan->misses = misses ? MISSES_ALL : 0;
    if (comes_back) {
        double within_ms = (double)forecast->lobby->rules.park_ms;
        plan->return_ms = to_length(MINUTE_MS + back * within_ms);
    }
}

static void draw_visitor(struct forecast *forecast, const struct lobby_visit *visit)
{
    struct forward_plan plan = {0};
    int current = route_current(&visit->route);
    bool is_served = visit->route.steps[current].state == STEP_SERVING;
    draw_manner(forecast, &plan);
    if (visit->route.steps[current].state == STEP_CALLED) {
        plan.misses = 0; /* whether they come is not known; most do */
    }
    for (int i = 0; i < visit->route.count; i++) {
        if (step_is_over(visit->route.steps[i].state)) {
            continue;
        }
        bool is_this = is_served && i == current;
        int service = visit->service[i];
        plan.service_ms[i] =
            draw_service(forecast, service, is_this ? forecast->now_ms - visit->started_ms : 0);
        bool agrees =
            random_unit(stream(forecast, STREAM_MANNER)) < forecast->model->agrees[service];
        plan.agrees |= (uint16_t)(agrees ? 1U << i : 0U);
    }
    forward_expect(forecast->forward, visit->id, &plan);
}

/* Who comes later. */

static void arrive(struct forecast *forecast, const struct forecast_booking *who,
                   int64_t checkin_ms)
{
    struct lobby_visit visit = {.id = forecast->next_id++,
                                .checkin_ms = checkin_ms,
                                .appointment_ms = who->appointment_ms,
                                .staff = LOBBY_NONE,
                                .priority = who->priority};
    struct forward_plan plan = {0};
    visit.service[0] = (uint8_t)who->service;
    visit.only[0] = LOBBY_ANYBODY;
    visit.route.count = 1;
    visit.route.booked = who->appointment_ms != 0 ? 0 : ROUTE_NONE;
    route_open(&visit.route);
    draw_manner(forecast, &plan);
    plan.service_ms[0] = draw_service(forecast, who->service, 0);
    forward_arrive(forecast->forward, &visit, &plan);
}

static void expect_bookings(struct forecast *forecast)
{
    struct random *random = stream(forecast, STREAM_ARRIVAL);
    for (size_t i = 0; i < forecast->day->booking_count; i++) {
        const struct forecast_booking *booking = &forecast->day->bookings[i];
        double early_ms = early_mean_ms + random_normal(random) * early_spread_ms;
        bool comes = random_unit(random) < forecast->day->shows;
        int64_t checkin_ms = booking->appointment_ms - (int64_t)early_ms;
        if (comes && checkin_ms > forecast->now_ms) {
            arrive(forecast, booking, checkin_ms);
        }
    }
}

static double people_in(const struct forecast *forecast, int hour)
{
    double people = 0;
    for (int i = 0; i < forecast->lobby->service_count; i++) {
        people += forecast->model->arrivals[i][hour];
    }
    return people;
}

static int draw_first_service(struct forecast *forecast, int hour)
{
    double left = random_unit(stream(forecast, STREAM_ARRIVAL)) * people_in(forecast, hour);
    int last = 0;
    for (int i = 0; i < forecast->lobby->service_count; i++) {
        if (forecast->model->arrivals[i][hour] <= 0) {
            continue;
        }
        last = i;
        left -= forecast->model->arrivals[i][hour];
        if (left < 0) {
            break;
        }
    }
    return last;
}

/* The next walk-in after `after_ms`: one exponential draw of people, spent hour by hour. */
static void expect_walk_in(struct forecast *forecast, int64_t after_ms)
{
    double people = random_exponential(stream(forecast, STREAM_ARRIVAL), 1);
    int64_t at_ms = after_ms - forecast->day->begins_ms;
    forecast->walk_in_id = 0;
    if (at_ms < 0) {
        return;
    }
    for (int hour = (int)(at_ms / HOUR_MS); hour < DEMAND_HOURS; hour++) {
        int64_t ends_ms = (int64_t)(hour + 1) * HOUR_MS;
        double rate = people_in(forecast, hour) / HOUR_MS;
        double in_hour = rate * (double)(ends_ms - at_ms);
        if (people <= in_hour) {
            struct forecast_booking who = {.service = draw_first_service(forecast, hour)};
            int64_t checkin_ms = forecast->day->begins_ms + at_ms + (int64_t)ceil(people / rate);
            bool is_open = forecast->day->closes_ms == 0 || checkin_ms < forecast->day->closes_ms;
            who.priority =
                random_unit(stream(forecast, STREAM_ARRIVAL)) < forecast->model->priority;
            if (is_open) {
                forecast->walk_in_id = forecast->next_id;
                arrive(forecast, &who, checkin_ms);
            }
            return;
        }
        people -= in_hour;
        at_ms = ends_ms;
    }
}

/* What staff do. */

static bool ends_are_known(const struct forecast_day *day, int staff)
{
    for (size_t i = 0; i < day->change_count; i++) {
        if (day->changes[i].staff == staff && day->changes[i].change == FORWARD_BREAK_END) {
            return true;
        }
    }
    return false;
}

/* A call is pressed some time after the last visitor went: who is free and has somebody to call is
 * in that pause; who has not is only if they have just become free. */
static int64_t draw_pause(struct forecast *forecast, int staff)
{
    const struct lobby_staff *member = &forecast->lobby->staff[staff];
    double mean_ms = forecast->model->pause_ms;
    int64_t idle_ms = forecast->now_ms - member->idle_since_ms;
    struct choice choice;
    if (mean_ms <= 0 || forecast->lobby->rules.auto_call) {
        return 0;
    }
    choose_next(forecast->lobby, staff, forecast->now_ms, &choice);
    if (choice.slot == LOBBY_NONE) {
        return idle_ms < (int64_t)mean_ms ? (int64_t)mean_ms - idle_ms : 0;
    }
    return service_time_remaining(stream(forecast, STREAM_STAFF), mean_ms, pause_cv, idle_ms);
}

static void expect_staff(struct forecast *forecast)
{
    const struct forecast_day *day = forecast->day;
    for (int i = 0; i < forecast->lobby->staff_count; i++) {
        const struct lobby_staff *staff = &forecast->lobby->staff[i];
        if (!staff->on_duty || staff->visit_id != 0 || ends_are_known(day, i)) {
            continue;
        }
        int64_t left_ms = 0;
        if (staff->on_break) {
            left_ms = service_time_remaining(stream(forecast, STREAM_STAFF), BREAK_MEAN_MS,
                                             break_cv, forecast->now_ms - staff->idle_since_ms);
        } else {
            left_ms = draw_pause(forecast, i);
        }
        if (left_ms > 0 || staff->on_break) {
            lobby_set_break(forecast->fork, i, true, forecast->now_ms);
            forward_staff(forecast->forward, FORWARD_BREAK_END, i, forecast->now_ms + left_ms, 0);
        }
    }
    for (size_t i = 0; i < day->change_count; i++) {
        const struct forecast_change *change = &day->changes[i];
        int64_t at_ms = change->at_ms > forecast->now_ms ? change->at_ms : forecast->now_ms;
        forward_staff(forecast->forward, change->change, change->staff, at_ms, change->length_ms);
    }
}

/* What is watched. */

/* Whether somebody who came at now, of this rank, is called rather than who was chosen. */
static bool is_before(const struct forecast *forecast, int64_t rank_ms, const struct choice *choice)
{
    const struct choice_rank *other = &choice->rank;
    if (choice->slot == LOBBY_NONE || other->due_ms != 0 || rank_ms != other->rank_ms) {
        return choice->slot == LOBBY_NONE || other->due_ms != 0 || rank_ms < other->rank_ms;
    }
    return forecast->now_ms < other->checkin_ms;
}

static void resolve(struct forecast *forecast, enum forecast_person person, uint64_t services,
                    int64_t wait_ms)
{
    forecast->pending[person] &= ~services;
    while (services != 0) {
        int service = __builtin_ctzll(services);
        services &= services - 1;
        forecast_probe(forecast, service, person)[forecast->run] = wait_ms;
    }
}

static void probe(struct forecast *forecast, int staff, int64_t now_ms, const struct choice *choice)
{
    const struct rules *rules = &forecast->lobby->rules;
    const struct lobby_staff *member = &forecast->lobby->staff[staff];
    const int64_t head_ms[PERSON_COUNT] = {0, rules->priority_head_ms};
    for (int i = 0; i < PERSON_COUNT; i++) {
        uint64_t main = forecast->pending[i] & member->main;
        uint64_t backup = forecast->pending[i] & member->backup;
        int64_t rank_ms = forecast->now_ms - head_ms[i];
        int64_t wait_ms = now_ms - forecast->now_ms;
        if (main != 0 && is_before(forecast, rank_ms, choice)) {
            resolve(forecast, i, main, wait_ms);
        }
        if (backup != 0 && is_before(forecast, rank_ms + rules->backup_ms, choice)) {
            resolve(forecast, i, backup, wait_ms);
        }
    }
}

static void stop_if_done(struct forecast *forecast)
{
    if (forecast->left == 0 && forecast->pending[PERSON_PLAIN] == 0 &&
        forecast->pending[PERSON_PRIORITY] == 0) {
        forward_stop(forecast->forward);
    }
}

static bool choose(void *context, const struct lobby *lobby, int staff, int64_t now_ms,
                   struct choice *out_choice)
{
    struct forecast *forecast = context;
    choose_next(lobby, staff, now_ms, out_choice);
    probe(forecast, staff, now_ms, out_choice);
    stop_if_done(forecast);
    return out_choice->slot != LOBBY_NONE;
}

static void note_call(struct forecast *forecast, int64_t id, int64_t now_ms)
{
    int slot = lobby_find(forecast->lobby, id);
    int place = slot != LOBBY_NONE ? forecast->places[slot] : -1;
    if (place < 0) {
        return;
    }
    int64_t *wait_ms =
        &forecast->waits[(size_t)place * (size_t)forecast->runs + (size_t)forecast->run];
    if (*wait_ms == FORECAST_HORIZON_MS) {
        *wait_ms = now_ms - forecast->now_ms;
        forecast->left--;
        stop_if_done(forecast);
    }
}

static void tell(void *context, const struct forward_news *news)
{
    struct forecast *forecast = context;
    if (news->what == FORWARD_CALLED) {
        note_call(forecast, news->visit->id, news->now_ms);
    } else if (news->what == FORWARD_ARRIVED && news->visit->id == forecast->walk_in_id) {
        expect_walk_in(forecast, news->now_ms);
    }
}

/* Everything that is not known by the end of the run is the horizon. */
static void begin(struct forecast *forecast)
{
    const struct lobby *lobby = forecast->lobby;
    uint64_t able = 0;
    forecast->left = 0;
    for (size_t i = 0; i < forecast->order_count; i++) {
        size_t at = i * (size_t)forecast->runs + (size_t)forecast->run;
        forecast->waits[at] = FORECAST_HORIZON_MS;
        forecast->left +=
            forecast_is_servable(lobby, &lobby->visits[forecast->order[i].slot]) ? 1 : 0;
    }
    for (int i = 0; i < lobby->service_count; i++) {
        able |= lobby->able[i] > 0 ? UINT64_C(1) << i : 0;
    }
    for (int i = 0; i < PERSON_COUNT; i++) {
        resolve(forecast, i, able, FORECAST_HORIZON_MS);
        forecast->pending[i] = able;
    }
}

/* In the order of the turns, not of the slots, which mean nothing; then those in rooms and parked,
 * by id. */
static void expect_visitors(struct forecast *forecast)
{
    for (size_t i = 0; i < forecast->order_count; i++) {
        draw_visitor(forecast, &forecast->lobby->visits[forecast->order[i].slot]);
    }
    for (size_t i = 0; i < forecast->elsewhere_count; i++) {
        draw_visitor(forecast, &forecast->lobby->visits[forecast->elsewhere[i].slot]);
    }
}

void forecast_fork(struct forecast *forecast, uint64_t seed)
{
    const struct forward_settings settings = {
        .choose = choose,
        .tell = tell,
        .context = forecast,
        .pause_ms = forecast->lobby->rules.auto_call ? 0 : (int64_t)forecast->model->pause_ms};
    for (int i = 0; i < STREAM_COUNT; i++) {
        uint64_t number = (uint64_t)forecast->run * STREAM_COUNT + (uint64_t)i;
        random_seed(&forecast->streams[i], seed, number);
    }
    lobby_copy(forecast->fork, forecast->lobby);
    forward_reset(forecast->forward, forecast->fork, &settings, forecast->now_ms);
    begin(forecast);
    expect_visitors(forecast);
    expect_staff(forecast);
    expect_bookings(forecast);
    expect_walk_in(forecast, forecast->now_ms);
    forward_run(forecast->forward, forecast->now_ms + FORECAST_HORIZON_MS);
}
