/*
 * Fan-out: many open event streams, one kiosk that takes numbers; how long after the request was
 * sent (so with the durable commit in it) does each reader, and the last one, have the event.
 */
#include "bench/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS_MAX = 256, WAIT_MS = 50, ROUND_US_MAX = 5 * 1000 * 1000, PAUSE_US = 20 * 1000 };

static const char pattern[] = "event: ticket.issued";

struct reader {
    int fd;
    size_t matched; /* bytes of pattern seen so far, over the edges of reads */
    int events;
};

struct fan {
    const struct load_options *options;
    struct reader *readers;
    int epoll;
    int delivered; /* in this round */
    int64_t sent_us;
    struct samples each; /* request sent -> event at a reader */
    struct samples last; /* request sent -> event at the last reader */
};

static void open_reader(struct fan *fan, struct reader *reader)
{
    char request[512];
    int size = snprintf(request, sizeof(request),
                        "GET /api/v1/events?view=console HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        "Cookie: %s\r\nAccept: text/event-stream\r\n\r\n",
                        fan->options->cookie);
    reader->fd = load_connect(fan->options->port);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = reader};
    if (send(reader->fd, request, (size_t)size, MSG_NOSIGNAL) != size ||
        epoll_ctl(fan->epoll, EPOLL_CTL_ADD, reader->fd, &event) != 0) {
        load_fail("cannot open a stream", strerrordesc_np(errno));
    }
}

static void take(struct fan *fan, struct reader *reader)
{
    char bytes[16 * 1024];
    ssize_t size = recv(reader->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    if (size <= 0) {
        load_fail("a stream was closed", "");
    }
    int64_t now_us = load_now_us();
    for (ssize_t i = 0; i < size; i++) {
        bool goes_on = bytes[i] == pattern[reader->matched];
        reader->matched = goes_on ? reader->matched + 1 : (size_t)(bytes[i] == pattern[0]);
        if (pattern[reader->matched] == '\0') {
            reader->matched = 0;
            reader->events++;
            fan->delivered++;
            samples_add(&fan->each, now_us - fan->sent_us);
        }
    }
}

static void listen_once(struct fan *fan, int wait_ms)
{
    struct epoll_event events[EVENTS_MAX];
    int count = epoll_wait(fan->epoll, events, EVENTS_MAX, wait_ms);
    for (int i = 0; i < count; i++) {
        take(fan, events[i].data.ptr);
    }
}

static void listen_for(struct fan *fan, int64_t us)
{
    for (int64_t end_us = load_now_us() + us; load_now_us() < end_us;) {
        listen_once(fan, (int)(us / 1000) + 1);
    }
}

static void read_answer(int kiosk)
{
    char answer[LOAD_ANSWER_MAX];
    ssize_t size = recv(kiosk, answer, sizeof(answer) - 1, 0);
    if (size <= 0 || strncmp(answer, "HTTP/1.1 201", 12) != 0) {
        answer[size < 0 ? 0 : size] = '\0';
        load_fail("a ticket was refused", answer);
    }
}

static void one_round(struct fan *fan, int kiosk, struct connection *request)
{
    char key[64];
    char headers[512];
    load_write_key(key, sizeof(key));
    (void)snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\nIdempotency-Key: %s\r\n",
                   fan->options->token, key);
    load_write_request(request, "POST", "/api/v1/tickets", headers,
                       "{\"need\":\"start\",\"language\":\"pl\",\"priority\":false,"
                       "\"interpreter\":null}");
    fan->delivered = 0;
    fan->sent_us = load_now_us();
    if (send(kiosk, request->out, request->out_size, MSG_NOSIGNAL) != (ssize_t)request->out_size) {
        load_fail("cannot send", strerrordesc_np(errno));
    }
    while (fan->delivered < fan->options->streams) {
        listen_once(fan, WAIT_MS);
        if (load_now_us() - fan->sent_us > ROUND_US_MAX) {
            load_fail("an event did not reach every stream", "");
        }
    }
    int64_t last_us = load_now_us();
    read_answer(kiosk);
    samples_add(&fan->last, last_us - fan->sent_us);
}

void load_fan(const struct load_options *options)
{
    struct fan fan = {.options = options};
    fan.readers = calloc((size_t)options->streams, sizeof(*fan.readers));
    fan.epoll = epoll_create1(EPOLL_CLOEXEC);
    struct connection *request = calloc(1, sizeof(*request));
    if (fan.readers == NULL || fan.epoll < 0 || request == NULL) {
        load_fail("cannot start", "");
    }
    for (int i = 0; i < options->streams; i++) {
        open_reader(&fan, &fan.readers[i]);
    }
    listen_for(&fan, 1000 * 1000);
    (void)fprintf(stderr, "open\n"); /* the bench measures memory now and answers with a line */
    if (getchar() == EOF) {
        load_fail("nobody said go", "");
    }
    int kiosk = load_connect(options->port);
    for (int i = 0; i < options->requests; i++) {
        one_round(&fan, kiosk, request);
        listen_for(&fan, PAUSE_US);
    }
    (void)printf("{\"streams\":%d,", options->streams);
    samples_print(&fan.each, "each");
    (void)printf(",");
    samples_print(&fan.last, "last");
    (void)printf("}\n");
    for (int i = 0; i < options->streams; i++) {
        (void)close(fan.readers[i].fd);
    }
    (void)close(kiosk);
    (void)close(fan.epoll);
    free(fan.readers);
    free(request);
}
