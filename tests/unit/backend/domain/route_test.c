#include "support/check.h"

#include "domain/route.h"

#include <string.h>

/* Certain steps, all open at once, nothing booked. */
static struct route route_of(int count)
{
    struct route route = {.count = count, .booked = ROUTE_NONE};
    return route;
}

static struct route opened(struct route route)
{
    route_open(&route);
    return route;
}

/* A visitor taken for the step and served. */
static struct route served(struct route route, int position)
{
    route_open(&route);
    assert_status(route_call(&route, position), STATUS_OK);
    assert_status(route_move(&route, STEP_START), STATUS_OK);
    return route;
}

/* One letter a step: p w c s k(parked) d -(skipped) x(cancelled) l. */
static void assert_states(const struct route *route, const char *expected)
{
    static const char letters[] = "pwcskd-xl";
    char actual[ROUTE_STEPS_MAX + 1] = {0};
    for (int i = 0; i < route->count; i++) {
        actual[i] = letters[route->steps[i].state];
    }
    assert_string_equal(actual, expected);
}

static void assert_unchanged(const struct route *route, const struct route *before)
{
    assert_memory_equal(route, before, sizeof(*route));
}

TEST(all_certain_steps_wait_at_once)
{
    (void)state;
    struct route route = opened(route_of(3));
    assert_states(&route, "www");
    assert_int_equal(route_current(&route), 0);
    assert_int_equal(route_state(&route), STEP_WAITING);
}

TEST(offers_and_what_comes_after_others_do_not_wait_yet)
{
    (void)state;
    struct route route = route_of(4);
    route.steps[1].is_offer = true;
    route.steps[2].after = 1U << 0;
    route.steps[3].after = 1U << 0 | 1U << 2;
    route_open(&route);
    assert_states(&route, "wppp");
    assert_status(route_call(&route, 0), STATUS_OK);
    assert_status(route_move(&route, STEP_START), STATUS_OK);
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_states(&route, "dpwp");
}

TEST(an_offer_that_nobody_agreed_to_holds_nobody_up)
{
    (void)state;
    struct route route = route_of(3);
    route.steps[1].is_offer = true;
    route.steps[2].after = 1U << 1;
    route_open(&route);
    assert_states(&route, "wpw");
    assert_status(route_agree(&route, 1), STATUS_OK);
    assert_states(&route, "wwp"); /* now there is something to come first */
}

TEST(the_booked_step_waits_alone_while_it_is_open)
{
    (void)state;
    struct route route = route_of(3);
    route.booked = 1;
    route.steps[1].is_offer = true;
    route.steps[1].after = 1U << 0;
    route_open(&route);
    assert_true(route_is_booked_open(&route));
    assert_states(&route, "pwp");
    assert_false(route.steps[1].is_offer); /* who booked has agreed */
    assert_status(route_call(&route, 1), STATUS_OK);
    assert_status(route_move(&route, STEP_START), STATUS_OK);
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_false(route_is_booked_open(&route));
    assert_states(&route, "wdw");
}

TEST(a_call_plans_the_other_steps_again)
{
    (void)state;
    struct route route = opened(route_of(3));
    assert_status(route_call(&route, 1), STATUS_OK);
    assert_states(&route, "pcp");
    assert_int_equal(route_current(&route), 1);
    assert_int_equal(route_state(&route), STEP_CALLED);
}

