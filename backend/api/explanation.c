#include "api/explanation.h"

#include "base/json_out.h"

enum { MINUTE_MS = 60 * 1000 };

static void time_or_null(struct json_out *json, const char *name, int64_t time_ms)
{
    if (time_ms != 0) {
        json_out_int(json, name, time_ms);
    } else {
        json_out_null(json, name);
    }
}

/* What is said of the one called and of the runner-up alike. */
static void write_rank(struct json_out *json, const struct lobby *lobby,
                       const struct choice_rank *rank)
{
    const struct lobby_visit *visit = &lobby->visits[lobby_find(lobby, rank->visit_id)];
    struct turn turn = lobby_turn(lobby, visit);
    json_out_text(json, "base", turn_base_name(turn.kind));
    json_out_int(json, "checkin_ms", visit->checkin_ms);
    time_or_null(json, "appointment_ms", visit->appointment_ms);
    json_out_int(json, "base_ms", turn.base_ms);
    json_out_int(json, "head_ms", turn.head_ms);
    json_out_int(json, "backup_ms", rank->rank_ms - rank->effective_ms);
    json_out_int(json, "effective_ms", rank->effective_ms);
    json_out_int(json, "rank_ms", rank->rank_ms);
    time_or_null(json, "due_ms", rank->due_ms);
}

static bool write_number(struct json_out *json, const struct explanation *explanation,
                         int64_t visit_id)
{
    char number[VISIT_NUMBER_MAX + 1] = "";
    bool found = explanation->number_of(explanation->context, visit_id, number);
    json_out_text(json, "number", number);
    return found;
}

static bool write_runner_up(struct json_out *json, const struct explanation *explanation)
{
    const struct choice *choice = explanation->choice;
    if (choice->runner_up.visit_id == 0) {
        json_out_null(json, "runner_up");
        return true;
    }
    json_out_object(json, "runner_up");
    bool found = write_number(json, explanation, choice->runner_up.visit_id);
    write_rank(json, explanation->lobby, &choice->runner_up);
    json_out_int(json, "lost_by_ms", choice->runner_up.rank_ms - choice->rank.rank_ms);
    json_out_end(json);
    return found;
}

static bool write_older(struct json_out *json, const struct explanation *explanation)
{
    const struct choice *choice = explanation->choice;
    bool found = true;
    json_out_array(json, "older");
    for (int i = 0; i < choice->older_count; i++) {
        json_out_object(json, NULL);
        found = write_number(json, explanation, choice->older[i].visit_id) && found;
        json_out_text(json, "reason", choice_reason_name(choice->older[i].reason));
        json_out_end(json);
    }
    json_out_end(json);
    return found;
}

static void write_promise(struct json_out *json, const struct explanation *explanation,
                          int64_t waited_ms)
{
    const struct promise *promise = &explanation->promise;
    if (!promise->is_known) {
        json_out_null(json, "promise");
        return;
    }
    json_out_object(json, "promise");
    json_out_int(json, "low_min", promise->low_min);
    json_out_int(json, "high_min", promise->high_min);
    json_out_int(json, "waited_min", waited_ms / MINUTE_MS);
    json_out_bool(json, "held", promise_is_kept(promise, waited_ms));
    json_out_end(json);
}

bool explanation_write(const struct explanation *explanation, struct buffer *out)
{
    const struct choice *choice = explanation->choice;
    int64_t waited_ms = explanation->now_ms - choice->rank.checkin_ms;
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "rule", CHOOSE_RULE);
    json_out_int(&json, "version", explanation->lobby->rules.version);
    write_rank(&json, explanation->lobby, &choice->rank);
    json_out_int(&json, "waited_ms", waited_ms);
    json_out_int(&json, "candidates", choice->candidates);
    bool found = write_runner_up(&json, explanation);
    found = write_older(&json, explanation) && found;
    write_promise(&json, explanation, waited_ms);
    if (explanation->is_chosen) {
        json_out_bool(&json, "chosen", true);
    }
    json_out_end(&json);
    return found;
}
