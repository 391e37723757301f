#include "support/check.h"

#include "base/memory.h"
#include "ui/narrator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEARD_MAX = 2048 };

/* A screen by hand and the ear of somebody in front of it. */
struct room {
    struct narrator narrator;
    struct node_list list;
    char heard[HEARD_MAX]; /* "pl:text|uk:text|" */
};

static const struct narrator_words words = {
    .selected = {[LANGUAGE_PL] = "zaznaczone", [LANGUAGE_UK] = "позначено"},
    .not_selected = {[LANGUAGE_PL] = "niezaznaczone", [LANGUAGE_UK] = "не позначено"},
};

static void hear(void *context, const struct narrator_line *line)
{
    char *heard = context;
    size_t used = strlen(heard);
    (void)snprintf(heard + used, HEARD_MAX - used, "%s:%s|", language_code(line->language),
                   line->text);
}

static struct node *add(struct room *room, const char *id, enum node_role role, const char *speech)
{
    struct node *node = node_add(&room->list, id, role, (struct rect){0, 0, 10, 10});
    (void)text_copy(node->speech, sizeof(node->speech), speech);
    return node;
}

static void add_choice(struct room *room, const char *id, const char *speech)
{
    struct node *node = add(room, id, NODE_BUTTON, speech);
    node->action = 1;
    struct node *hint = add(room, speech, NODE_TEXT, "inside");
    hint->parent = node_index(&room->list, node);
}

static struct node *get(struct room *room, const char *id)
{
    const struct node *node = node_find(&room->list, id);
    assert_non_null(node);
    return &room->list.nodes[node_index(&room->list, node)];
}

static enum narrator_news look(struct room *room)
{
    enum narrator_news news = narrator_look(&room->narrator, &room->list);
    room->heard[0] = '\0';
    narrator_tell(&room->narrator, news, &room->list, &words, hear, room->heard);
    return news;
}

#define assert_heard(room, expected) assert_string_equal((room)->heard, (expected))

