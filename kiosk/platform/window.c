#include "platform/window.h"

#include "base/memory.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>

struct window {
    SDL_Window *sdl;
    SDL_Surface *own; /* when the window's pixels are of another format */
    Uint32 wake_event;
    atomic_bool is_wake_posted;
    char driver[24];
};

/* Without this SDL's window surface is silently a GL texture: five times the memory. Wayland has no
 * other way. */
static void choose_framebuffer(const char *driver)
{
    static const char *const plain[] = {"x11", "offscreen", "dummy"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(driver, plain[i]) == 0) {
            (void)SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
        }
    }
}

/* A kiosk composes no characters: Xlib need not read the tables for that (1.5 MB, 20 ms). */
static void set_hints(void)
{
    (void)SDL_setenv("XCOMPOSEFILE", "/dev/null", 0);
    (void)SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    (void)SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    (void)SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    (void)SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    (void)SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "1");
    (void)SDL_SetHint(SDL_HINT_APP_NAME, "Okienko");
}

/* The same shape in what a desktop leaves free. */
static void shrink(int *width, int *height)
{
    SDL_Rect room;
    bool is_known = SDL_GetDisplayUsableBounds(0, &room) == 0 && *width > 0 && *height > 0;
    if (!is_known || (*width <= room.w && *height <= room.h)) {
        return;
    }
    int by_height = *width * room.h / *height;
    bool is_tall = by_height <= room.w;
    *height = is_tall ? room.h : *height * room.w / *width;
    *width = is_tall ? by_height : room.w;
}

static SDL_Window *open_sdl(const struct window_settings *settings)
{
    int width = settings->width_px;
    int height = settings->height_px;
    SDL_DisplayMode mode;
    if ((width == 0 || height == 0) && SDL_GetDesktopDisplayMode(0, &mode) == 0) {
        width = mode.w;
        height = mode.h;
    }
    if (settings->may_shrink) {
        shrink(&width, &height);
    }
    Uint32 flags = settings->is_fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    return SDL_CreateWindow("Okienko", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, width,
                            height, flags);
}

static enum status fail(char *error, size_t error_size)
{
    (void)snprintf(error, error_size, "no window: %s", SDL_GetError());
    SDL_Quit();
    return STATUS_UNAVAILABLE;
}

enum status window_open(const struct window_settings *settings, struct window **out_window,
                        char *error, size_t error_size)
{
    set_hints();
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return fail(error, error_size);
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    choose_framebuffer(driver);
    SDL_Window *sdl = open_sdl(settings);
    if (sdl == NULL) {
        return fail(error, error_size);
    }
    (void)SDL_ShowCursor(settings->has_cursor ? SDL_ENABLE : SDL_DISABLE);
    SDL_StopTextInput();
    struct window *window = memory_new(1, sizeof(*window));
    window->sdl = sdl;
    window->wake_event = SDL_RegisterEvents(1);
    atomic_init(&window->is_wake_posted, false);
    (void)text_copy(window->driver, sizeof(window->driver), driver);
    *out_window = window;
    return STATUS_OK;
}

void window_close(struct window *window)
{
    if (window == NULL) {
        return;
    }
    SDL_FreeSurface(window->own);
    SDL_DestroyWindow(window->sdl);
    SDL_Quit();
    free(window);
}

const char *window_driver(const struct window *window)
{
    return window->driver;
}

static bool is_plain(const SDL_Surface *surface)
{
    Uint32 format = surface->format->format;
    return format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
}

/* The surface that is drawn into. */
static SDL_Surface *target_of(struct window *window, SDL_Surface *shown)
{
    if (is_plain(shown)) {
        return shown;
    }
    if (window->own == NULL || window->own->w != shown->w || window->own->h != shown->h) {
        SDL_FreeSurface(window->own);
        window->own =
            SDL_CreateRGBSurfaceWithFormat(0, shown->w, shown->h, 32, SDL_PIXELFORMAT_RGB888);
    }
    return window->own;
}

struct pixels window_pixels(struct window *window)
{
    SDL_Surface *shown = SDL_GetWindowSurface(window->sdl);
    SDL_Surface *target = shown != NULL ? target_of(window, shown) : NULL;
    if (target == NULL) {
        return (struct pixels){0};
    }
    return (struct pixels){target->pixels, target->w, target->h, target->pitch / 4};
}

void window_show(struct window *window, struct rect part)
{
    SDL_Surface *shown = SDL_GetWindowSurface(window->sdl);
    if (shown == NULL || rect_is_empty(part)) {
        return;
    }
    SDL_Rect rect = {part.x, part.y, part.w, part.h};
    if (!is_plain(shown) && window->own != NULL) {
        (void)SDL_BlitSurface(window->own, &rect, shown, &rect);
    }
    (void)SDL_UpdateWindowSurfaceRects(window->sdl, &rect, 1);
}

