/*
 * release.h - a visitor whose room has lost its person waits again at the old place
 * (ticket.released).
 *
 * Owner    the writer thread, inside a job.
 * Errors   as the store's.
 */
#ifndef API_RELEASE_H
#define API_RELEASE_H

#include "base/status.h"
#include "domain/office.h"
#include "store/writer.h"

#include <stdint.h>

enum status release_visit(struct writer_turn *turn, const struct office *office, int64_t visit_id,
                          int64_t now_ms) MUST_USE;

#endif
