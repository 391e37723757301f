/*
 * store_fixture.h - a real database file in a folder of its own, with a small office in it.
 *
 * Memory   one per test: fixture_open in its setup, fixture_close in its teardown.
 */
#ifndef STORE_STORE_FIXTURE_H
#define STORE_STORE_FIXTURE_H

#include "support/check.h"

#include "base/memory.h"
#include "domain/capability.h"
#include "domain/office.h"
#include "domain/visit.h"
#include "store/db.h"
#include "store/invitation_store.h"
#include "store/office_import.h"
#include "store/office_store.h"
#include "store/query.h"
#include "store/rule_store.h"
#include "store/ticket_store.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIXTURE_DAY = 20261121, FIXTURE_SERVICES = 3, FIXTURE_STAFF = 4, FIXTURE_PATH_MAX = 128 };

struct fixture {
    char folder[64];
    char path[FIXTURE_PATH_MAX];
    struct db *db;
    struct office *office;
    int32_t last_token;
};

static inline void fixture_path(const struct fixture *fixture, const char *name, char *out)
{
    (void)snprintf(out, FIXTURE_PATH_MAX, "%s/%s", fixture->folder, name);
}

static inline struct db *fixture_reopen(const struct fixture *fixture, enum db_mode mode)
{
    char error[256] = "";
    struct db *db = NULL;
    if (db_open(fixture->path, mode, &db, error, sizeof(error)) != STATUS_OK) {
        fail_msg("%s", error);
    }
    return db;
}

/* SQLite's own handle, for what no function of store/ does: faults, odd settings, counting. */
static inline sqlite3 *fixture_handle(struct db *db)
{
    return sqlite3_db_handle(query_start(db, QUERY_SET_EVENT, 0));
}

static inline void fixture_sql(struct db *db, const char *text)
{
    assert_int_equal(sqlite3_exec(fixture_handle(db), text, NULL, NULL, NULL), SQLITE_OK);
}

static inline int64_t fixture_count(struct db *db, const char *text)
{
    sqlite3_stmt *query = NULL;
    assert_int_equal(sqlite3_prepare_v2(fixture_handle(db), text, -1, &query, NULL), SQLITE_OK);
    int code = sqlite3_step(query);
    int64_t value = sqlite3_column_int64(query, 0);
    int ended = sqlite3_finalize(query); /* before any assertion jumps away */
    assert_int_equal(code, SQLITE_ROW);
    assert_int_equal(ended, SQLITE_OK);
    return value;
}

/* Services PSY (A), SOC (C), KANC (B); need "talk" leads to PSY then SOC; rooms 1 to 4;
 * staff 1 to 4, who all serve everything, PSY first; the rules of version 1. */
static inline void fixture_import(struct db *db)
{
    static const char *const codes[] = {"PSY", "SOC", "KANC"};
    const struct import_office office = {.code = "test",
                                         .name = "Ośrodek",
                                         .phone = "000 000 000",
                                         .zone = "Europe/Warsaw",
                                         .is_demo = true,
                                         .catalog_json = "{\"version\":\"1\"}"};
    const struct rules rules = rules_default();
    int64_t office_id = 0;
    int64_t services[FIXTURE_SERVICES];
    int64_t id = 0;
    assert_status(db_begin(db), STATUS_OK);
    assert_status(office_import_office(db, &office, &office_id), STATUS_OK);
    for (int i = 0; i < FIXTURE_SERVICES; i++) {
        struct import_service service = {.code = codes[i],
                                         .series = "ACB"[i],
                                         .minutes = 10 * (i + 1),
                                         .mode = "walk_in",
                                         .is_sensitive = i == 0,
                                         .track = (enum office_track)i,
                                         .label = codes[i]};
        assert_status(office_import_service(db, office_id, &service, &services[i]), STATUS_OK);
    }
    assert_status(rule_store_add(db, office_id, &rules, 1), STATUS_OK);
    assert_status(office_import_need(db, office_id, "talk", &id), STATUS_OK);
    assert_status(office_import_route_step(db, office_id, id, 0, services[0]), STATUS_OK);
    assert_status(office_import_route_step(db, office_id, id, 1, services[1]), STATUS_OK);
    for (int i = 0; i < FIXTURE_STAFF; i++) {
        char room[32];
        char login[32];
        (void)snprintf(room, sizeof(room), "Pokój %d", i + 1);
        (void)snprintf(login, sizeof(login), "rola%d", i + 1);
        struct import_staff staff = {.login = login,
                                     .title = login,
                                     .capabilities = CAPABILITY_CALL,
                                     .tracks = (unsigned)i % 4,
                                     .password = i == 0 ? "hash" : NULL};
        assert_status(office_import_room(db, office_id, room, OFFICE_ARROW_LEFT), STATUS_OK);
        assert_status(office_import_staff(db, office_id, &staff, &id), STATUS_OK);
        for (int k = 0; k < FIXTURE_SERVICES; k++) {
            assert_status(office_import_skill(db, office_id, id, services[k], k == 0 ? 1 : 2),
                          STATUS_OK);
        }
    }
    assert_status(db_commit(db), STATUS_OK);
}

