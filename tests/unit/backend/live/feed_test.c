#include "support/check.h"

#include "base/memory.h"
#include "live/feed.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUT_MAX = 8192, CROWD_EVENTS = 3000, CROWD_READERS = 3 };

/* What stands in for the http layer: a stream that remembers whether it sleeps. */
struct exchange {
    struct stream_source source;
};

struct stream {
    pthread_mutex_t mutex;
    pthread_cond_t woken;
    bool is_asleep;
    int wakes;
};

void exchange_set_header(struct exchange *exchange, const char *name, const char *value)
{
    (void)exchange;
    assert_non_null(name);
    assert_non_null(value);
}

void exchange_reply_stream(struct exchange *exchange, const char *content_type,
                           const struct stream_source *source)
{
    assert_string_equal(content_type, "text/event-stream");
    exchange->source = *source;
}

void stream_sleep(struct stream *stream)
{
    (void)pthread_mutex_lock(&stream->mutex);
    stream->is_asleep = true;
    (void)pthread_mutex_unlock(&stream->mutex);
}

void stream_wake(struct stream *stream)
{
    (void)pthread_mutex_lock(&stream->mutex);
    stream->is_asleep = false;
    stream->wakes++;
    (void)pthread_cond_signal(&stream->woken);
    (void)pthread_mutex_unlock(&stream->mutex);
}

/* A client with what it has received so far. */
struct client {
    struct exchange exchange;
    struct stream stream;
    bool has_ended;
    char text[OUT_MAX];
    size_t size;
};

static void client_open_with(struct client *client, struct feed *feed, enum feed_view view,
                             const char *last_id, struct feed_pass pass)
{
    memset(client, 0, sizeof(*client));
    (void)pthread_mutex_init(&client->stream.mutex, NULL);
    (void)pthread_cond_init(&client->stream.woken, NULL);
    feed_open(feed, &client->exchange, view, last_id, &pass);
}

static void client_open(struct client *client, struct feed *feed, enum feed_view view,
                        const char *last_id)
{
    client_open_with(client, feed, view, last_id, (struct feed_pass){.owner = ""});
}

static void client_close(struct client *client)
{
    client->exchange.source.close(client->exchange.source.context);
    (void)pthread_cond_destroy(&client->stream.woken);
    (void)pthread_mutex_destroy(&client->stream.mutex);
}

static long pull(struct client *client, char *out, size_t max)
{
    return client->exchange.source.pull(client->exchange.source.context, &client->stream, out, max);
}

/* Pulls in small bites, as a slow socket would, until there is nothing more for now. */
static const char *client_read(struct client *client)
{
    client->size = 0;
    for (int turn = 0; turn < 100000; turn++) {
        long size = pull(client, client->text + client->size, 7);
        client->has_ended = size < 0;
        client->size += size > 0 ? (size_t)size : 0;
        if (client->has_ended || (size == 0 && client->stream.is_asleep)) {
            break;
        }
    }
    client->text[client->size] = '\0';
    return client->text;
}

static const char hello[] = "retry: 1000\n:\n\n";

static void append(struct feed *feed, int64_t seq, const char *public_body)
{
    char body[64];
    (void)snprintf(body, sizeof(body), "{\"ticket\":%" PRId64 "}", seq);
    struct feed_event event = {
        .seq = seq, .kind = "ticket.called", .body = body, .public_body = public_body};
    feed_append(feed, &event, true);
}

/* The database behind the ring: reaches back to `oldest`, tells `block` events at a time. */
struct history {
    int64_t oldest;
    int64_t newest;
    int block;
    int reads;
};

static int64_t history_read(void *context, enum feed_view view, int64_t after, struct buffer *out)
{
    struct history *history = context;
    history->reads++;
    if (after + 1 < history->oldest) {
        return -1;
    }
    int64_t last = after;
    for (int i = 0; i < history->block && last < history->newest; i++) {
        struct feed_event event = {
            .seq = ++last, .kind = "ticket.issued", .body = "{\"old\":1}", .public_body = ""};
        feed_frame(out, "1f2e3d4c", &event, view);
    }
    return last;
}

static struct feed *feed_with(struct history *history, int64_t seq)
{
    return feed_create("1f2e3d4c", seq, (struct feed_history){history_read, history});
}

