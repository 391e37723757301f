#include "support/check.h"

#include "domain/office.h"

static const struct office office = {
    .services = {{.id = 11, .code = "PSY", .series = 'A', .minutes = 50},
                 {.id = 12, .code = "SOC", .series = 'C', .minutes = 30}},
    .service_count = 2,
    .needs = {{.id = 21, .code = "talk", .route = {0, 1}, .route_count = 2}},
    .need_count = 1,
    .rooms = {{.id = 31, .name = "Pokój 1"}, {.id = 32, .name = "Pokój 2"}},
    .room_count = 2,
    .staff = {{.id = 41, .title = "psycholog 1", .preference = {1, 2}},
              {.id = 42, .title = "pracownik socjalny 1", .preference = {0, 1}}},
    .staff_count = 2,
    .hours = {{1, 480, 720}, {1, 840, 1020}, {2, 450, 930}},
    .hours_count = 3,
};

TEST(finds_each_thing_by_its_code_or_id)
{
    (void)state;
    assert_ptr_equal(office_service_by_code(&office, "SOC"), &office.services[1]);
    assert_ptr_equal(office_service_by_id(&office, 11), &office.services[0]);
    assert_ptr_equal(office_need_by_code(&office, "talk"), &office.needs[0]);
    assert_ptr_equal(office_room_by_id(&office, 32), &office.rooms[1]);
    assert_ptr_equal(office_staff_by_id(&office, 42), &office.staff[1]);
    assert_int_equal(office_service_index(&office, &office.services[1]), 1);
}

TEST(misses_what_is_not_there)
{
    (void)state;
    assert_null(office_service_by_code(&office, "psy"));
    assert_null(office_service_by_code(&office, ""));
    assert_null(office_service_by_id(&office, 0)); /* the unused entries have id 0 */
    assert_null(office_need_by_code(&office, "tal"));
    assert_null(office_room_by_id(&office, 33));
    assert_null(office_room_by_id(&office, 0));
    assert_null(office_staff_by_id(&office, 0));
}

TEST(a_skill_is_none_main_or_backup)
{
    (void)state;
    assert_int_equal(office_preference(&office, &office.staff[0], 11), OFFICE_PREFERENCE_MAIN);
    assert_int_equal(office_preference(&office, &office.staff[0], 12), OFFICE_PREFERENCE_BACKUP);
    assert_int_equal(office_preference(&office, &office.staff[1], 11), OFFICE_PREFERENCE_NONE);
    assert_int_equal(office_preference(&office, &office.staff[1], 99), OFFICE_PREFERENCE_NONE);
}

TEST(the_day_ends_with_its_last_hours)
{
    (void)state;
    assert_int_equal(office_closing_min(&office, 1, 0), 1020);
    assert_int_equal(office_closing_min(&office, 1, 780), 1020); /* between the two */
    assert_int_equal(office_closing_min(&office, 1, 1019), 1020);
    assert_int_equal(office_closing_min(&office, 1, 1020), -1);
    assert_int_equal(office_closing_min(&office, 2, 600), 930);
    assert_int_equal(office_closing_min(&office, 7, 600), -1);
}

TEST(a_mode_has_one_name_and_another_word_takes_no_bookings)
{
    (void)state;
    for (int i = OFFICE_MODE_WALK_IN; i <= OFFICE_MODE_MIXED; i++) {
        assert_int_equal(office_mode_of(office_mode_name((enum office_mode)i)), i);
    }
    assert_int_equal(office_mode_of("booked"), OFFICE_MODE_WALK_IN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_thing_by_its_code_or_id),
        cmocka_unit_test(misses_what_is_not_there),
        cmocka_unit_test(a_skill_is_none_main_or_backup),
        cmocka_unit_test(the_day_ends_with_its_last_hours),
        cmocka_unit_test(a_mode_has_one_name_and_another_word_takes_no_bookings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
