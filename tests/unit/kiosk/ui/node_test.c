#include "base/json_in.h"
#include "ui/node.h"
#include "ui/node_dump.h"
#include "unit/kiosk/ui/sketch.h"

static struct node_list list;

static int fresh(void **state)
{
    (void)state;
    sketch_list(&list);
    return 0;
}

static void add_three(void)
{
    (void)sketch_button(&list, "a", (struct rect){0, 0, 200, 100}, "raz");
    (void)sketch_button(&list, "b", (struct rect){300, 0, 200, 100}, "dwa");
    (void)sketch_button(&list, "c", (struct rect){0, 200, 200, 100}, "trzy");
}

static const char *id_at(int x, int y)
{
    const struct node *node = node_hit(&list, x, y);
    return node != NULL ? node->id : "";
}

TEST(finds_what_lies_under_a_finger)
{
    (void)state;
    add_three();
    assert_string_equal(id_at(10, 10), "a");
    assert_string_equal(id_at(499, 99), "b");
    assert_string_equal(id_at(250, 50), "");
    assert_null(node_find(&list, "d"));
}

TEST(what_is_not_enabled_is_not_touched)
{
    (void)state;
    add_three();
    list.nodes[0].is_enabled = false;
    assert_string_equal(id_at(10, 10), "");
}

TEST(an_overlay_hides_what_lies_under_it)
{
    (void)state;
    add_three();
    (void)node_add(&list, "scrim", NODE_PANEL, (struct rect){0, 0, 1000, 1000});
    (void)sketch_button(&list, "stay", (struct rect){400, 400, 200, 100}, "tak");
    assert_string_equal(id_at(10, 10), "");
    assert_string_equal(id_at(450, 450), "stay");
    node_number_focus(&list);
    assert_string_equal(node_focus_step(&list, "", 1)->id, "stay");
    assert_string_equal(node_focus_step(&list, "stay", 1)->id, "stay");
}

TEST(focus_goes_round_both_ways_and_visits_all)
{
    (void)state;
    add_three();
    node_number_focus(&list);
    assert_string_equal(node_focus_step(&list, "", 1)->id, "a");
    assert_string_equal(node_focus_step(&list, "a", 1)->id, "b");
    assert_string_equal(node_focus_step(&list, "c", 1)->id, "a");
    assert_string_equal(node_focus_step(&list, "a", -1)->id, "c");
    assert_string_equal(node_focus_step(&list, "", -1)->id, "c");
    assert_string_equal(node_focus_step(&list, "gone", 1)->id, "a");
}

TEST(without_anything_to_focus_there_is_no_next)
{
    (void)state;
    (void)node_add(&list, "text", NODE_TEXT, (struct rect){0, 0, 10, 10});
    node_number_focus(&list);
    assert_null(node_focus_step(&list, "", 1));
}

TEST(sees_each_difference_that_can_be_drawn)
{
    (void)state;
    add_three();
    struct node other = list.nodes[0];
    assert_true(node_is_same(&list.nodes[0], &other));
    other.box.fill.r ^= 1;
    assert_false(node_is_same(&list.nodes[0], &other));
    other = list.nodes[0];
    other.label[0] = 'R';
    assert_false(node_is_same(&list.nodes[0], &other));
    other = list.nodes[0];
    other.text.style.size_px++;
    assert_false(node_is_same(&list.nodes[0], &other));
    other = list.nodes[0];
    other.is_focused = true;
    assert_false(node_is_same(&list.nodes[0], &other));
    other = list.nodes[0];
    other.icon_rect.x = 3;
    assert_false(node_is_same(&list.nodes[0], &other));
}

static void dump(struct buffer *buffer)
{
    const struct panel panel = {1000, 1000, 0.2745, 600, 700};
    buffer_init(buffer, 1 << 20);
    node_dump(&list, &panel, buffer);
}

TEST(the_dump_is_json_with_every_node)
{
    (void)state;
    add_three();
    (void)node_add(&list, "panel", NODE_PANEL, (struct rect){500, 500, 10, 10});
    list.nodes[1].parent = 0;
    node_number_focus(&list);
    struct buffer buffer;
    dump(&buffer);
    struct json_in *document;
    struct json_error error;
    assert_status(json_in_parse(buffer_text(&buffer), buffer.size_bytes, &document, &error),
                  STATUS_OK);
    const struct json_in *nodes = json_in_child(document, "nodes");
    assert_int_equal(json_in_count(nodes), 4);
    char text[64];
    assert_status(json_in_text(json_in_child(json_in_item(nodes, 1), "parent"), text, sizeof(text)),
                  STATUS_OK);
    assert_string_equal(text, "a");
    assert_true(json_in_is_null(json_in_child(json_in_item(nodes, 3), "text")));
    const struct json_in *words = json_in_child(json_in_item(nodes, 0), "text");
    assert_status(json_in_text(json_in_child(words, "color"), text, sizeof(text)), STATUS_OK);
    assert_string_equal(text, "#000000");
    json_in_destroy(document);
    buffer_finish(&buffer);
}

#define FRESH(test) cmocka_unit_test_setup(test, fresh)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(finds_what_lies_under_a_finger),
        FRESH(what_is_not_enabled_is_not_touched),
        FRESH(an_overlay_hides_what_lies_under_it),
        FRESH(focus_goes_round_both_ways_and_visits_all),
        FRESH(without_anything_to_focus_there_is_no_next),
        FRESH(sees_each_difference_that_can_be_drawn),
        FRESH(the_dump_is_json_with_every_node),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
