/*
 * pixels.h - the picture that is drawn into and shown: 32 bits a pixel, 0x00RRGGBB.
 *
 * Memory   borrowed from whoever owns the window or the image.
 */
#ifndef UI_PIXELS_H
#define UI_PIXELS_H

#include <stdint.h>

struct pixels {
    uint32_t *at;
    int width_px;
    int height_px;
    int stride_px; /* from one row to the next */
};

#endif
