/*
 * issuing.h - gives a new visit its number and its place in the lobby, and says so.
 *
 * What a number for a need, one for a service and a check-in for a booked time have in common.
 *
 * Owner    the writer thread, inside a job.
 */
#ifndef API_ISSUING_H
#define API_ISSUING_H

#include "api/action.h"
#include "base/json_out.h"
#include "domain/oracle.h"
#include "domain/visit.h"
#include "store/writer.h"

/* What somebody is told who comes now; who waits for several services at once is called for the
 * first that is free. */
struct oracle_wait issuing_wait(const struct action *action, struct writer_turn *turn,
                                const struct visit *visit);

/* Takes the next number unless it has one, stores the visit and publishes ticket.issued. */
enum status issuing_store(struct action *action, struct writer_turn *turn, struct visit *visit,
                          const struct oracle_wait *wait) MUST_USE;

/* The members "ticket", "ahead", "wait" and "url" of an open object. */
void issuing_json(struct json_out *json, const struct action *action, const struct visit *visit,
                  const struct oracle_wait *wait);

/* The answer 201 of just these. */
void issuing_answer(struct action *action, const struct visit *visit,
                    const struct oracle_wait *wait);

#endif
