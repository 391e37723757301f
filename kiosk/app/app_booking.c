/* Another day: free times are asked for, one is chosen, confirmed and booked. */
#include "app/app_parts.h"
#include "base/calendar.h"
#include "base/memory.h"

#include <assert.h>
#include <string.h>

enum { UNBOOK_MS_MAX = 120 * 1000 };

static unsigned unbook(struct app *app)
{
    app->left.request = ++app->request_last;
    app->left.retry_at_ms = 0;
    return WISH_UNBOOK;
}

unsigned app_booking_abandon(struct app *app)
{
    const struct booking *booking = &app->visit.booking;
    bool is_sent = booking->state == BOOKING_SENT;
    if (!is_sent && (!booking->is_uncertain || booking->state == BOOKING_DONE)) {
        return 0;
    }
    struct left_booking left = {.request = booking->request,
                                .wish.starts_ms = booking->starts_ms,
                                .until_ms = app->now_ms + UNBOOK_MS_MAX};
    memcpy(left.key, booking->key, sizeof(left.key));
    (void)text_copy(left.wish.service, sizeof(left.wish.service), booking->service);
    app->left = left;
    return is_sent ? 0 : unbook(app); /* the answer to come tells what there is to cancel */
}

unsigned app_unbook_retry(struct app *app)
{
    bool is_due = app->left.retry_at_ms != 0 && app->now_ms >= app->left.retry_at_ms;
    return is_due ? unbook(app) : 0;
}

void app_unbooked(struct app *app, int64_t request)
{
    if (app->left.request == request) {
        app->left = (struct left_booking){0};
    }
}

static unsigned left_booked(struct app *app, const struct wire_booking *booking)
{
    app->left.id = booking->id;
    app_take_key(app, app->left.cancel_key);
    return unbook(app);
}

static void left_failed(struct app *app, const struct failed_event *failed)
{
    bool is_over = !failed->may_retry || app->now_ms >= app->left.until_ms;
    if (is_over) {
        app_unbooked(app, failed->request);
    } else {
        app->left.retry_at_ms = app->now_ms + app->settings.retry_ms;
    }
}

/* While nobody answers, and before the date is known, there is nothing to choose from. */
static unsigned ask(struct app *app)
{
    struct booking *booking = &app->visit.booking;
    booking->slots.count = 0;
    booking->found.count = 0;
    booking->from_day = app_days_from(app);
    bool can_ask = !app->is_away && app_need(app) != NULL && app_clock(app).day != 0;
    booking->state = can_ask ? BOOKING_ASKED : BOOKING_NOTHING;
    if (!can_ask) {
        return WISH_REDRAW;
    }
    const struct wire_service *service = &app->catalog->services[app_need(app)->route[0]];
    (void)text_copy(booking->service, sizeof(booking->service), service->code);
    booking->request = ++app->request_last;
    return WISH_SLOTS | WISH_REDRAW;
}

unsigned app_days_open(struct app *app)
{
    unsigned wishes = app_booking_abandon(app);
    app->days_before = app->screen;
    app->visit.booking = (struct booking){.state = BOOKING_NONE};
    return wishes | ask(app) | app_go(app, APP_DAYS);
}

int32_t app_days_from(const struct app *app)
{
    return calendar_add(app_clock(app).day, 1);
}

static unsigned offer(struct booking *booking)
{
    booking->slots = booking->found;
    booking->state = booking->slots.count > 0 ? BOOKING_OFFERED : BOOKING_NOTHING;
    return WISH_REDRAW;
}

unsigned app_slots(struct app *app, const struct event *event)
{
    struct booking *booking = &app->visit.booking;
    if (booking->state != BOOKING_ASKED || event->request != booking->request) {
        return 0;
    }
    booking_find(booking, event->as.slots);
    int32_t next_day = booking_next_day(booking);
    if (next_day == 0) {
        return offer(booking);
    }
    booking->from_day = next_day;
    booking->request = ++app->request_last;
    return WISH_SLOTS;
}

static unsigned choose_day(struct app *app, int day)
{
    struct booking_day days[BOOKING_DAYS_MAX];
    assert(day >= 0 && day < booking_days(&app->visit.booking.slots, days));
    app->visit.booking.day = day;
    app->visit.booking.is_taken = false;
    return app_go(app, APP_SLOTS);
}

/* Another time is another wish: the key goes with the time. */
static unsigned choose_slot(struct app *app, int slot)
{
    struct booking *booking = &app->visit.booking;
    assert(slot >= 0 && (size_t)slot < booking->slots.count);
    int64_t starts_ms = booking->slots.starts_ms[slot];
    unsigned wishes = 0;
    if (starts_ms != booking->starts_ms) {
        wishes = app_booking_abandon(app);
        booking->is_uncertain = false;
        booking->starts_ms = starts_ms;
        booking->key[0] = '\0';
        booking->state = BOOKING_OFFERED;
    }
    return wishes | app_go(app, APP_BOOK);
}

static unsigned book(struct app *app)
{
    struct booking *booking = &app->visit.booking;
    if (booking->state != BOOKING_OFFERED && booking->state != BOOKING_FAILED) {
        return 0;
    }
    if (booking->key[0] == '\0') {
        app_take_key(app, booking->key);
    }
    booking->state = BOOKING_SENT;
    booking->request = ++app->request_last;
    return WISH_BOOK | WISH_REDRAW;
}

unsigned app_booked(struct app *app, const struct event *event)
{
    struct booking *booking = &app->visit.booking;
    if (event->request == app->left.request && app->left.id == 0) {
        return left_booked(app, event->as.booking);
    }
    if (booking->state != BOOKING_SENT || event->request != booking->request) {
        return 0;
    }
    booking->state = BOOKING_DONE;
    booking->done = *event->as.booking;
    app->input_at_ms = app->now_ms;
    app->is_warning = false;
    unsigned wishes = app_go(app, APP_BOOKED);
    return app->can_print ? wishes | app_print(app) : wishes;
}

/* Who was too slow sees what is free now. */
static unsigned taken(struct app *app)
{
    app->visit.booking = (struct booking){.is_taken = true};
    return ask(app) | app_go(app, APP_DAYS);
}

bool app_booking_failed(struct app *app, const struct failed_event *failed, unsigned *out_wishes)
{
    struct booking *booking = &app->visit.booking;
    if (app->left.request != 0 && failed->request == app->left.request) {
        left_failed(app, failed);
        *out_wishes = 0;
        return true;
    }
    bool is_awaited = booking->state == BOOKING_ASKED || booking->state == BOOKING_SENT;
    if (!is_awaited || failed->request != booking->request) {
        return false;
    }
    *out_wishes = WISH_REDRAW;
    if (booking->state == BOOKING_ASKED) {
        *out_wishes = offer(booking); /* what was found before is better than nothing */
    } else if (failed->is_taken) {
        *out_wishes = taken(app);
    } else {
        booking->state = BOOKING_FAILED;
        booking->is_uncertain = booking->is_uncertain || failed->is_uncertain;
    }
    return true;
}

unsigned app_act_booking(struct app *app, const struct target *target)
{
    switch ((enum action)target->action) {
    case ACTION_DAYS_OPEN: return app_days_open(app);
    case ACTION_DAY: return choose_day(app, target->argument);
    case ACTION_SLOT: return choose_slot(app, target->argument);
    case ACTION_SLOTS_BACK: return app_go(app, APP_SLOTS);
    case ACTION_BOOK: return book(app);
    default: return 0;
    }
}