TEST(a_frame_has_id_kind_and_data_of_its_view)
{
    (void)state;
    struct buffer out;
    const struct feed_event event = {
        .seq = 57, .kind = "ticket.called", .body = "{\"a\":1}", .public_body = "{\"b\":2}"};
    buffer_init(&out, 1000);
    feed_frame(&out, "1f2e3d4c", &event, FEED_STAFF);
    assert_string_equal(buffer_text(&out),
                        "id: 1f2e3d4c-57\nevent: ticket.called\ndata: {\"a\":1}\n\n");
    buffer_clear(&out);
    feed_frame(&out, "1f2e3d4c", &event, FEED_PUBLIC);
    assert_non_null(strstr(buffer_text(&out), "data: {\"b\":2}\n\n"));
    assert_null(strstr(buffer_text(&out), "\"a\""));
    buffer_finish(&out);
}

TEST(a_client_is_greeted_and_hears_what_happens_from_then_on)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 10);
    struct client client;
    append(feed, 11, "");
    client_open(&client, feed, FEED_STAFF, NULL);
    assert_int_equal(feed_stream_count(feed), 1);
    assert_string_equal(client_read(&client), hello);
    assert_true(client.stream.is_asleep);
    append(feed, 12, "");
    assert_int_equal(client.stream.wakes, 1);
    assert_string_equal(client_read(&client),
                        "id: 1f2e3d4c-12\nevent: ticket.called\ndata: {\"ticket\":12}\n\n");
    client_close(&client);
    assert_int_equal(feed_stream_count(feed), 0);
    feed_destroy(feed);
}

TEST(a_returning_client_gets_exactly_what_it_missed_from_the_ring)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client client;
    for (int i = 1; i <= 5; i++) {
        append(feed, i, "");
    }
    client_open(&client, feed, FEED_STAFF, "1f2e3d4c-3");
    const char *text = client_read(&client);
    assert_null(strstr(text, "1f2e3d4c-3\n"));
    assert_non_null(strstr(text, "1f2e3d4c-4\n"));
    assert_non_null(strstr(text, "1f2e3d4c-5\n"));
    assert_int_equal(history.reads, 0);
    client_close(&client);
    client_open(&client, feed, FEED_STAFF, "1f2e3d4c-5");
    assert_string_equal(client_read(&client), hello);
    client_close(&client);
    feed_destroy(feed);
}

TEST(what_the_ring_no_longer_has_comes_from_the_history_in_blocks)
{
    (void)state;
    struct history history = {.oldest = 5, .newest = 20, .block = 4};
    struct feed *feed = feed_with(&history, 20); /* just started: the ring is empty */
    struct client client;
    append(feed, 21, "");
    client_open(&client, feed, FEED_STAFF, "1f2e3d4c-10");
    const char *text = client_read(&client);
    const char *at = text;
    for (int seq = 11; seq <= 21; seq++) {
        char id[32];
        (void)snprintf(id, sizeof(id), "id: 1f2e3d4c-%d\n", seq);
        at = strstr(at, id);
        assert_non_null(at);
    }
    assert_null(strstr(text, "reset"));
    assert_true(history.reads >= 3);
    client_close(&client);
    feed_destroy(feed);
}

TEST(a_long_history_that_a_view_may_not_see_does_not_stop_its_stream)
{
    (void)state;
    struct history history = {.oldest = 1, .newest = 100, .block = 4};
    struct feed *feed = feed_with(&history, 100);
    struct client client;
    append(feed, 101, "{\"number\":\"A1\"}");
    client_open(&client, feed, FEED_PUBLIC, "1f2e3d4c-2");
    const char *text = client_read(&client);
    assert_non_null(strstr(text, "1f2e3d4c-101\n"));
    assert_null(strstr(text, "old"));
    client_close(&client);
    feed_destroy(feed);
}

TEST(says_reset_where_it_cannot_go_on)
{
    (void)state;
    static const char *const places[] = {
        "00000000-5",                    /* another epoch */
        "1f2e3d4c-31",                   /* the future */
        "1f2e3d4c-99999999999999999999", /* beyond 64 bits */
        "1f2e3d4c-2",                    /* pruned */
        "1f2e3d4c",
        "1f2e3d4c-",
        "1f2e3d4c-x",
        "1f2e3d4c-1x",
        "1f2e3d4c--1",
        "1f2e3d4c- 7",
        "1f2e3d4c-+7",
        "",
        "yesterday",
    };
    struct history history = {.oldest = 10, .newest = 30, .block = 4};
    struct feed *feed = feed_with(&history, 30);
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct client client;
        /* Only for the pruned place does the history not reach back: the others must not be
         * read as some number from which it could go on. */
        history.oldest = strcmp(places[i], "1f2e3d4c-2") == 0 ? 10 : 1;
        client_open(&client, feed, FEED_PUBLIC, places[i]);
        const char *text = client_read(&client);
        assert_string_equal(text + strlen(hello), "id: 1f2e3d4c-30\nevent: reset\ndata: {}\n\n");
        client_close(&client);
    }
    feed_destroy(feed);
}

