#include "live/feed.h"

#include "base/memory.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PENDING_MAX = 2 * FEED_BLOCK_BYTES };

/* The frames of one event; text[view] is "" where that view sees nothing. */
struct slot {
    int64_t seq; /* 0: empty */
    char *text[FEED_VIEW_COUNT];
};

struct listener {
    struct feed *feed;
    struct listener *next;
    struct listener **previous;
    struct stream *sleeping; /* NULL while awake */
    enum feed_view view;
    int64_t after;
    bool wants_reset;
    bool wants_heartbeat;
    bool is_over; /* what it hangs on has ended */
    char owner[FEED_OWNER_MAX + 1];
    int64_t until_ms;
    int64_t holder;
    struct buffer pending;
    size_t pending_sent;
};

struct feed {
    pthread_mutex_t mutex;
    char epoch[FEED_EPOCH_MAX + 1];
    struct feed_history history;
    struct slot slots[FEED_RING_MAX];
    int64_t oldest; /* the first seq the ring holds; newest + 1 when empty */
    int64_t newest;
    struct listener *listeners;
    int64_t listener_count;
    bool is_closing;
};

struct feed *feed_create(const char *epoch, int64_t seq, struct feed_history history)
{
    struct feed *feed = memory_new(1, sizeof(*feed));
    (void)pthread_mutex_init(&feed->mutex, NULL);
    (void)text_copy(feed->epoch, sizeof(feed->epoch), epoch);
    feed->history = history;
    feed->newest = seq;
    feed->oldest = seq + 1;
    return feed;
}

static void slot_clear(struct slot *slot)
{
    for (int view = 0; view < FEED_VIEW_COUNT; view++) {
        free(slot->text[view]);
        slot->text[view] = NULL;
    }
}

void feed_destroy(struct feed *feed)
{
    if (feed == NULL) {
        return;
    }
    assert(feed->listeners == NULL);
    for (int i = 0; i < FEED_RING_MAX; i++) {
        slot_clear(&feed->slots[i]);
    }
    (void)pthread_mutex_destroy(&feed->mutex);
    free(feed);
}

void feed_frame(struct buffer *out, const char *epoch, const struct feed_event *event,
                enum feed_view view)
{
    const char *body = view == FEED_STAFF ? event->body : event->public_body;
    if (body[0] != '\0') {
        buffer_printf(out, "id: %s-%" PRId64 "\nevent: %s\ndata: %s\n\n", epoch, event->seq,
                      event->kind, body);
    }
}

static void wake_locked(struct listener *listener)
{
    if (listener->sleeping != NULL) {
        struct stream *stream = listener->sleeping;
        listener->sleeping = NULL;
        stream_wake(stream);
    }
}

static void wake_all_locked(struct feed *feed)
{
    for (struct listener *at = feed->listeners; at != NULL; at = at->next) {
        wake_locked(at);
    }
}

void feed_append(struct feed *feed, const struct feed_event *event, bool is_last)
{
    struct buffer frames[FEED_VIEW_COUNT];
    for (int view = 0; view < FEED_VIEW_COUNT; view++) {
        buffer_init(&frames[view], FEED_BLOCK_BYTES);
        feed_frame(&frames[view], feed->epoch, event, (enum feed_view)view);
    }
    (void)pthread_mutex_lock(&feed->mutex);
    assert(event->seq == feed->newest + 1);
    struct slot *slot = &feed->slots[event->seq % FEED_RING_MAX];
    slot_clear(slot);
    slot->seq = event->seq;
    for (int view = 0; view < FEED_VIEW_COUNT; view++) {
        slot->text[view] = buffer_take(&frames[view]);
    }
    feed->newest = event->seq;
    if (feed->newest - feed->oldest >= FEED_RING_MAX) {
        feed->oldest = feed->newest - FEED_RING_MAX + 1;
    }
    if (is_last) {
        wake_all_locked(feed);
    }
    (void)pthread_mutex_unlock(&feed->mutex);
}

/* Collects the next frames of the ring; true when there was something to collect from. */
static bool collect_locked(struct feed *feed, struct listener *listener)
{
    while (listener->after < feed->newest) {
        const struct slot *slot = &feed->slots[(listener->after + 1) % FEED_RING_MAX];
        const char *text = slot->text[listener->view];
        size_t size = strlen(text);
        if (listener->pending.size_bytes + size > FEED_BLOCK_BYTES) {
            break;
        }
        buffer_append(&listener->pending, text, size);
        listener->after++;
    }
    return listener->pending.size_bytes > 0;
}

static void queue_reset(struct feed *feed, struct listener *listener, int64_t seq)
{
    struct feed_event reset = {.seq = seq, .kind = "reset", .body = "{}", .public_body = "{}"};
    feed_frame(&listener->pending, feed->epoch, &reset, listener->view);
    listener->after = seq;
}

/* Reads what the ring no longer has. Without the lock: the database is not to be waited for. */
static void catch_up(struct feed *feed, struct listener *listener, int64_t newest)
{
    int64_t seen = feed->history.read(feed->history.context, listener->view, listener->after,
                                      &listener->pending);
    if (seen <= listener->after) {
        queue_reset(feed, listener, newest);
    } else {
        listener->after = seen;
    }
}

