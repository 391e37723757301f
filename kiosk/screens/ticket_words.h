/*
 * ticket_words.h - what the paper says besides the screen, for who cannot read either.
 *
 * The number, what to do, people ahead, the time and what the code is for are on the screen. The
 * paper has the centre's name and telephone too, when it was issued and that it names nobody.
 *
 * Owner    the main thread.
 * Time     the moment of issue is said in the office's time zone.
 */
#ifndef SCREENS_TICKET_WORDS_H
#define SCREENS_TICKET_WORDS_H

#include "screens/stage.h"

/* Into the speech of the surfaces of the number screen, which are heard after all that is visible.
 * Nothing without a ticket. */
void ticket_words_speak(struct stage *stage);

/* The same of the code of what is booked. */
void booking_words_speak(struct stage *stage);

#endif
