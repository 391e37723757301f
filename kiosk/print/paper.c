#include "print/paper.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/promise_words.h"
#include "print/qr.h"
#include "render/face.h"
#include "ui/day_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All in dots of 1/203 inch: 8 dots are a millimetre, 40 are 14 points. */
enum {
    CONTENT_PX = PAPER_WIDTH_PX - 2 * PAPER_MARGIN_PX,
    BODY_PX = 40,
    LEAD_PX = 48,          /* what to do now */
    NUMBER_PX = 224,       /* the em; capitals are 20 mm high */
    BOOKED_PX = 150,       /* the code of what is booked */
    NUMBER_LEAST_PX = 120, /* 15 mm, met up to A9999 */
    QR_LEAST_PX = 204,     /* 25 mm and a hair */
    GAP_PX = 20,
    SECOND_GAP_PX = 8, /* between the two languages */
    TOP_PX = 24,
    BOTTOM_PX = 40,
    RULE_PX = 3
};

struct sheet {
    const struct paper_ticket *ticket;
    const struct i18n *i18n;
    struct face_set *faces;
    struct face_canvas canvas;
    int y_px; /* where the next thing goes */
};

/* A box of the page's width unless told otherwise. */
struct column {
    int x_px;
    int width_px;
    enum face_align align;
};

static const struct column page = {PAPER_MARGIN_PX, CONTENT_PX, FACE_CENTER};
static const struct face_style body = {FACE_REGULAR, BODY_PX, 118};
static const struct face_style strong = {FACE_BOLD, BODY_PX, 118};
static const struct face_style lead = {FACE_BOLD, LEAD_PX, 116};

/* As few lines as fit, and those about equally long: no lonely last word. */
static void wrap_evenly(struct sheet *sheet, struct face_style style, const char *text,
                        int width_px, struct face_paragraph *out)
{
    face_wrap(sheet->faces, style, text, width_px, out);
    int line_count = out->line_count;
    int least_px = width_px / 2;
    int most_px = width_px;
    while (line_count > 1 && most_px - least_px > 1) {
        int middle_px = (least_px + most_px) / 2;
        face_wrap(sheet->faces, style, text, middle_px, out);
        if (out->line_count > line_count || out->is_wide) {
            least_px = middle_px;
        } else {
            most_px = middle_px;
        }
    }
    face_wrap(sheet->faces, style, text, most_px, out);
}

static void put_text(struct sheet *sheet, const struct column *column, struct face_style style,
                     const char *text)
{
    struct face_paragraph paragraph;
    wrap_evenly(sheet, style, text, column->width_px, &paragraph);
    struct face_spot spot = {column->x_px, sheet->y_px, column->width_px, column->align};
    face_draw(sheet->faces, &paragraph, &spot, &sheet->canvas);
    sheet->y_px += paragraph.height_px;
}

static void put_rule(struct sheet *sheet)
{
    sheet->y_px += GAP_PX;
    for (int row = 0; row < RULE_PX && sheet->y_px + row < PAPER_HEIGHT_MAX_PX; row++) {
        memset(sheet->canvas.coverage +
                   (size_t)(sheet->y_px + row) * (size_t)sheet->canvas.stride_bytes +
                   PAPER_MARGIN_PX,
               255, CONTENT_PX);
    }
    sheet->y_px += RULE_PX + GAP_PX;
}

/* Easy Polish is Polish: the second line would only say the same in harder words. */
static bool has_second_language(const struct sheet *sheet)
{
    return strcmp(language_tag(sheet->ticket->language), language_tag(LANGUAGE_PL)) != 0;
}

/* The same sentence in the person's language and below it in Polish. */
struct phrase {
    const char *key;
    const struct i18n_value *values;
    size_t value_count;
};

static void put_phrase(struct sheet *sheet, const struct column *column, struct face_style first,
                       struct face_style second, const struct phrase *phrase)
{
    char text[FACE_TEXT_MAX + 1];
    i18n_format(text, sizeof(text), i18n_text(sheet->i18n, sheet->ticket->language, phrase->key),
                phrase->values, phrase->value_count);
    put_text(sheet, column, first, text);
    if (has_second_language(sheet)) {
        sheet->y_px += SECOND_GAP_PX;
        i18n_format(text, sizeof(text), i18n_text(sheet->i18n, LANGUAGE_PL, phrase->key),
                    phrase->values, phrase->value_count);
        put_text(sheet, column, second, text);
    }
}

