/*
 * jack.h - headphones in or out, as an input device of the kernel tells it.
 *
 * Sound cards with a sensing jack appear as an input device with the switch
 * SW_HEADPHONE_INSERT (ALSA's own jack control, seen by evdev); key pads with a jack of their own
 * send a key for "in" and another for "out", or one key that is held while the plug is in.
 *
 * Owner    a thread of its own reads the device; jack_take belongs to the main thread.
 * Memory   jack_open / jack_close.
 * Time     a device that is away is looked for every JACK_RETRY_MS.
 * Errors   none: a device that cannot be read means no headphones.
 */
#ifndef PLATFORM_JACK_H
#define PLATFORM_JACK_H

#include "base/status.h"

#include <linux/input.h>
#include <stdbool.h>

enum { JACK_RETRY_MS = 5000 };

struct jack_settings {
    const char *device; /* /dev/input/by-path/... */
    int in_key;         /* a key's number in linux/input-event-codes.h; 0: it is a switch */
    int out_key;        /* 0: letting go of in_key means out */
};

struct jack;

/* What one event of the kernel means; false when it is about something else. */
bool jack_read(const struct jack_settings *settings, const struct input_event *event,
               bool *out_is_in);

/* `wake` is called on the reading thread when something has changed. */
enum status jack_open(const struct jack_settings *settings, void (*wake)(void *),
                      void *wake_context, struct jack **out_jack) MUST_USE;
void jack_close(struct jack *jack); /* takes NULL */

bool jack_is_in(const struct jack *jack);

#endif
