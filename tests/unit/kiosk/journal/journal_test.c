#include "journal/journal.h"
#include "journal/safe_file.h"
#include "unit/kiosk/journal/folder.h"

#include <sys/stat.h>

enum { LINES_MAX = 16, TEXT_MAX = 64 };

struct heard {
    char lines[LINES_MAX][TEXT_MAX];
    int count;
    int damaged;
};

static void hear(void *context, const char *line)
{
    struct heard *heard = context;
    (void)snprintf(heard->lines[heard->count++], TEXT_MAX, "%s", line);
}

static struct journal *open_at(const char *path, struct heard *heard)
{
    struct journal *journal = NULL;
    const struct journal_reader reader = {hear, heard};
    *heard = (struct heard){.count = 0};
    assert_status(journal_open(path, &reader, &journal, &heard->damaged), STATUS_OK);
    return journal;
}

static struct heard reread(const char *path)
{
    struct heard heard;
    journal_close(open_at(path, &heard));
    return heard;
}

static void add(struct journal *journal, const char *line)
{
    assert_status(journal_add(journal, line, true), STATUS_OK);
}

TEST(gives_back_every_line_in_order)
{
    char path[FOLDER_PATH_MAX];
    struct heard heard;
    folder_path(*state, "j", path);
    struct journal *journal = open_at(path, &heard);
    assert_int_equal(heard.count, 0);
    add(journal, "one");
    add(journal, "");
    assert_status(journal_add(journal, "zażółć", false), STATUS_OK);
    journal_close(journal);
    heard = reread(path);
    assert_int_equal(heard.count, 3);
    assert_string_equal(heard.lines[0], "one");
    assert_string_equal(heard.lines[1], "");
    assert_string_equal(heard.lines[2], "zażółć");
    assert_int_equal(heard.damaged, 0);
}

TEST(only_the_owner_may_read_it)
{
    char path[FOLDER_PATH_MAX];
    struct heard heard;
    struct stat found;
    folder_path(*state, "j", path);
    struct journal *journal = open_at(path, &heard);
    add(journal, "one");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(stat(path, &found), 0);
        assert_int_equal(found.st_mode & 0777, 0600);
        assert_status(journal_replace(journal, "two\n"), STATUS_OK);
    }
    journal_close(journal);
}

TEST(a_half_written_line_is_left_out_wherever_it_was_cut)
{
    char path[FOLDER_PATH_MAX];
    struct heard heard;
    folder_path(*state, "j", path);
    struct journal *journal = open_at(path, &heard);
    add(journal, "one");
    long first = folder_size(path);
    add(journal, "two and more");
    long all = folder_size(path);
    journal_close(journal);
    for (long size = all - 1; size >= first; size--) {
        assert_int_equal(truncate(path, size), 0);
        heard = reread(path);
        assert_int_equal(heard.count, 1);
        assert_string_equal(heard.lines[0], "one");
        assert_int_equal(heard.damaged, size == first ? 0 : 1);
    }
}

TEST(a_line_behind_a_damaged_one_counts)
{
    char path[FOLDER_PATH_MAX];
    struct heard heard;
    folder_path(*state, "j", path);
    struct journal *journal = open_at(path, &heard);
    add(journal, "one");
    folder_append(path, "0123456789abcdef two\nrubbish\n");
    add(journal, "three");
    journal_close(journal);
    heard = reread(path);
    assert_int_equal(heard.count, 2);
    assert_string_equal(heard.lines[1], "three");
    assert_int_equal(heard.damaged, 2);
}

TEST(a_replaced_journal_has_the_new_lines_and_takes_more)
{
    char path[FOLDER_PATH_MAX];
    struct heard heard;
    folder_path(*state, "j", path);
    struct journal *journal = open_at(path, &heard);
    add(journal, "old");
    assert_status(journal_replace(journal, "new\nnewer\n"), STATUS_OK);
    add(journal, "newest");
    journal_close(journal);
    heard = reread(path);
    assert_int_equal(heard.count, 3);
    assert_string_equal(heard.lines[0], "new");
    assert_string_equal(heard.lines[2], "newest");
}

TEST(two_do_not_have_it_at_once)
{
    char path[FOLDER_PATH_MAX];
    struct heard heard;
    struct journal *second = NULL;
    const struct journal_reader reader = {hear, &heard};
    int damaged = -1;
    folder_path(*state, "j", path);
    struct journal *journal = open_at(path, &heard);
    assert_status(journal_open(path, &reader, &second, &damaged), STATUS_CONFLICT);
    assert_null(second);
    assert_int_equal(damaged, -1);
    assert_status(journal_replace(journal, ""), STATUS_OK);
    assert_status(journal_open(path, &reader, &second, &damaged), STATUS_CONFLICT);
    journal_close(journal);
    journal_close(open_at(path, &heard));
}

TEST(says_so_when_there_is_no_place_for_it)
{
    char path[FOLDER_PATH_MAX];
    struct journal *journal = NULL;
    struct heard heard = {.count = 0};
    const struct journal_reader reader = {hear, &heard};
    int damaged = 0;
    folder_path(*state, "none/j", path);
    assert_status(journal_open(path, &reader, &journal, &damaged), STATUS_UNAVAILABLE);
    assert_null(journal);
}

TEST(a_safe_file_is_read_as_it_was_written)
{
    char path[FOLDER_PATH_MAX];
    struct buffer got;
    folder_path(*state, "f", path);
    buffer_init(&got, 8);
    assert_status(safe_file_read(path, &got), STATUS_MISSING);
    assert_status(safe_file_write(path, "12345678", 8), STATUS_OK);
    assert_status(safe_file_read(path, &got), STATUS_OK);
    assert_string_equal(buffer_text(&got), "12345678");
    assert_status(safe_file_write(path, "123456789", 9), STATUS_OK);
    buffer_clear(&got);
    assert_status(safe_file_read(path, &got), STATUS_TOO_LARGE);
    buffer_finish(&got);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        FOLDER_TEST(gives_back_every_line_in_order),
        FOLDER_TEST(only_the_owner_may_read_it),
        FOLDER_TEST(a_half_written_line_is_left_out_wherever_it_was_cut),
        FOLDER_TEST(a_line_behind_a_damaged_one_counts),
        FOLDER_TEST(a_replaced_journal_has_the_new_lines_and_takes_more),
        FOLDER_TEST(two_do_not_have_it_at_once),
        FOLDER_TEST(says_so_when_there_is_no_place_for_it),
        FOLDER_TEST(a_safe_file_is_read_as_it_was_written),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
