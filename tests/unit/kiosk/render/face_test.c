#include "support/check.h"

#include "render/face.h"

#include <stdio.h>
#include <string.h>

static struct face_set *set;

static int open_set(void **state)
{
    (void)state;
    char error[256];
    return face_set_open(NULL, &set, error, sizeof(error)) == STATUS_OK ? 0 : -1;
}

static int close_set(void **state)
{
    (void)state;
    face_set_close(set);
    return 0;
}

static const struct face_style body = {FACE_REGULAR, 40, 0};

static void line_text(const struct face_paragraph *paragraph, int line, char *out, size_t out_size)
{
    (void)snprintf(out, out_size, "%.*s", paragraph->lines[line].length,
                   paragraph->text + paragraph->lines[line].start);
}

static void assert_line(const struct face_paragraph *paragraph, int line, const char *expected)
{
    char text[FACE_TEXT_MAX + 1];
    assert_true(line < paragraph->line_count);
    line_text(paragraph, line, text, sizeof(text));
    assert_string_equal(text, expected);
}

TEST(says_which_font_file_is_missing_and_leaves_its_output_alone)
{
    (void)state;
    char error[256] = "";
    struct face_set *none = (struct face_set *)1;
    assert_status(face_set_open("/nowhere", &none, error, sizeof(error)), STATUS_MISSING);
    assert_non_null(strstr(error, "/nowhere/NotoSans-Regular.ttf"));
    assert_ptr_equal(none, (struct face_set *)1);
}

TEST(keeps_each_line_within_the_width)
{
    (void)state;
    struct face_paragraph paragraph;
    face_wrap(set, body, "Weź bilet i usiądź. Numer pokaże się na tablicy i usłyszysz sygnał.", 400,
              &paragraph);
    assert_true(paragraph.line_count > 2);
    assert_false(paragraph.is_wide);
    assert_false(paragraph.is_cut);
    for (int i = 0; i < paragraph.line_count; i++) {
        assert_true(paragraph.lines[i].width_px <= 400);
        assert_true(paragraph.lines[i].width_px <= paragraph.width_px);
    }
    assert_int_equal(paragraph.height_px, paragraph.line_count * paragraph.line_height_px);
}

TEST(never_ends_a_line_with_a_one_letter_word)
{
    (void)state;
    const char *texts[] = {"Rozmowa w osobnym pokoju i o każdej porze z Tobą",
                           "Розмова в окремій кімнаті з психологом і юристом"};
    for (int width = 120; width < 700; width += 7) {
        for (size_t i = 0; i < 2; i++) {
            struct face_paragraph paragraph;
            face_wrap(set, body, texts[i], width, &paragraph);
            for (int line = 0; line + 1 < paragraph.line_count; line++) {
                char text[FACE_TEXT_MAX + 1];
                line_text(&paragraph, line, text, sizeof(text));
                const char *last = strrchr(text, ' ');
                const char *word = last != NULL ? last + 1 : text;
                size_t letter_bytes = (unsigned char)word[0] < 0x80 ? 1 : 2;
                assert_true(strlen(word) > letter_bytes);
            }
        }
    }
}

TEST(keeps_a_dash_with_the_word_before_it)
{
    (void)state;
    for (int width = 150; width < 700; width += 5) {
        struct face_paragraph paragraph;
        face_wrap(set, body, "Bez papieru – pokaż numer", width, &paragraph);
        for (int line = 1; line < paragraph.line_count; line++) {
            assert_true(strncmp(paragraph.text + paragraph.lines[line].start, "–", 3) != 0);
        }
    }
}

TEST(does_not_break_at_a_no_break_space)
{
    (void)state;
    struct face_paragraph paragraph;
    face_wrap(set, body,
              "Pokój\xC2\xA0"
              "4",
              10, &paragraph);
    assert_int_equal(paragraph.line_count, 1);
    assert_true(paragraph.is_wide);
}

/* Is `part` on one line, however wide the lines are, as long as it fits? */
static void assert_whole(const char *text, const char *part)
{
    int least = face_width_px(set, body, part);
    for (int width = least; width < 900; width += 3) {
        struct face_paragraph paragraph;
        bool is_there = false;
        face_wrap(set, body, text, width, &paragraph);
        for (int line = 0; line < paragraph.line_count; line++) {
            char words[FACE_TEXT_MAX + 1];
            line_text(&paragraph, line, words, sizeof(words));
            is_there = is_there || strstr(words, part) != NULL;
        }
        if (!is_there) {
            print_error("\"%s\" is broken at %d px\n", part, width);
        }
        assert_true(is_there);
    }
}

