#include "api/sessions.h"

#include "api/action.h"
#include "api/caller.h"
#include "api/duty.h"
#include "api/release.h"
#include "api/reply.h"
#include "api/secret.h"
#include "api/ticket_json.h"
#include "base/log.h"
#include "base/memory.h"
#include "store/ticket_store.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { PASSWORD_MAX = 128 };

static const struct caller_rule staff_rule = {.allows_staff = true};
static const struct caller_rule change_rule = {.allows_staff = true, .is_change = true};

struct login_request {
    char login[STAFF_LOGIN_MAX + 1];
    char password[PASSWORD_MAX + 1];
};

/* A log-in on its way: http thread -> jobs thread (argon2id) -> writer -> answer. */
struct login {
    struct job job; /* first: the jobs thread hands this back */
    struct action *action;
    struct login_request request;
    struct staff_account account;
    char token[SECRET_TOKEN_HEX + 1];
    struct staff_session session;
};

static void capabilities_json(struct json_out *json, unsigned capabilities)
{
    json_out_array(json, "capabilities");
    for (unsigned bit = 1; bit < CAPABILITY_ALL; bit <<= 1) {
        if ((capabilities & bit) != 0) {
            json_out_text(json, NULL, capability_word(bit));
        }
    }
    json_out_end(json);
}

void session_json(struct json_out *json, const char *name, const struct office *office,
                  const struct staff_session *session, const struct duty *duty)
{
    const struct office_staff *staff = office_staff_by_id(office, session->staff_id);
    json_out_object(json, name);
    json_out_object(json, "staff");
    json_out_int(json, "id", session->staff_id);
    json_out_text(json, "login", session->login);
    json_out_text(json, "title", staff != NULL ? staff->title : NULL);
    capabilities_json(json, staff != NULL ? staff->capabilities : 0);
    json_out_end(json);
    json_out_text(json, "csrf", session->csrf);
    room_json(json, "room", office, duty->room_id);
    json_out_bool(json, "on_break", duty->break_ms != 0);
    json_out_text(json, "break_kind", duty->away != AWAY_NONE ? away_word(duty->away) : NULL);
    json_out_end(json);
}

enum status session_answer(struct action *action, struct db *db,
                           const struct staff_session *session)
{
    struct json_out json;
    struct duty duty = {0};
    enum status status = duty_store_find(db, session->staff_id, &duty);
    if (status == STATUS_OK || status == STATUS_MISSING) {
        json_out_init(&json, action_answer(action));
        session_json(&json, NULL, action->app->office, session, &duty);
        status = STATUS_OK;
    }
    return status;
}

static enum status decide_login(struct action *action, struct writer_turn *turn)
{
    struct login *login = action->request;
    if (login->account.id == 0) {
        return action_refuse(action, STATUS_UNAUTHENTICATED, "unauthenticated", "password",
                             "The login or the password is wrong.");
    }
    struct db *db = writer_turn_db(turn);
    enum status status = session_store_add(db, action->app->office->id, &login->session);
    return status == STATUS_OK ? session_answer(action, db, &login->session) : status;
}

static void fill_session(struct login *login)
{
    const struct action *action = login->action;
    secret_token(login->token);
    secret_token(login->session.csrf);
    secret_hash_one(login->token, login->session.token_hash);
    (void)text_copy(login->session.login, sizeof(login->session.login), login->account.login);
    login->session.staff_id = login->account.id;
    login->session.created_ms = action->job.now_ms;
    login->session.expires_ms = action->job.now_ms + action->app->session_ms;
}

static void set_cookie(struct exchange *exchange, const struct app *app, const char *token,
                       int64_t seconds)
{
    char cookie[256];
    bool is_secure = strncmp(app->public_url, "https:", 6) == 0;
    (void)snprintf(cookie, sizeof(cookie),
                   "okienko_session=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Strict%s", token,
                   (long long)seconds, is_secure ? "; Secure" : "");
    exchange_set_header(exchange, "Set-Cookie", cookie);
}

static void logged_in(struct action *action)
{
    const struct login *login = action->request;
    set_cookie(action->exchange, action->app, login->token, action->app->session_ms / 1000);
    log_info("session.opened", LOG_INT("staff", login->account.id));
}

