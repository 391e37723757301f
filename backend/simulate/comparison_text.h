/*
 * comparison_text.h - a comparison to read, to compute on (JSON) and to open in a spreadsheet
 * (CSV).
 *
 * The same comparison gives the same bytes: no time, no machine.
 *
 * Memory   into the caller's buffer; its overflow flag tells when it was too small.
 */
#ifndef SIMULATE_COMPARISON_TEXT_H
#define SIMULATE_COMPARISON_TEXT_H

#include "base/buffer.h"
#include "simulate/comparison.h"

/* Tables for the terminal. */
void comparison_text(const struct comparison *comparison, struct buffer *out);

/* Means, halves of the intervals, paired differences of the last policy from each other one. */
void comparison_json(const struct comparison *comparison, struct buffer *out);

/* A line per day and policy. */
void comparison_csv(const struct comparison *comparison, struct buffer *out);

#endif
