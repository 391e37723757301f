/*
 * log.h - JSON lines on one descriptor: {"ts":...,"level":"info","event":"ticket.issued",...}.
 *
 * Only loops, api and workers log; libraries return a status. Fields are ids, counts, names of
 * states: never what a person typed, chose or is called.
 *
 * Owner    any thread; a line is one write(2), so lines never mix.
 *
 *     log_info("ticket.issued", LOG_INT("ticket", 7), LOG_TEXT("state", "waiting"));
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

struct log_field {
    const char *name;
    const char *text; /* NULL: `number` counts */
    int64_t number;
};

#define LOG_INT(name_, number_) ((struct log_field){(name_), NULL, (int64_t)(number_)})
#define LOG_TEXT(name_, text_)  ((struct log_field){(name_), (text_), 0})
#define LOG_END                 ((struct log_field){NULL, NULL, 0})

/* Default: descriptor 2, level info. Call before threads start. */
void log_setup(int descriptor, enum log_level least);
void log_write(enum log_level level, const char *event, const struct log_field *fields);

/* They are called like functions. NOLINTBEGIN(readability-identifier-naming) */
#define log_at(level_, ...) log_pick_(level_, __VA_ARGS__, LOG_END)
#define log_pick_(level_, event_, ...)                                                             \
    log_write((level_), (event_), (const struct log_field[]){__VA_ARGS__})

#define log_debug(...) log_at(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define log_info(...)  log_at(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_warn(...)  log_at(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_error(...) log_at(LOG_LEVEL_ERROR, __VA_ARGS__)
/* NOLINTEND(readability-identifier-naming) */

#endif
