/*
 * packed.h - a text as gzip: for what is large and fetched by pages.
 *
 * Memory   packed_make allocates, packed_free frees.
 * Source   RFC 1952.
 */
#ifndef API_PACKED_H
#define API_PACKED_H

#include "http/exchange.h"

#include <stdbool.h>
#include <stddef.h>

struct packed {
    unsigned char *bytes;
    size_t size;
};

void packed_make(const char *text, struct packed *out);
void packed_free(struct packed *packed);

/* The caller reads gzip; an answer that depends on it says "Vary: Accept-Encoding". */
bool packed_is_wanted(const struct exchange *exchange);

#endif
