#include "api/full_today.h"

#include "base/clock.h"

enum { MINUTE_MS = 60 * 1000 };

bool full_today(const struct office *office, const struct office_service *service,
                const struct promise *promise, int64_t now_ms)
{
    struct local_time local = clock_local(now_ms);
    int closing_min = office_closing_min(office, local.weekday, local.minute_of_day);
    if (service->is_immediate || !promise->is_known || closing_min < 0) {
        return false;
    }
    int64_t closes_ms = clock_from_local(local.day, closing_min);
    return now_ms + (int64_t)promise->high_min * MINUTE_MS > closes_ms;
}
