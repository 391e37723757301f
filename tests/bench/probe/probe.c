/*
 * probe.c - a finger and an eye outside the kiosk: presses by the X server's test extension, looks
 * at the pixels that Xvfb keeps in a file (-fbdir), and tells when they changed.
 *
 *     okienko-probe SOCKET FRAMEBUFFER        SOCKET like /tmp/.X11-unix/X99
 *
 * Commands on standard input, one answer line each, times are CLOCK_MONOTONIC microseconds:
 *     move X Y                              "ok US"
 *     press X Y    X Y W H LIMIT_MS         "ok PRESSED_US CHANGED_US": that rectangle changed
 *     release X Y  X Y W H LIMIT_MS         likewise
 *     watch        X Y W H LIMIT_MS         "ok US CHANGED_US"
 *     settle       X Y W H QUIET_MS         "ok US LAST_US": nothing changed for so long, the last
 *                                           change was seen at LAST_US (0: none)
 * "late" instead of "ok" when the limit passed. One thread; speaks the X11 protocol itself.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    XWD_HEADER_WORDS = 25,
    XWD_COLOR_BYTES = 12,
    X_BUTTON_PRESS = 4,
    X_BUTTON_RELEASE = 5,
    X_MOTION = 6,
    REPLY_BYTES = 32,
    POLL_US = 300,
    LINE_MAX_BYTES = 128
};

struct screen {
    const uint8_t *pixels;
    int width;
    int height;
    size_t line_bytes;
};

struct area {
    int x;
    int y;
    int width;
    int height;
};

struct probe {
    int server;
    uint8_t xtest; /* major opcode */
    struct screen screen;
    uint8_t *seen;
};

_Noreturn static void fail(const char *sentence)
{
    (void)fprintf(stderr, "okienko-probe: %s\n", sentence);
    exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): there is one thread
}

static int64_t now_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void pause_us(int64_t us)
{
    struct timespec pause = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    (void)nanosleep(&pause, NULL);
}

static void say(int server, const void *bytes, size_t size)
{
    if (send(server, bytes, size, MSG_NOSIGNAL) != (ssize_t)size) {
        fail("the X server does not listen");
    }
}

static void hear(int server, void *bytes, size_t size)
{
    if (recv(server, bytes, size, MSG_WAITALL) != (ssize_t)size) {
        fail("the X server does not answer");
    }
}

static int connect_server(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server < 0 || connect(server, (struct sockaddr *)&address, sizeof(address)) != 0) {
        fail("no X server there");
    }
    const uint8_t hello[12] = {'l', 0, 11};
    uint8_t head[8];
    say(server, hello, sizeof(hello));
    hear(server, head, sizeof(head));
    size_t rest = (size_t)(head[6] | head[7] << 8) * 4;
    uint8_t *setup = malloc(rest);
    if (head[0] != 1 || setup == NULL) {
        fail("the X server refused us");
    }
    hear(server, setup, rest);
    free(setup);
    return server;
}

static uint8_t find_xtest(int server)
{
    const uint8_t ask[16] = {98, 0, 4, 0, 5, 0, 0, 0, 'X', 'T', 'E', 'S', 'T'};
    uint8_t reply[REPLY_BYTES];
    say(server, ask, sizeof(ask));
    hear(server, reply, sizeof(reply));
    if (reply[0] != 1 || reply[8] == 0) {
        fail("the X server has no XTEST");
    }
    return reply[9];
}

/* Sends the event and waits for the server to have taken it (a round trip). */
static void fake_input(const struct probe *probe, uint8_t type, int x, int y)
{
    uint8_t request[36 + 4] = {probe->xtest, 2, 9, 0, type, (uint8_t)(type == X_MOTION ? 0 : 1)};
    request[24] = (uint8_t)(x & 0xff);
    request[25] = (uint8_t)(x >> 8);
    request[26] = (uint8_t)(y & 0xff);
    request[27] = (uint8_t)(y >> 8);
    request[36] = 43; /* GetInputFocus: any request with an answer */
    request[38] = 1;
    uint8_t reply[REPLY_BYTES];
    say(probe->server, request, sizeof(request));
    hear(probe->server, reply, sizeof(reply));
    if (reply[0] != 1) {
        fail("the X server did not take a fake event");
    }
}

static struct screen open_screen(const char *path)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0) {
        fail("no framebuffer there");
    }
    const uint8_t *file = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (file == MAP_FAILED) {
        fail("cannot map the framebuffer");
    }
    (void)close(fd);
    uint32_t word[XWD_HEADER_WORDS];
    memcpy(word, file, sizeof(word));
    for (int i = 0; i < XWD_HEADER_WORDS; i++) {
        word[i] = ntohl(word[i]);
    }
    if (word[11] != 32) {
        fail("the framebuffer has not 32 bits a pixel");
    }
    return (struct screen){.pixels = file + word[0] + (size_t)word[19] * XWD_COLOR_BYTES,
                           .width = (int)word[4],
                           .height = (int)word[5],
                           .line_bytes = word[12]};
}

