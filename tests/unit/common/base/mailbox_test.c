#include "support/check.h"

#include "base/clock.h"
#include "base/mailbox.h"
#include "base/memory.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

enum { POSTERS = 4, MESSAGES_EACH = 2000 };

static int dropped;

static void drop(void *message)
{
    dropped++;
    free(message);
}

static void count_wake(void *context)
{
    ++*(int *)context;
}

static int *message(int value)
{
    int *number = memory_new(1, sizeof(*number));
    *number = value;
    return number;
}

TEST(hands_messages_on_in_their_order)
{
    (void)state;
    struct mailbox mailbox;
    int wakes = 0;
    mailbox_init(&mailbox, 3, count_wake, &wakes);
    assert_null(mailbox_take(&mailbox));
    for (int round = 0; round < 5; round++) {
        assert_status(mailbox_post(&mailbox, message(2 * round)), STATUS_OK);
        assert_status(mailbox_post(&mailbox, message(2 * round + 1)), STATUS_OK);
        for (int i = 0; i < 2; i++) {
            int *got = mailbox_take(&mailbox);
            assert_int_equal(*got, 2 * round + i);
            free(got);
        }
    }
    assert_int_equal(wakes, 10);
    mailbox_finish(&mailbox, drop);
}

TEST(refuses_one_message_over_its_capacity)
{
    (void)state;
    struct mailbox mailbox;
    int wakes = 0;
    mailbox_init(&mailbox, 2, count_wake, &wakes);
    assert_status(mailbox_post(&mailbox, message(1)), STATUS_OK);
    assert_status(mailbox_post(&mailbox, message(2)), STATUS_OK);
    int *third = message(3);
    assert_status(mailbox_post(&mailbox, third), STATUS_TOO_MANY);
    assert_int_equal(wakes, 2);
    assert_int_equal(*third, 3);
    free(third);
    dropped = 0;
    mailbox_finish(&mailbox, drop);
    assert_int_equal(dropped, 2);
}

TEST(waiting_ends_when_its_time_is_over)
{
    (void)state;
    struct mailbox mailbox;
    mailbox_init(&mailbox, 2, NULL, NULL);
    int64_t before = clock_monotonic_ms();
    assert_null(mailbox_wait(&mailbox, 20));
    int64_t took_ms = clock_monotonic_ms() - before;
    assert_true(took_ms >= 19 && took_ms < 5000);
    assert_null(mailbox_wait(&mailbox, 0));
    assert_status(mailbox_post(&mailbox, message(7)), STATUS_OK);
    int *got = mailbox_wait(&mailbox, 0);
    assert_int_equal(*got, 7);
    free(got);
    mailbox_finish(&mailbox, drop);
}

struct poster {
    struct mailbox *mailbox;
    int first;
};

static void *post_many(void *context)
{
    const struct poster *poster = context;
    for (int i = 0; i < MESSAGES_EACH; i++) {
        int *number = message(poster->first + i);
        while (mailbox_post(poster->mailbox, number) != STATUS_OK) {
            (void)sched_yield();
        }
    }
    return NULL;
}

TEST(every_message_of_several_threads_arrives_once_and_in_order)
{
    (void)state;
    static bool seen[POSTERS * MESSAGES_EACH];
    struct mailbox mailbox;
    pthread_t threads[POSTERS];
    struct poster posters[POSTERS];
    int last[POSTERS];
    mailbox_init(&mailbox, 16, NULL, NULL);
    for (int i = 0; i < POSTERS; i++) {
        posters[i] = (struct poster){.mailbox = &mailbox, .first = i * MESSAGES_EACH};
        last[i] = -1;
        assert_int_equal(pthread_create(&threads[i], NULL, post_many, &posters[i]), 0);
    }
    for (int i = 0; i < POSTERS * MESSAGES_EACH; i++) {
        int *got = mailbox_wait(&mailbox, -1);
        assert_false(seen[*got]);
        seen[*got] = true;
        assert_true(last[*got / MESSAGES_EACH] < *got);
        last[*got / MESSAGES_EACH] = *got;
        free(got);
    }
    for (int i = 0; i < POSTERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_null(mailbox_take(&mailbox));
    mailbox_finish(&mailbox, drop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_messages_on_in_their_order),
        cmocka_unit_test(refuses_one_message_over_its_capacity),
        cmocka_unit_test(waiting_ends_when_its_time_is_over),
        cmocka_unit_test(every_message_of_several_threads_arrives_once_and_in_order),
    };
    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
