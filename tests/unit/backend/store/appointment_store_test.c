#include "store/appointment_store.h"
#include "unit/backend/store/store_fixture.h"

static const int64_t five_minutes_ms = INT64_C(5) * 60 * 1000;
static const int64_t start_ms = INT64_C(1795420800000); /* a whole five minutes */

static struct appointment make(const struct fixture *fixture, int staff, int64_t starts_ms,
                               int minutes)
{
    struct appointment made = {.service_id = fixture->office->services[0].id,
                               .staff_id = fixture->office->staff[staff].id,
                               .starts_ms = starts_ms,
                               .minutes = minutes,
                               .made_ms = 7};
    assert_status(appointment_store_code(fixture->db, fixture->office->id, made.code), STATUS_OK);
    (void)text_copy(made.made_by, sizeof(made.made_by), "d1");
    return made;
}

/* As the writer does it: what fails leaves nothing. */
static enum status add(struct fixture *fixture, struct appointment *made)
{
    assert_status(db_begin(fixture->db), STATUS_OK);
    enum status status = appointment_store_add(fixture->db, fixture->office->id, made);
    if (status == STATUS_OK) {
        assert_status(db_commit(fixture->db), STATUS_OK);
    } else {
        db_rollback(fixture->db);
    }
    return status;
}

static struct appointment booked(struct fixture *fixture, int staff, int64_t starts_ms, int minutes)
{
    struct appointment made = make(fixture, staff, starts_ms, minutes);
    assert_status(add(fixture, &made), STATUS_OK);
    return made;
}

static enum status try_at(struct fixture *fixture, int staff, int units_later, int minutes)
{
    struct appointment made =
        make(fixture, staff, start_ms + units_later * five_minutes_ms, minutes);
    return add(fixture, &made);
}

static struct appointment load(struct fixture *fixture, int64_t id)
{
    struct appointment found;
    assert_status(appointment_store_load(fixture->db, fixture->office->id, id, &found), STATUS_OK);
    return found;
}

TEST(keeps_what_was_booked)
{
    struct fixture *fixture = *state;
    struct appointment made = make(fixture, 1, start_ms, 50);
    made.is_named = true;
    assert_status(add(fixture, &made), STATUS_OK);
    struct appointment found = load(fixture, made.id);
    assert_int_equal(found.service_id, made.service_id);
    assert_int_equal(found.staff_id, made.staff_id);
    assert_int_equal(found.starts_ms, start_ms);
    assert_int_equal(found.minutes, 50);
    assert_int_equal(found.state, APPOINTMENT_BOOKED);
    assert_true(found.is_named);
    assert_int_equal(found.ticket_id, 0);
    assert_int_equal(found.made_ms, 7);
    assert_string_equal(found.code, made.code);
    assert_string_equal(found.number, "");
    assert_string_equal(found.made_by, "d1");
    assert_status(appointment_store_find(fixture->db, fixture->office->id, made.code, &found),
                  STATUS_OK);
    assert_int_equal(found.id, made.id);
}

TEST(misses_what_is_not_there_and_leaves_the_output_alone)
{
    struct fixture *fixture = *state;
    struct appointment made = booked(fixture, 1, start_ms, 50);
    struct appointment found = {.id = -7};
    int64_t office_id = fixture->office->id;
    assert_status(appointment_store_load(fixture->db, office_id, made.id + 1, &found),
                  STATUS_MISSING);
    assert_status(appointment_store_load(fixture->db, office_id + 1, made.id, &found),
                  STATUS_MISSING);
    assert_status(appointment_store_find(fixture->db, office_id, "x", &found), STATUS_MISSING);
    assert_status(appointment_store_find(fixture->db, office_id + 1, made.code, &found),
                  STATUS_MISSING);
    assert_int_equal(found.id, -7);
}

TEST(the_database_itself_refuses_what_lies_across)
{
    struct fixture *fixture = *state;
    (void)booked(fixture, 1, start_ms, 50);
    assert_status(try_at(fixture, 1, 0, 50), STATUS_CONFLICT);
    assert_status(try_at(fixture, 1, 3, 15), STATUS_CONFLICT); /* within */
    assert_status(try_at(fixture, 1, -1, 10), STATUS_CONFLICT);
    assert_status(try_at(fixture, 1, 9, 5), STATUS_CONFLICT);
    assert_status(try_at(fixture, 1, -2, 70), STATUS_CONFLICT); /* all around */
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM appointment"), 1);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM appointment_unit"), 10);
    assert_status(try_at(fixture, 1, -1, 5), STATUS_OK);
    assert_status(try_at(fixture, 1, 10, 15), STATUS_OK);
    assert_status(try_at(fixture, 2, 0, 50), STATUS_OK); /* another colleague */
}

