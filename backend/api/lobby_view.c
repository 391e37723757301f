#include "api/lobby_view.h"

#include <string.h>

static void add_skills(struct lobby_view *view, const struct office *office, int64_t staff_id)
{
    const struct office_staff *staff = office_staff_by_id(office, staff_id);
    for (int i = 0; staff != NULL && i < office->service_count; i++) {
        view->able[i] += staff->preference[i] != OFFICE_PREFERENCE_NONE;
    }
}

enum status lobby_view_read(struct db *db, const struct office *office, struct lobby_view *out)
{
    memset(out->able, 0, sizeof(out->able));
    out->duty_count = 0;
    enum status status = lobby_store_waiting(db, office, out->queues);
    if (status == STATUS_OK) {
        status = duty_store_list(db, office->id, out->duties, &out->duty_count);
    }
    for (int i = 0; status == STATUS_OK && i < out->duty_count; i++) {
        add_skills(out, office, out->duties[i].staff_id);
    }
    return status;
}

const struct duty *lobby_view_duty(const struct lobby_view *view, int64_t staff_id)
{
    static const struct duty none = {0};
    for (int i = 0; i < view->duty_count; i++) {
        if (view->duties[i].staff_id == staff_id) {
            return &view->duties[i];
        }
    }
    return &none;
}
