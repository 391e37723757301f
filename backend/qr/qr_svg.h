/*
 * qr_svg.h - a text as a QR code in SVG, for a page that is printed.
 *
 * One path of whole modules and no gap between them, so that a printer of any resolution draws
 * clean squares. The quiet zone of four modules is inside the picture.
 *
 * Owner    any thread: pure.
 * Errors   STATUS_TOO_LARGE for a text that no code holds at this correction (2,331 bytes), and
 *          nothing is written.
 * Source   ISO/IEC 18004; level M as on the kiosk's paper: a folded or stained ticket still reads.
 */
#ifndef QR_QR_SVG_H
#define QR_QR_SVG_H

#include "base/buffer.h"
#include "base/status.h"

/* Appends <svg class="code" ...>; hidden from screen readers: who needs it has a camera. */
enum status qr_svg_append(struct buffer *out, const char *text) MUST_USE;

#endif
