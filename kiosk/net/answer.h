/*
 * answer.h - from an HTTP answer to the event the app gets.
 *
 * Owner    any thread: pure.
 */
#ifndef NET_ANSWER_H
#define NET_ANSWER_H

#include "net/net.h"

#include <stddef.h>

/* 409 is STATUS_CONFLICT and so on; what we never send (3xx, 418) is STATUS_INTERNAL. */
enum status answer_status(long http_code);

/* True when the same request may be answered better a moment later: 5xx. */
bool answer_is_passing(long http_code);

/* Heap: the request's own kind of event, or FAILED with the problem's slug. An answer that does
 * not decode is FAILED, "bad-answer", and uncertain when the request changes something. */
struct net_event *answer_event(const struct net_request *request, long http_code, const char *bytes,
                               size_t size);

/* Heap: FAILED. */
struct net_event *answer_failure(const struct net_request *request, enum status status,
                                 bool is_uncertain);

#endif
