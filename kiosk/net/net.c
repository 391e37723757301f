#include "net/net.h"

#include "base/clock.h"
#include "base/mailbox.h"
#include "base/memory.h"
#include "base/text.h"
#include "net/desk.h"
#include "net/easy.h"
#include "net/exchange.h"
#include "net/stream.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    EVENTS_MAX = 128,
    SLEEP_MS_MAX = 1000,
    FULL_BOX_MS = 50, /* the app does not look: how soon to offer an event again */
    KEY_RANDOM_BYTES = 16
};

struct net {
    struct easy_address address;
    struct mailbox requests;
    struct mailbox events;
    CURLM *multi;
    pthread_t thread;
    atomic_bool is_stopping;
    struct net_settings settings;
    /* Below: the net thread's. */
    struct desk desk;
    struct net_event *unasked; /* of the desk, not yet delivered */
    struct stream stream;
    struct exchange *exchanges[NET_REQUESTS_MAX];
    enum net_event_kind said; /* CONNECTED or AWAY; CHANGED: nothing yet */
    enum status said_status;
    bool is_box_full;
};

static void wake_thread(void *context)
{
    struct net *net = context;
    (void)curl_multi_wakeup(net->multi);
}

static bool deliver(struct net *net, struct net_event *event)
{
    bool is_taken = mailbox_post(&net->events, event) == STATUS_OK;
    net->is_box_full = net->is_box_full || !is_taken;
    return is_taken;
}

static bool tell(struct net *net, enum net_event_kind kind, enum status status)
{
    struct net_event *event = memory_new(1, sizeof(*event));
    event->kind = kind;
    event->status = status;
    bool is_taken = deliver(net, event);
    if (!is_taken) {
        free(event);
    }
    return is_taken;
}

static void hurry_all(struct net *net, int64_t now_ms)
{
    for (int i = 0; i < NET_REQUESTS_MAX; i++) {
        if (net->exchanges[i] != NULL) {
            exchange_hurry(net->exchanges[i], now_ms);
        }
    }
    desk_hurry(&net->desk, now_ms);
}

static void tell_liveness(struct net *net, int64_t now_ms)
{
    struct stream *stream = &net->stream;
    if (stream->is_open && net->said != NET_EVENT_CONNECTED &&
        tell(net, NET_EVENT_CONNECTED, STATUS_OK)) {
        net->said = NET_EVENT_CONNECTED;
        hurry_all(net, now_ms);
    }
    bool is_news = net->said != NET_EVENT_AWAY || net->said_status != stream->status;
    if (!stream->is_open && stream->has_failed && stream->easy == NULL && is_news &&
        tell(net, NET_EVENT_AWAY, stream->status)) {
        net->said = NET_EVENT_AWAY;
        net->said_status = stream->status;
    }
    if (stream->has_changed && tell(net, NET_EVENT_CHANGED, STATUS_OK)) {
        stream->has_changed = false;
    }
}

static bool is_away(const struct net *net)
{
    return !net->stream.is_open && net->stream.has_failed;
}

/* What the desk can answer by itself goes the same way as what was asked for. */
static struct exchange *begin(struct net *net, struct net_request *request, int64_t now_ms)
{
    struct net_event *event = NULL;
    if (request->kind == NET_REQUEST_ISSUE) {
        event = desk_enter(&net->desk, request, is_away(net));
    } else if (request->kind == NET_REQUEST_CANCEL && request->ticket_id == 0) {
        event = desk_cancel(&net->desk, request);
    }
    struct exchange *exchange = exchange_create(request, &net->address, net->multi, now_ms);
    exchange->event = event;
    exchange->is_settled = event != NULL;
    return exchange;
}

static void take_requests(struct net *net, int64_t now_ms)
{
    for (int i = 0; i < NET_REQUESTS_MAX; i++) {
        if (net->exchanges[i] != NULL) {
            continue;
        }
        struct net_request *request = mailbox_take(&net->requests);
        if (request == NULL) {
            return;
        }
        net->exchanges[i] = begin(net, request, now_ms);
    }
}

