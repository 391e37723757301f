/*
 * forecaster.h - the thread that forecasts waits, and the table it keeps ready for everybody.
 *
 * It asks the writer for a copy of the lobby by a job like any other, so nothing waits for it and
 * no write is held up by more than the copying; between two copies lies at least a quarter of a
 * second, and more where copying takes long. What is learned it reads from the rows of visits that
 * are over, so after a restart it knows what it knew. Who has booked for today and is not here yet
 * is expected (appointment_store.h).
 *
 * Owner    main creates and stops it; the table is read by any thread.
 * Memory   the oracle, two lobbies, and a connection of its own.
 * Errors   without a fresh table a newcomer's wait is taken from the lobby by water level.
 */
#ifndef API_FORECASTER_H
#define API_FORECASTER_H

#include "base/clock.h"
#include "domain/lobby.h"
#include "domain/office.h"
#include "domain/oracle.h"
#include "store/db.h"
#include "store/writer.h"

#include <stdbool.h>
#include <stdint.h>

struct forecaster;

/* Nothing runs yet, the table knows nobody, and nobody is told a wait. */
struct forecaster *forecaster_create(const struct office *office, struct clock clock);

/* Takes over `db`, a connection for reading. */
void forecaster_start(struct forecaster *forecaster, struct db *db, struct writer *writer);

/* Before writer_stop; from then on the last table stays. Both: NULL is fine. */
void forecaster_stop(struct forecaster *forecaster);
void forecaster_destroy(struct forecaster *forecaster);

/* Something in the lobby has changed. Returns at once. */
void forecaster_note(struct forecaster *forecaster);

/* For the writer: what somebody is told who comes now, by the lobby as it is. */
struct oracle_wait forecaster_newcomer(struct forecaster *forecaster, const struct lobby *lobby,
                                       int service, bool priority, int64_t now_ms);

/* For the writer: what was told at issue stands for the ticket until the next table. */
void forecaster_issued(struct forecaster *forecaster, int64_t id, const struct oracle_wait *wait,
                       int64_t now_ms);

/* A ticket that waits; false: it is in no table yet. */
bool forecaster_find(struct forecaster *forecaster, int64_t id, struct oracle_wait *out_wait);

/* Somebody who comes now, as of the last table; out_full_today: the rule that refuses. */
struct oracle_wait forecaster_service(struct forecaster *forecaster, int service,
                                      bool *out_full_today);

struct forecaster_stats {
    int64_t runs;
    int64_t last_us;     /* how long the last forecast took */
    int64_t copy_us_max; /* how long the writer copied the lobby at most */
    int64_t learned;     /* visits */
};

struct forecaster_stats forecaster_stats(struct forecaster *forecaster);

#endif
