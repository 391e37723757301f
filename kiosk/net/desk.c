#include "net/desk.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "net/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ERRAND_TRY_MS = 15 * 1000, REST_MS_MIN = 2000, REST_MS_MAX = 60 * 1000 };

static int64_t utc_ms(void)
{
    struct clock clock = clock_system();
    return clock_now_ms(&clock);
}

/* ---- what survives a restart ---- */

static void take_series(struct desk *desk, const struct wire_catalog *catalog)
{
    size_t count = 0;
    for (int i = 0; i < catalog->service_count; i++) {
        char series = catalog->services[i].series;
        bool is_new = memchr(desk->series, series, count) == NULL;
        if (is_new && count < LEDGER_SERIES_MAX) {
            desk->series[count++] = series;
        }
    }
    desk->series[count] = '\0';
}

static struct wire_catalog *read_catalog(struct desk *desk)
{
    struct wire_catalog *catalog = NULL;
    struct json_error error;
    struct buffer bytes;
    buffer_init(&bytes, WIRE_CATALOG_BYTES_MAX);
    bool is_known =
        safe_file_read(desk->catalog_path, &bytes) == STATUS_OK &&
        wire_catalog_decode(buffer_text(&bytes), bytes.size_bytes, &catalog, &error) == STATUS_OK;
    buffer_finish(&bytes);
    if (is_known) {
        take_series(desk, catalog);
        (void)text_copy(desk->catalog_version, sizeof(desk->catalog_version), catalog->version);
    }
    return catalog;
}

void desk_init(struct desk *desk, const struct net_settings *settings,
               struct wire_catalog **out_catalog)
{
    const char *folder = settings->state_path[0] == '\0' ? NULL : settings->state_path;
    *desk = (struct desk){.wanted = settings->numbers,
                          .backoff = {.least_ms = REST_MS_MIN, .most_ms = REST_MS_MAX}};
    *out_catalog = NULL;
    desk->opened = ledger_open(folder, utc_ms(), &desk->ledger);
    if (desk->opened != STATUS_OK) {
        enum status status = ledger_open(NULL, 0, &desk->ledger);
        (void)status; /* memory is there or the program is not */
    } else if (folder != NULL) {
        (void)snprintf(desk->catalog_path, sizeof(desk->catalog_path), "%s/catalog.json", folder);
        *out_catalog = read_catalog(desk);
    }
}

void desk_finish(struct desk *desk)
{
    exchange_destroy(desk->exchange);
    ledger_close(desk->ledger);
}

void desk_catalog(struct desk *desk, const struct wire_catalog *catalog, const char *bytes,
                  size_t size)
{
    take_series(desk, catalog);
    bool is_kept = strcmp(desk->catalog_version, catalog->version) == 0;
    if (desk->catalog_path[0] != '\0' && !is_kept &&
        safe_file_write(desk->catalog_path, bytes, size) == STATUS_OK) {
        (void)text_copy(desk->catalog_version, sizeof(desk->catalog_version), catalog->version);
    }
}

void desk_tidy(struct desk *desk)
{
    if (desk->errand == DESK_IDLE) {
        ledger_tidy(desk->ledger, utc_ms());
    }
}

/* ---- a person's wish ---- */

static bool has_number(const struct net_request *request)
{
    return request->issue.number[0] != '\0';
}

static void remember(struct desk *desk, int64_t asked, int64_t ticket_id)
{
    desk->known[desk->known_next] = (struct desk_known){asked, ticket_id};
    desk->known_next = (desk->known_next + 1) % DESK_KNOWN_MAX;
}

/* The ticket as this kiosk can give it: nobody knows how long the wait is. */
static struct net_event *give(const struct net_request *request, const struct ledger_ticket *ticket)
{
    struct net_event *event = memory_new(1, sizeof(*event));
    struct wire_issue_answer *answer = &event->ticket;
    event->kind = NET_EVENT_ISSUED;
    event->request_id = request->id;
    event->request_kind = request->kind;
    answer->day = ticket->day;
    answer->ahead = -1;
    answer->issued_ms = ticket->request.pressed_ms;
    (void)text_copy(answer->number, sizeof(answer->number), ticket->request.number);
    (void)text_copy(answer->token, sizeof(answer->token), ticket->request.token);
    (void)text_copy(answer->url, sizeof(answer->url), ticket->url);
    return event;
}

struct net_event *desk_enter(struct desk *desk, struct net_request *request, bool is_away)
{
    struct ledger_ticket *ticket;
    if (ledger_enter(desk->ledger, request->key, &request->issue, request->series, utc_ms(),
                     &ticket) != STATUS_OK) {
        return answer_failure(request, STATUS_TOO_MANY, false);
    }
    request->issue = ticket->request;
    ticket->asked = request->id;
    if (!has_number(request)) {
        ticket->is_held = true;
        return NULL;
    }
    if (is_away) {
        return give(request, ticket);
    }
    ticket->is_held = true;
    if (request->try_ms <= 0 || request->try_ms > DESK_PATIENCE_MS) {
        request->try_ms = DESK_PATIENCE_MS;
    }
    return NULL;
}

