#include "wire/booking.h"

#include "base/json_out.h"

#include <stdio.h>
#include <string.h>

enum { MINUTES_OF_DAY = 1440, ARRIVAL_MAX = 15 };

struct slot {
    int64_t starts_ms;
};

struct remainder {
    bool has_more;
};

struct arrival {
    char text[ARRIVAL_MAX + 1];
};

static const struct json_field slot_fields[] = {
    {"starts_ms", JSON_FIELD_INT, true, offsetof(struct slot, starts_ms), 1, INT64_MAX},
};

static const struct json_field remainder_fields[] = {
    {"more", JSON_FIELD_BOOL, false, offsetof(struct remainder, has_more), 0, 0},
};

static const struct json_field booking_fields[] = {
    {"id", JSON_FIELD_INT, true, offsetof(struct wire_booking, id), 1, INT64_MAX},
    {"code", JSON_FIELD_TEXT, true, offsetof(struct wire_booking, code), 1, WIRE_BOOKING_CODE_MAX},
    {"starts_ms", JSON_FIELD_INT, true, offsetof(struct wire_booking, starts_ms), 1, INT64_MAX},
    {"minutes", JSON_FIELD_INT, true, offsetof(struct wire_booking, minutes), 1, MINUTES_OF_DAY},
};

static const struct json_field arrival_fields[] = {
    {"arrival", JSON_FIELD_TEXT, true, offsetof(struct arrival, text), 1, ARRIVAL_MAX},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static enum status refuse(struct json_error *error, const char *field, const char *sentence)
{
    (void)snprintf(error->field, sizeof(error->field), "%s", field);
    (void)snprintf(error->sentence, sizeof(error->sentence), "%s", sentence);
    return STATUS_INVALID;
}

static enum status take_slot(const struct json_in *node, struct wire_slots *slots,
                             struct json_error *error)
{
    struct slot slot = {0};
    enum status status = json_in_unpack_known(node, slot_fields, COUNT(slot_fields), &slot, error);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t last_ms = slots->count > 0 ? slots->starts_ms[slots->count - 1] : 0;
    if (slot.starts_ms < last_ms) {
        return refuse(error, "starts_ms", "Times come in their order.");
    }
    bool is_new = slot.starts_ms > last_ms;
    if (is_new && slots->count < WIRE_SLOTS_MAX) {
        slots->starts_ms[slots->count++] = slot.starts_ms;
    } else if (is_new) {
        slots->has_more = true;
    }
    return STATUS_OK;
}

static enum status take_slots(const struct json_in *document, struct wire_slots *slots,
                              struct json_error *error)
{
    const struct json_in *list = json_in_child(document, "slots");
    if (!json_in_is_array(list)) {
        return refuse(error, "slots", "A list of times is expected.");
    }
    struct remainder remainder = {.has_more = false};
    size_t count = json_in_count(list);
    enum status status = json_in_unpack_known(document, remainder_fields, COUNT(remainder_fields),
                                              &remainder, error);
    slots->has_more = remainder.has_more;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = take_slot(json_in_item(list, i), slots, error);
    }
    return status;
}

enum status wire_slots_decode(const char *bytes, size_t size, struct wire_slots *out_slots,
                              struct json_error *error)
{
    struct json_in *document;
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct wire_slots slots = {.count = 0};
    status = take_slots(document, &slots, error);
    json_in_destroy(document);
    if (status == STATUS_OK) {
        *out_slots = slots;
    }
    return status;
}

void wire_booking_request_encode(const struct wire_booking_request *request, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "service", request->service);
    json_out_int(&json, "starts_ms", request->starts_ms);
    json_out_end(&json);
}

enum status wire_booking_decode(const char *bytes, size_t size, struct wire_booking *out_booking,
                                struct json_error *error)
{
    struct json_in *document;
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct wire_booking booking = {.minutes = 0};
    status = json_in_unpack_known(json_in_child(document, "appointment"), booking_fields,
                                  COUNT(booking_fields), &booking, error);
    json_in_destroy(document);
    if (status != STATUS_OK) {
        json_error_within(error, "appointment");
        return status;
    }
    *out_booking = booking;
    return STATUS_OK;
}

void wire_checkin_request_encode(const struct wire_checkin_request *request, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "code", request->code);
    json_out_text(&json, "language", request->language);
    json_out_end(&json);
}

static enum status take_arrival(const struct json_in *document, enum wire_arrival *out_arrival,
                                struct json_error *error)
{
    static const char *const names[] = {[WIRE_ARRIVAL_EARLY] = "early",
                                        [WIRE_ARRIVAL_ON_TIME] = "on_time",
                                        [WIRE_ARRIVAL_LATE] = "late"};
    struct arrival arrival;
    enum status status =
        json_in_unpack_known(document, arrival_fields, COUNT(arrival_fields), &arrival, error);
    for (size_t i = 0; i < COUNT(names) && status == STATUS_OK; i++) {
        if (strcmp(names[i], arrival.text) == 0) {
            *out_arrival = (enum wire_arrival)i;
            return STATUS_OK;
        }
    }
    return status == STATUS_OK ? refuse(error, "arrival", "No such arrival is known.") : status;
}

enum status wire_checkin_answer_decode(const char *bytes, size_t size,
                                       struct wire_checkin_answer *out_answer,
                                       struct json_error *error)
{
    struct json_in *document;
    struct wire_checkin_answer answer = {.arrival = WIRE_ARRIVAL_ON_TIME};
    enum status status = wire_issue_answer_decode(bytes, size, &answer.ticket, error);
    if (status == STATUS_OK) {
        status = json_in_parse(bytes, size, &document, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = take_arrival(document, &answer.arrival, error);
    json_in_destroy(document);
    if (status == STATUS_OK) {
        *out_answer = answer;
    }
    return status;
}
