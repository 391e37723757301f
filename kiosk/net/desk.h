/*
 * desk.h - tickets between a person's wish and the backend's answer, however long that takes.
 *
 * A wish is entered in the ledger first (journal/ledger.h), with a lent number when there is one.
 * With a number in hand nobody waits for long: when no answer comes in DESK_PATIENCE_MS, or nobody
 * is there, the ticket is given as it is, and handed over later with the same key and words. The
 * number is the same either way, so a reply that was lost costs nothing.
 *
 * By itself the desk hands over, gives back what nobody took, and borrows numbers: one errand at a
 * time, while the backend is there.
 *
 * Owner    the net thread.
 * Memory   a finished errand's event is handed out by desk_take.
 */
#ifndef NET_DESK_H
#define NET_DESK_H

#include "journal/ledger.h"
#include "journal/safe_file.h"
#include "net/exchange.h"
#include "net/net.h"

enum { DESK_PATIENCE_MS = 3000, DESK_KNOWN_MAX = 32 };

enum desk_errand { DESK_IDLE, DESK_HAND_OVER, DESK_GIVE_BACK, DESK_BORROW };

struct desk_known {
    int64_t asked;
    int64_t ticket_id;
};

struct desk {
    struct ledger *ledger;
    enum status opened; /* how the ledger's folder was found; not OK: memory only */
    char catalog_path[SAFE_FILE_PATH_MAX + 1]; /* "": none is kept */
    char catalog_version[WIRE_TOKEN_HEX + 1];  /* of the one that is kept */
    char series[LEDGER_SERIES_MAX + 1];
    int wanted;                              /* numbers of each series */
    struct desk_known known[DESK_KNOWN_MAX]; /* what became of the last requests */
    int known_next;
    enum desk_errand errand;
    struct exchange *exchange;
    struct ledger_ticket *ticket; /* of the errand */
    struct backoff backoff;       /* after an errand that failed */
    int64_t rest_until_ms;        /* monotonic */
};

/* `out_catalog` is the one kept from an earlier run, or NULL; heap. */
void desk_init(struct desk *desk, const struct net_settings *settings,
               struct wire_catalog **out_catalog);
void desk_finish(struct desk *desk);

/* For an ISSUE that was just posted: enters it and writes the number into it. Heap: the answer,
 * when it can be given without asking; else NULL. */
struct net_event *desk_enter(struct desk *desk, struct net_request *request, bool is_away);

/* For a CANCEL of a ticket whose id its person never learnt: the answer, or NULL when the backend
 * is to be asked (ticket_id is known now). */
struct net_event *desk_cancel(struct desk *desk, struct net_request *request);

/* What the person gets for `event`, the answer to `request`: takes it. NULL: ask again, the
 * request has changed. */
struct net_event *desk_answer(struct desk *desk, struct net_request *request,
                              struct net_event *event);

/* A new catalogue: which series there are; kept for a start without the backend. */
void desk_catalog(struct desk *desk, const struct wire_catalog *catalog, const char *bytes,
                  size_t size);

/* Starts an errand when there is one; steps the one under way. */
void desk_step(struct desk *desk, const struct easy_address *address, CURLM *multi,
               bool is_connected, int64_t now_ms);

/* After desk_step: what is to be told of an errand that ended, or NULL. Heap. */
struct net_event *desk_take(struct desk *desk, int64_t now_ms);

/* The backend is back. */
void desk_hurry(struct desk *desk, int64_t now_ms);

/* When desk_step has something to do next by itself; INT64_MAX: not before news come. */
int64_t desk_due_ms(const struct desk *desk, int64_t now_ms);

/* Nothing is being asked: the journal may be written anew. */
void desk_tidy(struct desk *desk);

#endif
