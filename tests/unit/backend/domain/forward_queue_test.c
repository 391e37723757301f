#include "support/check.h"

#include "domain/forward_queue.h"
#include "domain/random.h"

enum { EVENTS = 500, INSTANTS = 40 };

TEST(events_come_by_their_time_and_at_one_instant_in_the_order_they_were_put)
{
    (void)state;
    struct forward_queue queue = {0};
    struct random random;
    random_seed(&random, 1, 0);
    for (int i = 0; i < EVENTS; i++) {
        int64_t at_ms = (int64_t)random_below(&random, INSTANTS);
        forward_queue_put(&queue, (struct forward_event){.at_ms = at_ms, .who = i});
    }
    struct forward_event last = {.at_ms = -1};
    for (int i = 0; i < EVENTS; i++) {
        struct forward_event event = forward_queue_take(&queue);
        assert_true(event.at_ms > last.at_ms ||
                    (event.at_ms == last.at_ms && event.who > last.who));
        last = event;
    }
    assert_int_equal(queue.count, 0);
    forward_queue_finish(&queue);
}

TEST(putting_while_taking_keeps_the_order)
{
    (void)state;
    struct forward_queue queue = {0};
    struct random random;
    random_seed(&random, 2, 0);
    int64_t now_ms = 0;
    forward_queue_put(&queue, (struct forward_event){.at_ms = 0});
    for (int i = 0; i < EVENTS; i++) {
        struct forward_event event = forward_queue_take(&queue);
        assert_true(event.at_ms >= now_ms);
        now_ms = event.at_ms;
        for (int k = 0; k < 2; k++) {
            int64_t at_ms = now_ms + (int64_t)random_below(&random, INSTANTS);
            forward_queue_put(&queue, (struct forward_event){.at_ms = at_ms});
        }
    }
    forward_queue_finish(&queue);
}

TEST(a_cleared_queue_is_empty_and_keeps_its_memory)
{
    (void)state;
    struct forward_queue queue = {0};
    for (int i = 0; i < EVENTS; i++) {
        forward_queue_put(&queue, (struct forward_event){.at_ms = i});
    }
    const struct forward_event *kept = queue.events;
    forward_queue_clear(&queue);
    assert_int_equal(queue.count, 0);
    for (int i = 0; i < EVENTS; i++) {
        forward_queue_put(&queue, (struct forward_event){.at_ms = EVENTS - i});
    }
    assert_ptr_equal(queue.events, kept);
    assert_int_equal(forward_queue_take(&queue).at_ms, 1);
    forward_queue_finish(&queue);
    assert_null(queue.events);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_by_their_time_and_at_one_instant_in_the_order_they_were_put),
        cmocka_unit_test(putting_while_taking_keeps_the_order),
        cmocka_unit_test(a_cleared_queue_is_empty_and_keeps_its_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
