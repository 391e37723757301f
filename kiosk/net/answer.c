#include "net/answer.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char problem_prefix[] = "urn:okienko:problem:";
static const char bad_answer[] = "bad-answer";

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct problem {
    char type[WIRE_LABEL_MAX + 1];
    int64_t starts_ms;
};

static const struct json_field problem_fields[] = {
    {"type", JSON_FIELD_TEXT, true, offsetof(struct problem, type), 1, WIRE_LABEL_MAX},
    {"starts_ms", JSON_FIELD_INT, false, offsetof(struct problem, starts_ms), 0, INT64_MAX},
};

enum status answer_status(long http_code)
{
    if (http_code >= 200 && http_code < 300) {
        return STATUS_OK;
    }
    for (int i = STATUS_OK + 1; i < STATUS_COUNT; i++) {
        if (status_http((enum status)i) == http_code) {
            return (enum status)i;
        }
    }
    return answer_is_passing(http_code) ? STATUS_UNAVAILABLE : STATUS_INTERNAL;
}

bool answer_is_passing(long http_code)
{
    return http_code >= 500 && http_code < 600;
}

static bool changes_something(const struct net_request *request)
{
    return request->kind == NET_REQUEST_ISSUE || request->kind == NET_REQUEST_CANCEL ||
           request->kind == NET_REQUEST_BOOK || request->kind == NET_REQUEST_UNBOOK ||
           request->kind == NET_REQUEST_CHECKIN;
}

static struct net_event *event_new(const struct net_request *request, enum net_event_kind kind)
{
    struct net_event *event = memory_new(1, sizeof(*event));
    event->kind = kind;
    event->request_id = request->id;
    event->request_kind = request->kind;
    return event;
}

struct net_event *answer_failure(const struct net_request *request, enum status status,
                                 bool is_uncertain)
{
    struct net_event *event = event_new(request, NET_EVENT_FAILED);
    event->status = status;
    event->is_uncertain = is_uncertain && changes_something(request);
    return event;
}

/* The slug of a problem+json and what it says besides, or nothing. */
static void problem_read(const char *bytes, size_t size, struct net_event *event)
{
    struct json_in *document;
    struct json_error error;
    struct problem problem = {.starts_ms = 0};
    if (json_in_parse(bytes, size, &document, &error) != STATUS_OK) {
        return;
    }
    if (json_in_unpack_known(document, problem_fields, COUNT(problem_fields), &problem, &error) ==
            STATUS_OK &&
        strncmp(problem.type, problem_prefix, sizeof(problem_prefix) - 1) == 0) {
        (void)text_copy(event->problem, sizeof(event->problem),
                        problem.type + sizeof(problem_prefix) - 1);
        event->starts_ms = problem.starts_ms;
    }
    json_in_destroy(document);
}

static enum status decode_checkin(struct net_event *event, const char *bytes, size_t size)
{
    struct wire_checkin_answer answer;
    struct json_error error;
    enum status status = wire_checkin_answer_decode(bytes, size, &answer, &error);
    if (status == STATUS_OK) {
        event->kind = NET_EVENT_CHECKED_IN;
        event->ticket = answer.ticket;
        event->arrival = answer.arrival;
    }
    return status;
}

static enum status decode(struct net_event *event, const char *bytes, size_t size)
{
    struct json_error error;
    switch (event->request_kind) {
    case NET_REQUEST_ISSUE:
        event->kind = NET_EVENT_ISSUED;
        return wire_issue_answer_decode(bytes, size, &event->ticket, &error);
    case NET_REQUEST_CATALOG:
        event->kind = NET_EVENT_CATALOG;
        return wire_catalog_decode(bytes, size, &event->catalog, &error);
    case NET_REQUEST_OUTLOOK:
        event->kind = NET_EVENT_OUTLOOK;
        event->outlook = memory_new(1, sizeof(*event->outlook));
        return wire_outlook_decode(bytes, size, event->outlook, &error);
    case NET_REQUEST_LEASE:
        event->kind = NET_EVENT_LENT;
        return wire_lease_decode(bytes, size, &event->lease, &error);
    case NET_REQUEST_SLOTS:
        event->kind = NET_EVENT_SLOTS;
        event->slots = memory_new(1, sizeof(*event->slots));
        return wire_slots_decode(bytes, size, event->slots, &error);
    case NET_REQUEST_BOOK:
        event->kind = NET_EVENT_BOOKED;
        return wire_booking_decode(bytes, size, &event->booking, &error);
    case NET_REQUEST_CHECKIN: return decode_checkin(event, bytes, size);
    case NET_REQUEST_UNBOOK:
    case NET_REQUEST_CANCEL: event->kind = NET_EVENT_CANCELLED; return STATUS_OK;
    case NET_REQUEST_ALERT: event->kind = NET_EVENT_ALERTED; return STATUS_OK;
    }
    return STATUS_INTERNAL;
}

struct net_event *answer_event(const struct net_request *request, long http_code, const char *bytes,
                               size_t size)
{
    enum status status = answer_status(http_code);
    if (status != STATUS_OK) {
        struct net_event *failure = answer_failure(request, status, http_code >= 500);
        problem_read(bytes, size, failure);
        return failure;
    }
    struct net_event *event = event_new(request, NET_EVENT_FAILED);
    if (decode(event, bytes, size) == STATUS_OK) {
        return event;
    }
    net_event_destroy(event);
    struct net_event *failure = answer_failure(request, STATUS_INTERNAL, true);
    (void)text_copy(failure->problem, sizeof(failure->problem), bad_answer);
    return failure;
}

void net_event_destroy(struct net_event *event)
{
    if (event != NULL) {
        free(event->catalog);
        free(event->outlook);
        free(event->slots);
        free(event);
    }
}
