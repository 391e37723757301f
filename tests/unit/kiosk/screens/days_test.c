#include "base/clock.h"
#include "unit/kiosk/screens/gallery.h"

static int64_t tuesday_ms(void)
{
    return clock_from_local(20261124, 8 * 60);
}

static void book(struct gallery *gallery)
{
    struct booking *booking = &gallery->app->visit.booking;
    gallery->app->visit.need = 3; /* a sensitive one */
    booking->state = BOOKING_DONE;
    booking->done = (struct wire_booking){.code = "048291", .starts_ms = tuesday_ms()};
}

TEST(what_is_booked_is_a_day_an_hour_and_a_code_and_no_service)
{
    struct gallery *gallery = *state;
    book(gallery);
    for (int paper = 0; paper < PAPER_STATE_COUNT; paper++) {
        gallery->app->visit.paper = (enum paper_state)paper;
        show(gallery, APP_BOOKED);
        assert_string_equal(find(gallery, "code")->label, "048 291");
        assert_string_equal(find(gallery, "booked.moment")->label,
                            "wtorek 24 listopada, godz. 8:00");
        assert_false(says(gallery, "Psycholog"));
        assert_false(says(gallery, "hard_time"));
        assert_false(says(gallery, "osobnym pokoju"));
    }
}

TEST(who_listens_hears_the_code_figure_by_figure_and_all_that_is_printed)
{
    struct gallery *gallery = *state;
    book(gallery);
    show(gallery, APP_BOOKED);
    assert_non_null(strstr(find(gallery, "code")->speech, "0, 4, 8, 2, 9, 1"));
    static const char *const printed[] = {"Centrum", "12 345 67 89", "Kod wizyty",
                                          "nie ma Twoich danych", "pokaż albo wpisz ten kod"};
    for (size_t i = 0; i < sizeof(printed) / sizeof(printed[0]); i++) {
        assert_true(says(gallery, printed[i]));
    }
}

TEST(free_times_are_keys_and_no_page_has_more_than_nine)
{
    struct gallery *gallery = *state;
    struct booking *booking = &gallery->app->visit.booking;
    booking->state = BOOKING_OFFERED;
    for (int i = 0; i < 20; i++) {
        booking->slots.starts_ms[booking->slots.count++] = tuesday_ms() + i * INT64_C(1200000);
    }
    int times = 0;
    for (int page = 0; page < 3; page++) {
        gallery->app->visit.page = page;
        show(gallery, APP_SLOTS);
        assert_in_range(choices(gallery), 4, 9);
        for (int i = 0; i < gallery->list.count; i++) {
            times += gallery->list.nodes[i].action == ACTION_SLOT;
        }
    }
    assert_int_equal(times, 20);
    gallery->app->visit.page = 0;
    show(gallery, APP_SLOTS);
    assert_string_equal(find(gallery, "slot.1")->label, "8:00");
    assert_string_equal(find(gallery, "slot.2")->label, "8:20");
    show(gallery, APP_DAYS);
    assert_string_equal(find(gallery, "day.1")->label, "wtorek 24 listopada");
    assert_string_equal(find(gallery, "day.1.hint")->label, "Wolne godziny: 20");
}

TEST(who_was_expected_is_told_whether_they_are_in_time)
{
    struct gallery *gallery = *state;
    give_ticket(gallery);

    const struct {
        enum checkin_state state;
        const char *words;
    } cases[] = {{CHECKIN_EARLY, "Jesteś przed czasem"},
                 {CHECKIN_ON_TIME, "Wiemy, że jesteś"},
                 {CHECKIN_LATE, "Nic straconego"}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gallery->app->visit.checkin = cases[i].state;
        show(gallery, APP_NUMBER);
        assert_non_null(strstr(find(gallery, "paper.text")->label, cases[i].words));
    }
    gallery->app->visit.checkin = CHECKIN_OTHER_DAY;
    gallery->app->visit.checkin_starts_ms = tuesday_ms();
    show(gallery, APP_CHECKIN);
    assert_string_equal(find(gallery, "checkin.text")->label,
                        "Twoja wizyta jest innego dnia: wtorek 24 listopada, godz. 8:00.");
    assert_non_null(find(gallery, "staff"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        GALLERY(what_is_booked_is_a_day_an_hour_and_a_code_and_no_service),
        GALLERY(who_listens_hears_the_code_figure_by_figure_and_all_that_is_printed),
        GALLERY(free_times_are_keys_and_no_page_has_more_than_nine),
        GALLERY(who_was_expected_is_told_whether_they_are_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
