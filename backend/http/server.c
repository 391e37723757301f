#include "http/server.h"

#include "base/log.h"
#include "base/memory.h"
#include "http/exchange_inner.h"

#include <assert.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 4096,
    CONNECTION_BYTES = 8 * 1024, /* request line and headers */
    IDLE_S_MAX = 120,
    /* Chunks announce no length: what is too long is read to its end, so that the 413 can be said,
     * but not for ever. */
    DISCARD_BYTES_MAX = 16 * EXCHANGE_BODY_MAX
};

static bool target_is_clean(const char *target)
{
    for (const char *at = target; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            return false;
        }
        /* %00 to %1F and %7F, which libmicrohttpd would decode (and %00 truncates the path). */
        if (at[0] == '%' &&
            (at[1] == '0' || at[1] == '1' || (at[1] == '7' && (at[2] == 'F' || at[2] == 'f')))) {
            return false;
        }
    }
    return true;
}

/* Called with the raw target before anything is decoded; what it returns becomes the request. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    struct http_server *server = context;
    struct exchange *exchange = memory_new(1, sizeof(*exchange));
    exchange->server = server;
    exchange->connection = connection;
    exchange->has_bad_target = !target_is_clean(target);
    arena_init(&exchange->arena, EXCHANGE_ARENA_MAX);
    buffer_init(&exchange->body, EXCHANGE_BODY_MAX);
    atomic_fetch_add(&server->requests, 1);
    atomic_fetch_add(&server->open, 1);
    return exchange;
}

static enum method method_parse(const char *name)
{
    static const char *const names[] = {
        [METHOD_GET] = "GET",       [METHOD_POST] = "POST", [METHOD_PUT] = "PUT",
        [METHOD_DELETE] = "DELETE", [METHOD_HEAD] = "HEAD",
    };
    for (int i = 0; i < METHOD_OTHER; i++) {
        if (strcmp(names[i], name) == 0) {
            return (enum method)i;
        }
    }
    return METHOD_OTHER;
}

static enum MHD_Result count_length(void *context, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    (void)kind;
    (void)value;
    *(int *)context += strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
    return MHD_YES;
}

/* What can be refused from the head alone, before a body is read. */
static void check_head(struct exchange *exchange)
{
    int lengths = 0;
    const char *length = exchange_header(exchange, MHD_HTTP_HEADER_CONTENT_LENGTH);
    (void)MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, count_length, &lengths);
    if (atomic_load(&exchange->server->is_draining)) {
        exchange_refuse(exchange, STATUS_UNAVAILABLE, "unavailable", "The server is stopping.");
    } else if (exchange->has_bad_target) {
        exchange_refuse(exchange, STATUS_INVALID, "invalid-body",
                        "The address contains characters that are not allowed.");
    } else if (lengths > 1) {
        exchange_refuse(exchange, STATUS_INVALID, "invalid-body",
                        "Content-Length is there more than once.");
    } else if (length != NULL && strtoull(length, NULL, 10) > EXCHANGE_BODY_MAX) {
        exchange_refuse(exchange, STATUS_TOO_LARGE, "too-large", "The body is larger than 16 KiB.");
    }
    exchange->is_refused = exchange->response != NULL;
}

static enum MHD_Result begin(struct exchange *exchange, const char *path, const char *method)
{
    exchange->path = arena_copy(&exchange->arena, path, strlen(path));
    exchange->method = method_parse(method);
    check_head(exchange);
    return exchange->is_refused ? exchange_send(exchange) : MHD_YES;
}

/* The library says how many parameters there are. */
/* NOLINTNEXTLINE(readability-function-size) */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *upload, size_t *upload_size, void **state)
{
    (void)context;
    (void)connection;
    (void)version;
    struct exchange *exchange = *state;
    if (exchange->path == NULL) {
        return begin(exchange, path, method);
    }
    if (exchange->is_refused) {
        /* An answer before the body is the end, but while it shuts down the library drops answers
         * and says MHD_YES: without this the refused request would be dispatched after all. */
        return MHD_NO;
    }
    if (*upload_size > 0) {
        buffer_append(&exchange->body, upload, *upload_size);
        exchange->received_bytes += *upload_size;
        *upload_size = 0;
        return exchange->received_bytes > DISCARD_BYTES_MAX ? MHD_NO : MHD_YES;
    }
    if (!exchange->is_dispatched) {
        if (exchange->body.overflow) {
            exchange->is_dispatched = true;
            exchange_refuse(exchange, STATUS_TOO_LARGE, "too-large",
                            "The body is larger than 16 KiB.");
        } else {
            exchange_dispatch(exchange);
        }
    }
    if (exchange->is_suspended) {
        /* Called once more after the resume, with the answer there. */
        exchange->is_suspended = false;
        return MHD_YES;
    }
    return exchange_send(exchange);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code)
{
    (void)connection;
    (void)code;
    struct http_server *server = context;
    struct exchange *exchange = *state;
    if (exchange == NULL) {
        return;
    }
    if (exchange->response != NULL) {
        MHD_destroy_response(exchange->response);
    }
    buffer_finish(&exchange->body);
    arena_finish(&exchange->arena);
    free(exchange);
    *state = NULL;
    atomic_fetch_sub(&server->open, 1);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    (void)context;
    (void)socket_context;
    if (code != MHD_CONNECTION_NOTIFY_STARTED) {
        return;
    }
    /* Small answers must not wait for the peer's acknowledgement. */
    int on = 1;
    int descriptor =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    (void)setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

/* Only the library's own words: what it would fill in can be an address with a ticket's token. */
static void on_library_words(void *context, const char *format, va_list list)
{
    (void)context;
    (void)list;
    char text[160];
    (void)text_copy(text, sizeof(text), format);
    text[strcspn(text, "\r\n")] = '\0';
    log_warn("http.library", LOG_TEXT("text", text));
}

static struct MHD_Daemon *start_daemon(struct http_server *server, int socket)
{
    const unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S_MAX, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_library_words,
        NULL, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, NULL, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

enum status http_server_start(const struct http_config *config, struct http_server **out_server)
{
    struct http_server *server = memory_new(1, sizeof(*server));
    server->routes = config->routes;
    server->route_count = config->route_count;
    server->otherwise = config->otherwise;
    server->context = config->context;
    server->daemon = start_daemon(server, config->socket);
    if (server->daemon == NULL) {
        free(server);
        return STATUS_UNAVAILABLE;
    }
    *out_server = server;
    return STATUS_OK;
}

struct http_stats http_server_stats(const struct exchange *exchange)
{
    const struct http_server *server = exchange->server;
    return (struct http_stats){.requests = atomic_load(&server->requests),
                               .open = atomic_load(&server->open)};
}

void http_server_drain(struct http_server *server)
{
    atomic_store(&server->is_draining, true);
    MHD_socket listening = MHD_quiesce_daemon(server->daemon);
    if (listening != MHD_INVALID_SOCKET) {
        (void)close(listening);
    }
}

void http_server_finish(struct http_server *server, int timeout_ms)
{
    const struct timespec pause = {.tv_nsec = 5 * 1000000L};
    for (int waited = 0; waited < timeout_ms && atomic_load(&server->open) > 0; waited += 5) {
        (void)nanosleep(&pause, NULL);
    }
    if (atomic_load(&server->open) > 0) {
        log_warn("http.open-at-stop", LOG_INT("open", atomic_load(&server->open)));
    }
    MHD_stop_daemon(server->daemon);
    free(server);
}
