#include "base/i18n.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MO_BYTES_MAX = 4 << 20, MO_HEADER_BYTES = 28 };

static const uint32_t mo_magic = 0x950412de;

/* One catalogue as read from disk; every offset in it was checked by catalogue_check. */
struct catalogue {
    char *bytes;
    size_t size_bytes;
    uint32_t count;
    uint32_t keys_at;
    uint32_t texts_at;
};

struct i18n {
    struct catalogue catalogues[LANGUAGE_COUNT];
};

static const struct {
    const char *code;
    const char *tag;
} languages[LANGUAGE_COUNT] = {
    [LANGUAGE_PL] = {"pl", "pl"},           [LANGUAGE_UK] = {"uk", "uk"},
    [LANGUAGE_EN] = {"en", "en"},           [LANGUAGE_RU] = {"ru", "ru"},
    [LANGUAGE_PL_EASY] = {"pl_easy", "pl"},
};

const char *language_code(enum language language)
{
    return languages[language].code;
}

const char *language_tag(enum language language)
{
    return languages[language].tag;
}

enum status language_parse(const char *code, enum language *out_language)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (strcmp(languages[i].code, code) == 0) {
            *out_language = (enum language)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

static uint32_t word_at(const struct catalogue *catalogue, size_t at)
{
    uint32_t word;
    memcpy(&word, catalogue->bytes + at, sizeof(word));
    return word;
}

/* A table of `count` (length, offset) pairs whose strings lie inside the file, NUL-terminated. */
static bool table_is_sound(const struct catalogue *catalogue, uint32_t table_at)
{
    if ((uint64_t)table_at + 8ULL * catalogue->count > catalogue->size_bytes) {
        return false;
    }
    for (uint32_t i = 0; i < catalogue->count; i++) {
        uint64_t length = word_at(catalogue, table_at + 8UL * i);
        uint64_t offset = word_at(catalogue, table_at + 8UL * i + 4);
        if (offset + length >= catalogue->size_bytes || catalogue->bytes[offset + length] != '\0') {
            return false;
        }
    }
    return true;
}

static bool catalogue_is_sound(struct catalogue *catalogue)
{
    if (catalogue->size_bytes < MO_HEADER_BYTES || word_at(catalogue, 0) != mo_magic) {
        return false;
    }
    catalogue->count = word_at(catalogue, 8);
    catalogue->keys_at = word_at(catalogue, 12);
    catalogue->texts_at = word_at(catalogue, 16);
    return table_is_sound(catalogue, catalogue->keys_at) &&
           table_is_sound(catalogue, catalogue->texts_at);
}

static enum status catalogue_read(const char *path, struct catalogue *out)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return STATUS_MISSING;
    }
    struct catalogue catalogue = {.bytes = memory_new(1, MO_BYTES_MAX)};
    catalogue.size_bytes = fread(catalogue.bytes, 1, MO_BYTES_MAX, file);
    (void)fclose(file);
    catalogue.bytes = memory_resize(catalogue.bytes, catalogue.size_bytes + 1);
    if (!catalogue_is_sound(&catalogue)) {
        free(catalogue.bytes);
        return STATUS_INVALID;
    }
    *out = catalogue;
    return STATUS_OK;
}

enum status i18n_open(const char *directory, struct i18n **out_i18n, char *error, size_t error_size)
{
    struct i18n *i18n = memory_new(1, sizeof(*i18n));
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        char path[512];
        (void)snprintf(path, sizeof(path), "%s/%s.mo", directory, languages[i].code);
        enum status status = catalogue_read(path, &i18n->catalogues[i]);
        if (status != STATUS_OK) {
            (void)snprintf(error, error_size, "%s: %s", path,
                           status == STATUS_MISSING ? "cannot be read" : "is no .mo catalogue");
            i18n_close(i18n);
            return status;
        }
    }
    *out_i18n = i18n;
    return STATUS_OK;
}

void i18n_close(struct i18n *i18n)
{
    if (i18n == NULL) {
        return;
    }
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        free(i18n->catalogues[i].bytes);
    }
    free(i18n);
}

/* The keys of a .mo file are sorted by bytes. */
static const char *catalogue_find(const struct catalogue *catalogue, const char *key)
{
    uint32_t low = 0;
    uint32_t high = catalogue->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *found =
            catalogue->bytes + word_at(catalogue, catalogue->keys_at + 8UL * middle + 4);
        int order = strcmp(key, found);
        if (order == 0) {
            const char *text =
                catalogue->bytes + word_at(catalogue, catalogue->texts_at + 8UL * middle + 4);
            return text[0] != '\0' ? text : NULL;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

const char *i18n_text(const struct i18n *i18n, enum language language, const char *key)
{
    const char *text = catalogue_find(&i18n->catalogues[language], key);
    if (text == NULL) {
        text = catalogue_find(&i18n->catalogues[LANGUAGE_PL], key);
    }
    return text != NULL ? text : key;
}

static const char *value_find(const struct i18n_value *values, size_t value_count, const char *name,
                              size_t length)
{
    for (size_t i = 0; i < value_count; i++) {
        if (strlen(values[i].name) == length && strncmp(values[i].name, name, length) == 0) {
            return values[i].text;
        }
    }
    return NULL;
}

void i18n_format(char *out, size_t out_size, const char *pattern, const struct i18n_value *values,
                 size_t value_count)
{
    size_t used = 0;
    bool whole = true;
    while (*pattern != '\0' && whole) {
        const char *end = *pattern == '{' ? strchr(pattern, '}') : NULL;
        const char *text =
            end == NULL ? NULL
                        : value_find(values, value_count, pattern + 1, (size_t)(end - pattern - 1));
        char literal[5] = "";
        if (text == NULL) {
            const char *from = pattern;
            (void)utf8_next(&pattern);
            memcpy(literal, from, (size_t)(pattern - from));
            text = literal;
        } else {
            pattern = end + 1;
        }
        whole = text_copy(out + used, out_size - used, text);
        used += strlen(out + used);
    }
    out[used] = '\0';
}
