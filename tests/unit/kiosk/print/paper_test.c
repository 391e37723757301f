#include "support/check.h"

#include "base/clock.h"
#include "print/paper.h"
#include "render/face.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double px_per_mm = PAPER_DPI / 25.4;

static struct i18n *i18n;
static struct face_set *faces;

static int set_up(void **state)
{
    char error[256];
    (void)state;
    if (clock_zone_set("Europe/Warsaw") != STATUS_OK ||
        i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &i18n, error, sizeof(error)) != STATUS_OK ||
        face_set_open(NULL, &faces, error, sizeof(error)) != STATUS_OK) {
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    face_set_close(faces);
    i18n_close(i18n);
    return 0;
}

static struct paper_ticket example(void)
{
    return (struct paper_ticket){.number = "A27",
                                 .url = "http://127.0.0.1:8080/v/0123456789abcdef0123456789abcdef",
                                 .office_name = "Centrum Usług Społecznych w Przykładowie",
                                 .office_phone = "12 345 67 89",
                                 .language = LANGUAGE_PL,
                                 .ahead = 3,
                                 .wait = {true, 15, 30},
                                 .issued_ms = 1795250000000};
}

static struct bitmap *render(const struct paper_ticket *ticket)
{
    return paper_render(ticket, i18n, faces);
}

struct box {
    int left;
    int top;
    int right; /* one past */
    int bottom;
};

/* Where two tickets of the same size differ. */
static struct box difference(const struct paper_ticket *one, const struct paper_ticket *other)
{
    struct bitmap *first = render(one);
    struct bitmap *second = render(other);
    struct box box = {PAPER_WIDTH_PX, PAPER_HEIGHT_MAX_PX, 0, 0};
    assert_int_equal(first->height_px, second->height_px);
    for (int y = 0; y < first->height_px; y++) {
        for (int x = 0; x < first->width_px; x++) {
            if (bitmap_is_black(first, x, y) != bitmap_is_black(second, x, y)) {
                box.left = x < box.left ? x : box.left;
                box.right = x >= box.right ? x + 1 : box.right;
                box.top = y < box.top ? y : box.top;
                box.bottom = y + 1;
            }
        }
    }
    bitmap_destroy(first);
    bitmap_destroy(second);
    return box;
}

static void assert_height_mm(struct box box, double least_mm)
{
    if (box.bottom - box.top < (int)(least_mm * px_per_mm)) {
        fail_msg("%d px are less than %.1f mm", box.bottom - box.top, least_mm);
    }
}

TEST(number_is_at_least_15_mm_high)
{
    static const char *const numbers[][2] = {{"A27", "B38"}, {"A1", "B8"}, {"A1111", "B8888"}};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct paper_ticket one = example();
        struct paper_ticket other = example();
        (void)snprintf(one.number, sizeof(one.number), "%s", numbers[i][0]);
        (void)snprintf(other.number, sizeof(other.number), "%s", numbers[i][1]);
        assert_height_mm(difference(&one, &other), 15.0);
    }
}

/* Figures are as high as capitals: 0.714 of the em in Noto Sans. Two round figures have the
 * outermost row in common at either end: a quarter of a millimetre. */
static const double figure_14_pt_mm = 14.0 / 72.0 * 25.4 * 0.714 - 0.25;

TEST(other_figures_are_at_least_14_points)
{
    (void)state;
    struct paper_ticket one = example();
    struct paper_ticket other = example();
    other.ahead = 8;
    assert_height_mm(difference(&one, &other), figure_14_pt_mm);
    other = example();
    (void)snprintf(other.office_phone, sizeof(other.office_phone), "12 345 67 80");
    assert_height_mm(difference(&one, &other), figure_14_pt_mm);
    other = example();
    other.wait.low_min = 10;
    assert_height_mm(difference(&one, &other), figure_14_pt_mm);
    other = example();
    other.issued_ms += 7 * 60 * 1000;
    assert_height_mm(difference(&one, &other), figure_14_pt_mm);
}

/* The code begins at the left margin with the corner square, seven modules high. */
static struct box find_code(const struct bitmap *bitmap, int *out_module_px)
{
    struct box box = {.left = PAPER_MARGIN_PX};
    int run = 0;
    for (int y = 0; y < bitmap->height_px; y++) {
        bool is_black = bitmap_is_black(bitmap, PAPER_MARGIN_PX, y);
        run = is_black ? run + 1 : 0;
        if (run == 21) { /* three dots a module at least: no letter or rule is that high here */
            box.top = y - 20;
            break;
        }
    }
    int at = box.top;
    while (bitmap_is_black(bitmap, PAPER_MARGIN_PX, at)) {
        at++;
    }
    *out_module_px = (at - box.top) / 7;
    if (*out_module_px == 0) {
        fail_msg("no corner square"); /* ends the test, which the analyzer does not know */
        *out_module_px = 1;
    }
    /* Along the upper edge up to a gap as wide as a quiet zone. */
    int white = 0;
    for (int x = PAPER_MARGIN_PX; white < 4 * *out_module_px; x++) {
        white = bitmap_is_black(bitmap, x, box.top) ? 0 : white + 1;
        box.right = white == 0 ? x + 1 : box.right;
    }
    box.bottom = box.top + (box.right - box.left);
    return box;
}

