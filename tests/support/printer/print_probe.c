/*
 * print_probe.c - the kiosk's printer without the kiosk: jobs by lines in, events by lines out.
 *
 *   okienko-print-probe URI [GIVE_UP_MS [OPTIONS]]
 *   in:   print ID LANGUAGE NUMBER     a ticket with made-up people and time
 *         quit                         (so does the end of the input)
 *   out:  JOB STATE REASONS MS         MS since the start; JOB 0 is the printer itself
 *         preview JOB WIDTH HEIGHT HEX what is being printed, as one line of hexadecimal bytes
 */
#include "support/printer/line_loop.h"

#include "base/clock.h"
#include "base/memory.h"
#include "print/ipp_printer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ERROR_MAX = 256, REASONS_MAX = 128 };

struct probe {
    struct line_loop loop;
    struct printer printer;
};

static const struct paper_ticket example = {
    .url = "http://127.0.0.1:8080/v/0123456789abcdef0123456789abcdef",
    .office_name = "Centrum Usług Społecznych",
    .office_phone = "12 345 67 89",
    .ahead = 3,
    .wait = {true, 15, 30},
    .issued_ms = 1795250000000};

static void show_preview(int64_t job, const struct bitmap *preview)
{
    (void)printf("preview %" PRId64 " %d %d ", job, preview->width_px, preview->height_px);
    for (size_t i = 0; i < bitmap_size_bytes(preview); i++) {
        (void)printf("%02x", preview->bytes[i]);
    }
    (void)printf("\n");
}

static void show_events(void *context)
{
    struct probe *probe = context;
    struct printer_event *event;
    while ((event = printer_take(&probe->printer)) != NULL) {
        char reasons[REASONS_MAX];
        printer_reasons_format(event->reasons, reasons, sizeof(reasons));
        if (event->preview != NULL) {
            show_preview(event->job, event->preview);
        }
        (void)printf("%" PRId64 " %s %s %" PRId64 "\n", event->job,
                     printer_state_name(event->state), reasons, line_loop_ms(&probe->loop));
        printer_event_destroy(event);
    }
}

static void take_line(void *context, char *line)
{
    struct probe *probe = context;
    if (strcmp(line_word(&line), "print") != 0) {
        (void)printf("bad line\n");
        return;
    }
    struct printer_job *job = memory_new(1, sizeof(*job));
    job->ticket = example;
    job->id = strtoll(line_word(&line), NULL, 10);
    enum status status = language_parse(line_word(&line), &job->ticket.language);
    (void)text_copy(job->ticket.number, sizeof(job->ticket.number), line_word(&line));
    if (status == STATUS_OK && job->id != 0) {
        status = printer_post(&probe->printer, job);
    }
    if (status != STATUS_OK) {
        (void)printf("refused %s\n", status_name(status));
        free(job);
    }
}

int main(int argc, char **argv)
{
    char error[ERROR_MAX];
    struct i18n *i18n;
    if (argc < 2 || clock_zone_set("Europe/Warsaw") != STATUS_OK) {
        return 2;
    }
    if (i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &i18n, error, sizeof(error)) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error);
        return 2;
    }
    const struct ipp_printer_settings settings = {.uri = argv[1],
                                                  .kiosk = "probe",
                                                  .options = argc > 3 ? argv[3] : NULL,
                                                  .give_up_ms =
                                                      argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0,
                                                  .i18n = i18n};
    struct probe probe = {
        .loop = {.context = &probe, .on_line = take_line, .on_wake = show_events}};
    line_loop_init(&probe.loop);
    enum status status = ipp_printer_create(&settings, line_loop_wake, &probe.loop, &probe.printer);
    if (status == STATUS_OK) {
        line_loop_run(&probe.loop);
        printer_destroy(&probe.printer);
    } else {
        (void)fprintf(stderr, "%s\n", status_name(status));
    }
    line_loop_finish(&probe.loop);
    i18n_close(i18n);
    return status == STATUS_OK ? 0 : 1;
}
