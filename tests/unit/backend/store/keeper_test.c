#include "domain/undo.h"
#include "store/keeper.h"
#include "store/staff_store.h"
#include "unit/backend/store/store_fixture.h"

enum { WALK_VISITS = 24, WALK_GROUPS = 400, CROWD = 200 };

static struct keeper *keeper_of(struct fixture *fixture)
{
    struct keeper *keeper = NULL;
    assert_status(keeper_create(fixture->db, fixture->office, &keeper), STATUS_OK);
    return keeper;
}

static void assert_same_visit(const struct lobby *lobby, const struct lobby_visit *expected)
{
    int slot = lobby_find(lobby, expected->id);
    assert_int_not_equal(slot, LOBBY_NONE);
    const struct lobby_visit *visit = &lobby->visits[slot];
    assert_int_equal(visit->checkin_ms, expected->checkin_ms);
    assert_int_equal(visit->floor_ms, expected->floor_ms);
    assert_int_equal(visit->parked_ms, expected->parked_ms);
    assert_int_equal(visit->called_ms, expected->called_ms);
    assert_int_equal(visit->started_ms, expected->started_ms);
    assert_int_equal(visit->staff, expected->staff);
    assert_int_equal(visit->route.count, expected->route.count);
    for (int i = 0; i < expected->route.count; i++) {
        assert_int_equal(visit->route.steps[i].state, expected->route.steps[i].state);
        assert_int_equal(visit->route.steps[i].is_offer, expected->route.steps[i].is_offer);
        assert_int_equal(visit->route.steps[i].after, expected->route.steps[i].after);
        assert_int_equal(visit->service[i], expected->service[i]);
        assert_int_equal(visit->only[i], expected->only[i]);
    }
}

/* The lobby that was kept is the one that is read afresh from the rows. */
static void assert_in_step(struct fixture *fixture, const struct keeper *keeper)
{
    struct keeper *fresh = keeper_of(fixture);
    const struct lobby *rows = keeper_lobby(fresh);
    const struct lobby *kept = keeper_lobby(keeper);
    assert_int_equal(kept->count, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        assert_same_visit(kept, &rows->visits[i]);
    }
    for (int i = 0; i < FIXTURE_SERVICES; i++) {
        assert_int_equal(kept->waiting[i], rows->waiting[i]);
        assert_int_equal(kept->able[i], rows->able[i]);
    }
    for (int i = 0; i < FIXTURE_STAFF; i++) {
        assert_int_equal(kept->staff[i].on_duty, rows->staff[i].on_duty);
        assert_int_equal(kept->staff[i].on_break, rows->staff[i].on_break);
        assert_int_equal(kept->staff[i].visit_id, rows->staff[i].visit_id);
    }
    assert_int_equal(kept->rules.version, rows->rules.version);
    assert_int_equal(kept->rules.backup_ms, rows->rules.backup_ms);
    keeper_destroy(fresh);
}

static enum status take_room(struct fixture *fixture, int index, int64_t now_ms)
{
    return duty_store_take(fixture->db, fixture->office->id, fixture->office->staff[index].id,
                           fixture->office->rooms[index].id, now_ms);
}

/* Saves it and tells the keeper, as a job does. */
static void keep(struct fixture *fixture, struct keeper *keeper, struct visit *visit,
                 int64_t now_ms)
{
    fixture_save(fixture, visit);
    keeper_note_visit(keeper, visit, now_ms);
}

static struct visit issue(struct fixture *fixture, struct keeper *keeper, int steps, int64_t now_ms)
{
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, steps, now_ms);
    keeper_note_visit(keeper, &visit, now_ms);
    return visit;
}

static void begin_job(struct fixture *fixture, struct keeper *keeper)
{
    keeper_begin_job(keeper);
    assert_status(db_savepoint(fixture->db), STATUS_OK);
}

static void undo_job(struct fixture *fixture, struct keeper *keeper)
{
    db_rollback_to(fixture->db);
    keeper_undo_job(keeper);
}

