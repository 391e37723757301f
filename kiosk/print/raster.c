#include "print/raster.h"

#include "print/paper.h"

#include <string.h>
#include <sys/types.h>

#include <cups/cups.h>
#include <cups/raster.h>

enum { HMM_PER_INCH = 2540 };

int raster_length_hmm(const struct bitmap *bitmap)
{
    return (bitmap->height_px * HMM_PER_INCH + PAPER_DPI - 1) / PAPER_DPI;
}

static ssize_t write_to_buffer(void *context, unsigned char *bytes, size_t size)
{
    struct buffer *out = context;
    buffer_append(out, bytes, size);
    return out->overflow ? -1 : (ssize_t)size;
}

static bool header_make(const struct bitmap *bitmap, cups_page_header2_t *out)
{
    pwg_media_t *media = pwgMediaForSize(PAPER_WIDTH_HMM, raster_length_hmm(bitmap));
    memset(out, 0, sizeof(*out));
    if (media == NULL || cupsRasterInitPWGHeader(out, media, "black_1", PAPER_DPI, PAPER_DPI,
                                                 "one-sided", NULL) == 0) {
        return false;
    }
    out->cupsWidth = (unsigned)bitmap->width_px;
    out->cupsHeight = (unsigned)bitmap->height_px;
    out->cupsBytesPerLine = (unsigned)bitmap->stride_bytes;
    return true;
}

enum status raster_encode(const struct bitmap *bitmap, struct buffer *out)
{
    cups_page_header2_t header;
    cups_raster_t *raster = cupsRasterOpenIO(write_to_buffer, out, CUPS_RASTER_WRITE_PWG);
    bool is_good = raster != NULL && header_make(bitmap, &header) &&
                   cupsRasterWriteHeader2(raster, &header) != 0;
    size_t size = (size_t)bitmap->stride_bytes * (size_t)bitmap->height_px;
    for (size_t at = 0; is_good && at < size; at += (size_t)bitmap->stride_bytes) {
        unsigned line = (unsigned)bitmap->stride_bytes;
        is_good = cupsRasterWritePixels(raster, bitmap->bytes + at, line) == line;
    }
    if (raster != NULL) {
        cupsRasterClose(raster);
    }
    return is_good && !out->overflow ? STATUS_OK : STATUS_INTERNAL;
}
