#include "api/replay.h"

#include "api/explanation.h"
#include "base/memory.h"
#include "domain/lobby_index.h"
#include "domain/undo.h"
#include "store/event_store.h"
#include "store/facts.h"
#include "store/invitation_store.h"
#include "store/rule_store.h"
#include "store/ticket_store.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A visit as it is, and as it was before the last operation, which may be taken back. */
struct played {
    struct visit visit;
    struct visit before;
    enum visit_op_kind last;
    bool has_last;
};

struct replay {
    struct db *db;
    const struct office *office;
    struct lobby *lobby;
    struct played *visits;
    size_t count;
    size_t capacity;
    struct lobby_index *index;
    struct replay_report *report;
    enum status status;
};

static struct played *find(struct replay *replay, int64_t id)
{
    int slot = lobby_index_find(replay->index, id);
    return slot < 0 ? NULL : &replay->visits[slot];
}

static void put(struct replay *replay, const struct visit *visit)
{
    struct lobby_visit entry = lobby_visit_of(replay->office, visit);
    lobby_put(replay->lobby, &entry);
}

static void add(struct replay *replay, const struct visit *visit)
{
    if (replay->count == replay->capacity) {
        replay->capacity = replay->capacity == 0 ? 64 : 2 * replay->capacity;
        replay->visits =
            memory_resize(replay->visits, replay->capacity * sizeof(replay->visits[0]));
    }
    lobby_index_put(replay->index, visit->id, (int)replay->count);
    replay->visits[replay->count++] = (struct played){.visit = *visit};
}

static bool number_of(void *context, int64_t visit_id, char out[VISIT_NUMBER_MAX + 1])
{
    const struct played *played = find(context, visit_id);
    return played != NULL && text_copy(out, VISIT_NUMBER_MAX + 1, played->visit.number);
}

static bool was_called_before(const struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].called_ms != 0) {
            return true;
        }
    }
    return false;
}

static void explain(struct replay *replay, const struct choice *choice, const struct visit_op *op,
                    int64_t at_ms, char *out)
{
    struct explanation explanation = {.lobby = replay->lobby,
                                      .choice = choice,
                                      .now_ms = at_ms,
                                      .is_chosen = op->reason != CALL_BY_RULE,
                                      .number_of = number_of,
                                      .context = replay};
    struct promise *promise = &explanation.promise;
    struct buffer text;
    if (!was_called_before(&find(replay, choice->rank.visit_id)->visit)) {
        replay->status = ticket_store_promise(replay->db, choice->rank.visit_id, &promise->is_known,
                                              &promise->low_min, &promise->high_min);
    }
    buffer_init(&text, REPLAY_DIFFERENCE_MAX - 1);
    (void)explanation_write(&explanation, &text);
    (void)text_copy(out, REPLAY_DIFFERENCE_MAX, buffer_text(&text));
    buffer_finish(&text);
}

/* Who is called again: by the rule, or the one who was chosen out of it. */
static void choose(const struct replay *replay, const struct visit_op *op, int64_t visit_id,
                   int64_t at_ms, struct choice *out)
{
    const struct office_staff *staff = office_staff_by_id(replay->office, op->staff_id);
    int index = (int)(staff - replay->office->staff);
    int slot = lobby_find(replay->lobby, visit_id);
    *out = (struct choice){.slot = LOBBY_NONE};
    if (op->reason == CALL_BY_RULE) {
        choose_next(replay->lobby, index, at_ms, out);
    } else if (slot != LOBBY_NONE &&
               choose_this(replay->lobby, index, slot, at_ms, out) != STATUS_OK) {
        out->slot = LOBBY_NONE;
    }
}

/* What the rules give now, as text: the explanation, or that nobody is to be called. */
static void play_call(struct replay *replay, const struct visit_op *op, int64_t visit_id,
                      int64_t at_ms, char *out)
{
    struct choice choice;
    choose(replay, op, visit_id, at_ms, &choice);
    if (choice.slot == LOBBY_NONE) {
        (void)text_copy(out, REPLAY_DIFFERENCE_MAX, "nobody");
        return;
    }
    explain(replay, &choice, op, at_ms, out);
    if (choice.rank.visit_id != visit_id || choice.position != op->position) {
        (void)snprintf(out, REPLAY_DIFFERENCE_MAX, "another visit or step: %" PRId64 ", %d",
                       choice.rank.visit_id, choice.position);
    }
}

