#include "net/sse.h"

#include "base/memory.h"

#include <string.h>

void sse_begin(struct sse *sse)
{
    sse->line_bytes = 0;
    sse->was_return = false;
    sse->has_data = false;
    sse->kind[0] = '\0';
    (void)text_copy(sse->pending_id, sizeof(sse->pending_id), sse->id);
}

/* An empty line ends an event; one without data is none, but its id counts. */
static int event_end(struct sse *sse)
{
    int events = sse->has_data ? 1 : 0;
    memcpy(sse->id, sse->pending_id, sizeof(sse->id));
    sse->has_data = false;
    sse->kind[0] = '\0';
    return events;
}

static void field_take(struct sse *sse, const char *name, const char *value)
{
    if (strcmp(name, "data") == 0) {
        sse->has_data = true;
    } else if (strcmp(name, "event") == 0) {
        (void)text_copy(sse->kind, sizeof(sse->kind), value);
    } else if (strcmp(name, "id") == 0 && strlen(value) <= SSE_ID_MAX) {
        (void)text_copy(sse->pending_id, sizeof(sse->pending_id), value);
    }
}

static int line_end(struct sse *sse)
{
    sse->line[sse->line_bytes] = '\0';
    if (sse->line_bytes == 0) {
        return event_end(sse);
    }
    sse->line_bytes = 0;
    char *colon = strchr(sse->line, ':');
    if (colon == sse->line) {
        return 0; /* a comment */
    }
    if (colon == NULL) {
        field_take(sse, sse->line, "");
        return 0;
    }
    *colon = '\0';
    field_take(sse, sse->line, colon[1] == ' ' ? colon + 2 : colon + 1);
    return 0;
}

enum status sse_feed(struct sse *sse, const char *bytes, size_t size, int *out_events)
{
    int events = 0;
    for (size_t i = 0; i < size; i++) {
        bool is_second = sse->was_return && bytes[i] == '\n';
        sse->was_return = bytes[i] == '\r';
        if (is_second) {
            continue;
        }
        if (bytes[i] == '\n' || bytes[i] == '\r') {
            events += line_end(sse);
        } else if (sse->line_bytes == SSE_LINE_MAX) {
            return STATUS_TOO_LARGE;
        } else {
            sse->line[sse->line_bytes++] = bytes[i];
        }
    }
    *out_events += events;
    return STATUS_OK;
}
