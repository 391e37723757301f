#include "simulate/day.h"

#include "base/memory.h"
#include "domain/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    STREAM_BOOKING,
    STREAM_WALK_IN,
    STREAM_ROUTE,
    STREAM_LENGTH,
    STREAM_MANNER,
    STREAM_COUNT,
    HOUR_MS = 60 * 60 * 1000,
    MINUTE_MS = 60 * 1000,
    WALK_SPREAD_MS = 25 * 1000,
    RETURN_LEAST_MS = 2 * MINUTE_MS,
    MISSES_ALL = UINT8_MAX
};

/* What is needed while a day is drawn. */
struct draw {
    const struct day_model *model;
    struct day *day;
    struct random streams[STREAM_COUNT];
    uint64_t taken[OFFICE_STAFF_MAX]; /* slots, by whose they are */
};

void day_init(struct day *day)
{
    *day = (struct day){0};
}

void day_finish(struct day *day)
{
    free(day->visitors);
    *day = (struct day){0};
}

static bool happens(struct random *random, double share)
{
    return random_unit(random) < share;
}

/* An index with a chance by its weight; weights with a sum above 0. */
static int weighted(struct random *random, const double *weights, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += weights[i];
    }
    double left = random_unit(random) * sum;
    int last = 0;
    for (int i = 0; i < count; i++) {
        if (weights[i] <= 0) {
            continue;
        }
        last = i;
        left -= weights[i];
        if (left < 0) {
            break;
        }
    }
    return last;
}

static int first_service(struct draw *draw, bool is_booked)
{
    double weights[OFFICE_SERVICES_MAX];
    const struct day_model *model = draw->model;
    for (int i = 0; i < model->service_count; i++) {
        weights[i] = is_booked ? model->services[i].booked : model->services[i].walk_in;
    }
    return weighted(&draw->streams[is_booked ? STREAM_BOOKING : STREAM_WALK_IN], weights,
                    model->service_count);
}

static void add_step(struct draw *draw, struct day_visitor *visitor, int service)
{
    const struct day_model *model = draw->model;
    struct route *route = &visitor->visit.route;
    int at = route->count++;
    visitor->visit.service[at] = (uint8_t)service;
    visitor->visit.only[at] = LOBBY_ANYBODY;
    visitor->plan.service_ms[at] = (int32_t)lround(random_lognormal(
        &draw->streams[STREAM_LENGTH], model->services[service].mean_ms, model->people.spread));
    if (at > 0) {
        route->steps[at].is_offer = happens(&draw->streams[STREAM_ROUTE], model->people.offer);
        route->steps[at].after = model->services[visitor->visit.service[0]].comes_first ? 1 : 0;
    }
}

static bool has_service(const struct lobby_visit *visit, int service)
{
    for (int i = 0; i < visit->route.count; i++) {
        if (visit->service[i] == service) {
            return true;
        }
    }
    return false;
}

/* One of those that may follow the first and are not there yet; -1 when there is none. */
static int further_service(struct draw *draw, const struct lobby_visit *visit)
{
    const struct day_service *first = &draw->model->services[visit->service[0]];
    int left[DAY_FURTHER_MAX];
    int count = 0;
    for (int i = 0; i < first->further_count; i++) {
        if (!has_service(visit, first->further[i])) {
            left[count++] = first->further[i];
        }
    }
    if (count == 0) {
        return -1;
    }
    return left[random_below(&draw->streams[STREAM_ROUTE], (uint64_t)count)];
}

static void draw_route(struct draw *draw, struct day_visitor *visitor, int first)
{
    struct random *random = &draw->streams[STREAM_ROUTE];
    add_step(draw, visitor, first);
    int wanted = happens(random, draw->model->several) ? 1 : 0;
    wanted += wanted == 1 && happens(random, draw->model->people.further) ? 1 : 0;
    for (int i = 0; i < wanted; i++) {
        int service = further_service(draw, &visitor->visit);
        if (service >= 0) {
            add_step(draw, visitor, service);
        }
    }
    visitor->plan.agrees = UINT16_MAX; /* offers that nobody would take up are not drawn */
}

static void draw_manner(struct draw *draw, struct day_visitor *visitor)
{
    const struct day_people *people = &draw->model->people;
    struct random *random = &draw->streams[STREAM_MANNER];
    struct forward_plan *plan = &visitor->plan;
    visitor->visit.priority = happens(random, draw->model->priority);
    double patience_ms = random_lognormal(random, people->patience_ms, people->patience_spread);
    plan->patience_ms = (int32_t)lround(fmin(patience_ms, 24.0 * HOUR_MS));
    double walk_ms = people->walk_ms + (2 * random_unit(random) - 1) * WALK_SPREAD_MS;
    plan->walk_ms = (int32_t)lround(fmax(walk_ms, 0));
    /* Drawn for everybody, so that a visitor who misses a call moves nobody else's draws. */
    bool misses = happens(random, people->missed);
    bool comes_at_recall = happens(random, people->recalled);
    bool comes_back = happens(random, people->returned);
    double return_ms = RETURN_LEAST_MS + random_unit(random) * people->return_ms;
    if (misses) {
        plan->misses = comes_at_recall ? 1 : MISSES_ALL;
        plan->return_ms = comes_back ? (int32_t)lround(return_ms) : 0;
    }
}

