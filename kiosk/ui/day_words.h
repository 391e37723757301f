/*
 * day_words.h - days and hours as people say them, the same on screen and paper.
 *
 * Owner    any thread.
 * Time     of the office; an instant is told in its zone.
 */
#ifndef UI_DAY_WORDS_H
#define UI_DAY_WORDS_H

#include "base/i18n.h"

#include <stddef.h>
#include <stdint.h>

/* "poniedziałek 23 listopada" */
void day_words(const struct i18n *i18n, enum language language, int32_t day, char *out,
               size_t out_size);

/* "poniedziałek 23 listopada, godz. 7:30" */
void moment_words(const struct i18n *i18n, enum language language, int64_t utc_ms, char *out,
                  size_t out_size);

/* "482 913": a code in groups of three, as it is read and said. */
void code_in_groups(const char *code, char *out, size_t out_size);

#endif
