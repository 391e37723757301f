#include "api/appointment_json.h"

#include <inttypes.h>
#include <stdio.h>

void appointment_json(struct json_out *json, const char *name, const struct scope *scope,
                      const struct appointment *appointment, bool tells_code)
{
    bool is_seen = scope_sees(scope, appointment->service_id);
    const struct office_service *service =
        office_service_by_id(scope->office, appointment->service_id);
    json_out_object(json, name);
    json_out_int(json, "id", appointment->id);
    json_out_text(json, "code", tells_code ? appointment->code : NULL);
    json_out_text(json, "service", is_seen ? service->code : NULL);
    if (is_seen) {
        json_out_int(json, "staff", appointment->staff_id);
    } else {
        json_out_null(json, "staff");
    }
    json_out_int(json, "starts_ms", appointment->starts_ms);
    json_out_int(json, "minutes", appointment->minutes);
    json_out_text(json, "state", appointment_state_name(appointment->state));
    json_out_text(json, "number", appointment->number[0] != '\0' ? appointment->number : NULL);
    json_out_end(json);
}

enum status appointment_publish(struct writer_turn *turn, int64_t office_id,
                                const struct appointment *appointment, int64_t now_ms)
{
    struct event event = {.kind = "appointment.changed", .at_ms = now_ms};
    (void)snprintf(event.body, sizeof(event.body),
                   "{\"appointment\":%" PRId64 ",\"state\":\"%s\",\"at_ms\":%" PRId64 "}",
                   appointment->id, appointment_state_name(appointment->state), now_ms);
    return writer_turn_publish(turn, office_id, &event);
}
