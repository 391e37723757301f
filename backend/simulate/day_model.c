#include "simulate/day_model.h"

#include "base/memory.h"
#include "simulate/day_file.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, DAY_MINUTES = 24 * 60 };

/* Collects what is wrong with one file while the model is made of it. */
struct maker {
    const struct day_file *file;
    struct day_model *model;
    const char *path;
    struct buffer *errors;
    bool is_bad;
};

__attribute__((format(printf, 2, 3))) static void complain(struct maker *maker, const char *format,
                                                           ...)
{
    char line[512];
    va_list values;
    va_start(values, format);
    (void)vsnprintf(line, sizeof(line), format, values);
    va_end(values);
    buffer_printf(maker->errors, "%s: %s\n", maker->path, line);
    maker->is_bad = true;
}

static double share(struct maker *maker, const char *key, int percent)
{
    if (percent < 0 || percent > 100) {
        complain(maker, "%s: %d is not from 0 to 100", key, percent);
    }
    return percent / 100.0;
}

static double length_ms(struct maker *maker, const char *key, int count, int unit_ms)
{
    if (count < 0 || count > DAY_MINUTES) {
        complain(maker, "%s: %d is not from 0 to %d", key, count, DAY_MINUTES);
    }
    return (double)count * unit_ms;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "07:30" */
static int64_t time_ms(struct maker *maker, const char *key, const char *text)
{
    bool is_time = strlen(text) == 5 && is_digit(text[0]) && is_digit(text[1]) && text[2] == ':' &&
                   is_digit(text[3]) && is_digit(text[4]);
    int hours = is_time ? (text[0] - '0') * 10 + text[1] - '0' : 0;
    int minutes = is_time ? (text[3] - '0') * 10 + text[4] - '0' : 0;
    if (!is_time || hours > 23 || minutes > 59) {
        complain(maker, "%s: \"%s\" is no time such as \"07:30\"", key, text);
    }
    return ((int64_t)hours * 60 + minutes) * MINUTE_MS;
}

static void make_hours(struct maker *maker)
{
    const struct day_file *file = maker->file;
    struct day_model *model = maker->model;
    model->opens_ms = time_ms(maker, "opens", file->opens);
    model->closes_ms = time_ms(maker, "closes", file->closes);
    model->ends_ms = time_ms(maker, "ends", file->ends);
    if (model->opens_ms < INT64_C(60) * MINUTE_MS || model->opens_ms >= model->closes_ms ||
        model->closes_ms > model->ends_ms) {
        complain(maker, "opens (01:00 or later), closes, ends: not in this order");
    }
    double sum = 0;
    for (unsigned i = 0; i < file->arrivals_count; i++) {
        model->arrivals[i] = file->arrivals[i];
        sum += file->arrivals[i];
        if (file->arrivals[i] < 0) {
            complain(maker, "arrivals[%u]: %d is below 0", i + 1, file->arrivals[i]);
        }
    }
    model->hour_count = (int)file->arrivals_count;
    if (sum <= 0) {
        complain(maker, "arrivals: nobody comes");
    }
}

static void make_people(struct maker *maker)
{
    const struct day_file_people *from = &maker->file->people;
    struct day_people *to = &maker->model->people;
    to->spread = from->spread_percent / 100.0;
    to->patience_spread = from->patience_spread_percent / 100.0;
    if (from->spread_percent < 0 || from->patience_spread_percent < 0) {
        complain(maker, "people: a spread is below 0");
    }
    to->further = share(maker, "people.further_percent", from->further_percent);
    to->offer = share(maker, "people.offer_percent", from->offer_percent);
    to->missed = share(maker, "people.missed_percent", from->missed_percent);
    to->recalled = share(maker, "people.recalled_percent", from->recalled_percent);
    to->returned = share(maker, "people.returned_percent", from->returned_percent);
    to->early_ms = length_ms(maker, "people.early_minutes", from->early_minutes, MINUTE_MS);
    to->early_spread_ms =
        length_ms(maker, "people.early_spread_minutes", from->early_spread_minutes, MINUTE_MS);
    to->patience_ms =
        length_ms(maker, "people.patience_minutes", from->patience_minutes, MINUTE_MS);
    to->return_ms = length_ms(maker, "people.return_minutes", from->return_minutes, MINUTE_MS);
    to->walk_ms = length_ms(maker, "people.walk_seconds", from->walk_seconds, SECOND_MS);
    to->pause_ms =
        (int64_t)length_ms(maker, "people.pause_seconds", from->pause_seconds, SECOND_MS);
    to->slot_ms = (int64_t)length_ms(maker, "people.slot_minutes", from->slot_minutes, MINUTE_MS);
    if (from->patience_minutes < 1 || from->return_minutes < 1) {
        complain(maker, "people: patience and return take a minute at least");
    }
    int64_t open_ms = maker->model->closes_ms - maker->model->opens_ms;
    if (to->slot_ms < 1 || open_ms / to->slot_ms < 1 || open_ms / to->slot_ms > DAY_SLOTS_MAX) {
        complain(maker, "people.slot_minutes: a day has 1 to %d slots", DAY_SLOTS_MAX);
    }
}

/* The index of a service, 0 with a complaint when there is none of that code. */
static int service_of(struct maker *maker, const char *owner, const char *code)
{
    for (unsigned i = 0; i < maker->file->services_count; i++) {
        if (strcmp(maker->file->services[i].code, code) == 0) {
            return (int)i;
        }
    }
    complain(maker, "%s: there is no service \"%s\"", owner, code);
    return 0;
}

static void make_service(struct maker *maker, int index)
{
    const struct day_file_service *from = &maker->file->services[index];
    struct day_service *to = &maker->model->services[index];
    if (!text_copy(to->code, sizeof(to->code), from->code)) {
        complain(maker, "%s: a code has at most %d characters", from->code, OFFICE_CODE_MAX);
    }
    if (from->minutes < 1 || from->minutes > DAY_MINUTES / 2) {
        complain(maker, "%s: %d minutes", from->code, from->minutes);
    }
    if (from->walk_in < 0 || from->booked < 0) {
        complain(maker, "%s: a weight is below 0", from->code);
    }
    if (service_of(maker, from->code, from->code) != index) {
        complain(maker, "%s: there twice", from->code);
    }
    to->mean_ms = (double)from->minutes * MINUTE_MS;
    to->walk_in = from->walk_in;
    to->booked = from->booked;
    to->comes_first = from->first;
    for (unsigned i = 0; i < from->further_count; i++) {
        int further = service_of(maker, from->code, from->further[i]);
        if (further == index) {
            complain(maker, "%s: does not follow itself", from->code);
        }
        to->further[to->further_count++] = further;
    }
}

static uint64_t skills_of(struct maker *maker, const char *owner, char **codes, unsigned count)
{
    uint64_t skills = 0;
    for (unsigned i = 0; i < count; i++) {
        skills |= UINT64_C(1) << service_of(maker, owner, codes[i]);
    }
    return skills;
}

static void make_staff(struct maker *maker, int index)
{
    const struct day_file_staff *from = &maker->file->staff[index];
    struct day_staff *to = &maker->model->staff[index];
    (void)text_copy(to->title, sizeof(to->title), from->title);
    to->main = skills_of(maker, from->title, from->main, from->main_count);
    to->backup = skills_of(maker, from->title, from->backup, from->backup_count) & ~to->main;
    to->desk = skills_of(maker, from->title, from->desk, from->desk_count);
    if (to->desk == 0 || (to->desk & ~(to->main | to->backup)) != 0) {
        complain(maker, "%s: the desk is empty, or has what they are not able to", from->title);
    }
    for (unsigned i = 0; i < from->breaks_count; i++) {
        to->breaks_ms[to->break_count++] = time_ms(maker, from->title, from->breaks[i]);
    }
}

static const struct day_file_model *find_model(struct maker *maker, const char *name)
{
    for (unsigned i = 0; i < maker->file->models_count; i++) {
        if (strcmp(maker->file->models[i].name, name) == 0) {
            return &maker->file->models[i];
        }
    }
    complain(maker, "there is no model \"%s\"; there are:", name);
    for (unsigned i = 0; i < maker->file->models_count; i++) {
        buffer_printf(maker->errors, "    %-10s %s\n", maker->file->models[i].name,
                      maker->file->models[i].about);
    }
    return NULL;
}

static void make_absent(struct maker *maker, const struct day_file_model *from)
{
    for (unsigned i = 0; i < from->absent_count; i++) {
        bool is_known = false;
        for (int k = 0; k < maker->model->staff_count; k++) {
            struct day_staff *staff = &maker->model->staff[k];
            bool is_this = strcmp(staff->title, from->absent[i]) == 0;
            staff->is_absent = staff->is_absent || is_this;
            is_known = is_known || is_this;
        }
        if (!is_known) {
            complain(maker, "%s: nobody is called \"%s\"", from->name, from->absent[i]);
        }
    }
}

static void make_visits(struct maker *maker, const struct day_file_model *from)
{
    struct day_model *model = maker->model;
    (void)text_copy(model->name, sizeof(model->name), from->name);
    (void)text_copy(model->about, sizeof(model->about), from->about);
    model->visits = from->visits;
    model->several = share(maker, "several_percent", from->several_percent);
    model->booked = share(maker, "booked_percent", from->booked_percent);
    model->priority = share(maker, "priority_percent", from->priority_percent);
    model->no_show = share(maker, "no_show_percent", from->no_show_percent);
    if (from->visits < 1 || from->visits > DAY_VISITS_MAX) {
        complain(maker, "%s: visits: %d is not from 1 to %d", from->name, from->visits,
                 DAY_VISITS_MAX);
    }
}

/* Somebody is there for each service, also by the desks made by hand. */
static void check_cover(struct maker *maker)
{
    uint64_t skills = 0;
    uint64_t desks = 0;
    double walk_in = 0;
    double booked = 0;
    for (int i = 0; i < maker->model->staff_count; i++) {
        const struct day_staff *staff = &maker->model->staff[i];
        skills |= staff->is_absent ? 0 : staff->main | staff->backup;
        desks |= staff->is_absent ? 0 : staff->desk;
    }
    for (int i = 0; i < maker->model->service_count; i++) {
        const struct day_service *service = &maker->model->services[i];
        walk_in += service->walk_in;
        booked += service->booked;
        if ((skills & desks & (UINT64_C(1) << i)) == 0) {
            complain(maker, "%s: nobody is there for it", service->code);
        }
    }
    if (walk_in <= 0 || booked <= 0) {
        complain(maker, "services: no weights for walk-ins, or for bookings");
    }
}

static void make(struct maker *maker, const char *name)
{
    struct day_model *model = maker->model;
    model->service_count = (int)maker->file->services_count;
    model->staff_count = (int)maker->file->staff_count;
    model->break_ms =
        (int32_t)length_ms(maker, "break_minutes", maker->file->break_minutes, MINUTE_MS);
    make_hours(maker);
    make_people(maker);
    for (int i = 0; i < model->service_count; i++) {
        make_service(maker, i);
    }
    for (int i = 0; i < model->staff_count; i++) {
        make_staff(maker, i);
    }
    const struct day_file_model *from = find_model(maker, name);
    if (from != NULL) {
        make_visits(maker, from);
        make_absent(maker, from);
        check_cover(maker);
    }
}

enum status day_model_load(const char *path, const char *name, struct day_model *out_model,
                           struct buffer *out_errors)
{
    char error[512] = "";
    struct day_file *file = NULL;
    enum status status = day_file_load(path, &file, error, sizeof(error));
    if (status != STATUS_OK) {
        buffer_append_text(out_errors, error);
        return status;
    }
    struct maker maker = {.file = file,
                          .model = memory_new(1, sizeof(*maker.model)),
                          .path = path,
                          .errors = out_errors};
    make(&maker, name);
    if (!maker.is_bad) {
        *out_model = *maker.model;
    }
    free(maker.model);
    day_file_destroy(file);
    return maker.is_bad ? STATUS_INVALID : STATUS_OK;
}

void day_model_office(const struct day_model *model, struct office *out_office)
{
    memset(out_office, 0, sizeof(*out_office));
    out_office->service_count = model->service_count;
    out_office->staff_count = model->staff_count;
    for (int i = 0; i < model->service_count; i++) {
        struct office_service *service = &out_office->services[i];
        service->id = i + 1;
        service->minutes = (int)(model->services[i].mean_ms / MINUTE_MS);
        (void)text_copy(service->code, sizeof(service->code), model->services[i].code);
    }
    for (int i = 0; i < model->staff_count; i++) {
        struct office_staff *staff = &out_office->staff[i];
        staff->id = i + 1;
        for (int k = 0; k < model->service_count; k++) {
            uint64_t bit = UINT64_C(1) << k;
            bool is_backup = (model->staff[i].backup & bit) != 0;
            bool is_main = (model->staff[i].main & bit) != 0;
            staff->preference[k] = (unsigned char)(is_main     ? OFFICE_PREFERENCE_MAIN
                                                   : is_backup ? OFFICE_PREFERENCE_BACKUP
                                                               : OFFICE_PREFERENCE_NONE);
        }
    }
}
