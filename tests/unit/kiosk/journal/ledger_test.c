#include "base/clock.h"
#include "journal/ledger.h"
#include "unit/kiosk/journal/folder.h"

enum { DAY = 20261121, NEXT_DAY = 20261122, LENT = 5, NOON = 12 * 60 };

static const struct wire_issue_request request = {.need = "money", .language = "uk", .agreed = 2};

static int64_t noon_of(int32_t day)
{
    return clock_from_local(day, NOON);
}

static struct ledger *open_in(const char *folder)
{
    struct ledger *ledger = NULL;
    assert_status(ledger_open(folder, noon_of(DAY), &ledger), STATUS_OK);
    return ledger;
}

static struct ledger *reopen(struct ledger *ledger, const char *folder)
{
    ledger_close(ledger);
    return open_in(folder);
}

static void lend(struct ledger *ledger, char series, int32_t day, int first, int count)
{
    const struct wire_lease lease = {.series = {series, '\0'},
                                     .day = day,
                                     .first = first,
                                     .count = count,
                                     .granted_ms = noon_of(DAY),
                                     .url = "http://a/v/"};
    assert_status(ledger_lend(ledger, &lease, noon_of(DAY)), STATUS_OK);
}

static struct ledger_ticket *enter_at(struct ledger *ledger, int key, int64_t now_ms)
{
    char text[WIRE_KEY_MAX + 1];
    struct ledger_ticket *ticket = NULL;
    (void)snprintf(text, sizeof(text), "key-number-%d", key);
    assert_status(ledger_enter(ledger, text, &request, 'A', now_ms, &ticket), STATUS_OK);
    return ticket;
}

static struct ledger_ticket *enter(struct ledger *ledger, int key)
{
    return enter_at(ledger, key, noon_of(DAY));
}

static void journal_of(const char *folder, char out[FOLDER_PATH_MAX])
{
    folder_path(folder, "tickets.journal", out);
}

TEST(gives_each_lent_number_once_and_then_none)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 41, LENT);
    lend(ledger, 'B', DAY, 1, LENT);
    for (int i = 0; i < LENT; i++) {
        char number[16];
        (void)snprintf(number, sizeof(number), "A%d", 41 + i);
        assert_string_equal(enter(ledger, i)->request.number, number);
    }
    assert_string_equal(enter(ledger, LENT)->request.number, "");
    assert_string_equal(enter(ledger, LENT)->url, "");
    ledger_close(ledger);
}

TEST(a_ticket_has_all_that_its_phone_page_and_its_turn_need)
{
    struct ledger *ledger = open_in(*state);
    struct wire_lease lease = {
        .series = "A", .day = DAY, .first = 7, .count = 1, .url = "http://a/v/"};
    lease.granted_ms = noon_of(DAY) + 90 * 1000; /* the backend's clock is ahead of ours */
    assert_status(ledger_lend(ledger, &lease, noon_of(DAY)), STATUS_OK);
    const struct ledger_ticket *ticket = enter_at(ledger, 1, noon_of(DAY) + 1000);
    assert_int_equal(ticket->request.pressed_ms, noon_of(DAY) + 91 * 1000);
    assert_int_equal(strlen(ticket->request.token), WIRE_TOKEN_HEX);
    assert_int_equal(strncmp(ticket->url, "http://a/v/", 11), 0);
    assert_string_equal(ticket->url + 11, ticket->request.token);
    assert_string_equal(ticket->request.need, "money");
    ledger_close(ledger);
}

TEST(the_same_key_is_the_same_ticket)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    assert_ptr_equal(enter(ledger, 1), enter(ledger, 1));
    assert_int_equal(ledger_open_count(ledger), 1);
    assert_string_equal(enter(ledger, 2)->request.number, "A2");
    ledger_close(ledger);
}

TEST(open_tickets_and_numbers_survive_a_restart)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    const struct ledger_ticket before = *enter(ledger, 1);
    (void)enter(ledger, 2);
    ledger_end(ledger, enter(ledger, 2));
    ledger = reopen(ledger, *state);
    assert_int_equal(ledger_open_count(ledger), 1);
    const struct ledger_ticket *after = ledger_next(ledger);
    assert_string_equal(after->key, before.key);
    assert_memory_equal(&after->request, &before.request, sizeof(before.request));
    assert_string_equal(after->url, before.url);
    assert_true(after->was_sent);
    assert_string_equal(enter(ledger, 3)->request.number, "A3");
    ledger = reopen(reopen(ledger, *state), *state);
    assert_string_equal(enter(ledger, 4)->request.number, "A4");
    ledger_close(ledger);
}