TEST(the_public_view_hides_what_has_no_public_body)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client client;
    client_open(&client, feed, FEED_PUBLIC, "1f2e3d4c-0");
    append(feed, 1, "");
    append(feed, 2, "{\"number\":\"A1\"}");
    append(feed, 3, "");
    assert_string_equal(client_read(&client) + strlen(hello),
                        "id: 1f2e3d4c-2\nevent: ticket.called\ndata: {\"number\":\"A1\"}\n\n");
    client_close(&client);
    feed_destroy(feed);
}

TEST(the_ring_forgets_the_oldest_and_the_history_takes_over)
{
    (void)state;
    struct history history = {.oldest = 1, .newest = FEED_RING_MAX + 50, .block = 24};
    struct feed *feed = feed_with(&history, 0);
    struct client client;
    for (int i = 1; i <= FEED_RING_MAX + 50; i++) {
        append(feed, i, i == 60 ? "{\"number\":\"A60\"}" : "");
    }
    client_open(&client, feed, FEED_PUBLIC, "1f2e3d4c-50"); /* 51 is the first in the ring */
    assert_non_null(strstr(client_read(&client), "A60"));
    assert_int_equal(history.reads, 0);
    client_close(&client);
    client_open(&client, feed, FEED_PUBLIC, "1f2e3d4c-49");
    (void)client_read(&client);
    assert_int_equal(history.reads, 1);
    client_close(&client);
    feed_destroy(feed);
}

TEST(a_heartbeat_reaches_those_who_sleep)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client client;
    client_open(&client, feed, FEED_STAFF, NULL);
    (void)client_read(&client);
    feed_heartbeat(feed, 0);
    assert_string_equal(client_read(&client), ":\n\n");
    assert_true(client.stream.is_asleep);
    client_close(&client);
    feed_destroy(feed);
}

TEST(closing_ends_the_streams_of_now_and_later)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client client;
    client_open(&client, feed, FEED_STAFF, NULL);
    (void)client_read(&client);
    assert_false(client.has_ended);
    feed_close_all(feed);
    assert_int_equal(client.stream.wakes, 1);
    (void)client_read(&client);
    assert_true(client.has_ended);
    client_close(&client);
    client_open(&client, feed, FEED_STAFF, NULL);
    (void)client_read(&client);
    assert_true(client.has_ended);
    client_close(&client);
    feed_destroy(feed);
}

static void note_holder(void *context, int64_t holder)
{
    int64_t *sum = context;
    *sum += holder;
}

TEST(whose_pages_are_open_is_known_until_they_end)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client pages[3];
    int64_t sum = 0;
    client_open_with(&pages[0], feed, FEED_STAFF, NULL,
                     (struct feed_pass){.owner = "aa", .holder = 100});
    client_open_with(&pages[1], feed, FEED_STAFF, NULL,
                     (struct feed_pass){.owner = "bb", .holder = 10});
    client_open(&pages[2], feed, FEED_PUBLIC, NULL);
    feed_each_holder(feed, note_holder, &sum);
    assert_int_equal(sum, 110);
    feed_end(feed, "aa"); /* ended, though the client has not yet gone */
    sum = 0;
    feed_each_holder(feed, note_holder, &sum);
    assert_int_equal(sum, 10);
    for (int i = 0; i < 3; i++) {
        client_close(&pages[i]);
    }
    sum = 0;
    feed_each_holder(feed, note_holder, &sum);
    assert_int_equal(sum, 0);
    feed_destroy(feed);
}

TEST(a_stream_ends_with_the_session_it_hangs_on)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client mine;
    struct client other;
    struct client board;
    client_open_with(&mine, feed, FEED_STAFF, NULL,
                     (struct feed_pass){.owner = "aa", .until_ms = 1000});
    client_open_with(&other, feed, FEED_STAFF, NULL,
                     (struct feed_pass){.owner = "bb", .until_ms = 1000});
    client_open(&board, feed, FEED_PUBLIC, NULL);
    struct client *const all[] = {&mine, &other, &board};
    for (int i = 0; i < 3; i++) {
        (void)client_read(all[i]);
    }
    feed_end(feed, "aa");
    (void)client_read(&mine);
    assert_true(mine.has_ended);
    assert_int_equal(other.stream.wakes, 0);
    feed_heartbeat(feed, 999);
    (void)client_read(&other);
    assert_false(other.has_ended);
    feed_heartbeat(feed, 1000);
    (void)client_read(&other);
    assert_true(other.has_ended);
    (void)client_read(&board);
    assert_false(board.has_ended);
    for (int i = 0; i < 3; i++) {
        client_close(all[i]);
    }
    feed_destroy(feed);
}

