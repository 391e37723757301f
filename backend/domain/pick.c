#include "domain/pick.h"

#include <stdbool.h>

static bool is_before(const struct pick_candidate *a, const struct pick_candidate *b)
{
    if (a->rank_ms != b->rank_ms) {
        return a->rank_ms < b->rank_ms;
    }
    return a->ticket_id < b->ticket_id;
}

struct pick_result pick_next(const struct pick_candidate *candidates, size_t count)
{
    struct pick_result result = {.chosen = -1, .runner_up = -1};
    for (int i = 0; i < (int)count; i++) {
        if (result.chosen < 0 || is_before(&candidates[i], &candidates[result.chosen])) {
            result.runner_up = result.chosen;
            result.chosen = i;
        } else if (result.runner_up < 0 ||
                   is_before(&candidates[i], &candidates[result.runner_up])) {
            result.runner_up = i;
        }
    }
    return result;
}