static int set_up(void **state)
{
    struct room *room = memory_new(1, sizeof(*room));
    room->list.width_px = 100;
    room->list.height_px = 100;
    (void)snprintf(room->list.screen, sizeof(room->list.screen), "home");
    (void)add(room, "privacy", NODE_TEXT, "Privacy");
    (void)add(room, "card", NODE_PANEL, "More");
    (void)add(room, "title", NODE_HEADING, "Title");
    (void)add(room, "echo", NODE_IMAGE, "Privacy");
    add_choice(room, "one", "First");
    add_choice(room, "two", "Second");
    (void)add(room, "paper", NODE_STATUS, "Printing");
    struct node *bar = add(room, "bar", NODE_PANEL, "");
    bar->is_fixed = true;
    add(room, "bar.back", NODE_BUTTON, "Back")->action = 2;
    get(room, "bar.back")->is_fixed = true;
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

TEST(reads_a_new_screen_heading_first_surfaces_last_and_choices_not_at_all)
{
    struct room *room = *state;
    get(room, "privacy")->language = LANGUAGE_UK;
    assert_int_equal(look(room), NEWS_SCREEN);
    assert_heard(room, "pl:Title|uk:Privacy|pl:Printing|pl:More|");
    assert_int_equal(look(room), NEWS_NONE);
    assert_heard(room, "");
}

TEST(a_new_name_language_heading_or_page_makes_a_new_screen)
{
    struct room *room = *state;
    (void)add(room, "page", NODE_TEXT, "1 z 2");
    (void)look(room);
    (void)snprintf(room->list.screen, sizeof(room->list.screen), "group");
    assert_int_equal(look(room), NEWS_SCREEN);
    room->list.language = LANGUAGE_UK;
    assert_int_equal(look(room), NEWS_SCREEN);
    (void)text_copy(get(room, "title")->speech, 8, "Other");
    assert_int_equal(look(room), NEWS_SCREEN);
    (void)text_copy(get(room, "page")->speech, 8, "2 z 2");
    assert_int_equal(look(room), NEWS_SCREEN);
    (void)text_copy(get(room, "privacy")->speech, 8, "New");
    assert_int_equal(look(room), NEWS_NONE);
}

TEST(each_change_of_focus_is_heard)
{
    struct room *room = *state;
    (void)look(room);
    get(room, "one")->is_focused = true;
    assert_int_equal(look(room), NEWS_FOCUS);
    assert_heard(room, "pl:First|");
    get(room, "one")->is_focused = false;
    get(room, "two")->is_focused = true;
    assert_int_equal(look(room), NEWS_FOCUS);
    assert_heard(room, "pl:Second|");
    get(room, "two")->is_focused = false;
    assert_int_equal(look(room), NEWS_NONE);
    get(room, "two")->is_focused = true;
    assert_int_equal(look(room), NEWS_FOCUS);
}

TEST(a_choice_says_whether_it_is_chosen_when_that_is_of_interest)
{
    struct room *room = *state;
    (void)look(room);
    get(room, "one")->is_focused = true;
    get(room, "one")->role = NODE_TOGGLE;
    (void)look(room);
    assert_heard(room, "pl:First|pl:niezaznaczone|");
    get(room, "one")->is_selected = true;
    assert_int_equal(look(room), NEWS_FOCUS);
    assert_heard(room, "pl:First|pl:zaznaczone|");
    get(room, "one")->language = LANGUAGE_EN; /* a language named in itself */
    room->list.language = LANGUAGE_UK;
    (void)look(room);
    assert_non_null(strstr(room->heard, "en:First|uk:позначено|"));
}

TEST(a_status_is_said_when_it_changes_and_alone)
{
    struct room *room = *state;
    struct node *ticking = add(room, "left", NODE_STATUS, "30");
    ticking->is_ticking = true;
    (void)add(room, "number", NODE_STATUS, "A27");
    (void)look(room);
    (void)text_copy(get(room, "left")->speech, 8, "29");
    assert_int_equal(look(room), NEWS_NONE);
    (void)text_copy(get(room, "paper")->speech, 8, "Take it");
    assert_int_equal(look(room), NEWS_STATUS);
    assert_heard(room, "pl:Take it|");
    assert_int_equal(look(room), NEWS_NONE);
}

TEST(a_status_that_comes_with_a_new_focus_is_said_before_it)
{
    struct room *room = *state;
    add_choice(room, "again", "Once more");
    (void)look(room);
    (void)text_copy(get(room, "paper")->speech, 16, "No such code");
    get(room, "again")->is_focused = true;
    assert_int_equal(look(room), NEWS_FOCUS);
    assert_heard(room, "pl:No such code|pl:Once more|");
}

TEST(what_lies_under_an_overlay_is_not_heard)
{
    struct room *room = *state;
    get(room, "one")->is_focused = true;
    (void)look(room);
    struct node *scrim = add(room, "timeout", NODE_PANEL, "");
    scrim->rect = (struct rect){0, 0, 100, 100};
    (void)add(room, "timeout.title", NODE_HEADING, "More time?");
    (void)snprintf(room->list.screen, sizeof(room->list.screen), "timeout");
    assert_int_equal(look(room), NEWS_SCREEN);
    assert_heard(room, "pl:More time?|");
}

TEST(the_words_on_a_screen_that_is_one_choice_as_a_whole_are_read)
{
    struct room *room = *state;
    struct node *whole = get(room, "one");
    whole->rect = (struct rect){0, 0, 100, 100};
    (void)look(room);
    assert_heard(room, "pl:inside|pl:Printing|");
}

TEST(a_forgetful_narrator_begins_anew)
{
    struct room *room = *state;
    (void)look(room);
    narrator_forget(&room->narrator);
    assert_int_equal(look(room), NEWS_SCREEN);
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ROOM(reads_a_new_screen_heading_first_surfaces_last_and_choices_not_at_all),
        ROOM(a_new_name_language_heading_or_page_makes_a_new_screen),
        ROOM(each_change_of_focus_is_heard),
        ROOM(a_choice_says_whether_it_is_chosen_when_that_is_of_interest),
        ROOM(a_status_is_said_when_it_changes_and_alone),
        ROOM(a_status_that_comes_with_a_new_focus_is_said_before_it),
        ROOM(what_lies_under_an_overlay_is_not_heard),
        ROOM(the_words_on_a_screen_that_is_one_choice_as_a_whole_are_read),
        ROOM(a_forgetful_narrator_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
