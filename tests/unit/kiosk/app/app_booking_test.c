#include "base/calendar.h"
#include "base/clock.h"
#include "unit/kiosk/app/stand.h"

enum { MONDAY = 20261123, HOUR_MS = 60 * 60 * 1000 };

/* Two days with two times each. */
static struct wire_slots some_slots(void)
{
    struct wire_slots slots = {.count = 4};
    for (int i = 0; i < 4; i++) {
        int32_t day = calendar_add(MONDAY, 1 + i / 2);
        slots.starts_ms[i] = clock_from_local(day, 8 * 60) + (int64_t)(i % 2) * HOUR_MS;
    }
    return slots;
}

static void answer_slots(struct stand *stand, const struct wire_slots *slots)
{
    happen(stand, (struct event){.kind = EVENT_SLOTS,
                                 .request = stand->app->visit.booking.request,
                                 .as.slots = slots});
}

static void to_days(struct stand *stand)
{
    happen(stand, (struct event){.kind = EVENT_TODAY, .as.today = {MONDAY, 1, 600}});
    to_confirm(stand);
    (void)tap(stand, "days", ACTION_DAYS_OPEN, 0);
}

static void to_book(struct stand *stand)
{
    struct wire_slots slots = some_slots();
    to_days(stand);
    answer_slots(stand, &slots);
    (void)tap(stand, "day.2", ACTION_DAY, 1);
    (void)tap(stand, "slot.4", ACTION_SLOT, 3);
}

static void answer_booked(struct stand *stand, int64_t request)
{
    struct wire_booking booking = {.id = 7, .code = "482913", .starts_ms = 99, .minutes = 50};
    happen(stand, (struct event){.kind = EVENT_BOOKED, .request = request, .as.booking = &booking});
}

static void refuse(struct stand *stand, bool is_taken)
{
    happen(stand, (struct event){.kind = EVENT_FAILED,
                                 .as.failed = {.request = stand->app->visit.booking.request,
                                               .is_taken = is_taken}});
}

TEST(another_day_is_chosen_confirmed_and_booked)
{
    struct stand *stand = *state;
    to_days(stand);
    assert_true(stand->wishes & WISH_SLOTS);
    assert_int_equal(app_days_from(stand->app), calendar_add(MONDAY, 1));
    assert_screen(stand, "days");
    struct wire_slots slots = some_slots();
    answer_slots(stand, &slots);
    assert_false(tap(stand, "day.2", ACTION_DAY, 1) & WISH_BOOK);
    assert_screen(stand, "slots");
    assert_false(tap(stand, "slot.4", ACTION_SLOT, 3) & WISH_BOOK);
    assert_screen(stand, "book");
    assert_int_equal(stand->app->visit.booking.starts_ms, slots.starts_ms[3]);
    assert_true(tap(stand, "book.yes", ACTION_BOOK, 0) & WISH_BOOK);
    answer_booked(stand, stand->app->visit.booking.request);
    assert_screen(stand, "booked");
    assert_string_equal(stand->app->visit.booking.done.code, "482913");
}

TEST(each_step_of_a_booking_leads_back_to_the_one_before)
{
    struct stand *stand = *state;
    to_book(stand);
    static const char *const way[] = {"slots", "days", "confirm"};
    for (int i = 0; i < 3; i++) {
        (void)tap(stand, "bar.back", ACTION_BACK, 0);
        assert_screen(stand, way[i]);
    }
}

TEST(help_and_language_lead_back_to_the_booking)
{
    struct stand *stand = *state;
    to_book(stand);
    (void)tap(stand, "bar.staff", ACTION_STAFF, 0);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "book");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "bar.language", ACTION_LANGUAGE_OPEN, 0);
    (void)tap(stand, "language.uk", ACTION_LANGUAGE_PICK, LANGUAGE_UK);
    assert_screen(stand, "days");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "confirm");
}

TEST(the_code_is_printed_where_there_is_a_printer_and_only_then)
{
    struct stand *stand = *state;
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    answer_booked(stand, stand->app->visit.booking.request);
    assert_true(stand->wishes & WISH_PRINT);
    paper(stand, stand->app->visit.paper_job, PAPER_NOT_PRINTED);
    assert_int_equal(stand->app->visit.paper, PAPER_NOT_PRINTED);
    assert_true(tap(stand, "print", ACTION_PRINT, 0) & WISH_PRINT);
    (void)tap(stand, "finish", ACTION_FINISH, 0);
    happen(stand, (struct event){.kind = EVENT_PRINTER, .as.printer_can_print = false});
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    answer_booked(stand, stand->app->visit.booking.request);
    assert_false(stand->wishes & WISH_PRINT);
    assert_screen(stand, "booked");
}

