/*
 * promise_words.h - how a range of minutes is told, the same on screen, paper, phone and by ear.
 *
 *   nothing known      "Czasu czekania teraz nie znamy."
 *   up to 0            "Wezwiemy Cię za chwilę"
 *   15 to 30           "około 15–30 minut"
 *   20 to 95           "ponad 20 minut": of a range wider than an hour only the lower end means
 *                      something; from 0 it is told as a range all the same, "over nothing" says
 *                      nothing
 *
 * Owner    any thread: pure.
 * Errors   none.
 */
#ifndef BASE_PROMISE_WORDS_H
#define BASE_PROMISE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

enum { PROMISE_WIDTH_MAX_MIN = 60 };

enum promise_kind { PROMISE_UNKNOWN, PROMISE_SOON, PROMISE_RANGE, PROMISE_OVER };

/* Of PROMISE_OVER only low_min is said (never 0). */
enum promise_kind promise_kind_of(bool is_known, int64_t low_min, int64_t high_min);

/* The text's key in the catalogue; it takes {a} for low_min and {b} for high_min. */
const char *promise_text_key(enum promise_kind kind);

#endif
