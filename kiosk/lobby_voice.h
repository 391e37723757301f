/*
 * lobby_voice.h - the kiosk's voice: what the narrator finds new, said into the headphones.
 *
 * Without headphones the loudspeaker has two things to say, the same to everybody: the chime of the
 * time-out, and where the headphones go, in Polish, Ukrainian, English and Russian. No text of a
 * screen has a way to it.
 *
 * Owner    the main thread.
 * Memory   voice_create / voice_destroy; what it borrows outlives it.
 * Errors   none: without sound or voice the kiosk works on and its log says so. The log never tells
 *          that headphones came: beside a ticket's number it would tell whose it is.
 */
#ifndef KIOSK_LOBBY_VOICE_H
#define KIOSK_LOBBY_VOICE_H

#include "app/app.h"
#include "base/i18n.h"
#include "platform/settings.h"
#include "ui/node.h"

struct voice;

/* `wake` may be called on other threads. */
struct voice *voice_create(const struct settings *settings, const struct i18n *i18n,
                           void (*wake)(void *), void *wake_context);
void voice_destroy(struct voice *voice); /* takes NULL */

/* Somebody touches something: silence. */
void voice_cut(struct voice *voice);

/* The app's wishes for the ears. */
void voice_fulfil(struct voice *voice, const struct app *app, unsigned wishes);

/* Says what is new on the screen, if somebody listens. */
void voice_look(struct voice *voice, const struct app *app, const struct node_list *nodes);

/* The next event of the voice's own: headphones, or whether there is sound. */
bool voice_take(struct voice *voice, struct event *out_event);

bool voice_is_busy(struct voice *voice);

/* For scripts: a line of JSON for each thing said. False when the file cannot be written. */
bool voice_listen(struct voice *voice, const char *path);

#endif
