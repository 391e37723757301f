#include "api/calling.h"

#include "api/explanation.h"
#include "api/ticket_change.h"
#include "base/memory.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

/* Numbers are looked up in the store; the first failure is kept. */
struct numbers {
    struct db *db;
    enum status status;
};

static bool number_of(void *context, int64_t visit_id, char out[VISIT_NUMBER_MAX + 1])
{
    struct numbers *numbers = context;
    enum status status = ticket_store_number(numbers->db, visit_id, out);
    numbers->status = status != STATUS_OK ? status : numbers->status;
    return status == STATUS_OK;
}

static bool is_first_call(const struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].called_ms != 0) {
            return false;
        }
    }
    return true;
}

/* What was promised is judged by the first call: later waits were not spoken of. */
static enum status read_promise(struct db *db, const struct visit *visit, struct promise *out)
{
    *out = (struct promise){0};
    return is_first_call(visit)
               ? ticket_store_promise(db, visit->id, &out->is_known, &out->low_min, &out->high_min)
               : STATUS_OK;
}

static enum status explain(struct writer_turn *turn, const struct calling *calling,
                           const struct choice *choice, const struct visit *visit,
                           struct invitation *out)
{
    struct db *db = writer_turn_db(turn);
    struct numbers numbers = {.db = db, .status = STATUS_OK};
    struct explanation explanation = {.lobby = keeper_lobby(writer_turn_keeper(turn)),
                                      .choice = choice,
                                      .now_ms = calling->now_ms,
                                      .is_chosen = calling->reason != CALL_BY_RULE,
                                      .number_of = number_of,
                                      .context = &numbers};
    struct buffer text;
    enum status status = read_promise(db, visit, &explanation.promise);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_init(&text, EXPLANATION_MAX - 1);
    (void)explanation_write(&explanation, &text);
    (void)text_copy(out->explanation, sizeof(out->explanation), buffer_text(&text));
    status = text.overflow ? STATUS_INTERNAL : numbers.status;
    buffer_finish(&text);
    return status;
}

/* The visit as it is before the call, and the call with its explanation. */
static enum status prepare(struct writer_turn *turn, const struct calling *calling,
                           const struct choice *choice, struct visit *out_visit,
                           struct invitation *out_call)
{
    *out_call =
        (struct invitation){.ticket_id = choice->rank.visit_id,
                            .staff_id = calling->staff_id,
                            .room_id = calling->room_id,
                            .at_ms = calling->now_ms,
                            .rule_version = keeper_lobby(writer_turn_keeper(turn))->rules.version,
                            .reason = calling->reason};
    enum status status = ticket_store_load(writer_turn_db(turn), calling->office->id,
                                           choice->rank.visit_id, out_visit);
    return status == STATUS_OK ? explain(turn, calling, choice, out_visit, out_call) : status;
}

static enum status call(struct writer_turn *turn, const struct calling *calling,
                        const struct choice *choice, struct visit *out_visit)
{
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    struct visit visit;
    struct invitation invitation;
    const struct visit_op op = {.kind = VISIT_OP_CALL,
                                .position = choice->position,
                                .staff_id = calling->staff_id,
                                .room_id = calling->room_id,
                                .reason = calling->reason};
    enum status status = prepare(turn, calling, choice, &visit, &invitation);
    if (status == STATUS_OK) {
        status = visit_apply(&visit, &op, &lobby->rules, calling->now_ms);
    }
    if (status == STATUS_OK) {
        invitation.step_id = visit.steps[choice->position].id;
        status = invitation_store_add(writer_turn_db(turn), calling->office->id, &invitation);
    }
    if (status == STATUS_OK) {
        struct ticket_news news = {.kind = "ticket.called",
                                   .op = &op,
                                   .index = choice->position,
                                   .by_staff_id = calling->is_asked ? calling->staff_id : 0};
        status = ticket_change_save(turn, calling->office, &visit, &news, calling->now_ms);
    }
    if (status == STATUS_OK) {
        *out_visit = visit;
    }
    return status;
}

static int staff_index(const struct calling *calling)
{
    const struct office_staff *staff = office_staff_by_id(calling->office, calling->staff_id);
    return (int)(staff - calling->office->staff);
}

static enum status choose(struct writer_turn *turn, const struct calling *calling,
                          struct choice *out)
{
    choose_next(keeper_lobby(writer_turn_keeper(turn)), staff_index(calling), calling->now_ms, out);
    return out->slot != LOBBY_NONE ? STATUS_OK : STATUS_MISSING;
}

enum status calling_next(struct writer_turn *turn, const struct calling *calling,
                         struct visit *out_visit)
{
    struct choice choice;
    enum status status = choose(turn, calling, &choice);
    return status == STATUS_OK ? call(turn, calling, &choice, out_visit) : status;
}

enum status calling_preview(struct writer_turn *turn, const struct calling *calling,
                            struct visit *out_visit, struct choice *out_choice,
                            struct invitation *out_call)
{
    enum status status = choose(turn, calling, out_choice);
    return status == STATUS_OK ? prepare(turn, calling, out_choice, out_visit, out_call) : status;
}

enum status calling_chosen(struct writer_turn *turn, const struct calling *calling,
                           struct visit *out_visit)
{
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    int slot = lobby_find(lobby, calling->visit_id);
    struct choice choice;
    enum status status = STATUS_CONFLICT;
    if (slot != LOBBY_NONE) {
        status = choose_this(lobby, staff_index(calling), slot, calling->now_ms, &choice);
    }
    return status == STATUS_OK ? call(turn, calling, &choice, out_visit) : status;
}

enum status calling_auto(struct writer_turn *turn, const struct office *office, int64_t now_ms)
{
    const struct lobby *lobby = keeper_lobby(writer_turn_keeper(turn));
    enum status status = STATUS_OK;
    while (lobby->rules.auto_call && status == STATUS_OK) {
        struct visit visit;
        int staff = choose_staff(lobby, now_ms);
        if (staff == LOBBY_NONE) {
            return STATUS_OK;
        }
        struct calling calling = {
            .office = office, .staff_id = office->staff[staff].id, .now_ms = now_ms};
        status = duty_store_room(writer_turn_db(turn), calling.staff_id, &calling.room_id);
        if (status == STATUS_OK) {
            status = calling_next(turn, &calling, &visit);
        }
    }
    return status;
}