TEST(one_time_is_asked_for_with_one_key_another_with_another)
{
    struct stand *stand = *state;
    char key[WIRE_KEY_MAX + 1];
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    (void)snprintf(key, sizeof(key), "%s", stand->app->visit.booking.key);
    assert_string_not_equal(key, "");
    refuse(stand, false);
    assert_int_equal(stand->app->visit.booking.state, BOOKING_FAILED);
    assert_true(tap(stand, "book.yes", ACTION_BOOK, 0) & WISH_BOOK);
    assert_string_equal(stand->app->visit.booking.key, key);
    refuse(stand, false);
    (void)tap(stand, "book.other", ACTION_SLOTS_BACK, 0);
    (void)tap(stand, "slot.3", ACTION_SLOT, 2);
    assert_true(tap(stand, "book.yes", ACTION_BOOK, 0) & WISH_BOOK);
    assert_string_not_equal(stand->app->visit.booking.key, key);
}

TEST(while_a_booking_is_on_its_way_nothing_is_booked_twice)
{
    struct stand *stand = *state;
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    assert_false(tap(stand, "book.yes", ACTION_BOOK, 0) & WISH_BOOK);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "book");
    (void)tap(stand, "book.other", ACTION_SLOTS_BACK, 0);
    assert_screen(stand, "book");
    (void)tap(stand, "bar.contrast", ACTION_CONTRAST, 0);
    assert_true(stand->app->visit.is_contrast);
}

TEST(who_was_too_slow_chooses_from_what_is_free_now)
{
    struct stand *stand = *state;
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    refuse(stand, true);
    assert_true(stand->wishes & WISH_SLOTS);
    assert_screen(stand, "days");
    assert_true(stand->app->visit.booking.is_taken);
    assert_int_equal(stand->app->visit.booking.slots.count, 0);
    struct wire_slots slots = some_slots();
    answer_slots(stand, &slots);
    (void)tap(stand, "day.1", ACTION_DAY, 0);
    assert_false(stand->app->visit.booking.is_taken);
}

TEST(without_free_times_or_an_answer_the_hours_are_shown)
{
    struct stand *stand = *state;
    struct wire_slots none = {.count = 0};
    to_days(stand);
    answer_slots(stand, &none);
    assert_int_equal(stand->app->visit.booking.state, BOOKING_NOTHING);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_true(tap(stand, "days", ACTION_DAYS_OPEN, 0) & WISH_SLOTS);
    refuse(stand, false);
    assert_int_equal(stand->app->visit.booking.state, BOOKING_NOTHING);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    happen(stand, (struct event){.kind = EVENT_AWAY});
    assert_false(tap(stand, "days", ACTION_DAYS_OPEN, 0) & WISH_SLOTS);
    assert_int_equal(stand->app->visit.booking.state, BOOKING_NOTHING);
}

TEST(nothing_of_a_booking_is_left_for_the_next_person)
{
    struct stand *stand = *state;
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    int64_t request = stand->app->visit.booking.request;
    answer_booked(stand, request);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "attract");
    assert_string_equal(stand->app->visit.booking.done.code, "");
    assert_int_equal(stand->app->visit.booking.slots.count, 0);
    answer_booked(stand, request);
    assert_screen(stand, "attract");
}

static void lose(struct stand *stand, int64_t request, bool may_retry)
{
    happen(stand, (struct event){.kind = EVENT_FAILED,
                                 .as.failed = {.request = request,
                                               .may_retry = may_retry,
                                               .is_uncertain = may_retry}});
}

/* Books, and gives the request. */
static int64_t send_booking(struct stand *stand)
{
    to_book(stand);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    return stand->app->visit.booking.request;
}

