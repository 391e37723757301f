/*
 * forecast_inner.h - what the files of forecast share. Not for others.
 */
#ifndef DOMAIN_FORECAST_INNER_H
#define DOMAIN_FORECAST_INNER_H

#include "domain/forecast.h"
#include "domain/random.h"

enum forecast_person { PERSON_PLAIN, PERSON_PRIORITY, PERSON_COUNT };

enum forecast_stream { STREAM_ARRIVAL, STREAM_SERVICE, STREAM_MANNER, STREAM_STAFF, STREAM_COUNT };

/* The turn of somebody who waits, as the choice compares it, without a desk. */
struct forecast_rank {
    int64_t due_ms; /* 0 unless the booking is early */
    int64_t effective_ms;
    int64_t checkin_ms;
    int64_t id;
    int slot;
};

struct forecast {
    struct lobby *fork;
    struct forward *forward;

    /* Of the present question. */
    const struct lobby *lobby;
    const struct forecast_model *model;
    const struct forecast_day *day;
    int64_t now_ms;
    int runs;

    /* Everybody who waits, the first turn first. */
    struct forecast_rank *order;
    size_t order_count;
    size_t order_capacity;
    struct forecast_rank *elsewhere; /* in a room or parked, by id */
    size_t elsewhere_count;
    size_t elsewhere_capacity;

    int64_t *waits; /* by place in `order` and run */
    size_t waits_capacity;
    int *places; /* by slot of `lobby`: in `order`, -1 none */
    size_t places_capacity;
    int64_t *probes; /* by service, person and run */
    size_t probes_capacity;

    /* Of the present run. */
    int run;
    struct random streams[STREAM_COUNT];
    uint64_t pending[PERSON_COUNT]; /* services a newcomer would still wait for */
    size_t left;                    /* in `order`, not called yet and may be */
    int64_t next_id;
    int64_t walk_in_id; /* the next of the stream of walk-ins */
};

/* Whether somebody on duty may ever call this visitor. */
bool forecast_is_servable(const struct lobby *lobby, const struct lobby_visit *visit);

int64_t *forecast_probe(const struct forecast *forecast, int service, enum forecast_person person);

/* One run forward: fills the waits and probes of forecast->run. */
void forecast_fork(struct forecast *forecast, uint64_t seed);

/* By water level: fills the table. */
void forecast_level(struct forecast *forecast, struct forecast_table *table);

#endif
