/*
 * net.h - the kiosk's line to the backend: requests, answers, and whether anybody is there.
 *
 * One thread runs everything: the requests and the event stream that tells whether the backend is
 * alive (GET /api/v1/events?view=kiosk). It connects by itself, again and again, with a growing
 * pause; the caller never asks for that.
 *
 * A request is tried until it is answered or its time is over. Each try of an ISSUE or CANCEL
 * carries the same Idempotency-Key and the same body, so a reply lost on the way costs a repeat and
 * never a second number. Answers may come in another order than their requests.
 *
 * With a folder to keep things in, the net also borrows numbers while the backend is there and
 * gives them when it is not: such an ISSUED has no ticket_id and no wait, comes at once or after
 * DESK_PATIENCE_MS at most (desk.h), and is handed over later, over restarts too.
 *
 * Owner    net_create, net_post, net_take and net_destroy belong to one thread, the main one;
 *          `wake` is called on the net thread, carries nothing and must only wake the main loop.
 * Memory   net_post moves the request in (heap: memory_new; the net frees it), net_take moves an
 *          event out: net_event_destroy it.
 * Time     request times run on the monotonic clock from the moment of net_post.
 * Errors   STATUS_TOO_MANY when NET_REQUESTS_MAX wait already: the request stays the caller's.
 * Privacy  bodies, keys and addresses are never logged; this layer logs nothing at all.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/status.h"
#include "wire/alert.h"
#include "wire/booking.h"
#include "wire/catalog.h"
#include "wire/lease.h"
#include "wire/limits.h"
#include "wire/outlook.h"
#include "wire/ticket.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    NET_REQUESTS_MAX = 16, /* posted and not yet answered */
    NET_TRY_MS_DEFAULT = 10 * 1000,
    NET_SILENCE_MS_DEFAULT = 20 * 1000,
    NET_BEARER_MAX = 255,
    NET_PATH_MAX = 400,
    NET_SLOT_DAYS = 14
};

struct net;

struct net_settings {
    char backend_url[WIRE_URL_MAX + 1]; /* "http://127.0.0.1:8080", no path; http or https */
    char token[NET_BEARER_MAX + 1];     /* the device's, printed by `okienko-backend device add` */
    int silence_ms;                     /* no byte on the stream for this long: it is broken; 0:
                                           NET_SILENCE_MS_DEFAULT */
    char state_path[NET_PATH_MAX + 1];  /* the folder for numbers and tickets; "": none, so no
                                           number without the backend */
    int numbers; /* of each series to have in hand, 0..WIRE_LEASE_COUNT_MAX */
};

/* What was found in the folder. */
struct net_state {
    enum status status; /* CONFLICT: another kiosk has it; UNAVAILABLE: the disk says no */
    int damaged;        /* lines of the journal that could not be read */
    int tickets_open;   /* of earlier runs, still to be handed over */
};

enum net_request_kind {
    NET_REQUEST_ISSUE,   /* POST /tickets: needs key and issue */
    NET_REQUEST_CANCEL,  /* POST /tickets/{ticket_id}/cancel: needs key and ticket_id; without the
                            latter of_request, and it is done as soon as it can be */
    NET_REQUEST_CATALOG, /* GET /catalog */
    NET_REQUEST_OUTLOOK, /* GET /state?view=kiosk */
    NET_REQUEST_ALERT,   /* POST /alerts: needs key and alert */
    NET_REQUEST_LEASE,   /* POST /leases: the net's own */
    NET_REQUEST_SLOTS,   /* GET /slots: needs booking.service and from_day */
    NET_REQUEST_BOOK,    /* POST /appointments: needs key and booking */
    NET_REQUEST_UNBOOK,  /* POST /appointments/{booking_id}/cancel: needs key and booking_id */
    NET_REQUEST_CHECKIN  /* POST /appointments/check-in: needs key and checkin */
};

