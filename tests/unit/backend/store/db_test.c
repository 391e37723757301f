#include "unit/backend/store/store_fixture.h"

#include <fcntl.h>

TEST(a_reader_sees_what_is_committed_and_may_not_write)
{
    struct fixture *fixture = *state;
    struct db *reader = fixture_reopen(fixture, DB_READ);
    assert_status(db_begin(fixture->db), STATUS_OK);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100);
    assert_int_equal(fixture_count(reader, "SELECT count(*) FROM ticket"), 0);
    assert_status(db_commit(fixture->db), STATUS_OK);
    assert_int_equal(fixture_count(reader, "SELECT count(*) FROM ticket"), 1);
    assert_int_equal(sqlite3_exec(fixture_handle(reader), "DELETE FROM ticket", NULL, NULL, NULL) &
                         0xFF,
                     SQLITE_READONLY);
    db_close(reader);
}

TEST(a_snapshot_stays_at_one_moment)
{
    struct fixture *fixture = *state;
    struct db *reader = fixture_reopen(fixture, DB_READ);
    assert_status(db_snapshot_begin(reader), STATUS_OK);
    assert_int_equal(fixture_count(reader, "SELECT count(*) FROM ticket"), 0);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100);
    assert_int_equal(fixture_count(reader, "SELECT count(*) FROM ticket"), 0);
    db_snapshot_end(reader);
    assert_int_equal(fixture_count(reader, "SELECT count(*) FROM ticket"), 1);
    db_close(reader);
}

TEST(a_savepoint_undoes_one_job_and_keeps_the_others)
{
    struct fixture *fixture = *state;
    assert_status(db_begin(fixture->db), STATUS_OK);
    for (int i = 0; i < 3; i++) {
        assert_status(db_savepoint(fixture->db), STATUS_OK);
        (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100);
        if (i == 1) {
            db_rollback_to(fixture->db);
        } else {
            assert_status(db_release(fixture->db), STATUS_OK);
        }
    }
    assert_true(db_is_in_bracket(fixture->db));
    assert_status(db_commit(fixture->db), STATUS_OK);
    assert_false(db_is_in_bracket(fixture->db));
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM ticket"), 2);
    /* The number of the undone job is given again: nobody has seen it. */
    assert_int_equal(fixture_count(fixture->db, "SELECT max(counter) FROM ticket"), 2);
}

TEST(a_rollback_undoes_the_bracket_and_is_harmless_outside_of_one)
{
    struct fixture *fixture = *state;
    assert_status(db_begin(fixture->db), STATUS_OK);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100);
    db_rollback(fixture->db);
    db_rollback(fixture->db);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM ticket"), 0);
}

TEST(a_second_writer_is_told_to_come_back)
{
    struct fixture *fixture = *state;
    struct db *other = fixture_reopen(fixture, DB_WRITE);
    (void)sqlite3_busy_timeout(fixture_handle(other), 0);
    assert_status(db_begin(fixture->db), STATUS_OK);
    assert_status(db_begin(other), STATUS_UNAVAILABLE);
    assert_status(db_commit(fixture->db), STATUS_OK);
    assert_status(db_begin(other), STATUS_OK);
    db_rollback(other);
    db_close(other);
}

TEST(runs_with_the_settings_that_keep_every_acknowledged_ticket)
{
    struct fixture *fixture = *state;
    struct db *fresh = fixture_reopen(fixture, DB_WRITE);
    assert_int_equal(fixture_count(fresh, "PRAGMA synchronous"), 2);
    assert_int_equal(fixture_count(fresh, "PRAGMA foreign_keys"), 1);
    assert_int_equal(fixture_count(fresh, "PRAGMA trusted_schema"), 0);
    assert_int_equal(fixture_count(fresh, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"),
                     1);
    db_close(fresh);
}

TEST(a_backup_of_the_running_database_is_whole)
{
    struct fixture *fixture = *state;
    struct fixture copy = *fixture;
    char error[256] = "";
    fixture_path(fixture, "copy.db", copy.path);
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 100);
    assert_status(db_begin(fixture->db), STATUS_OK);
    assert_status(db_commit(fixture->db), STATUS_OK);
    struct db *source = fixture_reopen(fixture, DB_READ);
    assert_status(db_backup(source, copy.path), STATUS_OK);
    db_close(source);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 200);
    struct db *db = fixture_reopen(&copy, DB_READ);
    assert_int_equal(fixture_count(db, "SELECT count(*) FROM ticket"), 1);
    assert_int_equal(fixture_count(db, "SELECT max(id) FROM ticket"), visit.id);
    assert_status(db_check(db, error, sizeof(error)), STATUS_OK);
    db_close(db);
}

