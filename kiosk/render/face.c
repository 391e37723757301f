#include "render/face.h"

#include "base/memory.h"
#include "base/text.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL_ttf.h>

static const char default_directory[] = "/usr/share/fonts/truetype/noto";
static const char *const file_names[FACE_WEIGHT_COUNT] = {"NotoSans-Regular.ttf",
                                                          "NotoSans-Bold.ttf"};

enum {
    LEADING_DEFAULT_PERCENT = 125,
    CAPITAL_PERMILLE = 714,
    GLYPH_CHECK_PX = 20,
    SHORT_WORD_BYTES = 5 /* "godz." */
};

struct open_font {
    TTF_Font *font; /* NULL: free */
    enum face_weight weight;
    int size_px;
    uint64_t used_at;
};

struct face_set {
    char paths[FACE_WEIGHT_COUNT][512];
    struct open_font fonts[FACE_OPEN_MAX];
    uint64_t use_counter;
};

/* SDL_ttf counts its users and shares one FT_Library: FreeType asks that faces of one library are
 * opened and closed by one thread at a time. */
static pthread_mutex_t library_mutex = PTHREAD_MUTEX_INITIALIZER;

static TTF_Font *font_open(const char *path, int size_px)
{
    (void)pthread_mutex_lock(&library_mutex);
    TTF_Font *font = TTF_OpenFont(path, size_px);
    (void)pthread_mutex_unlock(&library_mutex);
    if (font != NULL) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    }
    return font;
}

static void font_close(struct open_font *slot)
{
    (void)pthread_mutex_lock(&library_mutex);
    TTF_CloseFont(slot->font);
    (void)pthread_mutex_unlock(&library_mutex);
    slot->font = NULL;
}

static int size_clamp(int size_px)
{
    if (size_px < FACE_SIZE_MIN_PX) {
        return FACE_SIZE_MIN_PX;
    }
    return size_px > FACE_SIZE_MAX_PX ? FACE_SIZE_MAX_PX : size_px;
}

static struct open_font *slot_find(struct face_set *set, enum face_weight weight, int size_px)
{
    struct open_font *oldest = &set->fonts[0];
    for (int i = 0; i < FACE_OPEN_MAX; i++) {
        struct open_font *slot = &set->fonts[i];
        if (slot->font != NULL && slot->weight == weight && slot->size_px == size_px) {
            return slot;
        }
        if (slot->used_at < oldest->used_at) {
            oldest = slot;
        }
    }
    return oldest;
}

/* NULL only when the file vanished after face_set_open. */
static TTF_Font *font_get(struct face_set *set, enum face_weight weight, int size_px)
{
    int size = size_clamp(size_px);
    struct open_font *slot = slot_find(set, weight, size);
    if (slot->font == NULL || slot->weight != weight || slot->size_px != size) {
        if (slot->font != NULL) {
            font_close(slot);
        }
        slot->font = font_open(set->paths[weight], size);
        slot->weight = weight;
        slot->size_px = size;
    }
    slot->used_at = ++set->use_counter;
    return slot->font;
}

enum status face_set_open(const char *directory, struct face_set **out_set, char *error,
                          size_t error_size)
{
    (void)pthread_mutex_lock(&library_mutex);
    bool is_ready = TTF_Init() == 0;
    (void)pthread_mutex_unlock(&library_mutex);
    if (!is_ready) {
        (void)snprintf(error, error_size, "SDL_ttf: %s", TTF_GetError());
        return STATUS_INTERNAL;
    }
    struct face_set *set = memory_new(1, sizeof(*set));
    for (int i = 0; i < FACE_WEIGHT_COUNT; i++) {
        (void)snprintf(set->paths[i], sizeof(set->paths[i]), "%s/%s",
                       directory != NULL ? directory : default_directory, file_names[i]);
        if (font_get(set, (enum face_weight)i, GLYPH_CHECK_PX) == NULL) {
            (void)snprintf(error, error_size, "%s: cannot be opened as a font", set->paths[i]);
            face_set_close(set);
            return STATUS_MISSING;
        }
    }
    *out_set = set;
    return STATUS_OK;
}

void face_set_close(struct face_set *set)
{
    if (set == NULL) {
        return;
    }
    for (int i = 0; i < FACE_OPEN_MAX; i++) {
        if (set->fonts[i].font != NULL) {
            font_close(&set->fonts[i]);
        }
    }
    free(set);
    (void)pthread_mutex_lock(&library_mutex);
    TTF_Quit();
    (void)pthread_mutex_unlock(&library_mutex);
}

