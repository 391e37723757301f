#include "net/easy.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_MS = 2000, HEADER_MAX = 512, PATH_MAX_BYTES = 512 };

static bool is_visible(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at <= ' ' || *at > '~') {
            return false;
        }
    }
    return text[0] != '\0';
}

/* The length of "http://" or "https://" at the start, 0 for anything else. */
static size_t scheme_length(const char *url)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < 2; i++) {
        if (strncmp(url, schemes[i], strlen(schemes[i])) == 0) {
            return strlen(schemes[i]);
        }
    }
    return 0;
}

enum status easy_address_fill(const struct net_settings *settings, struct easy_address *out)
{
    const char *url = settings->backend_url;
    size_t scheme = scheme_length(url);
    size_t host = scheme == 0 ? 0 : strcspn(url + scheme, "/?#@");
    const char *rest = url + scheme + host;
    if (host == 0 || !is_visible(url) || !is_visible(settings->token) ||
        (strcmp(rest, "") != 0 && strcmp(rest, "/") != 0)) {
        return STATUS_INVALID;
    }
    (void)snprintf(out->base, sizeof(out->base), "%.*s/api/v1", (int)(scheme + host), url);
    (void)snprintf(out->authorization, sizeof(out->authorization), "Authorization: Bearer %s",
                   settings->token);
    return STATUS_OK;
}

static void append(struct curl_slist **headers, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*headers, line);
    if (longer == NULL) {
        abort(); /* out of memory */
    }
    *headers = longer;
}

void easy_add_header(struct curl_slist **headers, const char *name, const char *value)
{
    char line[HEADER_MAX];
    (void)snprintf(line, sizeof(line), "%s: %s", name, value);
    append(headers, line);
}

CURL *easy_create(const struct easy_address *address, const char *path, const char *accept,
                  struct curl_slist **out_headers)
{
    char url[sizeof(address->base) + PATH_MAX_BYTES];
    CURL *easy = curl_easy_init();
    if (easy == NULL) {
        abort(); /* out of memory */
    }
    (void)snprintf(url, sizeof(url), "%s%s", address->base, path);
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    (void)curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(easy, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    (void)curl_easy_setopt(easy, CURLOPT_USERAGENT, "okienko-kiosk/" OKIENKO_VERSION);
    struct curl_slist *headers = NULL;
    append(&headers, address->authorization);
    easy_add_header(&headers, "Accept", accept);
    append(&headers, "Expect:"); /* never waits for "100 Continue" */
    *out_headers = headers;
    return easy;
}
