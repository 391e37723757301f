#include "print/printer.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_names[PRINTER_STATE_COUNT] = {
    [PRINTER_READY] = "ready",         [PRINTER_LOW] = "low",
    [PRINTER_PRINTING] = "printing",   [PRINTER_TAKE_TICKET] = "take-ticket",
    [PRINTER_ATTENTION] = "attention", [PRINTER_NOT_PRINTED] = "not-printed",
    [PRINTER_UNKNOWN] = "unknown",
};

static const struct {
    enum printer_reason reason;
    const char *name;
} reason_names[] = {
    {PRINTER_REASON_MEDIA_EMPTY, "media-empty"},
    {PRINTER_REASON_MEDIA_LOW, "media-low"},
    {PRINTER_REASON_MEDIA_JAM, "media-jam"},
    {PRINTER_REASON_COVER_OPEN, "cover-open"},
    {PRINTER_REASON_OFFLINE, "offline"},
    {PRINTER_REASON_PAUSED, "paused"},
    {PRINTER_REASON_REJECTING, "rejecting"},
    {PRINTER_REASON_NO_ANSWER, "no-answer"},
    {PRINTER_REASON_OTHER, "other"},
};

enum status printer_post(const struct printer *printer, struct printer_job *job)
{
    return printer->post(printer->context, job);
}

struct printer_event *printer_take(const struct printer *printer)
{
    return printer->take(printer->context);
}

void printer_destroy(struct printer *printer)
{
    if (printer != NULL && printer->destroy != NULL) {
        printer->destroy(printer->context);
        *printer = (struct printer){0};
    }
}

void printer_event_destroy(struct printer_event *event)
{
    if (event != NULL) {
        bitmap_destroy(event->preview);
        free(event);
    }
}

enum status printer_event_post(struct mailbox *events, const struct printer_event *event)
{
    struct printer_event *message = memory_new(1, sizeof(*message));
    *message = *event;
    enum status status = mailbox_post(events, message);
    if (status != STATUS_OK) {
        printer_event_destroy(message);
    }
    return status;
}

const char *printer_state_name(enum printer_state state)
{
    return state_names[state];
}

bool printer_state_is_final(enum printer_state state)
{
    return state == PRINTER_TAKE_TICKET || state == PRINTER_NOT_PRINTED || state == PRINTER_UNKNOWN;
}

void printer_reasons_format(unsigned reasons, char *out, size_t out_size)
{
    (void)text_copy(out, out_size, reasons == 0 ? "none" : "");
    for (size_t i = 0; i < sizeof(reason_names) / sizeof(reason_names[0]); i++) {
        if ((reasons & reason_names[i].reason) != 0) {
            size_t used = strlen(out);
            (void)snprintf(out + used, out_size - used, "%s%s", used > 0 ? "," : "",
                           reason_names[i].name);
        }
    }
}
