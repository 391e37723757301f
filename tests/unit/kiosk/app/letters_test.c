#include "support/check.h"

#include "app/letters.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct wire_catalog *catalog;
static struct letter_list list;

static int set_up(void **state)
{
    (void)state;
    catalog = memory_new(1, sizeof(*catalog));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(catalog);
    return 0;
}

static void add(enum language language, const char *label)
{
    struct wire_need *need = &catalog->needs[catalog->need_count++];
    (void)snprintf(need->label.text[language], sizeof(need->label.text[language]), "%s", label);
}

static const char *label_at(enum language language, int place)
{
    return catalog->needs[list.needs[place]].label.text[language];
}

TEST(marks_do_not_part_what_begins_with_the_same_letter)
{
    (void)state;
    add(LANGUAGE_PL, "Świadczenia");
    add(LANGUAGE_PL, "Sąsiad");
    add(LANGUAGE_PL, "Żłobek");
    add(LANGUAGE_PL, "Zasiłek");
    add(LANGUAGE_PL, "Łóżko");
    add(LANGUAGE_PL, "Mieszkanie");
    letters_find(catalog, LANGUAGE_PL, &list);
    const char *expected[] = {"Łóżko", "Mieszkanie", "Sąsiad", "Świadczenia", "Zasiłek", "Żłobek"};
    for (int i = 0; i < 6; i++) {
        assert_string_equal(label_at(LANGUAGE_PL, i), expected[i]);
    }
    assert_int_equal(list.group_count, 2);
    assert_string_equal(list.groups[0].name, "L – S");
    assert_string_equal(list.groups[1].name, "Z");
}

TEST(the_ukrainian_alphabet_has_its_own_order)
{
    (void)state;
    add(LANGUAGE_UK, "Їжа");
    add(LANGUAGE_UK, "Квартира");
    add(LANGUAGE_UK, "Ґанок");
    add(LANGUAGE_UK, "Єдність");
    add(LANGUAGE_UK, "Інше");
    add(LANGUAGE_UK, "Допомога");
    letters_find(catalog, LANGUAGE_UK, &list);
    const char *expected[] = {"Ґанок", "Допомога", "Єдність", "Їжа", "Інше", "Квартира"};
    for (int i = 0; i < 6; i++) {
        assert_string_equal(label_at(LANGUAGE_UK, i), expected[i]);
    }
    assert_string_equal(list.groups[0].name, "Г – І");
    assert_string_equal(list.groups[1].name, "К");
}

TEST(every_need_is_in_one_group_and_letters_are_not_torn_apart)
{
    (void)state;
    const char *letters = "ABCDEFGHIJKLMNOPRSTUWZ";
    for (int i = 0; i < WIRE_NEEDS_MAX; i++) {
        char label[8];
        (void)snprintf(label, sizeof(label), "%c%d", letters[i * 7 % 22], i);
        add(LANGUAGE_PL, label);
    }
    letters_find(catalog, LANGUAGE_PL, &list);
    assert_in_range(list.group_count, 2, LETTER_GROUPS_MAX);
    int next = 0;
    for (int i = 0; i < list.group_count; i++) {
        const struct letter_group *group = &list.groups[i];
        assert_int_equal(group->first, next);
        assert_true(group->count > 0);
        next += group->count;
        if (i > 0) {
            assert_true(label_at(LANGUAGE_PL, group->first)[0] >
                        label_at(LANGUAGE_PL, group->first - 1)[0]);
        }
    }
    assert_int_equal(next, WIRE_NEEDS_MAX);
    bool seen[WIRE_NEEDS_MAX] = {false};
    for (int i = 0; i < list.need_count; i++) {
        assert_false(seen[list.needs[i]]);
        seen[list.needs[i]] = true;
    }
}

TEST(a_need_without_a_label_in_the_language_stands_under_its_polish_one)
{
    (void)state;
    add(LANGUAGE_PL, "Zasiłek");
    add(LANGUAGE_EN, "Advice");
    letters_find(catalog, LANGUAGE_EN, &list);
    assert_int_equal(list.needs[0], 1);
    assert_int_equal(list.needs[1], 0);
}

TEST(no_needs_make_no_groups)
{
    (void)state;
    letters_find(catalog, LANGUAGE_PL, &list);
    assert_int_equal(list.group_count, 0);
}

#define LETTERS(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LETTERS(marks_do_not_part_what_begins_with_the_same_letter),
        LETTERS(the_ukrainian_alphabet_has_its_own_order),
        LETTERS(every_need_is_in_one_group_and_letters_are_not_torn_apart),
        LETTERS(a_need_without_a_label_in_the_language_stands_under_its_polish_one),
        LETTERS(no_needs_make_no_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
