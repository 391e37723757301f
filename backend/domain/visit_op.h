/*
 * visit_op.h - everything that can happen to a visit, as one value.
 *
 * The daemon carries out what a request asks for, keeps it in the office's history, and a day is
 * played again from there by the same function.
 *
 * Owner    any thread: pure.
 * Time     never reads a clock; `now_ms` is always an argument.
 * Errors   STATUS_CONFLICT when the state of the visit does not allow it; the visit is untouched.
 */
#ifndef DOMAIN_VISIT_OP_H
#define DOMAIN_VISIT_OP_H

#include "domain/call_reason.h"
#include "domain/visit.h"

enum visit_op_kind {
    VISIT_OP_CALL, /* position, staff_id, room_id, reason */
    VISIT_OP_RECALL,
    VISIT_OP_START,
    VISIT_OP_NO_SHOW,
    VISIT_OP_PARK,
    VISIT_OP_PAUSE, /* the visitor's own wish */
    VISIT_OP_RESUME,
    VISIT_OP_RELEASE,
    VISIT_OP_FINISH,   /* outcome */
    VISIT_OP_TRANSFER, /* target */
    VISIT_OP_ADD,      /* target without comes_back, after */
    VISIT_OP_AGREE,    /* position */
    VISIT_OP_DROP,     /* position */
    VISIT_OP_ORDER,    /* order */
    VISIT_OP_CANCEL,
    VISIT_OP_LEAVE,
    VISIT_OP_COUNT
};

struct visit_op {
    enum visit_op_kind kind;
    int position;
    int64_t staff_id;
    int64_t room_id;
    struct visit_target target;
    uint16_t after;
    uint8_t order[VISIT_STEPS_MAX]; /* positions */
    int order_count;
    enum visit_outcome outcome;
    enum call_reason reason; /* changes nothing here: kept with the call */
};

enum status visit_apply(struct visit *visit, const struct visit_op *op, const struct rules *rules,
                        int64_t now_ms) MUST_USE;

const char *visit_op_name(enum visit_op_kind kind); /* "call" */
enum status visit_op_parse(const char *name, enum visit_op_kind *out_kind) MUST_USE;

#endif
