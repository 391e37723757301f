/*
 * The demo centre loads; each rule of office_check.h is broken in turn in a copy of its file.
 */
#include "support/check.h"

#include "base/memory.h"
#include "domain/capability.h"
#include "office/office_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/okienko-office-test-XXXXXX";
static char *demo; /* config/office.yaml */

static int read_demo(void **state)
{
    (void)state;
    FILE *file = fopen(OKIENKO_SOURCE_DIR "/config/office.yaml", "re");
    int descriptor = mkstemp(path);
    if (file == NULL || descriptor < 0) {
        return -1;
    }
    demo = memory_new(1, 1 << 20);
    size_t size = fread(demo, 1, (1 << 20) - 1, file);
    (void)fclose(file);
    return size > 0 ? close(descriptor) : -1;
}

static int forget_demo(void **state)
{
    (void)state;
    free(demo);
    return unlink(path);
}

static void write_file(const char *text)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/* A copy of `text` with the first `from` (which must be there) replaced; `text` is freed. */
static char *swap(char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (at == NULL) {
        fail_msg("\"%s\" is not in the file", from);
    }
    struct buffer out;
    buffer_init(&out, 1 << 20);
    buffer_append(&out, text, (size_t)(at - text));
    buffer_append_text(&out, to);
    buffer_append_text(&out, at + strlen(from));
    free(text);
    return buffer_take(&out);
}