/* As large as it may be on one line. */
static void put_large(struct sheet *sheet, const char *text, int size_px)
{
    struct face_style style = {FACE_BOLD, size_px, 84};
    int width_px = face_width_px(sheet->faces, style, text);
    if (width_px > CONTENT_PX) {
        style.size_px = size_px * CONTENT_PX / width_px;
    }
    put_text(sheet, &page, style, text);
}

static void put_ahead(struct sheet *sheet)
{
    char ahead[24];
    (void)snprintf(ahead, sizeof(ahead), "%" PRId64, sheet->ticket->ahead);
    const struct i18n_value values[] = {{"n", ahead}};
    if (sheet->ticket->ahead < 0) {
        return;
    }
    const char *key = sheet->ticket->ahead == 0 ? "ahead_none" : "ahead";
    put_phrase(sheet, &page, strong, body, &(struct phrase){key, values, 1});
    sheet->y_px += GAP_PX / 2;
}

static void put_wait(struct sheet *sheet)
{
    const struct wire_wait *wait = &sheet->ticket->wait;
    char low[24];
    char high[24];
    (void)snprintf(low, sizeof(low), "%" PRId64, wait->low_min);
    (void)snprintf(high, sizeof(high), "%" PRId64, wait->high_min);
    const struct i18n_value values[] = {{"a", low}, {"b", high}};
    enum promise_kind kind = promise_kind_of(wait->is_known, wait->low_min, wait->high_min);
    const char *key = promise_text_key(kind);
    put_phrase(sheet, &page, strong, body, &(struct phrase){key, values, 2});
}

/* The code at the left and what it is for at the right; the same in Polish goes below, where it
 * has the whole width. */
static void put_code(struct sheet *sheet, const char *code, const char *key)
{
    struct qr *qr = NULL;
    if (code[0] == '\0' || qr_create(code, &qr) != STATUS_OK) {
        return;
    }
    int module_px = qr_module_px(qr, QR_LEAST_PX);
    int side_px = qr_modules(qr) * module_px;
    int quiet_px = QR_QUIET_MODULES * module_px;
    int top_px = sheet->y_px + quiet_px - GAP_PX; /* the rule above is GAP_PX away */
    int end_px = top_px + side_px + quiet_px - GAP_PX;
    struct column right = {PAPER_MARGIN_PX + side_px + quiet_px, CONTENT_PX - side_px - quiet_px,
                           FACE_LEFT};
    qr_draw(qr, module_px, PAPER_MARGIN_PX, top_px, &sheet->canvas);
    qr_destroy(qr);
    sheet->y_px = top_px;
    put_text(sheet, &right, body, i18n_text(sheet->i18n, sheet->ticket->language, key));
    if (sheet->y_px < end_px) {
        sheet->y_px = end_px;
    }
    if (has_second_language(sheet)) {
        sheet->y_px += GAP_PX / 2;
        put_text(sheet, &page, body, i18n_text(sheet->i18n, LANGUAGE_PL, key));
    }
    put_rule(sheet);
}

/* Only in the person's language: whoever else reads it can read figures. */
static void put_line(struct sheet *sheet, const char *key, const struct i18n_value *values,
                     size_t value_count)
{
    char text[FACE_TEXT_MAX + 1];
    i18n_format(text, sizeof(text), i18n_text(sheet->i18n, sheet->ticket->language, key), values,
                value_count);
    put_text(sheet, &page, body, text);
}

static void put_issued(struct sheet *sheet)
{
    struct local_time local = clock_local(sheet->ticket->issued_ms);
    char date[CALENDAR_TEXT_MAX + 1];
    char time[CLOCK_HOUR_MAX + 1];
    calendar_text(local.day, date);
    clock_hour_text(local.minute_of_day, time);
    const struct i18n_value moment[] = {{"date", date}, {"time", time}};
    put_line(sheet, "ticket_issued", moment, 2);
    sheet->y_px += SECOND_GAP_PX;
}

