#include "render/ink.h"

#include "base/memory.h"
#include "render/face.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SIZES_MAX = 2048 };

_Static_assert((int)TEXT_BOLD == (int)FACE_BOLD, "weights are the same numbers");
_Static_assert((int)TEXT_RIGHT == (int)FACE_RIGHT, "alignments are the same numbers");

struct ink_key {
    struct text_style style;
    enum text_align align;
    int width_px;
    uint64_t text_hash;
    size_t text_size;
};

struct drawn {
    struct ink_key key;
    unsigned char *coverage; /* NULL: free */
    int width_px;
    int height_px;
    uint64_t used_at;
};

struct measured {
    struct ink_key key;
    struct text_size size;
    bool is_there;
};

struct ink {
    struct face_set *faces;
    struct drawn drawn[INK_ENTRIES_MAX];
    size_t bytes;
    uint64_t use_counter;
    struct measured measured[SIZES_MAX];
};

/* FNV-1a, 64 bits. */
static uint64_t hash_text(const char *text, size_t *out_size)
{
    uint64_t hash = 14695981039346656037ULL;
    const char *at = text;
    while (*at != '\0') {
        hash = (hash ^ (unsigned char)*at++) * 1099511628211ULL;
    }
    *out_size = (size_t)(at - text);
    return hash;
}

static struct ink_key key_of(struct text_style style, enum text_align align, int width_px,
                             const char *text)
{
    struct ink_key key = {.style = style, .align = align, .width_px = width_px};
    key.text_hash = hash_text(text, &key.text_size);
    return key;
}

static bool is_key(const struct ink_key *a, const struct ink_key *b)
{
    return a->text_hash == b->text_hash && a->text_size == b->text_size &&
           a->width_px == b->width_px && a->align == b->align &&
           a->style.weight == b->style.weight && a->style.size_px == b->style.size_px &&
           a->style.leading_percent == b->style.leading_percent;
}

struct ink *ink_create(struct face_set *faces)
{
    struct ink *ink = memory_new(1, sizeof(*ink));
    ink->faces = faces;
    return ink;
}

static void drawn_drop(struct ink *ink, struct drawn *drawn)
{
    if (drawn->coverage != NULL) {
        ink->bytes -= (size_t)drawn->width_px * (size_t)drawn->height_px;
        free(drawn->coverage);
        *drawn = (struct drawn){0};
    }
}

void ink_forget(struct ink *ink)
{
    for (int i = 0; i < INK_ENTRIES_MAX; i++) {
        drawn_drop(ink, &ink->drawn[i]);
    }
    memset(ink->measured, 0, sizeof(ink->measured));
}

void ink_destroy(struct ink *ink)
{
    if (ink != NULL) {
        ink_forget(ink);
        free(ink);
    }
}

static struct face_style face_style_of(struct text_style style)
{
    return (struct face_style){(enum face_weight)style.weight, style.size_px,
                               style.leading_percent};
}

static struct text_size measure(void *context, struct text_style style, const char *text,
                                int width_px)
{
    struct ink *ink = context;
    struct ink_key key = key_of(style, TEXT_LEFT, width_px, text);
    uint64_t slot = key.text_hash ^ (uint64_t)style.size_px * 31 ^ (uint64_t)width_px * 131 ^
                    (uint64_t)style.weight * 7;
    struct measured *kept = &ink->measured[slot % SIZES_MAX];
    if (kept->is_there && is_key(&kept->key, &key)) {
        return kept->size;
    }
    struct face_paragraph paragraph;
    face_wrap(ink->faces, face_style_of(style), text, width_px, &paragraph);
    *kept = (struct measured){key,
                              {paragraph.width_px, paragraph.height_px, paragraph.line_count,
                               paragraph.is_wide || paragraph.is_cut},
                              true};
    return kept->size;
}

static bool has_glyphs(void *context, enum text_weight weight, const char *text,
                       uint32_t *out_missing)
{
    struct ink *ink = context;
    return face_has_glyphs(ink->faces, (enum face_weight)weight, text, out_missing);
}

struct meter ink_meter(struct ink *ink)
{
    return (struct meter){measure, has_glyphs, ink};
}

/* Letters reach over their line box a little; the coverage has room for that above and below. */
static int overhang_px(const struct text_run *run)
{
    return run->style.size_px / 4;
}

static struct drawn *drawn_find(struct ink *ink, const struct ink_key *key)
{
    for (int i = 0; i < INK_ENTRIES_MAX; i++) {
        if (ink->drawn[i].coverage != NULL && is_key(&ink->drawn[i].key, key)) {
            return &ink->drawn[i];
        }
    }
    return NULL;
}

/* A free place, after enough old ones have gone. */
static struct drawn *drawn_take(struct ink *ink, size_t bytes)
{
    for (;;) {
        struct drawn *free_one = NULL;
        struct drawn *oldest = NULL;
        for (int i = 0; i < INK_ENTRIES_MAX; i++) {
            struct drawn *drawn = &ink->drawn[i];
            if (drawn->coverage == NULL) {
                free_one = drawn;
            } else if (oldest == NULL || drawn->used_at < oldest->used_at) {
                oldest = drawn;
            }
        }
        if (oldest == NULL || (free_one != NULL && ink->bytes + bytes <= INK_BYTES_MAX)) {
            return free_one;
        }
        drawn_drop(ink, oldest);
    }
}

static struct drawn *drawn_make(struct ink *ink, const struct ink_key *key,
                                const struct text_run *run, const char *text)
{
    struct face_paragraph paragraph;
    face_wrap(ink->faces, face_style_of(run->style), text, run->rect.w, &paragraph);
    int over = overhang_px(run);
    int height = paragraph.height_px + 2 * over;
    size_t bytes = (size_t)run->rect.w * (size_t)height;
    struct drawn *drawn = drawn_take(ink, bytes);
    assert(drawn != NULL);
    drawn->key = *key;
    drawn->width_px = run->rect.w;
    drawn->height_px = height;
    drawn->coverage = memory_new(bytes, 1);
    ink->bytes += bytes;
    struct face_canvas canvas = {drawn->coverage, drawn->width_px, height, drawn->width_px};
    struct face_spot spot = {0, over, drawn->width_px, (enum face_align)run->align};
    face_draw(ink->faces, &paragraph, &spot, &canvas);
    return drawn;
}

void ink_draw(struct ink *ink, const struct text_run *run, const char *text, struct canvas *canvas)
{
    if (text[0] == '\0' || run->rect.w <= 0 || run->rect.h <= 0) {
        return;
    }
    struct ink_key key = key_of(run->style, run->align, run->rect.w, text);
    struct drawn *drawn = drawn_find(ink, &key);
    if (drawn == NULL) {
        drawn = drawn_make(ink, &key, run, text);
    }
    drawn->used_at = ++ink->use_counter;
    struct coverage coverage = {drawn->coverage, drawn->width_px, drawn->height_px};
    canvas_tint(canvas, &coverage, run->rect.x, run->rect.y - overhang_px(run), run->color);
}
