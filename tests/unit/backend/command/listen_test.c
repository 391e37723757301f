#include "support/check.h"

#include "command/listen.h"

#include <stdbool.h>
#include <string.h>

TEST(takes_addresses_with_their_port_apart)
{
    (void)state;

    static const struct {
        const char *text;
        const char *address;
        uint16_t port;
        bool is_v6;
        bool is_loopback;
        bool is_wildcard;
    } cases[] = {
        {"127.0.0.1:8080", "127.0.0.1", 8080, false, true, false},
        {"127.9.9.9:0", "127.9.9.9", 0, false, true, false},
        {"0.0.0.0:80", "0.0.0.0", 80, false, false, true},
        {"192.168.1.20:65535", "192.168.1.20", 65535, false, false, false},
        {"128.0.0.1:1", "128.0.0.1", 1, false, false, false},
        {"[::1]:0", "::1", 0, true, true, false},
        {"[::]:8080", "::", 8080, true, false, true},
        {"[fe80::1]:1", "fe80::1", 1, true, false, false},
        {"[::ffff:10.0.0.1]:1", "::ffff:10.0.0.1", 1, true, false, false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct listen_address got;
        assert_status(listen_parse(cases[i].text, &got), STATUS_OK);
        assert_string_equal(got.address, cases[i].address);
        assert_int_equal(got.port, cases[i].port);
        assert_int_equal(got.is_v6, cases[i].is_v6);
        assert_int_equal(got.is_loopback, cases[i].is_loopback);
        assert_int_equal(got.is_wildcard, cases[i].is_wildcard);
    }
}

TEST(refuses_everything_else_and_leaves_the_output_alone)
{
    (void)state;
    static const char *const cases[] = {
        "",
        ":",
        ":8080",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:123456",
        "127.0.0.1:-1",
        "127.0.0.1:+1",
        "127.0.0.1: 1",
        "127.0.0.1:1 ",
        "127.0.0.1:0x50",
        "localhost:8080",
        "127.1:80",
        "::1:8080",
        "[::1]",
        "[::1]8080",
        "[]:1",
        "[127.0.0.1]:1",
        "[::1:8080",
        "256.0.0.1:1",
        "[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000]:1",
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct listen_address got;
        memset(&got, 0x5A, sizeof(got));
        struct listen_address before = got;
        assert_status(listen_parse(cases[i], &got), STATUS_INVALID);
        assert_memory_equal(&got, &before, sizeof(got));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_addresses_with_their_port_apart),
        cmocka_unit_test(refuses_everything_else_and_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
