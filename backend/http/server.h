/*
 * server.h - the HTTP server: one epoll thread of libmicrohttpd.
 *
 * Refused before a handler sees them: a path with NUL or control characters, two Content-Length
 * headers, a body over the limit, an unknown method or path, and everything while stopping.
 *
 * Owner    main starts and stops it; handlers run on its thread.
 * Errors   http_listen fails when the address cannot be listened on.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/status.h"
#include "http/exchange.h"

#include <stddef.h>
#include <stdint.h>

struct http_route {
    enum method method;
    const char *pattern; /* "/api/v1/tickets/{id}/recall": {…} takes one segment */
    void (*handle)(struct exchange *exchange);
};

struct http_config {
    int socket; /* from http_listen; the server closes it */
    const struct http_route *routes;
    size_t route_count;
    /* When no route fits; NULL: problem not-found. */
    void (*otherwise)(struct exchange *exchange);
    void *context;
};

struct http_stats {
    int64_t requests;
    int64_t open; /* requests and streams now */
};

struct http_server;

/* Binds and listens; so the port is known before the first request can come. address: numeric,
 * IPv4 or IPv6; port 0 takes a free one. */
enum status http_listen(const char *address, uint16_t port, int *out_socket,
                        uint16_t *out_port) MUST_USE;

enum status http_server_start(const struct http_config *config,
                              struct http_server **out_server) MUST_USE;
/* Of the server that serves this exchange. */
struct http_stats http_server_stats(const struct exchange *exchange);

/* Stopping has two halves, because suspended requests must be answered before the end:
 * drain refuses new work (503) and no longer accepts connections; then the caller ends its
 * streams and its writer; finish waits up to timeout_ms for what is open and ends the thread. */
void http_server_drain(struct http_server *server);
void http_server_finish(struct http_server *server, int timeout_ms);

#endif