/* That it names nobody, and whom to call. */
static void put_office(struct sheet *sheet)
{
    const struct i18n_value phone[] = {{"phone", sheet->ticket->office_phone}};
    put_phrase(sheet, &page, body, body, &(struct phrase){"ticket_privacy", NULL, 0});
    if (sheet->ticket->office_phone[0] != '\0') {
        sheet->y_px += SECOND_GAP_PX;
        put_line(sheet, "ticket_phone", phone, 1);
    }
}

static void put_ticket(struct sheet *sheet)
{
    put_large(sheet, sheet->ticket->number, NUMBER_PX);
    sheet->y_px += GAP_PX;
    put_phrase(sheet, &page, lead, body, &(struct phrase){"ticket_wait", NULL, 0});
    put_rule(sheet);
    put_ahead(sheet);
    put_wait(sheet);
    put_rule(sheet);
    put_code(sheet, sheet->ticket->url, "ticket_scan");
    put_issued(sheet);
}

static void put_moment(struct sheet *sheet, enum language language, struct face_style style)
{
    char text[FACE_TEXT_MAX + 1];
    moment_words(sheet->i18n, language, sheet->ticket->starts_ms, text, sizeof(text));
    put_text(sheet, &page, style, text);
}

static void put_booking(struct sheet *sheet)
{
    char code[2 * WIRE_BOOKING_CODE_MAX + 1];
    code_in_groups(sheet->ticket->code, code, sizeof(code));
    put_phrase(sheet, &page, strong, body, &(struct phrase){"booked_title", NULL, 0});
    sheet->y_px += GAP_PX / 2;
    put_moment(sheet, sheet->ticket->language, lead);
    if (has_second_language(sheet)) {
        sheet->y_px += SECOND_GAP_PX;
        put_moment(sheet, LANGUAGE_PL, body);
    }
    put_rule(sheet);
    put_phrase(sheet, &page, strong, body, &(struct phrase){"booked_code", NULL, 0});
    sheet->y_px += GAP_PX / 2;
    put_large(sheet, code, BOOKED_PX);
    put_rule(sheet);
    put_code(sheet, sheet->ticket->code, "booked_show");
    put_phrase(sheet, &page, body, body, &(struct phrase){"booked_change", NULL, 0});
    sheet->y_px += SECOND_GAP_PX;
}

static void put_all(struct sheet *sheet)
{
    sheet->y_px = TOP_PX;
    put_text(sheet, &page, strong, sheet->ticket->office_name);
    put_rule(sheet);
    if (sheet->ticket->code[0] != '\0') {
        put_booking(sheet);
    } else {
        put_ticket(sheet);
    }
    put_office(sheet);
    sheet->y_px += BOTTOM_PX;
}

/* cupsd keeps page sizes in whole points: a length that is one is not cut by it. */
static int whole_points_px(int height_px)
{
    int points = (height_px * 72 + PAPER_DPI - 1) / PAPER_DPI;
    int whole_px = points * PAPER_DPI / 72;
    return whole_px > PAPER_HEIGHT_MAX_PX ? PAPER_HEIGHT_MAX_PX : whole_px;
}

struct bitmap *paper_render(const struct paper_ticket *ticket, const struct i18n *i18n,
                            struct face_set *faces)
{
    struct sheet sheet = {.ticket = ticket, .i18n = i18n, .faces = faces};
    sheet.canvas = (struct face_canvas){.width_px = PAPER_WIDTH_PX,
                                        .height_px = PAPER_HEIGHT_MAX_PX,
                                        .stride_bytes = PAPER_WIDTH_PX};
    sheet.canvas.coverage = memory_new(PAPER_HEIGHT_MAX_PX, PAPER_WIDTH_PX);
    put_all(&sheet);
    struct bitmap *bitmap = bitmap_from_coverage(sheet.canvas.coverage, sheet.canvas.stride_bytes,
                                                 PAPER_WIDTH_PX, whole_points_px(sheet.y_px));
    free(sheet.canvas.coverage);
    return bitmap;
}
