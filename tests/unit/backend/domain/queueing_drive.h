/*
 * queueing_drive.h - known queues, played by the engine that calls people in the lobby.
 *
 * A station is a service and its servers are staff who have nothing but that skill; people come by
 * chance, are served for exponential times and go on by chance. forward.h moves them and choose.h
 * calls them, exactly as in a forecast. Two things only are brought along: the stream of visitors
 * and, for accumulating priorities, a way of choosing of its own in place of choose_next.
 *
 * Strict priorities are the engine's: the priority head start and the backup skill's, both without
 * end. A person who needs several services has them one after another on one ticket with the place
 * of their check-in kept, or (steps_max 1) takes a new ticket at the end of each queue.
 *
 * Owner    tests; one drive at a time in one thread.
 * Memory   drive_start gives what drive_finish takes back.
 * Time     the model's own unit; the engine's milliseconds are a millionth of the shortest service.
 */
#ifndef DOMAIN_QUEUEING_DRIVE_H
#define DOMAIN_QUEUEING_DRIVE_H

#include "domain/forward.h"
#include "domain/random.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DRIVE_CLASSES_MAX = 4,
    DRIVE_STATIONS_MAX = 4,
    DRIVE_PEOPLE_MAX = 1 << 16, /* no ticket stays while that many others come */
    DRIVE_LEAVES = -1
};

struct drive_model {
    size_t class_count;
    size_t station_count;
    int servers[DRIVE_STATIONS_MAX];
    double service_means[DRIVE_STATIONS_MAX];
    double outside[DRIVE_CLASSES_MAX][DRIVE_STATIONS_MAX];
    double routes[DRIVE_CLASSES_MAX][DRIVE_STATIONS_MAX][DRIVE_STATIONS_MAX];
    double slopes[DRIVE_CLASSES_MAX]; /* above 0: accumulating priorities */
    double patience_mean;             /* 0: nobody leaves */
    double within;                    /* waits up to this are counted */
    size_t capacity;                  /* 0: no limit */
    int steps_max;                    /* services on one ticket, 1..ROUTE_STEPS_MAX */
    bool is_strict;                   /* the first class goes first, and so on */
    bool is_constant;                 /* every service takes the mean */
};

/* What happened to one class at one station. */
struct drive_count {
    double called;
    double waited; /* did not find a free server: called later, or left */
    double within;
    double left;
    double finished;
    double wait_sum;
    double busy_sum;
    double stay_sum;
};

struct drive_tally {
    struct drive_count at[DRIVE_CLASSES_MAX][DRIVE_STATIONS_MAX];
    double arrived; /* from outside */
    double refused;
    double elapsed;
};

struct drive_person {
    int64_t id;
    int64_t entered_ms; /* the queue they are in */
    int class_index;
    int station;      /* where the ticket begins */
    int next_station; /* where it goes on after the ticket, DRIVE_LEAVES */
    bool is_outside;
};

struct drive {
    const struct drive_model *model;
    struct forward *forward;
    struct lobby *lobby;
    struct random arrivals;
    struct random services;
    struct random moves;
    struct random patience;
    struct drive_tally tally;
    struct drive_person people[DRIVE_PEOPLE_MAX];
    double next_at[DRIVE_CLASSES_MAX][DRIVE_STATIONS_MAX];
    double unit_ms;
    int64_t until_ms;
    int64_t last_id;
};

static inline struct drive_person *drive_person_of(struct drive *drive, int64_t id)
{
    struct drive_person *person = &drive->people[id % DRIVE_PEOPLE_MAX];
    assert(person->id == id);
    return person;
}

/* The second service of a station is its servers' backup skill: there for strict classes 2, 3. */
static inline uint8_t drive_service(const struct drive *drive, int class_index, int station)
{
    return (uint8_t)(2 * station + (drive->model->is_strict && class_index >= 2));
}

static inline int drive_next(struct drive *drive, int class_index, int station)
{
    double draw = random_unit(&drive->moves);
    for (size_t next = 0; next < drive->model->station_count; next++) {
        draw -= drive->model->routes[class_index][station][next];
        if (draw < 0) {
            return (int)next;
        }
    }
    return DRIVE_LEAVES;
}