TEST(code_is_at_least_25_mm_of_exact_squares_in_a_quiet_zone)
{
    (void)state;
    struct paper_ticket ticket = example();
    struct bitmap *bitmap = render(&ticket);
    int module_px = 1;
    struct box code = find_code(bitmap, &module_px);
    int side_px = code.right - code.left;
    assert_true(side_px >= (int)(25.0 * px_per_mm));
    assert_true(side_px <= (int)(40.0 * px_per_mm));
    assert_int_equal(side_px % module_px, 0);
    for (int y = code.top; y < code.bottom; y++) {
        for (int x = code.left; x < code.right; x++) {
            int corner_x = code.left + (x - code.left) / module_px * module_px;
            int corner_y = code.top + (y - code.top) / module_px * module_px;
            assert_int_equal(bitmap_is_black(bitmap, x, y),
                             bitmap_is_black(bitmap, corner_x, corner_y));
        }
    }
    int quiet_px = 4 * module_px;
    for (int y = code.top - quiet_px; y < code.bottom + quiet_px; y++) {
        for (int x = code.left - quiet_px; x < code.right + quiet_px; x++) {
            bool is_inside = x >= code.left && x < code.right && y >= code.top && y < code.bottom;
            assert_true(is_inside || !bitmap_is_black(bitmap, x, y));
        }
    }
    bitmap_destroy(bitmap);
}

static void assert_white_margins(const struct bitmap *bitmap)
{
    assert_int_equal(bitmap->width_px, PAPER_WIDTH_PX);
    for (int y = 0; y < bitmap->height_px; y++) {
        for (int x = 0; x < PAPER_MARGIN_PX; x++) {
            assert_false(bitmap_is_black(bitmap, x, y));
            assert_false(bitmap_is_black(bitmap, PAPER_WIDTH_PX - 1 - x, y));
        }
    }
}

TEST(nothing_is_printed_outside_70_mm)
{
    static const char *const numbers[] = {"A1", "E999", "C12345", "A999999"};
    (void)state;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (size_t i = 0; i < 4; i++) {
            struct paper_ticket ticket = example();
            ticket.language = (enum language)language;
            ticket.wait.is_known = i % 2 == 0;
            (void)snprintf(ticket.number, sizeof(ticket.number), "%s", numbers[i]);
            struct bitmap *bitmap = render(&ticket);
            assert_white_margins(bitmap);
            bitmap_destroy(bitmap);
        }
    }
}

TEST(is_as_long_as_its_content_and_a_whole_number_of_points)
{
    (void)state;
    struct paper_ticket ticket = example();
    struct bitmap *bitmap = render(&ticket);
    int points = (bitmap->height_px * 72 + PAPER_DPI - 1) / PAPER_DPI;
    assert_int_equal(bitmap->height_px, points * PAPER_DPI / 72);
    int last = 0;
    for (int y = 0; y < bitmap->height_px; y++) {
        for (int x = 0; x < bitmap->width_px; x++) {
            last = bitmap_is_black(bitmap, x, y) ? y : last;
        }
    }
    assert_in_range(bitmap->height_px - last, 5 * 8, 9 * 8);
    assert_true(bitmap->height_px < 180 * 8);
    bitmap_destroy(bitmap);
}

TEST(a_second_language_is_added_for_all_but_polish)
{
    (void)state;
    int height_px[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct paper_ticket ticket = example();
        ticket.language = (enum language)language;
        struct bitmap *bitmap = render(&ticket);
        height_px[language] = bitmap->height_px;
        bitmap_destroy(bitmap);
    }
    assert_true(height_px[LANGUAGE_UK] > height_px[LANGUAGE_PL] + 200);
    assert_true(height_px[LANGUAGE_EN] > height_px[LANGUAGE_PL] + 200);
    assert_true(height_px[LANGUAGE_RU] > height_px[LANGUAGE_PL] + 200);
    assert_in_range(height_px[LANGUAGE_PL_EASY], height_px[LANGUAGE_PL] - 100,
                    height_px[LANGUAGE_PL] + 100);
}

TEST(the_same_ticket_is_the_same_dots)
{
    (void)state;
    struct paper_ticket ticket = example();
    struct bitmap *first = render(&ticket);
    struct bitmap *second = render(&ticket);
    assert_int_equal(bitmap_size_bytes(first), bitmap_size_bytes(second));
    assert_memory_equal(first->bytes, second->bytes, bitmap_size_bytes(first));
    bitmap_destroy(first);
    bitmap_destroy(second);
}

