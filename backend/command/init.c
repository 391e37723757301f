#include "api/secret.h"
#include "base/clock.h"
#include "base/log.h"
#include "command/command.h"
#include "command/data.h"
#include "command/words.h"
#include "office/office_plan.h"
#include "store/office_import.h"
#include "store/rule_store.h"

#include <stdio.h>
#include <stdlib.h>

static enum status add_services(struct db *db, int64_t office_id, const struct office_plan *plan,
                                int64_t *out_ids)
{
    for (int i = 0; i < plan->catalog.service_count; i++) {
        const struct wire_service *service = &plan->catalog.services[i];
        struct import_service row = {
            .code = service->code,
            .series = service->series,
            .minutes = service->minutes,
            .mode = office_mode_name(plan->services[i].mode),
            .is_sensitive = service->sensitive,
            .is_immediate = plan->services[i].immediate,
            .track = plan->services[i].track,
            .label = service->label.text[LANGUAGE_PL],
        };
        enum status status = office_import_service(db, office_id, &row, &out_ids[i]);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status add_order(struct db *db, int64_t office_id, const struct office_plan *plan,
                             const int64_t *service_ids)
{
    int count = plan->catalog.service_count;
    enum status status = STATUS_OK;
    for (int i = 0; i < count * count && status == STATUS_OK; i++) {
        int first = i / count;
        int then = i % count;
        if ((plan->services[first].first_of >> then & 1) != 0) {
            status = office_import_order(db, office_id, service_ids[first], service_ids[then]);
        }
    }
    return status;
}

static enum status add_need(struct db *db, int64_t office_id, const struct wire_need *need,
                            const int64_t *service_ids)
{
    int64_t id = 0;
    enum status status = office_import_need(db, office_id, need->code, &id);
    for (int i = 0; i < need->route_count && status == STATUS_OK; i++) {
        status = office_import_route_step(db, office_id, id, i, service_ids[need->route[i]]);
    }
    return status;
}

static enum status add_staff(struct db *db, int64_t office_id, const struct plan_staff *staff,
                             const char *password, const int64_t *service_ids)
{
    struct import_staff row = {.login = staff->login,
                               .title = staff->title,
                               .capabilities = staff->capabilities,
                               .tracks = staff->tracks,
                               .password = password};
    int64_t id = 0;
    enum status status = office_import_staff(db, office_id, &row, &id);
    for (int i = 0; i < staff->skill_count && status == STATUS_OK; i++) {
        status = office_import_skill(db, office_id, id, service_ids[staff->skills[i].service],
                                     (int)staff->skills[i].preference);
    }
    return status;
}

static enum status add_people(struct db *db, int64_t office_id, const struct office_plan *plan,
                              const int64_t *service_ids)
{
    char password[SECRET_PASSWORD_HASH_MAX + 1];
    enum status status = STATUS_OK;
    if (plan->is_demo) {
        status = secret_password_hash(plan->demo_password, password);
    }
    for (int i = 0; i < plan->room_count && status == STATUS_OK; i++) {
        status = office_import_room(db, office_id, plan->rooms[i].name, plan->rooms[i].arrow);
    }
    for (int i = 0; i < plan->staff_count && status == STATUS_OK; i++) {
        status =
            add_staff(db, office_id, &plan->staff[i], plan->is_demo ? password : NULL, service_ids);
    }
    return status;
}

static enum status add_hours(struct db *db, int64_t office_id, const struct wire_catalog *catalog)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < catalog->hours_count && status == STATUS_OK; i++) {
        const struct office_hours hours = {.weekday = catalog->hours[i].weekday,
                                           .open_min = catalog->hours[i].open_min,
                                           .close_min = catalog->hours[i].close_min};
        status = office_import_hours(db, office_id, &hours);
    }
    return status;
}

