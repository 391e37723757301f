#include "api/standing.h"

#include "api/lobby_view.h"
#include "store/lobby_store.h"
#include "store/ticket_store.h"

static enum status standing_of(struct app *app, const struct visit *visit,
                               struct outlook *out_outlook)
{
    struct lobby_view view;
    *out_outlook = (struct outlook){0};
    if (visit_state(visit) != STEP_WAITING) {
        return STATUS_OK;
    }
    const struct visit_step *step = &visit->steps[visit_current(visit)];
    const struct office_service *service = office_service_by_id(app->office, step->service_id);
    enum status status = lobby_view_read(app->reader, app->office, &view);
    int index = office_service_index(app->office, service);
    if (status == STATUS_OK) {
        status = lobby_store_ahead(app->reader, app->office->id, step, &view.queues[index].waiting);
    }
    if (status == STATUS_OK) {
        *out_outlook = lobby_view_outlook(&view, app->office, index);
    }
    return status;
}

enum status standing_read(struct app *app, int64_t ticket_id, struct visit *out_visit,
                          struct outlook *out_outlook)
{
    enum status status = db_snapshot_begin(app->reader);
    if (status == STATUS_OK) {
        status = ticket_store_load(app->reader, app->office->id, ticket_id, out_visit);
    }
    if (status == STATUS_OK) {
        status = standing_of(app, out_visit, out_outlook);
    }
    db_snapshot_end(app->reader);
    return status;
}
