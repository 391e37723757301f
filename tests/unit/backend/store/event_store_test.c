#include "store/event_store.h"
#include "unit/backend/store/store_fixture.h"

#include <inttypes.h>

enum { LISTED_MAX = 16 };

struct listed {
    int64_t seqs[LISTED_MAX];
    int count;
    struct event last;
    char last_kind[32];
};

static void note(void *context, const struct event *event)
{
    struct listed *listed = context;
    assert_true(listed->count < LISTED_MAX);
    listed->seqs[listed->count++] = event->seq;
    listed->last = *event;
    (void)text_copy(listed->last_kind, sizeof(listed->last_kind), event->kind);
}

static void add(struct fixture *fixture, int64_t at_ms)
{
    struct event event = {.kind = "ticket.issued", .body = "{\"n\":1}", .at_ms = at_ms};
    int64_t before = 0;
    assert_status(event_store_seq(fixture->db, fixture->office->id, &before), STATUS_OK);
    assert_status(event_store_add(fixture->db, fixture->office->id, &event), STATUS_OK);
    assert_int_equal(event.seq, before + 1);
}

TEST(events_are_numbered_without_a_gap_and_listed_in_order)
{
    struct fixture *fixture = *state;
    struct listed listed = {.count = 0};
    int64_t oldest = -1;
    assert_status(event_store_oldest(fixture->db, fixture->office->id, &oldest), STATUS_OK);
    assert_int_equal(oldest, 0);
    for (int i = 0; i < 5; i++) {
        add(fixture, i);
    }
    assert_status(event_store_since(fixture->db, fixture->office->id, 1, 3, note, &listed),
                  STATUS_OK);
    assert_int_equal(listed.count, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(listed.seqs[i], i + 2);
    }
    assert_string_equal(listed.last_kind, "ticket.issued");
    assert_string_equal(listed.last.body, "{\"n\":1}");
    assert_string_equal(listed.last.public_body, "");
    assert_int_equal(listed.last.at_ms, 3);
}

TEST(what_the_rules_were_given_is_kept_and_nothing_where_there_was_nothing)
{
    struct fixture *fixture = *state;
    struct event event = {.kind = "room.changed", .body = "{}", .facts = "{\"staff\":3}"};
    struct listed listed = {.count = 0};
    assert_status(event_store_add(fixture->db, fixture->office->id, &event), STATUS_OK);
    add(fixture, 1);
    assert_int_equal(
        fixture_count(fixture->db, "SELECT count(*) FROM event WHERE facts = '{\"staff\":3}'"), 1);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM event WHERE facts IS NULL"),
                     1);
    assert_status(event_store_since(fixture->db, fixture->office->id, 0, 1, note, &listed),
                  STATUS_OK);
    assert_string_equal(listed.last_kind, "room.changed");
}

TEST(an_event_that_is_undone_gives_its_number_back)
{
    struct fixture *fixture = *state;
    struct event event = {.kind = "ticket.issued", .body = "{}"};
    add(fixture, 1);
    assert_status(db_begin(fixture->db), STATUS_OK);
    assert_status(event_store_add(fixture->db, fixture->office->id, &event), STATUS_OK);
    assert_int_equal(event.seq, 2);
    db_rollback(fixture->db);
    add(fixture, 2);
    assert_int_equal(fixture_count(fixture->db, "SELECT max(seq) FROM event"), 2);
}

TEST(pruning_drops_only_what_is_old_and_keeps_the_numbering)
{
    struct fixture *fixture = *state;
    int64_t value = 0;
    for (int i = 1; i <= 6; i++) {
        add(fixture, i * 100);
    }
    assert_status(event_store_prune(fixture->db, fixture->office->id, 400), STATUS_OK);
    assert_status(event_store_oldest(fixture->db, fixture->office->id, &value), STATUS_OK);
    assert_int_equal(value, 4);
    assert_status(event_store_prune(fixture->db, fixture->office->id, 10000), STATUS_OK);
    assert_status(event_store_oldest(fixture->db, fixture->office->id, &value), STATUS_OK);
    assert_int_equal(value, 0);
    assert_status(event_store_seq(fixture->db, fixture->office->id, &value), STATUS_OK);
    assert_int_equal(value, 6);
    add(fixture, 700);
}

TEST(pruning_is_bounded_so_that_the_writer_is_never_held_up)
{
    struct fixture *fixture = *state;
    fixture_sql(fixture->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < 5000) INSERT INTO event SELECT 1, i, 'x', '{}', NULL, "
                             "NULL, i FROM n");
    assert_status(event_store_prune(fixture->db, fixture->office->id, INT64_MAX), STATUS_OK);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM event"), 3000);
}

TEST(a_key_is_new_the_same_or_reused)
{
    struct fixture *fixture = *state;
    int64_t office_id = fixture->office->id;
    const struct request_key key = {.key_hash = "k1", .request_hash = "r1"};
    const struct request_key other = {.key_hash = "k1", .request_hash = "r2"};
    struct buffer answer;
    int http_status = 7;
    buffer_init(&answer, 100);
    assert_status(idempotency_find(fixture->db, office_id, &key, &answer, &http_status),
                  STATUS_MISSING);
    assert_status(idempotency_add(fixture->db, office_id, &key, "{\"a\":1}", 201, 1000), STATUS_OK);
    assert_status(idempotency_find(fixture->db, office_id, &other, &answer, &http_status),
                  STATUS_UNPROCESSABLE);
    assert_int_equal(http_status, 7); /* untouched */
    assert_string_equal(buffer_text(&answer), "");
    assert_status(idempotency_find(fixture->db, office_id, &key, &answer, &http_status), STATUS_OK);
    assert_int_equal(http_status, 201);
    assert_string_equal(buffer_text(&answer), "{\"a\":1}");
    assert_status(idempotency_add(fixture->db, office_id, &other, "{}", 200, 1000),
                  STATUS_CONFLICT);
    buffer_finish(&answer);
}

TEST(old_keys_are_forgotten)
{
    struct fixture *fixture = *state;
    struct buffer answer;
    int http_status = 0;
    const struct request_key old = {.key_hash = "old", .request_hash = "r"};
    const struct request_key young = {.key_hash = "young", .request_hash = "r"};
    int64_t office_id = fixture->office->id;
    buffer_init(&answer, 100);
    assert_status(idempotency_add(fixture->db, office_id, &old, "{}", 200, 999), STATUS_OK);
    assert_status(idempotency_add(fixture->db, office_id, &young, "{}", 200, 1000), STATUS_OK);
    assert_status(idempotency_prune(fixture->db, 1000), STATUS_OK);
    assert_status(idempotency_find(fixture->db, office_id, &old, &answer, &http_status),
                  STATUS_MISSING);
    assert_status(idempotency_find(fixture->db, office_id, &young, &answer, &http_status),
                  STATUS_OK);
    buffer_finish(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(events_are_numbered_without_a_gap_and_listed_in_order),
        FIXTURE_TEST(what_the_rules_were_given_is_kept_and_nothing_where_there_was_nothing),
        FIXTURE_TEST(an_event_that_is_undone_gives_its_number_back),
        FIXTURE_TEST(pruning_drops_only_what_is_old_and_keeps_the_numbering),
        FIXTURE_TEST(pruning_is_bounded_so_that_the_writer_is_never_held_up),
        FIXTURE_TEST(a_key_is_new_the_same_or_reused),
        FIXTURE_TEST(old_keys_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
