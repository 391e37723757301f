#include "ui/day_words.h"

#include "base/calendar.h"
#include "base/clock.h"

#include <stdio.h>

enum { DAY_WORDS_MAX = 256, CODE_GROUP = 3 };

void day_words(const struct i18n *i18n, enum language language, int32_t day, char *out,
               size_t out_size)
{
    char weekday[16];
    char month[16];
    char number[8];
    (void)snprintf(weekday, sizeof(weekday), "weekday_%d", calendar_weekday(day));
    (void)snprintf(month, sizeof(month), "month_%d", day / 100 % 100);
    (void)snprintf(number, sizeof(number), "%d", day % 100);
    const struct i18n_value values[] = {{"weekday", i18n_text(i18n, language, weekday)},
                                        {"day", number},
                                        {"month", i18n_text(i18n, language, month)}};
    i18n_format(out, out_size, i18n_text(i18n, language, "day_line"), values, 3);
}

void moment_words(const struct i18n *i18n, enum language language, int64_t utc_ms, char *out,
                  size_t out_size)
{
    struct local_time local = clock_local(utc_ms);
    char day[DAY_WORDS_MAX];
    char time[CLOCK_HOUR_MAX + 1];
    day_words(i18n, language, local.day, day, sizeof(day));
    clock_hour_text(local.minute_of_day, time);
    const struct i18n_value values[] = {{"day", day}, {"time", time}};
    i18n_format(out, out_size, i18n_text(i18n, language, "moment"), values, 2);
}

void code_in_groups(const char *code, char *out, size_t out_size)
{
    size_t used = 0;
    for (size_t i = 0; code[i] != '\0' && used + 2 < out_size; i++) {
        if (i > 0 && i % CODE_GROUP == 0) {
            out[used++] = ' ';
        }
        out[used++] = code[i];
    }
    out[used] = '\0';
}
