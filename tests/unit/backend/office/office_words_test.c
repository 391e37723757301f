#include "support/check.h"

#include "base/memory.h"
#include "domain/capability.h"
#include "office/office_check.h"
#include "office/office_plan.h"
#include "office/office_words.h"

#include <string.h>

TEST(counts_characters_not_bytes)
{
    (void)state;
    assert_int_equal(words_length(""), 0);
    assert_int_equal(words_length("Żółw"), 4);
    assert_int_equal(words_length("Мова – це"), 9);
}

TEST(a_code_has_its_letters_and_its_length)
{
    (void)state;
    assert_true(words_is_code("ab", "ab", 2, 3));
    assert_true(words_is_code("aba", "ab", 2, 3));
    assert_false(words_is_code("a", "ab", 2, 3));
    assert_false(words_is_code("abab", "ab", 2, 3));
    assert_false(words_is_code("abc", "ab", 2, 3));
    assert_false(words_is_code(NULL, "ab", 2, 3));
}

TEST(a_role_is_no_name)
{
    (void)state;
    assert_false(words_look_like_a_name("psycholog 1"));
    assert_false(words_look_like_a_name("instruktor KIS 2"));
    assert_true(words_look_like_a_name("Psycholog"));
    assert_true(words_look_like_a_name("mecenas Łucja"));
    assert_true(words_look_like_a_name("психолог Олена"));
}

static const char *complain(const char *room)
{
    static char said[1024];
    char code[] = "PRAW";
    char label[] = "Porada prawnika";
    char login[] = "zespol1";
    char title[] = "łącznik 1";
    struct office_file_service service = {.code = code, .label.pl = label};
    struct office_file_staff staff = {.login = login, .title = title};
    struct office_file file = {
        .services = &service, .services_count = 1, .staff = &staff, .staff_count = 1};
    struct buffer lines;
    buffer_init(&lines, sizeof(said));
    struct complaints complaints = {.path = "f", .lines = &lines};
    words_check_room(&complaints, &file, room);
    assert_int_equal(complaints.count, buffer_text(&lines)[0] != '\0');
    (void)text_copy(said, sizeof(said), buffer_text(&lines));
    buffer_finish(&lines);
    return said;
}

TEST(a_room_says_nothing_about_who_sits_in_it)
{
    (void)state;
    static const char *const neutral[] = {"Pokój 1", "Stanowisko 12", "Sala 3", "Okienko 999"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(complain(neutral[i]), "");
    }
    assert_non_null(strstr(complain("Pokój prawników"), "\"prawników\" is one of service PRAW"));
    assert_non_null(strstr(complain("PRAWNIK"), "\"PRAWNIK\" is one of service PRAW"));
    assert_non_null(strstr(complain("Sala Łącznika"), "\"Łącznika\" is one of staff zespol1"));
    assert_non_null(strstr(complain("Pokój"), "a neutral word and a number"));
    assert_non_null(strstr(complain("Pokój 1a"), "a neutral word and a number"));
    assert_non_null(strstr(complain(""), "a neutral word and a number"));
}

TEST(a_time_is_read_or_refused)
{
    (void)state;
    assert_int_equal(office_minute_parse("00:00"), 0);
    assert_int_equal(office_minute_parse("07:30"), 450);
    assert_int_equal(office_minute_parse("24:00"), 1440);
    static const char *const bad[] = {"24:01", "23:60", "7:30", "07.30",
                                      "07:3",  "ab:cd", "",     "-1:00"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(office_minute_parse(bad[i]), -1);
    }
    assert_int_equal(office_minute_parse(NULL), -1);
}

TEST(a_capability_has_one_word)
{
    (void)state;
    unsigned bit = 99;
    assert_status(capability_parse("manage", &bit), STATUS_OK);
    assert_int_equal(bit, CAPABILITY_MANAGE);
    assert_status(capability_parse("Manage", &bit), STATUS_INVALID);
    assert_int_equal(bit, CAPABILITY_MANAGE);
    assert_string_equal(capability_word(CAPABILITY_ADMIN), "admin");
    assert_null(capability_word(CAPABILITY_ADMIN | CAPABILITY_CALL));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_characters_not_bytes),
        cmocka_unit_test(a_code_has_its_letters_and_its_length),
        cmocka_unit_test(a_role_is_no_name),
        cmocka_unit_test(a_room_says_nothing_about_who_sits_in_it),
        cmocka_unit_test(a_time_is_read_or_refused),
        cmocka_unit_test(a_capability_has_one_word),
    };
    return cmocka_run_group_tests_name("office words", tests, NULL, NULL);
}