/* A no that would be a yes another time, or to another token. */
static bool is_final_no(const struct net_event *event)
{
    switch (event->status) {
    case STATUS_UNAVAILABLE:
    case STATUS_INTERNAL:
    case STATUS_TOO_MANY:
    case STATUS_TOO_LARGE:
    case STATUS_UNAUTHENTICATED:
    case STATUS_FORBIDDEN: return false;
    default: return true;
    }
}

static bool is_about_number(const struct net_event *event)
{
    return strcmp(event->problem, "number-taken") == 0 ||
           strcmp(event->problem, "number-not-lent") == 0;
}

/* The backend does not know the numbers it lent (it was set back to a copy): another one. */
static void number_anew(struct desk *desk, struct net_request *request,
                        struct ledger_ticket *ticket)
{
    ledger_drop_numbers(desk->ledger, request->series);
    ledger_end(desk->ledger, ticket);
    request->issue.number[0] = '\0';
    request->issue.token[0] = '\0';
    request->issue.pressed_ms = 0;
}

static struct net_event *refused(struct desk *desk, struct net_request *request,
                                 struct ledger_ticket *ticket, struct net_event *event)
{
    bool is_wanted = ticket->cancel_key[0] == '\0';
    ticket->is_held = false;
    ticket->was_sent = ticket->was_sent || event->is_uncertain;
    if (is_final_no(event) && is_wanted && has_number(request) && is_about_number(event)) {
        number_anew(desk, request, ticket);
        net_event_destroy(event);
        return desk_enter(desk, request, false);
    }
    if (is_final_no(event)) {
        ledger_end(desk->ledger, ticket);
        return event;
    }
    if (!is_wanted || !has_number(request)) {
        return event;
    }
    net_event_destroy(event);
    return give(request, ticket);
}

struct net_event *desk_answer(struct desk *desk, struct net_request *request,
                              struct net_event *event)
{
    struct ledger_ticket *ticket =
        request->kind == NET_REQUEST_ISSUE ? ledger_find(desk->ledger, request->key) : NULL;
    if (ticket == NULL || !ticket->is_held) {
        return event; /* no ticket, or answered by ourselves already */
    }
    if (event->kind != NET_EVENT_ISSUED) {
        return refused(desk, request, ticket, event);
    }
    if (ticket->cancel_key[0] != '\0') {
        /* Its person has gone, and was told so: an errand gives it back. */
        ticket->ticket_id = event->ticket.ticket_id;
        ticket->is_held = false;
        event->kind = NET_EVENT_CANCELLED;
        return event;
    }
    remember(desk, request->id, event->ticket.ticket_id);
    ledger_end(desk->ledger, ticket);
    return event;
}

static struct net_event *cancelled(const struct net_request *request)
{
    struct net_event *event = memory_new(1, sizeof(*event));
    event->kind = NET_EVENT_CANCELLED;
    event->request_id = request->id;
    event->request_kind = request->kind;
    return event;
}

struct net_event *desk_cancel(struct desk *desk, struct net_request *request)
{
    struct ledger_ticket *ticket = ledger_find_asked(desk->ledger, request->of_request);
    if (ticket != NULL) {
        bool is_unheard = !ticket->is_held && !ticket->was_sent;
        if (is_unheard && ticket != desk->ticket) {
            ledger_end(desk->ledger, ticket);
        } else {
            ledger_unwant(desk->ledger, ticket, request->key);
        }
        return cancelled(request);
    }
    for (int i = 0; i < DESK_KNOWN_MAX; i++) {
        if (desk->known[i].asked == request->of_request && desk->known[i].ticket_id != 0) {
            request->ticket_id = desk->known[i].ticket_id;
            return NULL;
        }
    }
    return answer_failure(request, STATUS_MISSING, false);
}

/* ---- errands ---- */

static struct net_request *request_new(enum net_request_kind kind, const char *key)
{
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = kind;
    request->try_ms = ERRAND_TRY_MS;
    (void)text_copy(request->key, sizeof(request->key), key);
    return request;
}

