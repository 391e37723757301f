/*
 * line_loop.h - the main loop of a probe: lines come in, wakes come in, one thread sees both.
 *
 * Owner    main runs line_loop_run; line_loop_wake may be called on any thread.
 */
#ifndef SUPPORT_LINE_LOOP_H
#define SUPPORT_LINE_LOOP_H

#include <stdint.h>

struct line_loop {
    int wake_fd;
    int64_t start_ms; /* monotonic */
    void *context;
    void (*on_line)(void *context, char *line); /* without the line's end */
    void (*on_wake)(void *context);
};

void line_loop_init(struct line_loop *loop);
void line_loop_finish(struct line_loop *loop);

/* As a thread's wake callback; context is the loop. */
void line_loop_wake(void *context);

/* Until "quit" or the end of the input. */
void line_loop_run(struct line_loop *loop);

int64_t line_loop_ms(const struct line_loop *loop); /* since line_loop_init */

/* The next word of a line, "" when there is none; *at moves on. */
const char *line_word(char **at);

#endif
