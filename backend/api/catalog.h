/*
 * catalog.h - GET /api/v1/catalog: whole for a kiosk, or the names in one language for a page.
 *
 * Owner    any thread once made: read-only.
 * Memory   catalog_make allocates, catalog_free frees; made and packed once at start.
 */
#ifndef API_CATALOG_H
#define API_CATALOG_H

#include "api/packed.h"
#include "base/i18n.h"
#include "http/exchange.h"

struct catalog_text {
    char *json;
    struct packed packed;
    char etag[72];
};

struct catalog {
    struct catalog_text whole;
    struct catalog_text names[LANGUAGE_COUNT];    /* none in easy Polish */
    struct catalog_text services[LANGUAGE_COUNT]; /* the same without the needs */
};

/* `json` is that of wire_catalog_encode. */
void catalog_make(const char *json, struct catalog *out);
void catalog_free(struct catalog *catalog);

void catalog_get(struct exchange *exchange); /* ?lang=uk: the names; &of=services */

#endif
