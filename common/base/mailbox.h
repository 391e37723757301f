/*
 * mailbox.h - messages from many threads to one, bounded.
 *
 * Owner    any thread posts; one thread takes. A post moves ownership of the message.
 * Memory   the messages are the caller's heap blocks; finish hands leftovers to `drop`.
 * Errors   STATUS_TOO_MANY when full: the message is still the caller's.
 */
#ifndef BASE_MAILBOX_H
#define BASE_MAILBOX_H

#include "base/status.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct mailbox {
    pthread_mutex_t mutex;
    pthread_cond_t filled; /* monotonic clock */
    void **slots;
    size_t capacity;
    size_t first;
    size_t count;
    void (*wake)(void *context); /* carries nothing; called after each post, without the mutex */
    void *wake_context;
};

/* wake may be NULL. */
void mailbox_init(struct mailbox *mailbox, size_t capacity, void (*wake)(void *), void *context);
void mailbox_finish(struct mailbox *mailbox, void (*drop)(void *message));

enum status mailbox_post(struct mailbox *mailbox, void *message) MUST_USE;
void *mailbox_take(struct mailbox *mailbox); /* NULL when empty */

/* Waits until a message is there or timeout_ms is over (< 0: no end); NULL on time-out. */
void *mailbox_wait(struct mailbox *mailbox, int timeout_ms);

#endif
