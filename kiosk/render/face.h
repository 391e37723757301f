/*
 * face.h - text as lines and as coverage: the only door to SDL_ttf, for the screen and the ticket.
 *
 * A face set holds one open font per (weight, size). A paragraph is wrapped greedily at spaces;
 * one-letter words ("w", "i", "з", "a") stay with the word after them and a dash stays with the
 * word before it; a phone number, a code and a time with its "godz." are never broken, a figure
 * leaves the word it counts only where both do not fit. Drawing adds ink to an 8-bit canvas: the
 * screen tints it, the ticket thresholds it, so both show the same letters.
 *
 * Owner    one thread per set, from open to close: SDL_ttf fonts are not safe between threads. The
 *          screen and the print thread each open their own; opening and closing may overlap.
 * Memory   a paragraph borrows nothing: it holds its own copy of the text.
 * Errors   open only. Text that does not fit is reported in the paragraph, never cut in silence.
 * Source   Noto Sans (SIL OFL): capital height 714, x-height 536 of 1000.
 */
#ifndef RENDER_FACE_H
#define RENDER_FACE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FACE_SIZE_MIN_PX = 6,
    FACE_SIZE_MAX_PX = 600,
    FACE_TEXT_MAX = 1023, /* bytes of one paragraph; more is cut and sets is_cut */
    FACE_LINES_MAX = 24,
    FACE_OPEN_MAX = 12 /* fonts open at once; the one unused longest is closed */
};

enum face_weight { FACE_REGULAR, FACE_BOLD, FACE_WEIGHT_COUNT };

enum face_align { FACE_LEFT, FACE_CENTER, FACE_RIGHT };

struct face_set;

struct face_style {
    enum face_weight weight;
    int size_px;         /* the em: capitals are 0.714 of it */
    int leading_percent; /* line to line, of size_px; 0 means 125 */
};

struct face_line {
    int start; /* bytes into text */
    int length;
    int width_px;
};

struct face_paragraph {
    char text[FACE_TEXT_MAX + 1];
    struct face_style style;
    struct face_line lines[FACE_LINES_MAX];
    int line_count;
    int line_height_px;
    int width_px;  /* of the widest line */
    int height_px; /* line_count * line_height_px */
    bool is_wide;  /* a single word is wider than asked */
    bool is_cut;   /* more bytes or lines than a paragraph holds */
};

/* Ink on nothing: 0 is empty, 255 is full. */
struct face_canvas {
    unsigned char *coverage;
    int width_px;
    int height_px;
    int stride_bytes;
};

/* Where a paragraph comes to lie: its upper left corner, and the width it is aligned in. */
struct face_spot {
    int x_px;
    int y_px;
    int width_px;
    enum face_align align;
};

/* `directory` holds NotoSans-Regular.ttf and NotoSans-Bold.ttf; NULL means where Debian's
 * fonts-noto-core puts them. On failure `error` names the file. */
enum status face_set_open(const char *directory, struct face_set **out_set, char *error,
                          size_t error_size) MUST_USE;
void face_set_close(struct face_set *set); /* takes NULL */

/* Breaks `text` (UTF-8, '\n' forces a break) into lines of at most width_px. */
void face_wrap(struct face_set *set, struct face_style style, const char *text, int width_px,
               struct face_paragraph *out_paragraph);

/* One line, not wrapped. */
int face_width_px(struct face_set *set, struct face_style style, const char *text);

/* Height of a capital letter and of the line box above the baseline. */
int face_capital_px(struct face_style style);
int face_ascent_px(struct face_set *set, struct face_style style);

/* False when a character has no glyph in this weight; then *out_missing is the first such
 * character. Line breaks and U+00A0 count as present. */
bool face_has_glyphs(struct face_set *set, enum face_weight weight, const char *text,
                     uint32_t *out_missing);

/* Adds the ink of the paragraph at a spot; what lies outside the canvas is clipped. */
void face_draw(struct face_set *set, const struct face_paragraph *paragraph,
               const struct face_spot *spot, struct face_canvas *canvas);

#endif
