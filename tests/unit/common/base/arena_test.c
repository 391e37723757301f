#include "support/check.h"

#include "base/arena.h"

#include <fcntl.h>
#include <signal.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* True when allocating `first` and then `second` from an arena of `size_max` ends the process. */
static bool dies(size_t size_max, size_t first, size_t second)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct arena arena;
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        (void)dup2(nowhere, STDERR_FILENO);
        (void)signal(SIGABRT, SIG_DFL);
        arena_init(&arena, size_max);
        (void)arena_alloc(&arena, first);
        (void)arena_alloc(&arena, second);
        arena_finish(&arena);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

TEST(hands_out_zeroed_and_aligned_memory)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t size = 1; size < 6000; size += 97) {
        unsigned char *bytes = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
        memset(bytes, 0xFF, size);
    }
    arena_finish(&arena);
    assert_int_equal(arena.used_bytes, 0);
}

TEST(reset_keeps_the_first_block_and_clears_it)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    unsigned char *before = arena_alloc(&arena, 100);
    memset(before, 0xFF, 100);
    (void)arena_alloc(&arena, 10000);
    arena_reset(&arena);
    assert_int_equal(arena.used_bytes, 0);
    unsigned char *after = arena_alloc(&arena, 100);
    assert_ptr_equal(after, before);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(after[i], 0);
    }
    arena_finish(&arena);
}

TEST(resets_and_finishes_while_empty)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 64);
    arena_reset(&arena);
    arena_finish(&arena);
    assert_null(arena.blocks);
}

TEST(copies_bytes_and_formats_text)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 4096);
    char *copy = arena_copy(&arena, "abcdef", 3);
    assert_string_equal(copy, "abc");
    assert_string_equal(arena_text(&arena, "%s-%d", "A", 27), "A-27");
    assert_string_equal(arena_copy(&arena, "", 0), "");
    arena_finish(&arena);
}

TEST(going_over_the_limit_ends_the_process)
{
    (void)state;
    assert_false(dies(64, 32, 32));
    assert_true(dies(64, 32, 33));
    assert_true(dies(64, 65, 0));
    assert_true(dies(64, 16, SIZE_MAX));
    assert_true(dies(64, 16, SIZE_MAX - 20));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_out_zeroed_and_aligned_memory),
        cmocka_unit_test(reset_keeps_the_first_block_and_clears_it),
        cmocka_unit_test(resets_and_finishes_while_empty),
        cmocka_unit_test(copies_bytes_and_formats_text),
        cmocka_unit_test(going_over_the_limit_ends_the_process),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
