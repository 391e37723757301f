#include "base/log.h"
#include "store/writer.h"
#include "unit/backend/store/store_fixture.h"

#include <pthread.h>

enum { JOBS_MAX = 400, POSTERS = 4, JOBS_EACH = 100 };

/* What a job shall do. */
enum deed {
    DEED_ISSUE,
    DEED_FAIL,
    DEED_FILL_DISK,
    DEED_TELL_TOO_MUCH,
    DEED_ARRIVE,
    DEED_TURN_AWAY
};

/* A writer under test, and a gate that holds its thread so that groups can be built. */
struct desk {
    struct fixture *fixture;
    struct writer *writer;
    struct keeper *keeper; /* the writer's: to be looked at only while its thread rests */
    struct db *reader;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_held;      /* the writer thread stands at the gate */
    bool is_gate_shut; /* the next gate job waits until it opens */
    int done;
    int64_t published[JOBS_MAX];
    int published_count;
    int publish_calls;
};

struct wish {
    struct writer_job job;
    struct desk *desk;
    enum deed deed;
    int runs;
    int order; /* the how-manieth to be answered */
};

static void publish(void *context, const struct event *events, size_t count)
{
    struct desk *desk = context;
    (void)pthread_mutex_lock(&desk->mutex);
    desk->publish_calls++;
    for (size_t i = 0; i < count; i++) {
        assert_true(desk->published_count < JOBS_MAX);
        desk->published[desk->published_count++] = events[i].seq;
    }
    (void)pthread_mutex_unlock(&desk->mutex);
}

static enum status fill_disk(struct db *db)
{
    /* No page more than there are: the next row that needs one finds the disk full, and SQLite
     * rolls everything back by itself. */
    fixture_sql(db, "PRAGMA max_page_count=1");
    enum status status = STATUS_OK;
    for (int i = 0; i < 1000 && status == STATUS_OK; i++) {
        struct request_key key = {.request_hash = "r"};
        (void)snprintf(key.key_hash, sizeof(key.key_hash), "filler-%040d", i);
        status = idempotency_add(db, 1, &key, "{}", 200, 1);
    }
    fixture_sql(db, "PRAGMA max_page_count=1000000");
    return status;
}

/* A visitor comes: into the rows and into the lobby. */
static enum status arrive(const struct wish *wish, struct writer_turn *turn)
{
    struct fixture fixture = *wish->desk->fixture;
    fixture.db = writer_turn_db(turn);
    struct visit visit = fixture_issue(&fixture, FIXTURE_DAY, 0, 1, wish->job.now_ms);
    wish->desk->fixture->last_token = fixture.last_token;
    keeper_note_visit(writer_turn_keeper(turn), &visit, wish->job.now_ms);
    return wish->deed == DEED_ARRIVE ? STATUS_OK : STATUS_CONFLICT;
}

static enum status run(struct writer_job *job, struct writer_turn *turn)
{
    struct wish *wish = job->context;
    struct event event = {.kind = "ticket.issued", .body = "{}", .at_ms = job->now_ms};
    wish->runs++;
    if (wish->deed == DEED_ARRIVE || wish->deed == DEED_TURN_AWAY) {
        return arrive(wish, turn);
    }
    if (wish->deed == DEED_FILL_DISK) {
        return fill_disk(writer_turn_db(turn));
    }
    enum status status = need_count_add(writer_turn_db(turn), 1, FIXTURE_DAY,
                                        wish->desk->fixture->office->needs[0].id);
    int events = wish->deed == DEED_TELL_TOO_MUCH ? WRITER_EVENTS_MAX + 1 : 1;
    for (int i = 0; i < events && status == STATUS_OK; i++) {
        status = writer_turn_publish(turn, 1, &event);
    }
    if (status == STATUS_OK) {
        buffer_printf(&job->answer, "{\"seq\":%d}", (int)event.seq);
        job->http_status = 201;
    }
    if (wish->deed == DEED_FAIL) {
        return problem_set(&job->problem, STATUS_CONFLICT, "wrong-state", "", "Not now.");
    }
    return status;
}

static void answered(struct writer_job *job)
{
    struct wish *wish = job->context;
    struct desk *desk = wish->desk;
    (void)pthread_mutex_lock(&desk->mutex);
    wish->order = ++desk->done;
    (void)pthread_cond_broadcast(&desk->changed);
    (void)pthread_mutex_unlock(&desk->mutex);
}

