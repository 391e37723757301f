#include "print/ipp_printer.h"

#include "base/mailbox.h"
#include "base/memory.h"
#include "print/ipp.h"
#include "print/monitor.h"
#include "print/sender.h"
#include "render/face.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { EVENTS_MAX = 64, ERROR_MAX = 256 };

static const char user_prefix[] = "okienko-";

struct ipp_printer {
    struct ipp_target target;
    struct mailbox jobs;
    struct mailbox events;
    struct flight flight;
    struct face_set *faces;
    struct sender sender;
    struct monitor monitor;
    pthread_t sender_thread;
    pthread_t monitor_thread;
};

static void drop_event(void *message)
{
    printer_event_destroy(message);
}

static enum status post(void *context, struct printer_job *job)
{
    struct ipp_printer *printer = context;
    return mailbox_post(&printer->jobs, job);
}

static struct printer_event *take(void *context)
{
    struct ipp_printer *printer = context;
    return mailbox_take(&printer->events);
}

static void wake_sender(struct ipp_printer *printer)
{
    struct printer_job *nothing = memory_new(1, sizeof(*nothing));
    if (mailbox_post(&printer->jobs, nothing) != STATUS_OK) {
        free(nothing); /* a full box wakes it as well */
    }
}

static void destroy(void *context)
{
    struct ipp_printer *printer = context;
    flight_stop(&printer->flight);
    wake_sender(printer);
    (void)pthread_join(printer->sender_thread, NULL);
    (void)pthread_join(printer->monitor_thread, NULL);
    mailbox_finish(&printer->jobs, free);
    mailbox_finish(&printer->events, drop_event);
    flight_finish(&printer->flight);
    face_set_close(printer->faces);
    free(printer);
}

static enum status target_fill(const struct ipp_printer_settings *settings, struct ipp_target *out)
{
    const char *options = settings->options == NULL ? "" : settings->options;
    int length = snprintf(out->user, sizeof(out->user), "%s%s", user_prefix, settings->kiosk);
    if (!ipp_uri_is_valid(settings->uri) || length >= (int)sizeof(out->user) ||
        !text_copy(out->uri, sizeof(out->uri), settings->uri) ||
        !text_copy(out->options, sizeof(out->options), options)) {
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

static void threads_start(struct ipp_printer *printer, const struct ipp_printer_settings *settings)
{
    printer->sender = (struct sender){
        .flight = &printer->flight,
        .jobs = &printer->jobs,
        .events = &printer->events,
        .target = &printer->target,
        .i18n = settings->i18n,
        .faces = printer->faces,
        .give_up_ms = settings->give_up_ms > 0 ? settings->give_up_ms : PRINTER_GIVE_UP_MS_DEFAULT};
    printer->monitor = (struct monitor){&printer->flight, &printer->events, &printer->target};
    if (pthread_create(&printer->sender_thread, NULL, sender_run, &printer->sender) != 0 ||
        pthread_create(&printer->monitor_thread, NULL, monitor_run, &printer->monitor) != 0) {
        abort(); /* as with memory: no caller has a better idea */
    }
}

enum status ipp_printer_create(const struct ipp_printer_settings *settings, void (*wake)(void *),
                               void *wake_context, struct printer *out_printer)
{
    struct ipp_target target = {0};
    struct face_set *faces;
    char error[ERROR_MAX];
    enum status status = target_fill(settings, &target);
    if (status == STATUS_OK) {
        status = face_set_open(NULL, &faces, error, sizeof(error));
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct ipp_printer *printer = memory_new(1, sizeof(*printer));
    printer->target = target;
    printer->faces = faces;
    mailbox_init(&printer->jobs, PRINTER_JOBS_MAX, NULL, NULL);
    mailbox_init(&printer->events, EVENTS_MAX, wake, wake_context);
    flight_init(&printer->flight);
    threads_start(printer, settings);
    *out_printer = (struct printer){post, take, destroy, printer};
    return STATUS_OK;
}
