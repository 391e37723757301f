#include "support/printer/line_loop.h"

#include "base/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LINE_BYTES_MAX = 512 };

void line_loop_init(struct line_loop *loop)
{
    loop->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    loop->start_ms = clock_monotonic_ms();
    (void)setvbuf(stdin, NULL, _IONBF, 0); /* poll must see what fgets has not read */
}

void line_loop_finish(struct line_loop *loop)
{
    (void)close(loop->wake_fd);
}

void line_loop_wake(void *context)
{
    const struct line_loop *loop = context;
    uint64_t one = 1;
    (void)!write(loop->wake_fd, &one, sizeof(one));
}

/* False at the end of the input. */
static bool read_line(struct line_loop *loop)
{
    char line[LINE_BYTES_MAX];
    if (fgets(line, sizeof(line), stdin) == NULL) {
        return false;
    }
    line[strcspn(line, "\n")] = '\0';
    if (strcmp(line, "quit") == 0) {
        return false;
    }
    loop->on_line(loop->context, line);
    return true;
}

void line_loop_run(struct line_loop *loop)
{
    struct pollfd inputs[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                              {.fd = loop->wake_fd, .events = POLLIN}};
    for (;;) {
        uint64_t count;
        if (poll(inputs, 2, -1) < 0 && errno != EINTR) {
            return;
        }
        if ((inputs[1].revents & POLLIN) != 0) {
            (void)!read(loop->wake_fd, &count, sizeof(count));
        }
        loop->on_wake(loop->context);
        if (inputs[0].revents != 0 && !read_line(loop)) {
            return;
        }
        (void)fflush(stdout);
    }
}

int64_t line_loop_ms(const struct line_loop *loop)
{
    return clock_monotonic_ms() - loop->start_ms;
}

const char *line_word(char **at)
{
    static char nothing[1];
    char *word = *at + strspn(*at, " ");
    if (*word == '\0') {
        return nothing;
    }
    char *end = word + strcspn(word, " ");
    *at = *end == '\0' ? end : end + 1;
    *end = '\0';
    return word;
}
