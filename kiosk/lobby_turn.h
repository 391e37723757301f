/*
 * lobby_turn.h - how long the loop is busy before it listens again: what a finger can feel.
 *
 * Two figures: the time that passed, and the same without the time in which the machine had no
 * processor left for us, which says what the program itself does, on a busy machine too. What only
 * a script does (dumps, pictures, lint) is left out: nobody's finger waits for that.
 *
 * Owner    the main thread.
 * Source   Linux, sched-stats: /proc/thread-self/schedstat.
 */
#ifndef KIOSK_LOBBY_TURN_H
#define KIOSK_LOBBY_TURN_H

#include <stdint.h>

enum { TURN_SLOW_US = 100 * 1000 };

struct turn {
    int queue; /* a file that tells how long this thread waited for a processor; -1: none */
    int64_t began_us;
    int64_t queued_us; /* at the beginning, since the start of the thread */
    int64_t aside_us;  /* of this turn: a script's own work */
    int64_t longest_us;
    int64_t longest_own_us;
};

void turn_init(struct turn *turn);
void turn_finish(struct turn *turn);

void turn_begin(struct turn *turn);
void turn_end(struct turn *turn); /* logs one that a finger feels */
void turn_aside(struct turn *turn, int64_t began_us);

#endif