static struct net_request *next_errand(struct desk *desk)
{
    struct ledger_ticket *ticket = ledger_next(desk->ledger);
    struct net_request *request;
    if (ticket == NULL) {
        char key[WIRE_KEY_MAX + 1];
        struct wire_lease_request lease;
        if (!ledger_lacks(desk->ledger, desk->series, desk->wanted, utc_ms(), &lease)) {
            return NULL;
        }
        net_key_make(key);
        request = request_new(NET_REQUEST_LEASE, key);
        request->lease = lease;
        desk->errand = DESK_BORROW;
    } else if (ticket->ticket_id != 0) {
        request = request_new(NET_REQUEST_CANCEL, ticket->cancel_key);
        request->ticket_id = ticket->ticket_id;
        desk->errand = DESK_GIVE_BACK;
    } else {
        request = request_new(NET_REQUEST_ISSUE, ticket->key);
        request->issue = ticket->request;
        request->id = ticket->asked;
        ticket->was_sent = true;
        desk->errand = DESK_HAND_OVER;
    }
    desk->ticket = ticket;
    return request;
}

void desk_step(struct desk *desk, const struct easy_address *address, CURLM *multi,
               bool is_connected, int64_t now_ms)
{
    if (desk->exchange == NULL && is_connected && now_ms >= desk->rest_until_ms) {
        struct net_request *request = next_errand(desk);
        if (request != NULL) {
            desk->exchange = exchange_create(request, address, multi, now_ms);
        }
    }
    if (desk->exchange != NULL) {
        exchange_step(desk->exchange, now_ms);
    }
}

static struct net_event *tell(enum net_event_kind kind, const struct ledger_ticket *ticket,
                              const struct net_event *answer)
{
    struct net_event *event = memory_new(1, sizeof(*event));
    event->kind = kind;
    event->is_unasked = true;
    event->request_id = ticket->asked;
    event->status = answer->status;
    event->ticket = answer->ticket;
    (void)text_copy(event->problem, sizeof(event->problem), answer->problem);
    return event;
}

static void rest(struct desk *desk, int64_t now_ms)
{
    unsigned random;
    random_bytes((unsigned char *)&random, sizeof(random));
    desk->rest_until_ms = now_ms + backoff_next_ms(&desk->backoff, random);
}

static struct net_event *end_hand_over(struct desk *desk, const struct net_event *answer)
{
    struct ledger_ticket *ticket = desk->ticket;
    struct net_event *event = NULL;
    bool is_taken = answer->kind == NET_EVENT_ISSUED;
    bool is_known = strcmp(answer->problem, "key-reused") == 0; /* in other words, once */
    bool is_wanted = ticket->cancel_key[0] == '\0';
    if (is_taken && !is_wanted) {
        ticket->ticket_id = answer->ticket.ticket_id;
        return NULL;
    }
    if (is_taken) {
        remember(desk, ticket->asked, answer->ticket.ticket_id);
    }
    if (is_wanted && !is_known) {
        event = tell(is_taken ? NET_EVENT_ADOPTED : NET_EVENT_LOST, ticket, answer);
    }
    ledger_end(desk->ledger, ticket);
    return event;
}

/* A kiosk may take back only what it has just issued: later it is for the staff. */
static bool may_end(const struct desk *desk, const struct net_event *answer)
{
    return answer->kind != NET_EVENT_FAILED || is_final_no(answer) ||
           (desk->errand == DESK_GIVE_BACK && answer->status == STATUS_FORBIDDEN);
}

static struct net_event *end_errand(struct desk *desk, const struct net_event *answer)
{
    switch (desk->errand) {
    case DESK_HAND_OVER: return end_hand_over(desk, answer);
    case DESK_GIVE_BACK: ledger_end(desk->ledger, desk->ticket); return NULL;
    case DESK_BORROW:
    case DESK_IDLE: break;
    }
    return NULL;
}

struct net_event *desk_take(struct desk *desk, int64_t now_ms)
{
    struct net_event *event = NULL;
    if (desk->exchange == NULL || desk->exchange->event == NULL) {
        return NULL;
    }
    const struct net_event *answer = desk->exchange->event;
    bool is_lent = answer->kind == NET_EVENT_LENT &&
                   ledger_lend(desk->ledger, &answer->lease, utc_ms()) == STATUS_OK;
    if (desk->errand == DESK_BORROW ? is_lent : may_end(desk, answer)) {
        event = end_errand(desk, answer);
        backoff_reset(&desk->backoff);
    } else {
        rest(desk, now_ms);
    }
    exchange_destroy(desk->exchange);
    desk->exchange = NULL;
    desk->ticket = NULL;
    desk->errand = DESK_IDLE;
    return event;
}

void desk_hurry(struct desk *desk, int64_t now_ms)
{
    desk->rest_until_ms = now_ms;
    backoff_reset(&desk->backoff);
    if (desk->exchange != NULL) {
        exchange_hurry(desk->exchange, now_ms);
    }
}

int64_t desk_due_ms(const struct desk *desk, int64_t now_ms)
{
    if (desk->exchange != NULL && desk->exchange->event == NULL) {
        return exchange_due_ms(desk->exchange);
    }
    return desk->rest_until_ms > now_ms ? desk->rest_until_ms : INT64_MAX;
}
