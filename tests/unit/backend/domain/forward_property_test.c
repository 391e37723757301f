#include "support/check.h"

#include "domain/forward.h"
#include "domain/random.h"

#include <stdlib.h>
#include <string.h>

/* Random lobbies run to their end; at every piece of news what must always hold is looked at. */

#define MIN(count) ((int64_t)(count)*60 * 1000)

enum { RUNS = 300, SERVICES = 5, STAFF = 4, VISITORS = 60 };

struct watch {
    struct lobby *lobby;
    struct forward *forward;
    struct random random;
    int told[FORWARD_WHAT_COUNT];
    size_t served;
    uint64_t hash;
    int64_t now_ms;
};

static int upto(struct watch *watch, int n)
{
    return (int)random_below(&watch->random, (uint64_t)n);
}

static void make_office(struct watch *watch, struct office *office)
{
    *office = (struct office){.service_count = SERVICES, .staff_count = STAFF};
    for (int i = 0; i < STAFF; i++) {
        for (int k = 0; k < SERVICES; k++) {
            office->staff[i].preference[k] = (unsigned char)upto(watch, 3);
        }
    }
}

static void add_visitor(struct watch *watch, int64_t id)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = MIN(upto(watch, 240)), .staff = LOBBY_NONE};
    struct forward_plan plan = {.walk_ms = upto(watch, 90000),
                                .patience_ms = (int32_t)MIN(upto(watch, 90)),
                                .return_ms = (int32_t)MIN(upto(watch, 50)),
                                .agrees = (uint16_t)upto(watch, 8),
                                .misses = (uint8_t)(upto(watch, 4) == 0 ? upto(watch, 5) : 0)};
    visit.route.count = 1 + upto(watch, 3);
    visit.route.booked = upto(watch, 3) == 0 ? 0 : ROUTE_NONE;
    visit.priority = upto(watch, 5) == 0;
    if (visit.route.booked == 0) {
        visit.appointment_ms = MIN(15 * (1 + upto(watch, 16)));
    }
    for (int i = 0; i < visit.route.count; i++) {
        visit.service[i] = (uint8_t)upto(watch, SERVICES);
        visit.only[i] = (int16_t)(upto(watch, 8) == 0 ? upto(watch, STAFF) : LOBBY_ANYBODY);
        visit.route.steps[i].is_offer = i > 0 && upto(watch, 3) == 0;
        visit.route.steps[i].after = (uint16_t)upto(watch, 1 << i);
        plan.service_ms[i] = (int32_t)MIN(1 + upto(watch, 25));
    }
    for (int i = 1; i < visit.route.count; i++) {
        /* Nothing certain waits for an offer: that would be a fault of who made the route. */
        for (int k = 0; k < i; k++) {
            visit.route.steps[i].after &=
                (uint16_t)(visit.route.steps[k].is_offer ? ~(1U << k) : ~0U);
        }
    }
    route_open(&visit.route);
    forward_arrive(watch->forward, &visit, &plan);
}

/* Everybody who came is served, gone, or in the building: at every instant. */
static void check_balance(const struct watch *watch)
{
    size_t gone = 0;
    gone += (size_t)watch->told[FORWARD_LEFT];
    gone += (size_t)watch->told[FORWARD_NO_ANSWER];
    gone += (size_t)watch->told[FORWARD_DISMISSED];
    assert_int_equal(watch->told[FORWARD_ARRIVED], watch->served + gone + watch->lobby->count);
}

static void check_call(const struct watch *watch, const struct forward_news *news)
{
    const struct lobby_staff *staff = &watch->lobby->staff[news->staff];
    const struct lobby_visit *visit = news->visit;
    uint64_t service = UINT64_C(1) << visit->service[news->position];
    int only = visit->only[news->position];
    assert_true(staff->on_duty && !staff->on_break);
    assert_true(((staff->main | staff->backup) & service) != 0);
    assert_int_equal(staff->visit_id, visit->id);
    if (only != LOBBY_ANYBODY && only != news->staff) {
        const struct lobby_staff *named = &watch->lobby->staff[only];
        assert_true(!named->on_duty || ((named->main | named->backup) & service) == 0);
    }
    assert_int_equal(visit->route.steps[news->position].state, STEP_CALLED);
    for (int i = 0; i < visit->route.count; i++) {
        bool comes_first = (visit->route.steps[news->position].after >> i & 1) != 0;
        bool is_over = step_is_over(visit->route.steps[i].state);
        bool is_booking = visit->route.booked == news->position;
        assert_true(!comes_first || is_over || is_booking);
        assert_int_not_equal(visit->route.steps[i].state, STEP_WAITING);
    }
}

