#include "api/lobby.h"

#include "store/lobby_store.h"

#include <string.h>

enum status lobby_read(struct db *db, const struct office *office, struct lobby *out)
{
    memset(out->on_duty, 0, sizeof(out->on_duty));
    out->duty_count = 0;
    enum status status = lobby_store_waiting(db, office, out->waiting);
    if (status == STATUS_OK) {
        status = duty_store_list(db, office->id, out->duties, &out->duty_count);
    }
    for (int i = 0; status == STATUS_OK && i < out->duty_count; i++) {
        const struct office_staff *staff = office_staff_by_id(office, out->duties[i].staff_id);
        if (staff != NULL) {
            out->on_duty[staff - office->staff] = true;
        }
    }
    return status;
}

struct outlook lobby_outlook(const struct lobby *lobby, const struct office *office,
                             int service_index)
{
    return outlook_for(office, service_index, lobby->waiting, lobby->on_duty);
}
