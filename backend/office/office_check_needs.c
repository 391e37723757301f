#include "office/office_check.h"
#include "office/office_plan.h"
#include "office/office_words.h"
#include "wire/limits.h"

#include <stdio.h>
#include <string.h>

#define CODE_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

enum { QUICK_NEEDS_MAX = 4 };

static bool is_listed(char *const *codes, unsigned count, const char *code)
{
    for (unsigned i = 0; code != NULL && i < count; i++) {
        if (strcmp(codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static void check_route(const struct office_file *file, const struct office_file_need *need,
                        const char *where, struct complaints *complaints)
{
    if (need->route_count == 0 || need->route_count > WIRE_ROUTE_MAX) {
        complaints_add(complaints, "%s: a route of 1 to %d services is expected", where,
                       WIRE_ROUTE_MAX);
    }
    for (unsigned i = 0; i < need->route_count; i++) {
        if (office_file_find_service(file, need->route[i]) < 0) {
            complaints_add(complaints, "%s: there is no service \"%s\" for its route", where,
                           need->route[i]);
        } else if (is_listed(need->route, i, need->route[i])) {
            complaints_add(complaints, "%s: its route names %s twice", where, need->route[i]);
        }
    }
}

static bool is_reachable(const struct office_file *file, const char *code)
{
    if (is_listed(file->quick_needs, file->quick_needs_count, code)) {
        return true;
    }
    for (unsigned i = 0; i < file->groups_count; i++) {
        if (is_listed(file->groups[i].needs, file->groups[i].needs_count, code)) {
            return true;
        }
    }
    return false;
}

static void check_need(const struct office_file *file, unsigned index,
                       struct complaints *complaints)
{
    const struct office_file_need *need = &file->needs[index];
    char where[64];
    (void)snprintf(where, sizeof(where), "need %.16s", need->code != NULL ? need->code : "?");
    if (!words_is_code(need->code, CODE_LETTERS, 2, WIRE_CODE_MAX)) {
        complaints_add(complaints, "needs[%u].code: 2 to %d of a-z, 0-9 and _ are expected",
                       index + 1, WIRE_CODE_MAX);
    } else if (office_file_find_need(file, need->code) != (int)index) {
        complaints_add(complaints, "%s: the code is used twice", where);
    } else if (!is_reachable(file, need->code)) {
        complaints_add(complaints, "%s: is in no group and not quick, so nobody can choose it",
                       where);
    }
    check_route(file, need, where, complaints);
    char text[80];
    (void)snprintf(text, sizeof(text), "%s: label", where);
    words_check_texts(complaints, text, &need->label, &words_label);
    (void)snprintf(text, sizeof(text), "%s: hint", where);
    words_check_texts(complaints, text, &need->hint, &words_hint);
}

static void check_need_codes(const struct office_file *file, char *const *codes, unsigned count,
                             const char *where, struct complaints *complaints)
{
    for (unsigned i = 0; i < count; i++) {
        if (office_file_find_need(file, codes[i]) < 0) {
            complaints_add(complaints, "%s: there is no need \"%s\"", where, codes[i]);
        } else if (is_listed(codes, i, codes[i])) {
            complaints_add(complaints, "%s: %s is listed twice", where, codes[i]);
        }
    }
}

static void check_group(const struct office_file *file, unsigned index,
                        struct complaints *complaints)
{
    const struct office_file_group *group = &file->groups[index];
    char where[64];
    (void)snprintf(where, sizeof(where), "group %.16s", group->code != NULL ? group->code : "?");
    if (!words_is_code(group->code, CODE_LETTERS, 2, WIRE_CODE_MAX)) {
        complaints_add(complaints, "groups[%u].code: 2 to %d of a-z, 0-9 and _ are expected",
                       index + 1, WIRE_CODE_MAX);
    }
    for (unsigned i = 0; group->code != NULL && i < index; i++) {
        if (file->groups[i].code != NULL && strcmp(file->groups[i].code, group->code) == 0) {
            complaints_add(complaints, "%s: the code is used twice", where);
        }
    }
    if (!words_is_code(group->icon, CODE_LETTERS, 2, WIRE_CODE_MAX)) {
        complaints_add(complaints, "%s: the name of an icon is expected", where);
    }
    if (group->needs_count == 0 || group->needs_count > WIRE_GROUP_NEEDS_MAX) {
        complaints_add(complaints, "%s: has %u needs, 1 to %d fit on a screen", where,
                       group->needs_count, WIRE_GROUP_NEEDS_MAX);
    }
    check_need_codes(file, group->needs, group->needs_count, where, complaints);
    char text[80];
    (void)snprintf(text, sizeof(text), "%s: label", where);
    words_check_texts(complaints, text, &group->label, &words_label);
}

void office_check_needs(const struct office_file *file, struct complaints *complaints)
{
    if (file->needs_count == 0 || file->needs_count > WIRE_NEEDS_MAX) {
        complaints_add(complaints, "needs: 1 to %d are expected", WIRE_NEEDS_MAX);
    }
    for (unsigned i = 0; i < file->needs_count; i++) {
        check_need(file, i, complaints);
    }
    for (unsigned i = 0; i < file->groups_count; i++) {
        check_group(file, i, complaints);
    }
    if (file->quick_needs_count > QUICK_NEEDS_MAX) {
        complaints_add(complaints, "quick_needs: %u are too many, at most %d",
                       file->quick_needs_count, QUICK_NEEDS_MAX);
    }
    check_need_codes(file, file->quick_needs, file->quick_needs_count, "quick_needs", complaints);
    unsigned choices = file->groups_count + file->quick_needs_count;
    if (choices == 0 || choices > OFFICE_HOME_CHOICES_MAX) {
        complaints_add(complaints, "groups and quick_needs: %u choices, 1 to %d fit on a screen",
                       choices, OFFICE_HOME_CHOICES_MAX);
    }
}
