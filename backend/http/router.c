#include "http/exchange_inner.h"

#include <string.h>

/* Compares one path with one pattern, noting where each {…} begins; NULL when it does not fit. */
static bool fits(struct exchange *exchange, const char *pattern, const char *path)
{
    int param = 0;
    while (*pattern != '\0') {
        if (*pattern != '{') {
            if (*pattern++ != *path++) {
                return false;
            }
            continue;
        }
        size_t length = strcspn(path, "/");
        if (length == 0 || param == EXCHANGE_PARAMS_MAX) {
            return false;
        }
        exchange->params[param++] = arena_copy(&exchange->arena, path, length);
        path += length;
        pattern = strchr(pattern, '}') + 1;
    }
    return *path == '\0';
}

static bool methods_match(enum method asked, enum method offered)
{
    return asked == offered || (asked == METHOD_HEAD && offered == METHOD_GET);
}

void exchange_dispatch(struct exchange *exchange)
{
    const struct http_server *server = exchange->server;
    bool path_is_known = false;
    exchange->is_dispatched = true;
    for (size_t i = 0; i < server->route_count; i++) {
        if (!fits(exchange, server->routes[i].pattern, exchange->path)) {
            continue;
        }
        path_is_known = true;
        if (methods_match(exchange->method, server->routes[i].method)) {
            server->routes[i].handle(exchange);
            return;
        }
    }
    if (path_is_known) {
        exchange_refuse(exchange, STATUS_NOT_ALLOWED, "method-not-allowed",
                        "This address does not take this method.");
    } else if (server->otherwise != NULL) {
        server->otherwise(exchange);
    } else {
        exchange_refuse(exchange, STATUS_MISSING, "not-found", "There is nothing at this address.");
    }
}
