#include "support/check.h"

#include "command/words.h"

#include <stdio.h>

static const char *data;
static const char *title;
static const char *plain[2];

static const struct words_option options[] = {{"--data", &data}, {"--title", &title}};

static bool read_words(int count, const char *const *texts)
{
    static char kept[8][64]; /* what the options point into afterwards */
    char *words[8];
    data = NULL;
    title = NULL;
    plain[0] = NULL;
    plain[1] = NULL;
    for (int i = 0; i < count; i++) {
        (void)snprintf(kept[i], sizeof(kept[i]), "%s", texts[i]);
        words[i] = kept[i];
    }
    return words_read(count, words, options, 2, plain, 2);
}

TEST(options_and_plain_words_come_in_any_order)
{
    (void)state;
    const char *const words[] = {"add", "--title", "psycholog 1", "rola1", "--data", "var"};
    assert_true(read_words(6, words));
    assert_string_equal(plain[0], "add");
    assert_string_equal(plain[1], "rola1");
    assert_string_equal(data, "var");
    assert_string_equal(title, "psycholog 1");
}

TEST(no_words_are_fine)
{
    (void)state;
    assert_true(read_words(0, NULL));
    assert_null(data);
    assert_null(plain[0]);
}

TEST(refuses_what_it_does_not_know)
{
    (void)state;
    const char *const unknown[] = {"--colour", "red"};
    const char *const too_many[] = {"one", "two", "three"};
    const char *const no_value[] = {"one", "--data"};
    const char *const dash[] = {"-d"};
    assert_false(read_words(2, unknown));
    assert_false(read_words(3, too_many));
    assert_false(read_words(2, no_value));
    assert_true(read_words(1, dash)); /* a plain word */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_plain_words_come_in_any_order),
        cmocka_unit_test(no_words_are_fine),
        cmocka_unit_test(refuses_what_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
