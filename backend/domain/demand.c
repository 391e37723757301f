#include "domain/demand.h"

#include <assert.h>
#include <string.h>

enum { EVERY_DAY_WEIGHT = 4, DAYS_REMEMBERED = 12 };

void demand_init(struct demand *demand)
{
    memset(demand, 0, sizeof(*demand));
}

void demand_learn(struct demand *demand, int service, int weekday, int hour)
{
    assert(weekday >= 1 && weekday <= DEMAND_WEEKDAYS && hour >= 0 && hour < DEMAND_HOURS);
    demand->weekday = weekday;
    demand->today[service][hour] += 1;
}

/* The plain mean of the first days, then an exponentially weighted one. */
static void fold(struct demand_mean *mean, const struct demand *demand)
{
    mean->days += mean->days < DAYS_REMEMBERED;
    float weight = 1.0F / (float)mean->days;
    for (int i = 0; i < OFFICE_SERVICES_MAX; i++) {
        for (int hour = 0; hour < DEMAND_HOURS; hour++) {
            mean->people[i][hour] += weight * (demand->today[i][hour] - mean->people[i][hour]);
        }
    }
}

void demand_refit(struct demand *demand)
{
    if (demand->weekday == 0) {
        return;
    }
    fold(&demand->every, demand);
    fold(&demand->weekdays[demand->weekday - 1], demand);
    memset(demand->today, 0, sizeof(demand->today));
    demand->weekday = 0;
}

double demand_people(const struct demand *demand, int service, int weekday, int hour)
{
    const struct demand_mean *mean = &demand->weekdays[weekday - 1];
    double own = (double)mean->people[service][hour] * mean->days;
    double every = (double)demand->every.people[service][hour] * EVERY_DAY_WEIGHT;
    return (own + every) / (mean->days + EVERY_DAY_WEIGHT);
}
