/*
 * packed.h - a text as gzip, made once: for what is large, the same for all, and fetched by pages.
 *
 * Memory   packed_make allocates, packed_free frees.
 * Source   RFC 1952.
 */
#ifndef API_PACKED_H
#define API_PACKED_H

#include <stddef.h>

struct packed {
    unsigned char *bytes;
    size_t size;
};

void packed_make(const char *text, struct packed *out);
void packed_free(struct packed *packed);

#endif
