#include "platform/settings.h"

#include "base/config.h"

#include <stdio.h>

enum { KEY_CODE_MAX = 767 }; /* of Linux */

/* clang-format off */
#define SCREEN  __typeof__(((struct settings *)0)->screen)
#define PRINTER __typeof__(((struct settings *)0)->printer)
#define SOUND __typeof__(((struct settings *)0)->sound)
#define PATIENCE __typeof__(((struct settings *)0)->patience)
#define OFFLINE __typeof__(((struct settings *)0)->offline)

static const cyaml_schema_field_t screen_fields[] = {
    CYAML_FIELD_INT("width_px", CYAML_FLAG_OPTIONAL, SCREEN, width_px),
    CYAML_FIELD_INT("height_px", CYAML_FLAG_OPTIONAL, SCREEN, height_px),
    CYAML_FIELD_FLOAT("px_pitch_mm", CYAML_FLAG_DEFAULT, SCREEN, px_pitch_mm),
    CYAML_FIELD_INT("view_distance_mm", CYAML_FLAG_DEFAULT, SCREEN, view_distance_mm),
    CYAML_FIELD_INT("mount_bottom_mm", CYAML_FLAG_DEFAULT, SCREEN, mount_bottom_mm),
    CYAML_FIELD_BOOL("fullscreen", CYAML_FLAG_OPTIONAL, SCREEN, fullscreen),
    CYAML_FIELD_BOOL("cursor", CYAML_FLAG_OPTIONAL, SCREEN, cursor),
    CYAML_FIELD_END};

static const cyaml_schema_field_t printer_fields[] = {
    CYAML_FIELD_STRING_PTR("uri", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, PRINTER, uri, 0, 255),
    CYAML_FIELD_STRING_PTR("options", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, PRINTER, options,
                           0, 255),
    CYAML_FIELD_END};

static const cyaml_schema_field_t sound_fields[] = {
    CYAML_FIELD_STRING_PTR("headphones", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, SOUND,
                           headphones, 0, 127),
    CYAML_FIELD_STRING_PTR("loudspeaker", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, SOUND,
                           loudspeaker, 0, 127),
    CYAML_FIELD_STRING_PTR("jack", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, SOUND, jack, 0, 255),
    CYAML_FIELD_INT("jack_in_key", CYAML_FLAG_OPTIONAL, SOUND, jack_in_key),
    CYAML_FIELD_INT("jack_out_key", CYAML_FLAG_OPTIONAL, SOUND, jack_out_key),
    CYAML_FIELD_STRING_PTR("command", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, SOUND, command, 0,
                           511),
    CYAML_FIELD_INT("command_rate_hz", CYAML_FLAG_OPTIONAL, SOUND, command_rate_hz),
    CYAML_FIELD_END};

static const cyaml_schema_field_t patience_fields[] = {
    CYAML_FIELD_INT("idle_s", CYAML_FLAG_DEFAULT, PATIENCE, idle_s),
    CYAML_FIELD_INT("idle_long_s", CYAML_FLAG_DEFAULT, PATIENCE, idle_long_s),
    CYAML_FIELD_INT("warning_s", CYAML_FLAG_DEFAULT, PATIENCE, warning_s),
    CYAML_FIELD_INT("dead_ms", CYAML_FLAG_DEFAULT, PATIENCE, dead_ms),
    CYAML_FIELD_INT("repeat_ms", CYAML_FLAG_DEFAULT, PATIENCE, repeat_ms),
    CYAML_FIELD_END};

static const cyaml_schema_field_t offline_fields[] = {
    CYAML_FIELD_INT("numbers", CYAML_FLAG_DEFAULT, OFFLINE, numbers),
    CYAML_FIELD_END};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct settings, name, 1, 40),
    CYAML_FIELD_STRING_PTR("time_zone", CYAML_FLAG_POINTER, struct settings, time_zone, 1, 64),
    CYAML_FIELD_BOOL("enforce_hours", CYAML_FLAG_OPTIONAL, struct settings, enforce_hours),
    CYAML_FIELD_MAPPING("screen", CYAML_FLAG_DEFAULT, struct settings, screen, screen_fields),
    CYAML_FIELD_MAPPING("printer", CYAML_FLAG_DEFAULT, struct settings, printer, printer_fields),
    CYAML_FIELD_MAPPING("sound", CYAML_FLAG_OPTIONAL, struct settings, sound, sound_fields),
    CYAML_FIELD_MAPPING("offline", CYAML_FLAG_OPTIONAL, struct settings, offline, offline_fields),
    CYAML_FIELD_MAPPING("patience", CYAML_FLAG_DEFAULT, struct settings, patience,
                        patience_fields),
    CYAML_FIELD_END};
/* clang-format on */

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct settings, fields)};

struct range {
    const char *key;
    double value;
    double least;
    double most;
};

/* The bounds are those of the accessibility rules, not of taste. */
static enum status check(const struct settings *settings, const char *path, char *error,
                         size_t error_size)
{
    const struct range ranges[] = {
        {"screen.width_px", settings->screen.width_px, 0, 7680},
        {"screen.height_px", settings->screen.height_px, 0, 7680},
        {"screen.px_pitch_mm", settings->screen.px_pitch_mm, 0.05, 2.0},
        {"screen.view_distance_mm", settings->screen.view_distance_mm, 300, 2000},
        {"screen.mount_bottom_mm", settings->screen.mount_bottom_mm, 0, 2000},
        {"sound.jack_in_key", settings->sound.jack_in_key, 0, KEY_CODE_MAX},
        {"sound.jack_out_key", settings->sound.jack_out_key, 0, KEY_CODE_MAX},
        {"sound.command_rate_hz", settings->sound.command_rate_hz, 0, 48000},
        {"offline.numbers", settings->offline.numbers, 0, SETTINGS_NUMBERS_MAX},
        {"patience.idle_s", settings->patience.idle_s, 60, 3600},
        {"patience.idle_long_s", settings->patience.idle_long_s, 120, 3600},
        {"patience.warning_s", settings->patience.warning_s, 20, 600},
        {"patience.dead_ms", settings->patience.dead_ms, 0, 1000},
        {"patience.repeat_ms", settings->patience.repeat_ms, 0, 1000},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        const struct range *range = &ranges[i];
        if (range->value < range->least || range->value > range->most) {
            (void)snprintf(error, error_size, "%s: %s: must be %g to %g", path, range->key,
                           range->least, range->most);
            return STATUS_INVALID;
        }
    }
    return STATUS_OK;
}

enum status settings_load(const char *path, struct settings **out_settings, char *error,
                          size_t error_size)
{
    void *value;
    enum status status = config_load(path, &schema, &value, error, error_size);
    if (status != STATUS_OK) {
        return status;
    }
    struct settings *settings = value;
    if (settings->offline.numbers == 0) {
        settings->offline.numbers = SETTINGS_NUMBERS_DEFAULT;
    }
    status = check(settings, path, error, error_size);
    if (status != STATUS_OK) {
        settings_free(settings);
        return status;
    }
    *out_settings = settings;
    return STATUS_OK;
}

void settings_free(struct settings *settings)
{
    if (settings != NULL) {
        config_free(&schema, settings);
    }
}
