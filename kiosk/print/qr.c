#include "print/qr.h"

#include "base/memory.h"
#include "render/face.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

struct qr {
    QRcode *code;
};

enum status qr_create(const char *text, struct qr **out_qr)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return STATUS_TOO_LARGE;
    }
    struct qr *qr = memory_new(1, sizeof(*qr));
    qr->code = code;
    *out_qr = qr;
    return STATUS_OK;
}

void qr_destroy(struct qr *qr)
{
    if (qr != NULL) {
        QRcode_free(qr->code);
        free(qr);
    }
}

int qr_modules(const struct qr *qr)
{
    return qr->code->width;
}

int qr_module_px(const struct qr *qr, int least_px)
{
    return (least_px + qr->code->width - 1) / qr->code->width;
}

static void fill_square(struct face_canvas *canvas, int x_px, int y_px, int size_px)
{
    if (x_px < 0 || y_px < 0 || x_px + size_px > canvas->width_px ||
        y_px + size_px > canvas->height_px) {
        return;
    }
    for (int row = 0; row < size_px; row++) {
        memset(canvas->coverage + (size_t)(y_px + row) * (size_t)canvas->stride_bytes + x_px, 255,
               (size_t)size_px);
    }
}

void qr_draw(const struct qr *qr, int module_px, int x_px, int y_px, struct face_canvas *canvas)
{
    int side = qr->code->width;
    for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
            /* libqrencode: bit 0 is the colour, the rest say what the module is for. */
            if ((qr->code->data[row * side + column] & 1) != 0) {
                fill_square(canvas, x_px + column * module_px, y_px + row * module_px, module_px);
            }
        }
    }
}
