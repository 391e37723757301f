#include "domain/slot.h"

#include "base/calendar.h"
#include "domain/capability.h"

static int round_up(int minute)
{
    return (minute + SLOT_UNIT_MIN - 1) / SLOT_UNIT_MIN * SLOT_UNIT_MIN;
}

int slot_minutes(const struct office_service *service)
{
    return round_up(service->minutes);
}

static bool is_closed(const struct slot_day *day, const struct office_service *service)
{
    return service->mode == OFFICE_MODE_WALK_IN || calendar_is_day_off(day->day);
}

/* The slots of one stretch of opening begin here, every slot_minutes, and end before it closes. */
static bool begins_in(const struct office_hours *hours, int length, int minute)
{
    int since = minute - round_up(hours->open_min);
    return since >= 0 && since % length == 0 && minute + length <= hours->close_min;
}

/* On a day that is not closed. */
static bool is_slot(const struct slot_day *day, int weekday, const struct office_service *service,
                    int minute)
{
    const struct office *office = day->office;
    bool found = false;
    for (int i = 0; i < office->hours_count; i++) {
        found = found || (office->hours[i].weekday == weekday &&
                          begins_in(&office->hours[i], slot_minutes(service), minute));
    }
    return found && minute >= day->from_min;
}

static int open_minutes(const struct slot_day *day)
{
    const struct office *office = day->office;
    int weekday = calendar_weekday(day->day);
    int minutes = 0;
    for (int i = 0; i < office->hours_count; i++) {
        const struct office_hours *hours = &office->hours[i];
        minutes += hours->weekday == weekday ? hours->close_min - hours->open_min : 0;
    }
    return minutes;
}

static int taken_minutes(const struct slot_day *day, int staff)
{
    int minutes = 0;
    for (int i = 0; i < day->taken_count; i++) {
        minutes += day->taken[i].staff == staff ? day->taken[i].minutes : 0;
    }
    return minutes;
}

static bool is_taken(const struct slot_day *day, int staff, int minute, int length)
{
    for (int i = 0; i < day->taken_count; i++) {
        const struct slot *taken = &day->taken[i];
        if (taken->staff == staff && taken->minute < minute + length &&
            minute < taken->minute + taken->minutes) {
            return true;
        }
    }
    return false;
}

/* Time is left for those who come without a booking. */
static bool has_room(const struct slot_day *day, const struct office_service *service, int staff)
{
    int booked = taken_minutes(day, staff) + slot_minutes(service);
    return service->mode == OFFICE_MODE_APPOINTMENT ||
           booked * 100 <= open_minutes(day) * SLOT_BOOKED_PERCENT;
}

/* `minute` is a slot's. */
static bool is_free(const struct slot_day *day, const struct slot_wish *wish, int staff, int minute)
{
    const struct office *office = day->office;
    int service = office_service_index(office, wish->service);
    return (wish->staff == SLOT_ANYBODY || wish->staff == staff) &&
           (office->staff[staff].capabilities & CAPABILITY_CALL) != 0 &&
           office->staff[staff].preference[service] == OFFICE_PREFERENCE_MAIN &&
           !is_taken(day, staff, minute, slot_minutes(wish->service)) &&
           has_room(day, wish->service, staff);
}

/* Of a slot's time. */
static int least_booked(const struct slot_day *day, const struct slot_wish *wish, int minute)
{
    int best = SLOT_NOBODY;
    int least = 0;
    for (int i = 0; i < day->office->staff_count; i++) {
        int minutes = taken_minutes(day, i);
        if (is_free(day, wish, i, minute) && (best == SLOT_NOBODY || minutes < least)) {
            best = i;
            least = minutes;
        }
    }
    return best;
}

int slot_staff(const struct slot_day *day, const struct slot_wish *wish, int minute)
{
    bool is_one = !is_closed(day, wish->service) &&
                  is_slot(day, calendar_weekday(day->day), wish->service, minute);
    return is_one ? least_booked(day, wish, minute) : SLOT_NOBODY;
}

/* Slots that begin at one time; gives how many were written. */
static int list_time(const struct slot_day *day, const struct slot_wish *wish, int minute,
                     struct slot *out, int max)
{
    int count = 0;
    for (int i = 0; i < day->office->staff_count && count < max; i++) {
        if (is_free(day, wish, i, minute)) {
            out[count++] = (struct slot){minute, slot_minutes(wish->service), i};
        }
    }
    return count;
}

int slot_list(const struct slot_day *day, const struct slot_wish *wish, bool is_once,
              struct slot *out, int max)
{
    enum { MINUTES_OF_DAY = 24 * 60 };

    int count = 0;
    int weekday = calendar_weekday(day->day);
    int first = is_closed(day, wish->service) ? MINUTES_OF_DAY : round_up(day->from_min);
    for (int minute = first; minute < MINUTES_OF_DAY && count < max; minute += SLOT_UNIT_MIN) {
        if (!is_slot(day, weekday, wish->service, minute)) {
            continue;
        }
        int staff = is_once ? least_booked(day, wish, minute) : SLOT_NOBODY;
        if (staff != SLOT_NOBODY) {
            out[count++] = (struct slot){minute, slot_minutes(wish->service), staff};
        } else if (!is_once) {
            count += list_time(day, wish, minute, out + count, max - count);
        }
    }
    return count;
}
