/*
 * options.h - the command line of okienko-kiosk.
 *
 * Memory   the texts are borrowed from argv.
 * Errors   STATUS_INVALID with one plain sentence.
 */
#ifndef PLATFORM_OPTIONS_H
#define PLATFORM_OPTIONS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

struct options {
    const char *config_path;
    const char *backend_url;
    const char *token_path;
    const char *script_path; /* NULL: a person is at the screen */
    const char *printer_uri; /* NULL: as configured */
    const char *state_path;  /* NULL: nothing is kept, no number without the backend */
    const char *assets_path; /* NULL: as built; holds locale/ and, if it is there, icons/ */
    int width_px;            /* 0: as configured */
    int height_px;
    bool wants_help;
};

extern const char options_help[];

enum status options_parse(int argc, char **argv, struct options *out_options, char *error,
                          size_t error_size) MUST_USE;

#endif
