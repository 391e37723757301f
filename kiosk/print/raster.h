/*
 * raster.h - a bitmap as a PWG raster file, black_1: what goes over the line.
 *
 * Owner    any thread: pure.
 * Errors   STATUS_INTERNAL when libcups cannot write (the buffer's limit).
 * Source   PWG 5102.4.
 */
#ifndef PRINT_RASTER_H
#define PRINT_RASTER_H

#include "base/buffer.h"
#include "base/status.h"
#include "print/bitmap.h"

enum { RASTER_BYTES_MAX = 1024 * 1024 };

/* The page's length in hundredths of a millimetre, as IPP counts; its width is PAPER_WIDTH_HMM. */
int raster_length_hmm(const struct bitmap *bitmap);

/* Appends the file to `out`, a buffer of at least RASTER_BYTES_MAX. */
enum status raster_encode(const struct bitmap *bitmap, struct buffer *out) MUST_USE;

#endif
