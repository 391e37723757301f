#include "support/check.h"

#include "http/exchange_inner.h"

#include <string.h>

static const char *handled;
static int64_t handled_id;

static void on_list(struct exchange *exchange)
{
    (void)exchange;
    handled = "list";
}

static void on_item(struct exchange *exchange)
{
    handled = "item";
    handled_id = exchange_id(exchange, 0);
}

static void on_issue(struct exchange *exchange)
{
    (void)exchange;
    handled = "issue";
}

static void on_recall(struct exchange *exchange)
{
    handled = "recall";
    handled_id = exchange_id(exchange, 0);
}

static void on_pair(struct exchange *exchange)
{
    handled = exchange_param(exchange, 1);
}

static void on_page(struct exchange *exchange)
{
    (void)exchange;
    handled = "page";
}

static const struct http_route routes[] = {
    {METHOD_GET, "/tickets", on_list},
    {METHOD_POST, "/tickets", on_issue},
    {METHOD_GET, "/tickets/{id}", on_item},
    {METHOD_POST, "/tickets/{id}/recall", on_recall},
    {METHOD_GET, "/rooms/{room}/staff/{login}", on_pair},
};

static struct http_server server = {.routes = routes, .route_count = 5};
static struct exchange exchange;

/* Sends one request through the router; returns the handler's name, or NULL when refused. */
static const char *dispatch(enum method method, const char *path)
{
    memset(&exchange, 0, sizeof(exchange));
    exchange.server = &server;
    exchange.method = method;
    exchange.path = path;
    arena_init(&exchange.arena, EXCHANGE_ARENA_MAX);
    handled = NULL;
    handled_id = -1;
    exchange_dispatch(&exchange);
    if (exchange.response != NULL) {
        MHD_destroy_response(exchange.response);
    }
    return handled;
}

static void finish(void)
{
    arena_finish(&exchange.arena);
}

static void assert_handled(enum method method, const char *path, const char *name)
{
    const char *got = dispatch(method, path);
    assert_non_null(got);
    assert_string_equal(got, name);
    finish();
}

static void assert_refused(enum method method, const char *path, int http_status)
{
    assert_null(dispatch(method, path));
    assert_int_equal(exchange.http_status, http_status);
    finish();
}

TEST(finds_the_handler_by_method_and_path)
{
    (void)state;
    assert_handled(METHOD_GET, "/tickets", "list");
    assert_handled(METHOD_POST, "/tickets", "issue");
    assert_handled(METHOD_GET, "/tickets/12", "item");
    assert_int_equal(handled_id, 12);
    assert_handled(METHOD_POST, "/tickets/7/recall", "recall");
    assert_int_equal(handled_id, 7);
    assert_handled(METHOD_GET, "/rooms/4/staff/rola1", "rola1");
}

TEST(head_is_answered_like_get)
{
    (void)state;
    assert_handled(METHOD_HEAD, "/tickets/12", "item");
    assert_refused(METHOD_HEAD, "/tickets/12/recall", 405);
}

TEST(a_known_path_with_another_method_is_405)
{
    (void)state;
    assert_refused(METHOD_DELETE, "/tickets", 405);
    assert_refused(METHOD_OTHER, "/tickets/12", 405);
    assert_refused(METHOD_GET, "/tickets/12/recall", 405);
}

TEST(what_only_looks_like_a_route_is_404)
{
    (void)state;
    static const char *const paths[] = {
        "/",
        "",
        "/ticket",
        "/tickets/",
        "/tickets//recall",
        "/tickets/1/",
        "/tickets/1/recall/x",
        "//tickets",
        "/TICKETS",
        "/tickets/1/2",
    };
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        assert_refused(METHOD_GET, paths[i], 404);
    }
}

TEST(what_is_no_route_goes_to_the_pages_when_there_are_any)
{
    (void)state;
    server.otherwise = on_page;
    assert_handled(METHOD_GET, "/console", "page");
    assert_refused(METHOD_DELETE, "/tickets", 405);
    server.otherwise = NULL;
}

TEST(only_a_number_from_1_is_an_id)
{
    (void)state;

    static const struct {
        const char *path;
        int64_t id;
    } cases[] = {
        {"/tickets/1", 1},
        {"/tickets/007", 7},
        {"/tickets/999999999999999999", 999999999999999999},
        {"/tickets/9999999999999999999", 0}, /* one digit over the limit */
        {"/tickets/abc", 0},
        {"/tickets/-1", 0},
        {"/tickets/+1", 0},
        {"/tickets/1.0", 0},
        {"/tickets/ 1", 0},
        {"/tickets/0", 0},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_handled(METHOD_GET, cases[i].path, "item");
        assert_int_equal(handled_id, cases[i].id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_handler_by_method_and_path),
        cmocka_unit_test(head_is_answered_like_get),
        cmocka_unit_test(a_known_path_with_another_method_is_405),
        cmocka_unit_test(what_only_looks_like_a_route_is_404),
        cmocka_unit_test(what_is_no_route_goes_to_the_pages_when_there_are_any),
        cmocka_unit_test(only_a_number_from_1_is_an_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
