#include "office/office_check.h"

#include "base/clock.h"
#include "office/office_plan.h"
#include "office/office_rules.h"
#include "office/office_words.h"
#include "wire/limits.h"

#include <stdio.h>
#include <string.h>

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

enum { RETENTION_DAYS_MAX = 3650, PASSWORD_MIN = 8, HOURS_MAX = 14 };

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

int office_minute_parse(const char *text)
{
    if (text == NULL || strlen(text) != 5 || text[2] != ':' || !is_digit(text[0]) ||
        !is_digit(text[1]) || !is_digit(text[3]) || !is_digit(text[4])) {
        return -1;
    }
    int hour = (text[0] - '0') * 10 + text[1] - '0';
    int minute = (text[3] - '0') * 10 + text[4] - '0';
    bool is_time = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    return is_time ? hour * 60 + minute : -1;
}

static void check_range(struct complaints *complaints, const char *key, int value, int least,
                        int most)
{
    if (value < least || value > most) {
        complaints_add(complaints, "%s: %d is not from %d to %d", key, value, least, most);
    }
}

static void check_demo(const struct office_file *file, struct complaints *complaints)
{
    const char *password = file->demo_password != NULL ? file->demo_password : "";
    size_t length = strlen(password);
    if (file->demo && (length < PASSWORD_MIN || length > WIRE_NAME_MAX)) {
        complaints_add(complaints, "demo_password: a demo needs one of %d to %d characters",
                       PASSWORD_MIN, WIRE_NAME_MAX);
    }
    if (!file->demo && length > 0) {
        complaints_add(complaints, "demo_password: only a demo may have its password in a file");
    }
}

static void check_office(const struct office_file *file, struct complaints *complaints)
{
    if (!words_is_code(file->code, LOWER DIGITS "-", 2, WIRE_CODE_MAX)) {
        complaints_add(complaints, "code: 2 to %d of a-z, 0-9 and - are expected", WIRE_CODE_MAX);
    }
    const char *name = file->name != NULL ? file->name : "";
    if (name[0] == '\0' || words_length(name) > words_label.length ||
        strlen(name) > words_label.bytes) {
        complaints_add(complaints, "name: 1 to %zu characters are expected", words_label.length);
    }
    if (!words_is_code(file->phone, DIGITS " +", 3, WIRE_NAME_MAX)) {
        complaints_add(complaints, "phone: digits, spaces and + are expected");
    }
    if (file->timezone == NULL || !clock_zone_exists(file->timezone)) {
        complaints_add(complaints, "timezone: \"%s\" is not known to this machine",
                       file->timezone != NULL ? file->timezone : "");
    }
    office_rules_check(&file->rules, complaints);
    check_range(complaints, "ticket_retention_days", file->ticket_retention_days, 1,
                RETENTION_DAYS_MAX);
    check_demo(file, complaints);
}

static bool hours_overlap(const struct office_file_hours *one,
                          const struct office_file_hours *other)
{
    return one->weekday == other->weekday &&
           office_minute_parse(one->open) < office_minute_parse(other->close) &&
           office_minute_parse(other->open) < office_minute_parse(one->close);
}

static void check_hours(const struct office_file *file, struct complaints *complaints)
{
    if (file->hours_count == 0 || file->hours_count > HOURS_MAX) {
        complaints_add(complaints, "hours: 1 to %d entries are expected", HOURS_MAX);
    }
    for (unsigned i = 0; i < file->hours_count; i++) {
        const struct office_file_hours *hours = &file->hours[i];
        int open = office_minute_parse(hours->open);
        int close = office_minute_parse(hours->close);
        if (hours->weekday < 1 || hours->weekday > 7) {
            complaints_add(complaints, "hours[%u].weekday: %d is not from 1 (Monday) to 7 (Sunday)",
                           i + 1, hours->weekday);
        }
        if (open < 0 || close < 0) {
            complaints_add(complaints, "hours[%u]: times such as \"07:30\" are expected", i + 1);
        } else if (open >= close) {
            complaints_add(complaints, "hours[%u]: it closes (%s) before it opens (%s)", i + 1,
                           hours->close, hours->open);
        }
        for (unsigned j = 0; j < i; j++) {
            if (hours_overlap(&file->hours[j], hours)) {
                complaints_add(complaints, "hours[%u]: overlaps hours[%u]", i + 1, j + 1);
            }
        }
    }
}

static void check_helplines(const struct office_file *file, struct complaints *complaints)
{
    if (file->helplines_count > WIRE_HELPLINES_MAX) {
        complaints_add(complaints, "helplines: %u are too many, at most %d", file->helplines_count,
                       WIRE_HELPLINES_MAX);
    }
    for (unsigned i = 0; i < file->helplines_count; i++) {
        char where[64];
        if (!words_is_code(file->helplines[i].number, DIGITS " +", 3, WIRE_CODE_MAX)) {
            complaints_add(complaints, "helplines[%u].number: digits, spaces and + are expected",
                           i + 1);
        }
        (void)snprintf(where, sizeof(where), "helplines[%u].label", i + 1);
        words_check_texts(complaints, where, &file->helplines[i].label, &words_label);
    }
}

static void check_rooms(const struct office_file *file, struct complaints *complaints)
{
    if (file->rooms_count == 0 || file->rooms_count > PLAN_ROOMS_MAX) {
        complaints_add(complaints, "rooms: 1 to %d are expected", PLAN_ROOMS_MAX);
    }
    for (unsigned i = 0; i < file->rooms_count; i++) {
        words_check_room(complaints, file, file->rooms[i]);
        for (unsigned j = 0; j < i; j++) {
            if (strcmp(file->rooms[i], file->rooms[j]) == 0) {
                complaints_add(complaints, "room \"%s\": there are two of that name",
                               file->rooms[i]);
            }
        }
    }
}

static int find_room(const struct office_file *file, const char *name)
{
    for (unsigned i = 0; name != NULL && i < file->rooms_count; i++) {
        if (strcmp(file->rooms[i], name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void check_arrows(const struct office_file *file, struct complaints *complaints)
{
    for (unsigned i = 0; i < file->arrows_count; i++) {
        if (find_room(file, file->arrows[i].room) < 0) {
            complaints_add(complaints, "arrows[%u]: there is no room of that name", i + 1);
        }
    }
}

void office_check(const struct office_file *file, struct complaints *complaints)
{
    check_office(file, complaints);
    check_hours(file, complaints);
    office_check_services(file, complaints);
    office_check_needs(file, complaints);
    check_helplines(file, complaints);
    board_plan_check(&file->board, complaints);
    check_rooms(file, complaints);
    check_arrows(file, complaints);
    office_check_staff(file, complaints);
}
