#include "domain/away.h"

#include <string.h>

static const char *const words[AWAY_COUNT] = {"", "break", "meeting", "training", "fieldwork"};

const char *away_word(enum away away)
{
    return words[away];
}

enum status away_parse(const char *word, enum away *out_away)
{
    for (int i = AWAY_BREAK; i < AWAY_COUNT; i++) {
        if (strcmp(words[i], word) == 0) {
            *out_away = (enum away)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}
