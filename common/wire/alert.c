#include "wire/alert.h"

#include "base/json_out.h"
#include "wire/limits.h"

#include <stdio.h>
#include <string.h>

static const char *const names[WIRE_ALERT_COUNT] = {
    [WIRE_ALERT_STAFF] = "staff",
    [WIRE_ALERT_PAPER_OUT] = "paper-out",
    [WIRE_ALERT_PAPER_LOW] = "paper-low",
    [WIRE_ALERT_PAPER_JAM] = "paper-jam",
    [WIRE_ALERT_COVER_OPEN] = "cover-open",
    [WIRE_ALERT_PRINTER_DOWN] = "printer-down",
    [WIRE_ALERT_PRINTER_FINE] = "printer-fine",
    [WIRE_ALERT_PRINT_FAILED] = "print-failed",
    [WIRE_ALERT_TICKET_LOST] = "ticket-lost",
    [WIRE_ALERT_NO_SOUND] = "kiosk-no-sound",
    [WIRE_ALERT_SOUND_FINE] = "kiosk-sound-fine",
};

struct body {
    char kind[WIRE_CODE_MAX + 1];
};

static const struct json_field fields[] = {
    {"kind", JSON_FIELD_TEXT, true, offsetof(struct body, kind), 1, WIRE_CODE_MAX},
};

const char *wire_alert_name(enum wire_alert alert)
{
    return names[alert];
}

void wire_alert_encode(enum wire_alert alert, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "kind", names[alert]);
    json_out_end(&json);
}

enum status wire_alert_decode(const char *bytes, size_t size, enum wire_alert *out_alert,
                              struct json_error *error)
{
    struct json_in *document;
    struct body body;
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = json_in_unpack(document, fields, 1, &body, error);
    json_in_destroy(document);
    for (int i = 0; i < WIRE_ALERT_COUNT && status == STATUS_OK; i++) {
        if (strcmp(names[i], body.kind) == 0) {
            *out_alert = (enum wire_alert)i;
            return STATUS_OK;
        }
    }
    if (status == STATUS_OK) {
        (void)snprintf(error->field, sizeof(error->field), "kind");
        (void)snprintf(error->sentence, sizeof(error->sentence), "No such kind of alert is known.");
    }
    return STATUS_INVALID;
}
