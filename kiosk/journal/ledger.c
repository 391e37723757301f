#include "journal/ledger.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "journal/journal.h"
#include "journal/ledger_line.h"
#include "journal/safe_file.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_TO_NEXT_NOON = 36 * 60, LINES_SPENT_MAX = 500 };

struct ledger {
    struct journal *journal; /* NULL: memory only */
    int damaged;
    struct ledger_ticket *tickets[LEDGER_TICKETS_MAX]; /* oldest first */
    int ticket_count;
    struct ledger_lease leases[LEDGER_LEASES_MAX]; /* oldest first */
    int lease_count;
    int lines_spent; /* lines on the disk that a new journal would not have */
};

struct days {
    int64_t today;
    int64_t tomorrow;
};

static struct days days_at(int64_t utc_ms)
{
    int32_t today = clock_local(utc_ms).day;
    int32_t tomorrow = clock_local(clock_from_local(today, MINUTES_TO_NEXT_NOON)).day;
    return (struct days){today, tomorrow};
}

/* ---- the disk ---- */

static enum status add_line(struct ledger *ledger, const struct ledger_line *line, bool is_durable)
{
    if (ledger->journal == NULL) {
        return STATUS_OK;
    }
    struct buffer text;
    buffer_init(&text, JOURNAL_LINE_MAX);
    ledger_line_encode(line, &text);
    enum status status = text.overflow
                             ? STATUS_UNAVAILABLE
                             : journal_add(ledger->journal, buffer_text(&text), is_durable);
    buffer_finish(&text);
    return status;
}

static void push_line(const struct ledger_line *line, struct buffer *lines)
{
    ledger_line_encode(line, lines);
    buffer_append_text(lines, "\n");
}

static void push_all(const struct ledger *ledger, struct buffer *lines)
{
    for (int i = 0; i < ledger->lease_count; i++) {
        push_line(&(struct ledger_line){.kind = LEDGER_LINE_LEASE, .lease = ledger->leases[i]},
                  lines);
    }
    for (int i = 0; i < ledger->ticket_count; i++) {
        push_line(&(struct ledger_line){.kind = LEDGER_LINE_TICKET, .ticket = *ledger->tickets[i]},
                  lines);
    }
}

static enum status rewrite(struct ledger *ledger)
{
    struct buffer lines;
    buffer_init(&lines, JOURNAL_BYTES_MAX);
    push_all(ledger, &lines);
    enum status status =
        lines.overflow ? STATUS_UNAVAILABLE : journal_replace(ledger->journal, buffer_text(&lines));
    buffer_finish(&lines);
    if (status == STATUS_OK) {
        ledger->lines_spent = 0;
    }
    return status;
}

/* ---- tickets ---- */

static void push_ticket(struct ledger *ledger, const struct ledger_ticket *ticket)
{
    struct ledger_ticket *copy = memory_new(1, sizeof(*copy));
    *copy = *ticket;
    ledger->tickets[ledger->ticket_count++] = copy;
}

static void remove_ticket(struct ledger *ledger, const struct ledger_ticket *ticket)
{
    int at = 0;
    while (ledger->tickets[at] != ticket) {
        at++;
        assert(at < ledger->ticket_count);
    }
    free(ledger->tickets[at]);
    for (ledger->ticket_count--; at < ledger->ticket_count; at++) {
        ledger->tickets[at] = ledger->tickets[at + 1];
    }
}

struct ledger_ticket *ledger_find(struct ledger *ledger, const char *key)
{
    for (int i = 0; i < ledger->ticket_count; i++) {
        if (strcmp(ledger->tickets[i]->key, key) == 0) {
            return ledger->tickets[i];
        }
    }
    return NULL;
}

struct ledger_ticket *ledger_find_asked(struct ledger *ledger, int64_t asked)
{
    for (int i = 0; i < ledger->ticket_count; i++) {
        if (asked != 0 && ledger->tickets[i]->asked == asked) {
            return ledger->tickets[i];
        }
    }
    return NULL;
}