TEST(the_lobby_begins_as_the_rows_are)
{
    struct fixture *fixture = *state;
    struct rules rules = rules_default();
    struct visit waiting = fixture_issue(fixture, FIXTURE_DAY, 1, 1, 10);
    struct visit called = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 20);
    struct visit gone = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 30);
    fixture_call(fixture, &called, 2, 40);
    assert_status(visit_end(&gone, STEP_CANCEL, 50), STATUS_OK);
    fixture_save(fixture, &gone);
    assert_status(take_room(fixture, 2, 15), STATUS_OK);
    assert_status(take_room(fixture, 3, 16), STATUS_OK);
    assert_status(duty_store_break(fixture->db, fixture->office->staff[3].id, AWAY_BREAK, 60),
                  STATUS_OK);
    rules.version = 2;
    rules.backup_ms = 99;
    assert_status(rule_store_add(fixture->db, fixture->office->id, &rules, 70), STATUS_OK);
    struct keeper *keeper = keeper_of(fixture);
    const struct lobby *lobby = keeper_lobby(keeper);
    assert_int_equal(lobby->count, 2);
    assert_int_equal(lobby_find(lobby, gone.id), LOBBY_NONE);
    assert_true(lobby->places[lobby_find(lobby, waiting.id)].is_waiting);
    assert_false(lobby->places[lobby_find(lobby, called.id)].is_waiting);
    assert_int_equal(lobby->staff[2].visit_id, called.id);
    assert_int_equal(lobby->staff[2].idle_since_ms, 15);
    assert_true(lobby->staff[3].on_break);
    assert_false(lobby->staff[0].on_duty);
    assert_int_equal(lobby->rules.version, 2);
    assert_int_equal(lobby->rules.backup_ms, 99);
    keeper_destroy(keeper);
}

TEST(an_office_without_rules_has_no_lobby)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = NULL;
    fixture_sql(fixture->db, "DELETE FROM rule");
    assert_status(keeper_create(fixture->db, fixture->office, &keeper), STATUS_MISSING);
    assert_null(keeper);
}

TEST(a_job_that_is_undone_leaves_the_lobby_as_it_was)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    assert_status(db_begin(fixture->db), STATUS_OK);
    keeper_begin_job(keeper);
    struct visit visit = issue(fixture, keeper, 2, 10);
    begin_job(fixture, keeper);
    struct visit lost = issue(fixture, keeper, 1, 20);
    struct visit changed = visit;
    fixture_call(fixture, &changed, 0, 30);
    keeper_note_visit(keeper, &changed, 30);
    assert_int_equal(keeper_lobby(keeper)->staff[0].visit_id, visit.id);
    undo_job(fixture, keeper);
    assert_int_equal(lobby_find(keeper_lobby(keeper), lost.id), LOBBY_NONE);
    assert_int_equal(keeper_lobby(keeper)->staff[0].visit_id, 0);
    assert_in_step(fixture, keeper);
    assert_status(db_commit(fixture->db), STATUS_OK);
    keeper_destroy(keeper);
}

TEST(duties_and_rules_are_undone_with_their_job)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    struct rules rules = rules_default();
    rules.version = 2;
    rules.backup_ms = 99;
    assert_status(db_begin(fixture->db), STATUS_OK);
    begin_job(fixture, keeper);
    assert_status(take_room(fixture, 1, 10), STATUS_OK);
    assert_status(keeper_note_duties(keeper, 10), STATUS_OK);
    assert_true(keeper_lobby(keeper)->staff[1].on_duty);
    assert_int_equal(keeper_lobby(keeper)->able[0], 1);
    undo_job(fixture, keeper);
    assert_false(keeper_lobby(keeper)->staff[1].on_duty);
    begin_job(fixture, keeper);
    assert_status(rule_store_add(fixture->db, fixture->office->id, &rules, 20), STATUS_OK);
    keeper_note_rules(keeper, &rules);
    assert_int_equal(keeper_lobby(keeper)->rules.backup_ms, 99);
    undo_job(fixture, keeper);
    assert_int_equal(keeper_lobby(keeper)->rules.version, 1);
    assert_in_step(fixture, keeper);
    assert_status(db_commit(fixture->db), STATUS_OK);
    keeper_destroy(keeper);
}

TEST(a_group_that_is_undone_takes_all_its_jobs_along)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    assert_status(db_begin(fixture->db), STATUS_OK);
    for (int i = 0; i < 3; i++) {
        keeper_begin_job(keeper);
        (void)issue(fixture, keeper, 1, i);
    }
    assert_int_equal(keeper_lobby(keeper)->count, 3);
    db_rollback(fixture->db);
    keeper_undo_all(keeper);
    assert_int_equal(keeper_lobby(keeper)->count, 0);
    assert_in_step(fixture, keeper);
    keeper_destroy(keeper);
}

