#include "base/log.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/json_out.h"

#include <unistd.h>

enum { LINE_BYTES_MAX = 8192 };

static int log_descriptor = STDERR_FILENO;
static enum log_level log_least = LOG_LEVEL_INFO;

static const char *const level_names[] = {
    [LOG_LEVEL_DEBUG] = "debug",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_WARN] = "warn",
    [LOG_LEVEL_ERROR] = "error",
};

void log_setup(int descriptor, enum log_level least)
{
    log_descriptor = descriptor;
    log_least = least;
}

void log_write(enum log_level level, const char *event, const struct log_field *fields)
{
    if (level < log_least) {
        return;
    }
    struct buffer line;
    struct json_out json;
    struct clock clock = clock_system();
    buffer_init(&line, LINE_BYTES_MAX);
    json_out_init(&json, &line);
    json_out_object(&json, NULL);
    json_out_int(&json, "ts", clock_now_ms(&clock));
    json_out_text(&json, "level", level_names[level]);
    json_out_text(&json, "event", event);
    for (; fields->name != NULL; fields++) {
        if (fields->text != NULL) {
            json_out_text(&json, fields->name, fields->text);
        } else {
            json_out_int(&json, fields->name, fields->number);
        }
    }
    json_out_end(&json);
    buffer_append(&line, "\n", 1);
    if (!line.overflow) {
        /* Nothing better to do about a log that cannot be written than to go on. */
        ssize_t written = write(log_descriptor, line.bytes, line.size_bytes);
        (void)written;
    }
    buffer_finish(&line);
}
