#include "platform/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MIN_PX = 320, SIDE_MAX_PX = 7680 };

const char options_help[] =
    "okienko-kiosk - the touch screen in the lobby\n"
    "\n"
    "  --config FILE      this panel and its printer (config/kiosk.yaml)\n"
    "  --backend URL      where okienko-backend listens\n"
    "  --token-file FILE  the token that \"okienko-backend device add\" printed\n"
    "  --size WxH         a window of this size, for example 1080x1920\n"
    "  --printer URI      ipp://HOST/printers/QUEUE; \"\" for none\n"
    "  --assets DIR       where locale/ and icons/ are\n"
    "  --state DIR        keeps numbers and tickets for when the backend is away\n"
    "  --script FILE|-    runs commands instead of waiting for hands\n";

/* "1080x1920". */
static bool size_parse(const char *text, struct options *options)
{
    char *end;
    long width = strtol(text, &end, 10);
    if (end == text || *end != 'x') {
        return false;
    }
    const char *second = end + 1;
    long height = strtol(second, &end, 10);
    bool is_sound = end != second && *end == '\0' && width >= SIDE_MIN_PX && width <= SIDE_MAX_PX &&
                    height >= SIDE_MIN_PX && height <= SIDE_MAX_PX;
    if (is_sound) {
        options->width_px = (int)width;
        options->height_px = (int)height;
    }
    return is_sound;
}

static bool option_set(struct options *options, const char *name, const char *value)
{
    const struct {
        const char *name;
        const char **place;
    } texts[] = {
        {"--config", &options->config_path},    {"--backend", &options->backend_url},
        {"--token-file", &options->token_path}, {"--script", &options->script_path},
        {"--printer", &options->printer_uri},   {"--assets", &options->assets_path},
        {"--state", &options->state_path},
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].place = value;
            return true;
        }
    }
    return strcmp(name, "--size") == 0 && size_parse(value, options);
}

enum status options_parse(int argc, char **argv, struct options *out_options, char *error,
                          size_t error_size)
{
    struct options options = {0};
    for (int i = 1; i < argc; i += 2) {
        if (strcmp(argv[i], "--help") == 0) {
            *out_options = (struct options){.wants_help = true};
            return STATUS_OK;
        }
        if (i + 1 >= argc || !option_set(&options, argv[i], argv[i + 1])) {
            (void)snprintf(error, error_size, "not understood: %s%s%s", argv[i],
                           i + 1 < argc ? " " : "", i + 1 < argc ? argv[i + 1] : "");
            return STATUS_INVALID;
        }
    }
    if (options.config_path == NULL || options.backend_url == NULL || options.token_path == NULL) {
        (void)snprintf(error, error_size, "--config, --backend and --token-file are needed");
        return STATUS_INVALID;
    }
    *out_options = options;
    return STATUS_OK;
}
