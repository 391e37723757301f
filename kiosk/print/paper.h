/*
 * paper.h - a ticket as dots on an 80 mm roll: what the printer gets and what the screen previews.
 *
 * On it: the centre's name, the number (at least 15 mm high), what to do now, how many people are
 * ahead and how long it may take, date and time, a QR code of the phone page (at least 25 mm), the
 * centre's phone. Of what is booked: day and hour, the code in figures and as a QR code. The
 * person's language first, Polish second. Never on it: a name, a service, a need, a priority. The
 * struct has no field for them.
 *
 * Owner    any thread with a face_set of its own; pure otherwise.
 * Memory   the bitmap is the caller's: bitmap_destroy.
 * Time     none; `issued_ms` is printed as local time.
 * Source   EN 301 549 and easy-to-read rules, data rows L03 and L07: other text at least 14 pt.
 */
#ifndef PRINT_PAPER_H
#define PRINT_PAPER_H

#include "base/i18n.h"
#include "print/bitmap.h"
#include "wire/booking.h"
#include "wire/limits.h"
#include "wire/ticket.h"

#include <stdint.h>

enum {
    PAPER_DPI = 203,
    PAPER_WIDTH_HMM = 8000,      /* in hundredths of a millimetre, as IPP counts */
    PAPER_UNPRINTABLE_HMM = 400, /* left and right, of usual 80 mm printers */
    PAPER_WIDTH_PX = 639,        /* 80 mm */
    PAPER_MARGIN_PX = 40,        /* 5 mm: the content is within 70 mm */
    PAPER_HEIGHT_MAX_PX = 4000   /* half a metre; what is longer is cut off */
};

struct face_set;

/* A ticket, or, with a code, what is booked for another day. */
struct paper_ticket {
    char code[WIRE_BOOKING_CODE_MAX + 1]; /* "": a ticket; then starts_ms does not count */
    int64_t starts_ms; /* of what is booked; then what follows `language` does not */
    char number[WIRE_NUMBER_MAX + 1];
    char url[WIRE_URL_MAX + 1]; /* of the phone page; "": no QR code */
    char office_name[WIRE_LABEL_MAX + 1];
    char office_phone[WIRE_NAME_MAX + 1]; /* "": no line */
    enum language language;               /* pl_easy is printed in easy Polish only */
    int64_t ahead;                        /* people before this one; -1: not known */
    struct wire_wait wait;
    int64_t issued_ms;
};

struct bitmap *paper_render(const struct paper_ticket *ticket, const struct i18n *i18n,
                            struct face_set *faces);

#endif
