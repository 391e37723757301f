/*
 * exchange_inner.h - what server.c and exchange.c share; not for other folders.
 */
#ifndef HTTP_EXCHANGE_INNER_H
#define HTTP_EXCHANGE_INNER_H

#include "http/exchange.h"
#include "http/server.h"

#include <stdatomic.h>

#include <microhttpd.h>

enum { EXCHANGE_HEADERS_MAX = 8 };

struct exchange {
    struct http_server *server;
    struct MHD_Connection *connection;
    struct arena arena;
    struct buffer body;
    size_t received_bytes; /* of the body, kept or not */
    enum method method;
    const char *path;
    const char *params[EXCHANGE_PARAMS_MAX];
    bool is_dispatched; /* a handler has it */
    bool is_suspended;
    bool is_refused;     /* answered before the body was read */
    bool has_bad_target; /* NUL or control characters */
    struct MHD_Response *response;
    int http_status;

    struct {
        const char *name;
        const char *value;
    } headers[EXCHANGE_HEADERS_MAX];

    int header_count;
};

struct http_server {
    struct MHD_Daemon *daemon;
    const struct http_route *routes;
    size_t route_count;
    void (*otherwise)(struct exchange *exchange);
    void *context;
    atomic_bool is_draining;
    atomic_int_fast64_t requests;
    atomic_int_fast64_t open;
};

/* Finds the handler, or leaves a problem as the answer. */
void exchange_dispatch(struct exchange *exchange);

/* Sends the answer that a handler left. */
enum MHD_Result exchange_send(struct exchange *exchange);

/* One line to refuse: status and slug. */
void exchange_refuse(struct exchange *exchange, enum status status, const char *slug,
                     const char *detail);

#endif
