#include "net/exchange.h"

#include "base/memory.h"
#include "base/text.h"
#include "net/answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    TRY_MS_MAX = 5000, /* a backend that is silent this long does not answer this try */
    AGAIN_MS_MIN = 200,
    AGAIN_MS_MAX = 2000,
    PATH_BYTES = 96
};

/* Nothing for what only asks. */
static void encode(const struct net_request *request, struct buffer *out)
{
    switch (request->kind) {
    case NET_REQUEST_ISSUE: wire_issue_request_encode(&request->issue, out); break;
    case NET_REQUEST_UNBOOK:
    case NET_REQUEST_CANCEL: buffer_append_text(out, "{}"); break;
    case NET_REQUEST_ALERT: wire_alert_encode(request->alert, out); break;
    case NET_REQUEST_LEASE: wire_lease_request_encode(&request->lease, out); break;
    case NET_REQUEST_BOOK: wire_booking_request_encode(&request->booking, out); break;
    case NET_REQUEST_CHECKIN: wire_checkin_request_encode(&request->checkin, out); break;
    case NET_REQUEST_CATALOG:
    case NET_REQUEST_OUTLOOK:
    case NET_REQUEST_SLOTS: break;
    }
}

struct exchange *exchange_create(struct net_request *request, const struct easy_address *address,
                                 CURLM *multi, int64_t now_ms)
{
    struct exchange *exchange = memory_new(1, sizeof(*exchange));
    exchange->request = request;
    exchange->address = address;
    exchange->multi = multi;
    exchange->backoff = (struct backoff){AGAIN_MS_MIN, AGAIN_MS_MAX, 0};
    exchange->until_ms = now_ms + (request->try_ms > 0 ? request->try_ms : NET_TRY_MS_DEFAULT);
    exchange->next_ms = now_ms;
    buffer_init(&exchange->body, WIRE_BODY_BYTES_MAX);
    buffer_init(&exchange->answer, request->kind == NET_REQUEST_CATALOG ? WIRE_CATALOG_BYTES_MAX
                                                                        : WIRE_ANSWER_BYTES_MAX);
    encode(request, &exchange->body);
    return exchange;
}

static void hang_up(struct exchange *exchange)
{
    if (exchange->easy != NULL) {
        (void)curl_multi_remove_handle(exchange->multi, exchange->easy);
        curl_easy_cleanup(exchange->easy);
        curl_slist_free_all(exchange->headers);
        exchange->easy = NULL;
        exchange->headers = NULL;
    }
}

void exchange_destroy(struct exchange *exchange)
{
    if (exchange == NULL) {
        return;
    }
    hang_up(exchange);
    buffer_finish(&exchange->body);
    buffer_finish(&exchange->answer);
    net_event_destroy(exchange->event);
    free(exchange->request);
    free(exchange);
}

static size_t take_bytes(char *bytes, size_t one, size_t size, void *context)
{
    (void)one; /* always 1 */
    struct exchange *exchange = context;
    buffer_append(&exchange->answer, bytes, size);
    return exchange->answer.overflow ? 0 : size; /* 0 ends the transfer */
}

static void path_of(const struct net_request *request, char out[static PATH_BYTES])
{
    switch (request->kind) {
    case NET_REQUEST_ISSUE: (void)text_copy(out, PATH_BYTES, "/tickets"); break;
    case NET_REQUEST_CANCEL:
        (void)snprintf(out, PATH_BYTES, "/tickets/%" PRId64 "/cancel", request->ticket_id);
        break;
    case NET_REQUEST_CATALOG: (void)text_copy(out, PATH_BYTES, "/catalog"); break;
    case NET_REQUEST_OUTLOOK: (void)text_copy(out, PATH_BYTES, "/state?view=kiosk"); break;
    case NET_REQUEST_ALERT: (void)text_copy(out, PATH_BYTES, "/alerts"); break;
    case NET_REQUEST_LEASE: (void)text_copy(out, PATH_BYTES, "/leases"); break;
    case NET_REQUEST_SLOTS:
        (void)snprintf(out, PATH_BYTES, "/slots?service=%s&from=%" PRId32 "&days=%d",
                       request->booking.service, request->from_day, (int)NET_SLOT_DAYS);
        break;
    case NET_REQUEST_BOOK: (void)text_copy(out, PATH_BYTES, "/appointments"); break;
    case NET_REQUEST_UNBOOK:
        (void)snprintf(out, PATH_BYTES, "/appointments/%" PRId64 "/cancel", request->booking_id);
        break;
    case NET_REQUEST_CHECKIN: (void)text_copy(out, PATH_BYTES, "/appointments/check-in"); break;
    }
}

