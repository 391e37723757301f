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

/* The path of the asset whose path ends in `suffix`; NULL when there is none. */
const char *pages_asset_path(const char *suffix);

/* The headers of every HTML answer: policy, no cache, no sniffing. */
void pages_set_headers(struct exchange *exchange);

#endif