TEST(never_breaks_a_phone_number_a_code_or_a_time)
{
    (void)state;
    assert_whole("Zadzwoń: Telefon zaufania dla dzieci: 116 111", "116 111");
    assert_whole("Telefon: 12 345 67 89 albo 12 345 67 90", "12 345 67 89");
    assert_whole("Infolinia +48 800 70 22 22", "+48 800 70 22 22");
    assert_whole("Twój kod to 482 913 i nic więcej", "482 913");
    assert_whole("Otwieramy: poniedziałek 28 grudnia, godz. 8:00.", "godz. 8:00.");
    assert_whole("We open on Monday 28 December at 10:30.", "at 10:30.");
    assert_whole("понеділок 28 грудня, о 10:30", "о 10:30");
}

TEST(a_phone_number_too_wide_for_the_line_is_reported_and_not_broken)
{
    (void)state;
    struct face_paragraph paragraph;
    int width = face_width_px(set, body, "12 345 67 89");
    face_wrap(set, body, "12 345 67 89", width - 1, &paragraph);
    assert_int_equal(paragraph.line_count, 1);
    assert_true(paragraph.is_wide);
}

TEST(a_figure_stays_with_what_it_counts_while_both_fit)
{
    (void)state;
    assert_whole("Kiedy: wtorek 24 listopada", "24 listopada");
    assert_whole("Czas czekania: około 15–30 minut", "15–30 minut");
    struct face_paragraph paragraph;
    int width = face_width_px(set, body, "listopada");
    face_wrap(set, body, "24 listopada", width, &paragraph);
    assert_int_equal(paragraph.line_count, 2);
    assert_false(paragraph.is_wide);
}

TEST(breaks_where_the_text_says_so)
{
    (void)state;
    struct face_paragraph paragraph;
    face_wrap(set, body, "raz\n\ndwa", 4000, &paragraph);
    assert_int_equal(paragraph.line_count, 3);
    assert_line(&paragraph, 0, "raz");
    assert_line(&paragraph, 1, "");
    assert_line(&paragraph, 2, "dwa");
}

TEST(an_empty_text_has_no_lines)
{
    (void)state;
    struct face_paragraph paragraph;
    face_wrap(set, body, "", 400, &paragraph);
    assert_int_equal(paragraph.line_count, 0);
    assert_int_equal(paragraph.height_px, 0);
}

TEST(reports_a_text_with_more_lines_than_a_paragraph_holds)
{
    (void)state;
    char text[2 * (FACE_LINES_MAX + 1) + 1];
    for (int i = 0; i <= FACE_LINES_MAX; i++) {
        memcpy(text + 2 * (size_t)i, "a\n", 3);
    }
    struct face_paragraph paragraph;
    face_wrap(set, body, text, 400, &paragraph);
    assert_int_equal(paragraph.line_count, FACE_LINES_MAX);
    assert_true(paragraph.is_cut);
}

TEST(reports_a_text_one_byte_over_the_limit)
{
    (void)state;
    char text[FACE_TEXT_MAX + 2];
    memset(text, 'x', sizeof(text) - 1);
    text[FACE_TEXT_MAX + 1] = '\0';
    struct face_paragraph paragraph;
    face_wrap(set, body, text, 400, &paragraph);
    assert_true(paragraph.is_cut);
    text[FACE_TEXT_MAX] = '\0';
    face_wrap(set, body, text, 400, &paragraph);
    assert_false(paragraph.is_cut);
}

TEST(knows_every_letter_of_the_four_languages_and_no_emoji)
{
    (void)state;
    uint32_t missing = 0;
    for (int weight = 0; weight < FACE_WEIGHT_COUNT; weight++) {
        assert_true(face_has_glyphs(set, (enum face_weight)weight,
                                    "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ „” – … їієґ ЇІЄҐ ’ʼ ёъыэ « » A27",
                                    &missing));
    }
    assert_false(face_has_glyphs(set, FACE_REGULAR, "ok \xF0\x9F\x98\x80", &missing));
    assert_int_equal(missing, 0x1F600);
}