TEST(a_job_that_touched_a_crowd_is_undone_to_the_last)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    static struct visit visits[CROWD];
    assert_status(db_begin(fixture->db), STATUS_OK);
    keeper_begin_job(keeper);
    for (int i = 0; i < CROWD; i++) {
        visits[i] = issue(fixture, keeper, 1, i);
    }
    begin_job(fixture, keeper);
    for (int i = 0; i < CROWD; i++) {
        assert_status(visit_end(&visits[i], STEP_LEAVE, CROWD), STATUS_OK);
        keep(fixture, keeper, &visits[i], CROWD);
    }
    assert_int_equal(keeper_lobby(keeper)->count, 0);
    undo_job(fixture, keeper);
    assert_int_equal(keeper_lobby(keeper)->count, CROWD);
    assert_in_step(fixture, keeper);
    /* The next job begins with a clean list: a small one is undone by its own visits again. */
    begin_job(fixture, keeper);
    (void)issue(fixture, keeper, 1, CROWD + 1);
    undo_job(fixture, keeper);
    assert_in_step(fixture, keeper);
    assert_status(db_commit(fixture->db), STATUS_OK);
    keeper_destroy(keeper);
}

TEST(a_lobby_that_could_not_be_read_is_not_used_until_it_could)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    struct visit visit = issue(fixture, keeper, 1, 10);
    assert_status(keeper_ready(keeper), STATUS_OK);
    fixture_sql(fixture->db, "ALTER TABLE ticket RENAME TO elsewhere");
    keeper_undo_all(keeper);
    assert_status(keeper_ready(keeper), STATUS_UNAVAILABLE);
    assert_status(keeper_ready(keeper), STATUS_UNAVAILABLE);
    fixture_sql(fixture->db, "ALTER TABLE elsewhere RENAME TO ticket");
    assert_status(keeper_ready(keeper), STATUS_OK);
    assert_int_not_equal(lobby_find(keeper_lobby(keeper), visit.id), LOBBY_NONE);
    assert_in_step(fixture, keeper);
    keeper_destroy(keeper);
}

TEST(a_small_job_whose_undoing_fails_makes_the_lobby_stale_too)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    assert_status(db_begin(fixture->db), STATUS_OK);
    begin_job(fixture, keeper);
    struct visit visit = issue(fixture, keeper, 1, 10);
    db_rollback_to(fixture->db);
    fixture_sql(fixture->db, "ALTER TABLE ticket RENAME TO elsewhere");
    keeper_undo_job(keeper);
    fixture_sql(fixture->db, "ALTER TABLE elsewhere RENAME TO ticket");
    assert_status(db_commit(fixture->db), STATUS_OK);
    assert_status(keeper_ready(keeper), STATUS_OK);
    assert_int_equal(lobby_find(keeper_lobby(keeper), visit.id), LOBBY_NONE);
    assert_in_step(fixture, keeper);
    keeper_destroy(keeper);
}

TEST(whoever_ends_a_visit_is_idle_from_then_on)
{
    struct fixture *fixture = *state;
    assert_status(take_room(fixture, 0, 5), STATUS_OK);
    struct keeper *keeper = keeper_of(fixture);
    struct visit visit = issue(fixture, keeper, 1, 10);
    fixture_call(fixture, &visit, 0, 20);
    keeper_note_visit(keeper, &visit, 20);
    assert_status(visit_move(&visit, STEP_START, 30), STATUS_OK);
    keep(fixture, keeper, &visit, 30);
    assert_int_equal(keeper_lobby(keeper)->staff[0].idle_since_ms, 5);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 90), STATUS_OK);
    keep(fixture, keeper, &visit, 90);
    assert_int_equal(keeper_lobby(keeper)->staff[0].visit_id, 0);
    assert_int_equal(keeper_lobby(keeper)->staff[0].idle_since_ms, 90);
    keeper_destroy(keeper);
}

static void set_break(struct fixture *fixture, struct keeper *keeper, bool on, int64_t now_ms)
{
    int64_t me = fixture->office->staff[0].id;
    assert_status(duty_store_break(fixture->db, me, on ? AWAY_BREAK : AWAY_NONE, now_ms),
                  STATUS_OK);
    assert_status(keeper_note_duties(keeper, now_ms), STATUS_OK);
}

