/*
 * easy.h - what every transfer of this program has in common.
 *
 * HTTP/1.1 over http or https as libcurl checks it by default; no redirects, no proxy, no signals,
 * no cookies; a connection is made within two seconds or not at all.
 *
 * Owner    the net thread.
 */
#ifndef NET_EASY_H
#define NET_EASY_H

#include "net/net.h"

#include <curl/curl.h>
#include <stddef.h>

struct easy_address {
    char base[WIRE_URL_MAX + 32];            /* "http://host:port/api/v1" */
    char authorization[NET_BEARER_MAX + 32]; /* the whole header line */
};

/* STATUS_INVALID unless http(s)://host[:port][/] and a token of visible ASCII. */
enum status easy_address_fill(const struct net_settings *settings,
                              struct easy_address *out) MUST_USE;

/* A transfer to `path` with Authorization and Accept set; *out_headers is the list so far, the
 * caller adds to it, gives it to easy_use_headers and frees it after curl_easy_cleanup. */
CURL *easy_create(const struct easy_address *address, const char *path, const char *accept,
                  struct curl_slist **out_headers);

/* "name: value" */
void easy_add_header(struct curl_slist **headers, const char *name, const char *value);

#endif
