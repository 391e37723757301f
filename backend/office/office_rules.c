#include "office/office_rules.h"

#include <stddef.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS };

/* What a director may order; the engine itself takes more. */
void office_rules_check(const struct office_file_rules *rules, struct complaints *complaints)
{
    const struct {
        const char *key;
        int value;
        int least;
        int most;
    } ranges[] = {
        {"booking_head_minutes", rules->booking_head_minutes, 0, 240},
        {"priority_head_minutes", rules->priority_head_minutes, 0, 240},
        {"backup_minutes", rules->backup_minutes, 0, 240},
        {"early_minutes", rules->early_minutes, 0, 60},
        {"grace_minutes", rules->grace_minutes, 0, 60},
        {"return_minutes", rules->return_minutes, 0, 120},
        {"park_minutes", rules->park_minutes, 5, 240},
        {"recall_seconds", rules->recall_seconds, 10, 600},
        {"recalls", rules->recalls, 0, 9},
        {"alarm_minutes", rules->alarm_minutes, 5, 240},
        {"unanswered_minutes", rules->unanswered_minutes, 1, 60},
        {"gone_minutes", rules->gone_minutes, 5, 240},
        {"ask_minutes", rules->ask_minutes, 0, 240},
    };

    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (ranges[i].value < ranges[i].least || ranges[i].value > ranges[i].most) {
            complaints_add(complaints, "rules.%s: %d is not from %d to %d", ranges[i].key,
                           ranges[i].value, ranges[i].least, ranges[i].most);
        }
    }
}

static int64_t minutes(int value)
{
    return (int64_t)value * MINUTE_MS;
}

struct rules office_rules_build(const struct office_file_rules *rules)
{
    return (struct rules){
        .version = 1,
        .booking_head_ms = minutes(rules->booking_head_minutes),
        .priority_head_ms = rules->priority_out_of_turn ? RULES_OUT_OF_TURN_MS
                                                        : minutes(rules->priority_head_minutes),
        .backup_ms = minutes(rules->backup_minutes),
        .early_ms = minutes(rules->early_minutes),
        .grace_ms = minutes(rules->grace_minutes),
        .return_ms = minutes(rules->return_minutes),
        .park_ms = minutes(rules->park_minutes),
        .recall_ms = (int64_t)rules->recall_seconds * SECOND_MS,
        .recalls = rules->recalls,
        .alarm_ms = minutes(rules->alarm_minutes),
        .unanswered_ms = minutes(rules->unanswered_minutes),
        .gone_ms = minutes(rules->gone_minutes),
        .ask_ms = minutes(rules->ask_minutes),
        .auto_call = rules->auto_call,
        .full_today = rules->full_today,
    };
}
