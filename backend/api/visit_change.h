/*
 * visit_change.h - what a person does to their own ticket on the phone page.
 *
 * POST /v/{token}/pause: the person is late and is not called until they are back; /resume: back
 * again, at the floor of the rules (domain/turn.h); /cancel. The address carries the token, which
 * nobody else knows, and `seen`, the version of the ticket the page showed: the same press sent
 * twice is done once. Every answer leads back to the page, which says what is true.
 *
 * A pause is the visitor's to end; who missed a call or was put aside by staff is not brought back
 * from a phone, for nobody has seen them in the building.
 */
#ifndef API_VISIT_CHANGE_H
#define API_VISIT_CHANGE_H

#include "http/exchange.h"

void visit_change_pause(struct exchange *exchange);
void visit_change_resume(struct exchange *exchange);
void visit_change_cancel(struct exchange *exchange);

#endif