static enum status add_all(struct db *db, const struct office_plan *plan, const char *catalog_json,
                           const char *board_json)
{
    struct import_office office = {.code = plan->code,
                                   .name = plan->catalog.office_name,
                                   .phone = plan->catalog.office_phone,
                                   .zone = plan->timezone,
                                   .is_demo = plan->is_demo,
                                   .catalog_json = catalog_json,
                                   .board_json = board_json};
    const struct clock clock = clock_system();
    int64_t service_ids[WIRE_SERVICES_MAX] = {0};
    int64_t office_id = 0;
    enum status status = office_import_office(db, &office, &office_id);
    if (status == STATUS_OK) {
        status = add_services(db, office_id, plan, service_ids);
    }
    if (status == STATUS_OK) {
        status = add_order(db, office_id, plan, service_ids);
    }
    for (int i = 0; i < plan->catalog.need_count && status == STATUS_OK; i++) {
        status = add_need(db, office_id, &plan->catalog.needs[i], service_ids);
    }
    if (status == STATUS_OK) {
        status = add_hours(db, office_id, &plan->catalog);
    }
    if (status == STATUS_OK) {
        status = rule_store_add(db, office_id, &plan->rules, clock_now_ms(&clock));
    }
    return status == STATUS_OK ? add_people(db, office_id, plan, service_ids) : status;
}

/* All of the office or nothing of it. */
static enum status import(struct db *db, const struct office_plan *plan)
{
    struct buffer json;
    struct buffer board;
    buffer_init(&json, WIRE_CATALOG_BYTES_MAX);
    buffer_init(&board, WIRE_CATALOG_BYTES_MAX);
    wire_catalog_encode(&plan->catalog, &json);
    board_plan_encode(&plan->board, &board);
    enum status status = json.overflow || board.overflow ? STATUS_TOO_LARGE : db_begin(db);
    if (status == STATUS_OK) {
        status = add_all(db, plan, buffer_text(&json), buffer_text(&board));
    }
    if (status == STATUS_OK) {
        status = db_commit(db);
    }
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "the office could not be written: %s\n", db_error(db));
        db_rollback(db);
    }
    buffer_finish(&json);
    buffer_finish(&board);
    return status;
}

static int import_into(const char *data, const struct office_plan *plan)
{
    bool exists = false;
    struct db *db = data_make_folder(data) ? data_open(data, DATA_CREATE) : NULL;
    if (db == NULL) {
        return 1;
    }
    enum status status = office_import_exists(db, &exists);
    if (status == STATUS_OK && exists) {
        (void)fprintf(stderr, "%s: there is an office already; nothing was changed\n", data);
        status = STATUS_CONFLICT;
    } else if (status == STATUS_OK) {
        status = import(db, plan);
    }
    db_close(db);
    if (status == STATUS_OK) {
        (void)printf("office \"%s\" is ready: %d services, %d needs, %d rooms, %d staff\n",
                     plan->catalog.office_name, plan->catalog.service_count,
                     plan->catalog.need_count, plan->room_count, plan->staff_count);
    }
    return status == STATUS_OK ? 0 : 1;
}

int command_init(int count, char **words)
{
    const char *data = NULL;
    const char *file = NULL;
    const struct words_option options[] = {{"--data", &data}, {"--office", &file}};
    if (!words_read(count, words, options, 2, NULL, 0) || data == NULL || file == NULL) {
        (void)fputs("use: okienko-backend init --data DIR --office FILE\n", stderr);
        return 2;
    }
    struct office_plan *plan = NULL;
    struct buffer errors;
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    int exit_status = 1;
    if (!secret_setup()) {
        (void)fputs("libsodium does not work on this machine\n", stderr);
    } else if (office_plan_load(file, &plan, &errors) != STATUS_OK) {
        (void)fprintf(stderr, "%s\nnothing was written\n", buffer_text(&errors));
    } else {
        exit_status = import_into(data, plan);
    }
    office_plan_destroy(plan);
    buffer_finish(&errors);
    return exit_status;
}
