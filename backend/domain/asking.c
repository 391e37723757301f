#include "domain/asking.h"

bool asking_is_open(const struct asking_case *now)
{
    return now->asked_ms > now->acted_ms;
}

int64_t asking_until_ms(const struct asking_case *now)
{
    return now->asked_ms + (now->ask_ms < ASKING_ANSWER_MS ? now->ask_ms : ASKING_ANSWER_MS);
}

enum asking asking_decide(const struct asking_case *now, int64_t now_ms)
{
    bool is_free = now->busy_until_ms == 0;
    if (now->ask_ms == 0) {
        return ASKING_NOTHING;
    }
    if (asking_is_open(now)) {
        return is_free && now_ms >= asking_until_ms(now) ? ASKING_AWAY : ASKING_NOTHING;
    }
    int64_t quiet_ms = now->acted_ms > now->busy_until_ms ? now->acted_ms : now->busy_until_ms;
    return now_ms - quiet_ms >= now->ask_ms ? ASKING_ASK : ASKING_NOTHING;
}
