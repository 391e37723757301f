#include "support/check.h"

#include "base/memory.h"
#include "net/answer.h"

#include <stdio.h>
#include <string.h>

static const struct net_request issue = {.kind = NET_REQUEST_ISSUE, .id = 7};
static const struct net_request outlook = {.kind = NET_REQUEST_OUTLOOK, .id = 8};
static const struct net_request cancel = {.kind = NET_REQUEST_CANCEL, .id = 9};

static struct net_event *answer(const struct net_request *request, long http_code, const char *text)
{
    return answer_event(request, http_code, text, strlen(text));
}

static const char ticket_text[] =
    "{\"ticket\":{\"id\":12,\"number\":\"B3\",\"series\":\"B\",\"day\":20261121,"
    "\"state\":\"waiting\",\"token\":\"0123456789abcdef0123456789abcdef\",\"issued_ms\":5},"
    "\"ahead\":3,\"wait\":null,\"url\":\"http://host/v/0123456789abcdef0123456789abcdef\"}";

TEST(a_number_comes_with_its_request)
{
    (void)state;
    struct net_event *event = answer(&issue, 201, ticket_text);
    assert_int_equal(event->kind, NET_EVENT_ISSUED);
    assert_int_equal(event->request_id, 7);
    assert_string_equal(event->ticket.number, "B3");
    assert_int_equal(event->ticket.ahead, 3);
    assert_false(event->ticket.wait.is_known);
    net_event_destroy(event);
}

TEST(an_answer_that_does_not_decode_leaves_an_issue_uncertain)
{
    static const char *const bad[] = {"", "{}", "null", "[]", "{\"ticket\":{}}", "<html>"};
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct net_event *event = answer(&issue, 201, bad[i]);
        assert_int_equal(event->kind, NET_EVENT_FAILED);
        assert_status(event->status, STATUS_INTERNAL);
        assert_string_equal(event->problem, "bad-answer");
        assert_true(event->is_uncertain);
        net_event_destroy(event);
        event = answer(&outlook, 200, bad[i]);
        assert_int_equal(event->kind, NET_EVENT_FAILED);
        assert_null(event->outlook);
        assert_false(event->is_uncertain);
        net_event_destroy(event);
    }
}

TEST(a_problem_is_passed_on_by_its_slug)
{
    (void)state;
    struct net_event *event =
        answer(&issue, 422, "{\"type\":\"urn:okienko:problem:unknown-need\",\"status\":422}");
    assert_int_equal(event->kind, NET_EVENT_FAILED);
    assert_status(event->status, STATUS_UNPROCESSABLE);
    assert_string_equal(event->problem, "unknown-need");
    assert_false(event->is_uncertain);
    net_event_destroy(event);
    event = answer(&issue, 401, "{\"type\":\"about:blank\"}");
    assert_status(event->status, STATUS_UNAUTHENTICATED);
    assert_string_equal(event->problem, "");
    net_event_destroy(event);
    event = answer(&cancel, 409, "not json");
    assert_status(event->status, STATUS_CONFLICT);
    net_event_destroy(event);
}

TEST(codes_become_statuses_and_the_unexpected_is_our_mistake)
{
    (void)state;
    assert_status(answer_status(200), STATUS_OK);
    assert_status(answer_status(201), STATUS_OK);
    assert_status(answer_status(404), STATUS_MISSING);
    assert_status(answer_status(429), STATUS_TOO_MANY);
    assert_status(answer_status(502), STATUS_UNAVAILABLE);
    assert_status(answer_status(302), STATUS_INTERNAL);
    assert_status(answer_status(0), STATUS_INTERNAL);
    assert_true(answer_is_passing(500));
    assert_true(answer_is_passing(503));
    assert_false(answer_is_passing(429));
    assert_false(answer_is_passing(600));
}

TEST(a_cancel_needs_no_body)
{
    (void)state;
    struct net_event *event = answer(&cancel, 200, "");
    assert_int_equal(event->kind, NET_EVENT_CANCELLED);
    assert_int_equal(event->request_id, 9);
    net_event_destroy(event);
}

TEST(a_lease_comes_with_its_numbers_and_an_alert_with_nothing)
{
    static const struct net_request lease = {.kind = NET_REQUEST_LEASE};
    static const struct net_request alert = {.kind = NET_REQUEST_ALERT, .id = 5};
    (void)state;
    struct net_event *event =
        answer(&lease, 201,
               "{\"series\":\"A\",\"day\":20261121,\"first\":41,\"count\":20,\"granted_ms\":5,"
               "\"url\":\"http://host/v/\"}");
    assert_int_equal(event->kind, NET_EVENT_LENT);
    assert_int_equal(event->lease.first, 41);
    net_event_destroy(event);
    event = answer(&lease, 201, "{}");
    assert_int_equal(event->kind, NET_EVENT_FAILED);
    assert_false(event->is_uncertain);
    net_event_destroy(event);
    event = answer(&alert, 204, "");
    assert_int_equal(event->kind, NET_EVENT_ALERTED);
    assert_int_equal(event->request_id, 5);
    net_event_destroy(event);
}

