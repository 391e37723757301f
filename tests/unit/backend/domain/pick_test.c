#include "support/check.h"

#include "domain/pick.h"

#include <string.h>

enum { CROWD = 40, ROUNDS = 200 };

static int64_t ticket_of(const struct pick_candidate *candidates, int index)
{
    return index < 0 ? -1 : candidates[index].ticket_id;
}

TEST(nobody_waiting_is_an_answer)
{
    (void)state;
    struct pick_result result = pick_next(NULL, 0);
    assert_int_equal(result.chosen, -1);
    assert_int_equal(result.runner_up, -1);
}

TEST(one_alone_has_no_runner_up)
{
    (void)state;
    const struct pick_candidate one[] = {{5, 1, 100}};
    struct pick_result result = pick_next(one, 1);
    assert_int_equal(result.chosen, 0);
    assert_int_equal(result.runner_up, -1);
}

TEST(who_came_first_is_called_first_whatever_the_service)
{
    (void)state;
    const struct pick_candidate candidates[] = {{1, 1, 300}, {2, 2, 100}, {3, 1, 200}};
    struct pick_result result = pick_next(candidates, 3);
    assert_int_equal(ticket_of(candidates, result.chosen), 2);
    assert_int_equal(ticket_of(candidates, result.runner_up), 3);
}

TEST(the_same_instant_is_settled_by_the_order_of_issue)
{
    (void)state;
    const struct pick_candidate candidates[] = {{9, 1, 100}, {7, 2, 100}, {8, 1, 100}};
    struct pick_result result = pick_next(candidates, 3);
    assert_int_equal(ticket_of(candidates, result.chosen), 7);
    assert_int_equal(ticket_of(candidates, result.runner_up), 8);
}

/* A generator of its own, so that each run sees the same crowds. */
static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void shuffle(struct pick_candidate *candidates, int count, unsigned *seed)
{
    for (int i = count - 1; i > 0; i--) {
        int other = (int)(next_random(seed) % (unsigned)(i + 1));
        struct pick_candidate kept = candidates[i];
        candidates[i] = candidates[other];
        candidates[other] = kept;
    }
}

TEST(the_same_people_in_any_order_give_the_same_tickets)
{
    (void)state;
    unsigned seed = 20261121;
    struct pick_candidate candidates[CROWD];
    for (int i = 0; i < CROWD; i++) {
        candidates[i] = (struct pick_candidate){i + 1, i % 3, (int64_t)(next_random(&seed) % 9)};
    }
    struct pick_result first = pick_next(candidates, CROWD);
    int64_t chosen = ticket_of(candidates, first.chosen);
    int64_t runner_up = ticket_of(candidates, first.runner_up);
    for (int round = 0; round < ROUNDS; round++) {
        shuffle(candidates, CROWD, &seed);
        struct pick_result again = pick_next(candidates, CROWD);
        assert_int_equal(ticket_of(candidates, again.chosen), chosen);
        assert_int_equal(ticket_of(candidates, again.runner_up), runner_up);
    }
}

TEST(the_runner_up_is_chosen_once_the_first_is_gone)
{
    (void)state;
    unsigned seed = 7;
    struct pick_candidate candidates[CROWD];
    for (int i = 0; i < CROWD; i++) {
        candidates[i] = (struct pick_candidate){i + 1, i % 4, (int64_t)(next_random(&seed) % 15)};
    }
    shuffle(candidates, CROWD, &seed);
    int64_t last_rank = -1;
    for (int count = CROWD; count > 1; count--) {
        struct pick_result result = pick_next(candidates, (size_t)count);
        int64_t runner_up = ticket_of(candidates, result.runner_up);
        assert_true(candidates[result.chosen].rank_ms >= last_rank);
        last_rank = candidates[result.chosen].rank_ms;
        candidates[result.chosen] = candidates[count - 1];
        struct pick_result next = pick_next(candidates, (size_t)count - 1);
        assert_int_equal(ticket_of(candidates, next.chosen), runner_up);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_waiting_is_an_answer),
        cmocka_unit_test(one_alone_has_no_runner_up),
        cmocka_unit_test(who_came_first_is_called_first_whatever_the_service),
        cmocka_unit_test(the_same_instant_is_settled_by_the_order_of_issue),
        cmocka_unit_test(the_same_people_in_any_order_give_the_same_tickets),
        cmocka_unit_test(the_runner_up_is_chosen_once_the_first_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
