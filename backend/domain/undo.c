#include "domain/undo.h"

bool undo_allows(enum visit_op_kind kind)
{
    switch (kind) {
    case VISIT_OP_CALL:
    case VISIT_OP_START:
    case VISIT_OP_NO_SHOW:
    case VISIT_OP_PARK:
    case VISIT_OP_RESUME:
    case VISIT_OP_FINISH:
    case VISIT_OP_TRANSFER:
    case VISIT_OP_ADD:
    case VISIT_OP_AGREE:
    case VISIT_OP_DROP:
    case VISIT_OP_ORDER:
    case VISIT_OP_CANCEL: return true;
    default: return false;
    }
}

static bool is_held(const struct visit *visit, int position)
{
    enum step_state state = visit->steps[position].state;
    return step_is_active(state) && state != STEP_WAITING;
}

int undo_step(const struct visit *now, const struct visit *before)
{
    int was = visit_current(before);
    int is = visit_current(now);
    bool stands_now = is != ROUTE_NONE && is < before->step_count && is_held(now, is);
    return stands_now && !is_held(before, was) ? is : was;
}

void undo_restore(struct visit *visit, const struct visit *before)
{
    visit->version++;
    visit->closed_ms = 0;
    visit->floor_ms = before->floor_ms;
    visit->booked = before->booked;
    visit->step_count = before->step_count;
    for (int i = 0; i < before->step_count; i++) {
        visit->steps[i] = before->steps[i];
        visit->steps[i].is_changed = true;
    }
}
