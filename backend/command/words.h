/*
 * words.h - reads a command's words: --name value pairs and plain words, in any order.
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

#endif
