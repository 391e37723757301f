/*
 * words.h - reads a command's words: --name value pairs, flags and plain words, in any order.
 */
#ifndef COMMAND_WORDS_H
#define COMMAND_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words_option {
    const char *name;   /* "--data" */
    const char **value; /* set to the word that follows */
};

/* False (with an error on stderr) for an unknown option or one without its value. Plain words go
 * into `out_plain`, at most plain_max. */
bool words_read(int count, char **words, const struct words_option *options, size_t option_count,
                const char **out_plain, int plain_max);

/* Takes a flag (an option without a value) out of the words, before the others are read; whether it
 * was there. */
bool words_take(int *count, char **words, const char *flag);

#endif
