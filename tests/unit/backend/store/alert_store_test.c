#include "store/alert_store.h"
#include "store/staff_store.h"
#include "unit/backend/store/store_fixture.h"

enum { NOW_MS = 1000, WEEK_MS = 7 * 24 * 3600 * 1000 };

static int open_with_devices(void **state)
{
    (void)fixture_open(state);
    struct fixture *fixture = *state;
    assert_status(device_store_add(fixture->db, fixture->office->id, "hall", "a", NOW_MS),
                  STATUS_OK);
    assert_status(device_store_add(fixture->db, fixture->office->id, "door", "b", NOW_MS),
                  STATUS_OK);
    return 0;
}

static struct alert raise_it(struct fixture *fixture, const char *kind, int64_t device_id,
                             int64_t staff_id, int64_t now_ms)
{
    struct alert alert = {.device_id = device_id, .staff_id = staff_id, .raised_ms = now_ms};
    bool is_new = false;
    (void)text_copy(alert.kind, sizeof(alert.kind), kind);
    assert_status(alert_store_raise(fixture->db, fixture->office->id, &alert, &is_new), STATUS_OK);
    assert_int_equal(is_new, alert.times == 1);
    return alert;
}

static int list(struct fixture *fixture, int64_t taken_since_ms, struct alert *out)
{
    int count = -1;
    assert_status(alert_store_list(fixture->db, fixture->office->id, taken_since_ms, out, &count),
                  STATUS_OK);
    return count;
}

static bool take(struct fixture *fixture, int64_t id, int64_t staff_id, int64_t now_ms)
{
    bool is_first = false;
    assert_status(
        alert_store_take(fixture->db, fixture->office->id, id, staff_id, now_ms, &is_first),
        STATUS_OK);
    return is_first;
}

TEST(what_is_raised_again_while_open_is_the_same_alert)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    int64_t id = raise_it(fixture, "staff", 1, 0, NOW_MS).id;
    struct alert again = raise_it(fixture, "staff", 1, 0, NOW_MS + 5);
    assert_int_equal(again.id, id);
    assert_int_equal(again.times, 2);
    assert_int_equal(again.raised_ms, NOW_MS);
    assert_int_equal(again.last_ms, NOW_MS + 5);
    assert_string_equal(again.device, "hall");
    assert_int_not_equal(raise_it(fixture, "staff", 2, 0, NOW_MS).id, id);
    assert_int_not_equal(raise_it(fixture, "paper-out", 1, 0, NOW_MS).id, id);
    assert_int_equal(list(fixture, NOW_MS, alerts), 3);
}

TEST(two_colleagues_in_danger_are_two_alerts)
{
    struct fixture *fixture = *state;
    int64_t id = raise_it(fixture, ALERT_EMERGENCY, 0, 1, NOW_MS).id;
    assert_int_not_equal(raise_it(fixture, ALERT_EMERGENCY, 0, 2, NOW_MS).id, id);
}

TEST(a_printer_that_is_well_ends_its_own_alerts_only)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    static const char *const of_printer[] = {"paper-out", "paper-low", "paper-jam", "cover-open",
                                             "printer-down"};
    for (size_t i = 0; i < sizeof(of_printer) / sizeof(of_printer[0]); i++) {
        (void)raise_it(fixture, of_printer[i], 1, 0, NOW_MS);
    }
    (void)raise_it(fixture, "print-failed", 1, 0, NOW_MS);
    (void)raise_it(fixture, "paper-out", 2, 0, NOW_MS);
    assert_status(alert_store_calm(fixture->db, fixture->office->id, 1, NOW_MS), STATUS_OK);
    assert_int_equal(list(fixture, NOW_MS, alerts), 2);
    assert_string_equal(alerts[0].device, "door");
    assert_string_equal(alerts[1].kind, "print-failed");
}

TEST(sound_that_is_back_ends_the_alert_about_sound_of_that_kiosk_only)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    (void)raise_it(fixture, "kiosk-no-sound", 1, 0, NOW_MS);
    (void)raise_it(fixture, "kiosk-no-sound", 2, 0, NOW_MS);
    (void)raise_it(fixture, "paper-out", 1, 0, NOW_MS);
    assert_status(
        alert_store_calm_kind(fixture->db, fixture->office->id, 1, "kiosk-no-sound", NOW_MS),
        STATUS_OK);
    assert_int_equal(list(fixture, NOW_MS, alerts), 2);
    assert_string_equal(alerts[0].kind, "paper-out");
    assert_string_equal(alerts[1].device, "door");
}

TEST(the_first_who_takes_it_stays_noted_and_is_shown_for_a_while)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    struct alert alert = raise_it(fixture, "staff", 1, 0, NOW_MS);
    assert_true(take(fixture, alert.id, 2, NOW_MS + 1));
    assert_false(take(fixture, alert.id, 3, NOW_MS + 2));
    assert_int_equal(list(fixture, NOW_MS, alerts), 1);
    assert_int_equal(alerts[0].taken_staff_id, 2);
    assert_int_equal(alerts[0].taken_ms, NOW_MS + 1);
    assert_int_equal(list(fixture, NOW_MS + 1, alerts), 0);
    assert_int_not_equal(raise_it(fixture, "staff", 1, 0, NOW_MS + 3).id, alert.id);
}

