/*
 * alert.h - what a kiosk may call the staff for: POST /api/v1/alerts {"kind": "paper-out"}.
 *
 * A kind and nothing else: neither a number nor a word about the person who stands there.
 */
#ifndef WIRE_ALERT_H
#define WIRE_ALERT_H

#include "base/buffer.h"
#include "base/json_in.h"
#include "base/status.h"

#include <stddef.h>

enum wire_alert {
    WIRE_ALERT_STAFF, /* somebody pressed "Poproś pracownika" */
    WIRE_ALERT_PAPER_OUT,
    WIRE_ALERT_PAPER_LOW,
    WIRE_ALERT_PAPER_JAM,
    WIRE_ALERT_COVER_OPEN,
    WIRE_ALERT_PRINTER_DOWN, /* not reached, silent, paused, refusing */
    WIRE_ALERT_PRINTER_FINE, /* again */
    WIRE_ALERT_PRINT_FAILED, /* a ticket did not come out, or nobody knows */
    WIRE_ALERT_TICKET_LOST,  /* a ticket given while nobody answered was refused afterwards */
    WIRE_ALERT_NO_SOUND,     /* nothing there that sounds: who listens cannot use the kiosk */
    WIRE_ALERT_SOUND_FINE,   /* again */
    WIRE_ALERT_COUNT
};

/* "paper-out"; never NULL. */
const char *wire_alert_name(enum wire_alert alert);

void wire_alert_encode(enum wire_alert alert, struct buffer *out);
enum status wire_alert_decode(const char *bytes, size_t size, enum wire_alert *out_alert,
                              struct json_error *error) MUST_USE;

#endif
