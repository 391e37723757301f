#include "api/attendance.h"

#include "api/action.h"
#include "api/duty.h"
#include "api/reply.h"
#include "api/sessions.h"
#include "base/log.h"
#include "domain/asking.h"
#include "store/rule_store.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <inttypes.h>
#include <stdio.h>

enum { MINUTE_MS = 60 * 1000 };

static const struct caller_rule change_rule = {.allows_staff = true, .is_change = true};

static enum status publish(struct writer_turn *turn, int64_t office_id, int64_t staff_id,
                           bool is_asked, int64_t now_ms)
{
    struct event event = {.kind = "presence.changed", .at_ms = now_ms};
    (void)snprintf(event.body, sizeof(event.body),
                   "{\"staff\":%" PRId64 ",\"asked\":%s,\"at_ms\":%" PRId64 "}", staff_id,
                   is_asked ? "true" : "false", now_ms);
    return writer_turn_publish(turn, office_id, &event);
}

/* Their other pages take the question away too. */
static enum status decide_answer(struct action *action, struct writer_turn *turn)
{
    enum status status =
        publish(turn, action->app->office->id, action->caller.staff->id, false, action->job.now_ms);
    return status == STATUS_OK
               ? session_answer(action, writer_turn_db(turn), &action->caller.session)
               : status;
}

void attendance_answer(struct exchange *exchange)
{
    struct action *action = action_begin_repeatable(exchange, &change_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        action_post(action, decide_answer);
    }
}

static struct asking_case case_of(const struct presence *presence, int staff)
{
    return (struct asking_case){.acted_ms = presence_acted_ms(presence, staff),
                                .asked_ms = presence_asked_ms(presence, staff)};
}

static void write_ask(struct json_out *json, const struct asking_case *now, bool is_free)
{
    json_out_object(json, "ask");
    json_out_int(json, "asked_ms", now->asked_ms);
    if (is_free) {
        json_out_int(json, "until_ms", asking_until_ms(now));
    } else {
        json_out_null(json, "until_ms");
    }
    json_out_end(json);
}

enum status attendance_json(struct json_out *json, struct app *app, const struct caller *caller)
{
    struct asking_case now = case_of(&app->presence, (int)(caller->staff - app->office->staff));
    struct rules rules;
    int64_t open = 0;
    if (!asking_is_open(&now)) {
        json_out_null(json, "ask");
        return STATUS_OK;
    }
    enum status status = rule_store_load(app->reader, app->office->id, &rules);
    if (status != STATUS_OK) {
        return status;
    }
    now.ask_ms = rules.ask_ms;
    status = ticket_store_open_of(app->reader, caller->staff->id, &open);
    if (status == STATUS_OK || status == STATUS_MISSING) {
        write_ask(json, &now, status == STATUS_MISSING);
        status = STATUS_OK;
    }
    return status;
}

/* False for whoever is not asked: not at work, on a break, or with a call that nobody came to yet,
 * which has its own alarm. */
static bool read_case(struct app *app, const struct lobby *lobby, int staff,
                      struct asking_case *out)
{
    const struct lobby_staff *person = &lobby->staff[staff];
    *out = case_of(&app->presence, staff);
    out->ask_ms = lobby->rules.ask_ms;
    if (!person->on_duty || person->on_break) {
        return false;
    }
    int slot = person->visit_id != 0 ? lobby_find(lobby, person->visit_id) : LOBBY_NONE;
    if (slot != LOBBY_NONE) {
        const struct lobby_visit *visit = &lobby->visits[slot];
        int service = visit->service[route_current(&visit->route)];
        out->busy_until_ms =
            visit->started_ms + (int64_t)app->office->services[service].minutes * MINUTE_MS;
        return route_state(&visit->route) == STEP_SERVING;
    }
    return true;
}

static enum status send_away(struct app *app, struct writer_turn *turn, int64_t staff_id,
                             int64_t now_ms)
{
    enum status status = duty_store_break(writer_turn_db(turn), staff_id, AWAY_BREAK, now_ms);
    log_info("staff.silent", LOG_INT("staff", staff_id));
    return status == STATUS_OK ? duty_publish(turn, app->office->id, staff_id, now_ms) : status;
}

enum status attendance_watch(struct app *app, struct writer_turn *turn, int64_t now_ms)
{
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    enum status status = STATUS_OK;
    for (int i = 0; i < lobby->staff_count && status == STATUS_OK; i++) {
        struct asking_case now;
        enum asking what =
            read_case(app, lobby, i, &now) ? asking_decide(&now, now_ms) : ASKING_NOTHING;
        int64_t staff_id = app->office->staff[i].id;
        if (what == ASKING_ASK) {
            presence_note_asked(&app->presence, i, now_ms);
            status = publish(turn, app->office->id, staff_id, true, now_ms);
        } else if (what == ASKING_AWAY) {
            presence_note_asked(&app->presence, i, 0); /* answered by silence */
            status = send_away(app, turn, staff_id, now_ms);
        }
    }
    return status;
}
