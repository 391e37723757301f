/*
 * The .po files of assets/locale as their translators see them: what each language must have.
 */
#include "support/check.h"

#include "base/i18n.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MAX = 600, TEXT_BYTES = 512, BUTTON_LENGTH_MAX = 60 };

struct entry {
    char key[64];
    char text[TEXT_BYTES];
    bool is_button;
};

struct catalogue {
    struct entry entries[ENTRIES_MAX];
    int count;
};

static struct catalogue catalogues[LANGUAGE_COUNT];

/* Appends what stands between the quotes of `line`; \" is the only escape the texts use. */
static void append_quoted(char *out, size_t size, const char *line)
{
    const char *at = strchr(line, '"');
    size_t used = strlen(out);
    assert_non_null(at);
    for (at++; *at != '"' && *at != '\0'; at++) {
        at += *at == '\\';
        assert_true(used + 1 < size);
        out[used++] = *at;
    }
    out[used] = '\0';
}

static void read_line(struct catalogue *catalogue, const char *line, bool *is_button, bool *in_key)
{
    struct entry *entry = &catalogue->entries[catalogue->count > 0 ? catalogue->count - 1 : 0];
    if (strncmp(line, "#.", 2) == 0) {
        *is_button = strstr(line, "(button)") != NULL;
    } else if (strncmp(line, "msgid ", 6) == 0) {
        assert_true(catalogue->count < ENTRIES_MAX);
        entry = &catalogue->entries[catalogue->count++];
        *entry = (struct entry){.is_button = *is_button};
        append_quoted(entry->key, sizeof(entry->key), line);
        *is_button = false;
        *in_key = true;
    } else if (strncmp(line, "msgstr ", 7) == 0) {
        append_quoted(entry->text, sizeof(entry->text), line);
        *in_key = false;
    } else if (line[0] == '"' && *in_key) {
        append_quoted(entry->key, sizeof(entry->key), line);
    } else if (line[0] == '"') {
        append_quoted(entry->text, sizeof(entry->text), line);
    }
}

static int read_catalogues(void **state)
{
    (void)state;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        char path[512];
        char line[1024];
        bool is_button = false;
        bool in_key = false;
        (void)snprintf(path, sizeof(path), "%s/assets/locale/%s.po", OKIENKO_SOURCE_DIR,
                       language_code((enum language)i));
        FILE *file = fopen(path, "re");
        if (file == NULL) {
            return -1;
        }
        while (fgets(line, sizeof(line), file) != NULL) {
            read_line(&catalogues[i], line, &is_button, &in_key);
        }
        (void)fclose(file);
    }
    return 0;
}

static const struct entry *find(enum language language, const char *key)
{
    for (int i = 0; i < catalogues[language].count; i++) {
        if (strcmp(catalogues[language].entries[i].key, key) == 0) {
            return &catalogues[language].entries[i];
        }
    }
    return NULL;
}

typedef void visit(enum language language, const struct entry *entry);

/* Visits every entry but the header. */
static void for_each(visit *look)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        for (int j = 1; j < catalogues[i].count; j++) {
            look((enum language)i, &catalogues[i].entries[j]);
        }
    }
}

/* In easy Polish a text may be missing; elsewhere it may not. */
static void expect_said(const char *key)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const struct entry *entry = find((enum language)i, key);
        if (entry == NULL && i != LANGUAGE_PL_EASY) {
            fail_msg("%s is missing in %s", key, language_code((enum language)i));
        }
        if (entry != NULL && entry->text[0] == '\0') {
            fail_msg("%s is empty in %s", key, language_code((enum language)i));
        }
    }
}

TEST(every_key_is_said_in_every_language)
{
    (void)state;
    assert_true(catalogues[LANGUAGE_PL].count > 100);
    for (int i = 1; i < catalogues[LANGUAGE_PL].count; i++) {
        expect_said(catalogues[LANGUAGE_PL].entries[i].key);
    }
}

static void look_for_polish(enum language language, const struct entry *entry)
{
    const struct entry *polish = find(LANGUAGE_PL, entry->key);
    if (polish == NULL) {
        fail_msg("%s is only in %s", entry->key, language_code(language));
        return;
    }
    if (language == LANGUAGE_PL_EASY && strcmp(polish->text, entry->text) == 0) {
        fail_msg("%s is the same in easy Polish", entry->key);
    }
}

TEST(no_language_has_a_key_of_its_own)
{
    (void)state;
    for_each(look_for_polish);
}

/* The number of times `name` ("{n}") stands in the text. */
static int count(const char *text, const char *name)
{
    int times = 0;
    for (const char *at = strstr(text, name); at != NULL; at = strstr(at + 1, name)) {
        times++;
    }
    return times;
}

