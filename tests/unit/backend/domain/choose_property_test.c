/*
 * What is told of a call - the list beforehand, the explanation, one who is chosen - held to random
 * lobbies: 500, or 20,000 with OKIENKO_FULL=1. A failure names the seed of its lobby.
 */
#include "support/check.h"

#include "lobby_reference.h"

static int64_t due_of(const struct lobby_case *c, const struct reference_rank *rank)
{
    return rank->is_due_later ? rank->visit->appointment_ms - c->rules.early_ms : 0;
}

static void assert_rank(const struct lobby_case *c, const struct choice_rank *actual,
                        const struct reference_rank *expected)
{
    assert_int_equal(actual->visit_id, expected->visit->id);
    assert_int_equal(actual->due_ms, due_of(c, expected));
    assert_int_equal(actual->effective_ms, expected->effective_ms);
    assert_int_equal(actual->rank_ms, expected->rank_ms);
    assert_int_equal(actual->checkin_ms, expected->visit->checkin_ms);
}

/* The list at each stage of a walk is the order in which the rest of the walk calls. */
static void check_list(struct case_call *call)
{
    struct reference_list list = reference_list(call->c, call->lobby, call->staff);
    struct choice_rank ranks[CASE_PEOPLE_MAX + 1];
    int64_t first_due_ms = INT64_MAX;
    for (int i = 0; i < list.count; i++) {
        int64_t due_ms = due_of(call->c, &list.ranks[i]);
        first_due_ms = due_ms != 0 && due_ms < first_due_ms ? due_ms : first_due_ms;
    }
    for (int max = 1; max <= CASE_PEOPLE_MAX; max++) {
        int64_t due_ms = 0;
        ranks[max].visit_id = -1;
        int count = choose_list(call->lobby, call->staff, call->c->now_ms, ranks, max, &due_ms);
        assert_int_equal(count, list.count);
        assert_int_equal(due_ms, first_due_ms); /* of those beyond the list, too */
        for (int i = 0; i < count && i < max; i++) {
            assert_rank(call->c, &ranks[i], &list.ranks[i]);
        }
        assert_int_equal(ranks[max].visit_id, -1);
    }
    if (call->choice.slot != LOBBY_NONE) {
        assert_int_equal(ranks[0].visit_id, call->choice.rank.visit_id);
    }
}

TEST(the_list_beforehand_is_the_order_in_which_next_then_calls)
{
    (void)state;
    case_each_call(check_list);
}

static void assert_explained(const struct case_call *call, const struct choice *choice,
                             const struct reference_list *list, int called)
{
    assert_rank(call->c, &choice->rank, &list->ranks[called]);
    assert_int_equal(choice->candidates, list->count);
    if (list->count > 1) {
        assert_rank(call->c, &choice->runner_up, &list->ranks[called == 0 ? 1 : 0]);
    } else {
        assert_int_equal(choice->runner_up.visit_id, 0);
    }
    struct choice_older older[CHOICE_OLDER_MAX];
    int count = reference_older(call->c, call->lobby, call->staff, &list->ranks[called], older);
    assert_int_equal(choice->older_count, count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(choice->older[i].visit_id, older[i].visit_id);
        assert_string_equal(choice_reason_name(choice->older[i].reason),
                            choice_reason_name(older[i].reason));
    }
}

static void check_explanation(struct case_call *call)
{
    const struct choice *choice = &call->choice;
    struct reference_list list = reference_list(call->c, call->lobby, call->staff);
    if (list.count > 0) {
        assert_explained(call, choice, &list, 0);
        return;
    }
    assert_int_equal(choice->runner_up.visit_id, 0);
    assert_int_equal(choice->older_count, 0);
}

TEST(the_explanation_names_the_ranks_the_runner_up_and_why_older_ones_wait)
{
    (void)state;
    case_each_call(check_explanation);
}

static int find_rank(const struct reference_list *list, int64_t visit_id)
{
    for (int i = 0; i < list->count; i++) {
        if (list->ranks[i].visit->id == visit_id) {
            return i;
        }
    }
    return LOBBY_NONE;
}

/* Everybody in the building is chosen once: whoever could be called at all can be. */
static void check_chosen(struct case_call *call)
{
    struct reference_list list = reference_list(call->c, call->lobby, call->staff);
    for (size_t i = 0; i < call->lobby->count; i++) {
        struct choice choice = {.slot = -7};
        int at = find_rank(&list, call->lobby->visits[i].id);
        enum status status =
            choose_this(call->lobby, call->staff, (int)i, call->c->now_ms, &choice);
        assert_status(status, at == LOBBY_NONE ? STATUS_CONFLICT : STATUS_OK);
        if (at == LOBBY_NONE) {
            assert_int_equal(choice.slot, -7);
            continue;
        }
        assert_int_equal(choice.position, list.ranks[at].position);
        assert_int_equal(choice.is_backup, list.ranks[at].is_backup);
        assert_explained(call, &choice, &list, at);
    }
}

TEST(one_who_is_chosen_is_explained_by_whose_turn_it_was_and_who_was_passed)
{
    (void)state;
    case_each_call(check_chosen);
}

#define PROPERTY(name) cmocka_unit_test_teardown(name, case_tell_seed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROPERTY(the_list_beforehand_is_the_order_in_which_next_then_calls),
        PROPERTY(the_explanation_names_the_ranks_the_runner_up_and_why_older_ones_wait),
        PROPERTY(one_who_is_chosen_is_explained_by_whose_turn_it_was_and_who_was_passed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
