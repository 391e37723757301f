/*
 * jobs.h - one or two threads for work that takes too long for the http thread (passwords).
 *
 * Owner    the http thread posts; `run` is called on a jobs thread and hands its result on itself.
 * Errors   STATUS_TOO_MANY when the queue is full, STATUS_UNAVAILABLE after jobs_stop: the job was
 *          not taken.
 */
#ifndef API_JOBS_H
#define API_JOBS_H

#include "base/status.h"

enum { JOBS_QUEUE_MAX = 64, JOBS_THREADS_MAX = 2 };

struct jobs;

struct job {
    void (*run)(struct job *job);
};

struct jobs *jobs_create(int thread_count);
enum status jobs_post(struct jobs *jobs, struct job *job) MUST_USE;

/* Runs what is queued, then ends the threads; from then on jobs_post refuses. */
void jobs_stop(struct jobs *jobs);
/* After jobs_stop, when nobody posts any more. NULL is fine, for both. */
void jobs_destroy(struct jobs *jobs);

#endif