TEST(streams_leave_in_any_order)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client clients[3];
    static const int order[] = {1, 0, 2};
    for (int i = 0; i < 3; i++) {
        client_open(&clients[i], feed, FEED_STAFF, NULL);
    }
    for (int i = 0; i < 3; i++) {
        client_close(&clients[order[i]]);
        append(feed, i + 1, "");
        assert_int_equal(feed_stream_count(feed), 2 - i);
    }
    feed_destroy(feed);
}

static void *append_many(void *context)
{
    for (int i = 1; i <= CROWD_EVENTS; i++) {
        append(context, i, "");
        if (i % 100 == 0) {
            feed_heartbeat(context, 0);
        }
    }
    return NULL;
}

/* Reads until the last event and checks that none is missing and none comes twice. */
static void *follow(void *context)
{
    struct client *client = context;
    struct buffer text;
    buffer_init(&text, 1 << 20);
    char block[4096];
    while (strstr(buffer_text(&text), "{\"ticket\":3000}\n\n") == NULL) {
        long size = pull(client, block, sizeof(block));
        assert_true(size >= 0);
        buffer_append(&text, block, (size_t)size);
        (void)pthread_mutex_lock(&client->stream.mutex);
        while (size == 0 && client->stream.is_asleep) {
            (void)pthread_cond_wait(&client->stream.woken, &client->stream.mutex);
        }
        (void)pthread_mutex_unlock(&client->stream.mutex);
    }
    const char *at = buffer_text(&text);
    for (int64_t seq = 1; (at = strstr(at, "id: 1f2e3d4c-")) != NULL; seq++) {
        at += strlen("id: 1f2e3d4c-");
        if (strtoll(at, NULL, 10) != seq) {
            client->has_ended = true; /* told to the test, which may assert */
        }
    }
    buffer_finish(&text);
    return NULL;
}

TEST(no_wake_is_lost_between_an_append_and_a_stream_that_falls_asleep)
{
    (void)state;
    struct history history = {.oldest = 1};
    struct feed *feed = feed_with(&history, 0);
    struct client clients[CROWD_READERS];
    pthread_t readers[CROWD_READERS];
    pthread_t writer;
    for (int i = 0; i < CROWD_READERS; i++) {
        client_open(&clients[i], feed, FEED_STAFF, "1f2e3d4c-0");
        assert_int_equal(pthread_create(&readers[i], NULL, follow, &clients[i]), 0);
    }
    assert_int_equal(pthread_create(&writer, NULL, append_many, feed), 0);
    (void)pthread_join(writer, NULL);
    for (int i = 0; i < CROWD_READERS; i++) {
        (void)pthread_join(readers[i], NULL);
        assert_false(clients[i].has_ended);
        client_close(&clients[i]);
    }
    feed_destroy(feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_has_id_kind_and_data_of_its_view),
        cmocka_unit_test(a_client_is_greeted_and_hears_what_happens_from_then_on),
        cmocka_unit_test(a_returning_client_gets_exactly_what_it_missed_from_the_ring),
        cmocka_unit_test(what_the_ring_no_longer_has_comes_from_the_history_in_blocks),
        cmocka_unit_test(a_long_history_that_a_view_may_not_see_does_not_stop_its_stream),
        cmocka_unit_test(says_reset_where_it_cannot_go_on),
        cmocka_unit_test(the_public_view_hides_what_has_no_public_body),
        cmocka_unit_test(the_ring_forgets_the_oldest_and_the_history_takes_over),
        cmocka_unit_test(a_heartbeat_reaches_those_who_sleep),
        cmocka_unit_test(closing_ends_the_streams_of_now_and_later),
        cmocka_unit_test(whose_pages_are_open_is_known_until_they_end),
        cmocka_unit_test(a_stream_ends_with_the_session_it_hangs_on),
        cmocka_unit_test(streams_leave_in_any_order),
        cmocka_unit_test(no_wake_is_lost_between_an_append_and_a_stream_that_falls_asleep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
