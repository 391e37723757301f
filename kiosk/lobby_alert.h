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

#include <stdbool.h>
#include <stdint.h>

struct lobby;

struct alert_memory {
    enum wire_alert printer; /* what was told of it last; WIRE_ALERT_STAFF: nothing yet */
    bool is_mute;            /* there is nothing that sounds, and that was told */
    int64_t staff_ms;        /* when somebody asked for help last; 0: never */
};

void lobby_alert(struct lobby *lobby, enum wire_alert alert);

/* "Poproś pracownika" was pressed; pressed again and again it is one call. */
void lobby_alert_staff(struct lobby *lobby);

/* What the printer says of itself, and how a job of it ended. */
void lobby_alert_printer(struct lobby *lobby, const struct printer_event *event);

/* Is there anything that sounds? Told when it changes. */
void lobby_alert_sound(struct lobby *lobby, bool has_sound);

/* The backend is back. */
void lobby_alert_again(struct lobby *lobby);

#endif
