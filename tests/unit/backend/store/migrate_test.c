#include "store/migrate.h"
#include "unit/backend/store/store_fixture.h"

/* An empty database, not yet migrated. */
static sqlite3 *open_bare(void)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(":memory:", &handle), SQLITE_OK);
    return handle;
}

static int64_t ask(sqlite3 *handle, const char *text)
{
    sqlite3_stmt *query = NULL;
    assert_int_equal(sqlite3_prepare_v2(handle, text, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(query, 0);
    assert_int_equal(sqlite3_finalize(query), SQLITE_OK);
    return value;
}

TEST(brings_an_empty_file_up_to_date_and_notes_each_script)
{
    (void)state;
    sqlite3 *handle = open_bare();
    assert_status(migrate_check(handle), STATUS_MISSING);
    assert_status(migrate_up(handle), STATUS_OK);
    assert_status(migrate_check(handle), STATUS_OK);
    int64_t newest = ask(handle, "SELECT max(version) FROM schema_version");
    assert_true(newest >= 3);
    assert_int_equal(ask(handle, "SELECT count(*) FROM schema_version"), newest);
    assert_int_equal(ask(handle, "SELECT count(*) FROM office"), 0);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

TEST(a_second_time_changes_nothing)
{
    (void)state;
    sqlite3 *handle = open_bare();
    assert_status(migrate_up(handle), STATUS_OK);
    int before = sqlite3_total_changes(handle);
    assert_status(migrate_up(handle), STATUS_OK);
    assert_int_equal(sqlite3_total_changes(handle), before);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

TEST(refuses_a_database_of_a_newer_program)
{
    (void)state;
    sqlite3 *handle = open_bare();
    assert_status(migrate_up(handle), STATUS_OK);
    int64_t newest = ask(handle, "SELECT max(version) FROM schema_version");
    assert_int_equal(sqlite3_exec(handle,
                                  "INSERT INTO schema_version SELECT max(version) + 1 FROM "
                                  "schema_version",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_status(migrate_up(handle), STATUS_CONFLICT);
    assert_status(migrate_check(handle), STATUS_CONFLICT);
    assert_int_equal(ask(handle, "SELECT max(version) FROM schema_version"), newest + 1);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

TEST(a_script_that_fails_leaves_no_half_of_itself)
{
    (void)state;
    sqlite3 *handle = open_bare();
    /* What the second script wants to make is there already, with other columns. */
    assert_int_equal(sqlite3_exec(handle, "CREATE TABLE need_count (x)", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_status(migrate_up(handle), STATUS_UNAVAILABLE);
    assert_int_equal(ask(handle, "SELECT max(version) FROM schema_version"), 1);
    assert_int_equal(ask(handle, "SELECT count(*) FROM sqlite_schema WHERE name = 'ticket'"), 0);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brings_an_empty_file_up_to_date_and_notes_each_script),
        cmocka_unit_test(a_second_time_changes_nothing),
        cmocka_unit_test(refuses_a_database_of_a_newer_program),
        cmocka_unit_test(a_script_that_fails_leaves_no_half_of_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