struct net_request {
    enum net_request_kind kind;
    int64_t id;                      /* the caller's own; the answer repeats it */
    int try_ms;                      /* give up after this; 0: NET_TRY_MS_DEFAULT */
    char key[WIRE_KEY_MAX + 1];      /* made by the caller, one per wish: net_key_make */
    struct wire_issue_request issue; /* of an ISSUE: no number, the net finds one */
    char series;                     /* of an ISSUE: of its need's first service; 0: not known */
    int64_t ticket_id;
    int64_t of_request; /* of a CANCEL without ticket_id: the ISSUE that is not wanted any more */
    enum wire_alert alert;
    struct wire_lease_request lease;
    struct wire_booking_request booking;
    struct wire_checkin_request checkin;
    int64_t booking_id; /* of UNBOOK */
    int32_t from_day;   /* of SLOTS: the first of NET_SLOT_DAYS */
};

enum net_event_kind {
    NET_EVENT_OPENED,    /* said first: `state`, what the folder held */
    NET_EVENT_CONNECTED, /* the stream is open: the backend is there */
    NET_EVENT_AWAY,      /* it is not (said once, at the start too); `status`: UNAVAILABLE, or
                            UNAUTHENTICATED when it is there and does not know the token */
    NET_EVENT_CHANGED,   /* somebody was called, finished or left: an outlook is stale now */
    NET_EVENT_ISSUED,    /* `ticket` */
    NET_EVENT_CANCELLED,
    NET_EVENT_CATALOG, /* `catalog` */
    NET_EVENT_OUTLOOK, /* `outlook` */
    NET_EVENT_ALERTED,
    NET_EVENT_LENT,       /* `lease`; never told */
    NET_EVENT_SLOTS,      /* `slots` */
    NET_EVENT_BOOKED,     /* `booking` */
    NET_EVENT_CHECKED_IN, /* `ticket`, `arrival` */
    NET_EVENT_ADOPTED, /* `ticket`: the backend has what was given without it; request_id is 0 when
                          that was in an earlier run */
    NET_EVENT_LOST,    /* the backend refused what was given without it: `problem` */
    NET_EVENT_FAILED   /* `status` and `problem` say why; of request `request_id` */
};

struct net_event {
    enum net_event_kind kind;
    int64_t request_id; /* 0 for CONNECTED, AWAY, CHANGED */
    bool is_unasked;    /* answers no request of this run: OPENED, ADOPTED, LOST, a CATALOG that was
                           kept */
    enum net_request_kind request_kind;
    enum status status; /* STATUS_UNAVAILABLE: no answer within try_ms, or only 5xx */
    bool
        is_uncertain; /* FAILED: a try went out and its answer is not known; the ticket may exist */
    char problem[WIRE_NAME_MAX + 1]; /* the problem's slug, "unknown-need"; "" when there is none */
    struct wire_issue_answer ticket;
    struct wire_catalog *catalog; /* owned by the event; take it by setting this to NULL */
    struct wire_outlook *outlook; /* the same */
    struct wire_slots *slots;     /* the same */
    struct wire_booking booking;
    enum wire_arrival arrival;
    int64_t starts_ms; /* FAILED, "other-day": when the visit is; 0: not said */
    struct wire_lease lease;
    struct net_state state;
};

/* Starts the thread. STATUS_INVALID when the URL or the token cannot be one. */
enum status net_create(const struct net_settings *settings, void (*wake)(void *),
                       void *wake_context, struct net **out_net) MUST_USE;

/* Stops at once: what was not answered is dropped without an event. NULL is fine. */
void net_destroy(struct net *net);

enum status net_post(struct net *net, struct net_request *request) MUST_USE;
struct net_event *net_take(struct net *net); /* NULL when there is nothing */
void net_event_destroy(struct net_event *event);

/* A fresh random Idempotency-Key. */
void net_key_make(char out_key[static WIRE_KEY_MAX + 1]);

#endif
