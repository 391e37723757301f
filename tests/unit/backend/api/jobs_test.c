#include "support/check.h"

#include "api/jobs.h"

#include <pthread.h>
#include <stdbool.h>

/* A job that waits at the gate, so that the queue behind it can be filled. */
struct errand {
    struct job job; /* first: the jobs thread hands this back */
    int runs;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_open;
static int began;

static void run(struct job *job)
{
    (void)pthread_mutex_lock(&mutex);
    ((struct errand *)(void *)job)->runs++;
    began++;
    (void)pthread_cond_broadcast(&changed);
    while (!is_open) {
        (void)pthread_cond_wait(&changed, &mutex);
    }
    (void)pthread_mutex_unlock(&mutex);
}

static void wait_begun(int count)
{
    (void)pthread_mutex_lock(&mutex);
    while (began < count) {
        (void)pthread_cond_wait(&changed, &mutex);
    }
    (void)pthread_mutex_unlock(&mutex);
}

static void set_gate(bool open)
{
    (void)pthread_mutex_lock(&mutex);
    is_open = open;
    began = open ? began : 0;
    (void)pthread_cond_broadcast(&changed);
    (void)pthread_mutex_unlock(&mutex);
}

TEST(a_full_queue_refuses_and_can_still_be_stopped)
{
    (void)state;
    struct errand errands[1 + JOBS_QUEUE_MAX + 1] = {{.runs = 0}};
    for (int i = 0; i < JOBS_QUEUE_MAX + 2; i++) {
        errands[i].job.run = run;
    }
    set_gate(false);
    struct jobs *jobs = jobs_create(1);
    assert_status(jobs_post(jobs, &errands[0].job), STATUS_OK);
    wait_begun(1);
    for (int i = 1; i <= JOBS_QUEUE_MAX; i++) {
        assert_status(jobs_post(jobs, &errands[i].job), STATUS_OK);
    }
    assert_status(jobs_post(jobs, &errands[JOBS_QUEUE_MAX + 1].job), STATUS_TOO_MANY);
    set_gate(true);
    jobs_stop(jobs);
    for (int i = 0; i <= JOBS_QUEUE_MAX; i++) {
        assert_int_equal(errands[i].runs, 1);
    }
    assert_int_equal(errands[JOBS_QUEUE_MAX + 1].runs, 0);
    jobs_destroy(jobs);
}

TEST(after_the_stop_nothing_is_taken)
{
    (void)state;
    struct errand errand = {.job = {.run = run}};
    set_gate(true);
    struct jobs *jobs = jobs_create(JOBS_THREADS_MAX);
    assert_status(jobs_post(jobs, &errand.job), STATUS_OK);
    jobs_stop(jobs);
    assert_int_equal(errand.runs, 1);
    assert_status(jobs_post(jobs, &errand.job), STATUS_UNAVAILABLE);
    assert_int_equal(errand.runs, 1);
    jobs_destroy(jobs);
}

TEST(stopping_nothing_is_fine)
{
    (void)state;
    jobs_stop(NULL);
    jobs_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_queue_refuses_and_can_still_be_stopped),
        cmocka_unit_test(after_the_stop_nothing_is_taken),
        cmocka_unit_test(stopping_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
