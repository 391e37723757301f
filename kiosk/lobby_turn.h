/*
 * lobby_turn.h - how long the loop is busy before it listens again: what a finger can feel.
 *
 * What only a script does (dumps, pictures, lint) is left out: nobody's finger waits for that.
 *
 * Owner    the main thread.
 */
#ifndef KIOSK_LOBBY_TURN_H
#define KIOSK_LOBBY_TURN_H

#include <stdint.h>

enum { TURN_SLOW_US = 100 * 1000 };

struct turn {
    int64_t began_us;
    int64_t aside_us; /* of this turn: a script's own work */
    int64_t longest_us;
};

void turn_begin(struct turn *turn);
void turn_end(struct turn *turn); /* logs one that a finger feels */
void turn_aside(struct turn *turn, int64_t began_us);

#endif
