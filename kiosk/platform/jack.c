#include "platform/jack.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct jack {
    struct jack_settings settings;
    char *device;
    void (*wake)(void *context);
    void *wake_context;
    pthread_t thread;
    int stop; /* readable: the thread ends */
    atomic_bool is_in;
};

bool jack_read(const struct jack_settings *settings, const struct input_event *event,
               bool *out_is_in)
{
    if (settings->in_key == 0) {
        bool is_switch = event->type == EV_SW && event->code == SW_HEADPHONE_INSERT;
        if (is_switch) {
            *out_is_in = event->value != 0;
        }
        return is_switch;
    }
    bool is_in = event->code == settings->in_key;
    bool is_out = settings->out_key != 0 && event->code == settings->out_key;
    bool is_key = event->type == EV_KEY && (is_in || is_out);
    bool is_press = event->value == 1;
    bool is_release = event->value == 0;
    if (!is_key || !(is_press || (is_release && settings->out_key == 0))) {
        return false;
    }
    *out_is_in = is_in && is_press;
    return true;
}

static void set(struct jack *jack, bool is_in)
{
    if (atomic_exchange(&jack->is_in, is_in) != is_in) {
        jack->wake(jack->wake_context);
    }
}

/* Plugged in already when we start: the kernel tells only of changes. */
static void ask_now(struct jack *jack, int device)
{
    unsigned long switches[SW_CNT / (8 * sizeof(unsigned long)) + 1] = {0};
    if (jack->settings.in_key == 0 && ioctl(device, EVIOCGSW(sizeof(switches)), switches) >= 0) {
        set(jack, (switches[0] >> SW_HEADPHONE_INSERT & 1UL) != 0);
    }
}

/* True when it must stop; false when the wait is over or the device says something. */
static bool wait_for(const struct jack *jack, int device, int timeout_ms)
{
    struct pollfd waits[] = {{.fd = jack->stop, .events = POLLIN},
                             {.fd = device, .events = POLLIN}};
    (void)poll(waits, 2, timeout_ms);
    return waits[0].revents != 0;
}

/* Until the device goes away; true when it must stop. */
static bool read_device(struct jack *jack, int device)
{
    ask_now(jack, device);
    for (;;) {
        if (wait_for(jack, device, -1)) {
            return true;
        }
        struct input_event event;
        ssize_t got = read(device, &event, sizeof(event));
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
            continue;
        }
        if (got != (ssize_t)sizeof(event)) {
            return false;
        }
        bool is_in;
        if (jack_read(&jack->settings, &event, &is_in)) {
            set(jack, is_in);
        }
    }
}

static void *work(void *context)
{
    struct jack *jack = context;
    bool must_stop = false;
    while (!must_stop) {
        int device = open(jack->device, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (device >= 0) {
            must_stop = read_device(jack, device);
            (void)close(device);
            set(jack, false);
        }
        must_stop = must_stop || wait_for(jack, -1, JACK_RETRY_MS);
    }
    return NULL;
}

enum status jack_open(const struct jack_settings *settings, void (*wake)(void *),
                      void *wake_context, struct jack **out_jack)
{
    struct jack *jack = memory_new(1, sizeof(*jack));
    jack->settings = *settings;
    jack->device = memory_copy_text(settings->device);
    jack->wake = wake;
    jack->wake_context = wake_context;
    atomic_init(&jack->is_in, false);
    jack->stop = eventfd(0, EFD_CLOEXEC);
    if (jack->stop < 0 || pthread_create(&jack->thread, NULL, work, jack) != 0) {
        free(jack->device);
        free(jack);
        return STATUS_UNAVAILABLE;
    }
    *out_jack = jack;
    return STATUS_OK;
}

void jack_close(struct jack *jack)
{
    if (jack == NULL) {
        return;
    }
    (void)eventfd_write(jack->stop, 1);
    (void)pthread_join(jack->thread, NULL);
    (void)close(jack->stop);
    free(jack->device);
    free(jack);
}

bool jack_is_in(const struct jack *jack)
{
    return atomic_load(&jack->is_in);
}
