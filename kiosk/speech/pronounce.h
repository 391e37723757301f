/*
 * pronounce.h - from what is written to what a voice reads well.
 *
 *     "A27"            the letter by its name, then the number
 *     "15–30"          "15 do 30": a dash between numbers is a range
 *     "000 123 456"    groups of figures, not thousands
 *     "22.11.2026"     three numbers, not a fraction
 *     "USC", "ul."     letter by letter; the whole word
 *     U+02BC           the apostrophe that Ukrainian voices know
 *     "PESEL", "QR"    inside Ukrainian and Russian: as people say it, otherwise letter by letter,
 *                      never in an English voice
 *
 * Owner    any thread: pure.
 * Errors   none: what does not fit is cut at a word or sign.
 * Source   tried on espeak-ng 1.51: it reads U+02BC aloud as "modifier letter", takes Latin letters
 *          inside Cyrillic for English and "22 123" for thousands.
 */
#ifndef SPEECH_PRONOUNCE_H
#define SPEECH_PRONOUNCE_H

#include "base/i18n.h"

#include <stddef.h>

void pronounce(enum language language, const char *text, char *out, size_t out_size);

#endif
