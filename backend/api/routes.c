#include "api/alerts.h"
#include "api/app.h"
#include "api/appointments.h"
#include "api/attendance.h"
#include "api/calls.h"
#include "api/catalog.h"
#include "api/day_close.h"
#include "api/duty.h"
#include "api/health.h"
#include "api/leases.h"
#include "api/own_stats.h"
#include "api/pages.h"
#include "api/paper.h"
#include "api/rooms.h"
#include "api/rules.h"
#include "api/sessions.h"
#include "api/state.h"
#include "api/stats.h"
#include "api/tickets.h"
#include "api/undo.h"
#include "api/visit_change.h"
#include "api/visit_page.h"
#include "api/voice.h"

#define API "/api/v1"

/* Every address there is; openapi.json describes the same ones (a test compares). */
static const struct http_route routes[] = {
    {METHOD_POST, API "/tickets", tickets_issue},
    {METHOD_POST, API "/rooms/{id}/next", rooms_next},
    {METHOD_POST, API "/rooms/{id}/call", rooms_call},
    {METHOD_GET, API "/rooms/{id}/queue", rooms_queue},
    {METHOD_GET, API "/tickets", tickets_find},
    {METHOD_GET, API "/tickets/{id}", tickets_get},
    {METHOD_POST, API "/tickets/{id}/recall", tickets_recall},
    {METHOD_POST, API "/tickets/{id}/start", tickets_start},
    {METHOD_POST, API "/tickets/{id}/finish", tickets_finish},
    {METHOD_POST, API "/tickets/{id}/no-show", tickets_no_show},
    {METHOD_POST, API "/tickets/{id}/park", tickets_park},
    {METHOD_POST, API "/tickets/{id}/resume", tickets_resume},
    {METHOD_POST, API "/tickets/{id}/transfer", tickets_transfer},
    {METHOD_POST, API "/tickets/{id}/cancel", tickets_cancel},
    {METHOD_POST, API "/tickets/{id}/steps", tickets_add_step},
    {METHOD_POST, API "/tickets/{id}/agree", tickets_agree},
    {METHOD_POST, API "/tickets/{id}/drop", tickets_drop},
    {METHOD_POST, API "/tickets/{id}/order", tickets_order},
    {METHOD_POST, API "/undo", undo_post},
    {METHOD_GET, API "/tickets/{id}/calls", calls_of_ticket},
    {METHOD_GET, API "/tickets/{id}/paper", paper_get},
    {METHOD_GET, API "/calls", calls_newest},
    {METHOD_POST, API "/day/close", day_close},
    {METHOD_GET, API "/rules", rules_get},
    {METHOD_PUT, API "/rules", rules_put},
    {METHOD_POST, API "/leases", leases_grant},
    {METHOD_POST, API "/alerts", alerts_raise},
    {METHOD_POST, API "/alerts/{id}/ack", alerts_take},
    {METHOD_POST, API "/emergency", alerts_emergency},
    {METHOD_GET, API "/slots", appointments_slots},
    {METHOD_GET, API "/appointments", appointments_get},
    {METHOD_POST, API "/appointments", appointments_book},
    {METHOD_POST, API "/appointments/check-in", appointments_check_in},
    {METHOD_POST, API "/appointments/{id}/cancel", appointments_cancel},
    {METHOD_GET, API "/state", state_get},
    {METHOD_GET, API "/events", events_get},
    {METHOD_POST, API "/session", sessions_login},
    {METHOD_GET, API "/session", sessions_get},
    {METHOD_DELETE, API "/session", sessions_logout},
    {METHOD_PUT, API "/session/room", duty_take_room},
    {METHOD_PUT, API "/session/break", duty_set_break},
    {METHOD_PUT, API "/session/presence", attendance_answer},
    {METHOD_GET, API "/stats/today", stats_today},
    {METHOD_GET, API "/stats/mine", own_stats_get},
    {METHOD_GET, API "/voice", voice_get},
    {METHOD_GET, API "/catalog", catalog_get},
    {METHOD_GET, API "/openapi.json", openapi_get},
    {METHOD_GET, "/healthz", health_get},
    {METHOD_GET, "/metrics", metrics_get},
    {METHOD_GET, "/v/{token}", visit_page},
    {METHOD_POST, "/v/{token}/pause", visit_change_pause},
    {METHOD_POST, "/v/{token}/resume", visit_change_resume},
    {METHOD_POST, "/v/{token}/cancel", visit_change_cancel},
    {METHOD_GET, "/", pages_index},
};

const struct http_route *app_routes(size_t *out_count)
{
    *out_count = sizeof(routes) / sizeof(routes[0]);
    return routes;
}

void (*app_otherwise(void))(struct exchange *exchange)
{
    return pages_otherwise;
}
