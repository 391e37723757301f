#include "api/board.h"

#include "api/ticket_json.h"
#include "store/lobby_store.h"
#include "wire/catalog.h"

#include <stdlib.h>
#include <string.h>

enum { SERIES_COUNT = 26 };

static enum status write_calls(struct json_out *json, struct app *app, int64_t room_id)
{
    struct lobby_call calls[LOBBY_BOARD_MAX];
    int count = 0;
    enum status status = lobby_store_board(app->reader, app->office->id, room_id, calls, &count);
    json_out_array(json, "calls");
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        const struct office_room *room = office_room_by_id(app->office, calls[i].room_id);
        json_out_object(json, NULL);
        json_out_text(json, "number", calls[i].number);
        json_out_int(json, "room_id", calls[i].room_id);
        json_out_text(json, "room", room != NULL ? room->name : NULL);
        json_out_text(json, "arrow",
                      office_arrow_name(room != NULL ? room->arrow : OFFICE_ARROW_RIGHT));
        json_out_int(json, "at_ms", calls[i].at_ms);
        json_out_int(json, "recalls", calls[i].recalls);
        json_out_text(json, "state", step_state_name(calls[i].state));
        json_out_end(json);
    }
    json_out_end(json);
    return status;
}

/* Somebody may come for this service first: only such waits are a newcomer's. */
static bool is_first(const struct office *office, int service)
{
    for (int i = 0; i < office->need_count; i++) {
        if (office->needs[i].route[0] == service) {
            return true;
        }
    }
    return false;
}

static void widen(struct promise *range, const struct promise *more)
{
    if (!range->is_known) {
        *range = *more;
    } else if (more->is_known) {
        range->low_min = more->low_min < range->low_min ? more->low_min : range->low_min;
        range->high_min = more->high_min > range->high_min ? more->high_min : range->high_min;
    }
}

/* A series is several services, and nobody may learn which one a number is for: one range holds
 * the waits of them all. */
static void write_waits(struct json_out *json, const struct app *app)
{
    const struct office *office = app->office;
    struct promise ranges[SERIES_COUNT] = {{0}};
    for (int i = 0; i < office->service_count; i++) {
        bool refuses = false;
        struct oracle_wait wait = forecaster_service(app->forecaster, i, &refuses);
        if (is_first(office, i)) {
            widen(&ranges[office->services[i].series - 'A'], &wait.promise);
        }
    }
    json_out_array(json, "waits");
    for (int i = 0; i < SERIES_COUNT; i++) {
        char series[2] = {(char)('A' + i), '\0'};
        if (ranges[i].is_known) {
            json_out_object(json, NULL);
            json_out_text(json, "series", series);
            wait_json(json, "wait", &ranges[i]);
            json_out_end(json);
        }
    }
    json_out_end(json);
}

static void write_room(struct json_out *json, const struct app *app, int64_t room_id)
{
    const struct office_room *room = office_room_by_id(app->office, room_id);
    json_out_text(json, "room", room != NULL ? room->name : NULL);
}

enum status board_write(struct json_out *json, struct app *app, int64_t room_id)
{
    json_out_text(json, "office", app->office->name);
    if (room_id != 0) {
        write_room(json, app, room_id);
    } else {
        write_waits(json, app);
        json_out_raw(json, "helplines", app->helplines_json);
        json_out_raw(json, "display", app->board_json);
    }
    return write_calls(json, app, room_id);
}

static void write_helpline(struct json_out *json, const struct wire_helpline *helpline)
{
    json_out_object(json, NULL);
    json_out_text(json, "number", helpline->number);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (i != LANGUAGE_PL_EASY) {
            json_out_text(json, language_tag(i), helpline->label.text[i]);
        }
    }
    json_out_end(json);
}

char *board_helplines(const char *catalog_json)
{
    struct wire_catalog *catalog = NULL;
    struct json_error error;
    struct buffer body;
    struct json_out json;
    buffer_init(&body, WIRE_CATALOG_BYTES_MAX);
    json_out_init(&json, &body);
    json_out_array(&json, NULL);
    if (wire_catalog_decode(catalog_json, strlen(catalog_json), &catalog, &error) == STATUS_OK) {
        for (int i = 0; i < catalog->helpline_count; i++) {
            write_helpline(&json, &catalog->helplines[i]);
        }
        free(catalog);
    }
    json_out_end(&json);
    return buffer_take(&body);
}
