#include "support/check.h"

#include "api/explanation.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Clock times of the golden case of the design: MIN(9, 20) is twenty past nine. */
#define MIN(hour, minute) (((int64_t)(hour)*60 + (minute)) * 60 * 1000)

enum { ME = 0, SERVICES = 8, TEXT_MAX = 4096 };

struct person {
    int64_t id;
    int64_t checkin_ms;
    int64_t appointment_ms;
    int service;
    bool priority;
};

/* Main skills 1 and 2, backup skill 7. */
static struct lobby *lobby_of_one(void)
{
    static struct office office;
    struct rules rules = rules_default();
    office = (struct office){.service_count = SERVICES, .staff_count = 1};
    office.staff[ME].preference[1] = OFFICE_PREFERENCE_MAIN;
    office.staff[ME].preference[2] = OFFICE_PREFERENCE_MAIN;
    office.staff[ME].preference[7] = OFFICE_PREFERENCE_BACKUP;
    rules.version = 3;
    struct lobby *lobby = lobby_create(&office, &rules);
    lobby_set_duty(lobby, ME, true, MIN(8, 0));
    return lobby;
}

static void add(struct lobby *lobby, const struct person *person, enum step_state state)
{
    struct lobby_visit visit = {.id = person->id,
                                .checkin_ms = person->checkin_ms,
                                .appointment_ms = person->appointment_ms,
                                .priority = person->priority,
                                .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = person->appointment_ms != 0 ? 0 : ROUTE_NONE;
    visit.route.steps[0].state = state;
    visit.service[0] = (uint8_t)person->service;
    visit.only[0] = LOBBY_ANYBODY;
    lobby_put(lobby, &visit);
}

static struct lobby *golden_lobby(void)
{
    static const struct person people[] = {
        {1, MIN(9, 20), 0, 1, false},          {2, MIN(9, 50), 0, 2, true},
        {3, MIN(9, 55), MIN(10, 0), 1, false}, {4, MIN(8, 45), 0, 7, false},
        {5, MIN(9, 0), MIN(10, 20), 2, false}, {6, MIN(9, 55), MIN(9, 40), 1, false},
        {7, MIN(9, 0), 0, 3, false},           {9, MIN(9, 20), 0, 2, false},
    };
    const struct person called = {8, MIN(8, 0), 0, 1, false};
    struct lobby *lobby = lobby_of_one();
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
        add(lobby, &people[i], STEP_WAITING);
    }
    add(lobby, &called, STEP_CALLED);
    return lobby;
}

static bool number_of(void *context, int64_t visit_id, char out[VISIT_NUMBER_MAX + 1])
{
    const int64_t *unknown = context;
    (void)snprintf(out, VISIT_NUMBER_MAX + 1, "A%" PRId64, visit_id);
    return visit_id != *unknown;
}

/* What is said of the call at ten; `text` has TEXT_MAX bytes. */
static bool explain(const struct lobby *lobby, struct promise promise, int64_t unknown, char *text)
{
    struct choice choice;
    struct buffer out;
    struct explanation explanation = {.lobby = lobby,
                                      .choice = &choice,
                                      .now_ms = MIN(10, 0),
                                      .promise = promise,
                                      .number_of = number_of,
                                      .context = &unknown};
    choose_next(lobby, ME, MIN(10, 0), &choice);
    assert_int_not_equal(choice.slot, LOBBY_NONE);
    buffer_init(&out, TEXT_MAX - 1);
    bool is_complete = explanation_write(&explanation, &out);
    (void)snprintf(text, TEXT_MAX, "%s", buffer_text(&out));
    buffer_finish(&out);
    return is_complete;
}

static const struct promise no_promise;

TEST(the_golden_call_is_explained_in_these_figures)
{
    (void)state;
    struct lobby *lobby = golden_lobby();
    const struct promise promise = {.is_known = true, .low_min = 5, .high_min = 10};
    char text[TEXT_MAX];
    assert_true(explain(lobby, promise, 0, text));
    assert_string_equal(
        text,
        "{\"rule\":\"effective-checkin\",\"version\":3,\"base\":\"appointment\","
        "\"checkin_ms\":35700000,\"appointment_ms\":36000000,\"base_ms\":32400000,\"head_ms\":0,"
        "\"backup_ms\":0,\"effective_ms\":32400000,\"rank_ms\":32400000,\"due_ms\":null,"
        "\"waited_ms\":300000,\"candidates\":7,"
        "\"runner_up\":{\"number\":\"A2\",\"base\":\"checkin\",\"checkin_ms\":35400000,"
        "\"appointment_ms\":null,\"base_ms\":35400000,\"head_ms\":2700000,\"backup_ms\":0,"
        "\"effective_ms\":32700000,\"rank_ms\":32700000,\"due_ms\":null,\"lost_by_ms\":300000},"
        "\"older\":[{\"number\":\"A8\",\"reason\":\"in_room\"},"
        "{\"number\":\"A4\",\"reason\":\"backup\"},{\"number\":\"A5\",\"reason\":\"not_due\"}],"
        "\"promise\":{\"low_min\":5,\"high_min\":10,\"waited_min\":5,\"held\":true}}");
    lobby_destroy(lobby);
}