static void logged_out(struct action *action)
{
    set_cookie(action->exchange, action->app, "", 0);
    feed_end(action->app->feed, action->caller.session.token_hash);
    log_info("session.closed", LOG_INT("staff", action->caller.staff->id));
}

/* On a jobs thread. */
static void check_password(struct job *job)
{
    struct login *login = (struct login *)(void *)job;
    struct action *action = login->action;
    bool matches = secret_password_matches(login->account.password, login->request.password);
    explicit_bzero(login->request.password, sizeof(login->request.password));
    if (matches) {
        attempts_forget(&action->app->attempts, login->request.login);
        fill_session(login);
        action->succeeded = logged_in;
    } else {
        login->account.id = 0;
        log_warn("session.refused", LOG_INT("at", action->job.now_ms));
    }
    action_post_suspended(action, decide_login);
}

static bool read_login(struct exchange *exchange, struct login_request *out)
{
    static const struct json_field fields[] = {
        {"login", JSON_FIELD_TEXT, true, offsetof(struct login_request, login), 1, STAFF_LOGIN_MAX},
        {"password", JSON_FIELD_TEXT, true, offsetof(struct login_request, password), 1,
         PASSWORD_MAX},
    };
    return reply_read_body(exchange, fields, 2, out);
}

void sessions_login(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct action *action = action_begin_repeatable(exchange, NULL);
    struct login *login = arena_alloc(exchange_arena(exchange), sizeof(*login));
    if (!read_login(exchange, &login->request)) {
        return;
    }
    if (!attempts_allow(&app->attempts, login->request.login, action->job.now_ms)) {
        reply_refuse(exchange, STATUS_TOO_MANY, "too-many-attempts", "password",
                     "Too many wrong passwords. Try again in a minute.");
        return;
    }
    enum status status =
        staff_store_find(app->reader, app->office->id, login->request.login, &login->account);
    if (status != STATUS_OK && status != STATUS_MISSING) {
        reply_failed(exchange, status);
        return;
    }
    if (office_staff_by_id(app->office, login->account.id) == NULL) {
        /* Unknown, or added while this program runs: known after its next start. */
        login->account = (struct staff_account){0};
    }
    login->action = action;
    login->job.run = check_password;
    action->request = login;
    exchange_suspend(exchange);
    if (jobs_post(app->jobs, &login->job) != STATUS_OK) {
        reply_failed(exchange, STATUS_UNAVAILABLE);
        exchange_resume(exchange);
    }
}

void sessions_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct buffer body;
    struct json_out json;
    struct duty duty = {0};
    if (!caller_admit(exchange, &staff_rule, &caller)) {
        return;
    }
    enum status status = duty_store_find(app->reader, caller.staff->id, &duty);
    if (status != STATUS_OK && status != STATUS_MISSING) {
        reply_failed(exchange, STATUS_INTERNAL);
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    session_json(&json, NULL, app->office, &caller.session, &duty);
    reply_json(exchange, 200, &body);
}

/* The visit that is open waits again at its place; none is no failure. */
static enum status release_open(struct action *action, struct writer_turn *turn)
{
    int64_t open = 0;
    enum status status =
        ticket_store_open_of(writer_turn_db(turn), action->caller.staff->id, &open);
    if (status == STATUS_OK) {
        status = release_visit(turn, action->app->office, open, action->job.now_ms);
    }
    return status == STATUS_MISSING ? STATUS_OK : status;
}

static enum status decide_logout(struct action *action, struct writer_turn *turn)
{
    const bool *releases = action->request;
    enum status status = *releases ? release_open(action, turn) : STATUS_OK;
    if (status == STATUS_OK) {
        status = duty_leave(action, turn);
    }
    if (status == STATUS_OK) {
        status = session_store_remove(writer_turn_db(turn), action->caller.session.token_hash);
    }
    action->job.http_status = 204;
    return status;
}

void sessions_logout(struct exchange *exchange)
{
    struct action *action = action_begin_repeatable(exchange, &change_rule);
    if (action == NULL) {
        return;
    }
    const char *visit = exchange_query(exchange, "visit");
    bool *releases = arena_alloc(exchange_arena(exchange), sizeof(*releases));
    *releases = visit != NULL && strcmp(visit, "release") == 0;
    if (visit != NULL && !*releases) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "visit",
                     "Say visit=release, or nothing.");
        return;
    }
    action->request = releases;
    action->succeeded = logged_out;
    action_post(action, decide_logout);
}
