#include "support/check.h"

#include "base/config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct item {
    char code[5];
    int minutes;
};

struct paper {
    char name[9];
    int count;
    bool is_demo;
    struct item *items;
    unsigned items_count;
};

static const cyaml_schema_field_t item_fields[] = {
    CYAML_FIELD_STRING("code", CYAML_FLAG_DEFAULT, struct item, code, 1),
    CYAML_FIELD_INT("minutes", CYAML_FLAG_OPTIONAL, struct item, minutes),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t item_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct item, item_fields),
};

static const cyaml_schema_field_t paper_fields[] = {
    CYAML_FIELD_STRING("name", CYAML_FLAG_DEFAULT, struct paper, name, 1),
    CYAML_FIELD_INT("count", CYAML_FLAG_DEFAULT, struct paper, count),
    CYAML_FIELD_BOOL("demo", CYAML_FLAG_OPTIONAL, struct paper, is_demo),
    CYAML_FIELD_SEQUENCE("items", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct paper, items,
                         &item_schema, 0, 2),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t paper_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct paper, paper_fields),
};

static char path[] = "/tmp/okienko-config-test-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int descriptor = mkstemp(path);
    return descriptor < 0 ? -1 : close(descriptor);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

/* Loads `yaml`; the error comes without the file's name in front. */
static enum status load(const char *yaml, struct paper **out_paper, char *error, size_t size)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(yaml, 1, strlen(yaml), file), strlen(yaml));
    assert_int_equal(fclose(file), 0);
    char whole[512] = "";
    enum status status = config_load(path, &paper_schema, (void **)out_paper, whole, sizeof(whole));
    if (status != STATUS_OK) {
        assert_memory_equal(whole, path, strlen(path));
        (void)snprintf(error, size, "%s", whole + strlen(path));
    }
    return status;
}

TEST(loads_what_the_schema_describes)
{
    (void)state;
    struct paper *paper = NULL;
    char error[256] = "";
    assert_status(load("name: Zupa\ncount: 3\ndemo: true\nitems:\n  - {code: A, minutes: 5}\n  "
                       "- {code: Ł}\n",
                       &paper, error, sizeof(error)),
                  STATUS_OK);
    assert_string_equal(paper->name, "Zupa");
    assert_int_equal(paper->count, 3);
    assert_true(paper->is_demo);
    assert_int_equal(paper->items_count, 2);
    assert_int_equal(paper->items[0].minutes, 5);
    assert_string_equal(paper->items[1].code, "Ł");
    assert_int_equal(paper->items[1].minutes, 0);
    config_free(&paper_schema, paper);
}

TEST(names_line_and_key_of_each_mistake)
{
    (void)state;

    static const struct {
        const char *yaml;
        const char *error;
    } cases[] = {
        {"name: a\ncount: many\n", ":2: count: Invalid INT value: 'many'"},
        {"name: a\ncount: 99999999999\n", ":2: count: Invalid INT value: '99999999999'"},
        {"name: a\ncount: [1]\n", ":2: count: Expecting INT, got event: SEQUENCE_START"},
        {"name: a\ncount: 1\nitems:\n  - {code: A}\n  - {code: B, minutes: soon}\n",
         ":5: items[2].minutes: Invalid INT value: 'soon'"},
        {"name: a\ncount: 1\nitems:\n  - {code: ABCDE}\n",
         ":4: items[1].code: STRING length > 4: ABCDE"},
        {"name: abcdefghi\ncount: 1\n", ":1: name: STRING length > 8: abcdefghi"},
        {"name: a\ncount: 1\ncolour: red\n", ":3: colour: this key is not known"},
        {"name: a\ncount: 1\nitems:\n  - {code: A, size: 3}\n",
         ":4: items[1].size: this key is not known"},
        {"name: a\n", ":1: count: this key is missing"},
        {"name: a\ncount: 1\nitems:\n  - {minutes: 4}\n", ":4: items[1].code: this key is missing"},
        {"name: a\ncount: 1\nitems:\n  - {}\n", ":4: items[1].code: this key is missing"},
        {"name: a\ncount: 1\ncount: 2\n", ":3: count: this key is said twice"},
        {"name: a\ncount: 1\nitems:\n  - {code: A, code: B}\n  - {code: C}\n",
         ":4: items[1].code: this key is said twice"},
        {"name: a\ncount: 1\nitems: {}\n",
         ":3: items: Expecting SEQUENCE, got event: MAPPING_START"},
        {"name: a\ncount: 1\nitems:\n  - {code: A}\n  - {code: B}\n  - {code: C}\n",
         ":6: items[2]: Excessive entries (2 max) in sequence."},
        {"name: \"a\ncount: 1\n", ":1: name: libyaml: found unexpected end of stream"},
        {"", ": nothing is said in it"},
        {"name: \xff\n", ": libyaml: invalid leading UTF-8 octet"},
        {"just words\n", ": Expecting MAPPING, got event: SCALAR"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct paper *paper = NULL;
        char error[256] = "";
        assert_status(load(cases[i].yaml, &paper, error, sizeof(error)), STATUS_INVALID);
        assert_string_equal(error, cases[i].error);
        assert_null(paper);
    }
}

TEST(refuses_an_alias)
{
    (void)state;
    struct paper *paper = NULL;
    char error[256] = "";
    assert_status(
        load("name: &x a\ncount: 1\nitems:\n  - {code: *x}\n", &paper, error, sizeof(error)),
        STATUS_INVALID);
    assert_non_null(strstr(error, ":4: items[1].code: "));
    assert_null(paper);
}

TEST(says_which_file_cannot_be_read)
{
    (void)state;
    struct paper *paper = NULL;
    char error[256] = "";
    assert_status(
        config_load("/nowhere/office.yaml", &paper_schema, (void **)&paper, error, sizeof(error)),
        STATUS_MISSING);
    assert_string_equal(error, "/nowhere/office.yaml: cannot be read");
    assert_status(config_load("/tmp", &paper_schema, (void **)&paper, error, sizeof(error)),
                  STATUS_INVALID);
    assert_string_equal(error, "/tmp: libyaml: input error");
    assert_null(paper);
}

TEST(cuts_an_error_to_the_space_it_is_given)
{
    (void)state;
    struct paper *paper = NULL;
    char error[12] = "";
    assert_status(
        config_load("/nowhere/office.yaml", &paper_schema, (void **)&paper, error, sizeof(error)),
        STATUS_MISSING);
    assert_string_equal(error, "/nowhere/of");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_what_the_schema_describes),
        cmocka_unit_test(names_line_and_key_of_each_mistake),
        cmocka_unit_test(refuses_an_alias),
        cmocka_unit_test(says_which_file_cannot_be_read),
        cmocka_unit_test(cuts_an_error_to_the_space_it_is_given),
    };
    return cmocka_run_group_tests_name("config", tests, make_file, remove_file);
}
