#include "command/words.h"

#include <stdio.h>
#include <string.h>

static const struct words_option *find(const struct words_option *options, size_t option_count,
                                       const char *name)
{
    for (size_t i = 0; i < option_count; i++) {
        if (strcmp(options[i].name, name) == 0) {
            return &options[i];
        }
    }
    return NULL;
}

bool words_read(int count, char **words, const struct words_option *options, size_t option_count,
                const char **out_plain, int plain_max)
{
    int plain = 0;
    for (int i = 0; i < count; i++) {
        if (strncmp(words[i], "--", 2) != 0 && plain < plain_max) {
            out_plain[plain++] = words[i];
            continue;
        }
        const struct words_option *option = find(options, option_count, words[i]);
        if (option == NULL || i + 1 == count) {
            (void)fprintf(stderr, "%s: %s\n", words[i],
                          option == NULL ? "not known here" : "a value must follow");
            return false;
        }
        *option->value = words[++i];
    }
    return true;
}

bool words_take(int *count, char **words, const char *flag)
{
    int kept = 0;
    for (int i = 0; i < *count; i++) {
        if (strcmp(words[i], flag) != 0) {
            words[kept++] = words[i];
        }
    }
    bool was_there = kept < *count;
    *count = kept;
    return was_there;
}
