#include "office/office_build.h"

#include "base/memory.h"
#include "domain/capability.h"
#include "office/office_check.h"
#include "office/office_rules.h"

#include <assert.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void copy(char *out, size_t size, const char *text)
{
    bool whole = text_copy(out, size, text != NULL ? text : "");
    assert(whole);
}

static void copy_texts(char *out, size_t size, const struct office_texts *texts)
{
    const char *const all[LANGUAGE_COUNT] = {
        [LANGUAGE_PL] = texts->pl, [LANGUAGE_UK] = texts->uk,           [LANGUAGE_EN] = texts->en,
        [LANGUAGE_RU] = texts->ru, [LANGUAGE_PL_EASY] = texts->pl_easy,
    };
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        bool is_said = all[i] != NULL && all[i][0] != '\0';
        copy(out + i * size, size, is_said ? all[i] : texts->pl);
    }
}

static void copy_label(struct wire_label *label, const struct office_texts *texts)
{
    copy_texts(label->text[0], sizeof(label->text[0]), texts);
}

static void build_office(const struct office_file *file, struct office_plan *plan)
{
    struct wire_catalog *catalog = &plan->catalog;
    copy(plan->code, sizeof(plan->code), file->code);
    copy(plan->timezone, sizeof(plan->timezone), file->timezone);
    copy(plan->demo_password, sizeof(plan->demo_password), file->demo_password);
    copy(catalog->office_name, sizeof(catalog->office_name), file->name);
    copy(catalog->office_phone, sizeof(catalog->office_phone), file->phone);
    plan->is_demo = file->demo;
    plan->rules = office_rules_build(&file->rules);
    plan->ticket_retention_days = file->ticket_retention_days;
    board_plan_build(&file->board, &plan->board);
    for (unsigned i = 0; i < file->hours_count; i++) {
        catalog->hours[catalog->hours_count++] = (struct wire_hours){
            .weekday = file->hours[i].weekday,
            .open_min = office_minute_parse(file->hours[i].open),
            .close_min = office_minute_parse(file->hours[i].close),
        };
    }
    for (unsigned i = 0; i < file->series_count; i++) {
        struct plan_series *series = &plan->series[plan->series_count++];
        series->letter = file->series[i].letter[0];
        copy_label(&series->label, &file->series[i].label);
    }
}

static uint64_t build_first_of(const struct office_file *file,
                               const struct office_file_service *from)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < from->first_of_count; i++) {
        bits |= UINT64_C(1) << office_file_find_service(file, from->first_of[i]);
    }
    return bits;
}

static void build_services(const struct office_file *file, struct office_plan *plan)
{
    for (unsigned i = 0; i < file->services_count; i++) {
        const struct office_file_service *from = &file->services[i];
        struct wire_service *service = &plan->catalog.services[i];
        copy(service->code, sizeof(service->code), from->code);
        service->series = from->series[0];
        service->minutes = from->minutes;
        service->sensitive = from->sensitive;
        copy_label(&service->label, &from->label);
        plan->services[i] = (struct plan_service){
            .mode = (enum office_mode)from->mode,
            .places = from->places,
            .immediate = from->immediate,
            .first_of = build_first_of(file, from),
            .track = (enum office_track)from->track,
        };
    }
    plan->catalog.service_count = (int)file->services_count;
}

static void build_needs(const struct office_file *file, struct wire_catalog *catalog)
{
    for (unsigned i = 0; i < file->needs_count; i++) {
        const struct office_file_need *from = &file->needs[i];
        struct wire_need *need = &catalog->needs[i];
        copy(need->code, sizeof(need->code), from->code);
        need->urgent = from->urgent;
        need->sensitive = from->sensitive;
        need->private_room = from->private_room;
        need->ask_interpreter = from->ask_interpreter;
        for (unsigned j = 0; j < from->route_count; j++) {
            need->route[need->route_count++] = office_file_find_service(file, from->route[j]);
        }
        copy_label(&need->label, &from->label);
        copy_texts(need->hint.text[0], sizeof(need->hint.text[0]), &from->hint);
    }
    catalog->need_count = (int)file->needs_count;
}

