/*
 * board.h - what everybody in the lobby may see: numbers and neutral rooms, waits by series, whom
 * one can ring in need. Never a name, a service, a language, a priority or a reason.
 *
 * Errors   as the store's.
 */
#ifndef API_BOARD_H
#define API_BOARD_H

#include "api/app.h"
#include "base/json_out.h"
#include "base/status.h"

#include <stdint.h>

/* The part of the snapshot that is the board's. room_id: of one room only; 0 of all. */
enum status board_write(struct json_out *json, struct app *app, int64_t room_id) MUST_USE;

/* The catalogue's helplines as JSON, made once at start: free it. */
char *board_helplines(const char *catalog_json);

#endif
