#include "api/tickets_lent.h"

#include "base/clock.h"
#include "store/lease_store.h"

#include <string.h>

enum { MINUTES_OF_DAY = 24 * 60 };

int64_t tickets_lent_clamp(int64_t pressed_ms, int64_t granted_ms, int32_t day, int64_t now_ms)
{
    int64_t begin_ms = clock_from_local(day, 0);
    int64_t end_ms = clock_from_local(day, MINUTES_OF_DAY) - 1;
    int64_t least_ms = granted_ms > begin_ms ? granted_ms : begin_ms;
    int64_t most_ms = now_ms < end_ms ? now_ms : end_ms;
    if (pressed_ms > most_ms) {
        return most_ms;
    }
    return pressed_ms < least_ms ? least_ms : pressed_ms;
}

static enum status not_lent(struct action *action)
{
    return action_refuse(action, STATUS_UNPROCESSABLE, "number-not-lent", "number",
                         "This number was not lent to this device for this day.");
}

/* It may be here: an answer was lost for so long that its key is forgotten. */
static enum status check_taken(struct action *action, struct db *db,
                               const struct wire_issue_request *request, const struct lease *number,
                               int64_t *out_ticket_id)
{
    char token[WIRE_TOKEN_HEX + 1];
    int64_t id = 0;
    enum status status =
        lease_store_ticket(db, action->app->office->id, number, &id, token, sizeof(token));
    if (status == STATUS_MISSING) {
        return STATUS_OK;
    }
    if (status == STATUS_OK && strcmp(token, request->token) != 0) {
        return action_refuse(action, STATUS_CONFLICT, "number-taken", "number",
                             "Another ticket has this number.");
    }
    if (status == STATUS_OK) {
        *out_ticket_id = id;
    }
    return status;
}

enum status tickets_lent_check(struct action *action, struct db *db,
                               const struct wire_issue_request *request, char series,
                               struct lent_number *out_number)
{
    int64_t now_ms = action->job.now_ms;
    struct lease number = {.device_id = action->caller.device_id,
                           .day = clock_local(request->pressed_ms).day};
    struct lease lease;
    int64_t ticket_id = 0;
    enum status status = wire_number_parse(request->number, &number.series, &number.first);
    bool is_of_future = number.day > clock_local(now_ms).day;
    if (status != STATUS_OK || number.series != series || is_of_future) {
        return not_lent(action);
    }
    status = lease_store_find(db, action->app->office->id, &number, &lease);
    if (status == STATUS_OK) {
        status = check_taken(action, db, request, &number, &ticket_id);
    } else if (status == STATUS_MISSING) {
        status = not_lent(action);
    }
    if (status == STATUS_OK) {
        *out_number = (struct lent_number){
            number.day, number.first,
            tickets_lent_clamp(request->pressed_ms, lease.granted_ms, number.day, now_ms),
            ticket_id};
    }
    return status;
}

bool tickets_lent_is_theirs(const struct action *action, struct db *db, const struct visit *visit)
{
    struct lease lease;
    const struct lease number = {.device_id = action->caller.device_id,
                                 .series = visit->series,
                                 .day = visit->day,
                                 .first = visit->counter};
    return action->caller.kind == CALLER_DEVICE &&
           lease_store_find(db, action->app->office->id, &number, &lease) == STATUS_OK;
}
