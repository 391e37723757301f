#include "domain/capability.h"

#include <string.h>

static const struct {
    const char *word;
    unsigned bit;
} words[] = {
    {"call", CAPABILITY_CALL},
    {"desk", CAPABILITY_DESK},
    {"manage", CAPABILITY_MANAGE},
    {"admin", CAPABILITY_ADMIN},
};

enum status capability_parse(const char *word, unsigned *out_bit)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].word, word) == 0) {
            *out_bit = words[i].bit;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

const char *capability_word(unsigned bit)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i].bit == bit) {
            return words[i].word;
        }
    }
    return NULL;
}
