#include "office/office_words.h"

#include "base/text.h"
#include "wire/limits.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    STEM_LENGTH = 5, /* "psychologa" and "psycholog" share it */
    WORD_MAX = 48,   /* characters of one word that are looked at */
    ROOM_DIGITS_MAX = 3
};

const struct words_limit words_label = {.length = 60, .bytes = WIRE_LABEL_MAX};
const struct words_limit words_hint = {.length = 130, .bytes = WIRE_HINT_MAX};

size_t words_length(const char *text)
{
    size_t length = 0;
    while (utf8_next(&text) != 0) {
        length++;
    }
    return length;
}

bool words_is_code(const char *text, const char *set, size_t least, size_t most)
{
    size_t length = text != NULL ? strlen(text) : 0;
    return length >= least && length <= most && (length == 0 || strspn(text, set) == length);
}

/* Small letters for Latin with Polish diacritics and Cyrillic; all else as it is. */
static uint32_t fold(uint32_t letter)
{
    if ((letter >= 'A' && letter <= 'Z') || (letter >= 0x410 && letter <= 0x42F)) {
        return letter + 32;
    }
    if (letter == 0xD3) { /* Ó */
        return 0xF3;
    }
    bool is_pair_even = letter == 0x104 || letter == 0x106 || letter == 0x118 || letter == 0x15A;
    bool is_pair_odd = letter == 0x141 || letter == 0x143 || letter == 0x179 || letter == 0x17B;
    return letter + (is_pair_even || is_pair_odd ? 1 : 0);
}

static bool is_letter(uint32_t letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter >= 0xC0;
}

struct word {
    uint32_t letters[WORD_MAX]; /* folded */
    size_t length;
    bool is_capital; /* a capital first, a small letter second */
};

/* The next run of letters at *at; false at the end. */
static bool next_word(const char **at, struct word *out)
{
    uint32_t letter = utf8_next(at);
    while (letter != 0 && !is_letter(letter)) {
        letter = utf8_next(at);
    }
    *out = (struct word){0};
    uint32_t first = letter;
    while (is_letter(letter)) {
        if (out->length == 1) {
            out->is_capital = fold(first) != first && fold(letter) == letter;
        }
        if (out->length < WORD_MAX) {
            out->letters[out->length++] = fold(letter);
        }
        letter = utf8_next(at);
    }
    return out->length > 0;
}

bool words_look_like_a_name(const char *title)
{
    struct word word;
    while (next_word(&title, &word)) {
        if (word.is_capital) {
            return true;
        }
    }
    return false;
}

static bool words_are_akin(const struct word *one, const struct word *other)
{
    size_t length = one->length < other->length ? one->length : other->length;
    if (length < STEM_LENGTH) {
        return one->length == other->length &&
               memcmp(one->letters, other->letters, length * sizeof(one->letters[0])) == 0;
    }
    return memcmp(one->letters, other->letters, STEM_LENGTH * sizeof(one->letters[0])) == 0;
}

static bool has_word_akin(const char *text, const struct word *word)
{
    struct word other;
    while (text != NULL && next_word(&text, &other)) {
        if (other.length > 2 && words_are_akin(word, &other)) {
            return true;
        }
    }
    return false;
}

/* Whose word `word` is: "service PSY", "staff psycholog1"; false when it is nobody's. */
static bool find_owner(const struct office_file *file, const struct word *word, char *out,
                       size_t size)
{
    for (unsigned i = 0; i < file->services_count; i++) {
        const struct office_file_service *service = &file->services[i];
        if (has_word_akin(service->label.pl, word) || has_word_akin(service->code, word)) {
            (void)snprintf(out, size, "service %s", service->code != NULL ? service->code : "?");
            return true;
        }
    }
    for (unsigned i = 0; i < file->staff_count; i++) {
        if (has_word_akin(file->staff[i].title, word)) {
            const char *login = file->staff[i].login;
            (void)snprintf(out, size, "staff %s", login != NULL ? login : "?");
            return true;
        }
    }
    return false;
}

static bool room_is_neutral(const char *name)
{
    static const char *const words[] = {"Pokój ", "Stanowisko ", "Sala ", "Okienko "};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t length = strlen(words[i]);
        if (strncmp(name, words[i], length) == 0) {
            return words_is_code(name + length, "0123456789", 1, ROOM_DIGITS_MAX);
        }
    }
    return false;
}

void words_check_room(struct complaints *complaints, const struct office_file *file,
                      const char *name)
{
    if (room_is_neutral(name)) {
        return;
    }
    const char *at = name;
    const char *from = name;
    struct word word;
    while (next_word(&at, &word)) {
        char owner[96];
        if (find_owner(file, &word, owner, sizeof(owner))) {
            while (*from == ' ') {
                from++;
            }
            complaints_add(complaints,
                           "room \"%s\": the word \"%.*s\" is one of %s and tells what a person "
                           "came for; call it \"Pokój 1\" or \"Stanowisko 1\"",
                           name, (int)strcspn(from, " "), from, owner);
            return;
        }
        from = at;
    }
    complaints_add(complaints,
                   "room \"%s\": a neutral word and a number are expected, such as \"Pokój 1\" or "
                   "\"Stanowisko 1\"",
                   name);
}

static bool is_clean(const char *text)
{
    size_t length = strlen(text);
    for (const char *at = text; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == 0x7F) {
            return false;
        }
    }
    return utf8_is_valid(text, length) &&
           (length == 0 || (text[0] != ' ' && text[length - 1] != ' '));
}

static void check_text(struct complaints *complaints, const char *where, const char *language,
                       const char *text, const struct words_limit *limit)
{
    size_t length = words_length(text);
    if (length > limit->length) {
        complaints_add(complaints, "%s.%s: %zu characters long, at most %zu fit", where, language,
                       length, limit->length);
    } else if (strlen(text) > limit->bytes) {
        complaints_add(complaints, "%s.%s: %zu bytes long, at most %zu fit", where, language,
                       strlen(text), limit->bytes);
    }
    if (!is_clean(text)) {
        complaints_add(complaints, "%s.%s: no line breaks and no spaces at the ends, please", where,
                       language);
    }
}

void words_check_texts(struct complaints *complaints, const char *where,
                       const struct office_texts *texts, const struct words_limit *limit)
{
    const struct {
        const char *language;
        const char *text;
        bool required;
    } all[] = {
        {"pl", texts->pl, true},
        {"uk", texts->uk, true},
        {"en", texts->en, true},
        {"ru", texts->ru, true},
        {"pl_easy", texts->pl_easy, false},
    };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (all[i].text != NULL && all[i].text[0] != '\0') {
            check_text(complaints, where, all[i].language, all[i].text, limit);
        } else if (all[i].required) {
            complaints_add(complaints, "%s.%s: the text is missing", where, all[i].language);
        }
    }
}
