#include "domain/appointment.h"

#include "domain/turn.h"

#include <string.h>

static const char *const state_names[APPOINTMENT_STATE_COUNT] = {
    [APPOINTMENT_BOOKED] = "booked",       [APPOINTMENT_ARRIVED] = "arrived",
    [APPOINTMENT_DONE] = "done",           [APPOINTMENT_MISSED] = "missed",
    [APPOINTMENT_CANCELLED] = "cancelled",
};

const char *appointment_state_name(enum appointment_state state)
{
    return state_names[state];
}

enum status appointment_state_parse(const char *name, enum appointment_state *out_state)
{
    for (int i = 0; i < APPOINTMENT_STATE_COUNT; i++) {
        if (strcmp(state_names[i], name) == 0) {
            *out_state = (enum appointment_state)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

enum appointment_arrival appointment_arrival(const struct rules *rules, int64_t starts_ms,
                                             int64_t checkin_ms)
{
    if (turn_is_late(rules, checkin_ms, starts_ms)) {
        return ARRIVAL_LATE;
    }
    return checkin_ms < starts_ms - rules->early_ms ? ARRIVAL_EARLY : ARRIVAL_ON_TIME;
}

const char *appointment_arrival_name(enum appointment_arrival arrival)
{
    static const char *const names[] = {
        [ARRIVAL_EARLY] = "early", [ARRIVAL_ON_TIME] = "on_time", [ARRIVAL_LATE] = "late"};
    return names[arrival];
}
