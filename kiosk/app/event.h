/*
 * event.h - all that can happen to the kiosk, as values.
 *
 * Whoever reads a clock, a finger, a socket or a printer turns it into one of these; app_update()
 * is the only one who decides what it means.
 *
 * Memory   `catalog` moves in with the event; everything else is borrowed during app_update.
 * Time     at_ms is the kiosk's monotonic clock (tests and scripts move it on by hand).
 */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include "base/status.h"
#include "wire/booking.h"
#include "wire/catalog.h"
#include "wire/outlook.h"
#include "wire/ticket.h"

#include <stdbool.h>
#include <stdint.h>

enum { TARGET_ID_MAX = 31 };

enum event_kind {
    EVENT_TIME, /* nothing but the clock */
    EVENT_TODAY,
    EVENT_POINTER,
    EVENT_KEY,
    EVENT_CHAR, /* a character from a code scanner, which types like a keyboard */
    EVENT_CONNECTED,
    EVENT_AWAY,
    EVENT_CHANGED, /* somebody was called or left: what we know of the queue is stale */
    EVENT_CATALOG,
    EVENT_OUTLOOK,
    EVENT_ISSUED,
    EVENT_ADOPTED, /* the backend has the ticket that was given without it: as.ticket */
    EVENT_CANCELLED,
    EVENT_CHECKIN, /* what became of WISH_CHECKIN */
    EVENT_SLOTS,   /* as.slots: the times that are free */
    EVENT_BOOKED,  /* as.booking */
    EVENT_FAILED,
    EVENT_PRINTER, /* can it print now? */
    EVENT_PAPER,   /* how one print job is doing */
    EVENT_JACK,    /* headphones in or out */
    EVENT_SOUND    /* is there anything that sounds? */
};

enum pointer_kind { POINTER_DOWN, POINTER_MOVE, POINTER_UP, POINTER_CANCEL };

/* The tactile pad, seen as a keyboard. */
enum key_name {
    KEY_NEXT,
    KEY_PREVIOUS,
    KEY_SELECT,
    KEY_BACK,
    KEY_REPEAT, /* say it again */
    KEY_LOUDER,
    KEY_SOFTER,
    KEY_STOP, /* be silent; any other key silences too */
    KEY_NAME_COUNT
};

enum paper_state {
    PAPER_NONE, /* nobody asked for paper */
    PAPER_PRINTING,
    PAPER_TAKE,        /* it lies there */
    PAPER_ATTENTION,   /* the printer waits for somebody's hands */
    PAPER_NOT_PRINTED, /* surely not: it may be printed again */
    PAPER_UNKNOWN,     /* it may have come out: never again by itself */
    PAPER_STATE_COUNT
};

/* What lies under the finger or comes next in focus order; id "" is nothing. */
struct target {
    char id[TARGET_ID_MAX + 1];
    int action; /* enum action */
    int argument;
};

struct pointer_event {
    enum pointer_kind kind;
    int64_t contact;
    int x;
    int y;
    struct target target;
};

struct key_event {
    enum key_name key;
    struct target target; /* NEXT, PREVIOUS: what gets the focus; SELECT: what has it */
};

/* The office's own date and time at at_ms; the app counts on from there. */
struct today_event {
    int32_t day; /* 20261121 */
    int weekday; /* 1 Monday .. 7 Sunday */
    int minute_of_day;
};

/* Where somebody with an appointment stands. */
enum checkin_state {
    CHECKIN_NONE,
    CHECKIN_NO_CODE, /* they have none with them */
    CHECKIN_ASKED,
    CHECKIN_EARLY,
    CHECKIN_ON_TIME,
    CHECKIN_LATE,
    CHECKIN_OTHER_DAY,
    CHECKIN_NOT_FOUND,
    CHECKIN_FAILED, /* nobody answered */
    CHECKIN_STATE_COUNT
};

struct checkin_event {
    enum checkin_state state;
    const struct wire_issue_answer *ticket; /* the visit's number, or NULL */
    int64_t starts_ms;                      /* of OTHER_DAY: when it is */
};

struct failed_event {
    int64_t request;
    bool may_retry;    /* nobody answered; otherwise the backend said no */
    bool is_full;      /* no, because nobody more can be served today */
    bool is_taken;     /* no, because somebody else has booked that time */
    bool is_uncertain; /* what was asked for may be done all the same */
};

struct paper_event {
    int64_t job;
    enum paper_state state;
};

struct event {
    enum event_kind kind;
    int64_t at_ms;
    int64_t request; /* ISSUED, CANCELLED, CHECKIN, SLOTS, BOOKED: which one is answered */

    union {
        struct pointer_event pointer;
        struct key_event key;
        char ch; /* printable ASCII */
        struct today_event today;
        struct checkin_event checkin;
        struct failed_event failed;
        struct paper_event paper;
        bool printer_can_print;
        bool jack_is_in;
        bool has_sound;
        struct wire_catalog *catalog; /* from the heap; the app frees it */
        const struct wire_outlook *outlook;
        const struct wire_issue_answer *ticket;
        const struct wire_slots *slots;
        const struct wire_booking *booking;
    } as;
};

#endif
