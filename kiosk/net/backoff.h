/*
 * backoff.h - how long to wait before the next try: longer each time, never quite the same, so that
 * kiosks that lost their backend together do not all come back in the same instant.
 *
 * Owner    any thread: pure; the caller brings the randomness.
 */
#ifndef NET_BACKOFF_H
#define NET_BACKOFF_H

struct backoff {
    int least_ms; /* around the first pause */
    int most_ms;  /* never longer than this */
    int tries;
};

/* The next pause: between 3/4 and all of least_ms * 2^tries, at most most_ms. */
int backoff_next_ms(struct backoff *backoff, unsigned random);
void backoff_reset(struct backoff *backoff);

#endif
