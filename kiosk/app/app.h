/*
 * app.h - the whole kiosk as a pure state machine: an event in, wishes out.
 *
 *     unsigned wishes = app_update(app, &event);
 *     if (wishes & WISH_ISSUE) post app->issue to the backend
 *
 * One visit runs attract -> home -> group -> confirm -> number, four touches at most ("Nie wiem"
 * needs two). Everything about the person lies in `struct visit` and is wiped as one block when the
 * visit ends.
 *
 * When the settings say so, a closed office shows its hours instead of the attract screen; a visit
 * that has begun is finished.
 *
 * Invariants
 *   - at most one ticket is asked for at a time, and every retry of it carries the same key;
 *   - a ticket whose person goes before it arrives is given back (WISH_CANCEL) at once, and what
 *     they have booked is cancelled (WISH_UNBOOK);
 *   - paper is asked for only after the number is known;
 *   - a change of catalogue waits for the end of the visit, so that indices stay true.
 *
 * Owner    the main thread.
 * Memory   create on the heap with app_create; it owns its catalogues.
 * Time     never reads a clock: event.at_ms. app_deadline_ms says when it wants to be woken.
 * Errors   none: what the world reports as failed becomes a state that a person can read.
 * Source   design: a person has 60 s, 120 s with speech, easy or large text, then a
 *          warning of 30 s.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/booking.h"
#include "app/event.h"
#include "base/i18n.h"
#include "wire/catalog.h"
#include "wire/limits.h"
#include "wire/outlook.h"
#include "wire/ticket.h"

#include <stdbool.h>
#include <stdint.h>

enum wish {
    WISH_REDRAW = 1 << 0,
    WISH_STAFF = 1 << 20,  /* tell the consoles that somebody asks for help here */
    WISH_ISSUE = 1 << 1,   /* post app->issue; then app_give_key */
    WISH_CANCEL = 1 << 2,  /* post app->cancel; then app_give_key */
    WISH_PRINT = 1 << 3,   /* print the ticket, or what is booked, as job app->visit.paper_job */
    WISH_CATALOG = 1 << 4, /* fetch what the centre offers */
    WISH_OUTLOOK = 1 << 5, /* fetch how busy it is */
    WISH_CHECKIN = 1 << 7, /* post app->visit.code; answer with EVENT_CHECKIN */
    WISH_FORGET = 1 << 6,  /* the visit is over: drop every cache that may hold a trace of it */
    WISH_HUSH = 1 << 8,    /* be silent */
    WISH_READ = 1 << 9,    /* headphones have come: say how the keys work, read the screen */
    WISH_REPEAT = 1 << 10, /* say the last thing again */
    WISH_VOLUME = 1 << 11, /* set the volume to app->visit.volume_steps */
    WISH_TELL_VOLUME = 1 << 12,
    WISH_INVITE = 1 << 13, /* say aloud, in all languages, where the headphones go */
    WISH_CHIME = 1 << 14,  /* look here, whoever you are */
    WISH_SLOTS = 1 << 15,  /* ask for the free times of the need's first service */
    WISH_BOOK = 1 << 16,   /* post app->visit.booking */
    WISH_UNBOOK = 1 << 17  /* post app->left: cancel it, or ask for its id first */
};

enum app_screen {
    APP_ATTRACT,
    APP_LANGUAGE,
    APP_HOME,
    APP_GROUP,
    APP_LETTERS,  /* all needs by their first letters */
    APP_LIST,     /* the needs of one letter group */
    APP_QUESTION, /* which language to talk in */
    APP_CONFIRM,
    APP_WAITING, /* the number is on its way, or cannot be had now */
    APP_NUMBER,
    APP_STAFF,
    APP_CHECKIN, /* somebody has an appointment */
    APP_FULL,    /* no more numbers today */
    APP_DAYS,    /* when else to come */
    APP_SLOTS,   /* the free times of one day */
    APP_BOOK,    /* is it this one? */
    APP_BOOKED,  /* its code */
    APP_CLOSED,
    APP_SCREEN_COUNT
};

