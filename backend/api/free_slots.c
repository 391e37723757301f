#include "api/free_slots.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "store/appointment_store.h"

enum { MINUTES_OF_DAY = 24 * 60, LIST_MAX = 401 };

struct free_slots {
    const struct office *office;
    struct db *db;
    int64_t now_ms;
    bool is_full; /* more is taken than there is room for */
    struct slot_day day;
    struct slot taken[FREE_SLOTS_TAKEN_MAX];
    struct slot found[LIST_MAX];
};

struct free_slots *free_slots_create(struct arena *arena, const struct office *office,
                                     struct db *db, int64_t now_ms)
{
    struct free_slots *search = arena_alloc(arena, sizeof(*search));
    search->office = office;
    search->db = db;
    search->now_ms = now_ms;
    return search;
}

static void take(void *context, const struct appointment *appointment)
{
    struct free_slots *search = context;
    const struct office_staff *staff = office_staff_by_id(search->office, appointment->staff_id);
    if (appointment->state == APPOINTMENT_CANCELLED || staff == NULL) {
        return;
    }
    if (search->day.taken_count == FREE_SLOTS_TAKEN_MAX) {
        search->is_full = true;
        return;
    }
    search->taken[search->day.taken_count++] =
        (struct slot){.minute = clock_local(appointment->starts_ms).minute_of_day,
                      .minutes = appointment->minutes,
                      .staff = (int)(staff - search->office->staff)};
}

/* The first minute that may be booked: none of the past, and none beyond the horizon. */
static int first_minute(const struct free_slots *search, int32_t day)
{
    struct local_time now = clock_local(search->now_ms);
    if (day < now.day || day > calendar_add(now.day, FREE_SLOTS_DAYS_AHEAD)) {
        return MINUTES_OF_DAY;
    }
    return day == now.day ? now.minute_of_day + 1 : 0;
}

static enum status read_day(struct free_slots *search, int32_t day)
{
    search->day = (struct slot_day){.office = search->office,
                                    .taken = search->taken,
                                    .day = day,
                                    .from_min = first_minute(search, day)};
    search->is_full = false;
    if (search->day.from_min == MINUTES_OF_DAY) {
        return STATUS_OK;
    }
    enum status status =
        appointment_store_each(search->db, search->office->id, clock_from_local(day, 0),
                               clock_from_local(calendar_add(day, 1), 0), take, search);
    return status == STATUS_OK && search->is_full ? STATUS_UNAVAILABLE : status;
}

enum status free_slots_staff(struct free_slots *search, const struct slot_wish *wish,
                             int64_t starts_ms, int *out_staff)
{
    struct local_time local = clock_local(starts_ms);
    enum status status = read_day(search, local.day);
    if (status == STATUS_OK) {
        /* An hour that comes twice in autumn is meant once. */
        bool is_exact = clock_from_local(local.day, local.minute_of_day) == starts_ms;
        *out_staff = is_exact ? slot_staff(&search->day, wish, local.minute_of_day) : SLOT_NOBODY;
    }
    return status;
}

static void write_slot(const struct free_slots *search, const struct slot *slot,
                       struct json_out *json)
{
    json_out_object(json, NULL);
    json_out_int(json, "starts_ms", clock_from_local(search->day.day, slot->minute));
    json_out_int(json, "staff", search->office->staff[slot->staff].id);
    json_out_int(json, "minutes", slot->minutes);
    json_out_end(json);
}

/* `left` may be written; gives how many were there, one more than that at most. */
static int write_day(struct free_slots *search, const struct slot_wish *wish, bool is_once,
                     int left, struct json_out *json)
{
    int max = left < LIST_MAX ? left + 1 : LIST_MAX;
    int count = slot_list(&search->day, wish, is_once, search->found, max);
    for (int i = 0; i < count && i < left; i++) {
        write_slot(search, &search->found[i], json);
    }
    return count;
}

enum status free_slots_json(struct free_slots *search, const struct slot_wish *wish,
                            const struct free_slots_range *range, struct json_out *json,
                            bool *out_is_more)
{
    struct local_time from = clock_local(range->from_ms);
    int left = range->max;
    enum status status = STATUS_OK;
    json_out_array(json, "slots");
    for (int i = 0; i < range->days && left >= 0 && status == STATUS_OK; i++) {
        status = read_day(search, calendar_add(from.day, i));
        if (i == 0 && search->day.from_min < from.minute_of_day) {
            search->day.from_min = from.minute_of_day;
        }
        if (status == STATUS_OK) {
            left -= write_day(search, wish, range->is_once, left, json);
        }
    }
    json_out_end(json);
    *out_is_more = left < 0;
    return status;
}
