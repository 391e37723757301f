/*
 * visit_look.h - how somebody wants to see the phone page: its language, larger text, what it asks.
 *
 * It travels in the address of each link and form, so that the page works without scripts and
 * without cookies, and nothing of it is kept anywhere.
 *
 *   /v/TOKEN?lang=uk&text=2&auto=1&ask=cancel
 *
 * Owner    the http thread; a look in an arena may be read by any.
 */
#ifndef API_VISIT_LOOK_H
#define API_VISIT_LOOK_H

#include "base/i18n.h"
#include "http/exchange.h"
#include "wire/limits.h"

#include <stdbool.h>
#include <stddef.h>

enum { VISIT_ADDRESS_MAX = 160 };

enum visit_ask { VISIT_ASK_NOTHING, VISIT_ASK_PAUSE, VISIT_ASK_CANCEL };

struct visit_look {
    char token[WIRE_TOKEN_HEX + 1];
    enum language language;
    bool has_language; /* chosen on the page; else it is the ticket's */
    bool is_larger;
    bool is_repeating;  /* loads itself anew: chosen by who has no scripts */
    bool has_failed;    /* the change before this page did not work */
    enum visit_ask ask; /* the question before a change */
};

/* False, with a token of "", when the address has none that could be one. */
bool visit_look_read(const struct exchange *exchange, struct visit_look *out_look);

/* Where a page or, with an action ("/pause"), a form of this look is; it always has a query. */
void visit_look_address(const struct visit_look *look, const char *action,
                        char out[VISIT_ADDRESS_MAX]);

#endif