void window_wake(void *window)
{
    struct window *self = window;
    if (atomic_exchange(&self->is_wake_posted, true)) {
        return; /* one is on its way already */
    }
    SDL_Event event = {.type = self->wake_event};
    if (SDL_PushEvent(&event) != 1) {
        atomic_store(&self->is_wake_posted, false);
    }
}

/* The characters of a keyboard of the United States, which is what scanners pretend to be. Text
 * input proper would bring an input method and its memory. */
static char char_of(SDL_Keycode code, bool is_shifted)
{
    static const char plain[] = "1234567890-=[]\\;',./`";
    static const char shifted[] = "!@#$%^&*()_+{}|:\"<>?~";
    if (code >= SDLK_a && code <= SDLK_z) {
        return (char)(is_shifted ? code - 'a' + 'A' : code);
    }
    const char *at = code > 0 && code < 0x7F ? strchr(plain, code) : NULL;
    if (at != NULL && is_shifted) {
        return shifted[at - plain];
    }
    bool is_pad = code >= SDLK_KP_1 && code <= SDLK_KP_0;
    if (is_pad) {
        return "1234567890"[code - SDLK_KP_1];
    }
    if (at == NULL) {
        return '\0';
    }
    return *at;
}

static struct input read_char(const SDL_Keysym *key)
{
    char ch = char_of(key->sym, (key->mod & KMOD_SHIFT) != 0);
    return (struct input){.kind = ch != '\0' ? INPUT_CHAR : INPUT_NONE, .ch = ch};
}

static struct input read_key(const SDL_Keysym *key)
{
    switch (key->sym) {
    case SDLK_TAB:
    case SDLK_DOWN:
    case SDLK_RIGHT: return (struct input){.kind = INPUT_KEY, .key = PAD_NEXT};
    case SDLK_UP:
    case SDLK_LEFT: return (struct input){.kind = INPUT_KEY, .key = PAD_PREVIOUS};
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
    case SDLK_SPACE: return (struct input){.kind = INPUT_KEY, .key = PAD_SELECT};
    case SDLK_ESCAPE:
    case SDLK_BACKSPACE: return (struct input){.kind = INPUT_KEY, .key = PAD_BACK};
    case SDLK_HELP:
    case SDLK_F5: return (struct input){.kind = INPUT_KEY, .key = PAD_REPEAT};
    case SDLK_VOLUMEUP:
    case SDLK_KP_PLUS:
    case SDLK_F7: return (struct input){.kind = INPUT_KEY, .key = PAD_LOUDER};
    case SDLK_VOLUMEDOWN:
    case SDLK_KP_MINUS:
    case SDLK_F6: return (struct input){.kind = INPUT_KEY, .key = PAD_SOFTER};
    case SDLK_PAUSE:
    case SDLK_F8: return (struct input){.kind = INPUT_KEY, .key = PAD_STOP};
    default: return read_char(key);
    }
}

static struct input read_window(const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED: return (struct input){.kind = INPUT_SIZE};
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN: return (struct input){.kind = INPUT_SHOWN};
    default: return (struct input){0};
    }
}

static struct input read_mouse(enum input_kind kind, int x, int y)
{
    return (struct input){.kind = kind, .contact = -1, .x = x, .y = y};
}

static struct input read_finger(struct window *window, enum input_kind kind,
                                const SDL_TouchFingerEvent *finger)
{
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(window->sdl, &width, &height);
    return (struct input){.kind = kind,
                          .contact = finger->fingerId,
                          .x = (int)(finger->x * (float)width),
                          .y = (int)(finger->y * (float)height)};
}

static struct input read_event(struct window *window, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT: return (struct input){.kind = INPUT_QUIT};
    case SDL_WINDOWEVENT: return read_window(&event->window);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event->button.button != SDL_BUTTON_LEFT) {
            return (struct input){0};
        }
        return read_mouse(event->type == SDL_MOUSEBUTTONDOWN ? INPUT_DOWN : INPUT_UP,
                          event->button.x, event->button.y);
    case SDL_MOUSEMOTION: return read_mouse(INPUT_MOVE, event->motion.x, event->motion.y);
    case SDL_FINGERDOWN: return read_finger(window, INPUT_DOWN, &event->tfinger);
    case SDL_FINGERMOTION: return read_finger(window, INPUT_MOVE, &event->tfinger);
    case SDL_FINGERUP: return read_finger(window, INPUT_UP, &event->tfinger);
    case SDL_KEYDOWN:
        return event->key.repeat != 0 ? (struct input){0} : read_key(&event->key.keysym);
    default: break;
    }
    if (event->type == window->wake_event) {
        atomic_store(&window->is_wake_posted, false);
        return (struct input){.kind = INPUT_WAKE};
    }
    return (struct input){0};
}

struct input window_wait(struct window *window, int timeout_ms)
{
    SDL_Event event;
    int got = timeout_ms < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, timeout_ms);
    return got == 1 ? read_event(window, &event) : (struct input){0};
}
