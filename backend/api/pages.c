#include "api/pages.h"

#include "api/app.h"
#include "api/reply.h"
#include "api/web_assets.h"

#include <string.h>

enum { PAGE_BYTES_MAX = 8192 };

void pages_set_headers(struct exchange *exchange)
{
    pages_set_headers_under(exchange, web_assets_csp);
}

void pages_set_headers_under(struct exchange *exchange, const char *policy)
{
    exchange_set_header(exchange, "Content-Security-Policy", policy);
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_set_header(exchange, "X-Content-Type-Options", "nosniff");
    exchange_set_header(exchange, "Referrer-Policy", "no-referrer");
}

static const struct web_asset *find(const char *path)
{
    for (size_t i = 0; i < web_assets_count; i++) {
        if (strcmp(web_assets[i].path, path) == 0) {
            return &web_assets[i];
        }
    }
    return NULL;
}

static const char *asset_path(const char *suffix)
{
    size_t length = strlen(suffix);
    for (size_t i = 0; i < web_assets_count; i++) {
        size_t path_length = strlen(web_assets[i].path);
        if (path_length >= length &&
            strcmp(web_assets[i].path + path_length - length, suffix) == 0) {
            return web_assets[i].path;
        }
    }
    return NULL;
}

void pages_append_links(struct buffer *out, const char *style_suffix)
{
    const char *style = asset_path(style_suffix);
    const char *icon = asset_path("/lib/favicon.svg");
    if (style != NULL) {
        buffer_printf(out, "<link rel=\"stylesheet\" href=\"%s\">", style);
    }
    if (icon != NULL) {
        buffer_printf(out, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"%s\">", icon);
    }
}

void pages_append_script(struct buffer *out, const char *suffix)
{
    const char *script = asset_path(suffix);
    if (script != NULL) {
        buffer_printf(out, "<script type=\"module\" src=\"%s\"></script>", script);
    }
}

void pages_otherwise(struct exchange *exchange)
{
    const struct web_asset *asset = find(exchange_path(exchange));
    enum method method = exchange_method(exchange);
    if (asset == NULL || (method != METHOD_GET && method != METHOD_HEAD)) {
        reply_refuse(exchange, STATUS_MISSING, "not-found", "",
                     "There is nothing at this address.");
        return;
    }
    if (asset->is_page) {
        pages_set_headers(exchange);
    } else {
        /* The path carries the hash of the content: it never changes. */
        exchange_set_header(exchange, "Cache-Control", "public, max-age=31536000, immutable");
        exchange_set_header(exchange, "X-Content-Type-Options", "nosniff");
    }
    exchange_set_header(exchange, "Content-Encoding", "gzip");
    exchange_reply_static(exchange, 200, asset->content_type, asset->bytes, asset->size_bytes);
}

void pages_index(struct exchange *exchange)
{
    struct buffer body;
    buffer_init(&body, PAGE_BYTES_MAX);
    buffer_append_text(&body, "<!doctype html><html lang=\"pl\"><head><meta charset=\"utf-8\">"
                              "<meta name=\"viewport\" content=\"width=device-width\">"
                              "<title>Okienko</title>");
    pages_append_links(&body, "/lib/base.css");
    buffer_append_text(&body, "</head><body><main><h1>Okienko</h1><ul>"
                              "<li><a href=\"/console\">Stanowisko</a></li>"
                              "<li><a href=\"/board\">Tablica</a></li>"
                              "<li><a href=\"/manager\">Statystyka dnia</a></li>"
                              "</ul></main></body></html>");
    pages_set_headers(exchange);
    exchange_reply(exchange, 200, "text/html; charset=utf-8", &body);
}
