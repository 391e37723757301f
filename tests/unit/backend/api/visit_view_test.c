/*
 * The phone page as HTML, with waits and visits that a test over HTTP would have to wait for.
 */
#include "support/check.h"

#include "api/visit_view.h"

#include <stdio.h>
#include <string.h>

enum { NOW_MS = 1000 * 1000, LANGUAGES = LANGUAGE_COUNT };

static struct app app;
static const struct office office = {
    .name = "Ośrodek",
    .rooms = {{.id = 31, .name = "Pokój <4> \"& pół\""}},
    .room_count = 1,
};

static int64_t fixed_ms(void *context)
{
    (void)context;
    return NOW_MS;
}

/* The catalogues are those of this build. */
static int open_texts(void **state)
{
    (void)state;
    char error[256];
    struct i18n *i18n = NULL;
    if (i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &i18n, error, sizeof(error)) != STATUS_OK) {
        print_message("%s: build the target okienko-catalogues first\n", error);
        return -1;
    }
    app = (struct app){.clock = {.now_ms = fixed_ms}, .office = &office, .i18n = i18n};
    return 0;
}

static int close_texts(void **state)
{
    (void)state;
    struct i18n *i18n;
    /* The app only reads it, the test owns it. NOLINTNEXTLINE(bugprone-sizeof-expression) */
    memcpy(&i18n, &app.i18n, sizeof(i18n));
    i18n_close(i18n);
    return 0;
}

static struct visit visit_of(int count)
{
    struct visit visit = {.version = 7, .number = "A27", .booked = ROUTE_NONE, .step_count = count};
    visit_open(&visit, 1000);
    return visit;
}

struct scene {
    struct visit visit;
    struct standing standing;
    struct visit_look look;
    int64_t kept_until_ms;
};

static struct scene scene_of(const struct visit *visit)
{
    struct scene scene = {.visit = *visit};
    memset(scene.look.token, 'a', WIRE_TOKEN_HEX);
    return scene;
}

static void write(const struct scene *scene, struct buffer *out)
{
    const struct visit_view view = {.app = &app,
                                    .look = scene->look,
                                    .visit = &scene->visit,
                                    .standing = &scene->standing,
                                    .kept_until_ms = scene->kept_until_ms};
    buffer_init(out, VISIT_VIEW_MAX);
    visit_view_write(&view, out);
    assert_false(out->overflow);
}

static bool has(const struct scene *scene, const char *words)
{
    struct buffer page;
    write(scene, &page);
    bool found = strstr(buffer_text(&page), words) != NULL;
    buffer_finish(&page);
    return found;
}

static void expect(const struct scene *scene, const char *words)
{
    if (!has(scene, words)) {
        fail_msg("not on the page: %s", words);
    }
}

TEST(the_wait_is_said_as_it_was_promised)
{
    (void)state;

    static const struct {
        struct promise promise;
        const char *words;
    } waits[] = {
        {{.is_known = false}, "<p>Czasu czekania teraz nie znamy. Bilet jest ważny.</p>"},
        {{.is_known = true}, "<p>Wezwiemy Cię za chwilę</p>"},
        {{true, 15, 30}, "<p>Czas czekania: około 15–30 minut</p>"},
        {{true, 45, 110}, "<p>Czas czekania: ponad 45 minut</p>"},
    };

    struct visit visit = visit_of(1);
    for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
        struct scene scene = scene_of(&visit);
        scene.standing = (struct standing){.ahead = 4, .promise = waits[i].promise};
        expect(&scene, waits[i].words);
        expect(&scene, "<p>Osoby przed Tobą: 4</p>");
    }
}

TEST(soon_is_said_to_the_next_two_when_somebody_is_there_to_help)
{
    (void)state;
    struct visit visit = visit_of(1);
    struct scene scene = scene_of(&visit);
    scene.standing.promise = (struct promise){true, 5, 10};
    for (scene.standing.ahead = 0; scene.standing.ahead < 4; scene.standing.ahead++) {
        assert_int_equal(has(&scene, "Niedługo Twoja kolej"), scene.standing.ahead < 2);
    }
    scene.standing = (struct standing){0};
    assert_false(has(&scene, "Niedługo Twoja kolej"));
}

TEST(the_place_is_kept_to_the_minute_that_is_said)
{
    (void)state;
    struct visit visit = visit_of(1);
    assert_status(visit_pause(&visit, 1000), STATUS_OK);
    struct scene scene = scene_of(&visit);
    scene.kept_until_ms = NOW_MS;
    assert_true(has(&scene, "Twoje miejsce czeka do godz. "));
    scene.kept_until_ms = NOW_MS - 1;
    assert_false(has(&scene, "Twoje miejsce czeka do godz. "));
    assert_true(has(&scene, "Po powrocie czekasz tak"));
}

