#include "api/reply.h"

#include "base/log.h"

void reply_json(struct exchange *exchange, int http_status, struct buffer *body)
{
    if (body->overflow) {
        buffer_finish(body);
        reply_failed(exchange, STATUS_INTERNAL);
        return;
    }
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_reply(exchange, http_status, "application/json", body);
}

void reply_refuse(struct exchange *exchange, enum status status, const char *slug,
                  const char *field, const char *detail)
{
    struct problem problem;
    (void)problem_set(&problem, status, slug, field, detail);
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_reply_problem(exchange, &problem);
}

void reply_failed(struct exchange *exchange, enum status status)
{
    if (status == STATUS_UNAVAILABLE || status == STATUS_TOO_MANY) {
        reply_refuse(exchange, STATUS_UNAVAILABLE, "unavailable", "",
                     "Nothing was changed. Try again in a moment.");
    } else {
        log_error("request.failed", LOG_TEXT("status", status_name(status)));
        reply_refuse(exchange, STATUS_INTERNAL, "internal", "",
                     "Nothing was changed. The log says more.");
    }
}

void reply_built(struct exchange *exchange, enum status status, struct buffer *body)
{
    if (status == STATUS_OK) {
        reply_json(exchange, 200, body);
        return;
    }
    buffer_finish(body);
    reply_failed(exchange, status);
}

bool reply_read_body(struct exchange *exchange, const struct json_field *fields, size_t field_count,
                     void *out)
{
    size_t size = 0;
    const char *bytes = exchange_body(exchange, &size);
    struct json_in *document = NULL;
    struct json_error error;
    if (size == 0) {
        bytes = "{}";
        size = 2;
    }
    enum status status = json_in_parse(bytes, size, &document, &error);
    if (status == STATUS_OK) {
        status = json_in_unpack(document, fields, field_count, out, &error);
        json_in_destroy(document);
    }
    if (status != STATUS_OK) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", error.field, error.sentence);
    }
    return status == STATUS_OK;
}
