/*
 * settings.h - config/kiosk.yaml: this very panel, its printer, its patience.
 *
 * Memory   settings_load allocates, settings_free frees; texts are borrowed from it.
 * Errors   STATUS_MISSING or STATUS_INVALID with words that name file, line and key.
 */
#ifndef PLATFORM_SETTINGS_H
#define PLATFORM_SETTINGS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { SETTINGS_NUMBERS_DEFAULT = 40, SETTINGS_NUMBERS_MAX = 500 };

struct settings {
    char *name; /* of this kiosk, unique in its centre */
    char *time_zone;
    bool enforce_hours; /* outside opening hours there are no numbers */

    struct {
        int width_px; /* 0: the whole display */
        int height_px;
        double px_pitch_mm;
        int view_distance_mm;
        int mount_bottom_mm;
        bool fullscreen;
        bool cursor;
    } screen;

    struct {
        char *uri; /* "" or absent: there is none */
        char *options;
    } printer;

    struct {
        char *headphones; /* as SDL lists it; "" or absent: the system's default */
        char *loudspeaker;
        char *jack;      /* the input device that tells of headphones; "" or absent: none */
        int jack_in_key; /* platform/jack.h */
        int jack_out_key;
        char *command; /* speech/engine.h; "" or absent: the built-in voice */
        int command_rate_hz;
    } sound;

    struct {
        int numbers; /* of each series to have in hand; 0 or absent: SETTINGS_NUMBERS_DEFAULT */
    } offline;

    struct {
        int idle_s;
        int idle_long_s;
        int warning_s;
        int dead_ms;
        int repeat_ms;
    } patience;
};

enum status settings_load(const char *path, struct settings **out_settings, char *error,
                          size_t error_size) MUST_USE;
void settings_free(struct settings *settings); /* takes NULL */

#endif
