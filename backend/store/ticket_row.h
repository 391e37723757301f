/*
 * ticket_row.h - how the columns of a step become a step. Not for other folders.
 */
#ifndef STORE_TICKET_ROW_H
#define STORE_TICKET_ROW_H

#include "domain/visit.h"
#include "store/query.h"

/* Behind the id, the service and the state, in the order in which ticket_row_read_step reads. */
#define TICKET_ROW_STEP_REST                                                                       \
    "room_id, only_staff_id, is_offer, forerunners, entered_ms, called_ms, started_ms, ended_ms, " \
    "missed, outcome, since_ms "

/* The columns id, service_id, state, staff_id and those of TICKET_ROW_STEP_REST. */
void ticket_row_read_step(sqlite3_stmt *query, struct visit_step *out);

#endif
