#include "store/writer.h"

#include "base/log.h"
#include "base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct writer_turn {
    struct db *db;
    struct keeper *keeper;
    struct event *events;
    size_t event_count;
};

struct writer {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t posted;
    struct writer_job *first;
    struct writer_job **last;
    size_t queued;
    bool is_stopping;

    /* The writer thread's own. */
    struct writer_turn turn;
    void (*publish)(void *context, const struct event *events, size_t count);
    void *context;

    atomic_int_fast64_t jobs;
    atomic_int_fast64_t groups;
    atomic_int_fast64_t failed_groups;
};

struct db *writer_turn_db(struct writer_turn *turn)
{
    return turn->db;
}

struct keeper *writer_turn_keeper(struct writer_turn *turn)
{
    return turn->keeper;
}

enum status writer_turn_publish(struct writer_turn *turn, int64_t office_id, struct event *event)
{
    if (turn->event_count == WRITER_EVENTS_MAX) {
        return STATUS_UNAVAILABLE;
    }
    enum status status = event_store_add(turn->db, office_id, event);
    if (status == STATUS_OK) {
        turn->events[turn->event_count++] = *event;
    }
    return status;
}

/* Waits for work and takes at most a group of it; 0 means stop. */
static size_t take_group(struct writer *writer, struct writer_job **group)
{
    size_t count = 0;
    (void)pthread_mutex_lock(&writer->mutex);
    while (writer->first == NULL && !writer->is_stopping) {
        (void)pthread_cond_wait(&writer->posted, &writer->mutex);
    }
    while (writer->first != NULL && count < WRITER_GROUP_MAX) {
        group[count++] = writer->first;
        writer->first = writer->first->next;
    }
    if (writer->first == NULL) {
        writer->last = &writer->first;
    }
    writer->queued -= count;
    (void)pthread_mutex_unlock(&writer->mutex);
    return count;
}

/* The answer of the first time, if this key was seen; STATUS_MISSING when the job must run. */
static enum status replay(struct writer_job *job, struct db *db)
{
    if (job->key.key_hash[0] == '\0') {
        return STATUS_MISSING;
    }
    enum status status =
        idempotency_find(db, job->office_id, &job->key, &job->answer, &job->http_status);
    if (status == STATUS_UNPROCESSABLE) {
        return problem_set(&job->problem, status, "key-reused", "Idempotency-Key",
                           "This Idempotency-Key was already used for another request.");
    }
    job->is_replay = status == STATUS_OK;
    return status;
}

static enum status run_job(struct writer_job *job, struct writer_turn *turn)
{
    enum status status = replay(job, turn->db);
    if (status != STATUS_MISSING) {
        return status;
    }
    job->http_status = 200;
    status = job->run(job, turn);
    if (status == STATUS_OK && job->answer.overflow) {
        status = STATUS_INTERNAL;
    }
    if (status == STATUS_OK && job->key.key_hash[0] != '\0') {
        status = idempotency_add(turn->db, job->office_id, &job->key, buffer_text(&job->answer),
                                 job->http_status, job->now_ms);
    }
    return status;
}

static void run_in_savepoint(struct writer_job *job, struct writer_turn *turn)
{
    size_t events_before = turn->event_count;
    keeper_begin_job(turn->keeper);
    job->status = db_savepoint(turn->db);
    if (job->status != STATUS_OK) {
        return;
    }
    job->status = run_job(job, turn);
    if (job->status == STATUS_OK) {
        job->status = db_release(turn->db);
    }
    if (job->status == STATUS_OK) {
        return;
    }
    if (job->status >= STATUS_INTERNAL) {
        log_error("store.job-failed", LOG_TEXT("why", db_error(turn->db)));
    }
    db_rollback_to(turn->db);
    keeper_undo_job(turn->keeper);
    turn->event_count = events_before;
    buffer_clear(&job->answer);
}

