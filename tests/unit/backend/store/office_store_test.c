#include "unit/backend/store/store_fixture.h"

TEST(an_imported_office_comes_back_as_it_was)
{
    struct fixture *fixture = *state;
    const struct office *office = fixture->office;
    assert_string_equal(office->name, "Ośrodek");
    assert_string_equal(office->phone, "000 000 000");
    assert_string_equal(office->zone, "Europe/Warsaw");
    assert_true(office->is_demo);
    assert_int_equal(strlen(office->epoch), 8);
    assert_int_equal(strspn(office->epoch, "0123456789abcdef"), 8);
    assert_int_equal(office->service_count, FIXTURE_SERVICES);
    assert_string_equal(office->services[2].code, "KANC");
    assert_int_equal(office->services[2].series, 'B');
    assert_int_equal(office->services[2].minutes, 30);
    assert_int_equal(office->services[0].track, OFFICE_TRACK_SHARED);
    assert_int_equal(office->services[2].track, OFFICE_TRACK_SOCIAL);
    assert_int_equal(office->need_count, 1);
    assert_int_equal(office->needs[0].route_count, 2);
    assert_int_equal(office->needs[0].route[0], 0);
    assert_int_equal(office->needs[0].route[1], 1);
    assert_int_equal(office->room_count, FIXTURE_STAFF);
    assert_string_equal(office->rooms[3].name, "Pokój 4");
    assert_int_equal(office->rooms[3].arrow, OFFICE_ARROW_LEFT);
    assert_int_equal(office->staff_count, FIXTURE_STAFF);
    assert_string_equal(office->staff[1].title, "rola2");
    assert_int_equal(office->staff[1].capabilities, CAPABILITY_CALL);
    assert_int_equal(office->staff[1].tracks, OFFICE_TRACK_BENEFITS);
    assert_int_equal(office->staff[3].tracks, OFFICE_TRACK_ALL);
    assert_int_equal(office->staff[1].preference[0], 1);
    assert_int_equal(office->staff[1].preference[2], 2);
    assert_int_equal(office->staff[1].preference[3], 0);
}

TEST(opening_hours_come_back_in_the_order_of_the_week)
{
    struct fixture *fixture = *state;
    const struct office_hours hours[] = {{5, 450, 870}, {1, 840, 1020}, {1, 480, 720}};
    for (size_t i = 0; i < sizeof(hours) / sizeof(hours[0]); i++) {
        assert_status(office_import_hours(fixture->db, fixture->office->id, &hours[i]), STATUS_OK);
    }
    assert_status(office_import_hours(fixture->db, fixture->office->id, &hours[0]),
                  STATUS_CONFLICT);
    struct office *office = NULL;
    assert_status(office_store_load(fixture->db, &office), STATUS_OK);
    assert_int_equal(office->hours_count, 3);
    assert_int_equal(office->hours[0].weekday, 1);
    assert_int_equal(office->hours[0].open_min, 480);
    assert_int_equal(office->hours[1].close_min, 1020);
    assert_int_equal(office->hours[2].weekday, 5);
    free(office);
}

TEST(each_import_has_an_epoch_of_its_own)
{
    struct fixture *fixture = *state;
    void *other = NULL;
    (void)fixture_open(&other);
    const struct fixture *second = other;
    assert_string_not_equal(fixture->office->epoch, second->office->epoch);
    (void)fixture_close(&other);
}

TEST(the_catalogue_is_kept_as_it_was_written)
{
    struct fixture *fixture = *state;
    char *json = NULL;
    assert_status(office_store_catalog(fixture->db, fixture->office->id, &json), STATUS_OK);
    assert_string_equal(json, "{\"version\":\"1\"}");
    free(json);
    json = NULL;
    assert_status(office_store_catalog(fixture->db, 4711, &json), STATUS_MISSING);
    assert_null(json);
}

TEST(says_whether_there_is_an_office)
{
    struct fixture *fixture = *state;
    struct fixture empty = *fixture;
    struct office *office = NULL;
    bool exists = false;
    assert_status(office_import_exists(fixture->db, &exists), STATUS_OK);
    assert_true(exists);
    fixture_path(fixture, "empty.db", empty.path);
    struct db *db = fixture_reopen(&empty, DB_WRITE);
    assert_status(office_import_exists(db, &exists), STATUS_OK);
    assert_false(exists);
    assert_status(office_store_load(db, &office), STATUS_MISSING);
    assert_null(office);
    db_close(db);
}

TEST(a_code_or_login_is_given_once)
{
    struct fixture *fixture = *state;
    int64_t id = 0;
    const struct import_service service = {
        .code = "PSY", .series = 'A', .minutes = 5, .mode = "mixed", .label = "x"};
    const struct import_staff staff = {.login = "rola1", .title = "x", .capabilities = 1};
    int64_t office_id = fixture->office->id;
    assert_status(office_import_service(fixture->db, office_id, &service, &id), STATUS_CONFLICT);
    assert_status(office_import_staff(fixture->db, office_id, &staff, &id), STATUS_CONFLICT);
    assert_status(office_import_room(fixture->db, office_id, "Pokój 1", OFFICE_ARROW_UP),
                  STATUS_CONFLICT);
    assert_status(office_import_need(fixture->db, office_id, "talk", &id), STATUS_CONFLICT);
    assert_int_equal(id, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(an_imported_office_comes_back_as_it_was),
        FIXTURE_TEST(opening_hours_come_back_in_the_order_of_the_week),
        FIXTURE_TEST(each_import_has_an_epoch_of_its_own),
        FIXTURE_TEST(the_catalogue_is_kept_as_it_was_written),
        FIXTURE_TEST(says_whether_there_is_an_office),
        FIXTURE_TEST(a_code_or_login_is_given_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
