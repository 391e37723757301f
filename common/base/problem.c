#include "base/problem.h"

#include "base/memory.h"

enum status problem_set(struct problem *problem, enum status status, const char *slug,
                        const char *field, const char *detail)
{
    problem->status = status;
    problem->slug = slug;
    problem->members = NULL;
    (void)text_copy(problem->field, sizeof(problem->field), field);
    (void)text_copy(problem->detail, sizeof(problem->detail), detail);
    return status;
}