TEST(what_is_booked_for_somebody_who_has_gone_is_cancelled)
{
    struct stand *stand = *state;
    int64_t request = send_booking(stand);
    assert_false(tap(stand, "bar.start_over", ACTION_START_OVER, 0) & WISH_UNBOOK);
    assert_screen(stand, "attract");
    answer_booked(stand, request);
    assert_true(stand->wishes & WISH_UNBOOK);
    const struct left_booking left = stand->app->left;
    assert_int_equal(left.id, 7);
    assert_string_not_equal(left.cancel_key, left.key);
    lose(stand, left.request, true);
    assert_int_equal(app_deadline_ms(stand->app), stand->now_ms + stand->app->settings.retry_ms);
    pass(stand, stand->app->settings.retry_ms);
    assert_true(stand->wishes & WISH_UNBOOK);
    assert_string_equal(stand->app->left.cancel_key, left.cancel_key);
    happen(stand, (struct event){.kind = EVENT_CANCELLED, .request = stand->app->left.request});
    assert_int_equal(stand->app->left.request, 0);
}

TEST(what_may_be_booked_is_asked_for_with_the_same_key_and_cancelled)
{
    struct stand *stand = *state;
    lose(stand, send_booking(stand), true);
    const struct booking booking = stand->app->visit.booking;
    assert_int_equal(booking.state, BOOKING_FAILED);
    assert_true(tap(stand, "bar.start_over", ACTION_START_OVER, 0) & WISH_UNBOOK);
    assert_string_equal(stand->app->left.key, booking.key);
    assert_int_equal(stand->app->left.wish.starts_ms, booking.starts_ms);
    assert_int_equal(stand->app->left.id, 0);
    answer_booked(stand, stand->app->left.request);
    assert_true(stand->wishes & WISH_UNBOOK);
    assert_int_equal(stand->app->left.id, 7);
    assert_screen(stand, "attract");
}

TEST(another_time_after_an_uncertain_failure_leaves_no_second_booking)
{
    struct stand *stand = *state;
    lose(stand, send_booking(stand), true);
    (void)tap(stand, "book.other", ACTION_SLOTS_BACK, 0);
    assert_false(tap(stand, "slot.4", ACTION_SLOT, 3) & WISH_UNBOOK);
    (void)tap(stand, "book.other", ACTION_SLOTS_BACK, 0);
    assert_true(tap(stand, "slot.3", ACTION_SLOT, 2) & WISH_UNBOOK);
    int64_t left = stand->app->left.request;
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    answer_booked(stand, left);
    assert_screen(stand, "book");
    answer_booked(stand, stand->app->visit.booking.request);
    assert_screen(stand, "booked");
    assert_false(tap(stand, "finish", ACTION_FINISH, 0) & WISH_UNBOOK);
}

TEST(what_was_surely_refused_or_is_kept_is_not_cancelled)
{
    struct stand *stand = *state;
    lose(stand, send_booking(stand), false);
    assert_false(tap(stand, "bar.start_over", ACTION_START_OVER, 0) & WISH_UNBOOK);
    lose(stand, send_booking(stand), true);
    (void)tap(stand, "book.yes", ACTION_BOOK, 0);
    answer_booked(stand, stand->app->visit.booking.request);
    assert_screen(stand, "booked");
    assert_false(tap(stand, "finish", ACTION_FINISH, 0) & WISH_UNBOOK);
}

TEST(after_two_minutes_or_a_no_a_left_booking_is_left_to_people)
{
    struct stand *stand = *state;
    lose(stand, send_booking(stand), true);
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    stand->now_ms += 119 * 1000;
    lose(stand, stand->app->left.request, true);
    assert_int_not_equal(stand->app->left.retry_at_ms, 0);
    pass(stand, stand->app->settings.retry_ms);
    lose(stand, stand->app->left.request, true);
    assert_int_equal(stand->app->left.request, 0);
    lose(stand, send_booking(stand), true);
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    lose(stand, stand->app->left.request, false);
    assert_int_equal(stand->app->left.request, 0);
}

/* Times of one day, 8:00 and so on by the hour, cut short. */
static struct wire_slots part_of_day(int32_t day, int from_hour, int count)
{
    struct wire_slots slots = {.has_more = true};
    for (int i = 0; i < count; i++) {
        slots.starts_ms[slots.count++] = clock_from_local(day, (from_hour + i) * 60);
    }
    return slots;
}

