#include "base/calendar.h"

#include <stddef.h>
#include <stdio.h>

enum {
    FIRST_DAY = 19000101,
    LAST_DAY = 21991231,
    SUNDAY = 7,
    CHRISTMAS_EVE = 1224,
    CHRISTMAS_EVE_SINCE = 2025
};

/* Years begin on 1 March here, so that a leap day is the last of its year; the number of a day is
 * counted from 1 March of the year 0. */
static int year_start(int year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

static int number_of(int32_t day)
{
    int month = day / 100 % 100;
    int since_march = (month + 9) % 12;
    return year_start(day / 10000 - (month <= 2)) + (since_march * 153 + 2) / 5 + day % 100 - 1;
}

static int32_t day_of(int number)
{
    int year = number / 366;
    while (year_start(year + 1) <= number) {
        year++;
    }
    int of_year = number - year_start(year);
    int since_march = (of_year * 5 + 2) / 153;
    int month = (since_march + 2) % 12 + 1;
    return (year + (month <= 2)) * 10000 + month * 100 + of_year - (since_march * 153 + 2) / 5 + 1;
}

bool calendar_is_day(int64_t day)
{
    return day >= FIRST_DAY && day <= LAST_DAY && day_of(number_of((int32_t)day)) == day;
}

int calendar_weekday(int32_t day)
{
    /* 1 March of the year 0 was a Wednesday. */
    return (number_of(day) + 2) % 7 + 1;
}

int32_t calendar_add(int32_t day, int count)
{
    return day_of(number_of(day) + count);
}

/* The letters are those of the published algorithm. */
int32_t calendar_easter(int year)
{
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int sum = h + l - 7 * m + 114;
    return year * 10000 + sum / 31 * 100 + sum % 31 + 1;
}

static bool is_fixed_holiday(int32_t day)
{
    static const int dates[] = {101, 106, 501, 503, 815, 1101, 1111, 1225, 1226};
    int date = day % 10000;
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        if (dates[i] == date) {
            return true;
        }
    }
    return date == CHRISTMAS_EVE && day / 10000 >= CHRISTMAS_EVE_SINCE;
}

/* Easter Monday and Corpus Christi; Easter and Pentecost are Sundays anyway. */
static bool is_easter_holiday(int32_t day)
{
    int32_t easter = calendar_easter(day / 10000);
    return day == calendar_add(easter, 1) || day == calendar_add(easter, 60);
}

void calendar_text(int32_t day, char out[static CALENDAR_TEXT_MAX + 1])
{
    (void)snprintf(out, CALENDAR_TEXT_MAX + 1, "%02d.%02d.%04d", (int)(day % 100),
                   (int)(day / 100 % 100), (int)(day / 10000 % 10000));
}

bool calendar_is_day_off(int32_t day)
{
    return calendar_weekday(day) == SUNDAY || is_fixed_holiday(day) || is_easter_holiday(day);
}
