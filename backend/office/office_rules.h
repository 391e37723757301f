/*
 * office_rules.h - the director's rules as office.yaml says them: from minutes to the engine's
 * terms.
 *
 * Owner    any thread: pure.
 */
#ifndef OFFICE_OFFICE_RULES_H
#define OFFICE_OFFICE_RULES_H

#include "domain/rules.h"
#include "office/office_file.h"
#include "office/office_words.h"

/* Every value that cannot be meant, by its key ("rules.park_minutes"). */
void office_rules_check(const struct office_file_rules *rules, struct complaints *complaints);

/* Version 1; checked before. */
struct rules office_rules_build(const struct office_file_rules *rules);

#endif
