/*
 * undo.h - taking back one's own last action on a visit, within seconds.
 *
 * Not an operation turned round: the visit becomes what it was, with a further version. Whether
 * nothing else has happened since is the caller's business, who has the rows.
 *
 * Owner    any thread: pure.
 */
#ifndef DOMAIN_UNDO_H
#define DOMAIN_UNDO_H

#include "domain/visit_op.h"

#include <stdbool.h>

/* Long enough to see the slip, too short for anybody to have acted on it. */
enum { UNDO_MS_MAX = 10 * 1000 };

/* A number that was called again was heard again: a recall is not taken back. What the visitor or
 * nobody asked for (pause, release, leave at closing) is nobody's own action. */
bool undo_allows(enum visit_op_kind kind);

/* The step that the taking back is about: the one in a room or set aside, before or now. */
int undo_step(const struct visit *now, const struct visit *before);

/* Of `before` only the steps, the floor and the booking count; steps added since are gone. */
void undo_restore(struct visit *visit, const struct visit *before);

#endif
