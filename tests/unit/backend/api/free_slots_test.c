#include "api/free_slots.h"
#include "base/clock.h"
#include "store/appointment_store.h"
#include "unit/backend/store/store_fixture.h"

enum { MONDAY = 20261123, TUESDAY = 20261124, SEARCH_BYTES_MAX = 1024 * 1024, TEN = 600 };

static const int64_t minute_ms = INT64_C(60) * 1000;

/* The fixture's office: PSY takes 10 minutes and is everybody's main task. */
struct house {
    struct fixture *fixture;
    struct arena arena;
};

static int open_house(void **state)
{
    struct house *house = memory_new(1, sizeof(*house));
    assert_status(clock_zone_set("Europe/Warsaw"), STATUS_OK);
    (void)fixture_open(state);
    house->fixture = *state;
    struct office *office = house->fixture->office;
    office->services[0].mode = OFFICE_MODE_APPOINTMENT;
    office->hours_count = 0;
    for (int weekday = 1; weekday <= 7; weekday++) {
        office->hours[office->hours_count++] =
            (struct office_hours){.weekday = weekday, .open_min = 540, .close_min = 660};
    }
    arena_init(&house->arena, SEARCH_BYTES_MAX);
    *state = house;
    return 0;
}

static int close_house(void **state)
{
    struct house *house = *state;
    void *fixture = house->fixture;
    arena_finish(&house->arena);
    free(house);
    return fixture_close(&fixture);
}

static struct free_slots *search_at(struct house *house, int64_t now_ms)
{
    return free_slots_create(&house->arena, house->fixture->office, house->fixture->db, now_ms);
}

static struct slot_wish wish(const struct house *house, int staff)
{
    return (struct slot_wish){.service = &house->fixture->office->services[0], .staff = staff};
}

/* "540.1 540.2": minutes of the day and ids of staff, a bar between days; "+" when there are more.
 */
static void list(struct house *house, int64_t now_ms, int staff, struct free_slots_range range,
                 char *out, size_t out_size)
{
    struct buffer body;
    struct json_out json;
    struct json_in *document = NULL;
    struct json_error error;
    bool is_more = false;
    struct slot_wish asked = wish(house, staff);
    size_t used = 0;
    int32_t day = 0;
    buffer_init(&body, 65536);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    assert_status(free_slots_json(search_at(house, now_ms), &asked, &range, &json, &is_more),
                  STATUS_OK);
    json_out_end(&json);
    assert_status(json_in_parse(buffer_text(&body), body.size_bytes, &document, &error), STATUS_OK);
    const struct json_in *slots = json_in_child(document, "slots");
    out[0] = '\0';
    for (size_t i = 0; i < json_in_count(slots); i++) {
        int64_t starts_ms = 0;
        int64_t staff_id = 0;
        const struct json_in *slot = json_in_item(slots, i);
        assert_status(json_in_int(json_in_child(slot, "starts_ms"), &starts_ms), STATUS_OK);
        assert_status(json_in_int(json_in_child(slot, "staff"), &staff_id), STATUS_OK);
        struct local_time local = clock_local(starts_ms);
        const char *between = day == 0 ? "" : day == local.day ? " " : " | ";
        used += (size_t)snprintf(out + used, out_size - used, "%s%d.%d", between,
                                 local.minute_of_day, (int)staff_id);
        day = local.day;
    }
    (void)snprintf(out + used, out_size - used, "%s", is_more ? " +" : "");
    json_in_destroy(document);
    buffer_finish(&body);
}

static void book(struct house *house, int staff, int64_t starts_ms)
{
    struct appointment made = {.service_id = house->fixture->office->services[0].id,
                               .staff_id = house->fixture->office->staff[staff].id,
                               .starts_ms = starts_ms,
                               .minutes = 10};
    int64_t office_id = house->fixture->office->id;
    assert_status(appointment_store_code(house->fixture->db, office_id, made.code), STATUS_OK);
    assert_status(appointment_store_add(house->fixture->db, office_id, &made), STATUS_OK);
}

static struct free_slots_range days(int32_t day, int count, int max)
{
    return (struct free_slots_range){
        .from_ms = clock_from_local(day, 0), .days = count, .max = max};
}

TEST(what_is_past_of_today_is_left_out)
{
    struct house *house = *state;
    char text[512];
    int64_t now_ms = clock_from_local(MONDAY, 630);
    list(house, now_ms, 0, days(MONDAY, 1, 50), text, sizeof(text));
    assert_string_equal(text, "640.1 650.1"); /* the one that begins now is past */
    list(house, now_ms - 1, 0, days(MONDAY, 1, 50), text, sizeof(text));
    assert_string_equal(text, "630.1 640.1 650.1");
    list(house, now_ms, 0, days(MONDAY - 3, 3, 50), text, sizeof(text));
    assert_string_equal(text, "");
}

