#include "support/check.h"

#include "domain/capability.h"
#include "domain/slot.h"

enum { MONDAY = 20261123, SUNDAY = 20261122, CHRISTMAS = 20261225, SLOTS_MAX = 512 };

enum { TALK, ADVICE, DESK, QUICK };

/* Talks of 50 minutes are mixed, advice of 40 by appointment only, the desk walk-in, 12 minutes
 * for something quick. Colleague 0 gives all, 1 and 2 give talks, 2 only helps
 * out, 3 has the skill but calls nobody. */
static const struct office office = {
    .services = {{.id = 1, .mode = OFFICE_MODE_MIXED, .minutes = 50},
                 {.id = 2, .mode = OFFICE_MODE_APPOINTMENT, .minutes = 40},
                 {.id = 3, .mode = OFFICE_MODE_WALK_IN, .minutes = 10},
                 {.id = 4, .mode = OFFICE_MODE_APPOINTMENT, .minutes = 12}},
    .service_count = 4,
    .staff = {{.id = 11,
               .capabilities = CAPABILITY_CALL,
               .preference = {OFFICE_PREFERENCE_MAIN, OFFICE_PREFERENCE_MAIN,
                              OFFICE_PREFERENCE_MAIN, OFFICE_PREFERENCE_MAIN}},
              {.id = 12,
               .capabilities = CAPABILITY_CALL | CAPABILITY_DESK,
               .preference = {OFFICE_PREFERENCE_MAIN}},
              {.id = 13, .capabilities = CAPABILITY_CALL, .preference = {OFFICE_PREFERENCE_BACKUP}},
              {.id = 14, .capabilities = CAPABILITY_DESK, .preference = {OFFICE_PREFERENCE_MAIN}}},
    .staff_count = 4,
    .hours = {{.weekday = 1, .open_min = 480, .close_min = 720},
              {.weekday = 1, .open_min = 783, .close_min = 900},
              {.weekday = 5, .open_min = 480, .close_min = 720},
              {.weekday = 7, .open_min = 480, .close_min = 720}},
    .hours_count = 4,
};

static struct slot_wish wish(int service, int staff)
{
    return (struct slot_wish){.service = &office.services[service], .staff = staff};
}

static struct slot_day on(int32_t day, const struct slot *taken, int count)
{
    return (struct slot_day){.office = &office, .day = day, .taken = taken, .taken_count = count};
}

static int staff_at(const struct slot_day *day, int service, int staff, int minute)
{
    struct slot_wish asked = wish(service, staff);
    return slot_staff(day, &asked, minute);
}

static int list(const struct slot_day *day, int service, int staff, bool is_once, struct slot *out)
{
    struct slot_wish asked = wish(service, staff);
    return slot_list(day, &asked, is_once, out, SLOTS_MAX);
}

TEST(slots_lie_end_to_end_in_each_stretch_of_opening)
{
    (void)state;
    /* 8:00 to 12:00, and 13:03 to 15:00, which begins at 13:05. */
    static const int talks[] = {480, 530, 580, 630, 785, 835};
    struct slot_day day = on(MONDAY, NULL, 0);
    struct slot found[SLOTS_MAX];
    int count = list(&day, TALK, 1, false, found);
    assert_int_equal(count, 6);
    for (int i = 0; i < count; i++) {
        assert_int_equal(found[i].minute, talks[i]);
        assert_int_equal(found[i].minutes, 50);
        assert_int_equal(found[i].staff, 1);
    }
    assert_int_equal(staff_at(&day, TALK, SLOT_ANYBODY, 680), SLOT_NOBODY); /* past closing */
    assert_int_equal(staff_at(&day, TALK, SLOT_ANYBODY, 485), SLOT_NOBODY); /* between two */
    assert_int_equal(staff_at(&day, TALK, SLOT_ANYBODY, 430), SLOT_NOBODY); /* before opening */
    assert_int_equal(staff_at(&day, TALK, SLOT_ANYBODY, 783), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, ADVICE, SLOT_ANYBODY, 680), 0); /* ends as it closes */
}

TEST(a_slot_takes_whole_units_of_five_minutes)
{
    (void)state;
    struct slot_day day = on(MONDAY, NULL, 0);
    assert_int_equal(slot_minutes(&office.services[QUICK]), 15);
    assert_int_equal(slot_minutes(&office.services[TALK]), 50);
    assert_int_equal(staff_at(&day, QUICK, SLOT_ANYBODY, 495), 0);
    assert_int_equal(staff_at(&day, QUICK, SLOT_ANYBODY, 492), SLOT_NOBODY);
}

