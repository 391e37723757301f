#include "api/release.h"

#include "api/ticket_change.h"
#include "store/ticket_store.h"

enum status release_visit(struct writer_turn *turn, const struct office *office, int64_t visit_id,
                          int64_t now_ms)
{
    const struct rules *rules = &keeper_lobby(writer_turn_keeper(turn))->rules;
    const struct visit_op op = {.kind = VISIT_OP_RELEASE};
    struct visit visit;
    enum status status = ticket_store_load(writer_turn_db(turn), office->id, visit_id, &visit);
    int current = status == STATUS_OK ? visit_current(&visit) : 0;
    if (status == STATUS_OK) {
        status = visit_apply(&visit, &op, rules, now_ms);
    }
    const struct ticket_news news = {.kind = "ticket.released", .op = &op, .index = current};
    return status == STATUS_OK ? ticket_change_save(turn, office, &visit, &news, now_ms) : status;
}