static void compare_placeholders(enum language language, const struct entry *entry)
{
    const struct entry *polish = find(LANGUAGE_PL, entry->key);
    assert_non_null(polish);
    assert_int_equal(count(entry->text, "{"), count(polish->text, "{"));
    for (const char *at = strchr(polish->text, '{'); at != NULL; at = strchr(at + 1, '{')) {
        char name[32];
        (void)snprintf(name, sizeof(name), "%.*s", (int)strcspn(at, "}") + 1, at);
        if (count(entry->text, name) != count(polish->text, name)) {
            fail_msg("%s in %s: %s differs", entry->key, language_code(language), name);
        }
    }
}

TEST(placeholders_are_the_same_in_every_language)
{
    (void)state;
    for_each(compare_placeholders);
}

static void measure(enum language language, const struct entry *entry)
{
    const struct entry *polish = find(LANGUAGE_PL, entry->key);
    int length = 0;
    for (const char *at = entry->text; utf8_next(&at) != 0;) {
        length++;
    }
    if ((polish->is_button || entry->is_button) && length > BUTTON_LENGTH_MAX) {
        fail_msg("%s in %s: %d characters", entry->key, language_code(language), length);
    }
}

TEST(a_button_has_at_most_sixty_characters)
{
    (void)state;
    assert_true(find(LANGUAGE_PL, "print")->is_button);
    assert_false(find(LANGUAGE_PL, "home_question")->is_button);
    for_each(measure);
}

static bool is_latin(uint32_t letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

static bool is_in(uint32_t letter, const char *set)
{
    for (uint32_t one = utf8_next(&set); one != 0; one = utf8_next(&set)) {
        if (one == letter) {
            return true;
        }
    }
    return false;
}

/* Letters beyond a-z that each language writes with. */
static const char *const own_letters[LANGUAGE_COUNT] = {
    [LANGUAGE_PL] = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    [LANGUAGE_UK] = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ",
    [LANGUAGE_EN] = "",
    [LANGUAGE_RU] = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    [LANGUAGE_PL_EASY] = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
};

static const char *const punctuation = " .,:;?–-()/{}«»„”\"’'0123456789";

/* Words that stay Latin among Cyrillic. */
static bool is_kept_word(const char *text, const char *word)
{
    static const char *const kept[] = {"PESEL", "QR"};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        const char *at = strstr(text, kept[i]);
        if (at != NULL && word >= at && word < at + strlen(kept[i])) {
            return true;
        }
    }
    return false;
}

static void check_letters(enum language language, const struct entry *entry)
{
    bool is_cyrillic = language == LANGUAGE_UK || language == LANGUAGE_RU;
    bool in_placeholder = false;
    if (strncmp(entry->key, "language_name_", strlen("language_name_")) == 0) {
        return; /* each in its own language, everywhere */
    }
    for (const char *at = entry->text; *at != '\0';) {
        const char *from = at;
        uint32_t letter = utf8_next(&at);
        in_placeholder = letter == '{' || (in_placeholder && letter != '}');
        bool may_be_latin = !is_cyrillic || in_placeholder || is_kept_word(entry->text, from);
        if (!is_in(letter, own_letters[language]) && !is_in(letter, punctuation) &&
            !(is_latin(letter) && may_be_latin)) {
            fail_msg("%s in %s: U+%04X at \"%s\"", entry->key, language_code(language), letter,
                     from);
        }
    }
}

/* No exclamation mark is among the punctuation either. */
TEST(only_letters_of_its_own_alphabet_are_in_a_text)
{
    (void)state;
    for_each(check_letters);
}

TEST(the_built_catalogues_open_and_speak)
{
    (void)state;
    struct i18n *i18n = NULL;
    char error[256] = "";
    if (i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &i18n, error, sizeof(error)) != STATUS_OK) {
        print_message("%s: build the target okienko-catalogues first\n", error);
        skip();
    }
    for (int i = 1; i < catalogues[LANGUAGE_UK].count; i++) {
        const struct entry *entry = &catalogues[LANGUAGE_UK].entries[i];
        assert_string_equal(i18n_text(i18n, LANGUAGE_UK, entry->key), entry->text);
    }
    assert_string_equal(i18n_text(i18n, LANGUAGE_PL_EASY, "home_question"), "Czego potrzebujesz?");
    assert_string_equal(i18n_text(i18n, LANGUAGE_PL_EASY, "back"), "Wstecz");
    i18n_close(i18n);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_said_in_every_language),
        cmocka_unit_test(no_language_has_a_key_of_its_own),
        cmocka_unit_test(placeholders_are_the_same_in_every_language),
        cmocka_unit_test(a_button_has_at_most_sixty_characters),
        cmocka_unit_test(only_letters_of_its_own_alphabet_are_in_a_text),
        cmocka_unit_test(the_built_catalogues_open_and_speak),
    };
    return cmocka_run_group_tests_name("locale", tests, read_catalogues, NULL);
}