static bool area_fits(const struct screen *screen, const struct area *area)
{
    return area->x >= 0 && area->y >= 0 && area->width > 0 && area->height > 0 &&
           area->x + area->width <= screen->width && area->y + area->height <= screen->height;
}

static const uint8_t *line_of(const struct screen *screen, const struct area *area, int line)
{
    return screen->pixels + (size_t)(area->y + line) * screen->line_bytes + (size_t)area->x * 4;
}

static void look(struct probe *probe, const struct area *area)
{
    for (int line = 0; line < area->height; line++) {
        memcpy(probe->seen + (size_t)line * probe->screen.line_bytes,
               line_of(&probe->screen, area, line), (size_t)area->width * 4);
    }
}

static bool has_changed(const struct probe *probe, const struct area *area)
{
    for (int line = 0; line < area->height; line++) {
        if (memcmp(probe->seen + (size_t)line * probe->screen.line_bytes,
                   line_of(&probe->screen, area, line), (size_t)area->width * 4) != 0) {
            return true;
        }
    }
    return false;
}

static void answer_change(struct probe *probe, const struct area *area, int64_t begun_us,
                          int limit_ms)
{
    while (!has_changed(probe, area)) {
        if (now_us() - begun_us > (int64_t)limit_ms * 1000) {
            (void)printf("late %" PRId64 " %" PRId64 "\n", begun_us, now_us());
            return;
        }
        pause_us(POLL_US);
    }
    (void)printf("ok %" PRId64 " %" PRId64 "\n", begun_us, now_us());
}

/* Goes on from what the last look saw, so that no change falls between two commands. */
static void settle(struct probe *probe, const struct area *area, int quiet_ms)
{
    int64_t last_us = 0;
    for (int64_t since_us = now_us(); now_us() - since_us < (int64_t)quiet_ms * 1000;) {
        if (has_changed(probe, area)) {
            look(probe, area);
            since_us = last_us = now_us();
        }
        pause_us(POLL_US);
    }
    (void)printf("ok %" PRId64 " %" PRId64 "\n", now_us(), last_us);
}

/* Reads up to seven numbers after the word; gives how many. */
static int numbers(const char *line, int *out_values)
{
    int count = 0;
    const char *at = strchr(line, ' ');
    while (at != NULL && count < 7) {
        char *end = NULL;
        long value = strtol(at, &end, 10);
        if (end == at) {
            break;
        }
        out_values[count++] = (int)value;
        at = end;
    }
    return count;
}

static void touch(struct probe *probe, uint8_t type, const int *value)
{
    struct area area = {value[2], value[3], value[4], value[5]};
    if (!area_fits(&probe->screen, &area)) {
        fail("an area outside the screen");
    }
    look(probe, &area);
    int64_t begun_us = now_us();
    fake_input(probe, type, value[0], value[1]);
    answer_change(probe, &area, begun_us, value[6]);
}

static void obey(struct probe *probe, const char *line)
{
    int value[7] = {0};
    int count = numbers(line, value);
    struct area area = {value[0], value[1], value[2], value[3]};
    if (strncmp(line, "move ", 5) == 0 && count == 2) {
        fake_input(probe, X_MOTION, value[0], value[1]);
        (void)printf("ok %" PRId64 "\n", now_us());
    } else if (strncmp(line, "press ", 6) == 0 && count == 7) {
        touch(probe, X_BUTTON_PRESS, value);
    } else if (strncmp(line, "release ", 8) == 0 && count == 7) {
        touch(probe, X_BUTTON_RELEASE, value);
    } else if (strncmp(line, "watch ", 6) == 0 && count == 5 && area_fits(&probe->screen, &area)) {
        look(probe, &area);
        answer_change(probe, &area, now_us(), value[4]);
    } else if (strncmp(line, "settle ", 7) == 0 && count == 5 && area_fits(&probe->screen, &area)) {
        settle(probe, &area, value[4]);
    } else {
        fail("a command it does not know");
    }
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fail("usage: okienko-probe SOCKET FRAMEBUFFER");
    }
    struct probe probe = {.server = connect_server(argv[1]), .screen = open_screen(argv[2])};
    probe.xtest = find_xtest(probe.server);
    probe.seen = malloc(probe.screen.line_bytes * (size_t)probe.screen.height);
    if (probe.seen == NULL) {
        fail("out of memory");
    }
    char line[LINE_MAX_BYTES];
    while (fgets(line, sizeof(line), stdin) != NULL) {
        obey(&probe, line);
    }
    free(probe.seen);
    (void)close(probe.server);
    return EXIT_SUCCESS;
}
