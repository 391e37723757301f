/*
 * forward_queue.h - what is to happen, the earliest first.
 *
 * What an event means is the business of forward.c; here it has a time and a place in the order.
 * Events of the same instant come in the order in which they were put, so that a run repeats.
 *
 * Owner    one thread.
 * Memory   32 bytes per event; cleared, it keeps them for the next run.
 */
#ifndef DOMAIN_FORWARD_QUEUE_H
#define DOMAIN_FORWARD_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct forward_event {
    int64_t at_ms;
    uint64_t order; /* set by forward_queue_put */
    int32_t kind;
    int32_t who;
    uint32_t stamp; /* an event of a former state is recognised by it */
    int32_t length_ms;
};

struct forward_queue {
    struct forward_event *events; /* a binary heap */
    size_t count;
    size_t capacity;
    uint64_t next_order;
};

void forward_queue_finish(struct forward_queue *queue);
void forward_queue_clear(struct forward_queue *queue);
void forward_queue_put(struct forward_queue *queue, struct forward_event event);

/* count must be above 0. */
struct forward_event forward_queue_take(struct forward_queue *queue);

#endif
