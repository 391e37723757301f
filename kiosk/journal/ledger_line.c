#include "journal/ledger_line.h"

#include "base/json_in.h"
#include "base/json_out.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct head {
    char lease[2];
    char ticket[WIRE_KEY_MAX + 1];
    char unwanted[WIRE_KEY_MAX + 1];
    char end[WIRE_KEY_MAX + 1];
    char cancel_key[WIRE_KEY_MAX + 1];
    char request[LEDGER_REQUEST_MAX + 1];
    struct ledger_lease numbers;
};

static const struct json_field fields[] = {
    {"lease", JSON_FIELD_TEXT, false, offsetof(struct head, lease), 1, 1},
    {"ticket", JSON_FIELD_TEXT, false, offsetof(struct head, ticket), 1, WIRE_KEY_MAX},
    {"unwanted", JSON_FIELD_TEXT, false, offsetof(struct head, unwanted), 1, WIRE_KEY_MAX},
    {"end", JSON_FIELD_TEXT, false, offsetof(struct head, end), 1, WIRE_KEY_MAX},
    {"cancel_key", JSON_FIELD_TEXT, false, offsetof(struct head, cancel_key), 0, WIRE_KEY_MAX},
    {"request", JSON_FIELD_TEXT, false, offsetof(struct head, request), 1, LEDGER_REQUEST_MAX},
    {"day", JSON_FIELD_INT, false, offsetof(struct head, numbers.day), 0, 99991231},
    {"next", JSON_FIELD_INT, false, offsetof(struct head, numbers.next), 1, WIRE_COUNTER_MAX + 1},
    {"last", JSON_FIELD_INT, false, offsetof(struct head, numbers.last), 1, WIRE_COUNTER_MAX},
    {"ahead_ms", JSON_FIELD_INT, false, offsetof(struct head, numbers.ahead_ms), INT64_MIN,
     INT64_MAX},
    {"url", JSON_FIELD_TEXT, false, offsetof(struct head, numbers.url), 0, WIRE_URL_MAX},
};

static void encode_lease(struct json_out *json, const struct ledger_lease *lease)
{
    const char series[2] = {lease->series, '\0'};
    json_out_text(json, "lease", series);
    json_out_int(json, "day", lease->day);
    json_out_int(json, "next", lease->next);
    json_out_int(json, "last", lease->last);
    json_out_int(json, "ahead_ms", lease->ahead_ms);
    json_out_text(json, "url", lease->url);
}

static void encode_ticket(struct json_out *json, const struct ledger_ticket *ticket)
{
    struct buffer request;
    buffer_init(&request, LEDGER_REQUEST_MAX);
    wire_issue_request_encode(&ticket->request, &request);
    json_out_text(json, "ticket", ticket->key);
    json_out_int(json, "day", ticket->day);
    json_out_text(json, "url", ticket->url);
    json_out_text(json, "cancel_key", ticket->cancel_key);
    json_out_text(json, "request", buffer_text(&request));
    buffer_finish(&request);
}

void ledger_line_encode(const struct ledger_line *line, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    switch (line->kind) {
    case LEDGER_LINE_LEASE: encode_lease(&json, &line->lease); break;
    case LEDGER_LINE_TICKET: encode_ticket(&json, &line->ticket); break;
    case LEDGER_LINE_UNWANTED:
        json_out_text(&json, "unwanted", line->ticket.key);
        json_out_text(&json, "cancel_key", line->ticket.cancel_key);
        break;
    case LEDGER_LINE_END: json_out_text(&json, "end", line->ticket.key); break;
    }
    json_out_end(&json);
}

static enum status take_ticket(const struct head *head, struct ledger_ticket *out)
{
    struct json_error error;
    (void)text_copy(out->key, sizeof(out->key), head->ticket);
    (void)text_copy(out->url, sizeof(out->url), head->numbers.url);
    (void)text_copy(out->cancel_key, sizeof(out->cancel_key), head->cancel_key);
    out->day = head->numbers.day;
    return wire_issue_request_decode(head->request, strlen(head->request), &out->request, &error);
}

static enum status take_lease(const struct head *head, struct ledger_lease *out)
{
    *out = head->numbers;
    out->series = head->lease[0];
    return out->series >= 'A' && out->series <= 'Z' && out->next >= 1 && out->last >= 1
               ? STATUS_OK
               : STATUS_INVALID;
}

static enum status take(const struct head *head, struct ledger_line *out)
{
    if (head->lease[0] != '\0') {
        out->kind = LEDGER_LINE_LEASE;
        return take_lease(head, &out->lease);
    }
    if (head->ticket[0] != '\0') {
        out->kind = LEDGER_LINE_TICKET;
        return take_ticket(head, &out->ticket);
    }
    bool is_end = head->end[0] != '\0';
    out->kind = is_end ? LEDGER_LINE_END : LEDGER_LINE_UNWANTED;
    (void)text_copy(out->ticket.key, sizeof(out->ticket.key), is_end ? head->end : head->unwanted);
    (void)text_copy(out->ticket.cancel_key, sizeof(out->ticket.cancel_key), head->cancel_key);
    return out->ticket.key[0] != '\0' ? STATUS_OK : STATUS_INVALID;
}

enum status ledger_line_decode(const char *text, struct ledger_line *out_line)
{
    struct json_in *document;
    struct json_error error;
    struct head head = {.lease = ""};
    struct ledger_line line = {.kind = LEDGER_LINE_END};
    enum status status = json_in_parse(text, strlen(text), &document, &error);
    if (status != STATUS_OK) {
        return status;
    }
    status = json_in_unpack(document, fields, COUNT(fields), &head, &error);
    json_in_destroy(document);
    if (status == STATUS_OK) {
        status = take(&head, &line);
    }
    if (status == STATUS_OK) {
        *out_line = line;
    }
    return status;
}
