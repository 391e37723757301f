#include "domain/scope.h"

#include "domain/capability.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *word;
    unsigned bit;
} tracks[] = {{"benefits", OFFICE_TRACK_BENEFITS}, {"social", OFFICE_TRACK_SOCIAL}};

enum status scope_track_parse(const char *word, unsigned *out_bit)
{
    for (size_t i = 0; i < sizeof(tracks) / sizeof(tracks[0]); i++) {
        if (strcmp(tracks[i].word, word) == 0) {
            *out_bit = tracks[i].bit;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

const char *scope_track_word(unsigned bit)
{
    for (size_t i = 0; i < sizeof(tracks) / sizeof(tracks[0]); i++) {
        if (tracks[i].bit == bit) {
            return tracks[i].word;
        }
    }
    return NULL;
}

struct scope scope_whole(const struct office *office)
{
    return (struct scope){.office = office, .tracks = OFFICE_TRACK_ALL};
}

struct scope scope_of(const struct office *office, const struct office_staff *staff)
{
    bool is_above = (staff->capabilities & CAPABILITY_MANAGE) != 0;
    return (struct scope){.office = office,
                          .tracks = is_above ? OFFICE_TRACK_ALL : staff->tracks,
                          .staff_id = staff->id};
}

bool scope_sees(const struct scope *scope, int64_t service_id)
{
    const struct office_service *service = office_service_by_id(scope->office, service_id);
    return service != NULL &&
           (service->track == OFFICE_TRACK_SHARED || (scope->tracks & service->track) != 0);
}

static bool is_with(const struct visit *visit, int64_t staff_id)
{
    enum step_state state = visit_state(visit);
    return (state == STEP_CALLED || state == STEP_SERVING) && staff_id != 0 &&
           visit->steps[visit_current(visit)].staff_id == staff_id;
}

bool scope_sees_step(const struct scope *scope, const struct visit *visit, int position)
{
    const struct visit_step *step = &visit->steps[position];
    bool is_open_offer = step->is_offer && step->state == STEP_PLANNED;
    return scope_sees(scope, step->service_id) ||
           (is_open_offer && is_with(visit, scope->staff_id));
}

bool scope_touches(const struct scope *scope, const struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (scope_sees_step(scope, visit, i)) {
            return true;
        }
    }
    return false;
}
