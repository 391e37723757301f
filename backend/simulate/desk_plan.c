#include "simulate/desk_plan.h"

#include "base/memory.h"
#include "domain/random.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Practice days are numbered from here, days that count from 0; the search itself draws from a
 * stream beyond all of them. */
static const uint64_t practice_day = UINT64_C(1) << 32;
static const uint64_t search_stream = UINT64_C(1) << 48;

struct seeker {
    struct day_runner *runner;
    const struct day_model *model;
    const struct desk_search *search;
    struct day *days;
    struct random random;
};

static uint64_t skills_of(const struct day_staff *staff)
{
    return staff->is_absent ? 0 : staff->main | staff->backup;
}

void desk_plan_hand(const struct day_model *model, struct desk_plan *out_plan)
{
    *out_plan = (struct desk_plan){{0}};
    for (int i = 0; i < model->staff_count; i++) {
        out_plan->desks[i] = model->staff[i].is_absent ? 0 : model->staff[i].desk;
    }
}

/* Given up, with more than the limit, as soon as the days so far are as bad as that. */
static double wait_of(struct seeker *seeker, const struct desk_plan *plan, double limit)
{
    double sum = 0;
    for (int i = 0; i < seeker->search->days && sum <= limit; i++) {
        day_runner_run(seeker->runner, &seeker->days[i], POLICY_FIFO_BEST, plan->desks);
        sum += day_figures_wait(day_runner_record(seeker->runner));
    }
    return sum;
}

static int random_index(struct seeker *seeker, int count)
{
    return (int)random_below(&seeker->random, (uint64_t)count);
}

/* One bit of a set that has some. */
static uint64_t random_bit(struct seeker *seeker, uint64_t set)
{
    for (int skip = random_index(seeker, __builtin_popcountll(set)); skip > 0; skip--) {
        set &= set - 1;
    }
    return set & (~set + 1);
}

static uint64_t random_desk(struct seeker *seeker, uint64_t skills)
{
    uint64_t desk = 0;
    int queues = 1 + random_index(seeker, seeker->search->queues_max);
    for (int i = 0; i < queues && (skills & ~desk) != 0; i++) {
        desk |= random_bit(seeker, skills & ~desk);
    }
    return desk;
}

static uint64_t covered_but(const struct seeker *seeker, const struct desk_plan *plan, int without)
{
    uint64_t covered = 0;
    for (int i = 0; i < seeker->model->staff_count; i++) {
        covered |= i != without ? plan->desks[i] : 0;
    }
    return covered;
}

/* Gives every service that lost its desk to somebody who is able. */
static void cover(struct seeker *seeker, struct desk_plan *plan)
{
    const struct day_model *model = seeker->model;
    uint64_t covered = covered_but(seeker, plan, -1);
    for (int k = 0; k < model->service_count; k++) {
        int able[OFFICE_STAFF_MAX];
        int count = 0;
        for (int i = 0; i < model->staff_count; i++) {
            if ((skills_of(&model->staff[i]) >> k & 1) != 0) {
                able[count++] = i;
            }
        }
        if ((covered >> k & 1) == 0) {
            plan->desks[able[random_index(seeker, count)]] |= UINT64_C(1) << k;
        }
    }
}

/* Takes queues off desks that have too many, those that somebody else has too. */
static void relieve(struct seeker *seeker, struct desk_plan *plan)
{
    for (int i = 0; i < seeker->model->staff_count; i++) {
        uint64_t spare = plan->desks[i] & covered_but(seeker, plan, i);
        while (spare != 0 && __builtin_popcountll(plan->desks[i]) > seeker->search->queues_max) {
            uint64_t bit = random_bit(seeker, spare);
            plan->desks[i] &= ~bit;
            spare &= ~bit;
        }
    }
}

/* One desk or two get other queues. */
static void change(struct seeker *seeker, struct desk_plan *plan)
{
    int changes = 1 + random_index(seeker, 2);
    for (int i = 0; i < changes; i++) {
        int staff = random_index(seeker, seeker->model->staff_count);
        uint64_t skills = skills_of(&seeker->model->staff[staff]);
        plan->desks[staff] = skills != 0 ? random_desk(seeker, skills) : 0;
    }
    cover(seeker, plan);
    relieve(seeker, plan);
}

static double climb(struct seeker *seeker, struct desk_plan *plan)
{
    double best = wait_of(seeker, plan, INFINITY);
    for (int i = 0; i < seeker->search->tries; i++) {
        struct desk_plan other = *plan;
        change(seeker, &other);
        double wait = wait_of(seeker, &other, best);
        if (wait < best) {
            best = wait;
            *plan = other;
        }
    }
    return best;
}

/* From the desks made by hand, from everybody doing all they can, then from chance. */
static void start_at(struct seeker *seeker, int number, struct desk_plan *out_plan)
{
    desk_plan_hand(seeker->model, out_plan);
    for (int i = 0; number > 0 && i < seeker->model->staff_count; i++) {
        uint64_t skills = skills_of(&seeker->model->staff[i]);
        bool is_random = number > 1 && skills != 0;
        out_plan->desks[i] = is_random ? random_desk(seeker, skills) : skills;
    }
    cover(seeker, out_plan);
    relieve(seeker, out_plan);
}

void desk_plan_find(struct day_runner *runner, const struct day_model *model,
                    const struct desk_search *search, uint64_t seed, struct desk_plan *out_plan)
{
    assert(search->days > 0 && search->queues_max > 0);
    struct seeker seeker = {.runner = runner,
                            .model = model,
                            .search = search,
                            .days = memory_new((size_t)search->days, sizeof(struct day))};
    random_seed(&seeker.random, seed, search_stream);
    for (int i = 0; i < search->days; i++) {
        day_init(&seeker.days[i]);
        day_draw(&seeker.days[i], model, seed, practice_day + (uint64_t)i);
    }
    double best = INFINITY;
    for (int i = 0; i < search->starts; i++) {
        struct desk_plan plan;
        start_at(&seeker, i, &plan);
        double wait = climb(&seeker, &plan);
        if (wait < best) {
            best = wait;
            *out_plan = plan;
        }
    }
    for (int i = 0; i < search->days; i++) {
        day_finish(&seeker.days[i]);
    }
    free(seeker.days);
}