TEST(only_a_step_that_waits_can_be_called)
{
    (void)state;
    struct route route = opened(route_of(2));
    struct route before = route;
    assert_status(route_call(&route, -1), STATUS_CONFLICT);
    assert_status(route_call(&route, 2), STATUS_CONFLICT);
    assert_status(route_call(&route, ROUTE_STEPS_MAX), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_status(route_call(&route, 0), STATUS_OK);
    before = route;
    assert_status(route_call(&route, 0), STATUS_CONFLICT);
    assert_status(route_call(&route, 1), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
}

TEST(a_missed_call_parks_and_a_return_lets_everything_wait_again)
{
    (void)state;
    struct route route = opened(route_of(2));
    assert_status(route_call(&route, 1), STATUS_OK);
    assert_status(route_move(&route, STEP_NO_SHOW), STATUS_OK);
    assert_states(&route, "pk");
    assert_int_equal(route_state(&route), STEP_PARKED);
    assert_status(route_return(&route, STEP_RELEASE), STATUS_CONFLICT);
    assert_states(&route, "pk");
    assert_status(route_return(&route, STEP_RESUME), STATUS_OK);
    assert_states(&route, "ww");
}

TEST(who_asks_for_a_pause_is_parked_and_waits_again_for_all_afterwards)
{
    (void)state;
    struct route route = opened(route_of(3));
    assert_status(route_pause(&route), STATUS_OK);
    assert_states(&route, "kpp");
    assert_int_equal(route_state(&route), STEP_PARKED);
    struct route before = route;
    assert_status(route_pause(&route), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_status(route_return(&route, STEP_RESUME), STATUS_OK);
    assert_states(&route, "www");
}

TEST(only_who_waits_can_ask_for_a_pause)
{
    (void)state;
    struct route route = opened(route_of(2));
    assert_status(route_call(&route, 0), STATUS_OK);
    struct route before = route;
    assert_status(route_pause(&route), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    route = served(route_of(1), 0);
    before = route;
    assert_status(route_pause(&route), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_status(route_finish(&route, false), STATUS_OK);
    before = route;
    assert_status(route_pause(&route), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
}

TEST(somebody_freed_from_a_room_waits_again_for_all)
{
    (void)state;
    struct route route = served(route_of(2), 0);
    assert_status(route_return(&route, STEP_RESUME), STATUS_CONFLICT);
    assert_status(route_return(&route, STEP_RELEASE), STATUS_OK);
    assert_states(&route, "ww");
    struct route before = route;
    assert_status(route_return(&route, STEP_RELEASE), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
}

TEST(nobody_in_a_room_nothing_to_start_park_or_finish)
{
    (void)state;
    struct route route = opened(route_of(2));
    struct route before = route;
    assert_status(route_move(&route, STEP_START), STATUS_CONFLICT);
    assert_status(route_move(&route, STEP_NO_SHOW), STATUS_CONFLICT);
    assert_status(route_move(&route, STEP_PARK), STATUS_CONFLICT);
    assert_status(route_finish(&route, true), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_status(route_call(&route, 0), STATUS_OK);
    before = route;
    assert_status(route_finish(&route, true), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
}

TEST(finishing_goes_on_with_what_is_certain_and_ends_with_it)
{
    (void)state;
    struct route route = route_of(3);
    route.steps[2].is_offer = true;
    route = served(route, 1);
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_states(&route, "wdp");
    assert_status(route_call(&route, 0), STATUS_OK);
    assert_status(route_move(&route, STEP_START), STATUS_OK);
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_states(&route, "dd-");
    assert_int_equal(route_state(&route), STEP_DONE);
    assert_int_equal(route_current(&route), ROUTE_NONE);
}

TEST(going_on_makes_the_first_offer_certain)
{
    (void)state;
    struct route route = route_of(3);
    route.steps[1].is_offer = true;
    route.steps[2].is_offer = true;
    route = served(route, 0);
    assert_status(route_finish(&route, true), STATUS_OK);
    assert_states(&route, "dwp");
    assert_false(route.steps[1].is_offer);
    assert_true(route.steps[2].is_offer);
}

TEST(a_hand_over_waits_right_after_the_sender)
{
    (void)state;
    struct route route = served(route_of(2), 0);
    int position = -7;
    assert_status(route_hand_over(&route, false, &position), STATUS_OK);
    assert_int_equal(position, 1);
    assert_states(&route, "dww");
}

TEST(who_comes_back_waits_for_the_sender_only_afterwards)
{
    (void)state;
    struct route route = served(route_of(1), 0);
    int position = -7;
    assert_status(route_hand_over(&route, true, &position), STATUS_OK);
    assert_int_equal(position, 1);
    assert_states(&route, "dwp");
    assert_int_equal(route.steps[2].after, 1U << 1);
    assert_status(route_call(&route, 1), STATUS_OK);
    assert_status(route_move(&route, STEP_START), STATUS_OK);
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_states(&route, "ddw");
}

TEST(a_new_step_moves_the_later_ones_with_the_bits_that_name_them)
{
    (void)state;
    struct route route = route_of(4);
    route.booked = 3;
    route.steps[3].state = STEP_SKIPPED;
    route.steps[2].after = 1U << 0 | 1U << 1;
    route = served(route, 0);
    int position = -7;
    assert_status(route_hand_over(&route, true, &position), STATUS_OK);
    assert_int_equal(route.count, 6);
    assert_int_equal(route.booked, 5);
    assert_int_equal(route.steps[4].after, 1U << 0 | 1U << 3);
    assert_states(&route, "dwpwp-");
}

TEST(somebody_at_the_door_can_be_handed_over_somebody_waiting_or_parked_cannot)
{
    (void)state;
    struct route route = opened(route_of(1));
    struct route before = route;
    int position = -7;
    assert_status(route_hand_over(&route, false, &position), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_status(route_call(&route, 0), STATUS_OK);
    struct route parked = route;
    assert_status(route_move(&parked, STEP_PARK), STATUS_OK);
    before = parked;
    assert_status(route_hand_over(&parked, false, &position), STATUS_CONFLICT);
    assert_unchanged(&parked, &before);
    assert_int_equal(position, -7);
    assert_status(route_hand_over(&route, false, &position), STATUS_OK);
    assert_states(&route, "dw");
}

TEST(sixteen_steps_are_all)
{
    (void)state;
    struct route route = served(route_of(ROUTE_STEPS_MAX - 1), 0);
    struct route before = route;
    int position = -7;
    assert_status(route_hand_over(&route, true, &position), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    struct route added = route;
    assert_status(route_hand_over(&route, false, &position), STATUS_OK);
    assert_int_equal(route.count, ROUTE_STEPS_MAX);
    assert_status(route_add(&added, 0, &position), STATUS_OK);
    assert_int_equal(position, ROUTE_STEPS_MAX - 1);
    before = added;
    position = -7;
    assert_status(route_add(&added, 0, &position), STATUS_CONFLICT);
    assert_status(route_hand_over(&added, false, &position), STATUS_CONFLICT);
    assert_unchanged(&added, &before);
    assert_int_equal(position, -7);
}

TEST(a_further_step_waits_at_once_or_after_what_it_names)
{
    (void)state;
    struct route route = opened(route_of(1));
    int position = -7;
    assert_status(route_add(&route, 0, &position), STATUS_OK);
    assert_int_equal(position, 1);
    assert_status(route_add(&route, 1U << 1, &position), STATUS_OK);
    assert_states(&route, "wwp");
    struct route before = route;
    assert_status(route_add(&route, 1U << 3, &position), STATUS_CONFLICT); /* itself */
    assert_status(route_add(&route, 1U << 15, &position), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_int_equal(position, 2);
}

TEST(a_further_step_of_somebody_in_a_room_waits_when_they_come_out)
{
    (void)state;
    struct route route = served(route_of(1), 0);
    int position = -7;
    assert_status(route_add(&route, 0, &position), STATUS_OK);
    assert_states(&route, "sp");
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_states(&route, "dw");
}

TEST(only_an_offer_can_be_agreed_to_and_once)
{
    (void)state;
    struct route route = route_of(2);
    route.steps[1].is_offer = true;
    route_open(&route);
    assert_status(route_agree(&route, 0), STATUS_CONFLICT);
    assert_status(route_agree(&route, 2), STATUS_CONFLICT);
    assert_status(route_agree(&route, -1), STATUS_CONFLICT);
    assert_states(&route, "wp");
    assert_status(route_agree(&route, 1), STATUS_OK);
    assert_states(&route, "ww");
    assert_status(route_agree(&route, 1), STATUS_CONFLICT);
}

TEST(an_offer_that_is_over_cannot_be_agreed_to)
{
    (void)state;
    struct route route = route_of(2);
    route.steps[1].is_offer = true;
    route_open(&route);
    assert_status(route_drop(&route, 1), STATUS_OK);
    assert_states(&route, "w-");
    assert_status(route_agree(&route, 1), STATUS_CONFLICT);
    assert_states(&route, "w-");
}

TEST(agreed_while_in_a_room_it_waits_afterwards)
{
    (void)state;
    struct route route = route_of(2);
    route.steps[1].is_offer = true;
    route = served(route, 0);
    assert_status(route_agree(&route, 1), STATUS_OK);
    assert_states(&route, "sp");
    assert_status(route_finish(&route, false), STATUS_OK);
    assert_states(&route, "dw");
}

TEST(dropping_a_step_lets_its_followers_wait)
{
    (void)state;
    struct route route = route_of(3);
    route.steps[2].after = 1U << 0;
    route_open(&route);
    assert_states(&route, "wwp");
    assert_status(route_drop(&route, 0), STATUS_OK);
    assert_states(&route, "-ww");
}

TEST(dropping_the_booked_step_opens_the_others)
{
    (void)state;
    struct route route = route_of(2);
    route.booked = 0;
    route_open(&route);
    assert_states(&route, "wp");
    assert_status(route_drop(&route, 0), STATUS_OK);
    assert_states(&route, "-w");
}

TEST(the_last_certain_step_of_who_waits_cannot_be_dropped)
{
    (void)state;
    struct route route = route_of(2);
    route.steps[1].is_offer = true;
    route_open(&route);
    struct route before = route;
    assert_status(route_drop(&route, 0), STATUS_CONFLICT);
    assert_status(route_drop(&route, 2), STATUS_CONFLICT);
    assert_status(route_drop(&route, -1), STATUS_CONFLICT);
    assert_unchanged(&route, &before);
    assert_status(route_call(&route, 0), STATUS_OK);
    before = route;
    assert_status(route_drop(&route, 0), STATUS_CONFLICT); /* in a room */
    assert_unchanged(&route, &before);
    assert_status(route_drop(&route, 1), STATUS_OK);
    assert_states(&route, "c-");
}

TEST(ending_skips_what_was_planned_whatever_the_visitor_was_doing)
{
    (void)state;
    struct route waiting = opened(route_of(3));
    assert_status(route_end(&waiting, STEP_LEAVE), STATUS_OK);
    assert_states(&waiting, "l--");
    assert_int_equal(route_state(&waiting), STEP_LEFT);
    struct route in_room = served(route_of(3), 1);
    assert_status(route_end(&in_room, STEP_CANCEL), STATUS_OK);
    assert_states(&in_room, "-x-");
    assert_int_equal(route_state(&in_room), STEP_CANCELLED);
    struct route before = in_room;
    int position = -7;
    assert_status(route_end(&in_room, STEP_CANCEL), STATUS_CONFLICT);
    assert_status(route_add(&in_room, 0, &position), STATUS_CONFLICT);
    assert_status(route_drop(&in_room, 0), STATUS_CONFLICT);
    assert_status(route_return(&in_room, STEP_RELEASE), STATUS_CONFLICT);
    assert_unchanged(&in_room, &before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_certain_steps_wait_at_once),
        cmocka_unit_test(offers_and_what_comes_after_others_do_not_wait_yet),
        cmocka_unit_test(an_offer_that_nobody_agreed_to_holds_nobody_up),
        cmocka_unit_test(the_booked_step_waits_alone_while_it_is_open),
        cmocka_unit_test(a_call_plans_the_other_steps_again),
        cmocka_unit_test(only_a_step_that_waits_can_be_called),
        cmocka_unit_test(a_missed_call_parks_and_a_return_lets_everything_wait_again),
        cmocka_unit_test(who_asks_for_a_pause_is_parked_and_waits_again_for_all_afterwards),
        cmocka_unit_test(only_who_waits_can_ask_for_a_pause),
        cmocka_unit_test(somebody_freed_from_a_room_waits_again_for_all),
        cmocka_unit_test(nobody_in_a_room_nothing_to_start_park_or_finish),
        cmocka_unit_test(finishing_goes_on_with_what_is_certain_and_ends_with_it),
        cmocka_unit_test(going_on_makes_the_first_offer_certain),
        cmocka_unit_test(a_hand_over_waits_right_after_the_sender),
        cmocka_unit_test(who_comes_back_waits_for_the_sender_only_afterwards),
        cmocka_unit_test(a_new_step_moves_the_later_ones_with_the_bits_that_name_them),
        cmocka_unit_test(somebody_at_the_door_can_be_handed_over_somebody_waiting_or_parked_cannot),
        cmocka_unit_test(sixteen_steps_are_all),
        cmocka_unit_test(a_further_step_waits_at_once_or_after_what_it_names),
        cmocka_unit_test(a_further_step_of_somebody_in_a_room_waits_when_they_come_out),
        cmocka_unit_test(only_an_offer_can_be_agreed_to_and_once),
        cmocka_unit_test(an_offer_that_is_over_cannot_be_agreed_to),
        cmocka_unit_test(agreed_while_in_a_room_it_waits_afterwards),
        cmocka_unit_test(dropping_a_step_lets_its_followers_wait),
        cmocka_unit_test(dropping_the_booked_step_opens_the_others),
        cmocka_unit_test(the_last_certain_step_of_who_waits_cannot_be_dropped),
        cmocka_unit_test(ending_skips_what_was_planned_whatever_the_visitor_was_doing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