TEST(nothing_is_booked_on_a_day_off_or_when_it_is_closed)
{
    (void)state;
    struct slot found[SLOTS_MAX];
    static const int32_t days[] = {SUNDAY, CHRISTMAS, 20261124};
    for (int i = 0; i < 3; i++) {
        struct slot_day day = on(days[i], NULL, 0);
        assert_int_equal(list(&day, TALK, SLOT_ANYBODY, false, found), 0);
        assert_int_equal(staff_at(&day, TALK, SLOT_ANYBODY, 480), SLOT_NOBODY);
    }
}

TEST(a_walk_in_service_has_no_slots)
{
    (void)state;
    struct slot found[SLOTS_MAX];
    struct slot_day day = on(MONDAY, NULL, 0);
    assert_int_equal(list(&day, DESK, SLOT_ANYBODY, false, found), 0);
    assert_int_equal(staff_at(&day, DESK, SLOT_ANYBODY, 480), SLOT_NOBODY);
}

TEST(only_whose_main_task_it_is_is_booked)
{
    (void)state;
    struct slot_day day = on(MONDAY, NULL, 0);
    assert_int_equal(staff_at(&day, TALK, 2, 480), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, ADVICE, 1, 480), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, TALK, 1, 480), 1);
}

TEST(a_taken_stretch_takes_every_slot_that_lies_across_it)
{
    (void)state;
    static const struct slot talk = {.minute = 530, .minutes = 50, .staff = 0};
    struct slot_day day = on(MONDAY, &talk, 1);
    /* Advice at 8:00, 8:40 (8:40-9:20), 9:20 (9:20-10:00), 10:00; the talk is 8:50 to 9:40. */
    assert_int_equal(staff_at(&day, ADVICE, SLOT_ANYBODY, 480), 0);
    assert_int_equal(staff_at(&day, ADVICE, SLOT_ANYBODY, 520), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, ADVICE, SLOT_ANYBODY, 560), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, ADVICE, SLOT_ANYBODY, 600), 0);
    /* A slot that ends as it begins, one that begins as it ends, one within it. */
    assert_int_equal(staff_at(&day, TALK, 0, 480), 0);
    assert_int_equal(staff_at(&day, TALK, 0, 580), 0);
    assert_int_equal(staff_at(&day, QUICK, 0, 540), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, QUICK, 0, 525), SLOT_NOBODY);
    /* Another colleague's time is another time. */
    assert_int_equal(staff_at(&day, TALK, 0, 530), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, TALK, SLOT_ANYBODY, 530), 1);
}

TEST(what_one_person_books_moves_nobody_elses_slots)
{
    (void)state;
    static const struct slot quick = {.minute = 480, .minutes = 15, .staff = 1};
    struct slot_day before = on(MONDAY, NULL, 0);
    struct slot_day after = on(MONDAY, &quick, 1);
    struct slot all[SLOTS_MAX];
    struct slot left[SLOTS_MAX];
    int count = list(&before, TALK, 1, false, all);
    assert_int_equal(list(&after, TALK, 1, false, left), count - 1);
    for (int i = 1; i < count; i++) {
        assert_int_equal(left[i - 1].minute, all[i].minute);
    }
}

TEST(of_a_mixed_service_a_quarter_of_the_day_is_kept)
{
    (void)state;
    /* Open for 357 minutes: 267 may be booked. */
    static const struct slot taken[] = {{480, 215, 1}, {700, 5, 0}};
    struct slot_day full = on(MONDAY, taken, 2);
    struct slot_day less = on(MONDAY, taken, 2);
    struct slot little = {480, 220, 1};
    full.taken = &little;
    full.taken_count = 1;
    assert_int_equal(staff_at(&less, TALK, 1, 785), 1);
    assert_int_equal(staff_at(&full, TALK, 1, 785), SLOT_NOBODY);
    /* By appointment only: all of it. */
    little = (struct slot){480, 240, 0};
    assert_int_equal(staff_at(&full, TALK, 0, 785), SLOT_NOBODY);
    assert_int_equal(staff_at(&full, ADVICE, 0, 785), 0);
}

TEST(no_slot_begins_before_the_first_minute_that_is_asked_for)
{
    (void)state;
    struct slot found[SLOTS_MAX];
    struct slot_day day = on(MONDAY, NULL, 0);
    day.from_min = 531;
    assert_int_equal(staff_at(&day, TALK, 1, 530), SLOT_NOBODY);
    assert_int_equal(staff_at(&day, TALK, 1, 580), 1);
    assert_int_equal(list(&day, TALK, 1, false, found), 4);
    assert_int_equal(found[0].minute, 580);
    day.from_min = 530;
    assert_int_equal(staff_at(&day, TALK, 1, 530), 1);
    day.from_min = 1440;
    assert_int_equal(list(&day, TALK, 1, false, found), 0);
}

