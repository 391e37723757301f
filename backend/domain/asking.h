/*
 * asking.h - when somebody at work who presses nothing is asked whether they are there.
 *
 * A room whose person has walked off keeps everybody waiting for it. After `ask_ms` without a press
 * the console asks; who is free and does not answer is on a break, so that nobody is called to an
 * empty room. Who has a visitor is asked only after the conversation should be over, and nothing is
 * done for them: a visit in progress is theirs.
 *
 * Owner    any thread: pure.
 * Time     UTC milliseconds; never reads a clock.
 */
#ifndef DOMAIN_ASKING_H
#define DOMAIN_ASKING_H

#include <stdbool.h>
#include <stdint.h>

/* So long the question stands, and never longer than the silence before it. */
enum { ASKING_ANSWER_MS = 2 * 60 * 1000 };

enum asking { ASKING_NOTHING, ASKING_ASK, ASKING_AWAY };

struct asking_case {
    int64_t ask_ms;        /* the rule; 0: nobody is asked */
    int64_t acted_ms;      /* their last press */
    int64_t asked_ms;      /* the last question; answered when acted_ms is not before it */
    int64_t busy_until_ms; /* when the conversation should be over; 0: no visitor */
};

bool asking_is_open(const struct asking_case *now);
/* Of an open question: when it is answered by silence. */
int64_t asking_until_ms(const struct asking_case *now);
enum asking asking_decide(const struct asking_case *now, int64_t now_ms);

#endif
