#include "domain/rules.h"

#include <stddef.h>

enum { RECALLS_MAX = 9 };

static const int64_t SECOND_MS = 1000;
static const int64_t MINUTE_MS = INT64_C(60) * 1000;
static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

struct rules rules_default(void)
{
    return (struct rules){.version = 1,
                          .booking_head_ms = 60 * MINUTE_MS,
                          .priority_head_ms = 45 * MINUTE_MS,
                          .backup_ms = 30 * MINUTE_MS,
                          .early_ms = 5 * MINUTE_MS,
                          .grace_ms = 10 * MINUTE_MS,
                          .return_ms = 15 * MINUTE_MS,
                          .park_ms = 30 * MINUTE_MS,
                          .recall_ms = 60 * SECOND_MS,
                          .recalls = 2,
                          .alarm_ms = 45 * MINUTE_MS,
                          .unanswered_ms = 3 * MINUTE_MS,
                          .gone_ms = 15 * MINUTE_MS};
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
    };

    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        if (lengths[i].value_ms < 0 || lengths[i].value_ms > DAY_MS) {
            *out_field = lengths[i].field;
            return STATUS_INVALID;
        }
    }
    bool head_is_meant = rules->priority_head_ms >= 0 && rules->priority_head_ms <= DAY_MS;
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