TEST(whoever_comes_back_from_a_break_has_not_been_idle_all_day)
{
    struct fixture *fixture = *state;
    assert_status(take_room(fixture, 0, 5), STATUS_OK);
    struct keeper *keeper = keeper_of(fixture);
    const struct lobby_staff *me = &keeper_lobby(keeper)->staff[0];
    set_break(fixture, keeper, true, 100);
    assert_true(me->on_break);
    set_break(fixture, keeper, false, 200);
    assert_false(me->on_break);
    assert_int_equal(me->idle_since_ms, 200);
    keeper_destroy(keeper);
}

/* What a keeper that starts now knows of how long the first has been idle. */
static int64_t idle_after_restart(struct fixture *fixture)
{
    struct keeper *fresh = keeper_of(fixture);
    int64_t since_ms = keeper_lobby(fresh)->staff[0].idle_since_ms;
    keeper_destroy(fresh);
    return since_ms;
}

TEST(a_restart_knows_since_when_who_has_been_idle)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct visit other = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 2);
    fixture_call(fixture, &visit, 0, 3);
    assert_status(visit_move(&visit, STEP_PARK, 4), STATUS_OK);
    fixture_save(fixture, &visit);
    assert_status(take_room(fixture, 0, 5), STATUS_OK);
    assert_int_equal(idle_after_restart(fixture), 5); /* what was before the duty is over */
    fixture_call(fixture, &other, 0, 20);
    assert_status(visit_move(&other, STEP_START, 30), STATUS_OK);
    assert_status(visit_finish(&other, OUTCOME_SETTLED, 90), STATUS_OK);
    fixture_save(fixture, &other);
    assert_int_equal(idle_after_restart(fixture), 90);
    set_break(fixture, keeper, true, 100);
    set_break(fixture, keeper, false, 200);
    assert_int_equal(idle_after_restart(fixture), 200);
    assert_int_equal(keeper_lobby(keeper)->staff[0].idle_since_ms, 200);
    keeper_destroy(keeper);
}

TEST(whoever_is_beyond_the_staff_that_was_loaded_is_left_out)
{
    struct fixture *fixture = *state;
    int last = fixture->office->staff_count - 1;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    assert_status(take_room(fixture, last, 2), STATUS_OK);
    assert_status(
        visit_call(&visit, 0, fixture->office->staff[last].id, fixture->office->rooms[last].id, 3),
        STATUS_OK);
    assert_status(visit_move(&visit, STEP_START, 4), STATUS_OK);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 90), STATUS_OK);
    fixture_save(fixture, &visit);
    fixture->office->staff_count = last;
    struct keeper *keeper = keeper_of(fixture);
    assert_int_equal(keeper_lobby(keeper)->staff_count, last);
    fixture->office->staff_count = last + 1;
    keeper_destroy(keeper);
}

static unsigned next_random(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % below;
}

static struct visit_op random_op(const struct fixture *fixture, unsigned *seed)
{
    unsigned who = next_random(seed, FIXTURE_STAFF);
    bool is_over = next_random(seed, 100) == 0;
    return (struct visit_op){
        .kind = is_over ? VISIT_OP_LEAVE : (enum visit_op_kind)next_random(seed, VISIT_OP_CANCEL),
        .position = (int)next_random(seed, 3),
        .staff_id = fixture->office->staff[who].id,
        .room_id = fixture->office->rooms[who].id,
        .target = {.service_id = fixture->office->services[next_random(seed, 3)].id,
                   .staff_id = next_random(seed, 3) == 0 ? fixture->office->staff[who].id : 0,
                   .comes_back = next_random(seed, 2) == 0},
        .outcome = OUTCOME_FURTHER};
}

static bool is_free(const struct lobby *lobby, int64_t staff_id, const struct office *office)
{
    return lobby->staff[office_staff_by_id(office, staff_id) - office->staff].visit_id == 0;
}

/* Now and then the visit becomes what it was, if its room is free. */
static void take_back(struct fixture *fixture, struct keeper *keeper, struct visit *visit,
                      const struct visit *before, int64_t now_ms)
{
    const struct visit_step *step = &before->steps[visit_current(before)];
    bool is_in_room = step->state == STEP_CALLED || step->state == STEP_SERVING;
    if (is_in_room && !is_free(keeper_lobby(keeper), step->staff_id, fixture->office)) {
        return;
    }
    undo_restore(visit, before);
    assert_status(ticket_store_restore(fixture->db, fixture->office->id, visit), STATUS_OK);
    keeper_note_visit(keeper, visit, now_ms);
}

