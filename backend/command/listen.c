#include "command/listen.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum { PORT_MAX = 65535, PORT_DIGITS_MAX = 5, LOOPBACK_NET = 127 };

static bool parse_port(const char *text, uint16_t *out)
{
    size_t length = strlen(text);
    if (length == 0 || length > PORT_DIGITS_MAX || strspn(text, "0123456789") != length) {
        return false;
    }
    unsigned long port = strtoul(text, NULL, 10);
    *out = (uint16_t)port;
    return port <= PORT_MAX;
}

/* Copies what stands before the last colon, without brackets. */
static bool split(const char *text, struct listen_address *out)
{
    const char *colon = strrchr(text, ':');
    size_t length = colon != NULL ? (size_t)(colon - text) : 0;
    bool has_brackets = length > 2 && text[0] == '[' && text[length - 1] == ']';
    if (has_brackets) {
        text++;
        length -= 2;
    }
    if (length == 0 || length >= sizeof(out->address) || !parse_port(colon + 1, &out->port)) {
        return false;
    }
    memcpy(out->address, text, length);
    out->address[length] = '\0';
    out->is_v6 = has_brackets;
    return true;
}

static bool resolve(struct listen_address *address)
{
    struct in_addr v4;
    struct in6_addr v6;
    if (address->is_v6) {
        bool is_valid = inet_pton(AF_INET6, address->address, &v6) == 1;
        address->is_loopback = is_valid && IN6_IS_ADDR_LOOPBACK(&v6);
        address->is_wildcard = is_valid && IN6_IS_ADDR_UNSPECIFIED(&v6);
        return is_valid;
    }
    bool is_valid = inet_pton(AF_INET, address->address, &v4) == 1;
    address->is_loopback = is_valid && ntohl(v4.s_addr) >> 24 == LOOPBACK_NET;
    address->is_wildcard = is_valid && v4.s_addr == htonl(INADDR_ANY);
    return is_valid;
}

enum status listen_parse(const char *text, struct listen_address *out_address)
{
    struct listen_address address = {0};
    if (!split(text, &address) || !resolve(&address)) {
        return STATUS_INVALID;
    }
    *out_address = address;
    return STATUS_OK;
}