/* What the answer means for the person; with another number it is asked once more. */
static void settle(struct net *net, struct exchange **place, int64_t now_ms)
{
    struct exchange *exchange = *place;
    struct net_event *event = exchange->event;
    exchange->event = NULL;
    if (event->kind == NET_EVENT_CATALOG) {
        desk_catalog(&net->desk, event->catalog, buffer_text(&exchange->answer),
                     exchange->answer.size_bytes);
    }
    exchange->event = desk_answer(&net->desk, exchange->request, event);
    exchange->is_settled = true;
    if (exchange->event == NULL) {
        struct net_request *request = exchange_take_request(exchange);
        exchange_destroy(exchange);
        *place = exchange_create(request, &net->address, net->multi, now_ms);
    }
}

/* With a number in hand nobody waits for a backend that is known to be away. */
static void give_up_early(const struct net *net, struct exchange *exchange, int64_t now_ms)
{
    bool has_number = exchange->request->issue.number[0] != '\0';
    if (has_number && !net->stream.is_open && exchange_is_between_tries(exchange)) {
        exchange->until_ms = now_ms;
    }
}

static void step_exchange(struct net *net, struct exchange **place, int64_t now_ms)
{
    give_up_early(net, *place, now_ms);
    exchange_step(*place, now_ms);
    if ((*place)->event != NULL && !(*place)->is_settled) {
        settle(net, place, now_ms);
    }
    struct exchange *exchange = *place;
    if (exchange->event != NULL && deliver(net, exchange->event)) {
        exchange->event = NULL;
        exchange_destroy(exchange);
        *place = NULL;
    }
}

static void step_desk(struct net *net, int64_t now_ms)
{
    if (net->unasked == NULL) {
        net->unasked = desk_take(&net->desk, now_ms);
    }
    if (net->unasked != NULL && deliver(net, net->unasked)) {
        net->unasked = NULL;
    }
    if (net->unasked == NULL) {
        desk_step(&net->desk, &net->address, net->multi, net->stream.is_open, now_ms);
    }
}

static void step_all(struct net *net, int64_t now_ms)
{
    bool is_busy = false;
    stream_step(&net->stream, now_ms);
    for (int i = 0; i < NET_REQUESTS_MAX; i++) {
        if (net->exchanges[i] != NULL) {
            step_exchange(net, &net->exchanges[i], now_ms);
            is_busy = is_busy || net->exchanges[i] != NULL;
        }
    }
    step_desk(net, now_ms);
    if (!is_busy) {
        desk_tidy(&net->desk);
    }
}

static void take_endings(struct net *net)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(net->multi, &left)) != NULL) {
        struct exchange *exchange = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
        if (exchange != NULL) {
            int64_t now_ms = clock_monotonic_ms();
            exchange_done(exchange, code, now_ms);
            if (exchange->event != NULL) {
                stream_hurry(&net->stream, now_ms);
            }
        } else {
            stream_done(&net->stream, clock_monotonic_ms());
        }
    }
}

static int sleep_ms(const struct net *net, int64_t now_ms)
{
    int64_t due_ms = stream_due_ms(&net->stream);
    int64_t desk_ms = desk_due_ms(&net->desk, now_ms);
    due_ms = desk_ms < due_ms ? desk_ms : due_ms;
    for (int i = 0; i < NET_REQUESTS_MAX; i++) {
        const struct exchange *exchange = net->exchanges[i];
        if (exchange != NULL && exchange->event == NULL && exchange_due_ms(exchange) < due_ms) {
            due_ms = exchange_due_ms(exchange);
        }
    }
    int most_ms = net->is_box_full ? FULL_BOX_MS : SLEEP_MS_MAX;
    if (due_ms <= now_ms) {
        return 0;
    }
    return due_ms - now_ms < most_ms ? (int)(due_ms - now_ms) : most_ms;
}

