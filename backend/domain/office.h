/*
 * office.h - the parts of an office that rules need: services, needs, rooms, staff and skills.
 *
 * Owner    loaded once at start, read-only afterwards: any thread.
 * Memory   about 70 KB; create on the heap. Indices (not ids) connect the arrays.
 */
#ifndef DOMAIN_OFFICE_H
#define DOMAIN_OFFICE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    OFFICE_SERVICES_MAX = 64,
    OFFICE_NEEDS_MAX = 48,
    OFFICE_ROOMS_MAX = 128,
    OFFICE_STAFF_MAX = 128,
    OFFICE_ROUTE_MAX = 8,
    OFFICE_HOURS_MAX = 14,
    OFFICE_CODE_MAX = 16,
    OFFICE_NAME_MAX = 160
};

enum office_preference {
    OFFICE_PREFERENCE_NONE,
    OFFICE_PREFERENCE_MAIN,  /* calls for it by the visitor's turn */
    OFFICE_PREFERENCE_BACKUP /* helps out: calls for it as if the visitor came later */
};

/* How a service is come by. A mixed one keeps time for those who come without a booking. */
enum office_mode { OFFICE_MODE_WALK_IN, OFFICE_MODE_APPOINTMENT, OFFICE_MODE_MIXED };

/* Bits. The two tracks of a centre: queues, roles and data of one are not for the other. A service
 * of neither is shared by both. */
enum office_track {
    OFFICE_TRACK_SHARED = 0,
    OFFICE_TRACK_BENEFITS = 1 << 0,
    OFFICE_TRACK_SOCIAL = 1 << 1,
    OFFICE_TRACK_ALL = (1 << 2) - 1
};

struct office_service {
    int64_t id;
    char code[OFFICE_CODE_MAX + 1];
    char series;
    enum office_mode mode;
    int minutes;                     /* planned length, > 0 */
    bool is_immediate;               /* somebody comes at once: never full for today */
    uint64_t first_of;               /* bits of the services it comes before in one visit */
    enum office_track track;         /* one of them, or shared */
    char label[OFFICE_NAME_MAX + 1]; /* Polish, for staff */
};

struct office_need {
    int64_t id;
    char code[OFFICE_CODE_MAX + 1];
    int route[OFFICE_ROUTE_MAX]; /* indices into services; the first is certain */
    int route_count;
};

/* Where the arrow beside a room points on the lobby's board, as seen from the seats. */
enum office_arrow { OFFICE_ARROW_RIGHT, OFFICE_ARROW_LEFT, OFFICE_ARROW_UP, OFFICE_ARROW_DOWN };

struct office_room {
    int64_t id;
    char name[OFFICE_NAME_MAX + 1];
    enum office_arrow arrow;
};

struct office_staff {
    int64_t id;
    unsigned capabilities;
    unsigned tracks; /* bits of office_track; see scope.h for what that opens */
    char title[OFFICE_NAME_MAX + 1];
    unsigned char preference[OFFICE_SERVICES_MAX]; /* by service index, see above */
};

/* One stretch of opening; a day may have two, or none. */
struct office_hours {
    int weekday; /* 1 Monday .. 7 Sunday */
    int open_min;
    int close_min; /* minutes of the local day */
};

struct office {
    int64_t id;
    bool is_demo;
    char epoch[9]; /* changes when a database is made or restored: 8 hex digits */
    char name[OFFICE_NAME_MAX + 1];
    char phone[OFFICE_NAME_MAX + 1];
    char zone[OFFICE_NAME_MAX + 1];
    struct office_service services[OFFICE_SERVICES_MAX];
    int service_count;
    struct office_need needs[OFFICE_NEEDS_MAX];
    int need_count;
    struct office_room rooms[OFFICE_ROOMS_MAX];
    int room_count;
    struct office_staff staff[OFFICE_STAFF_MAX];
    int staff_count;
    struct office_hours hours[OFFICE_HOURS_MAX];
    int hours_count;
};

/* Each may miss: NULL. */
const struct office_service *office_service_by_code(const struct office *office, const char *code);
const struct office_service *office_service_by_id(const struct office *office, int64_t id);
const struct office_need *office_need_by_code(const struct office *office, const char *code);
const struct office_room *office_room_by_id(const struct office *office, int64_t id);
const struct office_staff *office_staff_by_id(const struct office *office, int64_t id);

int office_service_index(const struct office *office, const struct office_service *service);

enum office_preference office_preference(const struct office *office,
                                         const struct office_staff *staff, int64_t service_id);

/* "walk_in", "appointment", "mixed"; a word that is none of them is "walk_in". */
const char *office_mode_name(enum office_mode mode);
enum office_mode office_mode_of(const char *name);

/* "right", "left", "up", "down". */
const char *office_arrow_name(enum office_arrow arrow);

/* The last minute of that day's opening, if the office is open at `minute` or later that day;
 * -1 when it is closed for the day. */
int office_closing_min(const struct office *office, int weekday, int minute);

#endif
