/*
 * office_plan.h - one office as its director describes it: services, needs, rooms, staff.
 *
 * What office.yaml says, after every rule was checked (office_check.h). `init` writes it into the
 * database; nothing else reads it.
 *
 * Owner    any thread: read-only after loading.
 * Memory   created on the heap (about 300 KB), no pointers inside.
 * Errors   STATUS_MISSING or STATUS_INVALID; out_errors then holds one error per line, all that
 *          were found, each with the file's name.
 */
#ifndef OFFICE_OFFICE_PLAN_H
#define OFFICE_OFFICE_PLAN_H

#include "base/buffer.h"
#include "base/status.h"
#include "wire/catalog.h"
#include "wire/limits.h"

#include <stdbool.h>

enum {
    OFFICE_SERIES_MAX = 5, /* 'A' .. 'E' */
    OFFICE_ROOMS_MAX = 64,
    OFFICE_STAFF_MAX = 128,
    OFFICE_ERRORS_BYTES_MAX = 64 * 1024
};

enum office_mode { OFFICE_MODE_WALK_IN, OFFICE_MODE_APPOINTMENT, OFFICE_MODE_MIXED };

/* Bits: where a service is given. */
enum office_place { OFFICE_PLACE_CENTRE = 1, OFFICE_PLACE_HOME = 2, OFFICE_PLACE_OUTREACH = 4 };

/* Bits: what a staff member may do. */
enum office_capability {
    OFFICE_CAPABILITY_CALL = 1,
    OFFICE_CAPABILITY_DESK = 2,
    OFFICE_CAPABILITY_MANAGE = 4,
    OFFICE_CAPABILITY_ADMIN = 8
};

enum office_preference { OFFICE_PREFERENCE_MAIN = 1, OFFICE_PREFERENCE_BACKUP = 2 };

struct office_series {
    char letter; /* 'A' .. 'E' */
    struct wire_label label;
};

/* What residents do not see of catalog.services[same index]. */
struct office_service {
    enum office_mode mode;
    unsigned places; /* bits of office_place, at least one */
    bool immediate;  /* a worker is sent for at once */
};

struct office_skill {
    int service; /* index into catalog.services */
    enum office_preference preference;
};

struct office_staff {
    char login[WIRE_NAME_MAX + 1]; /* lower-case letters and digits */
    char title[WIRE_NAME_MAX + 1]; /* a role, never a name: "psycholog 1" */
    unsigned capabilities;         /* bits of office_capability, at least one */
    struct office_skill skills[WIRE_SERVICES_MAX];
    int skill_count; /* 0 unless the staff member calls */
};

struct office_room {
    char name[WIRE_NAME_MAX + 1]; /* neutral: "Pokój 4" */
};

struct office_plan {
    char code[WIRE_CODE_MAX + 1];
    char timezone[WIRE_NAME_MAX + 1]; /* a file below /usr/share/zoneinfo */
    bool is_demo;
    char demo_password[WIRE_NAME_MAX + 1]; /* "" unless is_demo */
    int park_minutes;                      /* how long a missed ticket keeps its place */
    int ticket_retention_days;             /* then only counts are kept */
    struct office_series series[OFFICE_SERIES_MAX];
    int series_count;
    struct wire_catalog catalog;                       /* what residents see, version filled */
    struct office_service services[WIRE_SERVICES_MAX]; /* beside catalog.services */
    struct office_room rooms[OFFICE_ROOMS_MAX];
    int room_count;
    struct office_staff staff[OFFICE_STAFF_MAX];
    int staff_count;
};

/* `out_errors` is a buffer of at least OFFICE_ERRORS_BYTES_MAX; it is only written on failure. */
enum status office_plan_load(const char *path, struct office_plan **out_plan,
                             struct buffer *out_errors) MUST_USE;
void office_plan_destroy(struct office_plan *plan);

#endif
