#include "app/booking.h"

#include "base/calendar.h"
#include "base/clock.h"

int booking_days(const struct wire_slots *slots, struct booking_day out_days[BOOKING_DAYS_MAX])
{
    int count = 0;
    for (size_t i = 0; i < slots->count; i++) {
        int32_t day = clock_local(slots->starts_ms[i]).day;
        bool is_known = count > 0 && out_days[count - 1].day == day;
        if (!is_known && count == BOOKING_DAYS_MAX) {
            break;
        }
        if (!is_known) {
            out_days[count++] = (struct booking_day){.day = day, .first = (int)i};
        }
        out_days[count - 1].count++;
    }
    return count;
}

static int32_t last_day(const struct wire_slots *slots)
{
    return slots->count > 0 ? clock_local(slots->starts_ms[slots->count - 1]).day : 0;
}

/* What is known of the days from there on is told anew. */
void booking_find(struct booking *booking, const struct wire_slots *slots)
{
    struct wire_slots *found = &booking->found;
    while (last_day(found) >= booking->from_day && found->count > 0) {
        found->count--;
    }
    for (size_t i = 0; i < slots->count && found->count < WIRE_SLOTS_MAX; i++) {
        found->starts_ms[found->count++] = slots->starts_ms[i];
    }
    found->has_more = slots->has_more;
}

int32_t booking_next_day(const struct booking *booking)
{
    const struct wire_slots *found = &booking->found;
    struct booking_day days[BOOKING_DAYS_MAX];
    int count = booking_days(found, days);
    bool is_over = !found->has_more || count == 0 || found->count == WIRE_SLOTS_MAX;
    int32_t last = last_day(found);
    if (is_over || days[count - 1].day != last) {
        return 0; /* a day beyond those that are shown is known: they are whole */
    }
    return last > booking->from_day ? last : calendar_add(booking->from_day, 1);
}