static int count_lines(const char *text)
{
    int lines = 0;
    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

static int find_service(const struct wire_catalog *catalog, const char *code)
{
    for (int i = 0; i < catalog->service_count; i++) {
        if (strcmp(catalog->services[i].code, code) == 0) {
            return i;
        }
    }
    fail_msg("no service %s", code);
    return -1;
}

static struct office_plan *load_demo(void)
{
    struct office_plan *plan = NULL;
    struct buffer errors;
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    enum status status = office_plan_load(OKIENKO_SOURCE_DIR "/config/office.yaml", &plan, &errors);
    assert_string_equal(buffer_text(&errors), "");
    assert_status(status, STATUS_OK);
    buffer_finish(&errors);
    return plan;
}

TEST(the_demo_centre_keeps_every_rule)
{
    (void)state;
    struct office_plan *plan = load_demo();
    const struct wire_catalog *catalog = &plan->catalog;
    assert_true(plan->is_demo);
    assert_string_equal(plan->demo_password, "okienko-demo");
    assert_string_equal(plan->timezone, "Europe/Warsaw");
    assert_int_equal(plan->series_count, 5);
    assert_int_equal(catalog->service_count, 25);
    assert_int_equal(catalog->need_count, 25);
    assert_int_equal(catalog->group_count, 6);
    assert_int_equal(catalog->quick_need_count, 2);
    assert_int_equal(catalog->helpline_count, 5);
    assert_int_equal(plan->room_count, 8);
    assert_string_equal(plan->rooms[3].name, "Pokój 4");
    assert_int_equal(plan->rooms[0].arrow, OFFICE_ARROW_LEFT);
    assert_int_equal(plan->rooms[3].arrow, OFFICE_ARROW_RIGHT);
    assert_int_equal(plan->rooms[6].arrow, OFFICE_ARROW_UP);
    assert_int_equal(plan->staff_count, 10);
    assert_int_equal(plan->board.distance_m, 5);
    assert_int_equal(plan->board.line_count, 3);
    assert_int_equal(plan->rules.park_ms, 30 * 60 * 1000);
    office_plan_destroy(plan);
    office_plan_destroy(NULL);
}

TEST(what_is_said_of_the_television_is_written_for_the_board_and_what_is_not_is_null)
{
    (void)state;
    struct board_plan plan = {.distance_m = 7, .inches = 55, .line_count = 1};
    struct buffer out;
    for (int i = LANGUAGE_PL; i <= LANGUAGE_RU; i++) {
        (void)snprintf(plan.lines[0].text[i], sizeof(plan.lines[0].text[i]), "\"%d\"", i);
    }
    buffer_init(&out, 1 << 12);
    board_plan_encode(&plan, &out);
    assert_string_equal(buffer_text(&out),
                        "{\"distance_m\":7,\"inches\":55,\"lines\":[{\"pl\":\"\\\"0\\\"\",\"uk\":"
                        "\"\\\"1\\\"\",\"en\":\"\\\"2\\\"\",\"ru\":\"\\\"3\\\"\"}]}");
    buffer_clear(&out);
    board_plan_encode(&(struct board_plan){0}, &out);
    assert_string_equal(buffer_text(&out), "{\"distance_m\":null,\"inches\":null,\"lines\":[]}");
    buffer_clear(&out);
    board_plan_encode(&(struct board_plan){.inches = 55}, &out);
    assert_string_equal(buffer_text(&out), "{\"distance_m\":null,\"inches\":55,\"lines\":[]}");
    buffer_finish(&out);
}

TEST(a_file_that_says_nothing_of_the_television_is_good)
{
    (void)state;
    struct office_plan *plan = NULL;
    struct buffer errors;
    const char *from = strstr(demo, "\nboard:\n");
    const char *to = strstr(demo, "\nhelplines:\n");
    assert_true(from != NULL && to > from);
    struct buffer text;
    buffer_init(&text, 1 << 20);
    buffer_append(&text, demo, (size_t)(from - demo));
    buffer_append_text(&text, to);
    write_file(buffer_text(&text));
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    assert_status(office_plan_load(path, &plan, &errors), STATUS_OK);
    assert_int_equal(plan->board.distance_m, 0);
    assert_int_equal(plan->board.line_count, 0);
    office_plan_destroy(plan);
    buffer_finish(&text);
    buffer_finish(&errors);
}

TEST(what_the_file_says_is_what_the_plan_holds)
{
    (void)state;
    struct office_plan *plan = load_demo();
    const struct wire_catalog *catalog = &plan->catalog;
    int psy = find_service(catalog, "PSY");
    assert_int_equal(catalog->services[psy].series, 'A');
    assert_int_equal(catalog->services[psy].minutes, 50);
    assert_true(catalog->services[psy].sensitive);
    assert_int_equal(plan->services[psy].mode, OFFICE_MODE_MIXED);
    assert_int_equal(plan->services[psy].places, OFFICE_PLACE_CENTRE | OFFICE_PLACE_HOME);
    assert_true(plan->services[find_service(catalog, "KRYZ")].immediate);
    assert_int_equal(plan->services[find_service(catalog, "SWI")].track, OFFICE_TRACK_BENEFITS);
    assert_int_equal(plan->services[find_service(catalog, "ASYS")].track, OFFICE_TRACK_SOCIAL);
    assert_int_equal(plan->services[find_service(catalog, "INFO")].track, OFFICE_TRACK_SHARED);
    assert_int_equal(plan->staff[0].tracks, OFFICE_TRACK_ALL);
    assert_int_equal(plan->staff[3].tracks, OFFICE_TRACK_BENEFITS);
    assert_int_equal(plan->staff[5].tracks, 0);
    const struct wire_need *money = &catalog->needs[2];
    assert_string_equal(money->code, "money");
    assert_int_equal(money->route_count, 2);
    assert_string_equal(catalog->services[money->route[0]].code, "SWI");
    assert_string_equal(money->label.text[LANGUAGE_PL_EASY], "Nie mam dość pieniędzy.");
    assert_string_equal(money->hint.text[LANGUAGE_PL_EASY], money->hint.text[LANGUAGE_PL]);
    assert_int_equal(catalog->hours[1].open_min, 450);
    assert_int_equal(catalog->hours[1].close_min, 930);
    const struct plan_staff *staff = &plan->staff[5];
    assert_string_equal(staff->login, "psycholog1");
    assert_string_equal(staff->title, "psycholog 1");
    assert_int_equal(staff->capabilities, CAPABILITY_CALL);
    assert_int_equal(staff->skill_count, 4);
    assert_int_equal(staff->skills[0].service, psy);
    assert_int_equal(staff->skills[0].preference, OFFICE_PREFERENCE_MAIN);
    assert_int_equal(staff->skills[3].preference, OFFICE_PREFERENCE_BACKUP);
    assert_int_equal(plan->staff[9].capabilities, CAPABILITY_MANAGE | CAPABILITY_ADMIN);
    office_plan_destroy(plan);
}

TEST(another_text_is_another_version)
{
    (void)state;
    struct office_plan *plan = load_demo();
    char *changed = swap(memory_copy_text(demo), "Fizjoterapeuta", "Fizjoterapia");
    write_file(changed);
    struct office_plan *other = NULL;
    struct buffer errors;
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    assert_status(office_plan_load(path, &other, &errors), STATUS_OK);
    assert_string_not_equal(plan->catalog.version, other->catalog.version);
    buffer_finish(&errors);
    office_plan_destroy(plan);
    office_plan_destroy(other);
    free(changed);
}

#define SIXTY "123456789 123456789 123456789 123456789 123456789 123456789!"

struct breach {
    const char *from;
    const char *to;
    const char *error; /* the line without the file's name */
};

static const struct breach breaches[] = {
    {"code: mops", "code: MOPS", "code: 2 to 16 of a-z, 0-9 and - are expected"},
    {"name: \"Miejski Ośrodek Pomocy Społecznej\"", "name: \"\"",
     "name: 1 to 60 characters are expected"},
    {"phone: \"000 000 000\"", "phone: \"later\"", "phone: digits, spaces and + are expected"},
    {"timezone: Europe/Warsaw", "timezone: Europe/Okienko",
     "timezone: \"Europe/Okienko\" is not known to this machine"},
    {"timezone: Europe/Warsaw", "timezone: Europe",
     "timezone: \"Europe\" is not known to this machine"},
    {"timezone: Europe/Warsaw", "timezone: ../zoneinfo/UTC",
     "timezone: \"../zoneinfo/UTC\" is not known to this machine"},
    {"demo: true", "demo: false", "demo_password: only a demo may have its password in a file"},
    {"okienko-demo", "okienko", "demo_password: a demo needs one of 8 to 64 characters"},
    {"park_minutes: 30 ", "park_minutes: 4 ", "rules.park_minutes: 4 is not from 5 to 240"},
    {"park_minutes: 30 ", "park_minutes: 241 ", "rules.park_minutes: 241 is not from 5 to 240"},
    {"ticket_retention_days: 400", "ticket_retention_days: 0",
     "ticket_retention_days: 0 is not from 1 to 3650"},
    {"weekday: 1", "weekday: 0", "hours[1].weekday: 0 is not from 1 (Monday) to 7 (Sunday)"},
    {"open: \"08:00\", close: \"17:00\"", "open: \"08:00\", close: \"08:00\"",
     "hours[1]: it closes (08:00) before it opens (08:00)"},
    {"open: \"08:00\"", "open: \"8:00\"", "hours[1]: times such as \"07:30\" are expected"},
    {"open: \"08:00\"", "open: \"08:60\"", "hours[1]: times such as \"07:30\" are expected"},
    {"weekday: 2", "weekday: 1", "hours[2]: overlaps hours[1]"},
    {"letter: E", "letter: F", "series[5].letter: one of A to E is expected"},
    {"  - letter: A\n    label:\n      pl: \"Rozmowy i porady\"", "  - letter: A\n    label:\n",
     "series[1].label.pl: the text is missing"},
    {"- code: INFO\n    series: B", "- code: INFO\n    series: C",
     "series B: covers 2 (SWI, KANC); with fewer than 3 services the letter would tell what a "
     "person came for"},
    {"- code: PSY\n    series: A", "- code: PSY\n    series: B",
     "service PSY: is sensitive, so it belongs in series A with first talks and legal advice"},
    {"- code: PRAW\n    series: A", "- code: PRAW\n    series: B",
     "services: first talks (A) and legal advice (B) must share a series"},
    {"    duty: legal_advice\n", "", "services: none has the duty legal_advice"},
    {"route: [PRAW, SOC]", "route: [SOC, PRAW]",
     "need debts: is sensitive, so its first service must be of series A"},
    {"- code: PSY\n    series: A", "- code: PSY\n    series: X",
     "service PSY: there is no series \"X\""},
    {"- code: UZAL", "- code: uzal", "services[5].code: 2 to 16 of A-Z and 0-9 are expected"},
    {"- code: UZAL", "- code: PSY", "service PSY: the code is used twice"},
    {"duty: first_talk\n", "duty: first_talk\n    first_of: [NONE]\n",
     "service KOORD: first_of: there is no service \"NONE\""},
    {"duty: first_talk\n", "duty: first_talk\n    first_of: [KOORD]\n",
     "service KOORD: first_of: KOORD and it wait for each other"},
    {"- code: SOC\n", "- code: SOC\n    first_of: [PRAW]\n",
     "need debts: in its route SOC comes before PRAW"},
    {"minutes: 50", "minutes: 481", "service PSY: 481 minutes are not from 1 to 480"},
    {"minutes: 50", "minutes: 0", "service PSY: 0 minutes are not from 1 to 480"},
    {"place: [centre]", "place: []", "service KOORD: no place is given (centre, home, outreach)"},
    {"minutes: 30\n    mode: walk_in", "minutes: 30\n    mode: appointment",
     "service KRYZ: what is immediate cannot be by appointment only"},
    {"uk: \"Розмова з психологом\"", "uk: \"\"", "service PSY: label.uk: the text is missing"},
    {"Talk with a psychologist", SIXTY "x",
     "service PSY: label.en: 61 characters long, at most 60 fit"},
    {"Talk with a psychologist", "Talk ",
     "service PSY: label.en: no line breaks and no spaces at the ends, please"},
    {"Talk with a psychologist", "Talk\\nwith",
     "service PSY: label.en: no line breaks and no spaces at the ends, please"},
    {"- code: money\n    route", "- code: coins\n    route",
     "group money: there is no need \"money\""},
    {"- code: food\n", "- code: money\n", "need money: the code is used twice"},
    {"- code: food\n", "- code: Food\n", "needs[4].code: 2 to 16 of a-z, 0-9 and _ are expected"},
    {"needs: [money, food, debts]", "needs: [money, debts]",
     "need food: is in no group and not quick, so nobody can choose it"},
    {"route: [SWI, SOC]", "route: [SWI, SOS]",
     "need money: there is no service \"SOS\" for its "
     "route"},
    {"route: [SWI, SOC]", "route: [SWI, SWI]", "need money: its route names SWI twice"},
    {"route: [SWI, SOC]", "route: []", "need money: a route of 1 to 8 services is expected"},
    {"route: [SWI, SOC]", "route: [SWI, SOC, INFO, KANC, KOORD, PRAW, ASYS, USL, TELE]",
     "need money: a route of 1 to 8 services is expected"},
    {"en: \"This takes a few minutes.\"", "en: \"\"",
     "need documents: hint.en: the text is "
     "missing"},
    {"en: \"This takes a few minutes.\"", "en: \"" SIXTY SIXTY "12345678901\"",
     "need documents: hint.en: 131 characters long, at most 130 fit"},
    {"icon: house", "icon: House", "group home: the name of an icon is expected"},
    {"- code: home\n", "- code: money\n", "group money: the code is used twice"},
    {"needs: [money, food, debts]", "needs: [money, food, debts, debts]",
     "group money: debts is listed twice"},
    {"needs: [money, food, debts]",
     "needs: [money, food, debts, start, private, work, legal, language, family, circle]",
     "group money: has 10 needs, 1 to 9 fit on a screen"},
    {"quick_needs: [start, private]", "quick_needs: [start, private, work]",
     "groups and quick_needs: 9 choices, 1 to 8 fit on a screen"},
    {"quick_needs: [start, private]", "quick_needs: [start, work, legal, language, private]",
     "quick_needs: 5 are too many, at most 4"},
    {"quick_needs: [start, private]", "quick_needs: [start, nobody]",
     "quick_needs: there is no need \"nobody\""},
    {"number: \"116 111\"", "number: \"call us\"",
     "helplines[5].number: digits, spaces and + are expected"},
    {"distance_m: 5", "distance_m: 31",
     "board.distance_m: 31 is not from 1 to 30, nor 0 for unknown"},
    {"inches: 43", "inches: 9", "board.inches: 9 is not from 10 to 120"},
    {"{room: \"Pokój 7\"", "{room: \"Pokój 9\"", "arrows[3]: there is no room of that name"},
    {"Pokój 3", "Pokój psychologa",
     "room \"Pokój psychologa\": the word \"psychologa\" is one of service PSY and tells what a "
     "person came for; call it \"Pokój 1\" or \"Stanowisko 1\""},
    {"Pokój 3", "Kierownik",
     "room \"Kierownik\": the word \"Kierownik\" is one of staff kierownik1 and tells what a "
     "person "
     "came for; call it \"Pokój 1\" or \"Stanowisko 1\""},
    {"Pokój 3", "Pokój zielony",
     "room \"Pokój zielony\": a neutral word and a number are expected, such as \"Pokój 1\" or "
     "\"Stanowisko 1\""},
    {"Pokój 3", "Pokój 3000",
     "room \"Pokój 3000\": a neutral word and a number are expected, such as \"Pokój 1\" or "
     "\"Stanowisko 1\""},
    {"Pokój 3", "Pokój 2", "room \"Pokój 2\": there are two of that name"},
    {"login: klub1", "login: Klub1", "staff[8].login: 2 to 64 of a-z and 0-9 are expected"},
    {"login: klub1", "login: opieka1", "staff opieka1: the login is used twice"},
    {"title: \"prawnik 1\"", "title: \"\"", "staff prawnik1: a title of 1 to 64 bytes is expected"},
    {"title: \"prawnik 1\"", "title: \"mecenas Żaneta\"",
     "staff prawnik1: the title \"mecenas Żaneta\" looks like a person's name; a role is expected, "
     "such as \"psycholog 1\""},
    {"capabilities: [desk]", "capabilities: [sing]",
     "staff recepcja1: the capability \"sing\" is not one of call, desk, manage, admin"},
    {"capabilities: [desk]", "capabilities: []",
     "staff recepcja1: no capability is given (call, desk, manage, admin)"},
    {"capabilities: [desk]", "capabilities: [desk, call]",
     "staff recepcja1: may call, but has no service under main or backup"},
    {"capabilities: [call]", "capabilities: [desk]",
     "staff koordynator1: has services, but not the capability call"},
    {"main: [PRAW]", "main: [PRAWO]", "staff prawnik1: there is no service \"PRAWO\""},
    {"main: [PRAW]", "main: [PRAW, SWI]",
     "staff prawnik1: serves SWI of the track benefits, but is not of that track"},
    {"tracks: [social]\n    main: [SOC, PRACA", "tracks: [benefits]\n    main: [SOC, PRACA",
     "staff socjalny2: serves PRACA of the track social, but is not of that track"},
    {"backup: [PRACA]", "backup: [SWI]",
     "staff klub1: serves SWI of the track benefits, but is not of that track"},
    {"main: [PRAW]", "main: [PRAW, INFO]", "staff prawnik1: INFO is listed twice"},
    {"backup: [FIZ, PIEL, TZ]", "backup: [FIZ, PIEL]",
     "service TZ: nobody on the staff can serve it"},
    {"capabilities: [manage, admin]", "capabilities: [manage]",
     "staff: nobody has the capability admin"},
};

static void expect_line(const struct breach *breach, const char *errors)
{
    char line[512];
    (void)snprintf(line, sizeof(line), "%s: %s\n", path, breach->error);
    if (strstr(errors, line) == NULL) {
        fail_msg("\"%s\" -> \"%s\": expected\n%s got\n%s", breach->from, breach->to, line, errors);
    }
}

TEST(each_broken_rule_is_named)
{
    (void)state;
    for (size_t i = 0; i < sizeof(breaches) / sizeof(breaches[0]); i++) {
        char *text = swap(memory_copy_text(demo), breaches[i].from, breaches[i].to);
        struct office_plan *plan = NULL;
        struct buffer errors;
        buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
        write_file(text);
        assert_status(office_plan_load(path, &plan, &errors), STATUS_INVALID);
        expect_line(&breaches[i], buffer_text(&errors));
        assert_null(plan);
        buffer_finish(&errors);
        free(text);
    }
}

TEST(all_broken_rules_are_named_at_once)
{
    (void)state;
    char *text = memory_copy_text(demo);
    text = swap(text, "Pokój 3", "Gabinet prawnika");
    text = swap(text, "ru: \"Беседа с психологом\"", "ru: \"\"");
    text = swap(text, "backup: [FIZ, PIEL, TZ]", "backup: [FIZ]");
    text = swap(text, "park_minutes: 30 ", "park_minutes: 0 ");
    write_file(text);
    struct office_plan *plan = NULL;
    struct buffer errors;
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    assert_status(office_plan_load(path, &plan, &errors), STATUS_INVALID);
    assert_int_equal(count_lines(buffer_text(&errors)), 5);
    buffer_finish(&errors);
    free(text);
}

TEST(a_text_may_be_as_long_as_its_limit)
{
    (void)state;
    char *text = swap(memory_copy_text(demo), "Talk with a psychologist", SIXTY);
    text = swap(text, "This takes a few minutes.", SIXTY SIXTY "1234567890");
    text = swap(text, "Pokój 3", "Stanowisko 999");
    text = swap(text, "\"17:00\"", "\"24:00\"");
    write_file(text);
    struct office_plan *plan = NULL;
    struct buffer errors;
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    enum status status = office_plan_load(path, &plan, &errors);
    assert_string_equal(buffer_text(&errors), "");
    assert_status(status, STATUS_OK);
    assert_int_equal(plan->catalog.hours[0].close_min, 1440);
    office_plan_destroy(plan);
    buffer_finish(&errors);
    free(text);
}

TEST(a_wrong_type_is_named_with_its_line)
{
    (void)state;
    char *text = swap(memory_copy_text(demo), "mode: mixed", "mode: sometimes");
    write_file(text);
    struct office_plan *plan = NULL;
    struct buffer errors;
    buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
    assert_status(office_plan_load(path, &plan, &errors), STATUS_INVALID);
    assert_non_null(strstr(buffer_text(&errors), ": services[3].mode: "));
    free(text);
    text = swap(memory_copy_text(demo), "    track: benefits", "    track: payouts");
    write_file(text);
    buffer_clear(&errors);
    assert_status(office_plan_load(path, &plan, &errors), STATUS_INVALID);
    assert_non_null(strstr(buffer_text(&errors), "].track: "));
    free(text);
    text = swap(memory_copy_text(demo), "tracks: [social]", "tracks: [social, payouts]");
    write_file(text);
    buffer_clear(&errors);
    assert_status(office_plan_load(path, &plan, &errors), STATUS_INVALID);
    assert_non_null(strstr(buffer_text(&errors), ": staff[2].tracks"));
    buffer_clear(&errors);
    assert_status(office_plan_load("/nowhere.yaml", &plan, &errors), STATUS_MISSING);
    assert_string_equal(buffer_text(&errors), "/nowhere.yaml: cannot be read\n");
    assert_null(plan);
    buffer_finish(&errors);
    free(text);
}

/* `text` with `line` said `count` times after `anchor`. */
static char *repeat(const char *anchor, const char *format, int count)
{
    struct buffer lines;
    buffer_init(&lines, 1 << 20);
    buffer_append_text(&lines, anchor);
    for (int i = 0; i < count; i++) {
        char line[256];
        const char *at = strchr(format, '#');
        (void)snprintf(line, sizeof(line), "%.*s%d%s", (int)(at - format), format, i + 100, at + 1);
        buffer_append_text(&lines, line);
    }
    char *text = swap(memory_copy_text(demo), anchor, buffer_text(&lines));
    buffer_finish(&lines);
    return text;
}

TEST(a_list_is_refused_one_beyond_its_limit)
{
    (void)state;

    static const struct {
        const char *anchor;
        const char *format;
        int room; /* how many more fit beside the demo's own */
        const char *error;
    } lists[] = {
        {"rooms:\n", "  - \"Pokój #\"\n", PLAN_ROOMS_MAX - 8, "rooms: 1 to 128 are expected"},
        {"staff:\n", "  - {login: a#, title: \"pomoc\", capabilities: [desk]}\n",
         PLAN_STAFF_MAX - 10, "staff: 1 to 128 are expected"},
        {"helplines:\n", "  - {number: \"#\", label: {pl: a, uk: a, en: a, ru: a}}\n",
         WIRE_HELPLINES_MAX - 5, "helplines: 13 are too many, at most 12"},
        {"  lines:\n", "    - text: {pl: a#, uk: a, en: a, ru: a}\n", BOARD_LINES_MAX - 3,
         "board.lines: 13 are too many, at most 12"},
        {"services:\n",
         "  - {code: X#, series: B, minutes: 5, mode: walk_in, place: [home], label: {pl: a, uk: "
         "a, en: a, ru: a}}\n",
         WIRE_SERVICES_MAX - 25, "services: 1 to 64 are expected"},
    };

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (int over = 0; over < 2; over++) {
            char *text = repeat(lists[i].anchor, lists[i].format, lists[i].room + over);
            struct office_plan *plan = NULL;
            struct buffer errors;
            buffer_init(&errors, OFFICE_ERRORS_BYTES_MAX);
            write_file(text);
            enum status status = office_plan_load(path, &plan, &errors);
            bool named = strstr(buffer_text(&errors), lists[i].error) != NULL;
            assert_int_equal(named, over);
            assert_true(status == STATUS_OK || plan == NULL);
            office_plan_destroy(plan);
            buffer_finish(&errors);
            free(text);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_centre_keeps_every_rule),
        cmocka_unit_test(
            what_is_said_of_the_television_is_written_for_the_board_and_what_is_not_is_null),
        cmocka_unit_test(a_file_that_says_nothing_of_the_television_is_good),
        cmocka_unit_test(what_the_file_says_is_what_the_plan_holds),
        cmocka_unit_test(another_text_is_another_version),
        cmocka_unit_test(each_broken_rule_is_named),
        cmocka_unit_test(all_broken_rules_are_named_at_once),
        cmocka_unit_test(a_text_may_be_as_long_as_its_limit),
        cmocka_unit_test(a_wrong_type_is_named_with_its_line),
        cmocka_unit_test(a_list_is_refused_one_beyond_its_limit),
    };
    return cmocka_run_group_tests_name("office plan", tests, read_demo, forget_demo);
}
