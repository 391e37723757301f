#include "unit/kiosk/screens/gallery.h"

TEST(the_way_of_a_plain_need_names_its_service_and_offers_the_rest)
{
    struct gallery *gallery = *state;
    gallery->app->visit.need = 2;
    show(gallery, APP_CONFIRM);
    assert_string_equal(find(gallery, "where.place")->label, "Zasilki");
    assert_string_equal(find(gallery, "offer.1")->label, "Pracownik socjalny");
    assert_string_equal(find(gallery, "offer.2")->label, "Rozmowa w osobnym pokoju");
    assert_false(says(gallery, "Psycholog"));
    assert_null(node_find(&gallery->list, "offer.3"));
}

TEST(an_offer_is_a_box_that_nobody_has_ticked_for_anybody)
{
    struct gallery *gallery = *state;
    gallery->app->visit.need = 2;
    show(gallery, APP_CONFIRM);
    for (int i = 1; i <= 2; i++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "offer.%d", i);
        const struct node *offer = find(gallery, id);
        assert_int_equal(offer->action, ACTION_OFFER);
        assert_int_equal(offer->argument, i);
        assert_int_equal(offer->role, NODE_TOGGLE); /* its state is said */
        assert_false(offer->is_selected);
        assert_string_equal(offer->icon, "box");
        assert_true(offer->focus_order > 0);
    }
    gallery->app->visit.agreed = 1 << 2;
    show(gallery, APP_CONFIRM);
    assert_false(find(gallery, "offer.1")->is_selected);
    assert_true(find(gallery, "offer.2")->is_selected);
    assert_string_equal(find(gallery, "offer.2")->icon, "box_on");
}

TEST(a_sensitive_need_is_a_private_room_and_nothing_more)
{
    struct gallery *gallery = *state;
    const int needs[] = {1, 3};
    for (int i = 0; i < 2; i++) {
        gallery->app->visit.need = needs[i];
        show(gallery, APP_CONFIRM);
        assert_string_equal(find(gallery, "where.place")->label, "Rozmowa w osobnym pokoju");
        assert_false(says(gallery, "Psycholog"));
        assert_false(says(gallery, "Koordynator"));
        assert_null(node_find(&gallery->list, "offer.1"));
        assert_false(says(gallery, gallery->app->catalog->needs[needs[i]].code));
    }
}

TEST(the_number_screen_tells_nobody_what_it_is_for)
{
    struct gallery *gallery = *state;
    give_ticket(gallery);
    gallery->app->visit.need = 2;
    gallery->app->visit.group = 0;
    gallery->app->visit.wants_priority = true;
    for (int paper = 0; paper < PAPER_STATE_COUNT; paper++) {
        gallery->app->visit.paper = (enum paper_state)paper;
        show(gallery, APP_NUMBER);
        assert_string_equal(find(gallery, "number")->label, "A27");
        const char *forbidden[] = {"Zasilki", "socjalny", "Psycholog",
                                   "money",   "Grupa",    "pierwsze"};
        for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
            assert_false(says(gallery, forbidden[i]));
        }
    }
}

TEST(each_state_of_the_paper_has_its_words)
{
    struct gallery *gallery = *state;
    give_ticket(gallery);
    const char *words[PAPER_STATE_COUNT] = {
        [PAPER_NONE] = "Zapamiętaj numer",    [PAPER_PRINTING] = "Drukuję",
        [PAPER_TAKE] = "Weź bilet",           [PAPER_ATTENTION] = "Drukarka nie działa",
        [PAPER_NOT_PRINTED] = "zrób zdjęcie", [PAPER_UNKNOWN] = "mógł się wydrukować"};
    for (int paper = 0; paper < PAPER_STATE_COUNT; paper++) {
        gallery->app->visit.paper = (enum paper_state)paper;
        show(gallery, APP_NUMBER);
        assert_non_null(strstr(find(gallery, "paper.text")->label, words[paper]));
        bool may_print = paper == PAPER_NONE || paper == PAPER_NOT_PRINTED;
        gallery->app->can_print = true;
        assert_int_equal(node_find(&gallery->list, "print") != NULL, may_print);
    }
}

