#include "base/mailbox.h"

#include "base/memory.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

void mailbox_init(struct mailbox *mailbox, size_t capacity, void (*wake)(void *), void *context)
{
    *mailbox = (struct mailbox){.capacity = capacity, .wake = wake, .wake_context = context};
    mailbox->slots = memory_new(capacity, sizeof(*mailbox->slots));
    pthread_condattr_t attributes;
    (void)pthread_mutex_init(&mailbox->mutex, NULL);
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&mailbox->filled, &attributes);
    (void)pthread_condattr_destroy(&attributes);
}

void mailbox_finish(struct mailbox *mailbox, void (*drop)(void *message))
{
    void *message;
    while ((message = mailbox_take(mailbox)) != NULL) {
        drop(message);
    }
    (void)pthread_cond_destroy(&mailbox->filled);
    (void)pthread_mutex_destroy(&mailbox->mutex);
    free((void *)mailbox->slots);
    mailbox->slots = NULL;
}

enum status mailbox_post(struct mailbox *mailbox, void *message)
{
    assert(message != NULL);
    (void)pthread_mutex_lock(&mailbox->mutex);
    bool full = mailbox->count == mailbox->capacity;
    /* Once unlocked, the taker may have finished the mailbox already. */
    void (*wake)(void *) = mailbox->wake;
    void *wake_context = mailbox->wake_context;
    if (!full) {
        mailbox->slots[(mailbox->first + mailbox->count) % mailbox->capacity] = message;
        mailbox->count++;
        (void)pthread_cond_signal(&mailbox->filled);
    }
    (void)pthread_mutex_unlock(&mailbox->mutex);
    if (full) {
        return STATUS_TOO_MANY;
    }
    if (wake != NULL) {
        wake(wake_context);
    }
    return STATUS_OK;
}

static void *take_locked(struct mailbox *mailbox)
{
    if (mailbox->count == 0) {
        return NULL;
    }
    void *message = mailbox->slots[mailbox->first];
    mailbox->first = (mailbox->first + 1) % mailbox->capacity;
    mailbox->count--;
    return message;
}

void *mailbox_take(struct mailbox *mailbox)
{
    (void)pthread_mutex_lock(&mailbox->mutex);
    void *message = take_locked(mailbox);
    (void)pthread_mutex_unlock(&mailbox->mutex);
    return message;
}

static struct timespec deadline_after(int timeout_ms)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += timeout_ms / 1000;
    at.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

void *mailbox_wait(struct mailbox *mailbox, int timeout_ms)
{
    struct timespec until = deadline_after(timeout_ms < 0 ? 0 : timeout_ms);
    (void)pthread_mutex_lock(&mailbox->mutex);
    int error = 0;
    while (mailbox->count == 0 && error == 0) {
        error = timeout_ms < 0 ? pthread_cond_wait(&mailbox->filled, &mailbox->mutex)
                               : pthread_cond_timedwait(&mailbox->filled, &mailbox->mutex, &until);
    }
    void *message = take_locked(mailbox);
    (void)pthread_mutex_unlock(&mailbox->mutex);
    return message;
}
