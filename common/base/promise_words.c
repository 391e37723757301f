#include "base/promise_words.h"

enum promise_kind promise_kind_of(bool is_known, int64_t low_min, int64_t high_min)
{
    if (!is_known) {
        return PROMISE_UNKNOWN;
    }
    if (high_min == 0) {
        return PROMISE_SOON;
    }
    bool is_wide = high_min - low_min > PROMISE_WIDTH_MAX_MIN;
    return is_wide && low_min > 0 ? PROMISE_OVER : PROMISE_RANGE;
}

const char *promise_text_key(enum promise_kind kind)
{
    static const char *const keys[] = {[PROMISE_UNKNOWN] = "wait_unknown",
                                       [PROMISE_SOON] = "soon",
                                       [PROMISE_RANGE] = "wait",
                                       [PROMISE_OVER] = "over"};
    return keys[kind];
}
