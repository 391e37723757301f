#include "support/check.h"

#include "api/ticket_json.h"
#include "base/json_in.h"

#include <string.h>

static const struct office office = {
    .services = {{.id = 11,
                  .code = "PSY",
                  .series = 'A',
                  .track = OFFICE_TRACK_SOCIAL,
                  .label = "Rozmowa z psychologiem"},
                 {.id = 12, .code = "INFO", .series = 'A'}},
    .service_count = 2,
    .rooms = {{.id = 31, .name = "Pokój \"4\""}},
    .room_count = 1,
};

static const struct scope whole = {.office = &office, .tracks = OFFICE_TRACK_ALL};
static const struct scope benefits = {.office = &office, .tracks = OFFICE_TRACK_BENEFITS};

static struct visit called_visit(void)
{
    struct visit visit = {.id = 12,
                          .version = 2,
                          .issued_ms = 1000,
                          .day = 20261121,
                          .counter = 27,
                          .series = 'A',
                          .priority = true,
                          .number = "A27",
                          .language = "uk",
                          .interpreter = "uk",
                          .token = "0123456789abcdef0123456789abcdef",
                          .step_count = 1};
    visit.steps[0] = (struct visit_step){.id = 5,
                                         .service_id = 11,
                                         .staff_id = 41,
                                         .room_id = 31,
                                         .called_ms = 2000,
                                         .state = STEP_CALLED};
    return visit;
}

static const struct json_in *text_is(const struct json_in *object, const char *name,
                                     const char *expected)
{
    char text[256];
    const struct json_in *child = json_in_child(object, name);
    assert_status(json_in_text(child, text, sizeof(text)), STATUS_OK);
    assert_string_equal(text, expected);
    return child;
}

static struct json_in *parse(const char *text)
{
    struct json_in *document = NULL;
    struct json_error error;
    assert_status(json_in_parse(text, strlen(text), &document, &error), STATUS_OK);
    return document;
}

TEST(the_public_body_has_exactly_number_room_state_and_time)
{
    (void)state;
    struct visit visit = called_visit();
    struct event event = {.kind = "ticket.called", .at_ms = 2000};
    ticket_event(&event, &office, &visit, 0, true);
    assert_string_equal(event.public_body, "{\"number\":\"A27\",\"room\":\"Pokój \\\"4\\\"\","
                                           "\"state\":\"called\",\"at_ms\":2000}");
}

TEST(what_never_was_on_a_board_has_no_public_body)
{
    (void)state;
    struct visit visit = called_visit();
    struct event event = {.kind = "ticket.issued", .at_ms = 2000};
    event.public_body[0] = 'x'; /* left over from an earlier use */
    ticket_event(&event, &office, &visit, 0, false);
    assert_string_equal(event.public_body, "");
}

TEST(the_staff_body_has_ids_and_no_person)
{
    (void)state;
    struct visit visit = called_visit();
    struct event event = {.kind = "ticket.called", .at_ms = 2000};
    ticket_event(&event, &office, &visit, 0, true);
    assert_string_equal(event.body, "{\"ticket\":12,\"number\":\"A27\",\"state\":\"called\","
                                    "\"room\":31,\"staff\":41,\"at_ms\":2000}");
    visit.steps[0].room_id = 0;
    visit.steps[0].staff_id = 0;
    visit.steps[0].state = STEP_WAITING;
    ticket_event(&event, &office, &visit, 0, true);
    assert_non_null(strstr(event.body, "\"room\":null,\"staff\":null"));
    assert_non_null(strstr(event.public_body, "\"room\":null"));
}

TEST(the_token_is_told_only_to_whom_the_ticket_was_issued)
{
    (void)state;
    struct visit visit = called_visit();
    for (int with_token = 0; with_token < 2; with_token++) {
        struct buffer out;
        struct json_out json;
        buffer_init(&out, 4096);
        json_out_init(&json, &out);
        ticket_json(&json, NULL, &whole, &visit, with_token == 1);
        struct json_in *document = parse(buffer_text(&out));
        assert_int_equal(strstr(buffer_text(&out), visit.token) != NULL, with_token);
        (void)text_is(document, "number", "A27");
        (void)text_is(document, "state", "called");
        (void)text_is(document, "interpreter", "uk");
        const struct json_in *steps = json_in_child(document, "steps");
        assert_int_equal(json_in_count(steps), 1);
        (void)text_is(json_in_item(steps, 0), "service", "PSY");
        json_in_destroy(document);
        buffer_finish(&out);
    }
}

/* The ticket as JSON, for one look at it. */
static void assert_ticket_tells_to(const struct scope *scope, const struct visit *visit,
                                   const char *expected)
{
    struct buffer out;
    struct json_out json;
    buffer_init(&out, 4096);
    json_out_init(&json, &out);
    ticket_json(&json, NULL, scope, visit, false);
    if (strstr(buffer_text(&out), expected) == NULL) {
        fail_msg("%s is not in %s", expected, buffer_text(&out));
    }
    buffer_finish(&out);
}

static void assert_ticket_tells(const struct visit *visit, const char *expected)
{
    assert_ticket_tells_to(&whole, visit, expected);
}

