#include "simulate/day_record.h"

#include "base/memory.h"
#include "simulate/policy.h"

#include <stdlib.h>
#include <string.h>

void day_record_init(struct day_record *record)
{
    *record = (struct day_record){0};
}

void day_record_finish(struct day_record *record)
{
    free(record->visits);
    free(record->entitled_ms);
    free(record->called_ms);
    *record = (struct day_record){0};
}

void day_record_begin(struct day_record *record, size_t count)
{
    if (count > record->capacity) {
        record->capacity = count;
        record->visits = memory_resize(record->visits, count * sizeof(*record->visits));
        record->entitled_ms =
            memory_resize(record->entitled_ms, (count + 1) * sizeof(*record->entitled_ms));
        record->called_ms =
            memory_resize(record->called_ms, (count + 1) * sizeof(*record->called_ms));
    }
    record->count = count;
    record->gap_ms = 0;
    record->gap_excess_ms = 0;
    record->calls = 0;
    if (count > 0) {
        memset(record->visits, 0, count * sizeof(*record->visits));
    }
}

static void note_arrival(struct day_record *record, const struct lobby *lobby,
                         const struct lobby_visit *visit)
{
    record->entitled_ms[visit->id] = policy_entitled_ms(lobby, visit);
    record->called_ms[visit->id] = 0;
    record->visits[visit->id - 1] = (struct record_visit){
        .checkin_ms = visit->checkin_ms,
        .appointment_ms = visit->appointment_ms,
        .needed = visit->route.count,
        .service = -1,
        .is_late = visit->appointment_ms != 0 &&
                   turn_is_late(&lobby->rules, visit->checkin_ms, visit->appointment_ms),
        .priority = visit->priority,
    };
}

static void note_finish(struct day_record *record, const struct forward_news *news)
{
    const struct lobby_visit *visit = news->visit;
    struct record_visit *page = &record->visits[visit->id - 1];
    page->steps[page->step_count++] =
        (struct record_step){.service = visit->service[news->position],
                             .staff = news->staff,
                             .entitled_ms = record->entitled_ms[visit->id],
                             .called_ms = record->called_ms[visit->id],
                             .started_ms = visit->started_ms,
                             .ended_ms = news->now_ms};
    record->entitled_ms[visit->id] = news->now_ms;
    if (route_current(&visit->route) == ROUTE_NONE) {
        page->end = RECORD_SERVED;
        page->over_ms = news->now_ms;
    }
}

/* The first service that was not served: what the rest of the wait was for. */
static int unserved(const struct lobby_visit *visit)
{
    for (int i = 0; i < visit->route.count; i++) {
        if (visit->route.steps[i].state != STEP_DONE) {
            return visit->service[i];
        }
    }
    return -1;
}

static void note_end(struct day_record *record, const struct forward_news *news,
                     enum record_end end, int64_t until_ms)
{
    struct record_visit *page = &record->visits[news->visit->id - 1];
    int64_t waited_ms = until_ms - record->entitled_ms[news->visit->id];
    page->end = end;
    page->over_ms = news->now_ms;
    page->gave_up_ms = waited_ms > 0 ? waited_ms : 0;
    page->service = unserved(news->visit);
}

void day_record_note(struct day_record *record, const struct lobby *lobby,
                     const struct forward_news *news)
{
    int64_t id = news->visit->id;
    switch (news->what) {
    case FORWARD_ARRIVED: note_arrival(record, lobby, news->visit); break;
    case FORWARD_CALLED:
        record->called_ms[id] = news->now_ms;
        record->calls++;
        break;
    case FORWARD_FINISHED: note_finish(record, news); break;
    case FORWARD_LEFT: note_end(record, news, RECORD_LEFT, news->now_ms); break;
    case FORWARD_DISMISSED: note_end(record, news, RECORD_DISMISSED, news->now_ms); break;
    case FORWARD_NO_ANSWER: note_end(record, news, RECORD_NO_ANSWER, record->called_ms[id]); break;
    default: break;
    }
}

static int64_t place_ms(const struct lobby *lobby, const struct lobby_visit *visit)
{
    int64_t first_ms = policy_entitled_ms(lobby, visit);
    return visit->floor_ms > first_ms ? visit->floor_ms : first_ms;
}

/* What a visitor may be younger than somebody they overtake: by priority, and by a booking that was
 * open at the call. */
static int64_t allowed_ms(const struct lobby *lobby, const struct lobby_visit *visit, int position)
{
    const struct rules *rules = &lobby->rules;
    int64_t allowed = visit->priority ? rules->priority_head_ms : 0;
    bool is_booked = visit->route.booked == position &&
                     !turn_is_late(rules, visit->checkin_ms, visit->appointment_ms);
    return allowed + (is_booked ? rules->booking_head_ms + rules->grace_ms : 0);
}

static bool waits_for(const struct lobby_visit *visit, int service, bool sequential)
{
    for (int i = 0; i < visit->route.count; i++) {
        if (visit->route.steps[i].state == STEP_WAITING) {
            if (visit->service[i] == service) {
                return true;
            }
            if (sequential) {
                return false;
            }
        }
    }
    return false;
}

void day_record_gap(struct day_record *record, const struct lobby *lobby,
                    const struct forward_news *news, bool sequential)
{
    int64_t place = place_ms(lobby, news->visit);
    int64_t allowed = allowed_ms(lobby, news->visit, news->position);
    int service = news->visit->service[news->position];
    for (size_t i = 0; i < lobby->count; i++) {
        const struct lobby_visit *other = &lobby->visits[i];
        if (!lobby->places[i].is_waiting || !waits_for(other, service, sequential)) {
            continue;
        }
        int64_t other_ms = place_ms(lobby, other);
        int64_t gap_ms = place - other_ms;
        if (other_ms > news->now_ms) {
            continue;
        }
        record->gap_ms = gap_ms > record->gap_ms ? gap_ms : record->gap_ms;
        if (gap_ms > 0 && gap_ms - allowed > record->gap_excess_ms) {
            record->gap_excess_ms = gap_ms - allowed;
        }
    }
}
