#include "domain/visit_op.h"

#include <string.h>

static const char *const names[VISIT_OP_COUNT] = {
    [VISIT_OP_CALL] = "call",         [VISIT_OP_RECALL] = "recall",   [VISIT_OP_START] = "start",
    [VISIT_OP_NO_SHOW] = "no_show",   [VISIT_OP_PARK] = "park",       [VISIT_OP_RESUME] = "resume",
    [VISIT_OP_PAUSE] = "pause",       [VISIT_OP_RELEASE] = "release", [VISIT_OP_FINISH] = "finish",
    [VISIT_OP_TRANSFER] = "transfer", [VISIT_OP_ADD] = "add",         [VISIT_OP_AGREE] = "agree",
    [VISIT_OP_DROP] = "drop",         [VISIT_OP_CANCEL] = "cancel",   [VISIT_OP_LEAVE] = "leave",
    [VISIT_OP_ORDER] = "order",
};

const char *visit_op_name(enum visit_op_kind kind)
{
    return names[kind];
}

enum status visit_op_parse(const char *name, enum visit_op_kind *out_kind)
{
    for (int i = 0; i < VISIT_OP_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *out_kind = (enum visit_op_kind)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

/* The route stays as it is; the version says that the ticket was touched. */
static enum status recall(struct visit *visit)
{
    if (visit_state(visit) != STEP_CALLED) {
        return STATUS_CONFLICT;
    }
    visit->version++;
    return STATUS_OK;
}

enum status visit_apply(struct visit *visit, const struct visit_op *op, const struct rules *rules,
                        int64_t now_ms)
{
    switch (op->kind) {
    case VISIT_OP_CALL: return visit_call(visit, op->position, op->staff_id, op->room_id, now_ms);
    case VISIT_OP_RECALL: return recall(visit);
    case VISIT_OP_START: return visit_move(visit, STEP_START, now_ms);
    case VISIT_OP_NO_SHOW: return visit_move(visit, STEP_NO_SHOW, now_ms);
    case VISIT_OP_PARK: return visit_move(visit, STEP_PARK, now_ms);
    case VISIT_OP_PAUSE: return visit_pause(visit, now_ms);
    case VISIT_OP_RESUME: return visit_resume(visit, rules, now_ms);
    case VISIT_OP_RELEASE: return visit_release(visit, now_ms);
    case VISIT_OP_FINISH: return visit_finish(visit, op->outcome, now_ms);
    case VISIT_OP_TRANSFER: return visit_hand_over(visit, &op->target, now_ms);
    case VISIT_OP_ADD: return visit_add(visit, &op->target, op->after, now_ms);
    case VISIT_OP_AGREE: return visit_agree(visit, op->position, now_ms);
    case VISIT_OP_DROP: return visit_drop(visit, op->position, now_ms);
    case VISIT_OP_ORDER: return visit_order(visit, op->order, op->order_count, now_ms);
    case VISIT_OP_CANCEL: return visit_end(visit, STEP_CANCEL, now_ms);
    case VISIT_OP_LEAVE: return visit_end(visit, STEP_LEAVE, now_ms);
    default: return STATUS_INVALID;
    }
}
