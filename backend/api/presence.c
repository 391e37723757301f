#include "api/presence.h"

#include <stddef.h>

void presence_init(struct presence *presence, int64_t now_ms)
{
    for (int i = 0; i < OFFICE_STAFF_MAX; i++) {
        atomic_init(&presence->seen_ms[i], now_ms);
        atomic_init(&presence->acted_ms[i], now_ms);
        atomic_init(&presence->asked_ms[i], 0);
    }
}

static void note(atomic_int_fast64_t *moments_ms, const struct office *office, int64_t staff_id,
                 int64_t now_ms)
{
    const struct office_staff *staff = office_staff_by_id(office, staff_id);
    if (staff != NULL) {
        atomic_store(&moments_ms[staff - office->staff], now_ms);
    }
}

void presence_note(struct presence *presence, const struct office *office, int64_t staff_id,
                   int64_t now_ms)
{
    note(presence->seen_ms, office, staff_id, now_ms);
}

void presence_note_act(struct presence *presence, const struct office *office, int64_t staff_id,
                       int64_t now_ms)
{
    note(presence->acted_ms, office, staff_id, now_ms);
}

void presence_note_asked(struct presence *presence, int staff, int64_t now_ms)
{
    atomic_store(&presence->asked_ms[staff], now_ms);
}

void presence_forget_asked(struct presence *presence, int64_t asked_ms)
{
    for (int i = 0; i < OFFICE_STAFF_MAX; i++) {
        int_fast64_t moment_ms = asked_ms;
        (void)atomic_compare_exchange_strong(&presence->asked_ms[i], &moment_ms, 0);
    }
}

int64_t presence_seen_ms(const struct presence *presence, int staff)
{
    return atomic_load(&presence->seen_ms[staff]);
}

int64_t presence_acted_ms(const struct presence *presence, int staff)
{
    return atomic_load(&presence->acted_ms[staff]);
}

int64_t presence_asked_ms(const struct presence *presence, int staff)
{
    return atomic_load(&presence->asked_ms[staff]);
}
