#include "api/guesses.h"

#include <stddef.h>

void guesses_init(struct guesses *guesses)
{
    *guesses = (struct guesses){0};
    (void)pthread_mutex_init(&guesses->mutex, NULL);
}

/* The caller's entry, else the one of whoever is forgotten first. */
static int entry_of(const struct guesses *guesses, int64_t who)
{
    int least = 0;
    for (int i = 0; i < GUESSES_CALLERS_MAX; i++) {
        if (guesses->entries[i].who == who) {
            return i;
        }
        least = guesses->entries[i].forget_ms < guesses->entries[least].forget_ms ? i : least;
    }
    return least;
}

/* When all misses of this caller are forgotten: now for whoever has none. */
static int64_t forget_ms(const struct guesses *guesses, int64_t who, int64_t now_ms)
{
    int index = entry_of(guesses, who);
    bool counts = guesses->entries[index].who == who && guesses->entries[index].forget_ms > now_ms;
    return counts ? guesses->entries[index].forget_ms : now_ms;
}

bool guesses_allow(struct guesses *guesses, int64_t who, int64_t now_ms)
{
    (void)pthread_mutex_lock(&guesses->mutex);
    int64_t left_ms = forget_ms(guesses, who, now_ms) - now_ms;
    (void)pthread_mutex_unlock(&guesses->mutex);
    return left_ms <= (int64_t)(GUESSES_MAX - 1) * GUESSES_FORGET_MS;
}

void guesses_miss(struct guesses *guesses, int64_t who, int64_t now_ms)
{
    (void)pthread_mutex_lock(&guesses->mutex);
    int64_t until_ms = forget_ms(guesses, who, now_ms) + GUESSES_FORGET_MS;
    int index = entry_of(guesses, who);
    guesses->entries[index].who = who;
    guesses->entries[index].forget_ms = until_ms;
    (void)pthread_mutex_unlock(&guesses->mutex);
}
