#include "domain/promise.h"

#include <assert.h>

enum {
    MINUTE_MS = 60 * 1000,
    STEP_MS = PROMISE_STEP_MIN * MINUTE_MS,
    SOON_MS = 3 * MINUTE_MS,
    MAX_MS = PROMISE_MAX_MIN * MINUTE_MS
};

static int round_down(int64_t ms)
{
    return (int)(ms / STEP_MS) * PROMISE_STEP_MIN;
}

static int round_up(int64_t ms)
{
    return round_down(ms + STEP_MS - 1);
}

/* Beyond the longest promise no upper end can be told: the range is made wide enough to be said as
 * "over", which stays true. */
static struct promise endless(int64_t low_ms)
{
    int low_max_min = PROMISE_MAX_MIN - PROMISE_WIDTH_MAX_MIN - PROMISE_STEP_MIN;
    int low_min = low_ms > MAX_MS ? low_max_min : round_down(low_ms);
    return (struct promise){.is_known = true,
                            .low_min = low_min < low_max_min ? low_min : low_max_min,
                            .high_min = PROMISE_MAX_MIN};
}

struct promise promise_for(int64_t low_ms, int64_t high_ms)
{
    assert(0 <= low_ms && low_ms <= high_ms);
    if (high_ms < SOON_MS) {
        return (struct promise){.is_known = true};
    }
    if (high_ms > MAX_MS || low_ms >= MAX_MS) {
        return endless(low_ms);
    }
    struct promise promise = {
        .is_known = true, .low_min = round_down(low_ms), .high_min = round_up(high_ms)};
    if (promise.low_min == promise.high_min) { /* both exactly on one step */
        promise.high_min += PROMISE_STEP_MIN;
    }
    return promise;
}

struct promise promise_refresh(const struct promise *previous, int64_t low_ms, int64_t high_ms)
{
    struct promise next = promise_for(low_ms, high_ms);
    int64_t seen_ms = (int64_t)previous->high_min * MINUTE_MS;
    bool creeps = previous->is_known && high_ms > seen_ms && high_ms - seen_ms < STEP_MS;
    bool was_soon = previous->high_min == 0;
    if (creeps && (was_soon || next.low_min < previous->high_min)) {
        next.high_min = previous->high_min;
    }
    return next;
}

enum promise_kind promise_kind(const struct promise *promise)
{
    return promise_kind_of(promise->is_known, promise->low_min, promise->high_min);
}

bool promise_is_kept(const struct promise *promise, int64_t waited_ms)
{
    int high_min = promise->high_min == 0 ? PROMISE_STEP_MIN : promise->high_min;
    bool has_end = promise_kind(promise) != PROMISE_OVER;
    return promise->is_known && waited_ms >= (int64_t)promise->low_min * MINUTE_MS &&
           (!has_end || waited_ms <= (int64_t)high_min * MINUTE_MS);
}