TEST(who_has_least_booked_takes_it_then_who_comes_first)
{
    (void)state;
    static const struct slot taken[] = {{480, 50, 0}, {785, 10, 1}};
    struct slot_day none = on(MONDAY, NULL, 0);
    struct slot_day some = on(MONDAY, taken, 2);
    assert_int_equal(staff_at(&none, TALK, SLOT_ANYBODY, 530), 0);
    assert_int_equal(staff_at(&some, TALK, SLOT_ANYBODY, 530), 1);
    assert_int_equal(staff_at(&some, TALK, SLOT_ANYBODY, 785), 0); /* the other is taken */
    assert_int_equal(staff_at(&some, TALK, 0, 530), 0);            /* asked for by name */
}

TEST(lists_by_time_then_staff_or_each_time_once)
{
    (void)state;
    static const struct slot taken = {480, 50, 0};
    struct slot_day day = on(MONDAY, &taken, 1);
    struct slot found[SLOTS_MAX];
    int count = list(&day, TALK, SLOT_ANYBODY, false, found);
    assert_int_equal(count, 11); /* six each, one of them taken */
    for (int i = 1; i < count; i++) {
        assert_true(
            found[i].minute > found[i - 1].minute ||
            (found[i].minute == found[i - 1].minute && found[i].staff > found[i - 1].staff));
    }
    count = list(&day, TALK, SLOT_ANYBODY, true, found);
    assert_int_equal(count, 6);
    for (int i = 0; i < count; i++) {
        assert_int_equal(found[i].staff, 1); /* the one with less booked */
    }
}

TEST(writes_no_more_than_there_is_room_for)
{
    (void)state;
    struct slot_day day = on(MONDAY, NULL, 0);
    struct slot_wish asked = wish(TALK, SLOT_ANYBODY);
    struct slot found[4] = {{.minute = -7}, {.minute = -7}, {.minute = -7}, {.minute = -7}};
    assert_int_equal(slot_list(&day, &asked, false, found, 3), 3);
    assert_int_equal(found[3].minute, -7);
    assert_int_equal(slot_list(&day, &asked, true, found, 2), 2);
    assert_int_equal(slot_list(&day, &asked, true, found, 0), 0);
}

/* Whatever is booked, in whatever order: what is offered can be taken, and never lies across. */
TEST(a_day_filled_slot_by_slot_never_overlaps)
{
    (void)state;
    struct slot taken[SLOTS_MAX] = {{0}};
    struct slot found[SLOTS_MAX];
    struct slot_day day = on(MONDAY, taken, 0);
    unsigned random = 7;
    for (;;) {
        random = random * 1103515245U + 12345U;
        static const int services[] = {TALK, ADVICE, QUICK};
        int total = 0;
        int service = 0;
        for (int i = 0; i < 3 && total == 0; i++) {
            service = services[(random / 65536U + (unsigned)i) % 3];
            total = list(&day, service, SLOT_ANYBODY, false, found);
        }
        if (total == 0) {
            break;
        }
        struct slot next = found[random / 256U % (unsigned)total];
        assert_int_equal(staff_at(&day, service, next.staff, next.minute), next.staff);
        for (int i = 0; i < day.taken_count; i++) {
            assert_true(taken[i].staff != next.staff ||
                        taken[i].minute >= next.minute + next.minutes ||
                        next.minute >= taken[i].minute + taken[i].minutes);
        }
        taken[day.taken_count++] = next;
    }
    assert_true(day.taken_count > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_lie_end_to_end_in_each_stretch_of_opening),
        cmocka_unit_test(a_slot_takes_whole_units_of_five_minutes),
        cmocka_unit_test(nothing_is_booked_on_a_day_off_or_when_it_is_closed),
        cmocka_unit_test(a_walk_in_service_has_no_slots),
        cmocka_unit_test(only_whose_main_task_it_is_is_booked),
        cmocka_unit_test(a_taken_stretch_takes_every_slot_that_lies_across_it),
        cmocka_unit_test(what_one_person_books_moves_nobody_elses_slots),
        cmocka_unit_test(of_a_mixed_service_a_quarter_of_the_day_is_kept),
        cmocka_unit_test(no_slot_begins_before_the_first_minute_that_is_asked_for),
        cmocka_unit_test(who_has_least_booked_takes_it_then_who_comes_first),
        cmocka_unit_test(lists_by_time_then_staff_or_each_time_once),
        cmocka_unit_test(writes_no_more_than_there_is_room_for),
        cmocka_unit_test(a_day_filled_slot_by_slot_never_overlaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
