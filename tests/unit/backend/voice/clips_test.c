#include "support/check.h"

#include "base/memory.h"
#include "voice/clips.h"

#include <stdio.h>
#include <stdlib.h>

static bool holds(struct clips *clips, const char *text)
{
    struct buffer out;
    buffer_init(&out, CLIPS_BYTES_MAX + 1);
    bool found = clips_find(clips, text, &out);
    buffer_finish(&out);
    return found;
}

TEST(a_clip_is_found_by_its_text_as_it_was_added)
{
    (void)state;
    struct clips clips = {0};
    struct buffer out;
    buffer_init(&out, 64);
    clips_add(&clips, "A 1", "first", 5);
    clips_add(&clips, "A 2", "second", 6);
    clips_add(&clips, "A 1", "other", 5);
    assert_false(clips_find(&clips, "A 3", &out));
    assert_int_equal(out.size_bytes, 0);
    assert_true(clips_find(&clips, "A 1", &out));
    assert_string_equal(buffer_text(&out), "first");
    assert_int_equal(clips.size_bytes, 11);
    buffer_finish(&out);
    clips_finish(&clips);
    assert_int_equal(clips.size_bytes, 0);
}

TEST(the_one_not_asked_for_longest_makes_room)
{
    (void)state;
    struct clips clips = {0};
    char text[16];
    for (int i = 0; i < CLIPS_COUNT_MAX; i++) {
        (void)snprintf(text, sizeof(text), "A %d", i);
        clips_add(&clips, text, "x", 1);
    }
    assert_true(holds(&clips, "A 0"));
    clips_add(&clips, "one more", "x", 1);
    assert_true(holds(&clips, "A 0"));
    assert_false(holds(&clips, "A 1"));
    assert_true(holds(&clips, "A 2"));
    assert_true(holds(&clips, "one more"));
    assert_int_equal(clips.size_bytes, CLIPS_COUNT_MAX);
    clips_finish(&clips);
}

TEST(the_bytes_are_bounded_whatever_is_added)
{
    (void)state;
    struct clips clips = {0};
    char text[16];
    char *block = memory_new(CLIPS_BYTES_MAX + 1, 1);
    for (int i = 0; i < 20; i++) {
        (void)snprintf(text, sizeof(text), "B %d", i);
        clips_add(&clips, text, block, CLIPS_BYTES_MAX / 3);
        assert_true(clips.size_bytes <= CLIPS_BYTES_MAX);
        assert_true(holds(&clips, text));
    }
    assert_false(holds(&clips, "B 16"));
    assert_true(holds(&clips, "B 17"));
    clips_add(&clips, "too large", block, CLIPS_BYTES_MAX + 1);
    assert_false(holds(&clips, "too large"));
    assert_true(holds(&clips, "B 19"));
    clips_add(&clips, "all of it", block, CLIPS_BYTES_MAX);
    assert_true(holds(&clips, "all of it"));
    assert_int_equal(clips.size_bytes, CLIPS_BYTES_MAX);
    clips_finish(&clips);
    free(block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clip_is_found_by_its_text_as_it_was_added),
        cmocka_unit_test(the_one_not_asked_for_longest_makes_room),
        cmocka_unit_test(the_bytes_are_bounded_whatever_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
