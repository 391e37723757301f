/*
 * window.h - the one window: its pixels, its events, and a wake that other threads may call.
 *
 * Everything is drawn by the processor into the window's own surface; no GPU, no renderer of SDL.
 *
 * Owner    the main thread; only window_wake may be called by others.
 * Memory   window_open / window_close.
 * Errors   STATUS_UNAVAILABLE when there is no display; `error` says SDL's words.
 */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include "base/status.h"
#include "ui/pixels.h"
#include "ui/rect.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct window;

struct window_settings {
    int width_px; /* 0: the whole display */
    int height_px;
    bool is_fullscreen;
    bool may_shrink; /* a developer's desktop may be smaller than the panel: keep the shape */
    bool has_cursor;
};

enum input_kind {
    INPUT_NONE,
    INPUT_WAKE, /* another thread has something for us */
    INPUT_QUIT,
    INPUT_SIZE,  /* the pixels are new and empty */
    INPUT_SHOWN, /* the same pixels must be shown again */
    INPUT_DOWN,
    INPUT_MOVE,
    INPUT_UP,
    INPUT_KEY,
    INPUT_CHAR /* a printable character, as a code scanner types it */
};

enum pad_key {
    PAD_NEXT,
    PAD_PREVIOUS,
    PAD_SELECT,
    PAD_BACK,
    PAD_REPEAT,
    PAD_LOUDER,
    PAD_SOFTER,
    PAD_STOP
};

struct input {
    enum input_kind kind;
    int64_t contact; /* a finger's own number; -1 is the mouse */
    int x;
    int y;
    enum pad_key key;
    char ch;
};

enum status window_open(const struct window_settings *settings, struct window **out_window,
                        char *error, size_t error_size) MUST_USE;
void window_close(struct window *window); /* takes NULL */

/* Valid until the next INPUT_SIZE. */
struct pixels window_pixels(struct window *window);
void window_show(struct window *window, struct rect part);

/* The next thing that happened; waits for it at most timeout_ms (< 0: no end). */
struct input window_wait(struct window *window, int timeout_ms);

/* Any thread: makes window_wait return. */
void window_wake(void *window);

/* Which video driver SDL chose: "x11", "wayland", "dummy". */
const char *window_driver(const struct window *window);

#endif
