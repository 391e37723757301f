/*
 * visit_page.h - the phone page behind the ticket's code: GET /v/{token}.
 *
 * Plain HTML that works without scripts and loads itself anew. The title is neutral and nothing on
 * it names a service. The token works on the ticket's own day only.
 */
#ifndef API_VISIT_PAGE_H
#define API_VISIT_PAGE_H

#include "http/exchange.h"

void visit_page(struct exchange *exchange);

#endif
