#include "store/lease_store.h"
#include "store/staff_store.h"
#include "unit/backend/store/store_fixture.h"

enum { GRANTED_MS = 1000, DEVICES = 2 };

static int open_with_devices(void **state)
{
    (void)fixture_open(state);
    struct fixture *fixture = *state;
    for (int i = 0; i < DEVICES; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "kiosk-%d", i + 1);
        assert_status(device_store_add(fixture->db, fixture->office->id, name, name, GRANTED_MS),
                      STATUS_OK);
    }
    return 0;
}

static struct lease lend(struct fixture *fixture, int64_t device_id, int32_t day, int32_t count)
{
    struct lease lease = {
        .device_id = device_id, .series = 'A', .day = day, .granted_ms = GRANTED_MS};
    assert_status(
        lease_store_grant(fixture->db, fixture->office->id, count, VISIT_COUNTER_MAX, &lease),
        STATUS_OK);
    return lease;
}

static enum status find(struct fixture *fixture, int64_t device_id, int32_t day, int32_t counter,
                        struct lease *out_lease)
{
    const struct lease number = {
        .device_id = device_id, .series = 'A', .day = day, .first = counter};
    return lease_store_find(fixture->db, fixture->office->id, &number, out_lease);
}

TEST(a_lease_and_issuing_take_numbers_off_one_counter)
{
    struct fixture *fixture = *state;
    assert_int_equal(fixture_issue(fixture, FIXTURE_DAY, 0, 1, GRANTED_MS).counter, 1);
    struct lease lease = lend(fixture, 1, FIXTURE_DAY, 20);
    assert_int_equal(lease.first, 2);
    assert_int_equal(lease.last, 21);
    assert_int_equal(fixture_issue(fixture, FIXTURE_DAY, 0, 1, GRANTED_MS).counter, 22);
    assert_int_equal(lend(fixture, 2, FIXTURE_DAY, 1).first, 23);
}

TEST(each_day_has_its_own_numbers)
{
    struct fixture *fixture = *state;
    assert_int_equal(lend(fixture, 1, FIXTURE_DAY, 20).first, 1);
    assert_int_equal(lend(fixture, 1, FIXTURE_DAY + 1, 5).first, 1);
    assert_int_equal(fixture_issue(fixture, FIXTURE_DAY + 1, 0, 1, GRANTED_MS).counter, 6);
}

TEST(finds_a_number_in_its_lease_for_its_device_and_day_only)
{
    struct fixture *fixture = *state;
    struct lease lease = {.last = -7};
    (void)lend(fixture, 1, FIXTURE_DAY, 3);
    (void)lend(fixture, 2, FIXTURE_DAY, 3);
    assert_status(find(fixture, 1, FIXTURE_DAY, 4, &lease), STATUS_MISSING);
    assert_status(find(fixture, 2, FIXTURE_DAY, 3, &lease), STATUS_MISSING);
    assert_status(find(fixture, 1, FIXTURE_DAY + 1, 1, &lease), STATUS_MISSING);
    assert_int_equal(lease.last, -7);
    for (int32_t counter = 4; counter <= 6; counter++) {
        assert_status(find(fixture, 2, FIXTURE_DAY, counter, &lease), STATUS_OK);
        assert_int_equal(lease.first, 4);
        assert_int_equal(lease.last, 6);
        assert_int_equal(lease.granted_ms, GRANTED_MS);
    }
}

TEST(tells_which_ticket_has_a_number)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, GRANTED_MS);
    struct lease number = {.series = visit.series, .day = FIXTURE_DAY, .first = visit.counter};
    char token[64] = "kept";
    int64_t id = -1;
    int64_t office_id = fixture->office->id;
    assert_status(lease_store_ticket(fixture->db, office_id, &number, &id, token, sizeof(token)),
                  STATUS_OK);
    assert_int_equal(id, visit.id);
    assert_string_equal(token, visit.token);
    id = -1;
    number.day++;
    assert_status(lease_store_ticket(fixture->db, office_id, &number, &id, token, sizeof(token)),
                  STATUS_MISSING);
    number.day--;
    number.first++;
    assert_status(lease_store_ticket(fixture->db, office_id, &number, &id, token, sizeof(token)),
                  STATUS_MISSING);
    assert_int_equal(id, -1);
}

TEST(lends_nothing_beyond_the_last_number)
{
    struct fixture *fixture = *state;
    struct lease lease = {
        .device_id = 1, .series = 'A', .day = FIXTURE_DAY, .granted_ms = GRANTED_MS};
    int64_t office_id = fixture->office->id;
    assert_status(lease_store_grant(fixture->db, office_id, 10, 10, &lease), STATUS_OK);
    assert_status(lease_store_grant(fixture->db, office_id, 1, 10, &lease), STATUS_TOO_MANY);
    assert_int_equal(lease.first, 1);
    assert_int_equal(lease.last, 10);
}

TEST(counts_what_a_device_was_lent)
{
    struct fixture *fixture = *state;
    const struct lease whose = {.device_id = 1, .series = 'A', .day = FIXTURE_DAY};
    int64_t count = -1;
    assert_status(lease_store_sum(fixture->db, fixture->office->id, &whose, &count), STATUS_OK);
    assert_int_equal(count, 0);
    (void)lend(fixture, 1, FIXTURE_DAY, 20);
    (void)lend(fixture, 2, FIXTURE_DAY, 5);
    (void)lend(fixture, 1, FIXTURE_DAY, 3);
    (void)lend(fixture, 1, FIXTURE_DAY + 1, 7);
    assert_status(lease_store_sum(fixture->db, fixture->office->id, &whose, &count), STATUS_OK);
    assert_int_equal(count, 23);
}

TEST(forgets_old_leases_but_never_gives_their_numbers_again)
{
    struct fixture *fixture = *state;
    struct lease lease;
    (void)lend(fixture, 1, FIXTURE_DAY, 4);
    assert_status(lease_store_prune(fixture->db, GRANTED_MS), STATUS_OK);
    assert_status(find(fixture, 1, FIXTURE_DAY, 1, &lease), STATUS_OK);
    assert_status(lease_store_prune(fixture->db, GRANTED_MS + 1), STATUS_OK);
    assert_status(find(fixture, 1, FIXTURE_DAY, 1, &lease), STATUS_MISSING);
    assert_int_equal(lend(fixture, 1, FIXTURE_DAY, 1).first, 5);
}

#define LEASE_TEST(name) cmocka_unit_test_setup_teardown(name, open_with_devices, fixture_close)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        LEASE_TEST(a_lease_and_issuing_take_numbers_off_one_counter),
        LEASE_TEST(each_day_has_its_own_numbers),
        LEASE_TEST(finds_a_number_in_its_lease_for_its_device_and_day_only),
        LEASE_TEST(tells_which_ticket_has_a_number),
        LEASE_TEST(lends_nothing_beyond_the_last_number),
        LEASE_TEST(counts_what_a_device_was_lent),
        LEASE_TEST(forgets_old_leases_but_never_gives_their_numbers_again),
    };
    return cmocka_run_group_tests_name("lease_store", tests, NULL, NULL);
}