/* Fills `pending` or puts the stream to sleep; false to end it. */
static bool refill(struct feed *feed, struct listener *listener, struct stream *stream)
{
    buffer_clear(&listener->pending);
    listener->pending_sent = 0;
    (void)pthread_mutex_lock(&feed->mutex);
    bool is_closing = feed->is_closing || listener->is_over;
    bool is_behind = listener->after + 1 < feed->oldest;
    int64_t newest = feed->newest;
    if (!is_closing && !is_behind && !listener->wants_reset && !collect_locked(feed, listener)) {
        if (listener->wants_heartbeat) {
            buffer_append_text(&listener->pending, ":\n\n");
        } else {
            listener->sleeping = stream;
            stream_sleep(stream);
        }
    }
    listener->wants_heartbeat = false;
    (void)pthread_mutex_unlock(&feed->mutex);
    if (is_closing) {
        return false;
    }
    if (listener->wants_reset) {
        listener->wants_reset = false;
        queue_reset(feed, listener, newest);
    } else if (is_behind) {
        catch_up(feed, listener, newest);
    }
    return true;
}

static long pull(void *context, struct stream *stream, char *out, size_t max)
{
    struct listener *listener = context;
    if (listener->pending_sent == listener->pending.size_bytes &&
        !refill(listener->feed, listener, stream)) {
        return -1;
    }
    size_t left = listener->pending.size_bytes - listener->pending_sent;
    size_t size = left < max ? left : max;
    memcpy(out, buffer_text(&listener->pending) + listener->pending_sent, size);
    listener->pending_sent += size;
    return (long)size;
}

static void close_listener(void *context)
{
    struct listener *listener = context;
    struct feed *feed = listener->feed;
    (void)pthread_mutex_lock(&feed->mutex);
    *listener->previous = listener->next;
    if (listener->next != NULL) {
        listener->next->previous = listener->previous;
    }
    feed->listener_count--;
    (void)pthread_mutex_unlock(&feed->mutex);
    buffer_finish(&listener->pending);
    free(listener);
}

/* Where to begin: after the id the client had, or now. */
static void set_start_locked(const struct feed *feed, struct listener *listener,
                             const char *last_id)
{
    size_t epoch_length = strlen(feed->epoch);
    listener->after = feed->newest;
    if (last_id == NULL) {
        return;
    }
    if (strncmp(last_id, feed->epoch, epoch_length) != 0 || last_id[epoch_length] != '-') {
        listener->wants_reset = true;
        return;
    }
    const char *digits = last_id + epoch_length + 1;
    size_t length = strlen(digits);
    int64_t seq = length > 0 && strspn(digits, "0123456789") == length ? strtoll(digits, NULL, 10)
                                                                       : INT64_MAX;
    listener->wants_reset = seq > feed->newest;
    listener->after = listener->wants_reset ? feed->newest : seq;
}

void feed_open(struct feed *feed, struct exchange *exchange, enum feed_view view,
               const char *last_id, const struct feed_pass *pass)
{
    struct listener *listener = memory_new(1, sizeof(*listener));
    listener->feed = feed;
    listener->view = view;
    (void)text_copy(listener->owner, sizeof(listener->owner), pass->owner);
    listener->until_ms = pass->until_ms;
    listener->holder = pass->holder;
    buffer_init(&listener->pending, PENDING_MAX);
    /* At once, so that the client knows it is connected. */
    buffer_append_text(&listener->pending, "retry: 1000\n:\n\n");
    (void)pthread_mutex_lock(&feed->mutex);
    set_start_locked(feed, listener, last_id);
    listener->next = feed->listeners;
    listener->previous = &feed->listeners;
    if (feed->listeners != NULL) {
        feed->listeners->previous = &listener->next;
    }
    feed->listeners = listener;
    feed->listener_count++;
    (void)pthread_mutex_unlock(&feed->mutex);
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_set_header(exchange, "X-Accel-Buffering", "no");
    struct stream_source source = {.pull = pull, .close = close_listener, .context = listener};
    exchange_reply_stream(exchange, "text/event-stream", &source);
}

void feed_heartbeat(struct feed *feed, int64_t now_ms)
{
    (void)pthread_mutex_lock(&feed->mutex);
    for (struct listener *at = feed->listeners; at != NULL; at = at->next) {
        at->wants_heartbeat = true;
        at->is_over = at->is_over || (at->until_ms != 0 && now_ms >= at->until_ms);
    }
    wake_all_locked(feed);
    (void)pthread_mutex_unlock(&feed->mutex);
}

void feed_each_holder(struct feed *feed, void (*each)(void *context, int64_t holder), void *context)
{
    (void)pthread_mutex_lock(&feed->mutex);
    for (const struct listener *at = feed->listeners; at != NULL; at = at->next) {
        if (at->holder != 0 && !at->is_over) {
            each(context, at->holder);
        }
    }
    (void)pthread_mutex_unlock(&feed->mutex);
}

void feed_end(struct feed *feed, const char *owner)
{
    assert(owner[0] != '\0');
    (void)pthread_mutex_lock(&feed->mutex);
    for (struct listener *at = feed->listeners; at != NULL; at = at->next) {
        if (strcmp(at->owner, owner) == 0) {
            at->is_over = true;
            wake_locked(at);
        }
    }
    (void)pthread_mutex_unlock(&feed->mutex);
}

void feed_close_all(struct feed *feed)
{
    (void)pthread_mutex_lock(&feed->mutex);
    feed->is_closing = true;
    wake_all_locked(feed);
    (void)pthread_mutex_unlock(&feed->mutex);
}

int64_t feed_stream_count(struct feed *feed)
{
    (void)pthread_mutex_lock(&feed->mutex);
    int64_t count = feed->listener_count;
    (void)pthread_mutex_unlock(&feed->mutex);
    return count;
}
