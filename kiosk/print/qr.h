/*
 * qr.h - a text as a QR code of exact squares.
 *
 * A module is a whole number of dots, so that no edge is blurred. The quiet zone of four modules
 * is part of the size that is reported; nothing else may be drawn into it.
 *
 * Owner    any thread: pure.
 * Memory   qr_create / qr_destroy.
 * Errors   STATUS_TOO_LARGE for a text that no code holds at this correction (2,331 bytes).
 * Source   ISO/IEC 18004; level M: a folded or stained ticket still reads.
 */
#ifndef PRINT_QR_H
#define PRINT_QR_H

#include "base/status.h"

enum { QR_QUIET_MODULES = 4 };

struct face_canvas;
struct qr;

enum status qr_create(const char *text, struct qr **out_qr) MUST_USE;
void qr_destroy(struct qr *qr);

/* Modules on one side, without the quiet zone. */
int qr_modules(const struct qr *qr);

/* The smallest whole module for which the code, without its quiet zone, is at least `least_px`. */
int qr_module_px(const struct qr *qr, int least_px);

/* Draws the code; (x_px, y_px) is the corner of the code itself, quiet zone outside of it. Modules
 * outside the canvas are left out. */
void qr_draw(const struct qr *qr, int module_px, int x_px, int y_px, struct face_canvas *canvas);

#endif