TEST(nothing_is_free_beyond_the_horizon)
{
    struct house *house = *state;
    char text[512];
    int64_t now_ms = clock_from_local(MONDAY, 0);
    list(house, now_ms, 0, days(20270522, 1, 1), text, sizeof(text)); /* 180 days, a Saturday */
    assert_string_equal(text, "540.1 +");
    list(house, now_ms, 0, days(20270523, 30, 1), text, sizeof(text));
    assert_string_equal(text, "");
}

TEST(lists_each_colleague_or_each_time_once_from_an_instant_on)
{
    struct house *house = *state;
    char text[512];
    int64_t now_ms = clock_from_local(MONDAY, 0);
    struct free_slots_range range = {.from_ms = clock_from_local(MONDAY, 640), .days = 2, .max = 9};
    list(house, now_ms, SLOT_ANYBODY, range, text, sizeof(text));
    assert_string_equal(text, "640.1 640.2 640.3 640.4 650.1 650.2 650.3 650.4 | 540.1 +");
    range.is_once = true;
    range.max = 3;
    list(house, now_ms, SLOT_ANYBODY, range, text, sizeof(text));
    assert_string_equal(text, "640.1 650.1 | 540.1 +");
    range.days = 1;
    list(house, now_ms, SLOT_ANYBODY, range, text, sizeof(text));
    assert_string_equal(text, "640.1 650.1");
    range.max = 2; /* exactly as many as there are */
    list(house, now_ms, SLOT_ANYBODY, range, text, sizeof(text));
    assert_string_equal(text, "640.1 650.1");
    range.days = 2;
    list(house, now_ms, SLOT_ANYBODY, range, text, sizeof(text));
    assert_string_equal(text, "640.1 650.1 +");
}

TEST(what_is_booked_is_read_of_its_day_only_and_a_cancelled_one_is_free)
{
    struct house *house = *state;
    char text[512];
    int64_t now_ms = clock_from_local(MONDAY, 0);
    book(house, 0, clock_from_local(MONDAY, 640));
    book(house, 0, clock_from_local(TUESDAY, 650));
    list(house, now_ms, 0, days(MONDAY, 1, 50), text, sizeof(text));
    assert_non_null(strstr(text, "630.1 650.1"));
    list(house, now_ms, 0, days(TUESDAY, 1, 50), text, sizeof(text));
    assert_non_null(strstr(text, "630.1 640.1"));
    assert_null(strstr(text, "650.1"));
    assert_status(appointment_store_cancel(house->fixture->db, 1), STATUS_OK);
    list(house, now_ms, 0, days(MONDAY, 1, 50), text, sizeof(text));
    assert_non_null(strstr(text, "630.1 640.1 650.1"));
}

TEST(a_slot_begins_at_its_very_instant)
{
    struct house *house = *state;
    int64_t now_ms = clock_from_local(MONDAY, 0);
    int64_t ten_ms = clock_from_local(MONDAY, TEN);
    struct slot_wish asked = wish(house, SLOT_ANYBODY);
    int staff = -7;
    struct free_slots *search = search_at(house, now_ms);
    assert_status(free_slots_staff(search, &asked, ten_ms, &staff), STATUS_OK);
    assert_int_equal(staff, 0);
    static const int64_t beside[] = {1, 1000, -1, 59 * 1000};
    for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
        assert_status(free_slots_staff(search, &asked, ten_ms + beside[i], &staff), STATUS_OK);
        assert_int_equal(staff, SLOT_NOBODY);
    }
    book(house, 0, ten_ms);
    assert_status(free_slots_staff(search, &asked, ten_ms, &staff), STATUS_OK);
    assert_int_equal(staff, 1);
    assert_status(free_slots_staff(search, &asked, ten_ms + 10 * minute_ms, &staff), STATUS_OK);
    assert_int_equal(staff, 1); /* who has less booked */
}

TEST(summer_time_moves_no_opening)
{
    struct house *house = *state;
    char text[512];
    int64_t now_ms = clock_from_local(20270320, 0);
    list(house, now_ms, 0, days(20270327, 3, 50), text, sizeof(text));
    assert_string_equal(text, /* Saturday, no Sunday, and Easter Monday off */
                        "540.1 550.1 560.1 570.1 580.1 590.1 600.1 610.1 620.1 630.1 640.1 650.1");
    list(house, now_ms, 0, days(20270330, 1, 2), text, sizeof(text));
    assert_string_equal(text, "540.1 550.1 +");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_past_of_today_is_left_out, open_house, close_house),
        cmocka_unit_test_setup_teardown(nothing_is_free_beyond_the_horizon, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(lists_each_colleague_or_each_time_once_from_an_instant_on,
                                        open_house, close_house),
        cmocka_unit_test_setup_teardown(
            what_is_booked_is_read_of_its_day_only_and_a_cancelled_one_is_free, open_house,
            close_house),
        cmocka_unit_test_setup_teardown(a_slot_begins_at_its_very_instant, open_house, close_house),
        cmocka_unit_test_setup_teardown(summer_time_moves_no_opening, open_house, close_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
