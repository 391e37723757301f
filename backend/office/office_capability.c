#include "office/office_capability.h"

#include "office/office_plan.h"

#include <string.h>

static const struct {
    const char *word;
    unsigned bit;
} words[] = {
    {"call", OFFICE_CAPABILITY_CALL},
    {"desk", OFFICE_CAPABILITY_DESK},
    {"manage", OFFICE_CAPABILITY_MANAGE},
    {"admin", OFFICE_CAPABILITY_ADMIN},
};

enum status office_capability_parse(const char *word, unsigned *out_bit)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].word, word) == 0) {
            *out_bit = words[i].bit;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

const char *office_capability_word(unsigned bit)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i].bit == bit) {
            return words[i].word;
        }
    }
    return NULL;
}
