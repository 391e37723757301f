/*
 * The code as SVG. That a camera reads it is seen by tests/e2e/paper.test.mjs on the printed page.
 */
#include "support/check.h"

#include "qr/qr_svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SVG_BYTES_MAX = 512 * 1024, TEXT_BYTES = 2400, SIDE_OF_VERSION_1 = 21 };

static int side_of(const char *svg)
{
    const char *box = strstr(svg, "viewBox=\"0 0 ");
    return box != NULL ? (int)strtol(box + strlen("viewBox=\"0 0 "), NULL, 10) : 0;
}

/* The first rectangle drawn is the top of the finder in the corner: seven modules wide. */
TEST(a_short_text_is_the_smallest_code_in_a_quiet_zone_of_four_modules)
{
    (void)state;
    struct buffer out;
    buffer_init(&out, SVG_BYTES_MAX);
    assert_status(qr_svg_append(&out, "A27"), STATUS_OK);
    assert_int_equal(side_of(buffer_text(&out)), SIDE_OF_VERSION_1 + 8);
    assert_non_null(strstr(buffer_text(&out), "<path d=\"M4 4h7v1h-7z"));
    assert_non_null(strstr(buffer_text(&out), "aria-hidden=\"true\""));
    buffer_finish(&out);
}

TEST(what_no_code_holds_is_refused_and_nothing_is_written)
{
    (void)state;
    char text[TEXT_BYTES];
    struct buffer out;
    memset(text, 'x', sizeof(text));
    buffer_init(&out, SVG_BYTES_MAX);
    text[2331] = '\0';
    assert_status(qr_svg_append(&out, text), STATUS_OK);
    assert_false(out.overflow);
    buffer_clear(&out);
    text[2331] = 'x';
    text[2332] = '\0';
    assert_status(qr_svg_append(&out, text), STATUS_TOO_LARGE);
    assert_string_equal(buffer_text(&out), "");
    buffer_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_text_is_the_smallest_code_in_a_quiet_zone_of_four_modules),
        cmocka_unit_test(what_no_code_holds_is_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
