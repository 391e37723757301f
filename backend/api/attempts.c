#include "api/attempts.h"

#include <stddef.h>

/* FNV-1a; a collision only makes two logins share a limit. */
static uint64_t hash_of(const char *login)
{
    uint64_t hash = 14695981039346656037ULL;
    for (; *login != '\0'; login++) {
        hash = (hash ^ (unsigned char)*login) * 1099511628211ULL;
    }
    return hash != 0 ? hash : 1;
}

static int find(const struct attempts *attempts, uint64_t hash)
{
    for (int i = 0; i < ATTEMPTS_LOGINS_MAX; i++) {
        if (attempts->entries[i].login_hash == hash) {
            return i;
        }
    }
    return -1;
}

/* Failures that still count. */
static int weight(const struct attempts *attempts, int index, int64_t now_ms)
{
    bool is_over = now_ms - attempts->entries[index].since_ms >= ATTEMPTS_WINDOW_MS;
    return is_over ? 0 : attempts->entries[index].failures;
}

/* Whom a new login may replace: the one with the fewest failures, then the oldest. So a flood of
 * made-up names does not wipe out the count of the login that is really tried. */
static int least(const struct attempts *attempts, int64_t now_ms)
{
    int index = 0;
    for (int i = 1; i < ATTEMPTS_LOGINS_MAX; i++) {
        int difference = weight(attempts, i, now_ms) - weight(attempts, index, now_ms);
        bool is_older = attempts->entries[i].since_ms < attempts->entries[index].since_ms;
        if (difference < 0 || (difference == 0 && is_older)) {
            index = i;
        }
    }
    return index;
}

void attempts_init(struct attempts *attempts)
{
    *attempts = (struct attempts){0};
    (void)pthread_mutex_init(&attempts->mutex, NULL);
}

static bool allow_locked(struct attempts *attempts, uint64_t hash, int64_t now_ms)
{
    int index = find(attempts, hash);
    bool is_new = index < 0;
    index = is_new ? least(attempts, now_ms) : index;
    if (is_new || now_ms - attempts->entries[index].since_ms >= ATTEMPTS_WINDOW_MS) {
        attempts->entries[index].login_hash = hash;
        attempts->entries[index].since_ms = now_ms;
        attempts->entries[index].failures = 0;
    }
    if (attempts->entries[index].failures >= ATTEMPTS_MAX) {
        return false;
    }
    attempts->entries[index].failures++;
    return true;
}

bool attempts_allow(struct attempts *attempts, const char *login, int64_t now_ms)
{
    (void)pthread_mutex_lock(&attempts->mutex);
    bool allowed = allow_locked(attempts, hash_of(login), now_ms);
    (void)pthread_mutex_unlock(&attempts->mutex);
    return allowed;
}

void attempts_forget(struct attempts *attempts, const char *login)
{
    (void)pthread_mutex_lock(&attempts->mutex);
    int index = find(attempts, hash_of(login));
    if (index >= 0) {
        attempts->entries[index].failures = 0;
    }
    (void)pthread_mutex_unlock(&attempts->mutex);
}
