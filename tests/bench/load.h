/*
 * load.h - a load generator for ./okienko bench: many keep-alive connections on one epoll.
 *
 * Each connection has one request under way; what it asks next and what it makes of an answer is
 * the workload's business (issue, next, fan). Times are CLOCK_MONOTONIC microseconds from the first
 * byte written to the last byte read.
 *
 * Owner    one thread.
 * Memory   static limits below; a program's life.
 * Errors   anything unexpected ends the program with a sentence: a benchmark has no half results.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LOAD_CONNECTIONS_MAX = 2048,
    LOAD_REQUEST_MAX = 2048,
    LOAD_ANSWER_MAX = 32 * 1024,
    LOAD_SAMPLES_MAX = 2 * 1000 * 1000
};

struct load_options {
    int port;
    int connections;
    int requests; /* at most so many measured answers */
    int seconds;  /* and not longer */
    int streams;
    const char *token;    /* of the kiosk */
    const char *cookie;   /* of a staff member, for the console's stream */
    const char *sessions; /* a file: a line "ROOM COOKIE CSRF" per connection */
    const char *needs[8];
    int need_count;
};

struct connection {
    int fd;
    int index;
    int phase; /* the workload's own */
    int64_t ticket;
    int64_t begun_us;
    size_t out_size;
    size_t out_sent;
    size_t in_size;
    char out[LOAD_REQUEST_MAX];
    char in[LOAD_ANSWER_MAX + 1];
};

/* A workload: writes the next request into `out` (false: this connection is done) and looks at the
 * answer (true: it counts as a sample). */
struct workload {
    bool (*ask)(struct connection *connection, const struct load_options *options);
    bool (*answered)(struct connection *connection, int status, const char *body);
};

struct samples {
    int64_t *us;
    size_t count;
};

_Noreturn void load_fail(const char *sentence, const char *detail);
int64_t load_now_us(void);
int load_connect(int port);
void load_write_request(struct connection *connection, const char *method, const char *path,
                        const char *headers, const char *body);
/* A fresh Idempotency-Key, unique over runs. */
void load_write_key(char *out, size_t size);

void samples_add(struct samples *samples, int64_t us);
/* {"name": {"count":..,"p50_us":..,"p99_us":..,"max_us":..}} without the outer braces. */
void samples_print(struct samples *samples, const char *name);

void load_run(const struct load_options *options, const struct workload *workload);
void load_fan(const struct load_options *options);

#endif