enum action {
    ACTION_NONE,
    ACTION_START, /* a touch anywhere on the attract screen */
    ACTION_LANGUAGE_OPEN,
    ACTION_LANGUAGE_PICK, /* argument: enum language */
    ACTION_GROUP,         /* argument: index of the group */
    ACTION_NEED,          /* argument: index of the need */
    ACTION_NEED_AT_ONCE,  /* the same, and straight to the number */
    ACTION_PAGE,          /* argument: the page to turn to */
    ACTION_LETTERS_OPEN,
    ACTION_LETTER, /* argument: index of the letter group */
    ACTION_CHECKIN_OPEN,
    ACTION_DIGIT, /* argument: 0..9 */
    ACTION_ERASE,
    ACTION_CHECKIN_SEND,
    ACTION_NO_CODE,
    ACTION_CHECKIN_AGAIN, /* another try with a code */
    ACTION_HOME,          /* to the menu, whatever was chosen */
    ACTION_DAYS_OPEN,
    ACTION_DAY,        /* argument: index of booking_days */
    ACTION_SLOT,       /* argument: index of the free times */
    ACTION_SLOTS_BACK, /* another time of that day */
    ACTION_BOOK,
    ACTION_QUESTION_OPEN,
    ACTION_INTERPRETER, /* argument: enum interpreter */
    ACTION_PRIORITY,    /* toggles */
    ACTION_OFFER,       /* argument: a place of the need's route; toggles */
    ACTION_PRINT,
    ACTION_NO_PAPER,
    ACTION_CANCEL_TICKET, /* asks once more */
    ACTION_CANCEL_YES,
    ACTION_CANCEL_NOT,
    ACTION_FINISH,
    ACTION_BACK,
    ACTION_START_OVER,
    ACTION_LARGE_TEXT,
    ACTION_EASY_TEXT,
    ACTION_CONTRAST,
    ACTION_LOWER,
    ACTION_STAFF,
    ACTION_STAY, /* "yes, I need more time" */
    ACTION_COUNT
};

enum interpreter {
    INTERPRETER_UNSAID,
    INTERPRETER_NONE, /* Polish is fine */
    INTERPRETER_UK,
    INTERPRETER_RU,
    INTERPRETER_EN,
    INTERPRETER_SIGN,
    INTERPRETER_OTHER,
    INTERPRETER_COUNT
};

enum {
    CODE_DIGITS = 6, /* of a code that is typed */
    CODE_MAX = 255,  /* of one that is scanned */
    TEXT_STEPS = 3   /* normal, larger, largest */
};

enum cancel_state { CANCEL_NONE, CANCEL_SURE, CANCEL_ASKED, CANCEL_DONE, CANCEL_FAILED };

/* Steps of volume from the usual one. */
enum { APP_VOLUME_STEPS_MIN = -2, APP_VOLUME_STEPS_MAX = 4 };

struct app_settings {
    int idle_ms;
    int idle_long_ms; /* with large or easy text, or speech */
    int warning_ms;
    int dead_ms;   /* after a change of screen nothing is touched by mistake */
    int repeat_ms; /* a second identical tap within this is a tremor */
    int near_px;   /* "identical": as close as this */
    int retry_ms;  /* pause before the same request is posted again */
    int cancel_ms; /* how long a ticket may be given back here */
    int scan_ms;   /* a scanner's characters follow each other within this */
    bool enforce_hours;
};

struct issue {
    int64_t request;
    char key[WIRE_KEY_MAX + 1];
    struct wire_issue_request body;
    bool is_open;    /* a number is wanted and not there yet */
    bool is_posted;  /* a request is on its way */
    bool is_refused; /* the backend said no: asking again is of no use */
    bool has_failed; /* at least one try found nobody */
    int64_t since_ms;
    int64_t retry_at_ms;
};

struct cancel {
    int64_t request;
    char key[WIRE_KEY_MAX + 1];
    int64_t ticket_id;   /* 0: the backend has not told it */
    int64_t of_request;  /* which issue it came from */
    int64_t retry_at_ms; /* 0: it is on its way, or done with */
};

/* What a scanner has typed so far. */
struct scan {
    char text[CODE_MAX + 1];
    int length;
    int64_t heard_at_ms;
};

