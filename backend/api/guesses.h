/*
 * guesses.h - slows down guessing of codes: who has shown GUESSES_MAX codes that are none waits,
 * and gets one more try every GUESSES_FORGET_MS. Only misses count, so that a busy kiosk is not
 * held up.
 *
 * Owner    any thread: a mutex of its own. Time: `now_ms` is an argument.
 * Memory   fixed; callers are devices and staff, and whoever has the fewest misses makes room.
 * Source   the generic cell rate algorithm: one instant per caller, at which all is forgotten.
 */
#ifndef API_GUESSES_H
#define API_GUESSES_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { GUESSES_MAX = 5, GUESSES_FORGET_MS = 2 * 60 * 1000, GUESSES_CALLERS_MAX = 256 };

struct guesses {
    pthread_mutex_t mutex;

    struct {
        int64_t who;       /* 0: free */
        int64_t forget_ms; /* when no miss counts any more */
    } entries[GUESSES_CALLERS_MAX];
};

void guesses_init(struct guesses *guesses);

/* Whether this caller may try another code. `who` is not 0 and tells callers apart. */
bool guesses_allow(struct guesses *guesses, int64_t who, int64_t now_ms);

void guesses_miss(struct guesses *guesses, int64_t who, int64_t now_ms);

#endif
