/*
 * facts.h - what the rules were given, as the history keeps it, so that a day can be played again.
 *
 * An issued ticket:  {"visit": 7, "number": "A3", "checkin_ms": ..., "appointment_ms": 0,
 *   "booked": -1, "priority": false, "steps": [{"id": 9, "service": 4, "offer": false,
 *   "forerunners": 0, "only": 0}]}
 * Another operation: {"visit": 7, "op": "transfer", "position": 0, "staff": 0, "room": 0,
 *   "service": 4, "only": 0, "comes_back": false, "forerunners": 0, "outcome": "",
 *   "reason": ""}; a call that was chosen has its reason, and what orders the steps to come has
 *   "order": [3, 1]
 * Taken back:        {"visit": 7, "undo": "transfer"}: its last operation, which was this one
 * Somebody's room:   {"staff": 3, "room": 4, "on_break": false}
 * The rules:         {"rules": {...}}, see rule_store.h
 *
 * Ids and figures only; never shown to anybody.
 */
#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "base/status.h"
#include "domain/rules.h"
#include "domain/visit.h"
#include "domain/visit_op.h"
#include "store/event_store.h"

#include <stdbool.h>
#include <stdint.h>

enum facts_kind { FACTS_ISSUE, FACTS_OP, FACTS_UNDO, FACTS_DUTY, FACTS_RULES };

struct facts {
    enum facts_kind kind;
    int64_t visit_id;   /* issue, op, undo */
    struct visit visit; /* issue: number, steps and what decides the turn */
    struct visit_op op; /* op; undo: only its kind */
    int64_t staff_id;   /* duty */
    int64_t room_id;    /* duty: 0 left */
    bool on_break;      /* duty */
    struct rules rules; /* rules */
};

void facts_of_issue(const struct visit *visit, struct event *out_event);
void facts_of_op(int64_t visit_id, const struct visit_op *op, struct event *out_event);
void facts_of_undo(int64_t visit_id, enum visit_op_kind kind, struct event *out_event);
void facts_of_duty(int64_t staff_id, int64_t room_id, bool on_break, struct event *out_event);
void facts_of_rules(const struct rules *rules, struct event *out_event);

/* STATUS_INVALID for what none of these wrote. */
enum status facts_decode(const char *json, struct facts *out_facts) MUST_USE;

#endif
