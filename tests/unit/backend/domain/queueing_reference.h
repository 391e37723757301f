/*
 * queueing_reference.h - the figures of queueing*.h found another way, to hold the formulas to.
 *
 * Nothing here uses a closed form. A station is the sum over its states of the birth-death chain;
 * waits by priority are the balance of one newcomer's wait (who is ahead, who passes), repeated
 * until it stands still; traffic is people sent along the routes until nobody is left. All in long
 * double, slow and plain.
 *
 * Owner    tests.
 * Memory   none.
 */
#ifndef DOMAIN_QUEUEING_REFERENCE_H
#define DOMAIN_QUEUEING_REFERENCE_H

#include <math.h>
#include <stddef.h>

enum { REFERENCE_ROUNDS = 20000, REFERENCE_CLASSES_MAX = 4 };

struct reference_station {
    int servers;
    long double arrival;
    long double service;
    long double leave; /* of one who waits; 0: all are patient */
};

struct reference_figures {
    long double busy;    /* share of the time that every server is */
    long double serving; /* mean number being served */
    long double queue;   /* mean number waiting */
    long double longer;  /* share of the arrivals who wait longer than `within`, when all stay */
};

/* Somebody who finds k waiting still waits after `within` when at most k servings have ended by
 * then: `not_yet` adds these chances up, one more each turn. */
static inline struct reference_figures reference_chain(const struct reference_station *station,
                                                       long double within)
{
    struct reference_figures sums = {0};
    long double weight = 1;
    long double total = 0;
    long double ended = station->servers * station->service * within;
    long double chance = expl(-ended);
    long double not_yet = chance;
    for (int k = 0; k <= station->servers || weight > 1e-24L * total; k++) {
        int serving = k < station->servers ? k : station->servers;
        int waiting = k - serving;
        total += weight;
        sums.serving += weight * serving;
        sums.queue += weight * waiting;
        if (k >= station->servers) {
            sums.busy += weight;
            sums.longer += weight * not_yet;
            chance *= ended / (waiting + 1);
            not_yet += chance;
        }
        int serving_next = serving < station->servers ? serving + 1 : serving;
        int waiting_next = k + 1 - serving_next;
        weight *=
            station->arrival / (serving_next * station->service + waiting_next * station->leave);
    }
    return (struct reference_figures){sums.busy / total, sums.serving / total, sums.queue / total,
                                      sums.longer / total};
}

/* The chain that ends when every server is busy. */
static inline long double reference_blocking(int servers, long double load)
{
    long double weight = 1;
    long double total = 1;
    for (int k = 1; k <= servers; k++) {
        weight *= load / k;
        total += weight;
    }
    return weight / total;
}

static inline long double reference_load(int servers, long double blocking)
{
    long double low = 0;
    long double high = servers / (1 - blocking);
    for (int i = 0; i < 200; i++) {
        long double middle = (low + high) / 2;
        if (reference_blocking(servers, middle) < blocking) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The wait that the share 1 - longer of the people stays within. */
static inline long double reference_quantile(const struct reference_station *station,
                                             long double longer, long double high)
{
    long double low = 0;
    for (int i = 0; i < 64; i++) {
        long double middle = (low + high) / 2;
        if (reference_chain(station, middle).longer > longer) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

struct reference_classes {
    size_t count;
    const double *arrivals;
    const double *slopes; /* NULL: strict */
};

/* A flatter class beside a steeper one: the share of its people that is called in order of coming,
 * 0 when it is always passed. */
static inline long double reference_keeps(const struct reference_classes *classes, size_t flatter,
                                          size_t steeper)
{
    return classes->slopes == NULL
               ? 0.0L
               : (long double)classes->slopes[flatter] / (long double)classes->slopes[steeper];
}

/* People called during the wait of one newcomer in class `own`: those found there, of a flatter
 * class only the share that is not passed, and of a steeper one those who come and pass. */
static inline long double reference_before(const struct reference_classes *classes, size_t own,
                                           const long double *waits)
{
    long double people = 0;
    for (size_t other = 0; other < classes->count; other++) {
        long double found = classes->arrivals[other] * waits[other];
        if (other > own) {
            found *= reference_keeps(classes, other, own);
        } else if (other < own) {
            long double come = classes->arrivals[other] * waits[own];
            people += come * (1 - reference_keeps(classes, own, other));
        }
        people += found;
    }
    return people;
}

/* Mean wait of each class (0 goes first): until a server is free, and one end of service for each
 * person called before. */
static inline void reference_waits(const struct reference_station *all,
                                   const struct reference_classes *classes, double *out_waits)
{
    long double ends = all->servers * all->service;
    long double until_free = reference_chain(all, 0).busy / ends;
    long double waits[REFERENCE_CLASSES_MAX] = {0};
    for (int round = 0; round < REFERENCE_ROUNDS; round++) {
        for (size_t own = 0; own < classes->count; own++) {
            waits[own] = until_free + reference_before(classes, own, waits) / ends;
        }
    }
    for (size_t own = 0; own < classes->count; own++) {
        out_waits[own] = (double)waits[own];
    }
}

/* Sends people on until nobody is under way. */
static inline void reference_traffic(size_t count, const double *outside, const double *routes,
                                     double *out_arrivals)
{
    long double now[REFERENCE_CLASSES_MAX] = {0};
    for (int round = 0; round < REFERENCE_ROUNDS; round++) {
        long double next[REFERENCE_CLASSES_MAX] = {0};
        for (size_t to = 0; to < count; to++) {
            next[to] = outside[to];
            for (size_t from = 0; from < count; from++) {
                next[to] += now[from] * routes[from * count + to];
            }
        }
        for (size_t i = 0; i < count; i++) {
            now[i] = next[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        out_arrivals[i] = (double)now[i];
    }
}

/* People at a station of one server where this much of its time is asked for. */
static inline double reference_present(double load)
{
    struct reference_station station = {.servers = 1, .arrival = load, .service = 1};
    struct reference_figures figures = reference_chain(&station, 0);
    return (double)(figures.serving + figures.queue);
}

#endif
