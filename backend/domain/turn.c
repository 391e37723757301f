#include "domain/turn.h"

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

bool turn_is_late(const struct rules *rules, int64_t checkin_ms, int64_t appointment_ms)
{
    return checkin_ms > appointment_ms + rules->grace_ms;
}

struct turn turn_of(const struct rules *rules, const struct turn_facts *facts)
{
    struct turn turn = {.kind = TURN_CHECKIN, .base_ms = facts->checkin_ms};
    bool is_booked = facts->appointment_ms != 0;
    bool is_late = is_booked && turn_is_late(rules, facts->checkin_ms, facts->appointment_ms);
    if (is_booked && facts->is_booked_open && !is_late) {
        turn.kind = TURN_APPOINTMENT;
        turn.base_ms = facts->appointment_ms - rules->booking_head_ms;
        turn.due_ms = facts->appointment_ms - rules->early_ms;
    } else if (is_booked) {
        turn.base_ms = later(facts->checkin_ms, facts->appointment_ms);
    }
    if (facts->floor_ms > turn.base_ms) {
        turn.kind = TURN_RETURN;
        turn.base_ms = facts->floor_ms;
    }
    turn.head_ms = facts->priority ? rules->priority_head_ms : 0;
    turn.effective_ms = turn.base_ms - turn.head_ms;
    return turn;
}

int64_t turn_floor(const struct rules *rules, int64_t former_floor_ms, int64_t parked_ms,
                   int64_t now_ms)
{
    bool in_time = now_ms - parked_ms <= rules->park_ms;
    return later(former_floor_ms, in_time ? now_ms - rules->return_ms : now_ms);
}

const char *turn_base_name(enum turn_base base)
{
    static const char *const names[] = {
        [TURN_CHECKIN] = "checkin", [TURN_APPOINTMENT] = "appointment", [TURN_RETURN] = "return"};
    return names[base];
}
