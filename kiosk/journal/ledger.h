/*
 * ledger.h - the numbers lent to this kiosk, and every ticket the backend does not know for sure.
 *
 * A ticket is entered before anybody is asked for it: with the next number lent for today, on the
 * disk before the number can be seen. It leaves the ledger when the backend has it, or has refused
 * it, or when nobody ever heard of it and it is given back. In between it may be asked for again
 * and again, with the same key and the same words, after a restart too: that costs a repeat and
 * never a second number.
 *
 * Invariants
 *   - a number is entered once: `next` of its lease moves with the same line of the journal;
 *   - without a folder nothing is lent, tickets are kept in memory only;
 *   - what is on the disk of a ticket is gone once no ticket is open (ledger_tidy): it tells which
 *     need was pressed.
 *
 * Owner    the net thread.
 * Memory   ledger_open creates, ledger_close destroys and takes NULL; tickets are borrowed until
 *          ledger_end.
 * Time     `now_ms` is UTC by this machine's clock; a lease knows how far the backend's differs.
 *          Its day is the office's local date.
 * Errors   STATUS_UNAVAILABLE: the disk says no, nothing has changed.
 */
#ifndef JOURNAL_LEDGER_H
#define JOURNAL_LEDGER_H

#include "base/status.h"
#include "wire/lease.h"
#include "wire/ticket.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LEDGER_TICKETS_MAX = 2000, LEDGER_LEASES_MAX = 128, LEDGER_SERIES_MAX = 26 };

struct ledger_ticket {
    char key[WIRE_KEY_MAX + 1];
    struct wire_issue_request request; /* number "": none was lent, the backend takes one */
    int64_t day;                       /* of the number; 0: none */
    char url[WIRE_URL_MAX + 1];        /* of the phone page; "" without a number */
    char cancel_key[WIRE_KEY_MAX + 1]; /* "": wanted; else nobody took it, it is to be given back */
    /* Below: of this run, not on the disk. */
    int64_t asked;     /* the request it came from; 0: of an earlier run */
    int64_t ticket_id; /* as the backend says; 0: not known */
    bool was_sent;     /* the backend may have it */
    bool is_held;      /* somebody is asking for it just now */
};

struct ledger;

/* folder NULL: memory only. STATUS_CONFLICT: another kiosk has it. */
enum status ledger_open(const char *folder, int64_t now_ms, struct ledger **out_ledger) MUST_USE;
void ledger_close(struct ledger *ledger);

/* How many lines of the journal could not be read. */
int ledger_damaged(const struct ledger *ledger);

/* The ticket of this key: the one that is there, or a new one with the next number of the series
 * for today, durable; without a number when none is lent or the disk says no. STATUS_TOO_MANY:
 * LEDGER_TICKETS_MAX are open. */
enum status ledger_enter(struct ledger *ledger, const char *key,
                         const struct wire_issue_request *request, char series, int64_t now_ms,
                         struct ledger_ticket **out_ticket) MUST_USE;

/* NULL when there is none. */
struct ledger_ticket *ledger_find(struct ledger *ledger, const char *key);
struct ledger_ticket *ledger_find_asked(struct ledger *ledger, int64_t asked);
/* The oldest that nobody is asking for. */
struct ledger_ticket *ledger_next(struct ledger *ledger);
int ledger_open_count(const struct ledger *ledger);

/* Nobody took it: it is given back by this key once the backend says which one it is. Durable; when
 * this cannot be written it counts until a restart. */
void ledger_unwant(struct ledger *ledger, struct ledger_ticket *ticket, const char *cancel_key);

/* It is settled and leaves the ledger. When this cannot be written it is repeated after a restart,
 * which does no harm to a ticket with a number. */
void ledger_end(struct ledger *ledger, struct ledger_ticket *ticket);

/* Durable before it counts. */
enum status ledger_lend(struct ledger *ledger, const struct wire_lease *lease,
                        int64_t now_ms) MUST_USE;

/* The backend does not know these numbers as lent: no more of them are given. */
void ledger_drop_numbers(struct ledger *ledger, char series);

/* Which lease to ask for next, so that `wanted` numbers of each series are there for today and
 * for tomorrow; false: none. A series is topped up when half of it is given. */
bool ledger_lacks(const struct ledger *ledger, const char *series, int wanted, int64_t now_ms,
                  struct wire_lease_request *out_request);

/* How many numbers of the series are left for today. */
int64_t ledger_left(const struct ledger *ledger, char series, int64_t now_ms);

/* Writes the journal anew when it holds more than it needs to. */
void ledger_tidy(struct ledger *ledger, int64_t now_ms);

#endif