static inline int32_t drive_length_ms(const struct drive *drive, struct random *random, double mean)
{
    double length = random == NULL ? mean : random_exponential(random, mean);
    return (int32_t)llround(length * drive->unit_ms);
}

/* Fills the ticket with services until the person leaves or has as many as it holds. */
static inline int drive_steps(struct drive *drive, const struct drive_person *person,
                              struct lobby_visit *visit, struct forward_plan *plan)
{
    const struct drive_model *model = drive->model;
    struct random *random = model->is_constant ? NULL : &drive->services;
    int station = person->station;
    while (station != DRIVE_LEAVES && visit->route.count < model->steps_max) {
        int at = visit->route.count++;
        visit->route.steps[at] = (struct route_step){
            .state = STEP_PLANNED, .after = (uint16_t)(at > 0 ? 1U << (at - 1) : 0)};
        visit->only[at] = LOBBY_ANYBODY;
        visit->service[at] = drive_service(drive, person->class_index, station);
        plan->service_ms[at] = drive_length_ms(drive, random, model->service_means[station]);
        station = drive_next(drive, person->class_index, station);
    }
    return station;
}

static inline void drive_ticket(struct drive *drive, int class_index, int station, int64_t at_ms,
                                bool is_outside)
{
    struct drive_person person = {.id = ++drive->last_id,
                                  .entered_ms = at_ms,
                                  .class_index = class_index,
                                  .station = station,
                                  .is_outside = is_outside};
    struct lobby_visit visit = {.id = person.id,
                                .checkin_ms = at_ms,
                                .route = {.booked = ROUTE_NONE},
                                .staff = LOBBY_NONE,
                                .priority = drive->model->is_strict && class_index % 2 == 0};
    struct forward_plan plan = {0};
    person.next_station = drive_steps(drive, &person, &visit, &plan);
    if (drive->model->patience_mean > 0) {
        plan.patience_ms =
            1 + drive_length_ms(drive, &drive->patience, drive->model->patience_mean);
    }
    drive->people[person.id % DRIVE_PEOPLE_MAX] = person;
    route_open(&visit.route);
    forward_arrive(drive->forward, &visit, &plan);
}

/* The clock of a stream is kept unrounded, so that milliseconds add up to no drift. */
static inline void drive_stream(struct drive *drive, int class_index, int station)
{
    double rate = drive->model->outside[class_index][station];
    if (rate > 0) {
        double *at = &drive->next_at[class_index][station];
        *at += random_exponential(&drive->arrivals, 1 / rate);
        drive_ticket(drive, class_index, station, llround(*at * drive->unit_ms), true);
    }
}

static inline void drive_wait(struct drive *drive, const struct forward_news *news, int station,
                              bool is_called)
{
    const struct drive_person *person = drive_person_of(drive, news->visit->id);
    struct drive_count *count = &drive->tally.at[person->class_index][station];
    double wait = (double)(news->now_ms - person->entered_ms) / drive->unit_ms;
    count->wait_sum += wait;
    count->waited += wait > 0 || !is_called;
    count->called += is_called;
    count->left += !is_called;
    count->within += is_called && wait <= drive->model->within;
}

static inline void drive_finished(struct drive *drive, const struct forward_news *news)
{
    struct drive_person *person = drive_person_of(drive, news->visit->id);
    int station = news->visit->service[news->position] / 2;
    struct drive_count *count = &drive->tally.at[person->class_index][station];
    count->finished++;
    count->stay_sum += (double)(news->now_ms - person->entered_ms) / drive->unit_ms;
    count->busy_sum += (double)(news->now_ms - news->visit->started_ms) / drive->unit_ms;
    person->entered_ms = news->now_ms;
    bool is_over = route_current(&news->visit->route) == ROUTE_NONE;
    if (is_over && person->next_station != DRIVE_LEAVES) {
        drive_ticket(drive, person->class_index, person->next_station, news->now_ms, false);
    }
}

