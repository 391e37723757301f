/*
 * lobby_alert.h - calls for somebody's hands, by way of the backend to the consoles.
 *
 * The printer's trouble is told when it changes, and again when the backend has been away: it may
 * not have heard. A kind only: no number, no word about the person.
 *
 * Owner    the main thread.
 */
#ifndef KIOSK_LOBBY_ALERT_H
#define KIOSK_LOBBY_ALERT_H

#include "print/printer.h"
#include "wire/alert.h"

#include <stdint.h>

struct lobby;

struct alert_memory {
    enum wire_alert printer; /* what was told of it last; WIRE_ALERT_STAFF: nothing yet */
    int64_t staff_ms;        /* when somebody asked for help last; 0: never */
};

void lobby_alert(struct lobby *lobby, enum wire_alert alert);

/* "Poproś pracownika" was pressed; pressed again and again it is one call. */
void lobby_alert_staff(struct lobby *lobby);

/* What the printer says of itself, and how a job of it ended. */
void lobby_alert_printer(struct lobby *lobby, const struct printer_event *event);

/* The backend is back. */
void lobby_alert_again(struct lobby *lobby);

#endif