TEST(a_step_tells_whether_it_is_offered_and_whose_alone_it_is)
{
    (void)state;
    struct visit visit = called_visit();
    visit.checkin_ms = 900;
    visit.booked = ROUTE_NONE;
    assert_ticket_tells(&visit, "\"issued_ms\":1000,\"checkin_ms\":900,\"appointment_ms\":null");
    assert_ticket_tells(&visit, "\"missed\":0,\"offer\":false,\"only_staff\":null,\"room\":31");
    visit.appointment_ms = 5000;
    visit.steps[0].only_staff_id = 42;
    visit.steps[0].is_offer = true; /* was one once: now it is called */
    assert_ticket_tells(&visit, "\"appointment_ms\":5000");
    assert_ticket_tells(&visit, "\"offer\":false,\"only_staff\":42");
    visit.steps[0].state = STEP_PLANNED;
    assert_ticket_tells(&visit, "\"offer\":true");
}

TEST(a_step_names_the_positions_it_waits_for)
{
    (void)state;
    struct visit visit = called_visit();
    visit.booked = ROUTE_NONE;
    visit.steps[0].after = 1U << 15 | 1U << 2 | 1U;
    assert_ticket_tells(&visit, "\"after\":[0,2,15]}");
}

TEST(of_a_step_of_the_other_track_only_its_place_and_state_are_told)
{
    (void)state;
    struct visit visit = called_visit();
    visit.appointment_ms = 5000;
    visit.booked = 1;
    visit.steps[0].only_staff_id = 41;
    visit.steps[1] = (struct visit_step){.id = 6, .service_id = 12};
    visit.step_count = 2;
    assert_ticket_tells_to(&benefits, &visit,
                           "\"appointment_ms\":5000,\"steps\":[{\"id\":5,\"position\":0,"
                           "\"hidden\":true,\"service\":null,\"state\":\"called\",\"missed\":0,"
                           "\"offer\":false,\"only_staff\":null,\"room\":null,\"after\":[]},"
                           "{\"id\":6,"
                           "\"position\":1,\"hidden\":false,\"service\":\"INFO\"");
    visit.booked = 0;
    assert_ticket_tells_to(&benefits, &visit, "\"appointment_ms\":null");
    assert_ticket_tells(&visit, "\"appointment_ms\":5000");
}

TEST(of_a_call_to_the_other_track_neither_place_nor_reason_is_told)
{
    (void)state;
    struct visit visit = called_visit();
    struct invitation call = {.id = 9,
                              .ticket_id = 12,
                              .step_id = 5,
                              .staff_id = 41,
                              .room_id = 31,
                              .at_ms = 2000,
                              .reason = CALL_URGENT,
                              .explanation = "{\"rule\":\"effective-checkin\"}"};
    struct buffer out;
    struct json_out json;
    visit.steps[0].started_ms = 3000;
    buffer_init(&out, 4096);
    json_out_init(&json, &out);
    call_json(&json, NULL, &benefits, &visit, &call);
    assert_string_equal(buffer_text(&out),
                        "{\"id\":9,\"ticket\":12,\"step\":5,\"number\":\"A27\",\"hidden\":true,"
                        "\"service\":null,\"room\":null,\"staff\":null,\"at_ms\":2000,"
                        "\"started_ms\":null,\"recalls\":0,\"reason\":null,\"undone\":false,"
                        "\"explanation\":null}");
    buffer_finish(&out);
}

TEST(a_room_tells_consoles_who_sits_there_and_boards_nothing)
{
    (void)state;
    struct event event = {.at_ms = 2000};
    event.public_body[0] = 'x';
    room_event(&event, 41, 31, true);
    assert_string_equal(event.kind, "room.changed");
    assert_string_equal(event.body, "{\"staff\":41,\"room\":31,\"on_break\":true,\"at_ms\":2000}");
    assert_string_equal(event.public_body, "");
}

TEST(a_call_carries_its_explanation_as_it_was_kept)
{
    (void)state;
    struct visit visit = called_visit();
    struct invitation call = {.id = 9,
                              .ticket_id = 12,
                              .step_id = 5,
                              .staff_id = 41,
                              .room_id = 31,
                              .at_ms = 2000,
                              .undone_ms = 2500,
                              .reason = CALL_ORGANISATION,
                              .explanation = "{\"rule\":\"effective-checkin\"}"};
    struct buffer out;
    struct json_out json;
    visit.steps[0].started_ms = 3000; /* after a later call */
    buffer_init(&out, 4096);
    json_out_init(&json, &out);
    call_json(&json, NULL, &whole, &visit, &call);
    struct json_in *document = parse(buffer_text(&out));
    (void)text_is(document, "service", "PSY");
    (void)text_is(json_in_child(document, "room"), "name", "Pokój \"4\"");
    (void)text_is(json_in_child(document, "explanation"), "rule", "effective-checkin");
    assert_true(json_in_is_null(json_in_child(document, "started_ms")));
    (void)text_is(document, "reason", "organisation");
    assert_non_null(strstr(buffer_text(&out), "\"undone\":true"));
    json_in_destroy(document);
    buffer_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_public_body_has_exactly_number_room_state_and_time),
        cmocka_unit_test(what_never_was_on_a_board_has_no_public_body),
        cmocka_unit_test(the_staff_body_has_ids_and_no_person),
        cmocka_unit_test(the_token_is_told_only_to_whom_the_ticket_was_issued),
        cmocka_unit_test(a_step_tells_whether_it_is_offered_and_whose_alone_it_is),
        cmocka_unit_test(a_step_names_the_positions_it_waits_for),
        cmocka_unit_test(of_a_step_of_the_other_track_only_its_place_and_state_are_told),
        cmocka_unit_test(of_a_call_to_the_other_track_neither_place_nor_reason_is_told),
        cmocka_unit_test(a_room_tells_consoles_who_sits_there_and_boards_nothing),
        cmocka_unit_test(a_call_carries_its_explanation_as_it_was_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
