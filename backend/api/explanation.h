/*
 * explanation.h - why a person was called, as it is kept with the call and sent to pages.
 *
 * {"rule": "effective-checkin", "version": 1, "base": "appointment", "checkin_ms", "base_ms",
 *  "appointment_ms": null, "head_ms", "backup_ms", "effective_ms", "rank_ms", "due_ms": null,
 *  "waited_ms", "candidates": 6,
 *  "runner_up": {"number": "B2", "base": "checkin", "head_ms", "effective_ms", "rank_ms",
 *    "due_ms": null, "lost_by_ms"} or null,
 *  "older": [{"number": "A1", "reason": "no_skill"}],
 *  "promise": {"low_min", "high_min", "waited_min", "held"} or null}
 *
 * and "chosen": true for somebody called out of the order; runner_up is then whose turn it was.
 *
 * Figures only; the pages make the sentences. No ground of a priority is known, so none is here.
 *
 * Owner    any thread: pure.
 */
#ifndef API_EXPLANATION_H
#define API_EXPLANATION_H

#include "base/buffer.h"
#include "domain/choose.h"
#include "domain/lobby.h"
#include "domain/promise.h"

#include <stdbool.h>
#include <stdint.h>

struct explanation {
    const struct lobby *lobby; /* as it was before the call */
    const struct choice *choice;
    int64_t now_ms;
    bool is_chosen;
    struct promise promise; /* what was told at check-in: for the first call only */
    /* Finds a number; false when it cannot. */
    bool (*number_of)(void *context, int64_t visit_id, char out[VISIT_NUMBER_MAX + 1]);
    void *context;
};

/* False when a number could not be found. */
bool explanation_write(const struct explanation *explanation, struct buffer *out);

#endif
