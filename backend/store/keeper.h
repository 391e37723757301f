/*
 * keeper.h - the lobby in memory beside the database, so that choosing the next never reads rows.
 *
 * The database is the truth; the lobby is what its rows say, kept in step by the one thread that
 * writes them. What a failed job or a failed COMMIT had changed is read again.
 *
 * Owner    the writer thread.
 * Memory   the lobby, about 350 bytes per visitor.
 * Errors   while the rows cannot be read the lobby is not usable and keeper_ready says so.
 */
#ifndef STORE_KEEPER_H
#define STORE_KEEPER_H

#include "base/status.h"
#include "domain/lobby.h"
#include "domain/office.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stdint.h>

struct keeper;

/* Reads rules, duties and every open visit. */
enum status keeper_create(struct db *db, const struct office *office,
                          struct keeper **out_keeper) MUST_USE;
void keeper_destroy(struct keeper *keeper); /* NULL is fine */

const struct lobby *keeper_lobby(const struct keeper *keeper);

/* STATUS_UNAVAILABLE when the lobby could not be read again after a failure; tries once more. */
enum status keeper_ready(struct keeper *keeper) MUST_USE;

/* What a job has just written; undone with it. */
void keeper_note_visit(struct keeper *keeper, const struct visit *visit, int64_t now_ms);
void keeper_note_rules(struct keeper *keeper, const struct rules *rules);
/* Duties are few: they are read again, inside the job. */
enum status keeper_note_duties(struct keeper *keeper, int64_t now_ms) MUST_USE;

/* Around each job: begin, then kept or undone (after the savepoint was rolled back). */
void keeper_begin_job(struct keeper *keeper);
void keeper_undo_job(struct keeper *keeper);

/* The whole group failed and was rolled back. */
void keeper_undo_all(struct keeper *keeper);

#endif
