/*
 * action.h - a request that changes something: checked on the http thread, decided and written on
 * the writer thread, answered after COMMIT.
 *
 * Every action carries an Idempotency-Key: the same key and request get the first answer again, so
 * a client may repeat after a crash or a lost reply without doing anything twice.
 */
#ifndef API_ACTION_H
#define API_ACTION_H

#include "api/app.h"
#include "api/caller.h"
#include "base/json_out.h"
#include "store/writer.h"

#include <stdint.h>

struct action {
    struct writer_job job;
    struct app *app;
    struct exchange *exchange;
    struct caller caller;
    int64_t id;    /* the {id} of the address; 0 none */
    void *request; /* what the handler read from the body; in the exchange's arena */
    enum status (*decide)(struct action *action, struct writer_turn *turn);
    /* After COMMIT, before the answer leaves: headers that only a success may carry. Or NULL. */
    void (*succeeded)(struct action *action);
    /* On the writer's thread, answers in place of the JSON: for a page. Or NULL. */
    void (*reply)(struct action *action);
};

/* Admits the caller, checks the key; NULL when a refusal was left as the answer. */
struct action *action_begin(struct exchange *exchange, const struct caller_rule *rule);

/* The same without Idempotency-Key, for what may simply be done again (PUT, DELETE, log-in). */
struct action *action_begin_repeatable(struct exchange *exchange, const struct caller_rule *rule);

/* For a form of the phone page, whose ticket was found by its token: a form can send no header, so
 * the key is what the caller says. The ticket is the action's id. */
struct action *action_begin_form(struct exchange *exchange, int64_t visit_id, const char *key);

/* Posts it; the exchange is answered after COMMIT. Reading the body comes before. */
void action_post(struct action *action,
                 enum status (*decide)(struct action *action, struct writer_turn *turn));

/* For an exchange that is suspended already (a job's thread goes on to the writer). */
void action_post_suspended(struct action *action,
                           enum status (*decide)(struct action *action, struct writer_turn *turn));

/* Leaves a refusal; returns its status. */
enum status action_refuse(struct action *action, enum status status, const char *slug,
                          const char *field, const char *detail);

/* The answer under construction. */
struct buffer *action_answer(struct action *action);

#endif
