#include "app/booking.h"

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
