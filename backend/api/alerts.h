/*
 * alerts.h - POST /api/v1/alerts: a device tells the staff that it needs somebody's hands.
 *
 * It becomes the event `alert.raised` on the consoles, with the kind and the device's id. Nothing
 * is kept but the event: no text, no number, nothing of the person who stands there.
 */
#ifndef API_ALERTS_H
#define API_ALERTS_H

#include "http/exchange.h"

void alerts_raise(struct exchange *exchange);

#endif