int face_width_px(struct face_set *set, struct face_style style, const char *text)
{
    TTF_Font *font = font_get(set, style.weight, style.size_px);
    int width = 0;
    if (font == NULL || text[0] == '\0' || TTF_SizeUTF8(font, text, &width, NULL) != 0) {
        return 0;
    }
    return width;
}

int face_capital_px(struct face_style style)
{
    return size_clamp(style.size_px) * CAPITAL_PERMILLE / 1000;
}

int face_ascent_px(struct face_set *set, struct face_style style)
{
    TTF_Font *font = font_get(set, style.weight, style.size_px);
    return font == NULL ? style.size_px : TTF_FontAscent(font);
}

static bool is_dash(uint32_t character)
{
    return character == '-' || character == 0x2013 || character == 0x2014;
}

static bool is_letter(uint32_t character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= 0xC0 && character != 0xD7 && character != 0xF7 && character < 0x2000);
}

/* The first character of the word at `text` and whether it is the whole word. */
static uint32_t word_first(const char *text, bool *out_is_alone)
{
    const char *at = text;
    uint32_t first = utf8_next(&at);
    *out_is_alone = *at == '\0' || *at == ' ' || *at == '\n';
    return first;
}

static bool is_figure(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* "8:00" */
static bool is_time(const char *text)
{
    int digits = 0;
    while (digits < 2 && is_figure(text[digits])) {
        digits++;
    }
    return digits > 0 && text[digits] == ':' && is_figure(text[digits + 1]);
}

/* A phone number, a code, "godz. 8:00": torn apart they are read as two things. */
static bool is_one_thing(const char *text, int word, int space)
{
    const char *next = text + space + 1;
    bool goes_on = is_figure(text[space - 1]) && (is_figure(*next) || *next == '+');
    return goes_on || (is_time(next) && space - word <= SHORT_WORD_BYTES);
}

/* "24 listopada", "30 minut": better together. */
static bool is_better_whole(const char *text, int word, int space)
{
    const char *next = text + space + 1;
    uint32_t first = utf8_next(&next);
    return is_figure(text[word]) && is_figure(text[space - 1]) && is_letter(first);
}

/* May a line end at the space `text[space]`, when the word before it starts at `word`? */
static bool may_break(const char *text, int word, int space, bool is_picky)
{
    bool is_alone;
    uint32_t first = word_first(text + word, &is_alone);
    if (is_alone && is_letter(first)) {
        return false;
    }
    if (is_one_thing(text, word, space) || (is_picky && is_better_whole(text, word, space))) {
        return false;
    }
    bool next_is_alone;
    uint32_t next = word_first(text + space + 1, &next_is_alone);
    return !(next_is_alone && is_dash(next));
}

/* The end of the shortest piece that starts at `start` and is not broken; the picky break less. */
static int piece_end(const char *text, int start, bool is_picky)
{
    int word = start;
    int at = start;
    while (text[at] != '\0' && text[at] != '\n') {
        if (text[at] == ' ') {
            if (at > word && may_break(text, word, at, is_picky)) {
                return at;
            }
            word = at + 1;
        }
        at++;
    }
    return at;
}

static int slice_width_px(struct face_set *set, const struct face_paragraph *paragraph, int start,
                          int end)
{
    char slice[FACE_TEXT_MAX + 1];
    memcpy(slice, paragraph->text + start, (size_t)(end - start));
    slice[end - start] = '\0';
    return face_width_px(set, paragraph->style, slice);
}

/* The longest line from `start`; sets *out_next to where the following one starts. */
static struct face_line line_take(struct face_set *set, struct face_paragraph *paragraph, int start,
                                  int width_px, int *out_next)
{
    const char *text = paragraph->text;
    int end = piece_end(text, start, true);
    int width = slice_width_px(set, paragraph, start, end);
    if (width > width_px) {
        end = piece_end(text, start, false);
        width = slice_width_px(set, paragraph, start, end);
        paragraph->is_wide = paragraph->is_wide || width > width_px;
    }
    while (text[end] == ' ') {
        int longer = piece_end(text, end + 1, true);
        int longer_width = slice_width_px(set, paragraph, start, longer);
        if (longer_width > width_px) {
            break;
        }
        end = longer;
        width = longer_width;
    }
    *out_next = text[end] == '\0' ? end : end + 1;
    return (struct face_line){start, end - start, width};
}

void face_wrap(struct face_set *set, struct face_style style, const char *text, int width_px,
               struct face_paragraph *out_paragraph)
{
    struct face_paragraph *paragraph = out_paragraph;
    *paragraph = (struct face_paragraph){.style = style};
    paragraph->style.size_px = size_clamp(style.size_px);
    int leading = style.leading_percent != 0 ? style.leading_percent : LEADING_DEFAULT_PERCENT;
    paragraph->line_height_px = (paragraph->style.size_px * leading + 50) / 100;
    paragraph->is_cut = !text_copy(paragraph->text, sizeof(paragraph->text), text);
    int at = 0;
    while (paragraph->text[at] != '\0') {
        if (paragraph->line_count == FACE_LINES_MAX) {
            paragraph->is_cut = true;
            break;
        }
        struct face_line line = line_take(set, paragraph, at, width_px, &at);
        paragraph->lines[paragraph->line_count++] = line;
        if (line.width_px > paragraph->width_px) {
            paragraph->width_px = line.width_px;
        }
    }
    paragraph->height_px = paragraph->line_count * paragraph->line_height_px;
}

bool face_has_glyphs(struct face_set *set, enum face_weight weight, const char *text,
                     uint32_t *out_missing)
{
    TTF_Font *font = font_get(set, weight, GLYPH_CHECK_PX);
    const char *at = text;
    uint32_t character;
    while (font != NULL && (character = utf8_next(&at)) != 0) {
        if (character != '\n' && character != 0xA0 && TTF_GlyphIsProvided32(font, character) == 0) {
            *out_missing = character;
            return false;
        }
    }
    return font != NULL;
}

/* Adds the alpha of an ARGB surface whose corner lies at (x_px, y_px). */
static void canvas_add(struct face_canvas *canvas, const SDL_Surface *ink, int x_px, int y_px)
{
    int first = x_px < 0 ? -x_px : 0;
    int last = x_px + ink->w > canvas->width_px ? canvas->width_px - x_px : ink->w;
    for (int row = 0; row < ink->h && first < last; row++) {
        int y = y_px + row;
        if (y < 0 || y >= canvas->height_px) {
            continue;
        }
        const Uint32 *from = (const Uint32 *)(const void *)((const Uint8 *)ink->pixels +
                                                            (size_t)row * (size_t)ink->pitch);
        unsigned char *to =
            canvas->coverage + (size_t)y * (size_t)canvas->stride_bytes + x_px + first;
        for (int column = first; column < last; column++, to++) {
            unsigned sum = *to + (from[column] >> 24);
            *to = (unsigned char)(sum > 255 ? 255 : sum);
        }
    }
}

static void line_draw(TTF_Font *font, const char *text, int x_px, int y_px,
                      struct face_canvas *canvas)
{
    SDL_Surface *ink = TTF_RenderUTF8_Blended(font, text, (SDL_Color){255, 255, 255, 255});
    if (ink != NULL) {
        canvas_add(canvas, ink, x_px, y_px);
        SDL_FreeSurface(ink);
    }
}

void face_draw(struct face_set *set, const struct face_paragraph *paragraph,
               const struct face_spot *spot, struct face_canvas *canvas)
{
    TTF_Font *font = font_get(set, paragraph->style.weight, paragraph->style.size_px);
    if (font == NULL) {
        return;
    }
    /* The font's own line is taller than ours or shorter; its letters stay centred in ours. */
    int lead = (paragraph->line_height_px - TTF_FontHeight(font)) / 2;
    for (int i = 0; i < paragraph->line_count; i++) {
        const struct face_line *line = &paragraph->lines[i];
        char text[FACE_TEXT_MAX + 1];
        memcpy(text, paragraph->text + line->start, (size_t)line->length);
        text[line->length] = '\0';
        int spare = spot->width_px - line->width_px;
        int shift = spot->align == FACE_LEFT ? 0 : spot->align == FACE_CENTER ? spare / 2 : spare;
        if (line->length > 0) {
            line_draw(font, text, spot->x_px + shift,
                      spot->y_px + i * paragraph->line_height_px + lead, canvas);
        }
    }
}