/* The catalogue of an earlier run, so that there is one without the backend too. */
static struct net_event *kept_catalog(struct wire_catalog *catalog)
{
    struct net_event *event = memory_new(1, sizeof(*event));
    event->kind = NET_EVENT_CATALOG;
    event->is_unasked = true;
    event->catalog = catalog;
    return event;
}

/* On this thread: nobody else waits for the disk. The box of events is empty still. */
static void open_desk(struct net *net)
{
    struct wire_catalog *catalog;
    struct net_event *event = memory_new(1, sizeof(*event));
    desk_init(&net->desk, &net->settings, &catalog);
    event->kind = NET_EVENT_OPENED;
    event->is_unasked = true;
    event->state = (struct net_state){net->desk.opened, ledger_damaged(net->desk.ledger),
                                      ledger_open_count(net->desk.ledger)};
    (void)!deliver(net, event);
    if (catalog != NULL) {
        (void)!deliver(net, kept_catalog(catalog));
    }
}

static void *net_run(void *context)
{
    struct net *net = context;
    sigset_t all;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, NULL); /* signals belong to the main thread */
    open_desk(net);
    while (!atomic_load(&net->is_stopping)) {
        int running;
        int64_t now_ms = clock_monotonic_ms();
        net->is_box_full = false;
        take_requests(net, now_ms);
        step_all(net, now_ms);
        (void)curl_multi_perform(net->multi, &running);
        take_endings(net);
        tell_liveness(net, now_ms);
        step_all(net, clock_monotonic_ms());
        (void)curl_multi_poll(net->multi, NULL, 0, sleep_ms(net, clock_monotonic_ms()), NULL);
    }
    for (int i = 0; i < NET_REQUESTS_MAX; i++) {
        exchange_destroy(net->exchanges[i]);
    }
    desk_finish(&net->desk);
    stream_finish(&net->stream);
    return NULL;
}

static void curl_init_once(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        abort();
    }
}

enum status net_create(const struct net_settings *settings, void (*wake)(void *),
                       void *wake_context, struct net **out_net)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct easy_address address;
    enum status status = easy_address_fill(settings, &address);
    if (status != STATUS_OK) {
        return status;
    }
    (void)pthread_once(&once, curl_init_once);
    struct net *net = memory_new(1, sizeof(*net));
    net->address = address;
    net->settings = *settings;
    net->said = NET_EVENT_CHANGED;
    net->multi = curl_multi_init();
    if (net->multi == NULL) {
        abort(); /* out of memory */
    }
    mailbox_init(&net->requests, NET_REQUESTS_MAX, wake_thread, net);
    mailbox_init(&net->events, EVENTS_MAX, wake, wake_context);
    stream_init(&net->stream, &net->address, net->multi,
                settings->silence_ms > 0 ? settings->silence_ms : NET_SILENCE_MS_DEFAULT);
    if (pthread_create(&net->thread, NULL, net_run, net) != 0) {
        abort();
    }
    *out_net = net;
    return STATUS_OK;
}

static void drop_event(void *message)
{
    net_event_destroy(message);
}

void net_destroy(struct net *net)
{
    if (net == NULL) {
        return;
    }
    atomic_store(&net->is_stopping, true);
    wake_thread(net);
    (void)pthread_join(net->thread, NULL);
    mailbox_finish(&net->requests, free);
    mailbox_finish(&net->events, drop_event);
    net_event_destroy(net->unasked);
    (void)curl_multi_cleanup(net->multi);
    free(net);
}

enum status net_post(struct net *net, struct net_request *request)
{
    return mailbox_post(&net->requests, request);
}

struct net_event *net_take(struct net *net)
{
    return mailbox_take(&net->events);
}

void net_key_make(char out_key[static WIRE_KEY_MAX + 1])
{
    char hex[2 * KEY_RANDOM_BYTES + 1];
    random_hex(hex, KEY_RANDOM_BYTES);
    (void)snprintf(out_key, WIRE_KEY_MAX + 1, "kiosk-%s", hex);
}
