/*
 * stand.h - a kiosk on a test stand: the app alone, with a clock, a finger and answers by hand.
 */
#ifndef UNIT_KIOSK_APP_STAND_H
#define UNIT_KIOSK_APP_STAND_H

#include "support/check.h"

#include "app/app.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { START_MS = 1000, FINGER = 1, CALM_MS = 1000, STEP_X = 200 };

/* A kiosk with two groups: money (2 needs) and papers, whose need asks for a language. */
struct stand {
    struct app *app;
    int64_t now_ms;
    int keys;
    int next_x; /* each tap at another place, so that none is taken for a tremor */
    unsigned wishes;
};

static inline struct wire_catalog *make_catalog(const char *version)
{
    struct wire_catalog *catalog = memory_new(1, sizeof(*catalog));
    (void)snprintf(catalog->version, sizeof(catalog->version), "%s", version);
    catalog->service_count = 2;
    catalog->need_count = 4;
    const char *codes[] = {"money", "food", "language", "start"};
    for (int i = 0; i < 4; i++) {
        (void)snprintf(catalog->needs[i].code, sizeof(catalog->needs[i].code), "%s", codes[i]);
        catalog->needs[i].route_count = 1;
    }
    catalog->needs[2].ask_interpreter = true;
    catalog->group_count = 2;
    catalog->groups[0] = (struct wire_group){.code = "money", .needs = {0, 1}, .need_count = 2};
    catalog->groups[1] = (struct wire_group){.code = "papers", .needs = {2}, .need_count = 1};
    return catalog;
}

static inline void give_key(struct stand *stand)
{
    char key[WIRE_KEY_MAX + 1];
    (void)snprintf(key, sizeof(key), "key-number-%d", ++stand->keys);
    app_give_key(stand->app, key);
}

static inline void happen(struct stand *stand, struct event event)
{
    event.at_ms = stand->now_ms;
    stand->wishes = app_update(stand->app, &event);
    if (stand->app->spare_key[0] == '\0') {
        give_key(stand);
    }
}

static inline void pass(struct stand *stand, int64_t ms)
{
    stand->now_ms += ms;
    happen(stand, (struct event){.kind = EVENT_TIME});
}

static inline struct target target_of(const char *id, int action, int argument)
{
    struct target target = {.action = action, .argument = argument};
    (void)snprintf(target.id, sizeof(target.id), "%s", id);
    return target;
}

static inline void point(struct stand *stand, enum pointer_kind kind, int64_t contact, int x,
                         struct target target)
{
    happen(stand,
           (struct event){.kind = EVENT_POINTER, .as.pointer = {kind, contact, x, 0, target}});
}

/* A calm tap; returns the wishes of the release. */
static inline unsigned tap(struct stand *stand, const char *id, int action, int argument)
{
    struct target target = target_of(id, action, argument);
    stand->now_ms += CALM_MS;
    stand->next_x += STEP_X;
    point(stand, POINTER_DOWN, FINGER, stand->next_x, target);
    point(stand, POINTER_UP, FINGER, stand->next_x, target);
    return stand->wishes;
}

static inline void link_up(struct stand *stand)
{
    happen(stand, (struct event){.kind = EVENT_CONNECTED});
    happen(stand, (struct event){.kind = EVENT_CATALOG, .as.catalog = make_catalog("one")});
}

static inline int stand_up(void **state)
{
    struct stand *stand = memory_new(1, sizeof(*stand));
    struct app_settings settings = app_settings_default();
    stand->now_ms = START_MS;
    stand->app = app_create(&settings, START_MS);
    give_key(stand);
    link_up(stand);
    *state = stand;
    return 0;
}

static inline int stand_down(void **state)
{
    struct stand *stand = *state;
    app_destroy(stand->app);
    free(stand);
    return 0;
}

static inline void to_confirm(struct stand *stand)
{
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    (void)tap(stand, "need.food", ACTION_NEED, 1);
}

static inline void answer(struct stand *stand, int64_t request, int64_t ticket_id)
{
    struct wire_issue_answer ticket = {.ticket_id = ticket_id, .number = "A27", .ahead = 2};
    happen(stand, (struct event){.kind = EVENT_ISSUED, .request = request, .as.ticket = &ticket});
}

static inline void report_failure(struct stand *stand, int64_t request, bool may_retry)
{
    happen(stand, (struct event){.kind = EVENT_FAILED,
                                 .as.failed = {.request = request, .may_retry = may_retry}});
}

static inline void to_number(struct stand *stand, bool with_paper)
{
    to_confirm(stand);
    (void)tap(stand, "end", with_paper ? ACTION_PRINT : ACTION_NO_PAPER, 0);
    answer(stand, stand->app->issue.request, 12);
}

static inline void paper(struct stand *stand, int64_t job, enum paper_state what)
{
    happen(stand, (struct event){.kind = EVENT_PAPER, .as.paper = {job, what}});
}

#define assert_screen(stand, expected)                                                             \
    assert_string_equal(app_screen_name((stand)->app), (expected))

#define STAND(test) cmocka_unit_test_setup_teardown(test, stand_up, stand_down)

#endif