static inline int fixture_open(void **state)
{
    struct fixture *fixture = memory_new(1, sizeof(*fixture));
    (void)snprintf(fixture->folder, sizeof(fixture->folder), "/tmp/okienko-store-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    fixture_path(fixture, "okienko.db", fixture->path);
    fixture->db = fixture_reopen(fixture, DB_WRITE);
    /* Durability is the disk's business; the tests are about what is written. */
    fixture_sql(fixture->db, "PRAGMA synchronous=OFF");
    fixture_import(fixture->db);
    assert_status(office_store_load(fixture->db, &fixture->office), STATUS_OK);
    *state = fixture;
    return 0;
}

static inline int fixture_close(void **state)
{
    struct fixture *fixture = *state;
    db_close(fixture->db);
    free(fixture->office);
    DIR *folder = opendir(fixture->folder);
    assert_non_null(folder);
    struct dirent *entry = NULL;
    /* There is one thread. NOLINTNEXTLINE(concurrency-mt-unsafe) */
    while ((entry = readdir(folder)) != NULL) {
        char path[FIXTURE_PATH_MAX + 256];
        (void)snprintf(path, sizeof(path), "%s/%s", fixture->folder, entry->d_name);
        (void)unlink(path); /* "." and ".." stay */
    }
    (void)closedir(folder);
    (void)rmdir(fixture->folder);
    free(fixture);
    return 0;
}

/* A visit of `step_count` services from service index `first` on, waiting since now_ms for the
 * first; the others are offers. */
static inline struct visit fixture_visit(struct fixture *fixture, int32_t day, int first,
                                         int step_count, int64_t now_ms)
{
    struct visit visit = {.day = day,
                          .issued_ms = now_ms,
                          .checkin_ms = now_ms,
                          .booked = ROUTE_NONE,
                          .step_count = step_count};
    visit.series = fixture->office->services[first % FIXTURE_SERVICES].series;
    (void)text_copy(visit.language, sizeof(visit.language), "pl");
    (void)snprintf(visit.token, sizeof(visit.token), "%032d", ++fixture->last_token);
    for (int i = 0; i < step_count; i++) {
        visit.steps[i] = (struct visit_step){
            .service_id = fixture->office->services[(first + i) % FIXTURE_SERVICES].id,
            .is_offer = i > 0};
    }
    visit_open(&visit, now_ms);
    return visit;
}

/* Gives it a number and stores it. */
static inline struct visit fixture_issue(struct fixture *fixture, int32_t day, int first,
                                         int step_count, int64_t now_ms)
{
    const struct ticket_issue issue = {.channel = "kiosk", .wait_low_min = -1};
    struct visit visit = fixture_visit(fixture, day, first, step_count, now_ms);
    assert_status(ticket_store_next_counter(fixture->db, fixture->office->id, visit.series, day,
                                            &visit.counter),
                  STATUS_OK);
    visit_number_format(visit.series, visit.counter, visit.number);
    assert_status(ticket_store_add(fixture->db, fixture->office->id, &visit, &issue), STATUS_OK);
    return visit;
}

static inline void fixture_save(struct fixture *fixture, struct visit *visit)
{
    assert_status(ticket_store_save(fixture->db, fixture->office->id, visit), STATUS_OK);
}

/* Calls its first waiting step to the room and staff member of this index, with an invitation. */
static inline void fixture_call(struct fixture *fixture, struct visit *visit, int index,
                                int64_t now_ms)
{
    struct invitation call = {.ticket_id = visit->id,
                              .staff_id = fixture->office->staff[index].id,
                              .room_id = fixture->office->rooms[index].id,
                              .at_ms = now_ms,
                              .rule_version = 1};
    (void)text_copy(call.explanation, sizeof(call.explanation), "{}");
    assert_status(visit_call(visit, visit_current(visit), call.staff_id, call.room_id, now_ms),
                  STATUS_OK);
    call.step_id = visit->steps[visit_current(visit)].id;
    assert_status(invitation_store_add(fixture->db, fixture->office->id, &call), STATUS_OK);
    fixture_save(fixture, visit);
}

/* Back from parking by the rules of version 1. */
static inline enum status fixture_resume(struct visit *visit, int64_t now_ms)
{
    const struct rules rules = rules_default();
    return visit_resume(visit, &rules, now_ms);
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