TEST(what_can_be_had_comes_first)
{
    struct gallery *gallery = *state;
    gallery->app->visit.need = 2;
    show(gallery, APP_CONFIRM);
    assert_true(find(gallery, "print")->rect.y < find(gallery, "no_paper")->rect.y);
    gallery->app->can_print = false;
    show(gallery, APP_CONFIRM);
    assert_true(find(gallery, "no_paper")->rect.y < find(gallery, "print")->rect.y);
}

TEST(an_unknown_wait_is_said_and_never_guessed)
{
    struct gallery *gallery = *state;
    gallery->app->visit.need = 2;
    show(gallery, APP_CONFIRM);
    assert_null(node_find(&gallery->list, "where.ahead"));
    assert_true(says(gallery, "nie znamy"));
    struct wire_outlook *outlook = &gallery->app->outlook;
    outlook->need_count = 1;
    (void)snprintf(outlook->needs[0].need, sizeof(outlook->needs[0].need), "money");
    outlook->needs[0].ahead = 4;
    outlook->needs[0].wait = (struct wire_wait){true, 15, 30};
    gallery->app->has_outlook = true;
    show(gallery, APP_CONFIRM);
    assert_string_equal(find(gallery, "where.ahead")->label, "Osoby przed Tobą: 4");
    assert_string_equal(find(gallery, "where.wait")->label, "Czas czekania: około 15–30 minut");
    outlook->needs[0].ahead = 0;
    show(gallery, APP_CONFIRM);
    assert_string_equal(find(gallery, "where.ahead")->label, "Nikt nie czeka przed Tobą");
}

TEST(a_wait_that_may_end_hours_apart_is_told_as_over)
{
    struct gallery *gallery = *state;
    give_ticket(gallery);
    gallery->app->visit.ticket.wait = (struct wire_wait){true, 20, 85};
    show(gallery, APP_NUMBER);
    assert_string_equal(find(gallery, "queue.wait")->label, "Czas czekania: ponad 20 minut");
    assert_string_equal(find(gallery, "queue.wait")->speech, "Czas czekania: ponad 20 minut");
    gallery->app->visit.ticket.wait.high_min = 80;
    show(gallery, APP_NUMBER);
    assert_string_equal(find(gallery, "queue.wait")->label, "Czas czekania: około 20–80 minut");
    gallery->app->visit.ticket.wait = (struct wire_wait){true, 0, 85};
    show(gallery, APP_NUMBER);
    assert_string_equal(find(gallery, "queue.wait")->label, "Czas czekania: około 0–85 minut");
}

TEST(who_does_not_know_where_to_start_goes_straight_to_a_number)
{
    struct gallery *gallery = *state;
    show(gallery, APP_HOME);
    assert_int_equal(find(gallery, "need.start")->action, ACTION_NEED_AT_ONCE);
    assert_int_equal(find(gallery, "need.private")->action, ACTION_NEED);
}

static void prepare(struct gallery *gallery)
{
    give_ticket(gallery);
    gallery->app->visit.group = 0;
    gallery->app->visit.need = 4;
}

TEST(no_screen_has_more_than_nine_choices_or_a_dead_button)
{
    struct gallery *gallery = *state;
    prepare(gallery);
    for (int screen = 0; screen < APP_SCREEN_COUNT; screen++) {
        show(gallery, (enum app_screen)screen);
        assert_in_range(choices(gallery), 0, 9);
        for (int i = 0; i < gallery->list.count; i++) {
            const struct node *node = &gallery->list.nodes[i];
            bool is_key =
                node->role == NODE_BUTTON || node->role == NODE_TOGGLE || node->role == NODE_KEY;
            assert_int_equal(is_key, node->action != ACTION_NONE);
        }
    }
}

/* How many fixed nodes there are; each is where it is on the other screen, with the same words. */
static int compare_bar(const struct node_list *list, const struct node_list *other)
{
    int fixed = 0;
    for (int i = 0; i < list->count; i++) {
        const struct node *node = &list->nodes[i];
        if (node->is_fixed) {
            const struct node *same = node_find(other, node->id);
            assert_non_null(same);
            assert_string_equal(node->label, same->label);
            assert_memory_equal(&node->rect, &same->rect, sizeof(node->rect));
            fixed++;
        }
    }
    return fixed;
}