static void add_visitor(struct draw *draw, int64_t checkin_ms, int64_t appointment_ms, int service)
{
    struct day *day = draw->day;
    if (day->count == day->capacity) {
        day->capacity = day->capacity == 0 ? 256 : 2 * day->capacity;
        day->visitors = memory_resize(day->visitors, day->capacity * sizeof(*day->visitors));
    }
    struct day_visitor *visitor = &day->visitors[day->count++];
    memset(visitor, 0, sizeof(*visitor)); /* padding too: equal days have equal bytes */
    visitor->visit.id = (int64_t)day->count;
    visitor->visit.checkin_ms = checkin_ms;
    visitor->visit.appointment_ms = appointment_ms;
    visitor->visit.staff = LOBBY_NONE;
    visitor->visit.route.booked = appointment_ms != 0 ? 0 : ROUTE_NONE;
    draw_route(draw, visitor, service);
    draw_manner(draw, visitor);
    route_open(&visitor->visit.route);
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
    if (value < least) {
        return least;
    }
    return value > most ? most : value;
}

static void draw_walk_in(struct draw *draw)
{
    const struct day_model *model = draw->model;
    struct random *random = &draw->streams[STREAM_WALK_IN];
    int hour = weighted(random, model->arrivals, model->hour_count);
    int64_t from_ms = model->opens_ms + (int64_t)hour * HOUR_MS;
    int64_t to_ms = clamp(from_ms + HOUR_MS, 0, model->closes_ms);
    double at = random_unit(random) * (double)(to_ms - from_ms);
    int64_t checkin_ms = clamp(from_ms + (int64_t)at, model->opens_ms, model->closes_ms - 1);
    add_visitor(draw, checkin_ms, 0, first_service(draw, false));
}

/* Somebody hired for the service who is not booked in that slot yet, -1 when there is none. An
 * absence is not known when people book. */
static int free_staff(const struct draw *draw, int service, int slot)
{
    for (int i = 0; i < draw->model->staff_count; i++) {
        bool is_able = (draw->model->staff[i].main >> service & 1) != 0;
        if (is_able && (draw->taken[i] >> slot & 1) == 0) {
            return i;
        }
    }
    return -1;
}

/* Takes a slot of somebody for the service; -1 when the day is booked out. */
static int take_slot(struct draw *draw, int service)
{
    const struct day_model *model = draw->model;
    int slots = (int)((model->closes_ms - model->opens_ms) / model->people.slot_ms);
    int open[DAY_SLOTS_MAX];
    int count = 0;
    for (int i = 0; i < slots; i++) {
        if (free_staff(draw, service, i) >= 0) {
            open[count++] = i;
        }
    }
    if (count == 0) {
        return -1;
    }
    int slot = open[random_below(&draw->streams[STREAM_BOOKING], (uint64_t)count)];
    draw->taken[free_staff(draw, service, slot)] |= UINT64_C(1) << slot;
    return slot;
}

static void draw_booking(struct draw *draw)
{
    const struct day_model *model = draw->model;
    struct random *random = &draw->streams[STREAM_BOOKING];
    int service = first_service(draw, true);
    int slot = take_slot(draw, service);
    double early_ms =
        model->people.early_ms + random_normal(random) * model->people.early_spread_ms;
    bool comes = !happens(random, model->no_show);
    if (slot < 0) {
        draw_walk_in(draw);
        return;
    }
    if (!comes) {
        draw->day->no_shows++;
        return;
    }
    int64_t appointment_ms = model->opens_ms + slot * model->people.slot_ms;
    int64_t checkin_ms = appointment_ms - (int64_t)early_ms;
    add_visitor(draw, clamp(checkin_ms, model->opens_ms, model->closes_ms - 1), appointment_ms,
                service);
}

static int by_checkin(const void *a, const void *b)
{
    const struct lobby_visit *first = &((const struct day_visitor *)a)->visit;
    const struct lobby_visit *other = &((const struct day_visitor *)b)->visit;
    if (first->checkin_ms != other->checkin_ms) {
        return first->checkin_ms < other->checkin_ms ? -1 : 1;
    }
    return first->id < other->id ? -1 : 1;
}

void day_draw(struct day *day, const struct day_model *model, uint64_t seed, uint64_t number)
{
    struct draw draw = {.model = model, .day = day};
    for (int i = 0; i < STREAM_COUNT; i++) {
        random_seed(&draw.streams[i], seed, number * STREAM_COUNT + (uint64_t)i);
    }
    day->count = 0;
    day->no_shows = 0;
    int bookings = (int)lround(model->visits * model->booked);
    for (int i = 0; i < bookings; i++) {
        draw_booking(&draw);
    }
    int64_t walk_ins = random_poisson(&draw.streams[STREAM_WALK_IN], model->visits - bookings);
    for (int64_t i = 0; i < walk_ins; i++) {
        draw_walk_in(&draw);
    }
    if (day->count > 0) {
        qsort(day->visitors, day->count, sizeof(*day->visitors), by_checkin);
    }
    for (size_t i = 0; i < day->count; i++) {
        day->visitors[i].visit.id = (int64_t)i + 1;
    }
}

void day_schedule_staff(const struct day_model *model, struct forward *forward)
{
    for (int i = 0; i < model->staff_count; i++) {
        const struct day_staff *staff = &model->staff[i];
        if (staff->is_absent) {
            continue;
        }
        forward_staff(forward, FORWARD_ON_DUTY, i, model->opens_ms, 0);
        forward_staff(forward, FORWARD_OFF_DUTY, i, model->ends_ms, 0);
        for (int k = 0; k < staff->break_count; k++) {
            forward_staff(forward, FORWARD_BREAK, i, staff->breaks_ms[k], model->break_ms);
        }
    }
}
