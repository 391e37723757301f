#include "support/check.h"

#include "domain/capability.h"
#include "domain/scope.h"

enum { SHARED = 11, BENEFITS = 12, SOCIAL = 13, UNKNOWN = 14 };

static const struct office office = {
    .services = {{.id = SHARED, .track = OFFICE_TRACK_SHARED},
                 {.id = BENEFITS, .track = OFFICE_TRACK_BENEFITS},
                 {.id = SOCIAL, .track = OFFICE_TRACK_SOCIAL}},
    .service_count = 3,
};

static void assert_sees(unsigned capabilities, unsigned tracks, bool benefits, bool social)
{
    const struct office_staff staff = {.capabilities = capabilities, .tracks = tracks};
    struct scope scope = scope_of(&office, &staff);
    assert_true(scope_sees(&scope, SHARED));
    assert_int_equal(scope_sees(&scope, BENEFITS), benefits);
    assert_int_equal(scope_sees(&scope, SOCIAL), social);
    assert_false(scope_sees(&scope, UNKNOWN));
}

TEST(each_track_sees_its_own_and_what_is_shared)
{
    (void)state;
    assert_sees(CAPABILITY_CALL, OFFICE_TRACK_BENEFITS, true, false);
    assert_sees(CAPABILITY_CALL, OFFICE_TRACK_SOCIAL, false, true);
    assert_sees(CAPABILITY_CALL, OFFICE_TRACK_ALL, true, true);
    assert_sees(CAPABILITY_CALL, 0, false, false);
}

TEST(who_manages_is_above_the_tracks_and_nobody_else_is)
{
    (void)state;
    assert_sees(CAPABILITY_MANAGE, 0, true, true);
    assert_sees(CAPABILITY_MANAGE | CAPABILITY_CALL, OFFICE_TRACK_SOCIAL, true, true);
    assert_sees(CAPABILITY_ALL & ~(unsigned)CAPABILITY_MANAGE, 0, false, false);
}

TEST(a_kiosk_sees_the_whole_ticket_of_services_the_office_has)
{
    (void)state;
    struct scope scope = scope_whole(&office);
    assert_true(scope_sees(&scope, SHARED));
    assert_true(scope_sees(&scope, BENEFITS));
    assert_true(scope_sees(&scope, SOCIAL));
    assert_false(scope_sees(&scope, UNKNOWN));
}

TEST(an_offer_is_seen_by_whom_the_visitor_is_with_until_it_is_agreed_to)
{
    (void)state;
    const struct office_staff staff = {.id = 7, .tracks = OFFICE_TRACK_SOCIAL};
    const struct office_staff colleague = {.id = 8, .tracks = OFFICE_TRACK_SOCIAL};
    struct scope scope = scope_of(&office, &staff);
    struct scope other = scope_of(&office, &colleague);
    struct scope nobodys = {.office = &office};
    struct visit visit = {
        .step_count = 2,
        .steps = {{.service_id = SOCIAL, .state = STEP_SERVING, .staff_id = 7},
                  {.service_id = BENEFITS, .state = STEP_PLANNED, .is_offer = true}}};
    assert_true(scope_sees_step(&scope, &visit, 1));
    assert_false(scope_sees_step(&other, &visit, 1));
    visit.steps[0].state = STEP_CALLED;
    assert_true(scope_sees_step(&scope, &visit, 1));
    visit.steps[0].state = STEP_PARKED; /* not there any more */
    assert_false(scope_sees_step(&scope, &visit, 1));
    visit.steps[0].state = STEP_SERVING;
    visit.steps[1].state = STEP_SKIPPED;
    assert_false(scope_sees_step(&scope, &visit, 1));
    visit.steps[1] = (struct visit_step){.service_id = BENEFITS, .state = STEP_PLANNED};
    assert_false(scope_sees_step(&scope, &visit, 1)); /* certain: agreed to */
    visit.steps[1].is_offer = true;
    visit.steps[0].staff_id = 0;
    assert_false(scope_sees_step(&nobodys, &visit, 1));
}

TEST(a_visit_is_touched_by_one_step_in_any_state)
{
    (void)state;
    const struct office_staff staff = {.tracks = OFFICE_TRACK_SOCIAL};
    struct scope scope = scope_of(&office, &staff);
    struct visit visit = {.step_count = 2,
                          .steps = {{.service_id = BENEFITS, .state = STEP_WAITING},
                                    {.service_id = BENEFITS, .state = STEP_PLANNED}}};
    assert_false(scope_touches(&scope, &visit));
    for (int step = 0; step < STEP_STATE_COUNT; step++) {
        visit.steps[1] = (struct visit_step){.service_id = SOCIAL, .state = (enum step_state)step};
        assert_true(scope_touches(&scope, &visit));
    }
    visit.step_count = 1; /* what lies beyond the route is none of it */
    assert_false(scope_touches(&scope, &visit));
}

TEST(a_track_has_one_word)
{
    (void)state;
    unsigned bit = 42;
    assert_status(scope_track_parse("work", &bit), STATUS_INVALID);
    assert_status(scope_track_parse("Social", &bit), STATUS_INVALID);
    assert_int_equal(bit, 42);
    assert_status(scope_track_parse("benefits", &bit), STATUS_OK);
    assert_int_equal(bit, OFFICE_TRACK_BENEFITS);
    assert_status(scope_track_parse("social", &bit), STATUS_OK);
    assert_int_equal(bit, OFFICE_TRACK_SOCIAL);
    assert_string_equal(scope_track_word(OFFICE_TRACK_BENEFITS), "benefits");
    assert_string_equal(scope_track_word(OFFICE_TRACK_SOCIAL), "social");
    assert_null(scope_track_word(OFFICE_TRACK_SHARED));
    assert_null(scope_track_word(OFFICE_TRACK_ALL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_track_sees_its_own_and_what_is_shared),
        cmocka_unit_test(who_manages_is_above_the_tracks_and_nobody_else_is),
        cmocka_unit_test(a_kiosk_sees_the_whole_ticket_of_services_the_office_has),
        cmocka_unit_test(a_track_has_one_word),
        cmocka_unit_test(an_offer_is_seen_by_whom_the_visitor_is_with_until_it_is_agreed_to),
        cmocka_unit_test(a_visit_is_touched_by_one_step_in_any_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
