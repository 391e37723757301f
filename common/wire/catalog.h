/*
 * catalog.h - what the centre offers, as the kiosk shows it: GET /api/v1/catalog.
 *
 * {"version": "<hex>", "office": {"name": "...", "phone": "...", "hours":
 *    [{"weekday": 1, "open_min": 450, "close_min": 930}]},
 *  "services": [{"code": "PSY", "series": "A", "minutes": 50, "sensitive": true,
 *    "label": {"pl": "...", "uk": "...", "en": "...", "ru": "..."}}],
 *  "groups": [{"code": "money", "icon": "coins_bread", "label": {..., "pl_easy": "..."},
 *    "needs": ["money", "food"]}],
 *  "quick_needs": ["start", "private"],
 *  "needs": [{"code": "money", "urgent": false, "sensitive": false, "private_room": false,
 *    "ask_interpreter": false, "route": ["SWI", "SOC"], "label": {...}, "hint": {...}}],
 *  "helplines": [{"number": "112", "label": {...}}]}
 *
 * Invariants (checked by decode): every code in a route, a group or quick_needs exists; counts are
 * within limits.h; every text exists in pl, uk, en, ru ("pl_easy" falls back to pl).
 *
 * Memory   about 250 KB: create on the heap.
 */
#ifndef WIRE_CATALOG_H
#define WIRE_CATALOG_H

#include "base/buffer.h"
#include "base/i18n.h"
#include "base/json_in.h"
#include "base/status.h"
#include "wire/limits.h"

#include <stdbool.h>
#include <stddef.h>

struct wire_label {
    char text[LANGUAGE_COUNT][WIRE_LABEL_MAX + 1];
};

struct wire_hint {
    char text[LANGUAGE_COUNT][WIRE_HINT_MAX + 1];
};

struct wire_hours {
    int weekday;  /* 1 Monday .. 7 Sunday */
    int open_min; /* minutes after midnight, local */
    int close_min;
};

struct wire_service {
    char code[WIRE_CODE_MAX + 1];
    char series; /* 'A' .. 'E' */
    int minutes;
    bool sensitive;
    struct wire_label label;
};

struct wire_need {
    char code[WIRE_CODE_MAX + 1];
    bool urgent;
    bool sensitive;
    bool private_room;
    bool ask_interpreter;
    int route[WIRE_ROUTE_MAX]; /* indices into services; the first is certain */
    int route_count;           /* 1..WIRE_ROUTE_MAX */
    struct wire_label label;
    struct wire_hint hint;
};

struct wire_group {
    char code[WIRE_CODE_MAX + 1];
    char icon[WIRE_CODE_MAX + 1];
    int needs[WIRE_GROUP_NEEDS_MAX]; /* indices into needs */
    int need_count;
    struct wire_label label;
};

struct wire_helpline {
    char number[WIRE_CODE_MAX + 1];
    struct wire_label label;
};

struct wire_catalog {
    char version[WIRE_TOKEN_HEX + 1];
    char office_name[WIRE_LABEL_MAX + 1];
    char office_phone[WIRE_NAME_MAX + 1];
    struct wire_hours hours[14];
    int hours_count;
    struct wire_service services[WIRE_SERVICES_MAX];
    int service_count;
    struct wire_need needs[WIRE_NEEDS_MAX];
    int need_count;
    struct wire_group groups[WIRE_GROUPS_MAX];
    int group_count;
    int quick_needs[4]; /* indices into needs */
    int quick_need_count;
    struct wire_helpline helplines[WIRE_HELPLINES_MAX];
    int helpline_count;
};

void wire_catalog_encode(const struct wire_catalog *catalog, struct buffer *out);

/* Creates on the heap; free() it. */
enum status wire_catalog_decode(const char *bytes, size_t size, struct wire_catalog **out_catalog,
                                struct json_error *error) MUST_USE;

#endif
