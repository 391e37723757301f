#include "api/jobs.h"

#include "base/mailbox.h"
#include "base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct jobs {
    pthread_mutex_t mutex; /* of the two below */
    bool is_stopping;
    int queued; /* not begun; the words to end are not counted, there is always room for them */
    struct mailbox queue;
    pthread_t threads[JOBS_THREADS_MAX];
    int thread_count;
};

/* A job without `run` tells one thread to end. */
static struct job last_job;

static void *work(void *context)
{
    struct jobs *jobs = context;
    for (;;) {
        struct job *job = mailbox_wait(&jobs->queue, -1);
        if (job == NULL) {
            continue;
        }
        if (job == &last_job) {
            return NULL;
        }
        (void)pthread_mutex_lock(&jobs->mutex);
        jobs->queued--;
        (void)pthread_mutex_unlock(&jobs->mutex);
        job->run(job);
    }
}

struct jobs *jobs_create(int thread_count)
{
    assert(thread_count >= 1 && thread_count <= JOBS_THREADS_MAX);
    struct jobs *jobs = memory_new(1, sizeof(*jobs));
    jobs->thread_count = thread_count;
    (void)pthread_mutex_init(&jobs->mutex, NULL);
    mailbox_init(&jobs->queue, JOBS_QUEUE_MAX + JOBS_THREADS_MAX, NULL, NULL);
    for (int i = 0; i < thread_count; i++) {
        int error = pthread_create(&jobs->threads[i], NULL, work, jobs);
        assert(error == 0);
    }
    return jobs;
}

enum status jobs_post(struct jobs *jobs, struct job *job)
{
    enum status status = STATUS_OK;
    (void)pthread_mutex_lock(&jobs->mutex);
    if (jobs->is_stopping) {
        status = STATUS_UNAVAILABLE;
    } else if (jobs->queued == JOBS_QUEUE_MAX) {
        status = STATUS_TOO_MANY;
    } else {
        status = mailbox_post(&jobs->queue, job);
        jobs->queued += status == STATUS_OK;
    }
    (void)pthread_mutex_unlock(&jobs->mutex);
    return status;
}

static void drop_nothing(void *message)
{
    assert(message == &last_job);
}

void jobs_stop(struct jobs *jobs)
{
    if (jobs == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&jobs->mutex);
    jobs->is_stopping = true;
    (void)pthread_mutex_unlock(&jobs->mutex);
    for (int i = 0; i < jobs->thread_count; i++) {
        enum status status = mailbox_post(&jobs->queue, &last_job);
        assert(status == STATUS_OK);
    }
    for (int i = 0; i < jobs->thread_count; i++) {
        (void)pthread_join(jobs->threads[i], NULL);
    }
}

void jobs_destroy(struct jobs *jobs)
{
    if (jobs == NULL) {
        return;
    }
    (void)pthread_mutex_destroy(&jobs->mutex);
    mailbox_finish(&jobs->queue, drop_nothing);
    free(jobs);
}