/* Each member of staff has at most one visitor, and each visitor in a room one of the staff. */
static void check_rooms(const struct watch *watch)
{
    for (size_t i = 0; i < watch->lobby->count; i++) {
        const struct lobby_visit *visit = &watch->lobby->visits[i];
        enum step_state state = route_state(&visit->route);
        if (state == STEP_CALLED || state == STEP_SERVING) {
            assert_int_equal(watch->lobby->staff[visit->staff].visit_id, visit->id);
        }
    }
}

static void look(void *context, const struct forward_news *news)
{
    struct watch *watch = context;
    bool is_over = route_current(&news->visit->route) == ROUTE_NONE;
    assert_true(news->now_ms >= watch->now_ms);
    watch->now_ms = news->now_ms;
    watch->told[news->what]++;
    watch->served += news->what == FORWARD_FINISHED && is_over;
    watch->hash = (watch->hash ^ (uint64_t)news->now_ms ^ (uint64_t)news->visit->id << 40 ^
                   (uint64_t)news->what << 56 ^ (uint64_t)(news->staff + 1) << 32) *
                  UINT64_C(0x100000001b3);
    check_balance(watch);
    check_rooms(watch);
    if (news->what == FORWARD_CALLED) {
        check_call(watch, news);
    }
}

static void add_staff(struct watch *watch)
{
    for (int i = 0; i < STAFF; i++) {
        int from = upto(watch, 60);
        forward_staff(watch->forward, FORWARD_ON_DUTY, i, MIN(from), 0);
        forward_staff(watch->forward, FORWARD_OFF_DUTY, i, MIN(from + 120 + upto(watch, 120)), 0);
        for (int k = upto(watch, 4); k > 0; k--) {
            forward_staff(watch->forward, FORWARD_BREAK, i, MIN(upto(watch, 240)),
                          (int32_t)MIN(upto(watch, 30)));
        }
    }
}

/* The random day of this number, up to an instant, in the loop of the watch. */
static uint64_t run_until(uint64_t number, struct watch *watch, int64_t until_ms)
{
    const struct rules rules = rules_default();
    const struct forward_settings settings = {
        .tell = look, .context = watch, .pause_ms = MIN(number % 2), .capacity = number % 3 * 15};
    struct office *office = calloc(1, sizeof(*office));
    assert_non_null(office);
    random_seed(&watch->random, 1, number);
    make_office(watch, office);
    lobby_destroy(watch->lobby);
    watch->lobby = lobby_create(office, &rules);
    free(office);
    watch->hash = 0;
    watch->served = 0;
    watch->now_ms = 0;
    memset(watch->told, 0, sizeof(watch->told));
    forward_reset(watch->forward, watch->lobby, &settings, 0);
    for (int i = 0; i < VISITORS; i++) {
        add_visitor(watch, i + 1);
    }
    add_staff(watch);
    forward_close(watch->forward, MIN(250));
    forward_run(watch->forward, until_ms);
    return watch->hash;
}

static uint64_t run(uint64_t number, struct watch *watch)
{
    return run_until(number, watch, INT64_MAX);
}

TEST(nobody_is_lost_and_nobody_is_in_two_rooms)
{
    (void)state;
    struct watch watch = {.forward = forward_create()};
    int seen[FORWARD_WHAT_COUNT] = {0};
    for (uint64_t i = 0; i < RUNS; i++) {
        (void)run(i, &watch);
        assert_int_equal(watch.lobby->count, 0);
        assert_int_equal(watch.told[FORWARD_ARRIVED] + watch.told[FORWARD_REFUSED], VISITORS);
        for (int k = 0; k < FORWARD_WHAT_COUNT; k++) {
            seen[k] += watch.told[k];
        }
    }
    for (int k = 0; k < FORWARD_WHAT_COUNT; k++) {
        assert_true(seen[k] > 0); /* the random days know everything that can happen */
    }
    lobby_destroy(watch.lobby);
    forward_destroy(watch.forward);
}

TEST(the_same_people_give_the_same_news_whatever_was_run_before)
{
    (void)state;
    struct watch used = {.forward = forward_create()};
    for (uint64_t i = 0; i < RUNS / 10; i++) {
        struct watch fresh = {.forward = forward_create()};
        (void)run_until(i + 1, &used, MIN(100)); /* left in the middle of its day */
        assert_int_equal(run(i, &used), run(i, &fresh));
        lobby_destroy(fresh.lobby);
        forward_destroy(fresh.forward);
    }
    lobby_destroy(used.lobby);
    forward_destroy(used.forward);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_lost_and_nobody_is_in_two_rooms),
        cmocka_unit_test(the_same_people_give_the_same_news_whatever_was_run_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
