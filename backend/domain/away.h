/*
 * away.h - why a member of staff who keeps their room is called nobody now.
 *
 * A fixed list: no free text about a person exists, staff included. Training is for everybody.
 *
 * Owner    any thread: pure.
 */
#ifndef DOMAIN_AWAY_H
#define DOMAIN_AWAY_H

#include "base/status.h"

/* 0: not away. */
enum away { AWAY_NONE, AWAY_BREAK, AWAY_MEETING, AWAY_TRAINING, AWAY_FIELDWORK, AWAY_COUNT };

/* "break", "meeting", "training", "fieldwork"; "" for AWAY_NONE. */
const char *away_word(enum away away);

/* STATUS_INVALID for what is none of the four words. */
enum status away_parse(const char *word, enum away *out_away) MUST_USE;

#endif
