#include "domain/rules.h"

#include <stddef.h>

enum { RECALLS_MAX = 9 };

static const int64_t second_ms = 1000;
static const int64_t minute_ms = INT64_C(60) * 1000;
static const int64_t day_ms = INT64_C(24) * 60 * 60 * 1000;

struct rules rules_default(void)
{
    return (struct rules){.version = 1,
                          .booking_head_ms = 60 * minute_ms,
                          .priority_head_ms = 45 * minute_ms,
                          .backup_ms = 30 * minute_ms,
                          .early_ms = 5 * minute_ms,
                          .grace_ms = 10 * minute_ms,
                          .return_ms = 15 * minute_ms,
                          .park_ms = 30 * minute_ms,
                          .recall_ms = 60 * second_ms,
                          .recalls = 2,
                          .alarm_ms = 45 * minute_ms,
                          .unanswered_ms = 3 * minute_ms,
                          .gone_ms = 15 * minute_ms,
                          .ask_ms = 20 * minute_ms};
}

enum status rules_check(const struct rules *rules, const char **out_field)
{
    const struct {
        const char *field;
        int64_t value_ms;
    } lengths[] = {
        {"booking_head_ms", rules->booking_head_ms},
        {"backup_ms", rules->backup_ms},
        {"early_ms", rules->early_ms},
        {"grace_ms", rules->grace_ms},
        {"return_ms", rules->return_ms},
        {"park_ms", rules->park_ms},
        {"recall_ms", rules->recall_ms},
        {"alarm_ms", rules->alarm_ms},
        {"unanswered_ms", rules->unanswered_ms},
        {"gone_ms", rules->gone_ms},
        {"ask_ms", rules->ask_ms},
    };

    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        if (lengths[i].value_ms < 0 || lengths[i].value_ms > day_ms) {
            *out_field = lengths[i].field;
            return STATUS_INVALID;
        }
    }
    bool head_is_meant = rules->priority_head_ms >= 0 && rules->priority_head_ms <= day_ms;
    if (!head_is_meant && rules->priority_head_ms != RULES_OUT_OF_TURN_MS) {
        *out_field = "priority_head_ms";
        return STATUS_INVALID;
    }
    if (rules->recalls < 0 || rules->recalls > RECALLS_MAX) {
        *out_field = "recalls";
        return STATUS_INVALID;
    }
    if (rules->version < 1) {
        *out_field = "version";
        return STATUS_INVALID;
    }
    return STATUS_OK;
}
