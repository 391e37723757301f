#include "domain/forward_desk.h"

#include "domain/choose.h"

#include <assert.h>
#include <string.h>

void forward_desks_reset(struct forward_desks *desks, struct lobby *lobby,
                         struct forward_queue *queue, int64_t pause_ms)
{
    memset(desks, 0, sizeof(*desks));
    desks->lobby = lobby;
    desks->queue = queue;
    desks->pause_ms = pause_ms;
    desks->has_hope = true;
}

/* The end of a break or pause; one that was cut short is recognised by its stamp. */
static void put_end(struct forward_desks *desks, int kind, int staff, int64_t at_ms)
{
    struct forward_desk *desk = &desks->desks[staff];
    desk->stamp++;
    forward_queue_put(
        desks->queue,
        (struct forward_event){.at_ms = at_ms, .kind = kind, .who = staff, .stamp = desk->stamp});
}

static void begin_break(struct forward_desks *desks, int staff, int64_t now_ms)
{
    struct forward_desk *desk = &desks->desks[staff];
    lobby_set_break(desks->lobby, staff, true, now_ms);
    desk->is_vain = false;
    desk->is_pausing = false;
    put_end(desks, FORWARD_BREAK_END, staff, now_ms + desk->break_owed_ms);
    desk->break_owed_ms = 0;
}

/* One that was to begin meanwhile follows. */
static void end_break(struct forward_desks *desks, int staff, int64_t now_ms)
{
    lobby_set_break(desks->lobby, staff, false, now_ms);
    if (desks->desks[staff].break_owed_ms > 0) {
        begin_break(desks, staff, now_ms);
    }
}

/* Steps kept for a colleague are anybody's while that colleague is not there. */
static void set_duty(struct forward_desks *desks, int staff, bool on_duty, int64_t now_ms)
{
    lobby_set_duty(desks->lobby, staff, on_duty, now_ms);
    for (int i = 0; i < desks->lobby->staff_count; i++) {
        desks->desks[i].is_vain = false;
    }
}

static void go_off_duty(struct forward_desks *desks, int staff, int64_t now_ms)
{
    struct forward_desk *desk = &desks->desks[staff];
    *desk = (struct forward_desk){.stamp = desk->stamp + 1};
    set_duty(desks, staff, false, now_ms);
}

void forward_desks_free(struct forward_desks *desks, int staff, int64_t now_ms)
{
    if (staff == LOBBY_NONE) {
        return;
    }
    struct forward_desk *desk = &desks->desks[staff];
    desks->lobby->staff[staff].idle_since_ms = now_ms;
    desks->has_hope = true;
    if (desk->is_leaving) {
        go_off_duty(desks, staff, now_ms);
    } else if (desk->break_owed_ms > 0) {
        begin_break(desks, staff, now_ms);
    } else if (desks->pause_ms > 0) {
        desk->is_pausing = true;
        put_end(desks, FORWARD_READY, staff, now_ms + desks->pause_ms);
    }
}

void forward_desks_put(struct forward_desks *desks, enum forward_change change, int staff,
                       int64_t at_ms, int32_t length_ms)
{
    assert(length_ms >= 0);
    forward_queue_put(desks->queue, (struct forward_event){.at_ms = at_ms,
                                                           .kind = (int32_t)change,
                                                           .who = staff,
                                                           .stamp = desks->desks[staff].stamp,
                                                           .length_ms = length_ms});
}

void forward_desks_change(struct forward_desks *desks, const struct forward_event *event,
                          int64_t now_ms)
{
    int staff = event->who;
    struct forward_desk *desk = &desks->desks[staff];
    const struct lobby_staff *member = &desks->lobby->staff[staff];
    bool is_busy = member->visit_id != 0;
    bool is_current = event->stamp == desk->stamp;
    desks->has_hope = true;
    switch (event->kind) {
    case FORWARD_ON_DUTY:
        desk->is_leaving = false;
        set_duty(desks, staff, true, now_ms);
        break;
    case FORWARD_OFF_DUTY:
        if (is_busy) {
            desk->is_leaving = true;
        } else {
            go_off_duty(desks, staff, now_ms);
        }
        break;
    case FORWARD_BREAK:
        desk->break_owed_ms += member->on_duty ? event->length_ms : 0;
        if (member->on_duty && !is_busy && !member->on_break) {
            begin_break(desks, staff, now_ms);
        }
        break;
    case FORWARD_BREAK_END:
        if (is_current && member->on_break) {
            end_break(desks, staff, now_ms);
        }
        break;
    default: desk->is_pausing = desk->is_pausing && !is_current; break;
    }
}

/* Who looked in vain looks again only for a visitor of their skills: most events of a day are none
 * of theirs. */
void forward_desks_wake(struct forward_desks *desks, const struct lobby_visit *visit)
{
    uint64_t services = 0;
    for (int i = 0; i < visit->route.count; i++) {
        bool waits = visit->route.steps[i].state == STEP_WAITING;
        services |= waits ? UINT64_C(1) << visit->service[i] : 0;
    }
    for (int i = 0; i < desks->lobby->staff_count; i++) {
        const struct lobby_staff *member = &desks->lobby->staff[i];
        if (desks->desks[i].is_vain && ((member->main | member->backup) & services) != 0) {
            desks->desks[i].is_vain = false;
            desks->has_hope = true;
        }
    }
}

static bool may_look(const struct forward_desks *desks, int staff)
{
    const struct lobby_staff *member = &desks->lobby->staff[staff];
    const struct forward_desk *desk = &desks->desks[staff];
    return member->on_duty && !member->on_break && member->visit_id == 0 && !desk->is_pausing &&
           !desk->is_vain;
}

int forward_desks_look(struct forward_desks *desks, int out_staff[OFFICE_STAFF_MAX])
{
    int count = 0;
    for (int i = 0; i < desks->lobby->staff_count && desks->has_hope; i++) {
        if (!may_look(desks, i)) {
            continue;
        }
        int at = count++;
        while (at > 0 && choose_calls_first(&desks->lobby->staff[i],
                                            &desks->lobby->staff[out_staff[at - 1]])) {
            out_staff[at] = out_staff[at - 1];
            at--;
        }
        out_staff[at] = i;
    }
    desks->has_hope = false;
    return count;
}

void forward_desks_note(struct forward_desks *desks, int staff, bool found)
{
    desks->desks[staff].is_vain = !found;
}
