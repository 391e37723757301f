#include "base/memory.h"
#include "screens/flow.h"
#include "unit/kiosk/ui/sketch.h"

#include <stdlib.h>

enum { ITEMS = 12 };

/* A stage on a panel, with a list of choices of even height. */
struct scene {
    struct i18n *i18n;
    struct app *app;
    struct panel panel;
    struct screens_context context;
    struct stage stage;
    struct node_list list;
    struct flow flow;
};

static const struct rect area = {40, 40, 1000, 1400};

static int set_up(void **state)
{
    struct scene *scene = memory_new(1, sizeof(*scene));
    char error[512];
    assert_status(
        i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &scene->i18n, error, sizeof(error)),
        STATUS_OK);
    struct app_settings settings = app_settings_default();
    scene->app = app_create(&settings, 1000);
    scene->panel = (struct panel){1080, 1920, 0.2745, 600, 700};
    scene->context = (struct screens_context){scene->i18n, &sketch_meter, &scene->panel, false};
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    app_destroy(scene->app);
    i18n_close(scene->i18n);
    free(scene);
    return 0;
}

static void begin(struct scene *scene, int page)
{
    scene->app->visit.page = page;
    stage_init(&scene->stage, &scene->context, scene->app, &scene->list);
    flow_begin(&scene->flow, &scene->stage);
}

static struct flow_item *add(struct scene *scene, enum flow_kind kind, const char *id)
{
    struct target target = {"", kind >= FLOW_CHOICE ? ACTION_NEED : ACTION_NONE, 0};
    return flow_add_key(&scene->flow, kind, id, NULL, "Kilka słów", target);
}

static void choices(struct scene *scene, int page)
{
    begin(scene, page);
    (void)add(scene, FLOW_TITLE, "title");
    for (int i = 0; i < ITEMS; i++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "item.%d", i);
        (void)add(scene, FLOW_CHOICE, id);
    }
}

static const struct node *find(const struct scene *scene, const char *id)
{
    return node_find(&scene->list, id);
}

static bool is_within(struct rect inner)
{
    return rect_holds(area, inner);
}

TEST(every_thing_is_on_exactly_one_page_and_inside_it)
{
    struct scene *scene = *state;
    int seen[ITEMS] = {0};
    for (int page = 0;; page++) {
        choices(scene, page);
        flow_end(&scene->flow, area);
        for (int i = 0; i < ITEMS; i++) {
            char id[16];
            (void)snprintf(id, sizeof(id), "item.%d", i);
            const struct node *node = find(scene, id);
            seen[i] += node != NULL;
            assert_true(node == NULL || is_within(node->rect));
        }
        const struct node *more = find(scene, "more");
        if (more == NULL) {
            assert_in_range(page, 1, 4);
            break;
        }
        assert_int_equal(more->argument, page + 1);
        assert_true(is_within(more->rect));
    }
    for (int i = 0; i < ITEMS; i++) {
        assert_int_equal(seen[i], 1);
    }
}

TEST(what_fits_on_one_page_has_no_pager)
{
    struct scene *scene = *state;
    begin(scene, 0);
    (void)add(scene, FLOW_TITLE, "title");
    (void)add(scene, FLOW_CHOICE, "only");
    flow_end(&scene->flow, area);
    assert_null(find(scene, "more"));
    assert_null(find(scene, "page"));
}

TEST(a_page_beyond_the_last_is_the_last)
{
    struct scene *scene = *state;
    choices(scene, 99);
    flow_end(&scene->flow, area);
    assert_non_null(find(scene, "item.11"));
    assert_null(find(scene, "more"));
}

TEST(nothing_is_touched_above_the_reach_but_words_may_stand_there)
{
    struct scene *scene = *state;
    scene->app->visit.is_low = true;
    for (int page = 0; page < 3; page++) {
        choices(scene, page);
        flow_end(&scene->flow, area);
        for (int i = 0; i < scene->list.count; i++) {
            const struct node *node = &scene->list.nodes[i];
            assert_true(node->action == ACTION_NONE || node->rect.y >= scene->stage.reach.top_px);
        }
    }
    choices(scene, 0);
    flow_end(&scene->flow, area);
    assert_true(find(scene, "title")->rect.y < scene->stage.reach.top_px);
}

TEST(a_later_page_says_again_what_it_is_about_where_nothing_else_can_be)
{
    struct scene *scene = *state;
    int without = 0;
    for (int high = 500; high < 900; high += 10) {
        const struct rect low_area = {area.x, area.y, area.w, high};
        choices(scene, 1);
        flow_end(&scene->flow, low_area);
        for (int i = 0; i < scene->list.count; i++) {
            assert_true(rect_holds(low_area, scene->list.nodes[i].rect));
        }
        without += find(scene, "title") == NULL;
    }
    assert_true(without > 0); /* full pages */
    choices(scene, 99);
    scene->flow.choices_max = 1;
    flow_end(&scene->flow, area);
    const struct node *above = find(scene, "title"); /* one thing leaves room */
    assert_non_null(above);
    assert_true(above->rect.y < find(scene, "item.11")->rect.y);
    scene->app->visit.is_low = true;
    choices(scene, 1);
    flow_end(&scene->flow, area);
    const struct node *title = find(scene, "title");
    assert_non_null(title);
    assert_true(title->rect.y + title->rect.h <= scene->stage.reach.top_px);
    assert_true(is_within(title->rect));
}

