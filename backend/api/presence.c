#include "api/presence.h"

#include <stddef.h>

void presence_init(struct presence *presence, int64_t now_ms)
{
    for (int i = 0; i < OFFICE_STAFF_MAX; i++) {
        atomic_init(&presence->seen_ms[i], now_ms);
    }
}

void presence_note(struct presence *presence, const struct office *office, int64_t staff_id,
                   int64_t now_ms)
{
    const struct office_staff *staff = office_staff_by_id(office, staff_id);
    if (staff != NULL) {
        atomic_store(&presence->seen_ms[staff - office->staff], now_ms);
    }
}

int64_t presence_seen_ms(const struct presence *presence, int staff)
{
    return atomic_load(&presence->seen_ms[staff]);
}