TEST(an_emergency_is_listed_however_many_others_there_are)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    char kind[ALERT_KIND_MAX + 1];
    int64_t id = raise_it(fixture, ALERT_EMERGENCY, 0, 1, NOW_MS).id;
    for (int i = 0; i < ALERT_LIST_MAX + 5; i++) {
        (void)snprintf(kind, sizeof(kind), "other-%d", i);
        (void)raise_it(fixture, kind, 1, 0, NOW_MS + 1);
    }
    assert_int_equal(list(fixture, NOW_MS, alerts), ALERT_LIST_MAX);
    assert_int_equal(alerts[0].id, id);
    assert_string_equal(alerts[1].kind, kind);
}

TEST(a_week_later_it_is_forgotten)
{
    struct fixture *fixture = *state;
    struct alert kept;
    int64_t id = raise_it(fixture, "staff", 1, 0, NOW_MS).id;
    (void)raise_it(fixture, "staff", 2, 0, NOW_MS + WEEK_MS);
    assert_status(alert_store_find(fixture->db, fixture->office->id, id, &kept), STATUS_OK);
    (void)raise_it(fixture, "staff", 2, 0, NOW_MS + WEEK_MS + 1);
    assert_status(alert_store_find(fixture->db, fixture->office->id, id, &kept), STATUS_MISSING);
}

TEST(another_office_s_alert_cannot_be_taken)
{
    struct fixture *fixture = *state;
    bool is_first = true;
    int64_t id = raise_it(fixture, "staff", 1, 0, NOW_MS).id;
    assert_status(alert_store_take(fixture->db, fixture->office->id + 1, id, 1, NOW_MS, &is_first),
                  STATUS_OK);
    assert_false(is_first);
    assert_true(take(fixture, id, 1, NOW_MS));
}

#define ALERT_TEST(name) cmocka_unit_test_setup_teardown(name, open_with_devices, fixture_close)

struct seen {
    int count;
    int open;
};

static void see(void *context, const struct alert_daily *daily)
{
    struct seen *seen = context;
    seen->count++;
    seen->open += daily->is_open;
}

static struct seen daily_since(struct fixture *fixture, int64_t since_ms)
{
    struct seen seen = {0};
    assert_status(alert_store_each_daily(fixture->db, fixture->office->id, ALERT_FULL_TODAY,
                                         since_ms, see, &seen),
                  STATUS_OK);
    return seen;
}

TEST(a_full_service_is_an_alert_that_ends_and_comes_back_as_the_same)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    int64_t office_id = fixture->office->id;
    int64_t service_id = fixture->office->services[1].id;
    bool is_new = false;
    struct alert alert = {.kind = ALERT_FULL_TODAY, .service_id = service_id, .raised_ms = NOW_MS};
    assert_status(alert_store_raise(fixture->db, office_id, &alert, &is_new), STATUS_OK);
    assert_int_equal(list(fixture, NOW_MS, alerts), 1);
    assert_int_equal(alerts[0].service_id, service_id);
    assert_status(alert_store_end(fixture->db, office_id, ALERT_FULL_TODAY,
                                  fixture->office->services[0].id, NOW_MS + 1),
                  STATUS_OK);
    assert_int_equal(list(fixture, NOW_MS, alerts), 1); /* of another service */
    assert_status(alert_store_end(fixture->db, office_id, ALERT_FULL_TODAY, service_id, NOW_MS + 1),
                  STATUS_OK);
    assert_int_equal(list(fixture, NOW_MS, alerts), 0);
    struct seen seen = daily_since(fixture, NOW_MS);
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.open, 0);
    assert_int_equal(daily_since(fixture, NOW_MS + 1).count, 0);
    assert_status(
        alert_store_bring_back(fixture->db, office_id, ALERT_FULL_TODAY, service_id, NOW_MS),
        STATUS_OK);
    assert_int_equal(list(fixture, NOW_MS, alerts), 1);
    assert_int_equal(alerts[0].id, alert.id);
    assert_int_equal(daily_since(fixture, NOW_MS + 1).open, 1); /* of yesterday, still open */
}

TEST(what_is_full_comes_after_what_needs_hands)
{
    struct fixture *fixture = *state;
    struct alert alerts[ALERT_LIST_MAX];
    (void)raise_it(fixture, "staff", 1, 0, NOW_MS);
    (void)raise_it(fixture, ALERT_FULL_TODAY, 0, 0, NOW_MS + 1);
    assert_int_equal(list(fixture, NOW_MS, alerts), 2);
    assert_string_equal(alerts[0].kind, "staff");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ALERT_TEST(what_is_raised_again_while_open_is_the_same_alert),
        ALERT_TEST(two_colleagues_in_danger_are_two_alerts),
        ALERT_TEST(a_printer_that_is_well_ends_its_own_alerts_only),
        ALERT_TEST(sound_that_is_back_ends_the_alert_about_sound_of_that_kiosk_only),
        ALERT_TEST(the_first_who_takes_it_stays_noted_and_is_shown_for_a_while),
        ALERT_TEST(an_emergency_is_listed_however_many_others_there_are),
        ALERT_TEST(a_week_later_it_is_forgotten),
        ALERT_TEST(another_office_s_alert_cannot_be_taken),
        ALERT_TEST(a_full_service_is_an_alert_that_ends_and_comes_back_as_the_same),
        ALERT_TEST(what_is_full_comes_after_what_needs_hands),
    };
    return cmocka_run_group_tests_name("alert_store", tests, NULL, NULL);
}
