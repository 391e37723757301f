/*
 * exchange.h - one request on its way to an answer, over as many tries as its time allows.
 *
 * Owner    the net thread.
 * Memory   takes the request; exchange_destroy frees it, and the event if nobody took it.
 */
#ifndef NET_EXCHANGE_H
#define NET_EXCHANGE_H

#include "base/buffer.h"
#include "net/backoff.h"
#include "net/easy.h"
#include "net/net.h"

struct exchange {
    struct net_request *request;
    const struct easy_address *address;
    CURLM *multi;
    CURL *easy; /* NULL: between two tries */
    struct curl_slist *headers;
    struct buffer body;
    struct buffer answer;
    struct backoff backoff;
    int64_t until_ms;        /* monotonic: then it fails */
    int64_t next_ms;         /* when the next try starts */
    bool is_uncertain;       /* a try went out and no answer came back */
    struct net_event *event; /* the outcome; nothing happens after that */
    bool is_settled;         /* the outcome is what the person gets */
};

struct exchange *exchange_create(struct net_request *request, const struct easy_address *address,
                                 CURLM *multi, int64_t now_ms);
void exchange_destroy(struct exchange *exchange);

/* Starts a try that is due, ends one that is over its time. */
void exchange_step(struct exchange *exchange, int64_t now_ms);

/* The try's transfer has ended. */
void exchange_done(struct exchange *exchange, CURLcode code, int64_t now_ms);

/* The backend is back: no need to wait out the pause. */
void exchange_hurry(struct exchange *exchange, int64_t now_ms);

/* A try has failed and the next one is not due. */
bool exchange_is_between_tries(const struct exchange *exchange);

/* Leaves it without one: only exchange_destroy may follow. */
struct net_request *exchange_take_request(struct exchange *exchange);

/* When exchange_step has something to do next. */
int64_t exchange_due_ms(const struct exchange *exchange);

#endif
