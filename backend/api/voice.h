/*
 * voice.h - what a board plays when a number is called.
 *
 * GET /api/v1/voice?number=A27&room=4 is the chime and "Numer A 27. Pokój 4." as WAV: for
 * everybody, in Polish for everybody, and only for a number that was called to that room today. No
 * caller can make it say anything else. GET /api/v1/voice is the chime alone, to try a loudspeaker.
 *
 * A clip that is kept is answered at once; one that has to be made is made on a jobs thread.
 */
#ifndef API_VOICE_H
#define API_VOICE_H

#include "http/exchange.h"

void voice_get(struct exchange *exchange);

#endif
