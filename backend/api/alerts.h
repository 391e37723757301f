/*
 * alerts.h - what staff are asked to see to.
 *
 * POST /api/v1/alerts            a device tells that it needs somebody's hands: event alert.raised
 *                                with the kind and the device's id, nothing of who stands there
 * POST /api/v1/emergency         staff in danger; asks nothing: event emergency.raised with the
 *                                caller and the room they sit in
 * POST /api/v1/alerts/{id}/ack   a colleague sees to it: event alert.acknowledged
 *
 * Open alerts are rows (store/alert_store.h): a restart, and a console that was shut when it
 * happened, lose none. No event of these has a public body: boards never hear of them.
 */
#ifndef API_ALERTS_H
#define API_ALERTS_H

#include "api/app.h"
#include "base/json_out.h"
#include "http/exchange.h"

void alerts_raise(struct exchange *exchange);
void alerts_emergency(struct exchange *exchange);
void alerts_take(struct exchange *exchange);

/* "alerts": [...]: the open ones, and for some minutes those that somebody sees to. */
enum status alerts_json(struct json_out *json, struct app *app) MUST_USE;

#endif
