#include "api/standing.h"

#include "store/ticket_store.h"

/* Who waits again since a moment ago stands in no table yet: they are told what a newcomer is, and
 * it can only become less. */
static struct oracle_wait wait_of(struct app *app, const struct visit *visit)
{
    struct oracle_wait wait;
    bool is_refused = false;
    if (!forecaster_find(app->forecaster, visit->id, &wait)) {
        const struct office_service *service =
            office_service_by_id(app->office, visit->steps[visit_current(visit)].service_id);
        wait = forecaster_service(app->forecaster, office_service_index(app->office, service),
                                  &is_refused);
    }
    return wait;
}

enum status standing_read(struct app *app, int64_t ticket_id, struct visit *out_visit,
                          struct standing *out_standing)
{
    enum status status = ticket_store_load(app->reader, app->office->id, ticket_id, out_visit);
    if (status != STATUS_OK) {
        return status;
    }
    *out_standing = (struct standing){0};
    if (visit_state(out_visit) == STEP_WAITING) {
        struct oracle_wait wait = wait_of(app, out_visit);
        *out_standing = (struct standing){.ahead = wait.ahead, .promise = wait.promise};
    }
    return STATUS_OK;
}
