#include "render/icon.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL2/SDL_image.h>

struct icon {
    char name[ICON_NAME_MAX + 1];
    int width_px; /* as asked */
    int height_px;
    SDL_Surface *surface; /* ARGB8888; NULL: the file cannot be read */
    unsigned char *alpha; /* its coverage */
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
    SDL_FreeSurface(icon->surface);
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

static struct icon *slot_find(struct icon_set *set, const char *name, struct rect rect)
{
    struct icon *oldest = &set->icons[0];
    for (int i = 0; i < ICONS_MAX; i++) {
        struct icon *icon = &set->icons[i];
        if (icon->used_at != 0 && icon->width_px == rect.w && icon->height_px == rect.h &&
            strcmp(icon->name, name) == 0) {
            return icon;
        }
        if (icon->used_at < oldest->used_at) {
            oldest = icon;
        }
    }
    icon_clear(oldest);
    (void)text_copy(oldest->name, sizeof(oldest->name), name);
    oldest->width_px = rect.w;
    oldest->height_px = rect.h;
    oldest->surface = surface_load(set, name, rect.w, rect.h);
    oldest->alpha = oldest->surface != NULL ? alpha_of(oldest->surface) : NULL;
    return oldest;
}

void icon_draw(struct icon_set *set, const char *name, struct rect rect, struct color color,
               struct canvas *canvas)
{
    if (rect_is_empty(rect)) {
        return;
    }
    struct icon *icon = slot_find(set, name, rect);
    icon->used_at = ++set->use_counter;
    if (icon->surface == NULL) {
        return;
    }
    struct rect place = rect_center(rect, icon->surface->w, icon->surface->h);
    if (color.a != 0) {
        struct coverage coverage = {icon->alpha, icon->surface->w, icon->surface->h};
        canvas_tint(canvas, &coverage, place.x, place.y, color);
        return;
    }
    for (int y = 0; y < icon->surface->h; y++) {
        canvas_picture(canvas, surface_row(icon->surface, y), icon->surface->w, 1, place.x,
                       place.y + y);
    }
}
