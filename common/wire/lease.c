#include "wire/lease.h"

#include "base/json_out.h"
#include "wire/ticket.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MIN = 20000101, DAY_MAX = 99991231 };

static const struct json_field request_fields[] = {
    {"series", JSON_FIELD_TEXT, true, offsetof(struct wire_lease_request, series), 1, 1},
    {"day", JSON_FIELD_INT, true, offsetof(struct wire_lease_request, day), DAY_MIN, DAY_MAX},
    {"count", JSON_FIELD_INT, true, offsetof(struct wire_lease_request, count), 1,
     WIRE_LEASE_COUNT_MAX},
};

static const struct json_field lease_fields[] = {
    {"series", JSON_FIELD_TEXT, true, offsetof(struct wire_lease, series), 1, 1},
    {"day", JSON_FIELD_INT, true, offsetof(struct wire_lease, day), DAY_MIN, DAY_MAX},
    {"first", JSON_FIELD_INT, true, offsetof(struct wire_lease, first), 1, WIRE_COUNTER_MAX},
    {"count", JSON_FIELD_INT, true, offsetof(struct wire_lease, count), 1, WIRE_LEASE_COUNT_MAX},
    {"granted_ms", JSON_FIELD_INT, true, offsetof(struct wire_lease, granted_ms), 0, INT64_MAX},
    {"url", JSON_FIELD_TEXT, true, offsetof(struct wire_lease, url), 1,
     WIRE_URL_MAX - WIRE_TOKEN_HEX},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_series(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

static enum status refuse_series(struct json_error *error)
{
    (void)snprintf(error->field, sizeof(error->field), "series");
    (void)snprintf(error->sentence, sizeof(error->sentence), "A series is one letter, A to Z.");
    return STATUS_INVALID;
}

static enum status refuse_range(struct json_error *error)
{
    (void)snprintf(error->field, sizeof(error->field), "count");
    (void)snprintf(error->sentence, sizeof(error->sentence), "These numbers go too far.");
    return STATUS_INVALID;
}

void wire_lease_request_encode(const struct wire_lease_request *request, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "series", request->series);
    json_out_int(&json, "day", request->day);
    json_out_int(&json, "count", request->count);
    json_out_end(&json);
}

enum status wire_lease_request_decode(const char *bytes, size_t size,
                                      struct wire_lease_request *out_request,
                                      struct json_error *error)
{
    struct json_in *document;
    struct wire_lease_request request = {0};
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = json_in_unpack(document, request_fields, COUNT(request_fields), &request, error);
    json_in_destroy(document);
    if (status == STATUS_OK && !is_series(request.series[0])) {
        status = refuse_series(error);
    }
    if (status == STATUS_OK) {
        *out_request = request;
    }
    return status;
}

void wire_lease_encode(const struct wire_lease *lease, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "series", lease->series);
    json_out_int(&json, "day", lease->day);
    json_out_int(&json, "first", lease->first);
    json_out_int(&json, "count", lease->count);
    json_out_int(&json, "granted_ms", lease->granted_ms);
    json_out_text(&json, "url", lease->url);
    json_out_end(&json);
}

enum status wire_lease_decode(const char *bytes, size_t size, struct wire_lease *out_lease,
                              struct json_error *error)
{
    struct json_in *document;
    struct wire_lease lease = {0};
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = json_in_unpack_known(document, lease_fields, COUNT(lease_fields), &lease, error);
    json_in_destroy(document);
    if (status == STATUS_OK && !is_series(lease.series[0])) {
        status = refuse_series(error);
    }
    if (status == STATUS_OK && lease.first + lease.count - 1 > WIRE_COUNTER_MAX) {
        status = refuse_range(error);
    }
    if (status == STATUS_OK) {
        *out_lease = lease;
    }
    return status;
}
