/*
 * pages.h - the pages and their assets, packed into the program.
 */
#ifndef API_PAGES_H
#define API_PAGES_H

#include "http/exchange.h"

/* Any path that is no API route: a page, an asset, or problem not-found. */
void pages_otherwise(struct exchange *exchange);

/* GET /: where the pages are, for a person who types only the host's name. */
void pages_index(struct exchange *exchange);

/* Appends the <link> elements every page of ours has: its style, the icon. */
void pages_append_links(struct buffer *out, const char *style_suffix);

/* Appends a module script; nothing when there is no such asset. */
void pages_append_script(struct buffer *out, const char *suffix);

/* The headers of every HTML answer: policy, no cache, no sniffing. */
void pages_set_headers(struct exchange *exchange);
/* The same under a policy of its own. */
void pages_set_headers_under(struct exchange *exchange, const char *policy);

#endif