TEST(days_that_an_answer_leaves_out_are_asked_for)
{
    struct stand *stand = *state;
    const struct booking *booking = &stand->app->visit.booking;
    struct wire_slots first = some_slots();
    first.has_more = true;
    to_days(stand);
    int32_t asked = booking->from_day;
    assert_int_equal(asked, calendar_add(MONDAY, 1));
    answer_slots(stand, &first);
    assert_true(stand->wishes & WISH_SLOTS);
    assert_int_equal(booking->from_day, calendar_add(asked, 1)); /* it may be cut */
    assert_int_equal(booking->slots.count, 0);                   /* nothing moves under a finger */
    struct wire_slots rest = part_of_day(calendar_add(asked, 1), 8, 3);
    answer_slots(stand, &rest);
    assert_true(stand->wishes & WISH_SLOTS);
    assert_int_equal(booking->from_day, calendar_add(asked, 2)); /* one day alone: the next */
    struct wire_slots last = part_of_day(calendar_add(asked, 4), 8, 1);
    last.has_more = false;
    answer_slots(stand, &last);
    assert_false(stand->wishes & WISH_SLOTS);
    assert_int_equal(booking->state, BOOKING_OFFERED);
    assert_int_equal(booking->slots.count, 2 + 3 + 1);
    for (size_t i = 1; i < booking->slots.count; i++) {
        assert_true(booking->slots.starts_ms[i] > booking->slots.starts_ms[i - 1]);
    }
}

TEST(nothing_more_is_asked_for_when_the_days_on_screen_are_whole)
{
    struct stand *stand = *state;
    struct wire_slots slots = {.has_more = true};
    for (int i = 0; i < BOOKING_DAYS_MAX + 1; i++) {
        slots.starts_ms[slots.count++] = clock_from_local(calendar_add(MONDAY, 1 + i), 9 * 60);
    }
    to_days(stand);
    answer_slots(stand, &slots);
    assert_false(stand->wishes & WISH_SLOTS);
    assert_int_equal(stand->app->visit.booking.state, BOOKING_OFFERED);
}

TEST(what_was_found_is_offered_when_the_rest_cannot_be_asked_for)
{
    struct stand *stand = *state;
    struct wire_slots slots = some_slots();
    slots.has_more = true;
    to_days(stand);
    answer_slots(stand, &slots);
    refuse(stand, false);
    assert_int_equal(stand->app->visit.booking.state, BOOKING_OFFERED);
    assert_int_equal(stand->app->visit.booking.slots.count, slots.count);
}

TEST(no_more_days_are_offered_than_fit_on_a_screen)
{
    (void)state;
    struct wire_slots slots = {.count = 0};
    struct booking_day days[BOOKING_DAYS_MAX];
    for (int i = 0; i < BOOKING_DAYS_MAX + 1; i++) {
        slots.starts_ms[slots.count++] = clock_from_local(calendar_add(MONDAY, i), 9 * 60);
        slots.starts_ms[slots.count++] = clock_from_local(calendar_add(MONDAY, i), 10 * 60);
    }
    assert_int_equal(booking_days(&slots, days), BOOKING_DAYS_MAX);
    for (int i = 0; i < BOOKING_DAYS_MAX; i++) {
        assert_int_equal(days[i].day, calendar_add(MONDAY, i));
        assert_int_equal(days[i].first, 2 * i);
        assert_int_equal(days[i].count, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(another_day_is_chosen_confirmed_and_booked),
        STAND(each_step_of_a_booking_leads_back_to_the_one_before),
        STAND(help_and_language_lead_back_to_the_booking),
        STAND(the_code_is_printed_where_there_is_a_printer_and_only_then),
        STAND(one_time_is_asked_for_with_one_key_another_with_another),
        STAND(while_a_booking_is_on_its_way_nothing_is_booked_twice),
        STAND(who_was_too_slow_chooses_from_what_is_free_now),
        STAND(without_free_times_or_an_answer_the_hours_are_shown),
        STAND(nothing_of_a_booking_is_left_for_the_next_person),
        STAND(what_is_booked_for_somebody_who_has_gone_is_cancelled),
        STAND(what_may_be_booked_is_asked_for_with_the_same_key_and_cancelled),
        STAND(another_time_after_an_uncertain_failure_leaves_no_second_booking),
        STAND(what_was_surely_refused_or_is_kept_is_not_cancelled),
        STAND(after_two_minutes_or_a_no_a_left_booking_is_left_to_people),
        STAND(days_that_an_answer_leaves_out_are_asked_for),
        STAND(nothing_more_is_asked_for_when_the_days_on_screen_are_whole),
        STAND(what_was_found_is_offered_when_the_rest_cannot_be_asked_for),
        STAND(no_more_days_are_offered_than_fit_on_a_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