static void compare_call(struct replay *replay, const struct event *event,
                         const struct facts *facts)
{
    struct replay_report *report = replay->report;
    struct invitation stored;
    char found[REPLAY_DIFFERENCE_MAX];
    play_call(replay, &facts->op, facts->visit_id, event->at_ms, found);
    if (replay->status == STATUS_OK) {
        replay->status = invitation_store_find(replay->db, facts->visit_id, facts->op.staff_id,
                                               event->at_ms, &stored);
    }
    if (replay->status != STATUS_OK) {
        return;
    }
    report->calls++;
    if (strcmp(found, stored.explanation) == 0) {
        report->identical++;
    } else if (report->first_seq == 0) {
        report->first_seq = event->seq;
        (void)text_copy(report->expected, sizeof(report->expected), stored.explanation);
        (void)text_copy(report->found, sizeof(report->found), found);
    }
}

static void play_op(struct replay *replay, const struct event *event, const struct facts *facts)
{
    struct played *played = find(replay, facts->visit_id);
    if (played == NULL) {
        replay->report->unknown += facts->op.kind == VISIT_OP_CALL;
        return;
    }
    if (facts->op.kind == VISIT_OP_CALL) {
        compare_call(replay, event, facts);
    }
    if (replay->status != STATUS_OK) {
        return;
    }
    played->before = played->visit;
    played->last = facts->op.kind;
    played->has_last = true;
    replay->status =
        visit_apply(&played->visit, &facts->op, &replay->lobby->rules, event->at_ms) == STATUS_OK
            ? STATUS_OK
            : STATUS_INVALID;
    put(replay, &played->visit);
}

static void play_undo(struct replay *replay, const struct facts *facts)
{
    struct played *played = find(replay, facts->visit_id);
    if (played == NULL) {
        return;
    }
    if (!played->has_last || played->last != facts->op.kind) {
        replay->status = STATUS_INVALID;
        return;
    }
    undo_restore(&played->visit, &played->before);
    played->has_last = false;
    put(replay, &played->visit);
}

static void play_issue(struct replay *replay, const struct event *event, const struct facts *facts)
{
    struct visit visit = facts->visit;
    visit_open(&visit, event->at_ms);
    add(replay, &visit);
    put(replay, &visit);
}

static void play_duty(struct replay *replay, const struct event *event, const struct facts *facts)
{
    const struct office_staff *staff = office_staff_by_id(replay->office, facts->staff_id);
    int index = (int)(staff - replay->office->staff);
    lobby_set_duty(replay->lobby, index, facts->room_id != 0, event->at_ms);
    lobby_set_break(replay->lobby, index, facts->on_break, event->at_ms);
}

static bool names_are_known(const struct replay *replay, const struct facts *facts)
{
    int64_t staff_id = facts->kind == FACTS_DUTY ? facts->staff_id : facts->op.staff_id;
    return staff_id == 0 || office_staff_by_id(replay->office, staff_id) != NULL;
}

static void play(void *context, const struct event *event)
{
    struct replay *replay = context;
    struct facts *facts = memory_new(1, sizeof(*facts));
    replay->report->events++;
    if (replay->status == STATUS_OK && event->facts[0] != '\0') {
        replay->status = facts_decode(event->facts, facts);
        if (replay->status == STATUS_OK && !names_are_known(replay, facts)) {
            replay->status = STATUS_INVALID;
        }
        if (replay->status == STATUS_OK) {
            switch (facts->kind) {
            case FACTS_ISSUE: play_issue(replay, event, facts); break;
            case FACTS_OP: play_op(replay, event, facts); break;
            case FACTS_UNDO: play_undo(replay, facts); break;
            case FACTS_DUTY: play_duty(replay, event, facts); break;
            case FACTS_RULES: lobby_set_rules(replay->lobby, &facts->rules); break;
            }
        }
    }
    free(facts);
}

enum status replay_run(struct db *db, const struct office *office, struct replay_report *out_report)
{
    struct rules rules;
    memset(out_report, 0, sizeof(*out_report));
    enum status status = rule_store_load_first(db, office->id, &rules);
    if (status != STATUS_OK) {
        return status;
    }
    struct replay replay = {.db = db,
                            .office = office,
                            .lobby = lobby_create(office, &rules),
                            .index = lobby_index_create(),
                            .report = out_report,
                            .status = STATUS_OK};
    status = event_store_since(db, office->id, 0, INT_MAX, play, &replay);
    lobby_index_destroy(replay.index);
    lobby_destroy(replay.lobby);
    free(replay.visits);
    return status == STATUS_OK ? replay.status : status;
}