/* One without a number that is still wanted is somebody's wish on screen: it asks by itself. */
struct ledger_ticket *ledger_next(struct ledger *ledger)
{
    for (int i = 0; i < ledger->ticket_count; i++) {
        struct ledger_ticket *ticket = ledger->tickets[i];
        bool is_ours = ticket->request.number[0] != '\0' || ticket->cancel_key[0] != '\0';
        if (is_ours && !ticket->is_held) {
            return ticket;
        }
    }
    return NULL;
}

int ledger_open_count(const struct ledger *ledger)
{
    return ledger->ticket_count;
}

/* ---- leases ---- */

static struct ledger_lease *lease_of(struct ledger *ledger, char series, int64_t now_ms)
{
    for (int i = 0; i < ledger->lease_count; i++) {
        struct ledger_lease *lease = &ledger->leases[i];
        bool is_today = lease->day == clock_local(now_ms + lease->ahead_ms).day;
        if (lease->series == series && is_today && lease->next <= lease->last) {
            return lease;
        }
    }
    return NULL;
}

static void drop_leases(struct ledger *ledger, int64_t before_day)
{
    int kept = 0;
    for (int i = 0; i < ledger->lease_count; i++) {
        const struct ledger_lease *lease = &ledger->leases[i];
        if (lease->next <= lease->last && lease->day >= before_day) {
            ledger->leases[kept++] = *lease;
        }
    }
    ledger->lines_spent += ledger->lease_count - kept;
    ledger->lease_count = kept;
}

void ledger_drop_numbers(struct ledger *ledger, char series)
{
    for (int i = 0; i < ledger->lease_count; i++) {
        if (ledger->leases[i].series == series) {
            ledger->leases[i].next = ledger->leases[i].last + 1;
        }
    }
    drop_leases(ledger, 0);
    if (ledger->journal != NULL) {
        (void)!rewrite(ledger);
    }
}

static int64_t left_on(const struct ledger *ledger, char series, int64_t day)
{
    int64_t left = 0;
    for (int i = 0; i < ledger->lease_count; i++) {
        const struct ledger_lease *lease = &ledger->leases[i];
        left += lease->series == series && lease->day == day ? lease->last - lease->next + 1 : 0;
    }
    return left;
}

/* By the backend's clock, as the last lease told it. */
static struct days days_of(const struct ledger *ledger, int64_t now_ms)
{
    int64_t ahead_ms =
        ledger->lease_count > 0 ? ledger->leases[ledger->lease_count - 1].ahead_ms : 0;
    return days_at(now_ms + ahead_ms);
}

int64_t ledger_left(const struct ledger *ledger, char series, int64_t now_ms)
{
    return left_on(ledger, series, days_of(ledger, now_ms).today);
}

bool ledger_lacks(const struct ledger *ledger, const char *series, int wanted, int64_t now_ms,
                  struct wire_lease_request *out_request)
{
    struct days days = days_of(ledger, now_ms);
    const int64_t by_day[] = {days.today, days.tomorrow};
    if (ledger->journal == NULL || wanted <= 0 || ledger->lease_count >= LEDGER_LEASES_MAX) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        for (const char *at = series; *at != '\0'; at++) {
            int64_t left = left_on(ledger, *at, by_day[i]);
            if (left * 2 <= wanted) {
                *out_request = (struct wire_lease_request){
                    .series = {*at, '\0'}, .day = by_day[i], .count = wanted - left};
                return true;
            }
        }
    }
    return false;
}

enum status ledger_lend(struct ledger *ledger, const struct wire_lease *lease, int64_t now_ms)
{
    struct ledger_line line = {.kind = LEDGER_LINE_LEASE,
                               .lease = {.series = lease->series[0],
                                         .day = lease->day,
                                         .next = lease->first,
                                         .last = lease->first + lease->count - 1,
                                         .ahead_ms = lease->granted_ms - now_ms}};
    (void)text_copy(line.lease.url, sizeof(line.lease.url), lease->url);
    drop_leases(ledger, days_at(lease->granted_ms).today);
    if (ledger->lease_count == LEDGER_LEASES_MAX) {
        return STATUS_TOO_MANY;
    }
    enum status status = add_line(ledger, &line, true);
    if (status == STATUS_OK) {
        ledger->leases[ledger->lease_count++] = line.lease;
    }
    return status;
}