static void prepare(struct wish *wish, struct desk *desk, enum deed deed, const char *key)
{
    *wish = (struct wish){.desk = desk, .deed = deed};
    wish->job.office_id = 1;
    wish->job.now_ms = 1000;
    wish->job.run = run;
    wish->job.done = answered;
    wish->job.context = wish;
    buffer_init(&wish->job.answer, 1024);
    if (key != NULL) {
        (void)text_copy(wish->job.key.key_hash, sizeof(wish->job.key.key_hash), key);
        (void)text_copy(wish->job.key.request_hash, sizeof(wish->job.key.request_hash), "same");
    }
}

static void post(struct wish *wish)
{
    assert_status(writer_post(wish->desk->writer, &wish->job), STATUS_OK);
}

static void wait_done(struct desk *desk, int count)
{
    (void)pthread_mutex_lock(&desk->mutex);
    while (desk->done < count) {
        (void)pthread_cond_wait(&desk->changed, &desk->mutex);
    }
    (void)pthread_mutex_unlock(&desk->mutex);
}

static enum status stand_at_gate(struct writer_job *job, struct writer_turn *turn)
{
    (void)turn;
    struct desk *desk = ((struct wish *)job->context)->desk;
    (void)pthread_mutex_lock(&desk->mutex);
    desk->is_held = true;
    (void)pthread_cond_broadcast(&desk->changed);
    while (desk->is_gate_shut) {
        (void)pthread_cond_wait(&desk->changed, &desk->mutex);
    }
    (void)pthread_mutex_unlock(&desk->mutex);
    return STATUS_OK;
}

/* The writer thread is in a group of its own until open_gate: what is posted now waits together. */
static void shut_gate(struct desk *desk, struct wish *gate)
{
    prepare(gate, desk, DEED_ISSUE, NULL);
    gate->job.run = stand_at_gate;
    desk->is_gate_shut = true;
    desk->is_held = false;
    post(gate);
    (void)pthread_mutex_lock(&desk->mutex);
    while (!desk->is_held) {
        (void)pthread_cond_wait(&desk->changed, &desk->mutex);
    }
    (void)pthread_mutex_unlock(&desk->mutex);
}

static void open_gate(struct desk *desk)
{
    (void)pthread_mutex_lock(&desk->mutex);
    desk->is_gate_shut = false;
    (void)pthread_cond_broadcast(&desk->changed);
    (void)pthread_mutex_unlock(&desk->mutex);
}

static void drop(struct wish *wishes, int count)
{
    for (int i = 0; i < count; i++) {
        buffer_finish(&wishes[i].job.answer);
    }
}

static int desk_open(void **state)
{
    void *fixture = NULL;
    (void)fixture_open(&fixture);
    struct desk *desk = memory_new(1, sizeof(*desk));
    desk->fixture = fixture;
    (void)pthread_mutex_init(&desk->mutex, NULL);
    (void)pthread_cond_init(&desk->changed, NULL);
    desk->reader = fixture_reopen(desk->fixture, DB_READ);
    struct db *db = desk->fixture->db;
    desk->fixture->db = NULL; /* the writer's from now on */
    (void)sqlite3_busy_timeout(fixture_handle(db), 0);
    assert_status(keeper_create(db, desk->fixture->office, &desk->keeper), STATUS_OK);
    writer_start(db, desk->keeper, publish, desk, &desk->writer);
    *state = desk;
    return 0;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    void *fixture = desk->fixture;
    writer_stop(desk->writer);
    writer_destroy(desk->writer);
    db_close(desk->reader);
    (void)pthread_cond_destroy(&desk->changed);
    (void)pthread_mutex_destroy(&desk->mutex);
    free(desk);
    return fixture_close(&fixture);
}

