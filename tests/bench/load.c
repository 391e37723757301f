#include "bench/load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS_MAX = 128, WAIT_MS = 100 };

struct run {
    const struct load_options *options;
    const struct workload *workload;
    struct connection *connections;
    struct samples samples;
    int epoll;
    int open;
    int64_t end_us;
};

void load_fail(const char *sentence, const char *detail)
{
    (void)fprintf(stderr, "okienko-load: %s%s%s\n", sentence, detail[0] == '\0' ? "" : ": ",
                  detail);
    exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): there is one thread
}

int64_t load_now_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int load_connect(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        load_fail("cannot connect", "is the backend there?");
    }
    int yes = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    return fd;
}

void load_write_key(char *out, size_t size)
{
    static uint64_t prefix;
    static unsigned serial;
    if (prefix == 0 && getrandom(&prefix, sizeof(prefix), 0) != (ssize_t)sizeof(prefix)) {
        load_fail("no random bytes", "");
    }
    (void)snprintf(out, size, "bench-%016" PRIx64 "-%u", prefix, ++serial);
}

void load_write_request(struct connection *connection, const char *method, const char *path,
                        const char *headers, const char *body)
{
    int size = snprintf(connection->out, sizeof(connection->out),
                        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s"
                        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                        method, path, headers, strlen(body), body);
    if (size < 0 || (size_t)size >= sizeof(connection->out)) {
        load_fail("a request is too long", path);
    }
    connection->out_size = (size_t)size;
    connection->out_sent = 0;
    connection->in_size = 0;
}

void samples_add(struct samples *samples, int64_t us)
{
    if (samples->us == NULL) {
        samples->us = malloc(LOAD_SAMPLES_MAX * sizeof(*samples->us));
        if (samples->us == NULL) {
            load_fail("out of memory", "");
        }
    }
    if (samples->count < LOAD_SAMPLES_MAX) {
        samples->us[samples->count++] = us;
    }
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

void samples_print(struct samples *samples, const char *name)
{
    if (samples->count == 0) {
        (void)printf("\"%s\":{\"count\":0}", name);
        return;
    }
    qsort(samples->us, samples->count, sizeof(*samples->us), compare);
    size_t last = samples->count - 1;
    (void)printf("\"%s\":{\"count\":%zu,\"p50_us\":%" PRId64 ",\"p99_us\":%" PRId64
                 ",\"max_us\":%" PRId64 "}",
                 name, samples->count, samples->us[last / 2], samples->us[last * 99 / 100],
                 samples->us[last]);
}

static void close_connection(struct run *run, struct connection *connection)
{
    (void)close(connection->fd);
    connection->fd = -1;
    run->open--;
}

/* Writes what is left of the request; requests are small, a blocking socket takes them whole. */
static void send_request(struct run *run, struct connection *connection)
{
    bool is_over =
        load_now_us() >= run->end_us || run->samples.count >= (size_t)run->options->requests;
    /* A visit that was begun (phase > 0) is finished first: the next run finds free staff. */
    if ((is_over && connection->phase == 0) || !run->workload->ask(connection, run->options)) {
        close_connection(run, connection);
        return;
    }
    connection->begun_us = load_now_us();
    ssize_t sent = send(connection->fd, connection->out, connection->out_size, MSG_NOSIGNAL);
    if (sent != (ssize_t)connection->out_size) {
        load_fail("cannot send", strerrordesc_np(errno));
    }
}

/* True when the answer is whole: *out_status and *out_body are then set. */
static bool answer_is_whole(struct connection *connection, int *out_status, const char **out_body)
{
    connection->in[connection->in_size] = '\0';
    char *split = strstr(connection->in, "\r\n\r\n");
    if (split == NULL) {
        return false;
    }
    const char *length = strcasestr(connection->in, "\r\nContent-Length:");
    if (length == NULL || length > split) {
        load_fail("an answer without a length", connection->in);
    }
    size_t body_size = strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
    const char *body = split + 4;
    if (connection->in_size - (size_t)(body - connection->in) < body_size) {
        return false;
    }
    *out_status = (int)strtol(connection->in + strlen("HTTP/1.1 "), NULL, 10);
    *out_body = body;
    return true;
}

static void receive(struct run *run, struct connection *connection)
{
    ssize_t got = recv(connection->fd, connection->in + connection->in_size,
                       LOAD_ANSWER_MAX - connection->in_size, 0);
    if (got <= 0) {
        load_fail("the backend closed a connection", connection->out);
    }
    connection->in_size += (size_t)got;
    int status = 0;
    const char *body = "";
    if (!answer_is_whole(connection, &status, &body)) {
        if (connection->in_size >= LOAD_ANSWER_MAX) {
            load_fail("an answer is too long", connection->out);
        }
        return;
    }
    int64_t us = load_now_us() - connection->begun_us;
    if (run->workload->answered(connection, status, body)) {
        samples_add(&run->samples, us);
    }
    send_request(run, connection);
}

static void open_connections(struct run *run)
{
    for (int i = 0; i < run->options->connections; i++) {
        struct connection *connection = &run->connections[i];
        connection->fd = load_connect(run->options->port);
        connection->index = i;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
        if (epoll_ctl(run->epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0) {
            load_fail("epoll", strerrordesc_np(errno));
        }
        run->open++;
    }
}

void load_run(const struct load_options *options, const struct workload *workload)
{
    struct run run = {.options = options, .workload = workload};
    run.connections = calloc((size_t)options->connections, sizeof(*run.connections));
    run.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (run.connections == NULL || run.epoll < 0) {
        load_fail("cannot start", "");
    }
    open_connections(&run);
    int64_t begun_us = load_now_us();
    run.end_us = begun_us + (int64_t)options->seconds * 1000000;
    for (int i = 0; i < options->connections; i++) {
        send_request(&run, &run.connections[i]);
    }
    while (run.open > 0) {
        struct epoll_event events[EVENTS_MAX];
        int count = epoll_wait(run.epoll, events, EVENTS_MAX, WAIT_MS);
        for (int i = 0; i < count; i++) {
            receive(&run, events[i].data.ptr);
        }
    }
    double seconds = (double)(load_now_us() - begun_us) / 1e6;
    (void)printf("{\"connections\":%d,\"seconds\":%.3f,\"per_second\":%.0f,", options->connections,
                 seconds, (double)run.samples.count / seconds);
    samples_print(&run.samples, "latency");
    (void)printf("}\n");
    free(run.samples.us);
    free(run.connections);
    (void)close(run.epoll);
}
