/*
 * office_words.h - what words may stand where people can read them.
 *
 * Source   shared room names: a board, a voice and a paper carry number and neutral room only, so
 *          a room's name must not say who sits in it (Social Assistance Act, art. 100).
 */
#ifndef OFFICE_OFFICE_WORDS_H
#define OFFICE_OFFICE_WORDS_H

#include "office/complaints.h"
#include "office/office_file.h"

#include <stdbool.h>
#include <stddef.h>

/* Characters, not bytes. */
size_t words_length(const char *text);

/* True for `least`..`most` bytes, all of them in `set`. */
bool words_is_code(const char *text, const char *set, size_t least, size_t most);

/* True when a word begins with a capital and goes on small, as names of people do. */
bool words_look_like_a_name(const char *title);

struct words_limit {
    size_t length; /* characters: what fits the screen */
    size_t bytes;  /* what fits the wire */
};

extern const struct words_limit words_label; /* a button */
extern const struct words_limit words_hint;  /* two lines under a label */

/* Complains of a missing, too long or unclean text in any language; easy Polish is optional. */
void words_check_texts(struct complaints *complaints, const char *where,
                       const struct office_texts *texts, const struct words_limit *limit);

/* Complains unless `name` is a neutral word and a number, such as "Pokój 4". */
void words_check_room(struct complaints *complaints, const struct office_file *file,
                      const char *name);

#endif
