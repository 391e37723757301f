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
#include "domain/office.h"
#include "domain/rules.h"
#include "office/board_plan.h"
#include "wire/catalog.h"
#include "wire/limits.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    PLAN_SERIES_MAX = 5, /* 'A' .. 'E' */
    PLAN_ROOMS_MAX = 128,
    PLAN_STAFF_MAX = 128,
    OFFICE_ERRORS_BYTES_MAX = 64 * 1024
};

/* Bits: where a service is given. */
enum office_place { OFFICE_PLACE_CENTRE = 1, OFFICE_PLACE_HOME = 2, OFFICE_PLACE_OUTREACH = 4 };

struct plan_series {
    char letter; /* 'A' .. 'E' */
    struct wire_label label;
};

/* What residents do not see of catalog.services[same index]. */
struct plan_service {
    enum office_mode mode;
    unsigned places;   /* bits of office_place, at least one */
    bool immediate;    /* a worker is sent for at once */
    uint64_t first_of; /* bits of services it comes before in one visit */
    enum office_track track;
};

struct plan_skill {
    int service; /* index into catalog.services */
    enum office_preference preference;
};

struct plan_staff {
    char login[WIRE_NAME_MAX + 1]; /* lower-case letters and digits */
    char title[WIRE_NAME_MAX + 1]; /* a role, never a name: "psycholog 1" */
    unsigned capabilities;         /* bits of domain/capability.h, at least one */
    unsigned tracks;               /* bits of office_track */
    struct plan_skill skills[WIRE_SERVICES_MAX];
    int skill_count; /* 0 unless the staff member calls */
};

struct plan_room {
    char name[WIRE_NAME_MAX + 1]; /* neutral: "Pokój 4" */
    enum office_arrow arrow;
};

struct office_plan {
    char code[WIRE_CODE_MAX + 1];
    char timezone[WIRE_NAME_MAX + 1]; /* a file below /usr/share/zoneinfo */
    bool is_demo;
    char demo_password[WIRE_NAME_MAX + 1]; /* "" unless is_demo */
    struct rules rules;                    /* version 1 */
    int ticket_retention_days;             /* then only counts are kept: unused */
    struct plan_series series[PLAN_SERIES_MAX];
    int series_count;
    struct wire_catalog catalog;                     /* what residents see, version filled */
    struct plan_service services[WIRE_SERVICES_MAX]; /* beside catalog.services */
    struct plan_room rooms[PLAN_ROOMS_MAX];
    int room_count;
    struct plan_staff staff[PLAN_STAFF_MAX];
    int staff_count;
    struct board_plan board;
};

/* `out_errors` is a buffer of at least OFFICE_ERRORS_BYTES_MAX; it is only written on failure. */
enum status office_plan_load(const char *path, struct office_plan **out_plan,
                             struct buffer *out_errors) MUST_USE;
void office_plan_destroy(struct office_plan *plan);

#endif
