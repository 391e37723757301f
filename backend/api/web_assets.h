/*
 * web_assets.h - the pages, packed into the program by backend/web/pack.mjs.
 *
 * Every asset is gzip-compressed at build time (libmicrohttpd compresses nothing). Pages carry the
 * path they are served at; everything else lives under /assets/<hash>/ and may be cached for ever.
 */
#ifndef API_WEB_ASSETS_H
#define API_WEB_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

struct web_asset {
    const char *path;           /* "/console", "/assets/1f2e/lib/api.js" */
    const char *content_type;   /* with charset where it is text */
    const unsigned char *bytes; /* gzip */
    size_t size_bytes;
    bool is_page;
};

extern const struct web_asset web_assets[];
extern const size_t web_assets_count;

/* The Content-Security-Policy of the pages, with the hash of their import map. */
extern const char web_assets_csp[];

#endif
