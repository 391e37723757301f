#include "qr/qr_svg.h"

#include <qrencode.h>

enum { QUIET_MODULES = 4 };

/* libqrencode: bit 0 is the colour, the rest say what the module is for. */
static bool is_dark(const QRcode *code, int row, int column)
{
    return (code->data[row * code->width + column] & 1) != 0;
}

/* Neighbours in a row are one rectangle: no hair line shows between them on paper. */
static void append_row(struct buffer *out, const QRcode *code, int row)
{
    for (int column = 0; column < code->width; column++) {
        int end = column;
        while (end < code->width && is_dark(code, row, end)) {
            end++;
        }
        if (end > column) {
            buffer_printf(out, "M%d %dh%dv1h-%dz", column + QUIET_MODULES, row + QUIET_MODULES,
                          end - column, end - column);
            column = end;
        }
    }
}

enum status qr_svg_append(struct buffer *out, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return STATUS_TOO_LARGE;
    }
    int side = code->width + 2 * QUIET_MODULES;
    buffer_printf(out,
                  "<svg class=\"code\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\" "
                  "aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/><path d=\"",
                  side, side, side, side, side);
    for (int row = 0; row < code->width; row++) {
        append_row(out, code, row);
    }
    buffer_append_text(out, "\"/></svg>");
    QRcode_free(code);
    return STATUS_OK;
}
