/*
 * writer.h - the only thread that writes the database.
 *
 * Jobs are grouped: whatever waits (up to WRITER_GROUP_MAX) goes into one transaction, a savepoint
 * around each job, one COMMIT (one fsync) for all. Nothing is published and nobody is answered
 * before that COMMIT; when it fails, everybody in the group gets STATUS_UNAVAILABLE and nothing
 * has happened.
 *
 * Owner    any thread posts a job and must not touch it until `done` is called.
 * Memory   the job is the caller's; its answer buffer too.
 * Errors   a job that fails is undone alone; the others of its group are not affected.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "base/buffer.h"
#include "base/problem.h"
#include "base/status.h"
#include "store/db.h"
#include "store/event_store.h"
#include "store/keeper.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WRITER_GROUP_MAX = 128, WRITER_QUEUE_MAX = 8192, WRITER_EVENTS_MAX = 1024 };

struct writer;
struct writer_turn;

struct writer_job {
    struct writer_job *next; /* the writer's */
    int64_t office_id;
    struct request_key key; /* key_hash "" for a job that may simply run again */
    int64_t now_ms;

    /* On the writer thread inside the savepoint: reads, decides, writes, adds events, and leaves
     * the answer (JSON) and http_status, or a problem and its status. */
    enum status (*run)(struct writer_job *job, struct writer_turn *turn);
    /* On the writer thread after COMMIT or its failure; the job is the caller's again. */
    void (*done)(struct writer_job *job);
    void *context;

    enum status status;
    int http_status;
    bool is_replay; /* the answer of the first time */
    struct buffer answer;
    struct problem problem;
};

/* What a job works with. */
struct db *writer_turn_db(struct writer_turn *turn);
struct keeper *writer_turn_keeper(struct writer_turn *turn);
/* Writes the event into the office's history; it is published after COMMIT. */
enum status writer_turn_publish(struct writer_turn *turn, int64_t office_id,
                                struct event *event) MUST_USE;

struct writer_stats {
    int64_t jobs;
    int64_t groups;
    int64_t failed_groups;
};

/* Takes over `db` and `keeper`. `publish` gets the events of each committed group, in order, on the
 * writer thread, before any `done`. */
void writer_start(struct db *db, struct keeper *keeper,
                  void (*publish)(void *context, const struct event *, size_t), void *context,
                  struct writer **out_writer);

/* STATUS_UNAVAILABLE when the queue is full or the writer stops: `done` will not be called. */
enum status writer_post(struct writer *writer, struct writer_job *job) MUST_USE;
struct writer_stats writer_stats(const struct writer *writer);

/* Works off what is queued, ends the thread and closes the database. Whoever still posts is
 * refused, so it comes before the end of those who post; writer_destroy after it. */
void writer_stop(struct writer *writer);
void writer_destroy(struct writer *writer); /* NULL is fine, for both */

#endif