static inline void drive_tell(void *context, const struct forward_news *news)
{
    struct drive *drive = context;
    struct drive_person person = *drive_person_of(drive, news->visit->id);
    switch (news->what) {
    case FORWARD_ARRIVED:
    case FORWARD_REFUSED:
        if (person.is_outside) {
            drive->tally.arrived++;
            drive->tally.refused += news->what == FORWARD_REFUSED;
            drive_stream(drive, person.class_index, person.station);
        }
        break;
    case FORWARD_CALLED:
        drive_wait(drive, news, news->visit->service[news->position] / 2, true);
        break;
    case FORWARD_LEFT: drive_wait(drive, news, person.station, false); break;
    case FORWARD_FINISHED: drive_finished(drive, news); break;
    default: break;
    }
}

/* Accumulating priority: the most points, slope x time waited; first come first on a tie. */
static inline bool drive_accumulating(void *context, const struct lobby *lobby, int staff,
                                      int64_t now_ms, struct choice *out_choice)
{
    struct drive *drive = context;
    double most = -1;
    out_choice->slot = LOBBY_NONE;
    for (size_t i = 0; i < lobby->count; i++) {
        const struct lobby_visit *visit = &lobby->visits[i];
        bool is_backup;
        int position = choose_step(lobby, visit, staff, &is_backup);
        if (position == ROUTE_NONE) {
            continue;
        }
        const struct drive_person *person = drive_person_of(drive, visit->id);
        double waited = (double)(now_ms - person->entered_ms);
        double points = drive->model->slopes[person->class_index] * waited;
        bool is_tie = points == most && visit->id < lobby->visits[out_choice->slot].id;
        if (points > most || is_tie) {
            most = points;
            out_choice->slot = (int)i;
            out_choice->position = position;
        }
    }
    return out_choice->slot != LOBBY_NONE;
}

static inline struct lobby *drive_lobby(const struct drive_model *model)
{
    struct rules rules = rules_default();
    rules.priority_head_ms = RULES_OUT_OF_TURN_MS;
    rules.backup_ms = 2 * RULES_OUT_OF_TURN_MS;
    struct office *office = calloc(1, sizeof(*office));
    assert(office != NULL);
    office->service_count = 2 * (int)model->station_count;
    for (size_t station = 0; station < model->station_count; station++) {
        for (int i = 0; i < model->servers[station]; i++) {
            struct office_staff *staff = &office->staff[office->staff_count++];
            staff->preference[2 * station] = OFFICE_PREFERENCE_MAIN;
            staff->preference[2 * station + 1] = OFFICE_PREFERENCE_BACKUP;
        }
    }
    struct lobby *lobby = lobby_create(office, &rules);
    for (int i = 0; i < office->staff_count; i++) {
        lobby_set_duty(lobby, i, true, 0);
    }
    free(office);
    return lobby;
}

static inline struct drive *drive_start(const struct drive_model *model, uint64_t seed)
{
    struct drive *drive = calloc(1, sizeof(*drive));
    assert(drive != NULL);
    double shortest = model->service_means[0];
    for (size_t i = 1; i < model->station_count; i++) {
        shortest = fmin(shortest, model->service_means[i]);
    }
    drive->model = model;
    drive->unit_ms = 1e6 / shortest;
    random_seed(&drive->arrivals, seed, 1);
    random_seed(&drive->services, seed, 2);
    random_seed(&drive->moves, seed, 3);
    random_seed(&drive->patience, seed, 4);
    drive->lobby = drive_lobby(model);
    drive->forward = forward_create();
    struct forward_settings settings = {.choose = model->slopes[0] > 0 ? drive_accumulating : NULL,
                                        .tell = drive_tell,
                                        .context = drive,
                                        .capacity = model->capacity};
    forward_reset(drive->forward, drive->lobby, &settings, 0);
    for (int c = 0; c < (int)model->class_count; c++) {
        for (int s = 0; s < (int)model->station_count; s++) {
            drive_stream(drive, c, s);
        }
    }
    return drive;
}

/* What happens in the next `length` units of time. */
static inline const struct drive_tally *drive_run(struct drive *drive, double length)
{
    memset(&drive->tally, 0, sizeof(drive->tally));
    drive->tally.elapsed = length;
    drive->until_ms += llround(length * drive->unit_ms);
    forward_run(drive->forward, drive->until_ms);
    return &drive->tally;
}

static inline void drive_finish(struct drive *drive)
{
    forward_destroy(drive->forward);
    lobby_destroy(drive->lobby);
    free(drive);
}

#endif
