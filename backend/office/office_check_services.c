#include "office/office_check.h"
#include "office/office_plan.h"
#include "office/office_words.h"
#include "wire/limits.h"

#include <stdio.h>
#include <string.h>

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { SERVICE_MINUTES_MAX = 480 };

static const char *name_of(const struct office_file_service *service)
{
    return service->code != NULL ? service->code : "?";
}

static bool is_series(const char *letter)
{
    return letter != NULL && letter[0] >= 'A' && letter[0] <= 'E' && letter[1] == '\0';
}

static bool has_series(const struct office_file *file, const char *letter)
{
    for (unsigned i = 0; letter != NULL && i < file->series_count; i++) {
        if (file->series[i].letter != NULL && strcmp(file->series[i].letter, letter) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_in_series(const struct office_file_service *service, const char *letter)
{
    return service->series != NULL && strcmp(service->series, letter) == 0;
}

/* A letter over one or two services would say aloud what a person came for. */
static void check_coverage(const struct office_file *file, const char *letter,
                           struct complaints *complaints)
{
    char codes[128] = "";
    unsigned count = 0;
    for (unsigned i = 0; i < file->services_count; i++) {
        if (is_in_series(&file->services[i], letter)) {
            size_t used = strlen(codes);
            (void)snprintf(codes + used, sizeof(codes) - used, "%s%s", count > 0 ? ", " : "",
                           name_of(&file->services[i]));
            count++;
        }
    }
    if (count < OFFICE_SERIES_SERVICES_MIN) {
        complaints_add(complaints,
                       "series %s: covers %u (%s); with fewer than %d services the letter would "
                       "tell what a person came for",
                       letter, count, count > 0 ? codes : "none", OFFICE_SERIES_SERVICES_MIN);
    }
}

static void check_series(const struct office_file *file, struct complaints *complaints)
{
    if (file->series_count == 0 || file->series_count > PLAN_SERIES_MAX) {
        complaints_add(complaints, "series: 1 to %d are expected", PLAN_SERIES_MAX);
    }
    for (unsigned i = 0; i < file->series_count; i++) {
        const struct office_file_series *series = &file->series[i];
        char where[64];
        (void)snprintf(where, sizeof(where), "series[%u].label", i + 1);
        words_check_texts(complaints, where, &series->label, &words_label);
        if (!is_series(series->letter)) {
            complaints_add(complaints, "series[%u].letter: one of A to E is expected", i + 1);
            continue;
        }
        for (unsigned j = 0; j < i; j++) {
            if (file->series[j].letter != NULL &&
                strcmp(file->series[j].letter, series->letter) == 0) {
                complaints_add(complaints, "series %s: the letter is used twice", series->letter);
            }
        }
        check_coverage(file, series->letter, complaints);
    }
}

static bool comes_before(const struct office_file_service *service, const char *code)
{
    for (unsigned i = 0; code != NULL && i < service->first_of_count; i++) {
        if (service->first_of[i] != NULL && strcmp(service->first_of[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static void check_first_of(const struct office_file *file,
                           const struct office_file_service *service, struct complaints *complaints)
{
    for (unsigned i = 0; i < service->first_of_count; i++) {
        const char *code = service->first_of[i];
        int other = office_file_find_service(file, code);
        if (other < 0) {
            complaints_add(complaints, "service %.16s: first_of: there is no service \"%s\"",
                           name_of(service), code != NULL ? code : "");
        } else if (comes_before(&file->services[other], service->code)) {
            complaints_add(complaints, "service %.16s: first_of: %s and it wait for each other",
                           name_of(service), code);
        }
    }
}

/* A route is walked in its order: what comes first stands first. */
static void check_route_order(const struct office_file *file, const struct office_file_need *need,
                              struct complaints *complaints)
{
    for (unsigned i = 0; i < need->route_count; i++) {
        int later = office_file_find_service(file, need->route[i]);
        for (unsigned k = 0; k < i && later >= 0; k++) {
            if (comes_before(&file->services[later], need->route[k])) {
                complaints_add(complaints, "need %.16s: in its route %s comes before %s",
                               need->code != NULL ? need->code : "?", need->route[i],
                               need->route[k]);
            }
        }
    }
}

static void check_service(const struct office_file *file, unsigned index,
                          struct complaints *complaints)
{
    const struct office_file_service *service = &file->services[index];
    char where[64];
    (void)snprintf(where, sizeof(where), "service %.16s", name_of(service));
    if (!words_is_code(service->code, UPPER "0123456789", 2, WIRE_CODE_MAX)) {
        complaints_add(complaints, "services[%u].code: 2 to %d of A-Z and 0-9 are expected",
                       index + 1, WIRE_CODE_MAX);
    } else if (office_file_find_service(file, service->code) != (int)index) {
        complaints_add(complaints, "%s: the code is used twice", where);
    }
    if (!has_series(file, service->series)) {
        complaints_add(complaints, "%s: there is no series \"%s\"", where,
                       service->series != NULL ? service->series : "");
    }
    if (service->minutes < 1 || service->minutes > SERVICE_MINUTES_MAX) {
        complaints_add(complaints, "%s: %d minutes are not from 1 to %d", where, service->minutes,
                       SERVICE_MINUTES_MAX);
    }
    if (service->places == 0) {
        complaints_add(complaints, "%s: no place is given (centre, home, outreach)", where);
    }
    if (service->immediate && service->mode == OFFICE_MODE_APPOINTMENT) {
        complaints_add(complaints, "%s: what is immediate cannot be by appointment only", where);
    }
    check_first_of(file, service, complaints);
    (void)snprintf(where, sizeof(where), "service %.16s: label", name_of(service));
    words_check_texts(complaints, where, &service->label, &words_label);
}

/* The series of the first service with this duty; NULL (and a complaint) when there is none. */
static const char *find_duty(const struct office_file *file, enum office_duty duty,
                             const char *name, struct complaints *complaints)
{
    for (unsigned i = 0; i < file->services_count; i++) {
        if (file->services[i].duty == (int)duty && file->services[i].series != NULL) {
            return file->services[i].series;
        }
    }
    complaints_add(complaints, "services: none has the duty %s", name);
    return NULL;
}

/* A sensitive need may not show by its letter, so it hides among talks that anybody may want. */
static void check_sensitive(const struct office_file *file, struct complaints *complaints)
{
    const char *talk = find_duty(file, OFFICE_DUTY_FIRST_TALK, "first_talk", complaints);
    const char *legal = find_duty(file, OFFICE_DUTY_LEGAL_ADVICE, "legal_advice", complaints);
    if (talk == NULL || legal == NULL) {
        return;
    }
    if (strcmp(talk, legal) != 0) {
        complaints_add(complaints,
                       "services: first talks (%s) and legal advice (%s) must share a series", talk,
                       legal);
    }
    for (unsigned i = 0; i < file->services_count; i++) {
        const struct office_file_service *service = &file->services[i];
        if (service->sensitive && !is_in_series(service, talk)) {
            complaints_add(complaints,
                           "service %s: is sensitive, so it belongs in series %s with first talks "
                           "and legal advice",
                           name_of(service), talk);
        }
    }
    for (unsigned i = 0; i < file->needs_count; i++) {
        const struct office_file_need *need = &file->needs[i];
        int first = need->route_count > 0 ? office_file_find_service(file, need->route[0]) : -1;
        if (need->sensitive && first >= 0 && !is_in_series(&file->services[first], talk)) {
            complaints_add(complaints,
                           "need %s: is sensitive, so its first service must be of series %s",
                           need->code != NULL ? need->code : "?", talk);
        }
    }
}

void office_check_services(const struct office_file *file, struct complaints *complaints)
{
    if (file->services_count == 0 || file->services_count > WIRE_SERVICES_MAX) {
        complaints_add(complaints, "services: 1 to %d are expected", WIRE_SERVICES_MAX);
    }
    check_series(file, complaints);
    for (unsigned i = 0; i < file->services_count; i++) {
        check_service(file, i, complaints);
    }
    for (unsigned i = 0; i < file->needs_count; i++) {
        check_route_order(file, &file->needs[i], complaints);
    }
    check_sensitive(file, complaints);
}