TEST(a_power_cut_in_the_last_line_costs_that_line_only)
{
    char path[FOLDER_PATH_MAX];
    struct ledger *ledger = open_in(*state);
    journal_of(*state, path);
    lend(ledger, 'A', DAY, 1, LENT);
    (void)enter(ledger, 1);
    long whole = folder_size(path);
    (void)enter(ledger, 2);
    ledger_close(ledger);
    assert_int_equal(truncate(path, whole + 30), 0);
    ledger = open_in(*state);
    assert_int_equal(ledger_damaged(ledger), 1);
    assert_int_equal(ledger_open_count(ledger), 1);
    assert_string_equal(enter(ledger, 3)->request.number, "A2");
    ledger = reopen(ledger, *state);
    assert_int_equal(ledger_damaged(ledger), 0);
    assert_int_equal(ledger_open_count(ledger), 2);
    ledger_close(ledger);
}

TEST(lent_numbers_hold_on_their_own_day_only)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    lend(ledger, 'A', NEXT_DAY, 1, LENT);
    (void)enter(ledger, 1);
    const struct ledger_ticket *late = enter_at(ledger, 2, clock_from_local(NEXT_DAY, 0) - 1);
    assert_string_equal(late->request.number, "A2");
    assert_int_equal(late->day, DAY);
    const struct ledger_ticket *early = enter_at(ledger, 3, clock_from_local(NEXT_DAY, 0));
    assert_string_equal(early->request.number, "A1");
    assert_int_equal(early->day, NEXT_DAY);
    ledger_close(ledger);
    assert_status(ledger_open(*state, noon_of(NEXT_DAY), &ledger), STATUS_OK);
    assert_string_equal(enter_at(ledger, 4, noon_of(NEXT_DAY))->request.number, "A2");
    ledger_close(ledger);
}

TEST(a_settled_ticket_leaves_nothing_on_the_disk)
{
    char path[FOLDER_PATH_MAX];
    char text[4096] = "";
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    (void)enter(ledger, 1);
    ledger_end(ledger, enter(ledger, 1));
    ledger_tidy(ledger, noon_of(DAY));
    journal_of(*state, path);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    size_t size = fread(text, 1, sizeof(text) - 1, file);
    assert_int_equal(fclose(file), 0);
    assert_true(size > 0);
    assert_null(strstr(text, "money"));
    assert_null(strstr(text, "key-number"));
    ledger = reopen(ledger, *state);
    assert_string_equal(enter(ledger, 2)->request.number, "A2");
    ledger_close(ledger);
}

TEST(a_ticket_that_nobody_took_stays_so_over_a_restart)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    ledger_unwant(ledger, enter(ledger, 1), "cancel-key-1");
    ledger = reopen(ledger, *state);
    assert_string_equal(ledger_next(ledger)->cancel_key, "cancel-key-1");
    ledger = reopen(ledger, *state);
    assert_string_equal(ledger_next(ledger)->cancel_key, "cancel-key-1");
    ledger_close(ledger);
}

TEST(without_a_number_only_what_nobody_took_is_asked_for_alone)
{
    struct ledger *ledger = open_in(*state);
    (void)enter(ledger, 1);
    (void)enter(ledger, 2);
    assert_null(ledger_next(ledger));
    ledger_unwant(ledger, enter(ledger, 2), "cancel-key-2");
    assert_ptr_equal(ledger_next(ledger), enter(ledger, 2));
    ledger = reopen(ledger, *state);
    assert_int_equal(ledger_open_count(ledger), 1);
    assert_string_equal(ledger_next(ledger)->key, "key-number-2");
    ledger_close(ledger);
}

TEST(passes_over_what_somebody_is_asking_for)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    enter(ledger, 1)->is_held = true;
    enter(ledger, 2)->asked = 9;
    assert_string_equal(ledger_next(ledger)->key, "key-number-2");
    assert_ptr_equal(ledger_find_asked(ledger, 9), enter(ledger, 2));
    assert_null(ledger_find_asked(ledger, 0));
    ledger_close(ledger);
}

