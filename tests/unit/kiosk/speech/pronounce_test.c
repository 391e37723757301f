#include "support/check.h"

#include "speech/pronounce.h"

#include <string.h>

static void assert_said(enum language language, const char *text, const char *said)
{
    char out[256];
    pronounce(language, text, out, sizeof(out));
    assert_string_equal(out, said);
}

TEST(a_ticket_is_a_letter_and_a_number)
{
    (void)state;
    assert_said(LANGUAGE_PL, "A27", "A 27");
    assert_said(LANGUAGE_PL, "Twój numer: A-117.", "Twój numer: A 117.");
    assert_said(LANGUAGE_EN, "B3", "B 3");
    assert_said(LANGUAGE_UK, "A27", "а 27");
    assert_said(LANGUAGE_UK, "Номер C-5", "Номер це 5");
    assert_said(LANGUAGE_RU, "B140", "бэ 140");
}

TEST(abbreviations_are_said_in_full_and_initials_letter_by_letter)
{
    (void)state;
    assert_said(LANGUAGE_PL, "USC, ul. Długa 5", "U S C, ulica Długa 5");
    assert_said(LANGUAGE_PL_EASY, "od godz. 8", "od godzina 8");
    assert_said(LANGUAGE_PL, "ulubiony pl.", "ulubiony plac");
    assert_said(LANGUAGE_PL, "Kod QR", "Kod Q R");
    assert_said(LANGUAGE_PL, "ani PESEL", "ani PESEL");
    assert_said(LANGUAGE_PL, "W UWAGACH", "W UWAGACH");
    assert_said(LANGUAGE_RU, "ул. Ленина", "улица Ленина");
}

TEST(ukrainian_keeps_its_apostrophe_whichever_sign_it_was_typed_with)
{
    (void)state;
    assert_said(LANGUAGE_UK, "з\xCA\xBCявиться", "з’явиться");
    assert_said(LANGUAGE_UK, "з’явиться", "з’явиться");
}

TEST(latin_letters_inside_cyrillic_are_said_by_their_names)
{
    (void)state;
    assert_said(LANGUAGE_UK, "імені чи PESEL", "імені чи песель");
    assert_said(LANGUAGE_UK, "QR-код", "кю ар-код");
    assert_said(LANGUAGE_UK, "USC", "у ес це");
    assert_said(LANGUAGE_UK, "Łódź", "ель о де зет");
    assert_said(LANGUAGE_RU, "USC", "у эс цэ");
}

TEST(ranges_dates_and_telephone_numbers_are_no_fractions_and_no_thousands)
{
    (void)state;
    assert_said(LANGUAGE_PL, "około 15–30 minut", "około 15 do 30 minut");
    assert_said(LANGUAGE_UK, "15–30", "15 до 30");
    assert_said(LANGUAGE_EN, "15–30", "15 to 30");
    assert_said(LANGUAGE_EN, "Issued: 22.11.2026, 7:05", "Issued: 22 11 2026, 7:05");
    assert_said(LANGUAGE_PL, "Telefon: 000 123 456", "Telefon: 000, 123, 456");
    assert_said(LANGUAGE_PL, "Bez papieru – pokaż numer 3.", "Bez papieru – pokaż numer 3.");
}

TEST(what_does_not_fit_is_cut_at_a_word_or_sign)
{
    (void)state;
    char out[6];
    pronounce(LANGUAGE_UK, "дім дім", out, sizeof(out));
    assert_string_equal(out, "");
    pronounce(LANGUAGE_UK, "QR", out, sizeof(out));
    assert_string_equal(out, "");
    pronounce(LANGUAGE_PL, "żółć", out, sizeof(out));
    assert_string_equal(out, "");
    pronounce(LANGUAGE_PL, "ó ł", out, sizeof(out));
    assert_string_equal(out, "ó ł");
    char nothing[1];
    pronounce(LANGUAGE_PL, "A27", nothing, sizeof(nothing));
    assert_string_equal(nothing, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ticket_is_a_letter_and_a_number),
        cmocka_unit_test(abbreviations_are_said_in_full_and_initials_letter_by_letter),
        cmocka_unit_test(ukrainian_keeps_its_apostrophe_whichever_sign_it_was_typed_with),
        cmocka_unit_test(latin_letters_inside_cyrillic_are_said_by_their_names),
        cmocka_unit_test(ranges_dates_and_telephone_numbers_are_no_fractions_and_no_thousands),
        cmocka_unit_test(what_does_not_fit_is_cut_at_a_word_or_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
