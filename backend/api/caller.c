#include "api/caller.h"

#include "api/reply.h"
#include "api/secret.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Both: STATUS_MISSING when the request shows nobody we know. */
static enum status find_staff(struct exchange *exchange, struct caller *caller)
{
    struct app *app = app_of(exchange);
    const char *token = exchange_cookie(exchange, "okienko_session");
    char hash[SECRET_HASH_HEX + 1];
    if (token == NULL || strlen(token) != SECRET_TOKEN_HEX) {
        return STATUS_MISSING;
    }
    secret_hash_one(token, hash);
    enum status status = session_store_find(app->reader, hash, app_now_ms(app), &caller->session);
    if (status != STATUS_OK) {
        return status;
    }
    memcpy(caller->session.token_hash, hash, sizeof(hash));
    caller->staff = office_staff_by_id(app->office, caller->session.staff_id);
    caller->kind = CALLER_STAFF;
    return caller->staff != NULL ? STATUS_OK : STATUS_MISSING;
}

static enum status find_device(struct exchange *exchange, struct caller *caller)
{
    struct app *app = app_of(exchange);
    const char *header = exchange_header(exchange, "Authorization");
    char hash[SECRET_HASH_HEX + 1];
    if (header == NULL || strncmp(header, "Bearer ", 7) != 0) {
        return STATUS_MISSING;
    }
    secret_hash_one(header + 7, hash);
    enum status status = device_store_find(app->reader, hash, &caller->device_id);
    if (status == STATUS_OK) {
        caller->kind = CALLER_DEVICE;
    }
    return status;
}

static bool has_csrf_token(const struct exchange *exchange, const struct caller *caller)
{
    const char *token = exchange_header(exchange, "X-CSRF-Token");
    return token != NULL && secret_equal(token, caller->session.csrf);
}

static bool may_enter(const struct caller *caller, const struct caller_rule *rule)
{
    if (caller->kind == CALLER_DEVICE) {
        return rule->allows_device;
    }
    return rule->allows_staff &&
           (rule->staff_needs == 0 || (caller->staff->capabilities & rule->staff_needs) != 0);
}

bool caller_admit(struct exchange *exchange, const struct caller_rule *rule,
                  struct caller *out_caller)
{
    memset(out_caller, 0, sizeof(*out_caller));
    enum status status = find_device(exchange, out_caller);
    if (status == STATUS_MISSING) {
        status = find_staff(exchange, out_caller);
    }
    if (status == STATUS_MISSING) {
        reply_refuse(exchange, STATUS_UNAUTHENTICATED, "unauthenticated", "",
                     "Log in, or show a device token.");
        return false;
    }
    if (status != STATUS_OK) {
        reply_failed(exchange, status); /* ours, not theirs: a kiosk tries again */
        return false;
    }
    if (!may_enter(out_caller, rule)) {
        reply_refuse(exchange, STATUS_FORBIDDEN, "forbidden", "",
                     "Your rights do not include this.");
        return false;
    }
    if (rule->is_change && out_caller->kind == CALLER_STAFF &&
        !has_csrf_token(exchange, out_caller)) {
        reply_refuse(exchange, STATUS_FORBIDDEN, "csrf", "X-CSRF-Token",
                     "The page is too old or not ours: load it again.");
        return false;
    }
    if (out_caller->kind == CALLER_STAFF) {
        struct app *app = app_of(exchange);
        presence_note(&app->presence, app->office, out_caller->staff->id, app_now_ms(app));
        if (rule->is_change) {
            presence_note_act(&app->presence, app->office, out_caller->staff->id, app_now_ms(app));
        }
    }
    return true;
}

struct scope caller_scope(const struct caller *caller, const struct office *office)
{
    return caller->kind == CALLER_STAFF ? scope_of(office, caller->staff) : scope_whole(office);
}

void caller_name(const struct caller *caller, char *out, size_t out_size)
{
    switch (caller->kind) {
    case CALLER_STAFF: (void)snprintf(out, out_size, "s%" PRId64, caller->staff->id); break;
    case CALLER_VISITOR: (void)snprintf(out, out_size, "v%" PRId64, caller->visit_id); break;
    default: (void)snprintf(out, out_size, "d%" PRId64, caller->device_id); break;
    }
}

int64_t caller_number(const struct caller *caller)
{
    return caller->kind == CALLER_STAFF ? caller->staff->id : -caller->device_id;
}
