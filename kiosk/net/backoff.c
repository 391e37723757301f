#include "net/backoff.h"

int backoff_next_ms(struct backoff *backoff, unsigned random)
{
    int pause_ms = backoff->least_ms;
    for (int i = 0; i < backoff->tries && pause_ms < backoff->most_ms; i++) {
        pause_ms *= 2;
    }
    if (pause_ms > backoff->most_ms) {
        pause_ms = backoff->most_ms;
    } else {
        backoff->tries++;
    }
    return pause_ms - (int)(random % (unsigned)(pause_ms / 4 + 1));
}

void backoff_reset(struct backoff *backoff)
{
    backoff->tries = 0;
}