/* All that is known of the person in front of the screen. */
struct visit {
    enum language language;
    enum language language_before_easy;
    bool is_contrast;
    bool is_low;   /* every control within reach of a wheelchair */
    int text_step; /* 0 .. TEXT_STEPS - 1 */
    int group;     /* indices into the catalogue; -1: none */
    int need;
    int letter; /* index of a letter group; -1: none */
    int page;
    char code[CODE_MAX + 1]; /* of an appointment, typed or scanned */
    enum checkin_state checkin;
    int64_t checkin_request;
    int64_t checkin_starts_ms; /* of a visit on another day */
    char checkin_key[WIRE_KEY_MAX + 1];
    struct booking booking;
    int volume_steps;
    bool is_invited; /* heard where the headphones go */
    bool is_at_once; /* "Nie wiem": no confirm screen between the need and the number */
    bool wants_priority;
    bool wants_paper;
    int64_t agreed; /* bits of the route of `agreed_need`: offers that are ticked */
    int agreed_need;
    enum interpreter interpreter;
    bool has_ticket;
    int64_t ticket_at_ms;
    int64_t ticket_request;          /* the issue it came from */
    struct wire_issue_answer ticket; /* ticket_id 0, ahead -1: given while nobody answered */
    enum paper_state paper;
    int64_t paper_job;
    enum cancel_state cancel;
};

struct press {
    bool is_owned; /* a contact is down and the gesture is its own */
    int64_t contact;
    int64_t heard_at_ms;  /* the last that came from this contact */
    struct target target; /* id "": slid off, ignored or nothing there */
    int64_t tap_at_ms;    /* the last completed tap or key */
    int tap_x;
    int tap_y;
    char tap_id[TARGET_ID_MAX + 1];
};

struct app {
    struct app_settings settings;
    struct wire_catalog *catalog; /* NULL until the first one is there */
    struct wire_catalog *catalog_next;
    struct wire_outlook outlook;
    bool has_outlook;
    bool is_outlook_asked;
    bool is_away;   /* the backend does not answer */
    bool can_print; /* the printer's own word */
    bool has_sound;
    /* Somebody listens: all is said, and only in the headphones. */
    bool is_jack_in;
    struct today_event today;
    int64_t today_at_ms;
    struct scan scan;
    enum app_screen screen;
    enum app_screen screen_before; /* where LANGUAGE and STAFF lead back to */
    enum app_screen days_before;   /* where DAYS leads back to */
    bool is_warning;
    int64_t screen_at_ms;
    int64_t input_at_ms;
    int64_t warning_at_ms;
    int64_t now_ms;
    struct visit visit;
    struct issue issue;
    struct cancel cancel;
    struct left_booking left;
    int64_t ticket_left;  /* of a check-in whose person has gone; 0: none */
    int64_t ticket_shown; /* of the last check-in: somebody has it */
    struct press press;
    char focus[TARGET_ID_MAX + 1];
    char spare_key[WIRE_KEY_MAX + 1];
    int64_t catalog_retry_at_ms; /* while there is none */
    int64_t request_last;
    int64_t job_last;
};

struct app_settings app_settings_default(void);

struct app *app_create(const struct app_settings *settings, int64_t now_ms);
void app_destroy(struct app *app);

/* A fresh random Idempotency-Key for the next WISH_ISSUE or WISH_CANCEL. */
void app_give_key(struct app *app, const char *key);

unsigned app_update(struct app *app, const struct event *event);

/* When app_update wants an EVENT_TIME at the latest; INT64_MAX: never. */
int64_t app_deadline_ms(const struct app *app);

/* "attract", ..., and "timeout" while the warning covers it. */
const char *app_screen_name(const struct app *app);

/* Whole seconds until the warning is over, at least 1. */
int app_seconds_left(const struct app *app);

/* NULL when none is chosen. */
const struct wire_need *app_need(const struct app *app);
const struct wire_group *app_group(const struct app *app);

/* May the ticket on screen still be given back here? */
bool app_may_cancel(const struct app *app);

/* The office's date and time as the app counts them; day 0 while nobody has told it. */
struct today_event app_clock(const struct app *app);

/* Do the hours keep people from starting a visit now? */
bool app_is_closed(const struct app *app);

/* The first day to look for free times on: tomorrow. */
int32_t app_days_from(const struct app *app);

/* How long the number has been waited for; 0 when none is wanted. */
int64_t app_waited_ms(const struct app *app);

/* The code on the wire: "uk", "pjm", "" for none. */
const char *interpreter_code(enum interpreter interpreter);

#endif
