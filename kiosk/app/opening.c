#include "app/opening.h"

#include "base/calendar.h"

enum { DAY_MIN = 24 * 60, DAYS_AHEAD_MAX = 62 };

bool opening_is_at(const struct wire_catalog *catalog, int32_t day, int minute_of_day)
{
    int weekday = calendar_weekday(day);
    for (int i = 0; i < catalog->hours_count; i++) {
        const struct wire_hours *hours = &catalog->hours[i];
        bool is_inside = minute_of_day >= hours->open_min && minute_of_day < hours->close_min;
        if (hours->weekday == weekday && is_inside) {
            return !calendar_is_day_off(day);
        }
    }
    return false;
}

int opening_change_min(const struct wire_catalog *catalog, int32_t day, int minute_of_day)
{
    int weekday = calendar_weekday(day);
    int next = DAY_MIN;
    for (int i = 0; i < catalog->hours_count; i++) {
        const struct wire_hours *hours = &catalog->hours[i];
        const int edges[] = {hours->open_min, hours->close_min};
        for (int e = 0; e < 2 && hours->weekday == weekday; e++) {
            next = edges[e] > minute_of_day && edges[e] < next ? edges[e] : next;
        }
    }
    return next - minute_of_day;
}

/* The earliest opening of a day that begins after a minute; -1: none. */
static int find_after(const struct wire_catalog *catalog, int weekday, int minute)
{
    int found = -1;
    for (int i = 0; i < catalog->hours_count; i++) {
        const struct wire_hours *hours = &catalog->hours[i];
        bool is_later = hours->weekday == weekday && hours->open_min > minute;
        if (is_later && (found < 0 || hours->open_min < catalog->hours[found].open_min)) {
            found = i;
        }
    }
    return found;
}

int opening_of_day(const struct wire_catalog *catalog, int32_t day, struct opening *out_openings,
                   int most)
{
    int count = 0;
    int weekday = calendar_weekday(day);
    int at = calendar_is_day_off(day) ? -1 : find_after(catalog, weekday, -1);
    while (at >= 0 && count < most) {
        const struct wire_hours *hours = &catalog->hours[at];
        out_openings[count++] = (struct opening){day, hours->open_min, hours->close_min};
        at = find_after(catalog, weekday, hours->open_min);
    }
    return count;
}

bool opening_next(const struct wire_catalog *catalog, int32_t day, int minute_of_day,
                  struct opening *out_opening)
{
    int minute = minute_of_day;
    for (int i = 0; i <= DAYS_AHEAD_MAX; i++) {
        int at = calendar_is_day_off(day) ? -1 : find_after(catalog, calendar_weekday(day), minute);
        if (at >= 0) {
            const struct wire_hours *hours = &catalog->hours[at];
            *out_opening = (struct opening){day, hours->open_min, hours->close_min};
            return true;
        }
        day = calendar_add(day, 1);
        minute = -1;
    }
    return false;
}