static void fail_group(struct writer *writer, struct writer_job **group, size_t count)
{
    log_error("store.group-failed", LOG_INT("jobs", count),
              LOG_TEXT("why", db_error(writer->turn.db)));
    db_rollback(writer->turn.db);
    keeper_undo_all(writer->turn.keeper);
    atomic_fetch_add(&writer->failed_groups, 1);
    for (size_t i = 0; i < count; i++) {
        group[i]->status = STATUS_UNAVAILABLE;
        group[i]->problem.slug = NULL;
    }
}

static void run_group(struct writer *writer, struct writer_job **group, size_t count)
{
    struct writer_turn *turn = &writer->turn;
    turn->event_count = 0;
    enum status status = keeper_ready(turn->keeper);
    if (status == STATUS_OK) {
        status = db_begin(turn->db);
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        run_in_savepoint(group[i], turn);
        status = db_is_in_bracket(turn->db) ? STATUS_OK : STATUS_UNAVAILABLE;
    }
    if (status == STATUS_OK) {
        status = db_commit(turn->db);
    }
    atomic_fetch_add(&writer->jobs, (int64_t)count);
    atomic_fetch_add(&writer->groups, 1);
    if (status != STATUS_OK) {
        fail_group(writer, group, count);
    } else if (turn->event_count > 0) {
        writer->publish(writer->context, turn->events, turn->event_count);
    }
    for (size_t i = 0; i < count; i++) {
        group[i]->done(group[i]);
    }
}

static void *work(void *context)
{
    struct writer *writer = context;
    struct writer_job *group[WRITER_GROUP_MAX];
    size_t count;
    while ((count = take_group(writer, group)) > 0) {
        run_group(writer, group, count);
    }
    return NULL;
}

void writer_start(struct db *db, struct keeper *keeper,
                  void (*publish)(void *context, const struct event *, size_t), void *context,
                  struct writer **out_writer)
{
    struct writer *writer = memory_new(1, sizeof(*writer));
    writer->last = &writer->first;
    writer->turn.db = db;
    writer->turn.keeper = keeper;
    writer->turn.events = memory_new(WRITER_EVENTS_MAX, sizeof(struct event));
    writer->publish = publish;
    writer->context = context;
    (void)pthread_mutex_init(&writer->mutex, NULL);
    (void)pthread_cond_init(&writer->posted, NULL);
    int error = pthread_create(&writer->thread, NULL, work, writer);
    assert(error == 0);
    *out_writer = writer;
}

enum status writer_post(struct writer *writer, struct writer_job *job)
{
    (void)pthread_mutex_lock(&writer->mutex);
    bool accepted = !writer->is_stopping && writer->queued < WRITER_QUEUE_MAX;
    if (accepted) {
        job->next = NULL;
        *writer->last = job;
        writer->last = &job->next;
        writer->queued++;
        (void)pthread_cond_signal(&writer->posted);
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return accepted ? STATUS_OK : STATUS_UNAVAILABLE;
}

struct writer_stats writer_stats(const struct writer *writer)
{
    return (struct writer_stats){
        .jobs = atomic_load(&writer->jobs),
        .groups = atomic_load(&writer->groups),
        .failed_groups = atomic_load(&writer->failed_groups),
    };
}

void writer_stop(struct writer *writer)
{
    if (writer == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&writer->mutex);
    writer->is_stopping = true;
    (void)pthread_cond_signal(&writer->posted);
    (void)pthread_mutex_unlock(&writer->mutex);
    (void)pthread_join(writer->thread, NULL);
    keeper_destroy(writer->turn.keeper);
    db_close(writer->turn.db);
    writer->turn.db = NULL;
}

void writer_destroy(struct writer *writer)
{
    if (writer == NULL) {
        return;
    }
    assert(writer->is_stopping && writer->turn.db == NULL);
    free(writer->turn.events);
    (void)pthread_cond_destroy(&writer->posted);
    (void)pthread_mutex_destroy(&writer->mutex);
    free(writer);
}