TEST(the_database_itself_refuses_broken_units_and_a_code_twice)
{
    struct fixture *fixture = *state;
    struct appointment first = booked(fixture, 1, start_ms, 50);
    struct appointment made = make(fixture, 2, start_ms + 1, 50);
    assert_status(add(fixture, &made), STATUS_CONFLICT);
    made = make(fixture, 2, start_ms, 12);
    assert_status(add(fixture, &made), STATUS_CONFLICT);
    made = make(fixture, 2, start_ms, 0);
    assert_status(add(fixture, &made), STATUS_CONFLICT);
    made = make(fixture, 2, start_ms, 50);
    (void)text_copy(made.code, sizeof(made.code), first.code);
    assert_status(add(fixture, &made), STATUS_CONFLICT);
    (void)text_copy(made.code, sizeof(made.code), "12345");
    assert_status(add(fixture, &made), STATUS_CONFLICT);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM appointment"), 1);
}

TEST(a_code_is_six_digits_that_nobody_has)
{
    struct fixture *fixture = *state;
    char code[APPOINTMENT_CODE_LENGTH + 1] = "";
    int different = 0;
    char before[APPOINTMENT_CODE_LENGTH + 1] = "";
    for (int i = 0; i < 50; i++) {
        assert_status(appointment_store_code(fixture->db, fixture->office->id, code), STATUS_OK);
        assert_int_equal(strlen(code), 6);
        assert_int_equal(strspn(code, "0123456789"), 6);
        different += strcmp(code, before) != 0;
        (void)text_copy(before, sizeof(before), code);
    }
    assert_true(different >= 45);
}

TEST(cancelling_gives_the_time_back_once)
{
    struct fixture *fixture = *state;
    struct appointment made = booked(fixture, 1, start_ms, 50);
    assert_status(appointment_store_cancel(fixture->db, made.id), STATUS_OK);
    assert_int_equal(load(fixture, made.id).state, APPOINTMENT_CANCELLED);
    assert_status(appointment_store_cancel(fixture->db, made.id), STATUS_CONFLICT);
    assert_status(try_at(fixture, 1, 0, 50), STATUS_OK);
    assert_status(appointment_store_cancel(fixture->db, made.id), STATUS_CONFLICT);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM appointment_unit"), 10);
}

struct seen {
    int64_t ids[8];
    int count;
};

static void note(void *context, const struct appointment *appointment)
{
    struct seen *seen = context;
    seen->ids[seen->count++] = appointment->id;
}

TEST(lists_a_stretch_of_time_by_time_then_colleague)
{
    struct fixture *fixture = *state;
    struct seen seen = {.count = 0};
    int64_t hour_ms = 12 * five_minutes_ms;
    struct appointment later = booked(fixture, 0, start_ms + hour_ms, 50);
    struct appointment second = booked(fixture, 2, start_ms, 50);
    struct appointment first = booked(fixture, 1, start_ms, 50);
    (void)booked(fixture, 1, start_ms - hour_ms, 50);
    (void)booked(fixture, 1, start_ms + 2 * hour_ms, 50);
    assert_status(appointment_store_each(fixture->db, fixture->office->id, start_ms,
                                         start_ms + 2 * hour_ms, note, &seen),
                  STATUS_OK);
    assert_int_equal(seen.count, 3);
    assert_int_equal(seen.ids[0], first.id);
    assert_int_equal(seen.ids[1], second.id);
    assert_int_equal(seen.ids[2], later.id);
}

static struct visit come(struct fixture *fixture, const struct appointment *appointment)
{
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1000);
    assert_status(appointment_store_arrive(fixture->db, appointment->id, visit.id), STATUS_OK);
    return visit;
}

/* Called, served and finished; or gone before that. */
static void end(struct fixture *fixture, struct visit *visit, bool is_served)
{
    if (is_served) {
        fixture_call(fixture, visit, 0, 2000);
        assert_status(visit_move(visit, STEP_START, 3000), STATUS_OK);
        assert_status(visit_finish(visit, OUTCOME_SETTLED, 4000), STATUS_OK);
    } else {
        assert_status(visit_end(visit, STEP_LEAVE, 4000), STATUS_OK);
    }
    fixture_save(fixture, visit);
}

TEST(whoever_comes_has_one_ticket)
{
    struct fixture *fixture = *state;
    struct appointment made = booked(fixture, 1, start_ms, 50);
    struct visit visit = come(fixture, &made);
    struct visit other = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1000);
    struct appointment found = load(fixture, made.id);
    assert_int_equal(found.state, APPOINTMENT_ARRIVED);
    assert_int_equal(found.ticket_id, visit.id);
    assert_string_equal(found.number, visit.number);
    assert_status(appointment_store_arrive(fixture->db, made.id, other.id), STATUS_CONFLICT);
    assert_status(appointment_store_cancel(fixture->db, made.id), STATUS_CONFLICT);
    struct appointment next = booked(fixture, 2, start_ms, 50);
    assert_status(appointment_store_arrive(fixture->db, next.id, visit.id), STATUS_CONFLICT);
    assert_status(appointment_store_cancel(fixture->db, next.id), STATUS_OK);
    assert_status(appointment_store_arrive(fixture->db, next.id, other.id), STATUS_CONFLICT);
}

