/*
 * appointment_store.h - booked times.
 *
 * An appointment and the units of its colleague's time that it takes are written together; the
 * units' key is what keeps two appointments apart, whoever wrote them.
 *
 * Owner    writing: the writer, inside a job that fails as a whole; reading: any connection.
 * Errors   STATUS_CONFLICT: the time is taken, or the appointment is in another state;
 *          STATUS_MISSING: no such appointment in this office.
 */
#ifndef STORE_APPOINTMENT_STORE_H
#define STORE_APPOINTMENT_STORE_H

#include "base/status.h"
#include "domain/appointment.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { APPOINTMENT_CODE_LENGTH = 6, APPOINTMENT_MAKER_MAX = 23 };

struct appointment {
    int64_t id;
    int64_t service_id;
    int64_t staff_id;
    int64_t starts_ms; /* a multiple of five minutes */
    int64_t ticket_id; /* 0: nobody has come */
    int64_t made_ms;
    int minutes; /* a multiple of five */
    enum appointment_state state;
    bool is_named;                           /* this colleague was asked for */
    char code[APPOINTMENT_CODE_LENGTH + 1];  /* digits */
    char number[VISIT_NUMBER_MAX + 1];       /* of the ticket, "" without; read only */
    char made_by[APPOINTMENT_MAKER_MAX + 1]; /* "s3", "d1" */
};

/* Six digits that no appointment of the office has. STATUS_UNAVAILABLE when none was found. */
enum status appointment_store_code(struct db *db, int64_t office_id,
                                   char out[APPOINTMENT_CODE_LENGTH + 1]) MUST_USE;

/* Writes it as booked and fills in the id. */
enum status appointment_store_add(struct db *db, int64_t office_id,
                                  struct appointment *appointment) MUST_USE;

/* Who has come is done or missed as soon as their ticket is over. */
enum status appointment_store_load(struct db *db, int64_t office_id, int64_t id,
                                   struct appointment *out_appointment) MUST_USE;
enum status appointment_store_find(struct db *db, int64_t office_id, const char *code,
                                   struct appointment *out_appointment) MUST_USE;

/* Calls `each` for those that begin in from_ms <= starts < until_ms, by time, then staff. */
enum status appointment_store_each(struct db *db, int64_t office_id, int64_t from_ms,
                                   int64_t until_ms,
                                   void (*each)(void *context, const struct appointment *),
                                   void *context) MUST_USE;

/* From booked or missed: the holder has come. Who came, left unserved and comes again the same day
 * has a new ticket. */
enum status appointment_store_arrive(struct db *db, int64_t id, int64_t ticket_id) MUST_USE;

/* From booked; the time is free again. */
enum status appointment_store_cancel(struct db *db, int64_t id) MUST_USE;

/* Ends what began before: booked ones are missed; those with a ticket that is over are done, or
 * missed when the visitor was not served. A ticket that ended later than closed_until_ms may still
 * be taken back: its appointment stays as it is. */
enum status appointment_store_close(struct db *db, int64_t office_id, int64_t before_ms,
                                    int64_t closed_until_ms, int64_t *out_count) MUST_USE;

#endif