static unsigned ink_of(const unsigned char *coverage, size_t size)
{
    unsigned ink = 0;
    for (size_t i = 0; i < size; i++) {
        ink += coverage[i];
    }
    return ink;
}

TEST(draws_ink_inside_the_canvas_and_clips_the_rest)
{
    (void)state;
    unsigned char guarded[16 + 60 * 80 + 16];
    struct face_paragraph paragraph;
    face_wrap(set, body, "A27 W", 200, &paragraph);
    const int at[][2] = {{0, 0}, {-30, -20}, {40, 30}, {500, 10}, {-500, 10}, {10, -500}};
    for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
        memset(guarded, 0, sizeof(guarded));
        memset(guarded, 7, 16);
        memset(guarded + sizeof(guarded) - 16, 7, 16);
        struct face_canvas canvas = {guarded + 16, 80, 60, 80};
        struct face_spot spot = {at[i][0], at[i][1], 200, FACE_LEFT};
        face_draw(set, &paragraph, &spot, &canvas);
        assert_int_equal(ink_of(guarded, 16), 7 * 16);
        assert_int_equal(ink_of(guarded + sizeof(guarded) - 16, 16), 7 * 16);
        assert_int_equal(ink_of(canvas.coverage, sizeof(guarded) - 32) > 0, i < 3);
    }
}

TEST(aligns_a_line_left_centre_and_right)
{
    (void)state;

    enum { WIDTH = 400, HEIGHT = 60 };

    static unsigned char coverage[WIDTH * HEIGHT];
    struct face_paragraph paragraph;
    face_wrap(set, body, "A27", WIDTH, &paragraph);
    int first[3];
    for (int align = 0; align < 3; align++) {
        memset(coverage, 0, sizeof(coverage));
        struct face_canvas canvas = {coverage, WIDTH, HEIGHT, WIDTH};
        struct face_spot spot = {0, 0, WIDTH, (enum face_align)align};
        face_draw(set, &paragraph, &spot, &canvas);
        first[align] = WIDTH;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            if (coverage[i] > 0 && i % WIDTH < first[align]) {
                first[align] = i % WIDTH;
            }
        }
    }
    assert_true(first[0] < 10);
    assert_in_range(first[1], first[0] + 150, first[0] + 180);
    assert_in_range(first[2], first[0] + 300, first[0] + 360);
}

TEST(serves_more_sizes_than_it_keeps_open)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        int before = 0;
        for (int size = 20; size < 20 + 2 * FACE_OPEN_MAX; size++) {
            int width =
                face_width_px(set, (struct face_style){FACE_BOLD, size, 0}, "Wspólne okienko");
            assert_true(width > before);
            before = width;
        }
    }
}

TEST(capitals_are_as_high_as_promised)
{
    (void)state;
    assert_int_equal(face_capital_px((struct face_style){FACE_BOLD, 100, 0}), 71);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_which_font_file_is_missing_and_leaves_its_output_alone),
        cmocka_unit_test(keeps_each_line_within_the_width),
        cmocka_unit_test(never_ends_a_line_with_a_one_letter_word),
        cmocka_unit_test(keeps_a_dash_with_the_word_before_it),
        cmocka_unit_test(does_not_break_at_a_no_break_space),
        cmocka_unit_test(never_breaks_a_phone_number_a_code_or_a_time),
        cmocka_unit_test(a_phone_number_too_wide_for_the_line_is_reported_and_not_broken),
        cmocka_unit_test(a_figure_stays_with_what_it_counts_while_both_fit),
        cmocka_unit_test(breaks_where_the_text_says_so),
        cmocka_unit_test(an_empty_text_has_no_lines),
        cmocka_unit_test(reports_a_text_with_more_lines_than_a_paragraph_holds),
        cmocka_unit_test(reports_a_text_one_byte_over_the_limit),
        cmocka_unit_test(knows_every_letter_of_the_four_languages_and_no_emoji),
        cmocka_unit_test(draws_ink_inside_the_canvas_and_clips_the_rest),
        cmocka_unit_test(aligns_a_line_left_centre_and_right),
        cmocka_unit_test(serves_more_sizes_than_it_keeps_open),
        cmocka_unit_test(capitals_are_as_high_as_promised),
    };
    return cmocka_run_group_tests(tests, open_set, close_set);
}