TEST(the_fixed_bar_never_moves_nor_changes_its_words)
{
    struct gallery *gallery = *state;
    prepare(gallery);
    const struct panel panels[] = {{1080, 1920, 0.2745, 600, 700}, {1920, 1080, 0.2745, 600, 700}};
    for (int p = 0; p < 2; p++) {
        gallery->panel = panels[p];
        show(gallery, APP_HOME);
        static struct node_list home;
        home = gallery->list;
        for (int screen = 0; screen < APP_SCREEN_COUNT; screen++) {
            show(gallery, (enum app_screen)screen);
            int fixed = compare_bar(&gallery->list, &home);
            bool is_resting = screen == APP_ATTRACT || screen == APP_CLOSED;
            assert_in_range(fixed, is_resting ? 5 : 9, 9);
        }
    }
}

TEST(a_screen_that_says_little_has_a_picture_in_its_empty_half_but_not_in_contrast)
{
    struct gallery *gallery = *state;
    prepare(gallery);
    show(gallery, APP_STAFF);
    const struct rect picture = find(gallery, "picture")->rect;
    assert_true(picture.w >= 200 && picture.h == picture.w);
    for (int i = 0; i < gallery->list.count; i++) {
        const struct node *node = &gallery->list.nodes[i];
        bool is_beside = node->is_fixed || strcmp(node->id, "picture") == 0;
        assert_true(is_beside || node->rect.y + node->rect.h <= picture.y);
    }
    gallery->app->visit.is_contrast = true;
    show(gallery, APP_STAFF);
    assert_null(node_find(&gallery->list, "picture"));
    gallery->app->visit.is_contrast = false;
    gallery->app->visit.text_step = 2;
    show(gallery, APP_STAFF);
    assert_null(node_find(&gallery->list, "picture"));
}

TEST(the_words_of_the_bar_grow_together_as_far_as_they_fit)
{
    struct gallery *gallery = *state;
    prepare(gallery);
    gallery->panel = (struct panel){1920, 1080, 0.2745, 600, 700};
    show(gallery, APP_HOME);
    int plain = find(gallery, "bar.back")->text.style.size_px;
    struct rect place = find(gallery, "bar.back")->rect;
    gallery->app->visit.text_step = 1;
    show(gallery, APP_HOME);
    int large = find(gallery, "bar.back")->text.style.size_px;
    assert_true(large > plain);
    assert_memory_equal(&place, &find(gallery, "bar.back")->rect, sizeof(place));
    for (int screen = 0; screen < APP_SCREEN_COUNT; screen++) {
        show(gallery, (enum app_screen)screen);
        for (int i = 0; i < gallery->list.count; i++) {
            const struct node *node = &gallery->list.nodes[i];
            bool is_key = node->is_fixed && node->action != ACTION_NONE;
            assert_true(!is_key || node->text.style.size_px == large);
            assert_false(is_key && node->overflow);
        }
    }
}

TEST(every_text_has_its_language_and_its_speech)
{
    struct gallery *gallery = *state;
    prepare(gallery);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        gallery->app->visit.language = (enum language)language;
        for (int screen = 0; screen < APP_SCREEN_COUNT; screen++) {
            show(gallery, (enum app_screen)screen);
            for (int i = 0; i < gallery->list.count; i++) {
                const struct node *node = &gallery->list.nodes[i];
                assert_int_equal(strncmp(node->speech, node->label, strlen(node->label)), 0);
                assert_true(node->action == ACTION_NONE || node->speech[0] != '\0');
            }
        }
    }
    show(gallery, APP_LANGUAGE);
    assert_int_equal(find(gallery, "language.uk")->language, LANGUAGE_UK);
    assert_string_equal(find(gallery, "language.uk")->label, "Українська");
    assert_string_equal(find(gallery, "language.en")->label, "English");
}

TEST(tells_todays_hours_or_that_nobody_is_here)
{
    struct gallery *gallery = *state;
    gallery->app->today = (struct today_event){20261123, 1, 600};
    show(gallery, APP_ATTRACT);
    assert_string_equal(find(gallery, "hours")->label, "Dziś czynne: 7:30–15:30");
    gallery->app->today = (struct today_event){20261122, 7, 600};
    show(gallery, APP_ATTRACT);
    assert_string_equal(find(gallery, "hours")->label, "Dziś zamknięte");
}

