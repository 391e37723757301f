#include "http/exchange.h"

#include "base/json_out.h"
#include "base/memory.h"
#include "http/exchange_inner.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_BLOCK_BYTES = 4096, PROBLEM_BYTES_MAX = 2048, ID_DIGITS_MAX = 18 };

struct stream {
    struct MHD_Connection *connection;
    struct stream_source source;
};

enum method exchange_method(const struct exchange *exchange)
{
    return exchange->method;
}

const char *exchange_path(const struct exchange *exchange)
{
    return exchange->path;
}

const char *exchange_param(const struct exchange *exchange, int index)
{
    assert(index < EXCHANGE_PARAMS_MAX && exchange->params[index] != NULL);
    return exchange->params[index];
}

static int64_t parse_id(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > ID_DIGITS_MAX || strspn(text, "0123456789") != length) {
        return 0;
    }
    return strtoll(text, NULL, 10);
}

int64_t exchange_id(const struct exchange *exchange, int index)
{
    return parse_id(exchange_param(exchange, index));
}

static const char *look_up(const struct exchange *exchange, enum MHD_ValueKind kind,
                           const char *name)
{
    return MHD_lookup_connection_value(exchange->connection, kind, name);
}

const char *exchange_query(const struct exchange *exchange, const char *name)
{
    return look_up(exchange, MHD_GET_ARGUMENT_KIND, name);
}

int64_t exchange_query_id(const struct exchange *exchange, const char *name)
{
    const char *text = exchange_query(exchange, name);
    return text != NULL ? parse_id(text) : 0;
}

const char *exchange_header(const struct exchange *exchange, const char *name)
{
    return look_up(exchange, MHD_HEADER_KIND, name);
}

const char *exchange_cookie(const struct exchange *exchange, const char *name)
{
    return look_up(exchange, MHD_COOKIE_KIND, name);
}

const char *exchange_body(const struct exchange *exchange, size_t *out_size)
{
    *out_size = exchange->body.size_bytes;
    return buffer_text(&exchange->body);
}

struct arena *exchange_arena(struct exchange *exchange)
{
    return &exchange->arena;
}

void *exchange_context(const struct exchange *exchange)
{
    return exchange->server->context;
}

void exchange_set_header(struct exchange *exchange, const char *name, const char *value)
{
    assert(exchange->header_count < EXCHANGE_HEADERS_MAX);
    exchange->headers[exchange->header_count].name = name;
    exchange->headers[exchange->header_count].value =
        arena_copy(&exchange->arena, value, strlen(value));
    exchange->header_count++;
}

static void leave(struct exchange *exchange, int http_status, struct MHD_Response *response,
                  const char *content_type)
{
    assert(exchange->response == NULL && response != NULL);
    if (content_type != NULL) {
        (void)MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, content_type);
    }
    for (int i = 0; i < exchange->header_count; i++) {
        (void)MHD_add_response_header(response, exchange->headers[i].name,
                                      exchange->headers[i].value);
    }
    exchange->response = response;
    exchange->http_status = http_status;
}

void exchange_reply(struct exchange *exchange, int http_status, const char *content_type,
                    struct buffer *body)
{
    size_t size = body->size_bytes;
    char *bytes = buffer_take(body);
    leave(exchange, http_status,
          MHD_create_response_from_buffer(size, bytes, MHD_RESPMEM_MUST_FREE), content_type);
}

void exchange_reply_static(struct exchange *exchange, int http_status, const char *content_type,
                           const void *bytes, size_t size)
{
    /* libmicrohttpd takes void * but does not write to persistent memory. */
    void *memory;
    memcpy(&memory, &bytes, sizeof(memory));
    leave(exchange, http_status,
          MHD_create_response_from_buffer(size, memory, MHD_RESPMEM_PERSISTENT), content_type);
}

void exchange_reply_empty(struct exchange *exchange, int http_status)
{
    exchange_reply_static(exchange, http_status, NULL, "", 0);
}

static const char *title_of(enum status status)
{
    static const char *const titles[STATUS_COUNT] = {
        [STATUS_OK] = "OK",
        [STATUS_INVALID] = "The request cannot be read",
        [STATUS_UNAUTHENTICATED] = "Please log in",
        [STATUS_FORBIDDEN] = "This is not allowed for you",
        [STATUS_MISSING] = "Not found",
        [STATUS_NOT_ALLOWED] = "Not in this way",
        [STATUS_CONFLICT] = "This is not possible now",
        [STATUS_TOO_LARGE] = "The request is too large",
        [STATUS_UNPROCESSABLE] = "The request makes no sense here",
        [STATUS_TOO_MANY] = "Too many attempts",
        [STATUS_INTERNAL] = "Something went wrong on our side",
        [STATUS_UNAVAILABLE] = "Try again in a moment",
    };
    return titles[status];
}

void exchange_reply_problem(struct exchange *exchange, const struct problem *problem)
{
    char type[96];
    struct buffer body;
    struct json_out json;
    (void)snprintf(type, sizeof(type), "urn:okienko:problem:%s", problem->slug);
    buffer_init(&body, PROBLEM_BYTES_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    json_out_text(&json, "type", type);
    json_out_text(&json, "title", title_of(problem->status));
    json_out_int(&json, "status", status_http(problem->status));
    json_out_text(&json, "detail", problem->detail);
    if (problem->field[0] != '\0') {
        json_out_text(&json, "field", problem->field);
    }
    if (problem->members != NULL) {
        /* Its braces are ours. */
        buffer_append_text(&body, ",");
        buffer_append(&body, problem->members + 1, strlen(problem->members) - 2);
    }
    json_out_end(&json);
    exchange_reply(exchange, status_http(problem->status), "application/problem+json", &body);
}

void exchange_refuse(struct exchange *exchange, enum status status, const char *slug,
                     const char *detail)
{
    struct problem problem;
    (void)problem_set(&problem, status, slug, "", detail);
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_reply_problem(exchange, &problem);
}

void exchange_suspend(struct exchange *exchange)
{
    exchange->is_suspended = true;
    MHD_suspend_connection(exchange->connection);
}

void exchange_resume(struct exchange *exchange)
{
    MHD_resume_connection(exchange->connection);
}

static ssize_t stream_read(void *context, uint64_t position, char *out, size_t max)
{
    (void)position;
    struct stream *stream = context;
    long size = stream->source.pull(stream->source.context, stream, out, max);
    return size < 0 ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)size;
}

static void stream_free(void *context)
{
    struct stream *stream = context;
    stream->source.close(stream->source.context);
    free(stream);
}

void exchange_reply_stream(struct exchange *exchange, const char *content_type,
                           const struct stream_source *source)
{
    struct stream *stream = memory_new(1, sizeof(*stream));
    stream->connection = exchange->connection;
    stream->source = *source;
    leave(exchange, MHD_HTTP_OK,
          MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK_BYTES, stream_read,
                                            stream, stream_free),
          content_type);
}

void stream_sleep(struct stream *stream)
{
    MHD_suspend_connection(stream->connection);
}

void stream_wake(struct stream *stream)
{
    MHD_resume_connection(stream->connection);
}

enum MHD_Result exchange_send(struct exchange *exchange)
{
    assert(exchange->response != NULL);
    if (atomic_load(&exchange->server->is_draining)) {
        (void)MHD_add_response_header(exchange->response, MHD_HTTP_HEADER_CONNECTION, "close");
    }
    return MHD_queue_response(exchange->connection, (unsigned)exchange->http_status,
                              exchange->response);
}
