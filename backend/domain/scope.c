#include "domain/scope.h"

#include "domain/capability.h"

#include <stddef.h>

struct scope scope_whole(const struct office *office)
{
    return (struct scope){.office = office, .tracks = OFFICE_TRACK_ALL};
}

struct scope scope_of(const struct office *office, const struct office_staff *staff)
{
    bool is_above = (staff->capabilities & CAPABILITY_MANAGE) != 0;
    return (struct scope){.office = office, .tracks = is_above ? OFFICE_TRACK_ALL : staff->tracks};
}

bool scope_sees(const struct scope *scope, int64_t service_id)
{
    const struct office_service *service = office_service_by_id(scope->office, service_id);
    return service != NULL &&
           (service->track == OFFICE_TRACK_SHARED || (scope->tracks & service->track) != 0);
}

bool scope_touches(const struct scope *scope, const struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (scope_sees(scope, visit->steps[i].service_id)) {
            return true;
        }
    }
    return false;
}