/* ---- entering and leaving ---- */

static void take_number(struct ledger_ticket *ticket, const struct ledger_lease *lease,
                        int64_t now_ms)
{
    struct wire_issue_request *request = &ticket->request;
    (void)snprintf(request->number, sizeof(request->number), "%c%d", lease->series,
                   (int)lease->next);
    random_hex(request->token, WIRE_TOKEN_HEX / 2);
    request->pressed_ms = now_ms + lease->ahead_ms;
    ticket->day = lease->day;
    (void)snprintf(ticket->url, sizeof(ticket->url), "%.*s%s", WIRE_URL_MAX - WIRE_TOKEN_HEX,
                   lease->url, request->token);
}

static struct ledger_ticket ticket_of(const char *key, const struct wire_issue_request *request)
{
    struct ledger_ticket ticket = {.request = *request};
    (void)text_copy(ticket.key, sizeof(ticket.key), key);
    return ticket;
}

enum status ledger_enter(struct ledger *ledger, const char *key,
                         const struct wire_issue_request *request, char series, int64_t now_ms,
                         struct ledger_ticket **out_ticket)
{
    struct ledger_ticket *known = ledger_find(ledger, key);
    if (known != NULL) {
        *out_ticket = known;
        return STATUS_OK;
    }
    if (ledger->ticket_count == LEDGER_TICKETS_MAX) {
        return STATUS_TOO_MANY;
    }
    struct ledger_line line = {.kind = LEDGER_LINE_TICKET, .ticket = ticket_of(key, request)};
    struct ledger_lease *lease = lease_of(ledger, series, now_ms);
    if (lease != NULL) {
        take_number(&line.ticket, lease, now_ms);
        lease->next++; /* whatever the disk says: a number that may be on it is not given again */
    }
    if (add_line(ledger, &line, lease != NULL) != STATUS_OK && lease != NULL) {
        line.ticket = ticket_of(key, request);
    }
    push_ticket(ledger, &line.ticket);
    *out_ticket = ledger->tickets[ledger->ticket_count - 1];
    return STATUS_OK;
}

void ledger_unwant(struct ledger *ledger, struct ledger_ticket *ticket, const char *cancel_key)
{
    struct ledger_line line = {.kind = LEDGER_LINE_UNWANTED, .ticket = {.key = ""}};
    (void)text_copy(ticket->cancel_key, sizeof(ticket->cancel_key), cancel_key);
    (void)text_copy(line.ticket.key, sizeof(line.ticket.key), ticket->key);
    (void)text_copy(line.ticket.cancel_key, sizeof(line.ticket.cancel_key), cancel_key);
    (void)!add_line(ledger, &line, true);
    ledger->lines_spent++;
}

void ledger_end(struct ledger *ledger, struct ledger_ticket *ticket)
{
    struct ledger_line line = {.kind = LEDGER_LINE_END, .ticket = {.key = ""}};
    /* A repeat of what had no number could look like a ticket that nobody took. */
    bool is_durable = ticket->request.number[0] == '\0';
    (void)text_copy(line.ticket.key, sizeof(line.ticket.key), ticket->key);
    (void)!add_line(ledger, &line, is_durable);
    ledger->lines_spent += 2;
    remove_ticket(ledger, ticket);
}

void ledger_tidy(struct ledger *ledger, int64_t now_ms)
{
    bool is_due =
        ledger->ticket_count == 0 ? ledger->lines_spent > 0 : ledger->lines_spent > LINES_SPENT_MAX;
    if (is_due && ledger->journal != NULL) {
        drop_leases(ledger, days_of(ledger, now_ms).today);
        (void)!rewrite(ledger);
    }
}

/* ---- opening ---- */