TEST(no_page_has_more_choices_than_it_may)
{
    struct scene *scene = *state;

    enum { MOST = 3 };

    int seen = 0;
    for (int page = 0; page < ITEMS / MOST; page++) {
        choices(scene, page);
        scene->flow.choices_max = MOST;
        flow_end(&scene->flow, area);
        int here = 0;
        for (int i = 0; i < ITEMS; i++) {
            char id[16];
            (void)snprintf(id, sizeof(id), "item.%d", i);
            here += find(scene, id) != NULL;
        }
        assert_in_range(here, 1, MOST);
        seen += here;
    }
    assert_int_equal(seen, ITEMS);
}

TEST(what_is_pinned_is_on_every_page_in_the_same_place)
{
    struct scene *scene = *state;
    struct rect first = {0};
    for (int page = 0; page < 3; page++) {
        choices(scene, page);
        add(scene, FLOW_BUTTON, "pinned")->is_pinned = true;
        flow_end(&scene->flow, area);
        const struct node *node = find(scene, "pinned");
        assert_non_null(node);
        first = page == 0 ? node->rect : first;
        assert_memory_equal(&node->rect, &first, sizeof(first));
    }
}

TEST(what_would_take_half_the_page_is_not_pinned)
{
    struct scene *scene = *state;
    struct rect low = {40, 40, 1000, 500};
    choices(scene, 0);
    for (int i = 0; i < 2; i++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "pinned.%d", i);
        add(scene, FLOW_BUTTON, id)->is_pinned = true;
    }
    flow_end(&scene->flow, low);
    assert_null(find(scene, "pinned.0"));
    assert_non_null(find(scene, "more"));
}

TEST(a_heading_goes_to_the_page_of_what_it_is_for)
{
    struct scene *scene = *state;
    for (int room = 300; room < 1000; room += 10) {
        begin(scene, 0);
        for (int i = 0; i < 3; i++) {
            char id[16];
            (void)snprintf(id, sizeof(id), "item.%d", i);
            (void)add(scene, FLOW_CHOICE, id);
        }
        (void)add(scene, FLOW_SMALL, "heading");
        (void)add(scene, FLOW_CHOICE, "its");
        (void)add(scene, FLOW_CHOICE, "last");
        flow_end(&scene->flow, (struct rect){40, 40, 1000, room});
        assert_true(find(scene, "heading") == NULL || find(scene, "its") != NULL);
    }
}

TEST(things_of_one_kind_share_a_line_where_there_are_columns)
{
    struct scene *scene = *state;
    begin(scene, 0);
    scene->flow.columns = 2;
    (void)add(scene, FLOW_TOGGLE, "a");
    (void)add(scene, FLOW_TOGGLE, "b");
    (void)add(scene, FLOW_TOGGLE, "c");
    (void)add(scene, FLOW_BUTTON, "d");
    flow_end(&scene->flow, area);
    assert_int_equal(find(scene, "a")->rect.y, find(scene, "b")->rect.y);
    assert_true(find(scene, "b")->rect.x > find(scene, "a")->rect.x);
    assert_true(find(scene, "c")->rect.y > find(scene, "a")->rect.y);
    assert_int_equal(find(scene, "c")->rect.w, area.w); /* alone: the whole width */
    assert_true(find(scene, "d")->rect.y > find(scene, "c")->rect.y);
}

TEST(facts_inside_a_card_stay_on_its_surface)
{
    struct scene *scene = *state;
    begin(scene, 0);
    add(scene, FLOW_CARD, "card")->icon = "seat";
    for (int i = 0; i < 2; i++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "fact.%d", i);
        struct flow_item *fact = add(scene, FLOW_FACT, id);
        fact->icon = "clock";
        fact->is_inside = true;
    }
    flow_end(&scene->flow, area);
    const struct node *surface = find(scene, "card.card");
    assert_non_null(surface);
    for (int i = 0; i < 2; i++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "fact.%d", i);
        assert_true(rect_holds(surface->rect, find(scene, id)->rect));
    }
    assert_true(find(scene, "fact.1")->rect.y > find(scene, "fact.0")->rect.y);
}

static int own_height;

static void draw_own(struct stage *stage, struct rect rect)
{
    (void)stage;
    own_height = rect.h;
}

TEST(what_a_screen_draws_itself_is_lower_when_it_must)
{
    struct scene *scene = *state;
    begin(scene, 0);
    struct flow_item *own = add(scene, FLOW_OWN, "own");
    own->draw = draw_own;
    own->height_px = 5000;
    flow_end(&scene->flow, area);
    assert_int_equal(own_height, area.h);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(every_thing_is_on_exactly_one_page_and_inside_it),
        SCENE(what_fits_on_one_page_has_no_pager),
        SCENE(a_page_beyond_the_last_is_the_last),
        SCENE(nothing_is_touched_above_the_reach_but_words_may_stand_there),
        SCENE(a_later_page_says_again_what_it_is_about_where_nothing_else_can_be),
        SCENE(no_page_has_more_choices_than_it_may),
        SCENE(what_is_pinned_is_on_every_page_in_the_same_place),
        SCENE(what_would_take_half_the_page_is_not_pinned),
        SCENE(a_heading_goes_to_the_page_of_what_it_is_for),
        SCENE(things_of_one_kind_share_a_line_where_there_are_columns),
        SCENE(facts_inside_a_card_stay_on_its_surface),
        SCENE(what_a_screen_draws_itself_is_lower_when_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
