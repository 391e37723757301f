#include "base/memory.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *demand(void *block)
{
    if (block == NULL) {
        (void)fputs("out of memory\n", stderr);
        abort();
    }
    return block;
}

void *memory_new(size_t count, size_t size)
{
    return demand(calloc(count > 0 ? count : 1, size));
}

void *memory_resize(void *block, size_t size)
{
    return demand(realloc(block, size));
}

char *memory_copy_text(const char *text)
{
    return demand(strdup(text));
}

bool text_copy(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    bool whole = length < size;
    if (!whole) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    memcpy(out, text, length);
    out[length] = '\0';
    return whole;
}
