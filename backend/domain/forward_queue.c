#include "domain/forward_queue.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>

enum { START_CAPACITY = 64 };

void forward_queue_finish(struct forward_queue *queue)
{
    free(queue->events);
    *queue = (struct forward_queue){0};
}

void forward_queue_clear(struct forward_queue *queue)
{
    queue->count = 0;
    queue->next_order = 0;
}

static bool is_before(const struct forward_event *a, const struct forward_event *b)
{
    return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->order < b->order;
}

void forward_queue_put(struct forward_queue *queue, struct forward_event event)
{
    if (queue->count == queue->capacity) {
        queue->capacity = queue->capacity == 0 ? START_CAPACITY : 2 * queue->capacity;
        queue->events =
            memory_resize(queue->events, queue->capacity * sizeof(struct forward_event));
    }
    event.order = queue->next_order++;
    size_t at = queue->count++;
    while (at > 0 && is_before(&event, &queue->events[(at - 1) / 2])) {
        queue->events[at] = queue->events[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    queue->events[at] = event;
}

/* The last event sinks from the root, the earlier of two children rising past it. */
struct forward_event forward_queue_take(struct forward_queue *queue)
{
    assert(queue->count > 0);
    struct forward_event first = queue->events[0];
    struct forward_event last = queue->events[--queue->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= queue->count) {
            break;
        }
        if (child + 1 < queue->count &&
            is_before(&queue->events[child + 1], &queue->events[child])) {
            child++;
        }
        if (!is_before(&queue->events[child], &last)) {
            break;
        }
        queue->events[at] = queue->events[child];
        at = child;
    }
    queue->events[at] = last;
    return first;
}