TEST(a_call_that_was_chosen_says_so_and_whose_turn_it_was)
{
    (void)state;
    int64_t unknown = 0;
    struct lobby *lobby = golden_lobby();
    struct choice choice;
    struct buffer out;
    struct explanation explanation = {.lobby = lobby,
                                      .choice = &choice,
                                      .now_ms = MIN(10, 0),
                                      .is_chosen = true,
                                      .number_of = number_of,
                                      .context = &unknown};
    assert_status(choose_this(lobby, ME, lobby_find(lobby, 6), MIN(10, 0), &choice), STATUS_OK);
    buffer_init(&out, TEXT_MAX - 1);
    assert_true(explanation_write(&explanation, &out));
    const char *text = buffer_text(&out);
    assert_non_null(strstr(text, "\"checkin_ms\":35700000,\"appointment_ms\":34800000"));
    assert_non_null(strstr(text, "\"runner_up\":{\"number\":\"A3\""));
    assert_non_null(strstr(text, "\"lost_by_ms\":-3300000}"));
    assert_non_null(strstr(text, "{\"number\":\"A4\",\"reason\":\"passed\"}"));
    assert_non_null(strstr(text, "\"promise\":null,\"chosen\":true}"));
    buffer_finish(&out);
    lobby_destroy(lobby);
}

TEST(a_backup_call_says_by_how_much_it_came_later)
{
    (void)state;
    const struct person alone = {4, MIN(9, 0), 0, 7, true};
    struct lobby *lobby = lobby_of_one();
    char text[TEXT_MAX];
    add(lobby, &alone, STEP_WAITING);
    assert_true(explain(lobby, no_promise, 0, text));
    assert_non_null(strstr(text, "\"head_ms\":2700000,\"backup_ms\":1800000,"
                                 "\"effective_ms\":29700000,\"rank_ms\":31500000,"));
    assert_non_null(strstr(text, "\"candidates\":1,\"runner_up\":null,\"older\":[],"
                                 "\"promise\":null}"));
    lobby_destroy(lobby);
}

TEST(a_booking_before_its_time_says_when_it_is_due)
{
    (void)state;
    const struct person early = {4, MIN(9, 0), MIN(10, 20), 1, false};
    struct lobby *lobby = lobby_of_one();
    char text[TEXT_MAX];
    char expected[64];
    add(lobby, &early, STEP_WAITING);
    assert_true(explain(lobby, no_promise, 0, text));
    (void)snprintf(expected, sizeof(expected), "\"due_ms\":%" PRId64, MIN(10, 15));
    assert_non_null(strstr(text, expected));
    lobby_destroy(lobby);
}

TEST(a_promise_is_held_to_its_ends_and_no_further)
{
    (void)state;

    static const struct {
        int64_t checkin_ms;
        const char *held;
    } cases[] = {
        {MIN(9, 50), "\"waited_min\":10,\"held\":true"},
        {MIN(9, 50) + 1, "\"waited_min\":9,\"held\":false"},
        {MIN(9, 40), "\"waited_min\":20,\"held\":true"},
        {MIN(9, 40) - 1, "\"waited_min\":20,\"held\":false"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct promise promise = {.is_known = true, .low_min = 10, .high_min = 20};
        const struct person person = {1, cases[i].checkin_ms, 0, 1, false};
        struct lobby *lobby = lobby_of_one();
        char text[TEXT_MAX];
        add(lobby, &person, STEP_WAITING);
        assert_true(explain(lobby, promise, 0, text));
        assert_non_null(strstr(text, cases[i].held));
        lobby_destroy(lobby);
    }
}

TEST(a_number_that_cannot_be_found_is_told_to_the_caller)
{
    (void)state;
    struct lobby *lobby = golden_lobby();
    char text[TEXT_MAX];
    assert_false(explain(lobby, no_promise, 2, text)); /* the runner-up */
    assert_false(explain(lobby, no_promise, 4, text)); /* the second of the older ones */
    assert_true(explain(lobby, no_promise, 3, text));  /* the one called needs no look-up */
    lobby_destroy(lobby);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_golden_call_is_explained_in_these_figures),
        cmocka_unit_test(a_call_that_was_chosen_says_so_and_whose_turn_it_was),
        cmocka_unit_test(a_backup_call_says_by_how_much_it_came_later),
        cmocka_unit_test(a_booking_before_its_time_says_when_it_is_due),
        cmocka_unit_test(a_promise_is_held_to_its_ends_and_no_further),
        cmocka_unit_test(a_number_that_cannot_be_found_is_told_to_the_caller),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