TEST(a_name_with_signs_of_html_is_text)
{
    (void)state;
    struct visit visit = visit_of(1);
    assert_status(visit_call(&visit, 0, 41, 31, 2000), STATUS_OK);
    struct scene scene = scene_of(&visit);
    expect(&scene,
           "<strong class=\"room\" lang=\"pl\">Pokój &lt;4&gt; &quot;&amp; pół&quot;</strong>");
    assert_false(has(&scene, "<4>"));
}

TEST(what_is_over_comes_first_then_where_the_person_is_then_what_may_come)
{
    (void)state;
    struct visit visit = visit_of(4);
    visit.steps[3].is_offer = true;
    visit.steps[3].state = STEP_PLANNED;
    assert_status(visit_call(&visit, 2, 41, 31, 2000), STATUS_OK);
    assert_status(visit_move(&visit, STEP_START, 3000), STATUS_OK);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 4000), STATUS_OK);
    assert_status(visit_drop(&visit, 0, 5000), STATUS_OK);
    struct scene scene = scene_of(&visit);
    expect(&scene, "<ol class=\"steps\"><li><span>Rozmowa zakończona</span></li>"
                   "<li aria-current=\"step\"><span>Najbliższa rozmowa</span></li>"
                   "<li><span>Kolejna rozmowa, jeśli zechcesz</span></li></ol>");
}

TEST(where_the_person_is_comes_before_what_may_come)
{
    (void)state;
    struct visit visit = visit_of(2);
    assert_status(visit_call(&visit, 1, 41, 31, 2000), STATUS_OK);
    struct scene scene = scene_of(&visit);
    expect(&scene, "</strong></span></li><li><span>Kolejna rozmowa</span></li></ol>");
}

TEST(one_talk_needs_no_list)
{
    (void)state;
    struct visit visit = visit_of(1);
    struct scene scene = scene_of(&visit);
    assert_false(has(&scene, "<ol"));
}

/* One step waits, so that the page has its longest details; every switch is on. */
TEST(the_longest_page_of_every_language_fits)
{
    (void)state;
    struct visit visit = visit_of(VISIT_STEPS_MAX);
    (void)snprintf(visit.number, sizeof(visit.number), "A999999");
    for (int i = 0; i < LANGUAGES; i++) {
        for (int ask = VISIT_ASK_NOTHING; ask <= VISIT_ASK_CANCEL; ask++) {
            struct scene scene = scene_of(&visit);
            struct buffer page;
            scene.standing = (struct standing){9999, {true, 420, 480}};
            scene.look.language = (enum language)i;
            scene.look.is_larger = true;
            scene.look.is_repeating = true;
            scene.look.has_failed = true;
            scene.look.ask = (enum visit_ask)ask;
            write(&scene, &page);
            assert_non_null(strstr(buffer_text(&page), "</html>"));
            buffer_finish(&page);
        }
    }
}

TEST(an_address_says_how_the_page_looks)
{
    (void)state;
    struct visit_look look = {.language = LANGUAGE_PL_EASY,
                              .is_larger = true,
                              .is_repeating = true,
                              .has_failed = true,
                              .ask = VISIT_ASK_CANCEL};
    char address[VISIT_ADDRESS_MAX];
    memset(look.token, 'a', WIRE_TOKEN_HEX);
    visit_look_address(&look, "/cancel", address);
    assert_string_equal(address, "/v/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/cancel"
                                 "?lang=pl_easy&text=2&auto=1&failed=1&ask=cancel");
    look = (struct visit_look){.language = LANGUAGE_UK};
    visit_look_address(&look, "", address);
    assert_string_equal(address, "/v/?lang=uk");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wait_is_said_as_it_was_promised),
        cmocka_unit_test(soon_is_said_to_the_next_two_when_somebody_is_there_to_help),
        cmocka_unit_test(the_place_is_kept_to_the_minute_that_is_said),
        cmocka_unit_test(a_name_with_signs_of_html_is_text),
        cmocka_unit_test(what_is_over_comes_first_then_where_the_person_is_then_what_may_come),
        cmocka_unit_test(where_the_person_is_comes_before_what_may_come),
        cmocka_unit_test(one_talk_needs_no_list),
        cmocka_unit_test(the_longest_page_of_every_language_fits),
        cmocka_unit_test(an_address_says_how_the_page_looks),
    };
    return cmocka_run_group_tests_name("visit_view", tests, open_texts, close_texts);
}
