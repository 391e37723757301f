#include "support/check.h"

#include "simulate/policy.h"

#include <string.h>

#define AT(hour, minute) (((int64_t)(hour)*60 + (minute)) * 60 * 1000)

enum { SERVICES = 3, ME = 0, PEOPLE_MAX = 16 };

/* One member of staff before people that a test puts there. */
struct scene {
    struct lobby *lobby;
    int64_t entitled_ms[PEOPLE_MAX];
    uint64_t desks[1];
};

static struct scene scene_of(uint64_t desk)
{
    struct office office = {.service_count = SERVICES, .staff_count = 1};
    struct rules rules = rules_default();
    struct scene scene = {.lobby = lobby_create(&office, &rules), .desks = {desk}};
    lobby_set_duty(scene.lobby, ME, true, 0);
    return scene;
}

static void put(struct scene *scene, int64_t id, int64_t checkin_ms, int64_t appointment_ms,
                bool priority)
{
    struct lobby_visit visit = {.id = id,
                                .checkin_ms = checkin_ms,
                                .appointment_ms = appointment_ms,
                                .staff = LOBBY_NONE,
                                .priority = priority};
    visit.route.count = 2;
    visit.route.booked = appointment_ms != 0 ? 0 : ROUTE_NONE;
    visit.service[1] = 1;
    visit.only[0] = visit.only[1] = LOBBY_ANYBODY;
    route_open(&visit.route);
    lobby_put(scene->lobby, &visit);
    scene->entitled_ms[id] = policy_entitled_ms(scene->lobby, &visit);
}

static int64_t called(struct scene *scene, enum policy policy, int64_t now_ms)
{
    const struct policy_queue queue = {policy, scene->desks, scene->entitled_ms};
    struct choice choice;
    if (!policy_choose(&queue, scene->lobby, ME, now_ms, &choice)) {
        assert_int_equal(choice.slot, LOBBY_NONE);
        return 0;
    }
    assert_int_equal(choice.position, 0);
    return scene->lobby->visits[choice.slot].id;
}

TEST(fifo_calls_by_the_time_people_are_entitled)
{
    (void)state;
    struct scene scene = scene_of(1);
    put(&scene, 1, AT(8, 30), AT(9, 0), false); /* came early for a booking */
    put(&scene, 2, AT(8, 50), 0, true);
    put(&scene, 3, AT(8, 40), 0, false);
    assert_int_equal(called(&scene, POLICY_FIFO_HAND, AT(9, 5)), 3);
    lobby_remove(scene.lobby, 3);
    assert_int_equal(called(&scene, POLICY_LONGEST, AT(9, 5)), 2);
    lobby_remove(scene.lobby, 2);
    assert_int_equal(called(&scene, POLICY_FIFO_ANY, AT(8, 52)), 1);
    lobby_destroy(scene.lobby);
}

TEST(strict_calls_priority_then_bookings_that_are_due_then_the_rest)
{
    (void)state;
    struct scene scene = scene_of(1);
    put(&scene, 1, AT(8, 50), AT(9, 0), false);
    put(&scene, 2, AT(8, 55), 0, true);
    put(&scene, 3, AT(8, 0), 0, false);
    put(&scene, 4, AT(9, 0), AT(8, 40), false); /* late: a walk-in */
    assert_int_equal(called(&scene, POLICY_STRICT, AT(8, 54)), 2);
    lobby_remove(scene.lobby, 2);
    assert_int_equal(called(&scene, POLICY_STRICT, AT(8, 54)), 3);
    assert_int_equal(called(&scene, POLICY_STRICT, AT(8, 55)), 1);
    lobby_remove(scene.lobby, 1);
    lobby_remove(scene.lobby, 3);
    assert_int_equal(called(&scene, POLICY_STRICT, AT(9, 0)), 4);
    lobby_destroy(scene.lobby);
}

TEST(a_desk_calls_only_for_its_queues_and_only_the_first_service_of_a_visit)
{
    (void)state;
    struct scene scene = scene_of(2);
    put(&scene, 1, AT(8, 0), 0, false); /* waits for 0; 1 comes after it */
    assert_int_equal(called(&scene, POLICY_FIFO_HAND, AT(9, 0)), 0);
    scene.desks[0] = 1;
    assert_int_equal(called(&scene, POLICY_FIFO_HAND, AT(9, 0)), 1);
    lobby_destroy(scene.lobby);
}

TEST(who_comes_back_after_a_missed_call_waits_behind_the_floor)
{
    (void)state;
    struct scene scene = scene_of(1);
    put(&scene, 1, AT(8, 0), 0, false);
    put(&scene, 2, AT(8, 30), 0, false);
    struct lobby_visit back = scene.lobby->visits[lobby_find(scene.lobby, 1)];
    back.floor_ms = AT(8, 45);
    lobby_put(scene.lobby, &back);
    assert_int_equal(called(&scene, POLICY_FIFO_HAND, AT(9, 0)), 2);
    lobby_destroy(scene.lobby);
}

TEST(policies_are_found_by_their_names)
{
    (void)state;
    for (int i = 0; i < POLICY_COUNT; i++) {
        enum policy policy = POLICY_COUNT;
        assert_true(policy_find(policy_name((enum policy)i), &policy));
        assert_int_equal(policy, i);
        assert_int_equal(policy_is_sequential(policy), policy != POLICY_OKIENKO);
    }
    enum policy untouched = POLICY_STRICT;
    assert_false(policy_find("lottery", &untouched));
    assert_int_equal(untouched, POLICY_STRICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifo_calls_by_the_time_people_are_entitled),
        cmocka_unit_test(strict_calls_priority_then_bookings_that_are_due_then_the_rest),
        cmocka_unit_test(a_desk_calls_only_for_its_queues_and_only_the_first_service_of_a_visit),
        cmocka_unit_test(who_comes_back_after_a_missed_call_waits_behind_the_floor),
        cmocka_unit_test(policies_are_found_by_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