TEST(addresses_and_tokens_that_cannot_be_are_refused)
{
    static const char *const bad[] = {"",
                                      "127.0.0.1:80",
                                      "ftp://host",
                                      "http://",
                                      "http:///x",
                                      "http://host/path",
                                      "http://host?x",
                                      "http://user@host",
                                      "http://ho st",
                                      "http://host\r\nX: y"};
    struct net *net = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct net_settings settings = {.token = "secret"};
        (void)text_copy(settings.backend_url, sizeof(settings.backend_url), bad[i]);
        assert_status(net_create(&settings, NULL, NULL, &net), STATUS_INVALID);
        assert_null(net);
    }
    struct net_settings settings = {.backend_url = "http://127.0.0.1:1", .token = "two words"};
    assert_status(net_create(&settings, NULL, NULL, &net), STATUS_INVALID);
    settings.token[0] = '\0';
    assert_status(net_create(&settings, NULL, NULL, &net), STATUS_INVALID);
}

TEST(keys_are_valid_and_never_the_same)
{
    char keys[64][WIRE_KEY_MAX + 1];
    (void)state;
    for (int i = 0; i < 64; i++) {
        net_key_make(keys[i]);
        assert_true(wire_key_is_valid(keys[i]));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(keys[i], keys[j]);
        }
    }
}

static const struct net_request checkin = {.kind = NET_REQUEST_CHECKIN, .id = 10};
static const struct net_request book = {.kind = NET_REQUEST_BOOK, .id = 11};
static const struct net_request unbook = {.kind = NET_REQUEST_UNBOOK, .id = 13};
static const struct net_request slots = {.kind = NET_REQUEST_SLOTS, .id = 12};

TEST(a_visit_on_another_day_says_when_it_is)
{
    (void)state;
    struct net_event *event =
        answer(&checkin, 409,
               "{\"type\":\"urn:okienko:problem:other-day\",\"status\":409,\"day\":20261124,"
               "\"starts_ms\":1795507200000}");
    assert_string_equal(event->problem, "other-day");
    assert_int_equal(event->starts_ms, 1795507200000);
    assert_false(event->is_uncertain);
    net_event_destroy(event);
}

TEST(free_times_a_booking_and_an_arrival_are_read)
{
    (void)state;
    struct net_event *event = answer(&slots, 200, "{\"slots\":[{\"starts_ms\":7}]}");
    assert_int_equal(event->kind, NET_EVENT_SLOTS);
    assert_int_equal(event->slots->count, 1);
    net_event_destroy(event);
    event =
        answer(&book, 201,
               "{\"appointment\":{\"id\":3,\"code\":\"482913\",\"starts_ms\":7,\"minutes\":50}}");
    assert_int_equal(event->kind, NET_EVENT_BOOKED);
    assert_string_equal(event->booking.code, "482913");
    assert_int_equal(event->booking.id, 3);
    net_event_destroy(event);
    event = answer(&unbook, 200, "{}");
    assert_int_equal(event->kind, NET_EVENT_CANCELLED);
    assert_int_equal(event->request_id, unbook.id);
    net_event_destroy(event);
    char text[512];
    (void)snprintf(text, sizeof(text), "%.*s,\"arrival\":\"late\"}", (int)strlen(ticket_text) - 1,
                   ticket_text);
    event = answer(&checkin, 201, text);
    assert_int_equal(event->kind, NET_EVENT_CHECKED_IN);
    assert_int_equal(event->arrival, WIRE_ARRIVAL_LATE);
    assert_string_equal(event->ticket.number, "B3");
    net_event_destroy(event);
}

TEST(a_booking_whose_answer_cannot_be_read_may_exist)
{
    (void)state;
    struct net_event *event = answer(&book, 201, "{}");
    assert_int_equal(event->kind, NET_EVENT_FAILED);
    assert_true(event->is_uncertain);
    net_event_destroy(event);
    event = answer(&slots, 200, "{}");
    assert_int_equal(event->kind, NET_EVENT_FAILED);
    assert_false(event->is_uncertain);
    net_event_destroy(event);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_on_another_day_says_when_it_is),
        cmocka_unit_test(free_times_a_booking_and_an_arrival_are_read),
        cmocka_unit_test(a_booking_whose_answer_cannot_be_read_may_exist),
        cmocka_unit_test(a_number_comes_with_its_request),
        cmocka_unit_test(an_answer_that_does_not_decode_leaves_an_issue_uncertain),
        cmocka_unit_test(a_problem_is_passed_on_by_its_slug),
        cmocka_unit_test(codes_become_statuses_and_the_unexpected_is_our_mistake),
        cmocka_unit_test(a_cancel_needs_no_body),
        cmocka_unit_test(a_lease_comes_with_its_numbers_and_an_alert_with_nothing),
        cmocka_unit_test(addresses_and_tokens_that_cannot_be_are_refused),
        cmocka_unit_test(keys_are_valid_and_never_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
