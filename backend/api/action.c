#include "api/action.h"

#include "api/reply.h"
#include "api/secret.h"
#include "base/log.h"
#include "wire/ticket.h"

#include <string.h>

static void hash_request(struct action *action, const char *key)
{
    static const char *const methods[] = {"GET", "POST", "PUT", "DELETE", "HEAD", "?"};
    char name[24];
    size_t size = 0;
    const char *body = exchange_body(action->exchange, &size);
    caller_name(&action->caller, name, sizeof(name));
    const char *key_parts[] = {name, key};
    const char *request_parts[] = {name, key, methods[exchange_method(action->exchange)],
                                   exchange_path(action->exchange), body};
    secret_hash(key_parts, 2, action->job.key.key_hash);
    secret_hash(request_parts, 5, action->job.key.request_hash);
}

static struct action *create(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct action *action = arena_alloc(exchange_arena(exchange), sizeof(*action));
    action->app = app;
    action->exchange = exchange;
    action->job.office_id = app->office->id;
    action->job.now_ms = app_now_ms(app);
    buffer_init(&action->job.answer, EXCHANGE_BODY_MAX);
    return action;
}

struct action *action_begin_repeatable(struct exchange *exchange, const struct caller_rule *rule)
{
    struct action *action = create(exchange);
    if (rule != NULL && !caller_admit(exchange, rule, &action->caller)) {
        return NULL;
    }
    return action;
}

struct action *action_begin(struct exchange *exchange, const struct caller_rule *rule)
{
    struct action *action = action_begin_repeatable(exchange, rule);
    const char *key = exchange_header(exchange, "Idempotency-Key");
    if (action == NULL) {
        return NULL;
    }
    if (key == NULL || !wire_key_is_valid(key)) {
        reply_refuse(exchange, STATUS_INVALID, "key-missing", "Idempotency-Key",
                     "Send an Idempotency-Key of 8 to 64 letters, digits, '-' or '_'.");
        return NULL;
    }
    hash_request(action, key);
    return action;
}

struct action *action_begin_form(struct exchange *exchange, int64_t visit_id, const char *key)
{
    struct action *action = create(exchange);
    action->id = visit_id;
    action->caller = (struct caller){.kind = CALLER_VISITOR, .visit_id = visit_id};
    hash_request(action, key);
    return action;
}

static void answer_json(struct action *action)
{
    struct writer_job *job = &action->job;
    if (job->status == STATUS_OK && action->succeeded != NULL) {
        action->succeeded(action);
    }
    if (job->status == STATUS_OK && job->http_status == 204) {
        exchange_reply_empty(action->exchange, 204);
    } else if (job->status == STATUS_OK) {
        reply_json(action->exchange, job->http_status, &job->answer);
    } else if (job->problem.slug != NULL) {
        exchange_set_header(action->exchange, "Cache-Control", "no-store");
        exchange_reply_problem(action->exchange, &job->problem);
    } else {
        reply_failed(action->exchange, job->status);
    }
}

static void on_done(struct writer_job *job)
{
    struct action *action = job->context;
    if (action->reply != NULL) {
        action->reply(action);
    } else {
        answer_json(action);
    }
    buffer_finish(&job->answer);
    exchange_resume(action->exchange);
}

static enum status on_run(struct writer_job *job, struct writer_turn *turn)
{
    struct action *action = job->context;
    return action->decide(action, turn);
}

void action_post_suspended(struct action *action,
                           enum status (*decide)(struct action *action, struct writer_turn *turn))
{
    action->decide = decide;
    action->job.run = on_run;
    action->job.done = on_done;
    action->job.context = action;
    enum status status = writer_post(action->app->writer, &action->job);
    if (status != STATUS_OK) {
        /* Not taken: the job is still ours. Once taken it may be answered and gone already. */
        action->job.status = status;
        on_done(&action->job);
    }
}

void action_post(struct action *action,
                 enum status (*decide)(struct action *action, struct writer_turn *turn))
{
    exchange_suspend(action->exchange);
    action_post_suspended(action, decide);
}

enum status action_refuse(struct action *action, enum status status, const char *slug,
                          const char *field, const char *detail)
{
    return problem_set(&action->job.problem, status, slug, field, detail);
}

struct buffer *action_answer(struct action *action)
{
    return &action->job.answer;
}