TEST(leaves_out_what_is_not_known)
{
    (void)state;
    struct paper_ticket ticket = example();
    struct bitmap *whole = render(&ticket);
    ticket.ahead = -1;
    struct bitmap *no_ahead = render(&ticket);
    ticket.office_phone[0] = '\0';
    struct bitmap *no_phone = render(&ticket);
    ticket.url[0] = '\0';
    struct bitmap *no_code = render(&ticket);
    assert_true(no_ahead->height_px < whole->height_px);
    assert_true(no_phone->height_px < no_ahead->height_px);
    assert_true(no_code->height_px < no_phone->height_px - 200);
    bitmap_destroy(whole);
    bitmap_destroy(no_ahead);
    bitmap_destroy(no_phone);
    bitmap_destroy(no_code);
}

static bool is_same(const struct paper_ticket *one, const struct paper_ticket *other)
{
    struct bitmap *a = render(one);
    struct bitmap *b = render(other);
    bool is_equal = bitmap_size_bytes(a) == bitmap_size_bytes(b) &&
                    memcmp(a->bytes, b->bytes, bitmap_size_bytes(a)) == 0;
    bitmap_destroy(a);
    bitmap_destroy(b);
    return is_equal;
}

TEST(of_a_range_wider_than_an_hour_only_the_lower_end_is_printed)
{
    (void)state;
    struct paper_ticket wide = example();
    wide.wait = (struct wire_wait){true, 20, 95};
    struct paper_ticket wider = wide;
    wider.wait.high_min = 240;
    struct paper_ticket later = wide;
    later.wait.low_min = 25;
    struct paper_ticket hour = wide;
    hour.wait.high_min = 80;
    assert_true(is_same(&wide, &wider));
    assert_false(is_same(&wide, &later));
    assert_false(is_same(&wide, &hour));
}

TEST(what_is_booked_has_its_code_in_figures_and_as_a_picture)
{
    (void)state;
    struct paper_ticket paper = {.code = "482913",
                                 .office_name = "Centrum Usług Społecznych",
                                 .language = LANGUAGE_UK,
                                 .starts_ms = 1795503600000};
    struct paper_ticket other_code = paper;
    (void)snprintf(other_code.code, sizeof(other_code.code), "482914");
    struct paper_ticket other_time = paper;
    other_time.starts_ms += 3600 * 1000;
    struct box box = difference(&paper, &other_code);
    assert_height_mm(box, 25.0); /* both the figures and the picture have changed */
    assert_false(is_same(&paper, &other_time));
    struct bitmap *bitmap = render(&paper);
    int module_px;
    struct box code = find_code(bitmap, &module_px);
    assert_height_mm(code, 25.0);
    assert_white_margins(bitmap);
    bitmap_destroy(bitmap);
}

TEST(survives_texts_of_the_greatest_length)
{
    (void)state;
    struct paper_ticket ticket = example();
    ticket.language = LANGUAGE_EN;
    for (size_t i = 0; i + 1 < sizeof(ticket.office_name); i++) {
        ticket.office_name[i] = i % 3 == 2 ? ' ' : 'W';
    }
    memset(ticket.office_phone, '8', sizeof(ticket.office_phone) - 1);
    memset(ticket.url + 30, 'a', sizeof(ticket.url) - 31);
    struct bitmap *bitmap = render(&ticket);
    assert_true(bitmap->height_px <= PAPER_HEIGHT_MAX_PX);
    bitmap_destroy(bitmap);
}

TEST(every_text_exists_and_has_all_its_glyphs)
{
    static const char *const keys[] = {
        "ticket_wait",  "ahead",        "ahead_none",  "wait",          "wait_unknown",
        "soon",         "over",         "ticket_scan", "ticket_issued", "ticket_privacy",
        "ticket_phone", "booked_title", "booked_code", "booked_show",   "booked_change"};
    (void)state;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
            const char *text = i18n_text(i18n, (enum language)language, keys[i]);
            uint32_t missing = 0;
            assert_string_not_equal(text, keys[i]);
            assert_true(face_has_glyphs(faces, FACE_REGULAR, text, &missing));
            assert_true(face_has_glyphs(faces, FACE_BOLD, text, &missing));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_is_at_least_15_mm_high),
        cmocka_unit_test(other_figures_are_at_least_14_points),
        cmocka_unit_test(code_is_at_least_25_mm_of_exact_squares_in_a_quiet_zone),
        cmocka_unit_test(nothing_is_printed_outside_70_mm),
        cmocka_unit_test(is_as_long_as_its_content_and_a_whole_number_of_points),
        cmocka_unit_test(a_second_language_is_added_for_all_but_polish),
        cmocka_unit_test(the_same_ticket_is_the_same_dots),
        cmocka_unit_test(leaves_out_what_is_not_known),
        cmocka_unit_test(of_a_range_wider_than_an_hour_only_the_lower_end_is_printed),
        cmocka_unit_test(what_is_booked_has_its_code_in_figures_and_as_a_picture),
        cmocka_unit_test(survives_texts_of_the_greatest_length),
        cmocka_unit_test(every_text_exists_and_has_all_its_glyphs),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
