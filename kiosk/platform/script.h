/*
 * script.h - commands for a kiosk without hands: tests, demonstrations, benchmarks.
 *
 * One command a line, '#' begins a comment:
 *
 *     tap ID              a patient finger: waits for the node, keeps clear of the tremor guard
 *     tap-at X Y          the same at a place, whatever lies there
 *     down ID | up ID     the parts of a tap, with no patience at all
 *     key NAME            next, previous, select, back, repeat, louder, softer, stop
 *     jack in|out         headphones
 *     text STRING         what a code scanner would type
 *     clock YYYYMMDD HHMM the office's date and time of day
 *     advance MS          moves the clock on, through every deadline on the way
 *     expect-screen NAME  expect-text STRING  expect-no-text STRING
 *     dump FILE           the node tree as JSON
 *     shot FILE           the screen as PNG
 *     paint on|off        off: nothing is drawn, which is what costs most
 *     lint                refuses a screen with findings (ui/lint.h)
 *     lint-to FILE        writes the findings and goes on
 *     listen FILE         from now on writes there what is said, a line of JSON each
 *     wait-idle           until network and printer are quiet
 *     wait-spoken         until nothing is being said
 *     quit
 *
 * What expects something waits for it a few seconds of real time. From standard input commands come
 * one by one and each is answered with a line "ok" or "failed: WHY".
 *
 * Owner    the main thread; a reader thread of its own for standard input.
 * Errors   the first command that fails ends the script.
 */
#ifndef PLATFORM_SCRIPT_H
#define PLATFORM_SCRIPT_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SCRIPT_LINE_MAX = 511,
    SCRIPT_LINES_MAX = 100000,
    SCRIPT_PATIENCE_MS = 5000,
    SCRIPT_IDLE_MS = 20000,  /* how long wait-idle waits */
    SCRIPT_SPOKEN_MS = 90000 /* how long wait-spoken does */
};

enum script_verb {
    VERB_TAP,
    VERB_TAP_AT,
    VERB_DOWN,
    VERB_UP,
    VERB_KEY,
    VERB_JACK,
    VERB_LISTEN,
    VERB_TEXT,
    VERB_CLOCK,
    VERB_ADVANCE,
    VERB_EXPECT_SCREEN,
    VERB_EXPECT_TEXT,
    VERB_EXPECT_NO_TEXT,
    VERB_DUMP,
    VERB_SHOT,
    VERB_PAINT,
    VERB_LINT,
    VERB_LINT_TO,
    VERB_WAIT_IDLE,
    VERB_WAIT_SPOKEN,
    VERB_QUIT,
    VERB_COUNT
};

struct script_step {
    enum script_verb verb;
    int line;
    char text[SCRIPT_LINE_MAX + 1]; /* the argument, trimmed; "" for none */
    int64_t number;                 /* ADVANCE: ms; TAP_AT: x; CLOCK: day */
    int64_t number_2;               /* TAP_AT: y; CLOCK: 1530 is half past three */
};

/* STATUS_MISSING for a blank line or a comment; STATUS_INVALID with `error` for nonsense. */
enum status script_parse(const char *line, int number, struct script_step *out_step, char *error,
                         size_t error_size) MUST_USE;

enum script_outcome {
    SCRIPT_DONE,
    SCRIPT_NOT_YET, /* ask again soon; `error` says what is missing */
    SCRIPT_FAILED,  /* `error` says why */
    SCRIPT_QUIT
};

/* Does one step; called again for a step that is NOT_YET until its patience is over. */
typedef enum script_outcome script_do(void *context, const struct script_step *step, char *error,
                                      size_t error_size);

struct script;

/* "-" is standard input. `wake` is called on the reader thread when a line has come. */
enum status script_open(const char *path, void (*wake)(void *), void *wake_context,
                        struct script **out_script, char *error, size_t error_size) MUST_USE;
void script_close(struct script *script); /* takes NULL */

/* Runs what can be run now. SCRIPT_DONE: the script is over; SCRIPT_NOT_YET: call again after
 * script_pause_ms or when woken. On failure the words are on stderr, with the line. */
enum script_outcome script_run(struct script *script, int64_t real_ms, script_do *step,
                               void *context);

/* How long the loop may sleep on the script's account; -1: until woken. */
int script_pause_ms(struct script *script);

#endif
