#include "support/check.h"

#include "net/sse.h"

#include <stdlib.h>
#include <string.h>

static int feed(struct sse *sse, const char *text)
{
    int events = 0;
    assert_status(sse_feed(sse, text, strlen(text), &events), STATUS_OK);
    return events;
}

TEST(counts_whole_events_and_keeps_the_last_id)
{
    struct sse sse = {0};
    (void)state;
    assert_int_equal(feed(&sse, "id: e1-7\nevent: ticket.called\ndata: {}\n\n"), 1);
    assert_string_equal(sse.id, "e1-7");
    assert_int_equal(feed(&sse, "id: e1-8\ndata: 1\ndata: 2\n\nid:e1-9\ndata\n\n"), 2);
    assert_string_equal(sse.id, "e1-9");
}

TEST(gives_the_same_for_any_cut_and_line_end)
{
    static const char *const texts[] = {
        ": hi\nid: a-1\nevent: x\ndata: 1\ndata: 2\n\nid: a-2\ndata: 2\n\n",
        ": hi\r\nid: a-1\r\nevent: x\r\ndata: 1\r\ndata: 2\r\n\r\nid: a-2\r\ndata: 2\r\n\r\n",
        ": hi\rid: a-1\revent: x\rdata: 1\rdata: 2\r\rid: a-2\rdata: 2\r\r",
    };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        size_t length = strlen(texts[i]);
        for (size_t cut = 0; cut <= length; cut++) {
            struct sse sse = {0};
            int events = 0;
            assert_status(sse_feed(&sse, texts[i], cut, &events), STATUS_OK);
            assert_status(sse_feed(&sse, texts[i] + cut, length - cut, &events), STATUS_OK);
            assert_int_equal(events, 2);
            assert_string_equal(sse.id, "a-2");
        }
    }
}

TEST(a_heartbeat_is_no_event)
{
    struct sse sse = {0};
    (void)state;
    assert_int_equal(feed(&sse, ": heartbeat\n\n:\n\n\n\n"), 0);
}

TEST(an_event_cut_off_by_a_new_connection_is_forgotten)
{
    struct sse sse = {0};
    (void)state;
    assert_int_equal(feed(&sse, "id: a-1\ndata: 1\ndata: 2\n\nid: a-2\ndata: half"), 1);
    sse_begin(&sse);
    assert_string_equal(sse.id, "a-1");
    assert_int_equal(feed(&sse, "\n\n"), 0);
    assert_string_equal(sse.id, "a-1");
    assert_int_equal(feed(&sse, "data: 3\n\n"), 1);
    assert_string_equal(sse.id, "a-1");
}

TEST(an_id_too_long_is_not_taken)
{
    struct sse sse = {0};
    char text[128] = "id: ";
    (void)state;
    memset(text + 4, 'x', SSE_ID_MAX + 1);
    (void)feed(&sse, "id: a-1\ndata: 1\n\n");
    (void)feed(&sse, text);
    assert_int_equal(feed(&sse, "\ndata: 2\n\n"), 1);
    assert_string_equal(sse.id, "a-1");
}

TEST(a_line_over_the_limit_ends_it)
{
    struct sse sse = {0};
    char line[SSE_LINE_MAX + 1];
    int events = 0;
    (void)state;
    memset(line, 'x', sizeof(line));
    assert_status(sse_feed(&sse, line, SSE_LINE_MAX, &events), STATUS_OK);
    assert_status(sse_feed(&sse, line, 1, &events), STATUS_TOO_LARGE);
    assert_int_equal(events, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_whole_events_and_keeps_the_last_id),
        cmocka_unit_test(gives_the_same_for_any_cut_and_line_end),
        cmocka_unit_test(a_heartbeat_is_no_event),
        cmocka_unit_test(an_event_cut_off_by_a_new_connection_is_forgotten),
        cmocka_unit_test(an_id_too_long_is_not_taken),
        cmocka_unit_test(a_line_over_the_limit_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
