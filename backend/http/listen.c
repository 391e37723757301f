#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

struct address {
    struct sockaddr_storage bytes;
    socklen_t size;
};

static enum status parse(const char *text, uint16_t port, struct address *out)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        memcpy(&out->bytes, &v4, sizeof(v4));
        out->size = sizeof(v4);
        return STATUS_OK;
    }
    if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1) {
        memcpy(&out->bytes, &v6, sizeof(v6));
        out->size = sizeof(v6);
        return STATUS_OK;
    }
    return STATUS_INVALID;
}

static uint16_t port_of(int descriptor)
{
    struct address address = {.size = sizeof(address.bytes)};
    struct sockaddr_in6 v6;
    struct sockaddr_in v4;
    (void)getsockname(descriptor, (struct sockaddr *)&address.bytes, &address.size);
    memcpy(&v6, &address.bytes, sizeof(v6));
    memcpy(&v4, &address.bytes, sizeof(v4));
    return ntohs(address.bytes.ss_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

enum status http_listen(const char *address, uint16_t port, int *out_socket, uint16_t *out_port)
{
    const int on = 1;
    struct address parsed = {0};
    if (parse(address, port, &parsed) != STATUS_OK) {
        return STATUS_INVALID;
    }
    int descriptor = socket(parsed.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) {
        return STATUS_UNAVAILABLE;
    }
    /* A restart must not wait for connections of the former process to fade away. */
    (void)setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(descriptor, (const struct sockaddr *)&parsed.bytes, parsed.size) != 0 ||
        listen(descriptor, BACKLOG) != 0) {
        (void)close(descriptor);
        return STATUS_UNAVAILABLE;
    }
    *out_socket = descriptor;
    *out_port = port_of(descriptor);
    return STATUS_OK;
}