TEST(asks_for_numbers_when_half_are_given_for_today_and_tomorrow)
{
    struct ledger *ledger = open_in(*state);
    struct wire_lease_request lease = {.count = 0};
    int64_t now_ms = noon_of(DAY);
    assert_true(ledger_lacks(ledger, "AB", 4, now_ms, &lease));
    assert_string_equal(lease.series, "A");
    assert_int_equal(lease.day, DAY);
    assert_int_equal(lease.count, 4);
    lend(ledger, 'A', DAY, 1, 4);
    assert_true(ledger_lacks(ledger, "AB", 4, now_ms, &lease));
    assert_string_equal(lease.series, "B");
    lend(ledger, 'B', DAY, 1, 4);
    assert_true(ledger_lacks(ledger, "AB", 4, now_ms, &lease));
    assert_int_equal(lease.day, NEXT_DAY);
    lend(ledger, 'A', NEXT_DAY, 1, 4);
    lend(ledger, 'B', NEXT_DAY, 1, 4);
    assert_false(ledger_lacks(ledger, "AB", 4, now_ms, &lease));
    (void)enter(ledger, 1);
    assert_false(ledger_lacks(ledger, "AB", 4, now_ms, &lease));
    (void)enter(ledger, 2);
    assert_true(ledger_lacks(ledger, "AB", 4, now_ms, &lease));
    assert_string_equal(lease.series, "A");
    assert_int_equal(lease.day, DAY);
    assert_int_equal(lease.count, 2);
    assert_int_equal(ledger_left(ledger, 'A', now_ms), 2);
    ledger_close(ledger);
}

TEST(numbers_that_the_backend_does_not_know_are_given_no_more)
{
    struct ledger *ledger = open_in(*state);
    lend(ledger, 'A', DAY, 1, LENT);
    lend(ledger, 'B', DAY, 1, LENT);
    ledger_drop_numbers(ledger, 'A');
    ledger = reopen(ledger, *state);
    assert_int_equal(ledger_left(ledger, 'A', noon_of(DAY)), 0);
    assert_int_equal(ledger_left(ledger, 'B', noon_of(DAY)), LENT);
    assert_string_equal(enter(ledger, 1)->request.number, "");
    ledger_close(ledger);
}

TEST(without_a_folder_tickets_are_kept_but_nothing_is_lent)
{
    (void)state;
    struct wire_lease_request lease;
    struct ledger *ledger = open_in(NULL);
    assert_false(ledger_lacks(ledger, "A", 20, noon_of(DAY), &lease));
    assert_string_equal(enter(ledger, 1)->request.number, "");
    assert_int_equal(ledger_open_count(ledger), 1);
    ledger_end(ledger, enter(ledger, 1));
    assert_int_equal(ledger_open_count(ledger), 0);
    ledger_close(ledger);
}

TEST(one_ticket_too_many_is_refused)
{
    (void)state;
    struct ledger_ticket *ticket = NULL;
    struct ledger *ledger = open_in(NULL);
    for (int i = 0; i < LEDGER_TICKETS_MAX; i++) {
        (void)enter(ledger, i);
    }
    assert_status(ledger_enter(ledger, "one-too-many", &request, 'A', noon_of(DAY), &ticket),
                  STATUS_TOO_MANY);
    assert_null(ticket);
    ledger_close(ledger);
}

TEST(another_kiosk_does_not_get_the_same_numbers)
{
    struct ledger *second = NULL;
    struct ledger *ledger = open_in(*state);
    assert_status(ledger_open(*state, noon_of(DAY), &second), STATUS_CONFLICT);
    assert_null(second);
    ledger_close(ledger);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        FOLDER_TEST(gives_each_lent_number_once_and_then_none),
        FOLDER_TEST(a_ticket_has_all_that_its_phone_page_and_its_turn_need),
        FOLDER_TEST(the_same_key_is_the_same_ticket),
        FOLDER_TEST(open_tickets_and_numbers_survive_a_restart),
        FOLDER_TEST(a_power_cut_in_the_last_line_costs_that_line_only),
        FOLDER_TEST(lent_numbers_hold_on_their_own_day_only),
        FOLDER_TEST(a_settled_ticket_leaves_nothing_on_the_disk),
        FOLDER_TEST(a_ticket_that_nobody_took_stays_so_over_a_restart),
        FOLDER_TEST(without_a_number_only_what_nobody_took_is_asked_for_alone),
        FOLDER_TEST(passes_over_what_somebody_is_asking_for),
        FOLDER_TEST(asks_for_numbers_when_half_are_given_for_today_and_tomorrow),
        FOLDER_TEST(numbers_that_the_backend_does_not_know_are_given_no_more),
        FOLDER_TEST(without_a_folder_tickets_are_kept_but_nothing_is_lent),
        FOLDER_TEST(one_ticket_too_many_is_refused),
        FOLDER_TEST(another_kiosk_does_not_get_the_same_numbers),
    };
    if (clock_zone_set("Europe/Warsaw") != STATUS_OK) {
        return 1;
    }
    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