/* Every number that was entered is behind its lease's next. */
static void pass_number(struct ledger *ledger, const struct ledger_ticket *ticket)
{
    char series;
    int32_t counter;
    if (wire_number_parse(ticket->request.number, &series, &counter) != STATUS_OK) {
        return;
    }
    for (int i = 0; i < ledger->lease_count; i++) {
        struct ledger_lease *lease = &ledger->leases[i];
        bool is_in = lease->series == series && lease->day == ticket->day &&
                     counter >= lease->next && counter <= lease->last;
        lease->next = is_in ? counter + 1 : lease->next;
    }
}

static void replay_ticket(struct ledger *ledger, const struct ledger_line *line)
{
    struct ledger_ticket *known = ledger_find(ledger, line->ticket.key);
    switch (line->kind) {
    case LEDGER_LINE_TICKET:
        pass_number(ledger, &line->ticket);
        if (known == NULL && ledger->ticket_count < LEDGER_TICKETS_MAX) {
            push_ticket(ledger, &line->ticket);
            ledger->tickets[ledger->ticket_count - 1]->was_sent = true;
        }
        break;
    case LEDGER_LINE_UNWANTED:
        if (known != NULL) {
            (void)text_copy(known->cancel_key, sizeof(known->cancel_key), line->ticket.cancel_key);
        }
        break;
    case LEDGER_LINE_END:
        if (known != NULL) {
            remove_ticket(ledger, known);
        }
        break;
    case LEDGER_LINE_LEASE: break;
    }
}

static void replay(void *context, const char *text)
{
    struct ledger *ledger = context;
    struct ledger_line line;
    if (ledger_line_decode(text, &line) != STATUS_OK) {
        ledger->damaged++;
    } else if (line.kind != LEDGER_LINE_LEASE) {
        replay_ticket(ledger, &line);
    } else if (ledger->lease_count < LEDGER_LEASES_MAX) {
        ledger->leases[ledger->lease_count++] = line.lease;
    }
}

/* Nobody waits in front of the screen for what had no number: it was not taken by anybody we know,
 * and who has it keeps it. */
static void drop_unnumbered(struct ledger *ledger)
{
    for (int i = ledger->ticket_count - 1; i >= 0; i--) {
        const struct ledger_ticket *ticket = ledger->tickets[i];
        if (ticket->request.number[0] == '\0' && ticket->cancel_key[0] == '\0') {
            remove_ticket(ledger, ticket);
        }
    }
}

static enum status open_journal(struct ledger *ledger, const char *folder, int64_t now_ms)
{
    char path[SAFE_FILE_PATH_MAX + 1];
    const struct journal_reader reader = {replay, ledger};
    int damaged = 0;
    enum status status = safe_file_folder(folder);
    if (snprintf(path, sizeof(path), "%s/tickets.journal", folder) >= (int)sizeof(path)) {
        status = STATUS_UNAVAILABLE;
    }
    if (status == STATUS_OK) {
        status = journal_open(path, &reader, &ledger->journal, &damaged);
    }
    if (status == STATUS_OK) {
        ledger->damaged += damaged;
        drop_unnumbered(ledger);
        drop_leases(ledger, days_of(ledger, now_ms).today);
        status = rewrite(ledger);
    }
    return status;
}

enum status ledger_open(const char *folder, int64_t now_ms, struct ledger **out_ledger)
{
    struct ledger *ledger = memory_new(1, sizeof(*ledger));
    enum status status = folder == NULL ? STATUS_OK : open_journal(ledger, folder, now_ms);
    if (status != STATUS_OK) {
        ledger_close(ledger);
        return status;
    }
    *out_ledger = ledger;
    return STATUS_OK;
}

void ledger_close(struct ledger *ledger)
{
    if (ledger == NULL) {
        return;
    }
    journal_close(ledger->journal);
    for (int i = 0; i < ledger->ticket_count; i++) {
        free(ledger->tickets[i]);
    }
    free(ledger);
}

int ledger_damaged(const struct ledger *ledger)
{
    return ledger->damaged;
}
