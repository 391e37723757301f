/*
 * visit_page.h - the phone page behind the ticket's code: GET /v/{token}.
 *
 * Plain HTML that works without scripts; visit_view.h has what is on it. The token works on the
 * ticket's own day only.
 *
 * Owner    the http thread.
 */
#ifndef API_VISIT_PAGE_H
#define API_VISIT_PAGE_H

#include "api/visit_look.h"
#include "http/exchange.h"

#include <stdbool.h>
#include <stdint.h>

void visit_page(struct exchange *exchange);

/* The ticket of the address; false, with a page that says so as the answer, when there is none. */
bool visit_page_find(struct exchange *exchange, struct visit_look *out_look, int64_t *out_id);

/* Answers with the page. `notice` is the key of a sentence about a change, or NULL. */
void visit_page_show(struct exchange *exchange, const struct visit_look *look, int64_t id,
                     const char *notice, int http_status);

#endif
