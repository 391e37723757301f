/*
 * flush_trace.c - loaded before the C library: says on standard error when a file was flushed to
 * the disk and when a request goes out, so that a test sees which comes first.
 *
 *   flushed
 *   asks POST /api/v1/tickets
 */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The names of the C library begin with underscores. */
// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
int fdatasync(int file)
{
    int (*next)(int);
    *(void **)&next = dlsym(RTLD_NEXT, "fdatasync"); /* as POSIX writes it */
    int outcome = next(file);
    (void)dprintf(STDERR_FILENO, "flushed\n");
    return outcome;
}

// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
ssize_t send(int socket, const void *bytes, size_t size, int flags)
{
    ssize_t (*next)(int, const void *, size_t, int);
    *(void **)&next = dlsym(RTLD_NEXT, "send");
    const char *text = bytes;
    if (size > 5 && strncmp(text, "POST ", 5) == 0) {
        (void)dprintf(STDERR_FILENO, "asks %.*s\n", (int)strcspn(text, "\r"), text);
    }
    return next(socket, bytes, size, flags);
}
