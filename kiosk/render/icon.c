#include "render/icon.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL2/SDL_image.h>

struct icon {
    char name[ICON_NAME_MAX + 1];
    int asked_w_px;
    int asked_h_px;
    bool is_tinted;
    int width_px; /* as drawn: proportions are kept */
    int height_px;
    SDL_Surface *picture; /* ARGB8888, when it has its own colours */
    unsigned char *alpha; /* coverage, when it is tinted; neither: the file cannot be read */
    uint64_t used_at;     /* 0: free */
};

struct icon_set {
    char directory[512];
    struct icon icons[ICONS_MAX];
    uint64_t use_counter;
};

struct icon_set *icon_set_create(const char *directory)
{
    struct icon_set *set = memory_new(1, sizeof(*set));
    (void)text_copy(set->directory, sizeof(set->directory), directory);
    return set;
}

static void icon_clear(struct icon *icon)
{
    SDL_FreeSurface(icon->picture);
    free(icon->alpha);
    *icon = (struct icon){0};
}

void icon_set_destroy(struct icon_set *set)
{
    if (set == NULL) {
        return;
    }
    for (int i = 0; i < ICONS_MAX; i++) {
        icon_clear(&set->icons[i]);
    }
    free(set);
}

void icon_set_drop_pictures(struct icon_set *set)
{
    for (int i = 0; i < ICONS_MAX; i++) {
        if (set->icons[i].picture != NULL) {
            icon_clear(&set->icons[i]);
        }
    }
}

static void path_format(const struct icon_set *set, const char *name, char *out, size_t out_size)
{
    (void)snprintf(out, out_size, "%s/%s.svg", set->directory, name);
}

bool icon_is_there(const struct icon_set *set, const char *name)
{
    char path[600];
    path_format(set, name, path, sizeof(path));
    return access(path, R_OK) == 0;
}

static SDL_Surface *surface_load(const struct icon_set *set, const char *name, int width,
                                 int height)
{
    char path[600];
    path_format(set, name, path, sizeof(path));
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    SDL_Surface *loaded = IMG_LoadSizedSVG_RW(file, width, height);
    (void)SDL_RWclose(file);
    if (loaded == NULL) {
        return NULL;
    }
    SDL_Surface *converted = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(loaded);
    return converted;
}

static const uint32_t *surface_row(const SDL_Surface *surface, int y)
{
    const unsigned char *bytes = surface->pixels;
    return (const uint32_t *)(const void *)(bytes + (size_t)y * (size_t)surface->pitch);
}

static unsigned char *alpha_of(const SDL_Surface *surface)
{
    unsigned char *alpha = memory_new((size_t)surface->w * (size_t)surface->h, 1);
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = surface_row(surface, y);
        for (int x = 0; x < surface->w; x++) {
            alpha[(size_t)y * (size_t)surface->w + (size_t)x] = (unsigned char)(row[x] >> 24);
        }
    }
    return alpha;
}

static void icon_load(const struct icon_set *set, struct icon *icon)
{
    SDL_Surface *surface = surface_load(set, icon->name, icon->asked_w_px, icon->asked_h_px);
    if (surface == NULL) {
        return;
    }
    icon->width_px = surface->w;
    icon->height_px = surface->h;
    if (icon->is_tinted) {
        icon->alpha = alpha_of(surface);
        SDL_FreeSurface(surface);
    } else {
        icon->picture = surface;
    }
}

static struct icon *icon_get(struct icon_set *set, const char *name, struct rect rect,
                             bool is_tinted)
{
    struct icon *oldest = &set->icons[0];
    for (int i = 0; i < ICONS_MAX; i++) {
        struct icon *icon = &set->icons[i];
        if (icon->used_at != 0 && icon->asked_w_px == rect.w && icon->asked_h_px == rect.h &&
            icon->is_tinted == is_tinted && strcmp(icon->name, name) == 0) {
            return icon;
        }
        bool is_other_size = !is_tinted && icon->picture != NULL && strcmp(icon->name, name) == 0;
        if (is_other_size) {
            icon_clear(icon); /* pictures are large: one size of each is enough */
        }
        if (icon->used_at < oldest->used_at) {
            oldest = icon;
        }
    }
    icon_clear(oldest);
    (void)text_copy(oldest->name, sizeof(oldest->name), name);
    oldest->asked_w_px = rect.w;
    oldest->asked_h_px = rect.h;
    oldest->is_tinted = is_tinted;
    icon_load(set, oldest);
    return oldest;
}

void icon_draw(struct icon_set *set, const char *name, struct rect rect, struct color color,
               struct canvas *canvas)
{
    if (rect_is_empty(rect)) {
        return;
    }
    struct icon *icon = icon_get(set, name, rect, color.a != 0);
    icon->used_at = ++set->use_counter;
    struct rect place = rect_center(rect, icon->width_px, icon->height_px);
    if (icon->alpha != NULL) {
        struct coverage coverage = {icon->alpha, icon->width_px, icon->height_px};
        canvas_tint(canvas, &coverage, place.x, place.y, color);
    }
    for (int y = 0; icon->picture != NULL && y < icon->height_px; y++) {
        canvas_picture(canvas, surface_row(icon->picture, y), icon->width_px, 1, place.x,
                       place.y + y);
    }
}
