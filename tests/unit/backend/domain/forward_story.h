/*
 * forward_story.h - a lobby of two that is run forward, and what was told of it, line by line.
 */
#ifndef BACKEND_DOMAIN_FORWARD_STORY_H
#define BACKEND_DOMAIN_FORWARD_STORY_H

#include "support/check.h"

#include "domain/forward.h"

#define MIN(count) ((int64_t)(count)*60 * 1000)

enum { SERVICES = 3, STAFF = 2, FIRST = 0, OTHER = 1, NEWS_MAX = 200 };

/* What was told, to be compared line by line. */
struct line {
    enum forward_what what;
    int staff;
    double minute;
    int64_t id;
};

struct story {
    struct forward *forward;
    struct lobby *lobby;
    struct line lines[NEWS_MAX];
    int count;
};

static inline void write_down(void *context, const struct forward_news *news)
{
    struct story *story = context;
    assert_true(story->count < NEWS_MAX);
    story->lines[story->count++] =
        (struct line){news->what, news->staff, (double)news->now_ms / 60000, news->visit->id};
}

/* FIRST serves 0 and 1, OTHER serves 2 and as a backup 0. */
static inline void open_story(struct story *story, struct forward_settings settings)
{
    struct office office = {.service_count = SERVICES, .staff_count = STAFF};
    struct rules rules = rules_default();
    office.staff[FIRST].preference[0] = OFFICE_PREFERENCE_MAIN;
    office.staff[FIRST].preference[1] = OFFICE_PREFERENCE_MAIN;
    office.staff[OTHER].preference[2] = OFFICE_PREFERENCE_MAIN;
    office.staff[OTHER].preference[0] = OFFICE_PREFERENCE_BACKUP;
    *story = (struct story){.lobby = lobby_create(&office, &rules), .forward = forward_create()};
    if (settings.tell == NULL) {
        settings.tell = write_down;
        settings.context = story;
    }
    forward_reset(story->forward, story->lobby, &settings, 0);
}

static inline void close_story(struct story *story)
{
    forward_destroy(story->forward);
    lobby_destroy(story->lobby);
}

static inline struct lobby_visit visit_for(int64_t id, int minute, int service)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = MIN(minute), .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = ROUTE_NONE;
    visit.service[0] = (uint8_t)service;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static inline struct forward_plan plan_of(int minutes)
{
    struct forward_plan plan = {.patience_ms = 0};
    for (int i = 0; i < ROUTE_STEPS_MAX; i++) {
        plan.service_ms[i] = (int32_t)MIN(minutes);
    }
    return plan;
}

static inline void comes(struct story *story, int64_t id, int minute, struct forward_plan plan)
{
    struct lobby_visit visit = visit_for(id, minute, 0);
    forward_arrive(story->forward, &visit, &plan);
}

static inline void on_duty(struct story *story, int staff)
{
    forward_staff(story->forward, FORWARD_ON_DUTY, staff, 0, 0);
}

static inline void assert_story(const struct story *story, const struct line *expected, int count)
{
    assert_int_equal(story->count, count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(story->lines[i].what, expected[i].what);
        assert_true(story->lines[i].minute == expected[i].minute);
        assert_int_equal(story->lines[i].id, expected[i].id);
        assert_int_equal(story->lines[i].staff, expected[i].staff);
    }
}

#define ASSERT_STORY(story_, ...)                                                                  \
    do {                                                                                           \
        const struct line expected[] = {__VA_ARGS__};                                              \
        assert_story((story_), expected, (int)(sizeof(expected) / sizeof(expected[0])));           \
    } while (0)

#endif
