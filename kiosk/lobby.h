/*
 * lobby.h - the wired kiosk: window, app, screens, painter, network and printer in one loop.
 *
 * The loop sleeps until something happens or the app's deadline comes, turns it into an event,
 * hands it to app_update and fulfils its wishes. What must be drawn is drawn once per turn.
 *
 * Owner    the main thread.
 * Memory   lobby_create / lobby_destroy; settings and options are borrowed.
 * Errors   `error` gets one plain sentence.
 */
#ifndef KIOSK_LOBBY_H
#define KIOSK_LOBBY_H

#include "app/app.h"
#include "base/clock.h"
#include "lobby_alert.h"
#include "lobby_turn.h"
#include "lobby_voice.h"
#include "net/net.h"
#include "platform/options.h"
#include "platform/script.h"
#include "platform/settings.h"
#include "platform/window.h"
#include "print/printer.h"
#include "screens/screens.h"
#include "ui/node.h"

#include <stdatomic.h>

struct face_set;
struct icon_set;
struct ink;
struct painter;

enum { LOBBY_REFUSED_MAX = 32 };

struct lobby {
    const struct settings *settings;
    const struct options *options;
    struct i18n *i18n;
    struct window *window;
    struct face_set *faces;
    struct ink *ink;
    struct icon_set *icons;
    struct painter *painter;
    struct meter meter;
    struct panel panel;
    struct app *app;
    struct voice *voice; /* NULL until the first frame is shown, like the net */
    struct net *net;
    struct printer printer;
    bool has_printer;
    struct script *script;
    struct node_list nodes;
    bool is_stale;          /* the nodes are older than the app */
    bool is_unseen;         /* the nodes are newer than the pixels */
    bool is_lost;           /* the window's pixels are */
    bool is_blind;          /* a script wants nothing drawn */
    int64_t clock_ahead_ms; /* scripts move the clock on */
    int64_t wall_ahead_ms;  /* scripts set the time of day */
    int64_t today_until_ms; /* UTC: when the date changes */
    int requests_open;      /* posted to the net and not answered; what wait-idle waits for */
    int jobs_open;
    int64_t job_refused;                /* a job that no printer took; 0: none */
    int64_t refused[LOBBY_REFUSED_MAX]; /* requests that the net did not take */
    int refused_count;
    bool is_net_known; /* it said once whether the backend is there */
    struct alert_memory alerts;
    struct turn turn;
    atomic_bool must_quit;
    int exit_code;
};

enum status lobby_create(const struct settings *settings, const struct options *options,
                         struct lobby **out_lobby, char *error, size_t error_size) MUST_USE;
void lobby_destroy(struct lobby *lobby); /* takes NULL */

/* Runs until it is told to stop; the exit code of the program. */
int lobby_run(struct lobby *lobby);

/* Any thread: ends the loop. */
void lobby_stop(struct lobby *lobby);

/* Does what the app wishes for (lobby_wish.c). */
void lobby_fulfil(struct lobby *lobby, unsigned wishes);
void lobby_refill_key(struct lobby *lobby);

/* Hands on what net and printer have left for us (lobby_news.c). */
void lobby_news(struct lobby *lobby);

/* For the script (lobby_script.c). */
int64_t lobby_now_ms(const struct lobby *lobby);
void lobby_event(struct lobby *lobby, struct event *event); /* at_ms is filled in */
const struct node_list *lobby_nodes(struct lobby *lobby);   /* laid out anew when stale */
void lobby_pointer(struct lobby *lobby, enum pointer_kind kind, int64_t contact, int x, int y);
void lobby_key(struct lobby *lobby, enum key_name key);
void lobby_char(struct lobby *lobby, char ch); /* from a code scanner */
int64_t lobby_wall_ms(const struct lobby *lobby);
void lobby_clock_set(struct lobby *lobby, int32_t day, int minute_of_day);
void lobby_paint(struct lobby *lobby);
enum script_outcome lobby_script_step(void *context, const struct script_step *step, char *error,
                                      size_t error_size);

#endif