TEST(a_backup_into_a_folder_that_is_not_there_fails)
{
    struct fixture *fixture = *state;
    char path[FIXTURE_PATH_MAX];
    fixture_path(fixture, "nowhere/copy.db", path);
    assert_int_not_equal(db_backup(fixture->db, path), STATUS_OK);
}

TEST(the_check_finds_a_row_that_points_nowhere)
{
    struct fixture *fixture = *state;
    char error[256] = "untouched";
    assert_status(db_check(fixture->db, error, sizeof(error)), STATUS_OK);
    assert_string_equal(error, "untouched");
    fixture_sql(fixture->db,
                "PRAGMA foreign_keys=OFF;"
                "INSERT INTO counter (office_id, series, day, last) VALUES (99, 'A', 1, 1)");
    assert_status(db_check(fixture->db, error, sizeof(error)), STATUS_CONFLICT);
    assert_non_null(strstr(error, "counter"));
}

TEST(the_check_finds_a_damaged_page)
{
    struct fixture *fixture = *state;
    struct fixture copy = *fixture;
    char error[256] = "";
    char garbage[512];
    memset(garbage, 0x5A, sizeof(garbage));
    for (int i = 0; i < 200; i++) {
        (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100 + i);
    }
    fixture_path(fixture, "copy.db", copy.path);
    assert_status(db_backup(fixture->db, copy.path), STATUS_OK);
    int64_t root = fixture_count(
        fixture->db, "SELECT rootpage FROM sqlite_schema WHERE name = 'step_of_ticket'");
    int64_t size = fixture_count(fixture->db, "PRAGMA page_size");
    int descriptor = open(copy.path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(descriptor, garbage, sizeof(garbage), (root - 1) * size), 512);
    assert_int_equal(close(descriptor), 0);
    struct db *db = fixture_reopen(&copy, DB_READ);
    assert_int_not_equal(db_check(db, error, sizeof(error)), STATUS_OK);
    db_close(db);
}

TEST(says_in_words_why_a_file_cannot_be_opened)
{
    struct fixture *fixture = *state;
    char path[FIXTURE_PATH_MAX];
    char error[256] = "";
    struct db *db = NULL;
    fixture_path(fixture, "none.db", path);
    assert_int_not_equal(db_open(path, DB_READ, &db, error, sizeof(error)), STATUS_OK);
    assert_null(db);
    assert_int_equal(access(path, F_OK), -1); /* a reader makes no file */
    assert_non_null(strstr(error, "none.db"));
    fixture_sql(fixture->db, "INSERT INTO schema_version (version) VALUES (999)");
    assert_status(db_open(fixture->path, DB_WRITE, &db, error, sizeof(error)), STATUS_CONFLICT);
    assert_null(db);
    assert_non_null(strstr(error, "another version"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_reader_sees_what_is_committed_and_may_not_write),
        FIXTURE_TEST(a_snapshot_stays_at_one_moment),
        FIXTURE_TEST(a_savepoint_undoes_one_job_and_keeps_the_others),
        FIXTURE_TEST(a_rollback_undoes_the_bracket_and_is_harmless_outside_of_one),
        FIXTURE_TEST(a_second_writer_is_told_to_come_back),
        FIXTURE_TEST(runs_with_the_settings_that_keep_every_acknowledged_ticket),
        FIXTURE_TEST(a_backup_of_the_running_database_is_whole),
        FIXTURE_TEST(a_backup_into_a_folder_that_is_not_there_fails),
        FIXTURE_TEST(the_check_finds_a_row_that_points_nowhere),
        FIXTURE_TEST(the_check_finds_a_damaged_page),
        FIXTURE_TEST(says_in_words_why_a_file_cannot_be_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
