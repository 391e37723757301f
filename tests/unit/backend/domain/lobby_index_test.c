#include "support/check.h"

#include "domain/lobby_index.h"
#include "domain/random.h"

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

enum { IDS = 400, MOVES = 60000 };

/* Entries come and go in a small range, so that runs meet, wrap round the end and are torn. */
TEST(any_comings_and_goings_agree_with_a_plain_array)
{
    (void)state;
    static int slots[IDS + 1];
    struct lobby_index *index = lobby_index_create();
    struct random random;
    random_seed(&random, 1, 0);
    for (int id = 0; id <= IDS; id++) {
        slots[id] = -1;
    }
    for (int i = 0; i < MOVES; i++) {
        int id = 1 + (int)random_below(&random, IDS);
        if (random_below(&random, 100) < 48) {
            slots[id] = (int)random_below(&random, 1000);
            lobby_index_put(index, id, slots[id]);
        } else {
            slots[id] = -1;
            lobby_index_remove(index, id);
        }
        int other = 1 + (int)random_below(&random, IDS);
        assert_int_equal(lobby_index_find(index, other), slots[other]);
    }
    for (int id = 1; id <= IDS; id++) {
        assert_int_equal(lobby_index_find(index, id), slots[id]);
    }
    lobby_index_destroy(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_index_finds_nothing),
        cmocka_unit_test(an_id_that_is_there_gets_the_new_slot),
        cmocka_unit_test(ids_of_any_size_are_kept),
        cmocka_unit_test(clearing_forgets_and_a_copy_is_its_own),
        cmocka_unit_test(any_comings_and_goings_agree_with_a_plain_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