TEST(what_waits_together_is_committed_together)
{
    struct desk *desk = *state;
    struct wish gate;
    struct wish wishes[10];
    shut_gate(desk, &gate);
    for (int i = 0; i < 10; i++) {
        prepare(&wishes[i], desk, DEED_ISSUE, NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    wait_done(desk, 11);
    struct writer_stats stats = writer_stats(desk->writer);
    assert_int_equal(stats.jobs, 11);
    assert_int_equal(stats.groups, 2);
    assert_int_equal(stats.failed_groups, 0);
    assert_int_equal(desk->publish_calls, 1);
    assert_int_equal(desk->published_count, 10);
    for (int i = 0; i < 10; i++) {
        assert_status(wishes[i].job.status, STATUS_OK);
        assert_int_equal(wishes[i].job.http_status, 201);
        assert_int_equal(wishes[i].order, i + 2); /* in the order of posting */
        assert_int_equal(desk->published[i], i + 1);
    }
    drop(wishes, 10);
}

TEST(a_group_has_a_limit)
{
    struct desk *desk = *state;
    static struct wish wishes[WRITER_GROUP_MAX + 1];
    struct wish gate;
    shut_gate(desk, &gate);
    for (int i = 0; i < WRITER_GROUP_MAX + 1; i++) {
        prepare(&wishes[i], desk, DEED_ISSUE, NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    wait_done(desk, WRITER_GROUP_MAX + 2);
    assert_int_equal(writer_stats(desk->writer).groups, 3);
    drop(wishes, WRITER_GROUP_MAX + 1);
}

TEST(a_job_that_fails_is_undone_alone)
{
    struct desk *desk = *state;
    struct wish gate;
    struct wish wishes[3];
    shut_gate(desk, &gate);
    for (int i = 0; i < 3; i++) {
        prepare(&wishes[i], desk, i == 1 ? DEED_FAIL : DEED_ISSUE, NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    wait_done(desk, 4);
    assert_status(wishes[0].job.status, STATUS_OK);
    assert_status(wishes[1].job.status, STATUS_CONFLICT);
    assert_string_equal(wishes[1].job.problem.slug, "wrong-state");
    assert_string_equal(buffer_text(&wishes[1].job.answer), "");
    assert_status(wishes[2].job.status, STATUS_OK);
    assert_string_equal(buffer_text(&wishes[2].job.answer), "{\"seq\":2}");
    /* Only what was committed is published, without a gap. */
    assert_int_equal(desk->published_count, 2);
    assert_int_equal(desk->published[1], 2);
    assert_int_equal(fixture_count(desk->reader, "SELECT count FROM need_count"), 2);
    assert_int_equal(fixture_count(desk->reader, "SELECT seq FROM office"), 2);
    drop(wishes, 3);
}

TEST(a_repeated_key_gets_the_first_answer_and_does_nothing)
{
    struct desk *desk = *state;
    struct wish first;
    struct wish again;
    struct wish other;
    prepare(&first, desk, DEED_ISSUE, "key");
    prepare(&again, desk, DEED_ISSUE, "key");
    prepare(&other, desk, DEED_ISSUE, "key");
    (void)text_copy(other.job.key.request_hash, sizeof(other.job.key.request_hash), "different");
    post(&first);
    post(&again);
    post(&other);
    wait_done(desk, 3);
    assert_false(first.job.is_replay);
    assert_true(again.job.is_replay);
    assert_int_equal(again.runs, 0);
    assert_int_equal(again.job.http_status, 201);
    assert_string_equal(buffer_text(&again.job.answer), buffer_text(&first.job.answer));
    assert_status(other.job.status, STATUS_UNPROCESSABLE);
    assert_string_equal(other.job.problem.slug, "key-reused");
    assert_int_equal(other.runs, 0);
    assert_int_equal(desk->published_count, 1);
    buffer_finish(&first.job.answer);
    buffer_finish(&again.job.answer);
    buffer_finish(&other.job.answer);
}

TEST(a_refusal_is_not_remembered_under_its_key)
{
    struct desk *desk = *state;
    struct wish refused;
    struct wish later;
    prepare(&refused, desk, DEED_FAIL, "key");
    prepare(&later, desk, DEED_ISSUE, "key");
    post(&refused);
    post(&later);
    wait_done(desk, 2);
    assert_status(refused.job.status, STATUS_CONFLICT);
    assert_status(later.job.status, STATUS_OK);
    assert_int_equal(later.runs, 1);
    buffer_finish(&refused.job.answer);
    buffer_finish(&later.job.answer);
}

TEST(an_answer_over_its_limit_undoes_the_job)
{
    struct desk *desk = *state;
    struct wish wish;
    prepare(&wish, desk, DEED_ISSUE, "key");
    buffer_init(&wish.job.answer, 5);
    post(&wish);
    wait_done(desk, 1);
    assert_status(wish.job.status, STATUS_INTERNAL);
    assert_int_equal(desk->published_count, 0);
    assert_int_equal(fixture_count(desk->reader, "SELECT count(*) FROM need_count"), 0);
    buffer_finish(&wish.job.answer);
}

TEST(more_events_than_a_group_holds_undo_the_job_that_tells_them)
{
    struct desk *desk = *state;
    struct wish wishes[2];
    prepare(&wishes[0], desk, DEED_TELL_TOO_MUCH, NULL);
    prepare(&wishes[1], desk, DEED_ISSUE, NULL);
    post(&wishes[0]);
    post(&wishes[1]);
    wait_done(desk, 2);
    assert_status(wishes[0].job.status, STATUS_UNAVAILABLE);
    assert_status(wishes[1].job.status, STATUS_OK);
    assert_int_equal(desk->published_count, 1);
    assert_int_equal(desk->published[0], 1);
    drop(wishes, 2);
}

TEST(when_the_database_is_taken_all_are_told_and_nothing_happened)
{
    struct desk *desk = *state;
    struct wish wishes[2];
    struct db *other = fixture_reopen(desk->fixture, DB_WRITE);
    assert_status(db_begin(other), STATUS_OK);
    prepare(&wishes[0], desk, DEED_ISSUE, "key");
    post(&wishes[0]);
    wait_done(desk, 1);
    assert_status(wishes[0].job.status, STATUS_UNAVAILABLE);
    assert_int_equal(wishes[0].runs, 0);
    assert_int_equal(desk->published_count, 0);
    assert_int_equal(writer_stats(desk->writer).failed_groups, 1);
    db_rollback(other);
    prepare(&wishes[1], desk, DEED_ISSUE, "key");
    post(&wishes[1]);
    wait_done(desk, 2);
    assert_status(wishes[1].job.status, STATUS_OK);
    assert_int_equal(wishes[1].runs, 1); /* nothing was remembered of the first time */
    drop(wishes, 2);
    db_close(other);
}

TEST(a_full_disk_undoes_the_whole_group_and_nothing_slips_through)
{
    struct desk *desk = *state;
    struct wish gate;
    struct wish wishes[4];
    shut_gate(desk, &gate);
    for (int i = 0; i < 3; i++) {
        prepare(&wishes[i], desk, i == 1 ? DEED_FILL_DISK : DEED_ISSUE, NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    wait_done(desk, 4);
    for (int i = 0; i < 3; i++) {
        assert_status(wishes[i].job.status, STATUS_UNAVAILABLE);
        assert_null(wishes[i].job.problem.slug);
    }
    assert_int_equal(wishes[2].runs, 0);
    assert_int_equal(desk->published_count, 0);
    assert_int_equal(writer_stats(desk->writer).failed_groups, 1);
    assert_int_equal(fixture_count(desk->reader, "SELECT seq FROM office"), 0);
    assert_int_equal(fixture_count(desk->reader, "SELECT count(*) FROM need_count"), 0);
    /* With room again, the next one goes through, and the numbering has no gap. */
    prepare(&wishes[3], desk, DEED_ISSUE, NULL);
    post(&wishes[3]);
    wait_done(desk, 5);
    assert_status(wishes[3].job.status, STATUS_OK);
    assert_int_equal(desk->published[0], 1);
    drop(wishes, 4);
}

TEST(the_lobby_forgets_whom_a_failed_job_had_let_in)
{
    struct desk *desk = *state;

    /* The last of them fails: nobody else takes its place in the rows. */
    static const enum deed deeds[] = {DEED_ARRIVE, DEED_ARRIVE, DEED_TURN_AWAY};
    struct wish gate;
    struct wish wishes[3];
    shut_gate(desk, &gate);
    for (int i = 0; i < 3; i++) {
        prepare(&wishes[i], desk, deeds[i], NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    wait_done(desk, 4);
    assert_status(wishes[2].job.status, STATUS_CONFLICT);
    assert_int_equal(fixture_count(desk->reader, "SELECT count(*) FROM ticket"), 2);
    assert_int_equal(keeper_lobby(desk->keeper)->count, 2);
    assert_int_equal(keeper_lobby(desk->keeper)->waiting[0], 2);
    drop(wishes, 3);
}

TEST(the_lobby_forgets_whom_a_failed_group_had_let_in)
{
    struct desk *desk = *state;
    struct wish gate;
    struct wish wishes[3];
    shut_gate(desk, &gate);
    for (int i = 0; i < 2; i++) {
        prepare(&wishes[i], desk, i == 0 ? DEED_ARRIVE : DEED_FILL_DISK, NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    wait_done(desk, 3);
    assert_status(wishes[0].job.status, STATUS_UNAVAILABLE);
    assert_int_equal(keeper_lobby(desk->keeper)->count, 0);
    prepare(&wishes[2], desk, DEED_ARRIVE, NULL);
    post(&wishes[2]);
    wait_done(desk, 4);
    assert_status(wishes[2].job.status, STATUS_OK);
    assert_int_equal(keeper_lobby(desk->keeper)->count, 1);
    drop(wishes, 3);
}

TEST(refuses_one_job_over_its_queue)
{
    struct desk *desk = *state;
    struct wish gate;
    struct wish *wishes = memory_new(WRITER_QUEUE_MAX + 1, sizeof(*wishes));
    shut_gate(desk, &gate);
    for (int i = 0; i < WRITER_QUEUE_MAX; i++) {
        prepare(&wishes[i], desk, DEED_FAIL, NULL);
        post(&wishes[i]);
    }
    prepare(&wishes[WRITER_QUEUE_MAX], desk, DEED_FAIL, NULL);
    assert_status(writer_post(desk->writer, &wishes[WRITER_QUEUE_MAX].job), STATUS_UNAVAILABLE);
    open_gate(desk);
    wait_done(desk, WRITER_QUEUE_MAX + 1);
    assert_int_equal(wishes[WRITER_QUEUE_MAX].runs, 0);
    drop(wishes, WRITER_QUEUE_MAX + 1);
    free(wishes);
}

TEST(stopping_works_off_the_queue_and_then_refuses)
{
    struct desk *desk = *state;
    struct wish gate;
    struct wish wishes[50];
    struct wish late;
    shut_gate(desk, &gate);
    for (int i = 0; i < 50; i++) {
        prepare(&wishes[i], desk, DEED_ISSUE, NULL);
        post(&wishes[i]);
    }
    open_gate(desk);
    writer_stop(desk->writer);
    assert_int_equal(desk->done, 51);
    assert_int_equal(desk->published_count, 50);
    prepare(&late, desk, DEED_ISSUE, NULL);
    assert_status(writer_post(desk->writer, &late.job), STATUS_UNAVAILABLE);
    assert_int_equal(writer_stats(desk->writer).jobs, 51);
    writer_destroy(desk->writer);
    desk->writer = NULL;
    drop(wishes, 50);
}

static void *post_many(void *context)
{
    struct wish *wishes = context;
    for (int i = 0; i < JOBS_EACH; i++) {
        post(&wishes[i]);
    }
    return NULL;
}

TEST(events_of_several_threads_are_published_in_the_order_of_commit)
{
    struct desk *desk = *state;
    static struct wish wishes[POSTERS][JOBS_EACH];
    pthread_t threads[POSTERS];
    for (int t = 0; t < POSTERS; t++) {
        for (int i = 0; i < JOBS_EACH; i++) {
            prepare(&wishes[t][i], desk, DEED_ISSUE, NULL);
        }
        assert_int_equal(pthread_create(&threads[t], NULL, post_many, wishes[t]), 0);
    }
    for (int t = 0; t < POSTERS; t++) {
        (void)pthread_join(threads[t], NULL);
    }
    wait_done(desk, POSTERS * JOBS_EACH);
    assert_int_equal(desk->published_count, POSTERS * JOBS_EACH);
    for (int i = 0; i < POSTERS * JOBS_EACH; i++) {
        assert_int_equal(desk->published[i], i + 1);
    }
    for (int t = 0; t < POSTERS; t++) {
        drop(wishes[t], JOBS_EACH);
    }
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_waits_together_is_committed_together),
        DESK_TEST(a_group_has_a_limit),
        DESK_TEST(a_job_that_fails_is_undone_alone),
        DESK_TEST(a_repeated_key_gets_the_first_answer_and_does_nothing),
        DESK_TEST(a_refusal_is_not_remembered_under_its_key),
        DESK_TEST(an_answer_over_its_limit_undoes_the_job),
        DESK_TEST(more_events_than_a_group_holds_undo_the_job_that_tells_them),
        DESK_TEST(when_the_database_is_taken_all_are_told_and_nothing_happened),
        DESK_TEST(a_full_disk_undoes_the_whole_group_and_nothing_slips_through),
        DESK_TEST(the_lobby_forgets_whom_a_failed_job_had_let_in),
        DESK_TEST(the_lobby_forgets_whom_a_failed_group_had_let_in),
        DESK_TEST(refuses_one_job_over_its_queue),
        DESK_TEST(stopping_works_off_the_queue_and_then_refuses),
        DESK_TEST(events_of_several_threads_are_published_in_the_order_of_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