TEST(says_honestly_that_nobody_answers)
{
    struct gallery *gallery = *state;
    gallery->app->is_away = true;
    show(gallery, APP_ATTRACT);
    assert_true(says(gallery, "Nie mamy teraz połączenia"));
    gallery->app->issue.is_open = true;
    show(gallery, APP_WAITING);
    assert_true(says(gallery, "Nie mamy teraz połączenia"));
    assert_true(says(gallery, "Próbujemy dalej"));
    free(gallery->app->catalog);
    gallery->app->catalog = NULL;
    show(gallery, APP_HOME);
    assert_true(says(gallery, "Podejdź do pracownika"));
    assert_non_null(find(gallery, "bar.staff"));
}

TEST(a_long_list_is_turned_by_a_button_and_every_need_is_on_some_page)
{
    struct gallery *gallery = *state;
    gallery->panel = (struct panel){1366, 768, 0.2745, 600, 700};
    gallery->app->visit.group = 0;
    struct wire_group *group = &gallery->app->catalog->groups[0];
    group->need_count = 5;
    for (int i = 0; i < 5; i++) {
        group->needs[i] = i;
        (void)snprintf(gallery->app->catalog->needs[i].hint.text[LANGUAGE_PL], WIRE_HINT_MAX,
                       "A hint that is so long that it takes several lines on a small panel, and "
                       "then some more words");
    }
    bool seen[5] = {false};
    for (int page = 0; page < 5; page++) {
        gallery->app->visit.page = page;
        show(gallery, APP_GROUP);
        for (int i = 0; i < 5; i++) {
            char id[NODE_ID_MAX + 1];
            (void)snprintf(id, sizeof(id), "need.%s", gallery->app->catalog->needs[i].code);
            seen[i] = seen[i] || node_find(&gallery->list, id) != NULL;
        }
    }
    for (int i = 0; i < 5; i++) {
        assert_true(seen[i]);
    }
    gallery->app->visit.page = 0; /* the last page has no further one */
    show(gallery, APP_GROUP);
    assert_non_null(find(gallery, "more"));
}

TEST(the_warning_lies_over_everything_and_one_key_is_left)
{
    struct gallery *gallery = *state;
    prepare(gallery);
    gallery->app->is_warning = true;
    gallery->app->warning_at_ms = gallery->app->now_ms;
    show(gallery, APP_CONFIRM);
    assert_string_equal(gallery->list.screen, "timeout");
    assert_non_null(strstr(find(gallery, "timeout.left")->label, "30"));
    int focusable = 0;
    for (int i = 0; i < gallery->list.count; i++) {
        focusable += gallery->list.nodes[i].focus_order > 0;
    }
    assert_int_equal(focusable, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        GALLERY(the_way_of_a_plain_need_names_its_service_and_offers_the_rest),
        GALLERY(an_offer_is_a_box_that_nobody_has_ticked_for_anybody),
        GALLERY(a_sensitive_need_is_a_private_room_and_nothing_more),
        GALLERY(the_number_screen_tells_nobody_what_it_is_for),
        GALLERY(each_state_of_the_paper_has_its_words),
        GALLERY(what_can_be_had_comes_first),
        GALLERY(an_unknown_wait_is_said_and_never_guessed),
        GALLERY(a_wait_that_may_end_hours_apart_is_told_as_over),
        GALLERY(who_does_not_know_where_to_start_goes_straight_to_a_number),
        GALLERY(no_screen_has_more_than_nine_choices_or_a_dead_button),
        GALLERY(the_fixed_bar_never_moves_nor_changes_its_words),
        GALLERY(a_screen_that_says_little_has_a_picture_in_its_empty_half_but_not_in_contrast),
        GALLERY(the_words_of_the_bar_grow_together_as_far_as_they_fit),
        GALLERY(every_text_has_its_language_and_its_speech),
        GALLERY(tells_todays_hours_or_that_nobody_is_here),
        GALLERY(says_honestly_that_nobody_answers),
        GALLERY(a_long_list_is_turned_by_a_button_and_every_need_is_on_some_page),
        GALLERY(the_warning_lies_over_everything_and_one_key_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