static void build_menu(const struct office_file *file, struct wire_catalog *catalog)
{
    for (unsigned i = 0; i < file->groups_count; i++) {
        const struct office_file_group *from = &file->groups[i];
        struct wire_group *group = &catalog->groups[i];
        copy(group->code, sizeof(group->code), from->code);
        copy(group->icon, sizeof(group->icon), from->icon);
        copy_label(&group->label, &from->label);
        for (unsigned j = 0; j < from->needs_count; j++) {
            group->needs[group->need_count++] = office_file_find_need(file, from->needs[j]);
        }
    }
    catalog->group_count = (int)file->groups_count;
    for (unsigned i = 0; i < file->quick_needs_count; i++) {
        int need = office_file_find_need(file, file->quick_needs[i]);
        catalog->quick_needs[catalog->quick_need_count++] = need;
    }
    for (unsigned i = 0; i < file->helplines_count; i++) {
        struct wire_helpline *helpline = &catalog->helplines[catalog->helpline_count++];
        copy(helpline->number, sizeof(helpline->number), file->helplines[i].number);
        copy_label(&helpline->label, &file->helplines[i].label);
    }
}

static void add_skills(const struct office_file *file, char *const *codes, unsigned count,
                       enum office_preference preference, struct plan_staff *staff)
{
    for (unsigned i = 0; i < count; i++) {
        staff->skills[staff->skill_count++] = (struct plan_skill){
            .service = office_file_find_service(file, codes[i]),
            .preference = preference,
        };
    }
}

static enum office_arrow arrow_of(const struct office_file *file, const char *room)
{
    for (unsigned i = 0; i < file->arrows_count; i++) {
        if (strcmp(file->arrows[i].room, room) == 0) {
            return (enum office_arrow)file->arrows[i].points;
        }
    }
    return OFFICE_ARROW_RIGHT;
}

static void build_staff(const struct office_file *file, struct office_plan *plan)
{
    for (unsigned i = 0; i < file->staff_count; i++) {
        const struct office_file_staff *from = &file->staff[i];
        struct plan_staff *staff = &plan->staff[i];
        copy(staff->login, sizeof(staff->login), from->login);
        copy(staff->title, sizeof(staff->title), from->title);
        for (unsigned j = 0; j < from->capabilities_count; j++) {
            unsigned bit = 0;
            enum status status = capability_parse(from->capabilities[j], &bit);
            assert(status == STATUS_OK);
            staff->capabilities |= bit;
        }
        staff->tracks = from->tracks;
        add_skills(file, from->main, from->main_count, OFFICE_PREFERENCE_MAIN, staff);
        add_skills(file, from->backup, from->backup_count, OFFICE_PREFERENCE_BACKUP, staff);
    }
    plan->staff_count = (int)file->staff_count;
    for (unsigned i = 0; i < file->rooms_count; i++) {
        copy(plan->rooms[i].name, sizeof(plan->rooms[i].name), file->rooms[i]);
        plan->rooms[i].arrow = arrow_of(file, file->rooms[i]);
    }
    plan->room_count = (int)file->rooms_count;
}

/* FNV-1a over what residents see: another text, another version. It guards against nothing. */
static void set_version(struct wire_catalog *catalog)
{
    struct buffer text;
    buffer_init(&text, WIRE_CATALOG_BYTES_MAX);
    wire_catalog_encode(catalog, &text);
    assert(!text.overflow);
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < text.size_bytes; i++) {
        hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211U;
    }
    buffer_finish(&text);
    (void)snprintf(catalog->version, sizeof(catalog->version), "%016" PRIx64, hash);
}

void office_build(const struct office_file *file, struct office_plan *out_plan)
{
    build_office(file, out_plan);
    build_services(file, out_plan);
    build_needs(file, &out_plan->catalog);
    build_menu(file, &out_plan->catalog);
    build_staff(file, out_plan);
    set_version(&out_plan->catalog);
}
