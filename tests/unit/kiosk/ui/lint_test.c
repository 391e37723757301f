#include "ui/lint.h"
#include "unit/kiosk/ui/sketch.h"

static struct node_list list;
static struct reach reach;

/* Two sound tiles; each test spoils one thing. */
static int fresh(void **state)
{
    (void)state;
    reach = (struct reach){0, 1000};
    sketch_list(&list);
    (void)sketch_button(&list, "a", (struct rect){0, 0, 400, 150}, "raz");
    (void)sketch_button(&list, "b", (struct rect){0, 200, 400, 150}, "dwa");
    return 0;
}

static int lint(char *out, size_t out_size)
{
    const struct panel panel = {1000, 1000, 0.2745, 600, 700};
    struct metrics metrics = metrics_compute(&panel, 100);
    const struct lint_rules rules = {metrics, reach, 7.0};
    struct buffer findings;
    buffer_init(&findings, 1 << 16);
    node_number_focus(&list);
    int count = lint_nodes(&list, &rules, &findings);
    (void)snprintf(out, out_size, "%s", buffer_text(&findings));
    buffer_finish(&findings);
    return count;
}

static void assert_finding(const char *expected)
{
    char findings[4096];
    assert_true(lint(findings, sizeof(findings)) > 0);
    if (strstr(findings, expected) == NULL) {
        fail_msg("no \"%s\" in: %s", expected, findings);
    }
}

TEST(a_sound_screen_has_no_finding)
{
    (void)state;
    char findings[4096];
    assert_int_equal(lint(findings, sizeof(findings)), 0);
    assert_string_equal(findings, "");
}

TEST(finds_what_leaves_the_screen)
{
    (void)state;
    list.nodes[1].rect.y = 900;
    assert_finding("b: off-screen");
}

TEST(finds_what_leaves_its_parent)
{
    (void)state;
    list.nodes[1].parent = 0;
    assert_finding("b: off-screen: sticks out of its parent");
}

TEST(finds_two_that_overlap_but_not_a_child_on_its_parent)
{
    (void)state;
    struct node *child = node_add(&list, "child", NODE_IMAGE, (struct rect){10, 10, 50, 50});
    child->parent = 0;
    char findings[4096];
    assert_int_equal(lint(findings, sizeof(findings)), 0);
    child->parent = NODE_NO_PARENT;
    assert_finding("child: overlap: a");
}

TEST(finds_what_no_hand_reaches_but_not_what_is_only_read)
{
    (void)state;
    reach.bottom_px = 340;
    assert_finding("b: out-of-reach");
    list.nodes[1].action = 0;
    char findings[4096];
    assert_int_equal(lint(findings, sizeof(findings)), 0);
}

TEST(a_keypad_is_one_choice)
{
    (void)state;
    sketch_list(&list);
    for (int i = 0; i < 12; i++) {
        char id[8];
        (void)snprintf(id, sizeof(id), "k%d", i);
        sketch_button(&list, id, (struct rect){i % 6 * 150, i / 6 * 150, 140, 140}, "7")->role =
            NODE_KEY;
    }
    char findings[4096];
    assert_int_equal(lint(findings, sizeof(findings)), 0);
    for (int i = 0; i < 12; i++) {
        list.nodes[i].role = NODE_BUTTON;
    }
    assert_finding("too-many-choices");
}

TEST(finds_a_target_smaller_than_a_thumb)
{
    (void)state;
    list.nodes[0].rect.h = 72; /* 19.8 mm */
    list.nodes[0].text.rect = (struct rect){0, 0, 400, 50};
    assert_finding("a: small-target");
}

TEST(finds_text_that_does_not_fit_or_is_too_small)
{
    (void)state;
    list.nodes[0].overflow = true;
    assert_finding("a: overflow");
    list.nodes[0].overflow = false;
    list.nodes[1].text.style.size_px = 37;
    assert_finding("b: small-text");
}

TEST(finds_a_missing_glyph)
{
    (void)state;
    list.nodes[0].has_missing_glyph = true;
    assert_finding("a: missing-glyph");
}

TEST(finds_pale_words)
{
    (void)state;
    list.nodes[0].text.color = (struct color){120, 120, 120, 255};
    assert_finding("a: contrast");
}

TEST(finds_what_says_nothing_or_something_else)
{
    (void)state;
    list.nodes[0].speech[0] = '\0';
    assert_finding("a: no-speech");
    (void)snprintf(list.nodes[0].speech, sizeof(list.nodes[0].speech), "trzy");
    assert_finding("a: no-speech: does not begin");
}

TEST(finds_a_reading_order_that_jumps_up)
{
    (void)state;
    (void)sketch_button(&list, "c", (struct rect){500, 0, 400, 150}, "trzy");
    assert_finding("c: reading-order: b");
}

TEST(nine_choices_are_fine_and_ten_too_many)
{
    (void)state;
    sketch_list(&list);
    char id[8];
    for (int i = 0; i < 9; i++) {
        (void)snprintf(id, sizeof(id), "n%d", i);
        (void)sketch_button(&list, id, (struct rect){0, i * 100, 400, 90}, "x");
    }
    char findings[4096];
    assert_int_equal(lint(findings, sizeof(findings)), 0);
    sketch_button(&list, "fixed", (struct rect){500, 900, 400, 90}, "x")->is_fixed = true;
    assert_int_equal(lint(findings, sizeof(findings)), 0);
    (void)sketch_button(&list, "n9", (struct rect){0, 900, 400, 90}, "x");
    assert_finding("n9: too-many-choices");
}

TEST(looks_only_at_the_overlay_when_there_is_one)
{
    (void)state;
    list.nodes[0].overflow = true;
    (void)node_add(&list, "scrim", NODE_PANEL, (struct rect){0, 0, 1000, 1000});
    struct node *stay = sketch_button(&list, "stay", (struct rect){0, 0, 400, 150}, "tak");
    char findings[4096];
    assert_int_equal(lint(findings, sizeof(findings)), 0);
    stay->overflow = true;
    assert_finding("stay: overflow");
}

#define FRESH(test) cmocka_unit_test_setup(test, fresh)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(a_sound_screen_has_no_finding),
        FRESH(finds_what_leaves_the_screen),
        FRESH(finds_what_leaves_its_parent),
        FRESH(finds_two_that_overlap_but_not_a_child_on_its_parent),
        FRESH(finds_what_no_hand_reaches_but_not_what_is_only_read),
        FRESH(a_keypad_is_one_choice),
        FRESH(finds_a_target_smaller_than_a_thumb),
        FRESH(finds_text_that_does_not_fit_or_is_too_small),
        FRESH(finds_a_missing_glyph),
        FRESH(finds_pale_words),
        FRESH(finds_what_says_nothing_or_something_else),
        FRESH(finds_a_reading_order_that_jumps_up),
        FRESH(nine_choices_are_fine_and_ten_too_many),
        FRESH(looks_only_at_the_overlay_when_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
