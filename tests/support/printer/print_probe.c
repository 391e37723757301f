/*
 * print_probe.c - the kiosk's printer without the kiosk: jobs by lines in, events by lines out.
 *
 *   okienko-print-probe URI [GIVE_UP_MS [OPTIONS]]
 *   in:   print ID LANGUAGE NUMBER     a ticket with made-up people and time
 *         quit                         (so does the end of the input)
 *   out:  JOB STATE REASONS MS         MS since the start; JOB 0 is the printer itself
 *         preview JOB WIDTH HEIGHT HEX what is being printed, as one line of hexadecimal bytes
 */
#include "base/clock.h"
#include "base/memory.h"
#include "print/ipp_printer.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256, REASONS_MAX = 128 };

struct probe {
    struct printer printer;
    int wake_fd;
    int64_t start_ms;
};

static void wake(void *context)
{
    const struct probe *probe = context;
    uint64_t one = 1;
    (void)!write(probe->wake_fd, &one, sizeof(one));
}

static void show_preview(int64_t job, const struct bitmap *preview)
{
    (void)printf("preview %" PRId64 " %d %d ", job, preview->width_px, preview->height_px);
    for (size_t i = 0; i < bitmap_size_bytes(preview); i++) {
        (void)printf("%02x", preview->bytes[i]);
    }
    (void)printf("\n");
}

static void show_events(struct probe *probe)
{
    struct printer_event *event;
    while ((event = printer_take(&probe->printer)) != NULL) {
        char reasons[REASONS_MAX];
        printer_reasons_format(event->reasons, reasons, sizeof(reasons));
        if (event->preview != NULL) {
            show_preview(event->job, event->preview);
        }
        (void)printf("%" PRId64 " %s %s %" PRId64 "\n", event->job,
                     printer_state_name(event->state), reasons,
                     clock_monotonic_ms() - probe->start_ms);
        printer_event_destroy(event);
    }
    (void)fflush(stdout);
}

static void print(struct probe *probe, char *words)
{
    char *rest = NULL;
    const char *id = strtok_r(words, " \n", &rest);
    const char *language = strtok_r(NULL, " \n", &rest);
    const char *number = strtok_r(NULL, " \n", &rest);
    struct printer_job *job = memory_new(1, sizeof(*job));
    job->ticket = (struct paper_ticket){.url = "http://127.0.0.1:8080/v/"
                                               "0123456789abcdef0123456789abcdef",
                                        .office_name = "Centrum Usług Społecznych",
                                        .office_phone = "12 345 67 89",
                                        .ahead = 3,
                                        .wait = {true, 15, 30},
                                        .issued_ms = 1795250000000};
    if (number == NULL || language_parse(language, &job->ticket.language) != STATUS_OK ||
        !text_copy(job->ticket.number, sizeof(job->ticket.number), number)) {
        (void)printf("bad line\n");
        free(job);
        return;
    }
    job->id = strtoll(id, NULL, 10);
    if (printer_post(&probe->printer, job) != STATUS_OK) {
        (void)printf("full\n");
        free(job);
    }
}

/* False at the end of the input. */
static bool read_line(struct probe *probe)
{
    char line[LINE_MAX_BYTES];
    if (fgets(line, sizeof(line), stdin) == NULL || strncmp(line, "quit", 4) == 0) {
        return false;
    }
    if (strncmp(line, "print ", 6) == 0) {
        print(probe, line + 6);
    }
    return true;
}

static void run(struct probe *probe)
{
    struct pollfd inputs[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                              {.fd = probe->wake_fd, .events = POLLIN}};
    for (;;) {
        if (poll(inputs, 2, -1) < 0 && errno != EINTR) {
            return;
        }
        uint64_t count;
        if ((inputs[1].revents & POLLIN) != 0) {
            (void)!read(probe->wake_fd, &count, sizeof(count));
        }
        show_events(probe);
        if (inputs[0].revents != 0 && !read_line(probe)) {
            return;
        }
    }
}

int main(int argc, char **argv)
{
    char error[LINE_MAX_BYTES];
    struct i18n *i18n;
    struct probe probe = {.wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC),
                          .start_ms = clock_monotonic_ms()};
    if (argc < 2 || clock_zone_set("Europe/Warsaw") != STATUS_OK) {
        return 2;
    }
    if (i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &i18n, error, sizeof(error)) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error);
        return 2;
    }
    (void)setvbuf(stdin, NULL, _IONBF, 0); /* poll must see what fgets has not read */
    const struct ipp_printer_settings settings = {.uri = argv[1],
                                                  .kiosk = "probe",
                                                  .options = argc > 3 ? argv[3] : NULL,
                                                  .give_up_ms =
                                                      argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0,
                                                  .i18n = i18n};
    enum status status = ipp_printer_create(&settings, wake, &probe, &probe.printer);
    if (status == STATUS_OK) {
        run(&probe);
        printer_destroy(&probe.printer);
    } else {
        (void)fprintf(stderr, "%s\n", status_name(status));
    }
    (void)close(probe.wake_fd);
    i18n_close(i18n);
    return status == STATUS_OK ? 0 : 1;
}
