#include "lobby_turn.h"

#include "base/clock.h"
#include "base/log.h"

void turn_begin(struct turn *turn)
{
    turn->began_us = clock_monotonic_us();
    turn->aside_us = 0;
}

void turn_end(struct turn *turn)
{
    int64_t took_us = clock_monotonic_us() - turn->began_us - turn->aside_us;
    if (took_us > TURN_SLOW_US) {
        log_warn("turn.slow", LOG_INT("us", took_us));
    }
    turn->longest_us = took_us > turn->longest_us ? took_us : turn->longest_us;
}

void turn_aside(struct turn *turn, int64_t began_us)
{
    turn->aside_us += clock_monotonic_us() - began_us;
}