/* Tries one random move of one visit; most are refused, and that is fine. */
static void walk(struct fixture *fixture, struct keeper *keeper, struct visit *visit,
                 int64_t now_ms, unsigned *seed)
{
    const struct rules rules = rules_default();
    struct visit_op op = random_op(fixture, seed);
    const struct visit before = *visit;
    bool is_possible =
        op.kind != VISIT_OP_CALL || (op.position < visit->step_count &&
                                     is_free(keeper_lobby(keeper), op.staff_id, fixture->office));
    if (is_possible && visit_apply(visit, &op, &rules, now_ms) == STATUS_OK) {
        keep(fixture, keeper, visit, now_ms);
        if (next_random(seed, 4) == 0) {
            take_back(fixture, keeper, visit, &before, now_ms);
        }
    }
}

/* One group of jobs of three visits each, some undone; sometimes all of it. */
static void walk_group(struct fixture *fixture, struct keeper *keeper, struct visit *visits,
                       int64_t now_ms, unsigned *seed)
{
    struct visit before_group[WALK_VISITS];
    memcpy(before_group, visits, sizeof(before_group));
    assert_status(db_begin(fixture->db), STATUS_OK);
    for (int job = 0; job < 4; job++) {
        struct visit before[WALK_VISITS];
        memcpy(before, visits, sizeof(before));
        begin_job(fixture, keeper);
        for (int i = 0; i < 3; i++) {
            walk(fixture, keeper, &visits[next_random(seed, WALK_VISITS)], now_ms, seed);
        }
        if (next_random(seed, 3) > 0) {
            assert_status(db_release(fixture->db), STATUS_OK);
        } else {
            undo_job(fixture, keeper);
            memcpy(visits, before, sizeof(before));
        }
    }
    if (next_random(seed, 5) > 0) {
        assert_status(db_commit(fixture->db), STATUS_OK);
    } else {
        db_rollback(fixture->db);
        keeper_undo_all(keeper);
        memcpy(visits, before_group, sizeof(before_group));
    }
}

TEST(after_any_walk_of_jobs_kept_and_undone_the_lobby_is_what_the_rows_say)
{
    struct fixture *fixture = *state;
    struct keeper *keeper = keeper_of(fixture);
    struct visit visits[WALK_VISITS];
    unsigned seed = 20261122;
    for (int i = 0; i < WALK_VISITS; i++) {
        visits[i] = issue(fixture, keeper, 1 + i % 3, i);
    }
    for (int i = 0; i < WALK_GROUPS; i++) {
        walk_group(fixture, keeper, visits, 1000 + i, &seed);
        assert_in_step(fixture, keeper);
    }
    assert_true(keeper_lobby(keeper)->count < WALK_VISITS); /* some came to their end */
    assert_true(keeper_lobby(keeper)->count > 0);
    keeper_destroy(keeper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(the_lobby_begins_as_the_rows_are),
        FIXTURE_TEST(an_office_without_rules_has_no_lobby),
        FIXTURE_TEST(a_job_that_is_undone_leaves_the_lobby_as_it_was),
        FIXTURE_TEST(duties_and_rules_are_undone_with_their_job),
        FIXTURE_TEST(a_group_that_is_undone_takes_all_its_jobs_along),
        FIXTURE_TEST(a_job_that_touched_a_crowd_is_undone_to_the_last),
        FIXTURE_TEST(a_lobby_that_could_not_be_read_is_not_used_until_it_could),
        FIXTURE_TEST(a_small_job_whose_undoing_fails_makes_the_lobby_stale_too),
        FIXTURE_TEST(whoever_ends_a_visit_is_idle_from_then_on),
        FIXTURE_TEST(whoever_comes_back_from_a_break_has_not_been_idle_all_day),
        FIXTURE_TEST(a_restart_knows_since_when_who_has_been_idle),
        FIXTURE_TEST(whoever_is_beyond_the_staff_that_was_loaded_is_left_out),
        FIXTURE_TEST(after_any_walk_of_jobs_kept_and_undone_the_lobby_is_what_the_rows_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
