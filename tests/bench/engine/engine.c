/*
 * engine.c - what choosing the next visitor costs, with its explanation, among many who wait.
 *
 *     okienko-engine-bench WAITING CALLS
 *
 * A centre of 40 services and 60 staff with two to four skills each: a quarter of the visits have
 * several services, 30 % are booked, 12 % have priority, a few wait for a colleague by name. Each
 * call is timed alone; then the visitor goes to the room and home, and another one comes. Prints
 * one object: {"waiting", "bytes_each", "latency": {count, p50_us, p99_us, max_us}}.
 */
#include "domain/choose.h"
#include "domain/random.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SERVICES = 40, STAFF = 60, WAITING_MAX = 10000000 };

static const int64_t minute_ms = 60000;
static const int64_t now_ms = INT64_C(1795255200000);

_Noreturn static void fail(const char *sentence)
{
    (void)fprintf(stderr, "okienko-engine-bench: %s\n", sentence);
    exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): there is one thread
}

static int below(struct random *random, int n)
{
    return (int)random_below(random, (uint64_t)n);
}

static struct lobby *open_lobby(struct random *random)
{
    static struct office office = {.service_count = SERVICES, .staff_count = STAFF};
    struct rules rules = rules_default();
    for (int i = 0; i < STAFF; i++) {
        int skills = 2 + below(random, 3);
        for (int k = 0; k < skills; k++) {
            office.staff[i].preference[below(random, SERVICES)] =
                k < 2 ? OFFICE_PREFERENCE_MAIN : OFFICE_PREFERENCE_BACKUP;
        }
    }
    struct lobby *lobby = lobby_create(&office, &rules);
    for (int i = 0; i < STAFF; i++) {
        lobby_set_duty(lobby, i, true, now_ms);
    }
    return lobby;
}

static void come(struct lobby *lobby, struct random *random, int64_t id)
{
    struct lobby_visit visit = {.id = id,
                                .checkin_ms = now_ms - below(random, 240) * minute_ms,
                                .staff = LOBBY_NONE,
                                .priority = below(random, 100) < 12};
    visit.route.count = below(random, 100) < 25 ? 2 + below(random, 2) : 1;
    visit.route.booked = ROUTE_NONE;
    for (int i = 0; i < visit.route.count; i++) {
        visit.service[i] = (uint8_t)below(random, SERVICES);
        visit.only[i] = (int16_t)(below(random, 100) < 4 ? below(random, STAFF) : LOBBY_ANYBODY);
    }
    if (below(random, 100) < 30) {
        visit.route.booked = 0;
        visit.appointment_ms = now_ms + (below(random, 240) - 120) * minute_ms;
    }
    route_open(&visit.route);
    lobby_put(lobby, &visit);
}

/* Of this thread alone: what else the machine does is not the engine's. */
static int64_t clock_ns(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static size_t bytes_in_use(void)
{
    struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

static int by_size(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* The nanoseconds of each call; the visitor called leaves and another one comes. */
static void measure(struct lobby *lobby, struct random *random, int64_t *times_ns, int calls)
{
    int64_t next_id = (int64_t)lobby->count + 1;
    for (int i = 0; i < calls; i++) {
        struct choice choice;
        int64_t begun_ns = clock_ns();
        choose_next(lobby, i % STAFF, now_ms, &choice);
        times_ns[i] = clock_ns() - begun_ns;
        if (choice.slot != LOBBY_NONE) {
            lobby_remove(lobby, choice.rank.visit_id);
            come(lobby, random, next_id++);
        }
    }
    qsort(times_ns, (size_t)calls, sizeof(*times_ns), by_size);
}

static double us_at(const int64_t *times_ns, int place)
{
    return (double)times_ns[place] / 1000;
}

static int number(const char *text)
{
    long value = strtol(text, NULL, 10);
    if (value < 1 || value > WAITING_MAX) {
        fail("usage: okienko-engine-bench WAITING CALLS");
    }
    return (int)value;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fail("usage: okienko-engine-bench WAITING CALLS");
    }
    int waiting = number(argv[1]);
    int calls = number(argv[2]);
    struct random random;
    random_seed(&random, 1, 0);
    int64_t *times_ns = malloc((size_t)calls * sizeof(*times_ns));
    size_t before = bytes_in_use();
    struct lobby *lobby = open_lobby(&random);
    for (int id = 1; id <= waiting; id++) {
        come(lobby, &random, id);
    }
    size_t bytes = bytes_in_use() - before;
    if (times_ns == NULL) {
        fail("out of memory");
    }
    measure(lobby, &random, times_ns, calls);
    (void)printf("{\"waiting\":%d,\"bytes_each\":%zu,\"latency\":{\"count\":%d,\"p50_us\":%.3f,"
                 "\"p99_us\":%.3f,\"max_us\":%.3f}}\n",
                 waiting, bytes / (size_t)waiting, calls, us_at(times_ns, calls / 2),
                 us_at(times_ns, (calls - 1) * 99 / 100), us_at(times_ns, calls - 1));
    lobby_destroy(lobby);
    free(times_ns);
    return EXIT_SUCCESS;
}
