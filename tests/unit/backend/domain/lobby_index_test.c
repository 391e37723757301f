#include "support/check.h"

#include "domain/lobby_index.h"
#include "domain/random.h"

#include <malloc.h>

TEST(an_empty_index_finds_nothing)
{
    (void)state;
    struct lobby_index *index = lobby_index_create();
    assert_int_equal(lobby_index_find(index, 1), -1);
    lobby_index_remove(index, 1);
    assert_int_equal(lobby_index_find(index, 1), -1);
    lobby_index_destroy(index);
    lobby_index_destroy(NULL);
}

TEST(an_id_that_is_there_gets_the_new_slot)
{
    (void)state;
    struct lobby_index *index = lobby_index_create();
    lobby_index_put(index, 7, 0);
    lobby_index_put(index, 7, 5);
    assert_int_equal(lobby_index_find(index, 7), 5);
    lobby_index_remove(index, 7);
    assert_int_equal(lobby_index_find(index, 7), -1);
    lobby_index_destroy(index);
}

TEST(ids_of_any_size_are_kept)
{
    (void)state;
    struct lobby_index *index = lobby_index_create();
    lobby_index_put(index, INT64_MAX, 3);
    lobby_index_put(index, INT64_C(1) << 40, 4);
    assert_int_equal(lobby_index_find(index, INT64_MAX), 3);
    assert_int_equal(lobby_index_find(index, INT64_C(1) << 40), 4);
    lobby_index_destroy(index);
}

TEST(clearing_forgets_and_a_copy_is_its_own)
{
    (void)state;
    struct lobby_index *index = lobby_index_create();
    struct lobby_index *copy = lobby_index_create();
    for (int id = 1; id <= 1000; id++) {
        lobby_index_put(index, id, id + 1);
    }
    lobby_index_copy(copy, index);
    lobby_index_clear(index);
    for (int id = 1; id <= 1000; id++) {
        assert_int_equal(lobby_index_find(index, id), -1);
        assert_int_equal(lobby_index_find(copy, id), id + 1);
    }
    lobby_index_put(index, 1, 9);
    lobby_index_copy(copy, index);
    assert_int_equal(lobby_index_find(copy, 1), 9);
    assert_int_equal(lobby_index_find(copy, 2), -1);
    lobby_index_destroy(index);
    lobby_index_destroy(copy);
}

/* As many as the smallest table takes: every second place is taken, so that runs meet and wrap
 * round its end. */
enum { LIVE_MAX = 31, MOVES = 20000 };

struct crowd {
    struct random random;
    int64_t ids[LIVE_MAX];
    int slots[LIVE_MAX];
    int count;
};

static void come_or_go(struct crowd *crowd, struct lobby_index *index)
{
    if (crowd->count < LIVE_MAX && random_below(&crowd->random, 100) < 80) {
        int64_t id = 1 + (int64_t)random_below(&crowd->random, INT64_C(1) << 40);
        crowd->ids[crowd->count] = id;
        crowd->slots[crowd->count] = (int)random_below(&crowd->random, 1000);
        lobby_index_put(index, id, 0);
        lobby_index_put(index, id, crowd->slots[crowd->count]);
        crowd->count++;
        return;
    }
    int at = (int)random_below(&crowd->random, (uint64_t)crowd->count);
    int64_t id = crowd->ids[at];
    lobby_index_remove(index, id);
    assert_int_equal(lobby_index_find(index, id), -1);
    crowd->count--;
    crowd->ids[at] = crowd->ids[crowd->count];
    crowd->slots[at] = crowd->slots[crowd->count];
}

TEST(whoever_came_and_did_not_go_is_found)
{
    (void)state;
    struct lobby_index *index = lobby_index_create();
    struct crowd crowd = {.count = 0};
    random_seed(&crowd.random, 1, 0);
    for (int i = 0; i < MOVES; i++) {
        come_or_go(&crowd, index);
        for (int k = 0; k < crowd.count; k++) {
            assert_int_equal(lobby_index_find(index, crowd.ids[k]), crowd.slots[k]);
        }
    }
    lobby_index_destroy(index);
}

/* Of the C library's heap; always the same under a sanitizer, which has its own. */
static size_t bytes_in_use(void)
{
    return mallinfo2().uordblks;
}

TEST(those_who_are_gone_take_no_memory)
{
    (void)state;
    struct lobby_index *index = lobby_index_create();
    struct lobby_index *copy = lobby_index_create();
    struct crowd crowd = {.count = 0};
    random_seed(&crowd.random, 2, 0);
    for (int id = 1; id <= 1000; id++) {
        lobby_index_put(copy, id, 0);
    }
    lobby_index_copy(copy, index);
    lobby_index_remove(index, 1);
    lobby_index_remove(index, 2); /* who never was there is not gone twice */
    size_t before = bytes_in_use();
    for (int i = 0; i < MOVES; i++) {
        come_or_go(&crowd, index);
    }
    lobby_index_clear(index);
    for (int id = 1; id <= LIVE_MAX; id++) {
        lobby_index_put(index, id, 0);
        lobby_index_put(copy, id, 0);
    }
    assert_int_equal(bytes_in_use(), before);
    lobby_index_destroy(index);
    lobby_index_destroy(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_index_finds_nothing),
        cmocka_unit_test(an_id_that_is_there_gets_the_new_slot),
        cmocka_unit_test(ids_of_any_size_are_kept),
        cmocka_unit_test(clearing_forgets_and_a_copy_is_its_own),
        cmocka_unit_test(whoever_came_and_did_not_go_is_found),
        cmocka_unit_test(those_who_are_gone_take_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
