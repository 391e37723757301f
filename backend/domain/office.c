#include "domain/office.h"

#include <stddef.h>
#include <string.h>

const struct office_service *office_service_by_code(const struct office *office, const char *code)
{
    for (int i = 0; i < office->service_count; i++) {
        if (strcmp(office->services[i].code, code) == 0) {
            return &office->services[i];
        }
    }
    return NULL;
}

const struct office_service *office_service_by_id(const struct office *office, int64_t id)
{
    for (int i = 0; i < office->service_count; i++) {
        if (office->services[i].id == id) {
            return &office->services[i];
        }
    }
    return NULL;
}

const struct office_need *office_need_by_code(const struct office *office, const char *code)
{
    for (int i = 0; i < office->need_count; i++) {
        if (strcmp(office->needs[i].code, code) == 0) {
            return &office->needs[i];
        }
    }
    return NULL;
}

const struct office_room *office_room_by_id(const struct office *office, int64_t id)
{
    for (int i = 0; i < office->room_count; i++) {
        if (office->rooms[i].id == id) {
            return &office->rooms[i];
        }
    }
    return NULL;
}

const struct office_staff *office_staff_by_id(const struct office *office, int64_t id)
{
    for (int i = 0; i < office->staff_count; i++) {
        if (office->staff[i].id == id) {
            return &office->staff[i];
        }
    }
    return NULL;
}

int office_service_index(const struct office *office, const struct office_service *service)
{
    return (int)(service - office->services);
}

enum office_preference office_preference(const struct office *office,
                                         const struct office_staff *staff, int64_t service_id)
{
    const struct office_service *service = office_service_by_id(office, service_id);
    return service == NULL ? 0 : staff->preference[office_service_index(office, service)];
}

int office_closing_min(const struct office *office, int weekday, int minute)
{
    int closing = -1;
    for (int i = 0; i < office->hours_count; i++) {
        const struct office_hours *hours = &office->hours[i];
        if (hours->weekday == weekday && hours->close_min > minute && hours->close_min > closing) {
            closing = hours->close_min;
        }
    }
    return closing;
}

static const char *const mode_names[] = {[OFFICE_MODE_WALK_IN] = "walk_in",
                                         [OFFICE_MODE_APPOINTMENT] = "appointment",
                                         [OFFICE_MODE_MIXED] = "mixed"};

const char *office_mode_name(enum office_mode mode)
{
    return mode_names[mode];
}

enum office_mode office_mode_of(const char *name)
{
    int mode = OFFICE_MODE_MIXED;
    while (mode > OFFICE_MODE_WALK_IN && strcmp(mode_names[mode], name) != 0) {
        mode--;
    }
    return (enum office_mode)mode;
}

const char *office_arrow_name(enum office_arrow arrow)
{
    static const char *const names[] = {[OFFICE_ARROW_RIGHT] = "right",
                                        [OFFICE_ARROW_LEFT] = "left",
                                        [OFFICE_ARROW_UP] = "up",
                                        [OFFICE_ARROW_DOWN] = "down"};
    return names[arrow];
}
