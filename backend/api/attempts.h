/*
 * attempts.h - slows down guessing of passwords: at most ATTEMPTS_MAX failures a minute per login;
 * and who presses the phone page's buttons all the time, counted by token in a list of its own.
 *
 * Owner    any thread: a mutex of its own. Time: `now_ms` is an argument.
 * Memory   fixed; the entry with the fewest failures makes room for a new login, so that made-up
 *          names neither fill it up nor wipe out what counts.
 */
#ifndef API_ATTEMPTS_H
#define API_ATTEMPTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { ATTEMPTS_MAX = 5, ATTEMPTS_WINDOW_MS = 60000, ATTEMPTS_LOGINS_MAX = 256 };

struct attempts {
    pthread_mutex_t mutex;

    struct {
        uint64_t login_hash; /* 0: free */
        int64_t since_ms;
        int failures;
    } entries[ATTEMPTS_LOGINS_MAX];
};

void attempts_init(struct attempts *attempts);

/* False when the limit is reached. Counts at once, before the password is looked at, so that
 * parallel guesses count too. */
bool attempts_allow(struct attempts *attempts, const char *login, int64_t now_ms);

/* After the right password. */
void attempts_forget(struct attempts *attempts, const char *login);

#endif
