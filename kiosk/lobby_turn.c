#include "lobby_turn.h"

#include "base/clock.h"
#include "base/log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { STAT_BYTES = 128, NS_PER_US = 1000 };

void turn_init(struct turn *turn)
{
    *turn = (struct turn){.queue = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)};
}

void turn_finish(struct turn *turn)
{
    if (turn->queue >= 0) {
        (void)close(turn->queue);
    }
}

/* The second of its figures, in nanoseconds. */
static int64_t queued_us(const struct turn *turn)
{
    char text[STAT_BYTES];
    ssize_t size = turn->queue < 0 ? 0 : pread(turn->queue, text, sizeof(text) - 1, 0);
    if (size <= 0) {
        return 0;
    }
    text[size] = '\0';
    char *end;
    (void)strtoll(text, &end, 10);
    return strtoll(end, NULL, 10) / NS_PER_US;
}

void turn_begin(struct turn *turn)
{
    turn->queued_us = queued_us(turn);
    turn->began_us = clock_monotonic_us();
    turn->aside_us = 0;
}

void turn_end(struct turn *turn)
{
    int64_t took_us = clock_monotonic_us() - turn->began_us - turn->aside_us;
    int64_t own_us = took_us - (queued_us(turn) - turn->queued_us);
    if (own_us > TURN_SLOW_US) {
        log_warn("turn.slow", LOG_INT("us", took_us), LOG_INT("own_us", own_us));
    }
    turn->longest_us = took_us > turn->longest_us ? took_us : turn->longest_us;
    turn->longest_own_us = own_us > turn->longest_own_us ? own_us : turn->longest_own_us;
}

void turn_aside(struct turn *turn, int64_t began_us)
{
    turn->aside_us += clock_monotonic_us() - began_us;
}