static void start(struct exchange *exchange, int64_t now_ms)
{
    char path[PATH_BYTES];
    int64_t left_ms = exchange->until_ms - now_ms;
    path_of(exchange->request, path);
    buffer_clear(&exchange->answer);
    CURL *easy = easy_create(exchange->address, path, "application/json", &exchange->headers);
    exchange->easy = easy;
    if (exchange->body.size_bytes > 0) {
        easy_add_header(&exchange->headers, "Content-Type", "application/json");
        easy_add_header(&exchange->headers, "Idempotency-Key", exchange->request->key);
        (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)exchange->body.size_bytes);
        (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDS, buffer_text(&exchange->body));
    }
    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, exchange->headers);
    (void)curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                           (long)(left_ms < TRY_MS_MAX ? left_ms : TRY_MS_MAX));
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    (void)curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange);
    if (curl_multi_add_handle(exchange->multi, easy) != CURLM_OK) {
        abort(); /* out of memory or a broken library */
    }
}

void exchange_step(struct exchange *exchange, int64_t now_ms)
{
    if (exchange->event != NULL) {
        return;
    }
    if (now_ms >= exchange->until_ms) {
        exchange->is_uncertain = exchange->is_uncertain || exchange->easy != NULL;
        hang_up(exchange);
        exchange->event =
            answer_failure(exchange->request, STATUS_UNAVAILABLE, exchange->is_uncertain);
    } else if (exchange->easy == NULL && now_ms >= exchange->next_ms) {
        start(exchange, now_ms);
    }
}

static void try_later(struct exchange *exchange, int64_t now_ms)
{
    unsigned random;
    random_bytes((unsigned char *)&random, sizeof(random));
    exchange->next_ms = now_ms + backoff_next_ms(&exchange->backoff, random);
}

void exchange_done(struct exchange *exchange, CURLcode code, int64_t now_ms)
{
    long http_code = 0;
    long sent_bytes = 0;
    (void)curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &http_code);
    (void)curl_easy_getinfo(exchange->easy, CURLINFO_REQUEST_SIZE, &sent_bytes);
    hang_up(exchange);
    if (exchange->answer.overflow) {
        exchange->event = answer_failure(exchange->request, STATUS_TOO_LARGE, true);
    } else if (code != CURLE_OK) {
        exchange->is_uncertain = exchange->is_uncertain || sent_bytes > 0;
        try_later(exchange, now_ms);
    } else if (answer_is_passing(http_code)) {
        /* 503 says that nothing was changed; any other failure leaves it open. */
        exchange->is_uncertain = exchange->is_uncertain || http_code != 503;
        try_later(exchange, now_ms);
    } else {
        exchange->event = answer_event(exchange->request, http_code, buffer_text(&exchange->answer),
                                       exchange->answer.size_bytes);
        /* A no to the repeat does not say what became of the first try. */
        if (exchange->event->kind == NET_EVENT_FAILED && exchange->is_uncertain) {
            exchange->event->is_uncertain = true;
        }
    }
}

void exchange_hurry(struct exchange *exchange, int64_t now_ms)
{
    if (exchange->easy == NULL && exchange->next_ms > now_ms) {
        exchange->next_ms = now_ms;
    }
}

bool exchange_is_between_tries(const struct exchange *exchange)
{
    return exchange->easy == NULL && exchange->event == NULL && exchange->backoff.tries > 0;
}

struct net_request *exchange_take_request(struct exchange *exchange)
{
    struct net_request *request = exchange->request;
    exchange->request = NULL;
    return request;
}

int64_t exchange_due_ms(const struct exchange *exchange)
{
    if (exchange->easy == NULL && exchange->next_ms < exchange->until_ms) {
        return exchange->next_ms;
    }
    return exchange->until_ms;
}