TEST(who_left_unserved_may_come_again)
{
    struct fixture *fixture = *state;
    struct appointment made = booked(fixture, 1, start_ms, 50);
    struct visit first = come(fixture, &made);
    end(fixture, &first, false);
    assert_int_equal(load(fixture, made.id).state, APPOINTMENT_MISSED);
    struct visit second = come(fixture, &made);
    struct appointment found = load(fixture, made.id);
    assert_int_equal(found.state, APPOINTMENT_ARRIVED);
    assert_int_equal(found.ticket_id, second.id);
    end(fixture, &second, true);
    struct visit third = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1000);
    assert_status(appointment_store_arrive(fixture->db, made.id, third.id), STATUS_CONFLICT);
}

TEST(the_ticket_tells_how_it_ended)
{
    struct fixture *fixture = *state;
    struct appointment served = booked(fixture, 1, start_ms, 50);
    struct appointment gone = booked(fixture, 2, start_ms, 50);
    struct visit first = come(fixture, &served);
    struct visit second = come(fixture, &gone);
    end(fixture, &first, true);
    end(fixture, &second, false);
    assert_int_equal(load(fixture, served.id).state, APPOINTMENT_DONE);
    assert_int_equal(load(fixture, gone.id).state, APPOINTMENT_MISSED);
    assert_int_equal(
        fixture_count(fixture->db, "SELECT count(*) FROM appointment WHERE state = 'arrived'"), 2);
}

TEST(the_end_of_the_day_closes_what_began_before)
{
    struct fixture *fixture = *state;
    struct appointment nobody = booked(fixture, 0, start_ms, 50);
    struct appointment served = booked(fixture, 1, start_ms, 50);
    struct appointment gone = booked(fixture, 2, start_ms, 50);
    struct appointment here = booked(fixture, 3, start_ms, 50);
    struct appointment later = booked(fixture, 0, start_ms + 10 * five_minutes_ms, 50);
    struct visit first = come(fixture, &served);
    struct visit second = come(fixture, &gone);
    (void)come(fixture, &here);
    end(fixture, &first, true);
    end(fixture, &second, false);
    int64_t count = -1;
    int64_t office_id = fixture->office->id;
    int64_t until_ms = later.starts_ms;
    assert_status(appointment_store_close(fixture->db, office_id + 1, until_ms, 4000, &count),
                  STATUS_OK);
    assert_int_equal(count, 0);
    assert_status(appointment_store_close(fixture->db, office_id, until_ms, 3999, &count),
                  STATUS_OK);
    assert_int_equal(count, 1); /* those just ended may be taken back */
    assert_int_equal(load(fixture, served.id).state, APPOINTMENT_DONE);
    assert_int_equal(
        fixture_count(fixture->db, "SELECT count(*) FROM appointment WHERE state = 'arrived'"), 3);
    assert_status(appointment_store_close(fixture->db, office_id, until_ms, 4000, &count),
                  STATUS_OK);
    assert_int_equal(count, 2);
    static const char missed[] = "SELECT count(*) FROM appointment WHERE state = 'missed'";
    assert_int_equal(fixture_count(fixture->db, missed), 2);
    assert_int_equal(load(fixture, nobody.id).state, APPOINTMENT_MISSED);
    assert_int_equal(load(fixture, served.id).state, APPOINTMENT_DONE);
    assert_int_equal(load(fixture, gone.id).state, APPOINTMENT_MISSED);
    assert_int_equal(load(fixture, here.id).state, APPOINTMENT_ARRIVED);
    assert_int_equal(load(fixture, later.id).state, APPOINTMENT_BOOKED);
    assert_status(appointment_store_close(fixture->db, office_id, until_ms, 4000, &count),
                  STATUS_OK);
    assert_int_equal(count, 0);
    (void)come(fixture, &nobody); /* late, after all */
    assert_int_equal(load(fixture, nobody.id).state, APPOINTMENT_ARRIVED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(keeps_what_was_booked),
        FIXTURE_TEST(misses_what_is_not_there_and_leaves_the_output_alone),
        FIXTURE_TEST(the_database_itself_refuses_what_lies_across),
        FIXTURE_TEST(the_database_itself_refuses_broken_units_and_a_code_twice),
        FIXTURE_TEST(a_code_is_six_digits_that_nobody_has),
        FIXTURE_TEST(cancelling_gives_the_time_back_once),
        FIXTURE_TEST(lists_a_stretch_of_time_by_time_then_colleague),
        FIXTURE_TEST(whoever_comes_has_one_ticket),
        FIXTURE_TEST(who_left_unserved_may_come_again),
        FIXTURE_TEST(the_ticket_tells_how_it_ended),
        FIXTURE_TEST(the_end_of_the_day_closes_what_began_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
