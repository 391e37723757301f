/*
 * app_parts.h - what the files of the app share with each other and with nobody else.
 *
 * app.c dispatches and keeps time, app_input.c reads fingers and keys, app_visit.c walks the
 * screens, app_ticket.c gets, prints and gives back the number, app_checkin.c hears scanners and
 * checks in, app_booking.c books another day.
 */
#ifndef APP_APP_PARTS_H
#define APP_APP_PARTS_H

#include "app/app.h"

enum { WAIT_CALM_MS = 500, WAIT_WORDS_MS = 2000 };

/* Each returns wishes. */
unsigned app_go(struct app *app, enum app_screen screen);
unsigned app_reset(struct app *app);
unsigned app_act(struct app *app, const struct target *target);

unsigned app_pointer(struct app *app, const struct pointer_event *pointer);
unsigned app_key(struct app *app, const struct key_event *key);
void press_drop(struct app *app);    /* nothing will be acted on; the contact keeps the gesture */
void press_release(struct app *app); /* whatever is down, the next contact is a new gesture */

unsigned app_issue(struct app *app);
unsigned app_issue_retry(struct app *app);
unsigned app_print(struct app *app);
unsigned app_give_back(struct app *app, int64_t ticket_id, int64_t of_request);
unsigned app_cancel_ticket(struct app *app);
unsigned app_cancel_retry(struct app *app);  /* when it is time for another try */
void app_issue_forget(struct app *app);      /* it is answered */
unsigned app_issue_abandon(struct app *app); /* nobody waits for it any more */
unsigned app_take_ticket(struct app *app, const struct wire_issue_answer *ticket);

unsigned app_char(struct app *app, char ch);
bool scan_take(struct app *app); /* a scanner's Return; true: it was one, *app knows the code */
void scan_forget(struct app *app);
unsigned app_scanned(struct app *app);
unsigned app_act_checkin(struct app *app, const struct target *target);
unsigned app_checked_in(struct app *app, const struct event *event);
unsigned app_checkin_left(struct app *app); /* gives a ticket back whose person has gone */

unsigned app_days_open(struct app *app);
unsigned app_act_booking(struct app *app, const struct target *target);
unsigned app_slots(struct app *app, const struct event *event);
unsigned app_booked(struct app *app, const struct event *event);
unsigned app_booking_abandon(struct app *app); /* nobody waits for it any more */
unsigned app_unbook_retry(struct app *app);
void app_unbooked(struct app *app, int64_t request);
/* True when it was about a booking. */
bool app_booking_failed(struct app *app, const struct failed_event *failed, unsigned *out_wishes);

void app_take_key(struct app *app, char out_key[static WIRE_KEY_MAX + 1]);

unsigned app_connected(struct app *app);
unsigned app_away(struct app *app);
unsigned app_changed(struct app *app);
unsigned app_catalog(struct app *app, struct wire_catalog *catalog);
unsigned app_outlook(struct app *app, const struct wire_outlook *outlook);
unsigned app_issued(struct app *app, const struct event *event);
unsigned app_adopted(struct app *app, const struct event *event);
unsigned app_cancelled(struct app *app, int64_t request);
unsigned app_failed(struct app *app, const struct failed_event *failed);
unsigned app_paper(struct app *app, const struct paper_event *paper);

unsigned app_jack(struct app *app, bool is_in);
unsigned app_speech_key(struct app *app, enum key_name key);
unsigned app_invite(struct app *app, enum key_name key);

#endif
