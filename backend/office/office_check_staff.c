#include "domain/capability.h"
#include "domain/scope.h"
#include "office/office_check.h"
#include "office/office_plan.h"
#include "office/office_words.h"
#include "wire/limits.h"

#include <stdio.h>
#include <string.h>

static void check_capabilities(const struct office_file_staff *staff, const char *where,
                               struct complaints *complaints)
{
    unsigned capability = 0;
    if (staff->capabilities_count == 0) {
        complaints_add(complaints, "%s: no capability is given (call, desk, manage, admin)", where);
    }
    for (unsigned i = 0; i < staff->capabilities_count; i++) {
        if (capability_parse(staff->capabilities[i], &capability) != STATUS_OK) {
            complaints_add(complaints,
                           "%s: the capability \"%s\" is not one of call, desk, manage, admin",
                           where, staff->capabilities[i]);
        }
    }
}

static bool may(const struct office_file_staff *staff, unsigned wanted)
{
    for (unsigned i = 0; i < staff->capabilities_count; i++) {
        unsigned capability = 0;
        if (capability_parse(staff->capabilities[i], &capability) == STATUS_OK &&
            capability == wanted) {
            return true;
        }
    }
    return false;
}

static bool has_skill(const struct office_file_staff *staff, const char *code)
{
    for (unsigned i = 0; i < staff->main_count; i++) {
        if (strcmp(staff->main[i], code) == 0) {
            return true;
        }
    }
    for (unsigned i = 0; i < staff->backup_count; i++) {
        if (strcmp(staff->backup[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static const char *skill_at(const struct office_file_staff *staff, unsigned index)
{
    return index < staff->main_count ? staff->main[index]
                                     : staff->backup[index - staff->main_count];
}

/* They would be called to what they may not see. */
static void check_track(const struct office_file_service *service,
                        const struct office_file_staff *staff, const char *where,
                        struct complaints *complaints)
{
    enum office_track track = (enum office_track)service->track;
    if (track != OFFICE_TRACK_SHARED && (staff->tracks & track) == 0) {
        complaints_add(complaints, "%s: serves %s of the track %s, but is not of that track", where,
                       service->code, scope_track_word(track));
    }
}

static void check_skills(const struct office_file *file, const struct office_file_staff *staff,
                         const char *where, struct complaints *complaints)
{
    unsigned count = staff->main_count + staff->backup_count;
    bool calls = may(staff, CAPABILITY_CALL);
    if (calls != (count > 0)) {
        complaints_add(complaints,
                       calls ? "%s: may call, but has no service under main or backup"
                             : "%s: has services, but not the capability call",
                       where);
    }
    for (unsigned i = 0; i < count; i++) {
        const char *code = skill_at(staff, i);
        int service = office_file_find_service(file, code);
        if (service < 0) {
            complaints_add(complaints, "%s: there is no service \"%s\"", where, code);
        } else {
            check_track(&file->services[service], staff, where, complaints);
        }
        for (unsigned j = 0; j < i; j++) {
            if (strcmp(skill_at(staff, j), code) == 0) {
                complaints_add(complaints, "%s: %s is listed twice", where, code);
            }
        }
    }
}

static void check_member(const struct office_file *file, unsigned index,
                         struct complaints *complaints)
{
    const struct office_file_staff *staff = &file->staff[index];
    char where[96];
    (void)snprintf(where, sizeof(where), "staff %.64s", staff->login != NULL ? staff->login : "?");
    if (!words_is_code(staff->login, "abcdefghijklmnopqrstuvwxyz0123456789", 2, WIRE_NAME_MAX)) {
        complaints_add(complaints, "staff[%u].login: 2 to %d of a-z and 0-9 are expected",
                       index + 1, WIRE_NAME_MAX);
    }
    for (unsigned i = 0; staff->login != NULL && i < index; i++) {
        if (file->staff[i].login != NULL && strcmp(file->staff[i].login, staff->login) == 0) {
            complaints_add(complaints, "%s: the login is used twice", where);
        }
    }
    if (staff->title == NULL || staff->title[0] == '\0' || strlen(staff->title) > WIRE_NAME_MAX) {
        complaints_add(complaints, "%s: a title of 1 to %d bytes is expected", where,
                       WIRE_NAME_MAX);
    } else if (words_look_like_a_name(staff->title)) {
        complaints_add(complaints,
                       "%s: the title \"%s\" looks like a person's name; a role is expected, such "
                       "as \"psycholog 1\"",
                       where, staff->title);
    }
    check_capabilities(staff, where, complaints);
    check_skills(file, staff, where, complaints);
}

/* A walk-in is always possible, even for what is usually booked: somebody must be able to serve. */
static void check_served(const struct office_file *file, struct complaints *complaints)
{
    for (unsigned i = 0; i < file->services_count; i++) {
        const char *code = file->services[i].code;
        bool served = code == NULL;
        for (unsigned j = 0; j < file->staff_count && !served; j++) {
            served = has_skill(&file->staff[j], code);
        }
        if (!served) {
            complaints_add(complaints, "service %s: nobody on the staff can serve it", code);
        }
    }
}

void office_check_staff(const struct office_file *file, struct complaints *complaints)
{
    bool has_admin = false;
    if (file->staff_count == 0 || file->staff_count > PLAN_STAFF_MAX) {
        complaints_add(complaints, "staff: 1 to %d are expected", PLAN_STAFF_MAX);
    }
    for (unsigned i = 0; i < file->staff_count; i++) {
        check_member(file, i, complaints);
        has_admin = has_admin || may(&file->staff[i], CAPABILITY_ADMIN);
    }
    if (!has_admin) {
        complaints_add(complaints, "staff: nobody has the capability admin");
    }
    check_served(file, complaints);
}
