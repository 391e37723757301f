#include "speech/pronounce.h"

#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
    EN_DASH = 0x2013,
    APOSTROPHE_LETTER = 0x02BC, /* as Ukrainian keyboards type it */
    O_ACUTE_CAPITAL = 0x00D3,
    O_ACUTE = 0x00F3,
    LATIN_EXTENDED_FIRST = 0x0100,
    LATIN_EXTENDED_LAST = 0x017F,
    INITIALS_MAX = 5 /* longer words in capitals are words */
};

struct word {
    const char *written;
    const char *said;
};

/* With their dots. */
static const struct word words_pl[] = {
    {"ul.", "ulica"}, {"al.", "aleja"},    {"pl.", "plac"}, {"godz.", "godzina"},
    {"nr", "numer"},  {"tel.", "telefon"}, {NULL, NULL},
};

/* Capitals that are said as a word. */
static const char *const spoken_as_words[] = {"PESEL", "MOPS", "CUS",   "ZUS",
                                              "KIS",   "NIP",  "PFRON", NULL};

static const struct word words_uk[] = {
    {"PESEL", "песель"}, {"MOPS", "мопс"}, {"QR", "кю ар"}, {"вул.", "вулиця"}, {NULL, NULL}};

static const struct word words_ru[] = {
    {"PESEL", "песель"}, {"MOPS", "мопс"}, {"QR", "кью ар"}, {"ул.", "улица"}, {NULL, NULL}};

static const char *const letters_uk[26] = {
    "а",  "бе", "це", "де", "е",  "еф", "ґе", "га", "і",  "йот",      "ка",  "ель",   "ем",
    "ен", "о",  "пе", "ку", "ер", "ес", "те", "у",  "ве", "дубль ве", "ікс", "ігрек", "зет"};

static const char *const letters_ru[26] = {
    "а",  "бэ", "цэ", "дэ", "е",  "эф", "гэ", "аш", "и",  "йот",      "ка",  "эль",   "эм",
    "эн", "о",  "пэ", "ку", "эр", "эс", "тэ", "у",  "вэ", "дубль вэ", "икс", "игрек", "зет"};

/* How one language says what others spell. */
struct tongue {
    const struct word *words;
    const char *const *letters; /* names of the Latin letters; NULL: the voice knows them */
    const char *range;          /* between two numbers */
};

static const struct tongue tongues[LANGUAGE_COUNT] = {
    [LANGUAGE_PL] = {words_pl, NULL, " do "},       [LANGUAGE_PL_EASY] = {words_pl, NULL, " do "},
    [LANGUAGE_EN] = {NULL, NULL, " to "},           [LANGUAGE_UK] = {words_uk, letters_uk, " до "},
    [LANGUAGE_RU] = {words_ru, letters_ru, " до "},
};

struct speaker {
    const struct tongue *tongue;
    char *out;
    size_t room; /* bytes left, the NUL apart */
    bool is_full;
};

static void put(struct speaker *speaker, const char *text, size_t length)
{
    if (length > speaker->room) {
        speaker->is_full = true;
    }
    if (speaker->is_full) {
        return;
    }
    memcpy(speaker->out, text, length);
    speaker->out += length;
    speaker->room -= length;
}

static void say(struct speaker *speaker, const char *text)
{
    put(speaker, text, strlen(text));
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_latin(uint32_t character)
{
    bool is_ascii = character < 128 && isalpha((int)character);
    return is_ascii || character == O_ACUTE || character == O_ACUTE_CAPITAL ||
           (character >= LATIN_EXTENDED_FIRST && character <= LATIN_EXTENDED_LAST);
}

static bool is_cyrillic(uint32_t character)
{
    return character >= 0x0400 && character <= 0x04FF;
}

static bool is_letter(uint32_t character)
{
    return is_latin(character) || is_cyrillic(character);
}

/* The word that begins at `text`, in bytes. */
static size_t word_length(const char *text)
{
    const char *at = text;
    const char *end = text;
    while (is_letter(utf8_next(&at))) {
        end = at;
    }
    return (size_t)(end - text);
}

static const struct word *word_find(const struct tongue *tongue, const char *text, size_t length)
{
    for (const struct word *word = tongue->words; word != NULL && word->written != NULL; word++) {
        size_t written = strlen(word->written);
        bool has_dot = word->written[written - 1] == '.';
        bool is_same =
            written == length + (has_dot ? 1 : 0) && strncmp(word->written, text, written) == 0;
        if (is_same) {
            return word;
        }
    }
    return NULL;
}

static bool is_initials(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_capital(text[i])) {
            return false;
        }
    }
    for (int i = 0; spoken_as_words[i] != NULL; i++) {
        if (strlen(spoken_as_words[i]) == length &&
            strncmp(spoken_as_words[i], text, length) == 0) {
            return false;
        }
    }
    return length >= 2 && length <= INITIALS_MAX;
}

/* The plain letter under the marks of a Polish one. */
static char plain_letter(uint32_t character)
{
    static const struct {
        uint32_t character;
        char plain;
    } marked[] = {{0x105, 'a'}, {0x104, 'a'}, {0x107, 'c'}, {0x106, 'c'}, {0x119, 'e'},
                  {0x118, 'e'}, {0x142, 'l'}, {0x141, 'l'}, {0x144, 'n'}, {0x143, 'n'},
                  {0xF3, 'o'},  {0xD3, 'o'},  {0x15B, 's'}, {0x15A, 's'}, {0x17A, 'z'},
                  {0x179, 'z'}, {0x17C, 'z'}, {0x17B, 'z'}};

    for (size_t i = 0; i < sizeof(marked) / sizeof(marked[0]); i++) {
        if (marked[i].character == character) {
            return marked[i].plain;
        }
    }
    if (character >= 128) {
        return '\0';
    }
    return (char)tolower((int)character);
}

static void spell(struct speaker *speaker, const char *text, size_t length)
{
    const char *at = text;
    while (at < text + length) {
        const char *from = at;
        char plain = plain_letter(utf8_next(&at));
        if (from != text) {
            say(speaker, " ");
        }
        if (speaker->tongue->letters != NULL && plain >= 'a' && plain <= 'z') {
            say(speaker, speaker->tongue->letters[plain - 'a']);
        } else {
            put(speaker, from, (size_t)(at - from));
        }
    }
}

/* "A27", "A-117": one capital, perhaps a hyphen, figures. Gives the bytes before the figures. */
static size_t series_length(const char *text)
{
    if (!is_capital(text[0])) {
        return 0;
    }
    size_t length = text[1] == '-' ? 2 : 1;
    return is_digit(text[length]) ? length : 0;
}

/* Says a word; gives the bytes it took. */
static size_t say_word(struct speaker *speaker, const char *text)
{
    size_t series = series_length(text);
    if (series > 0) {
        spell(speaker, text, 1);
        say(speaker, " ");
        return series;
    }
    size_t length = word_length(text);
    const struct word *word = word_find(speaker->tongue, text, length);
    if (word != NULL) {
        say(speaker, word->said);
        return strlen(word->written);
    }
    const char *at = text;
    bool is_foreign = speaker->tongue->letters != NULL && is_latin(utf8_next(&at));
    if (is_foreign || is_initials(text, length)) {
        spell(speaker, text, length);
    } else {
        put(speaker, text, length);
    }
    return length;
}

/* What stands between two figures; gives the bytes it took, 0 when it is nothing special. */
static size_t say_between_figures(struct speaker *speaker, const char *text)
{
    const char *after = text;
    if (utf8_next(&after) == EN_DASH && is_digit(*after)) {
        say(speaker, speaker->tongue->range);
        return (size_t)(after - text);
    }
    if (!is_digit(text[1])) {
        return 0;
    }
    if (text[0] == '.' || text[0] == ' ') {
        say(speaker, text[0] == '.' ? " " : ", ");
        return 1;
    }
    return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): out is written through the speaker */
void pronounce(enum language language, const char *text, char *out, size_t out_size)
{
    struct speaker speaker = {&tongues[language], out, out_size - 1, false};
    bool is_after_figure = false;
    const char *at = text;
    while (*at != '\0' && !speaker.is_full) {
        size_t taken = is_after_figure ? say_between_figures(&speaker, at) : 0;
        if (taken > 0) {
            is_after_figure = false;
            at += taken;
            continue;
        }
        const char *next = at;
        uint32_t character = utf8_next(&next);
        is_after_figure = is_digit(*at);
        if (is_letter(character)) {
            at += say_word(&speaker, at);
        } else {
            if (character == APOSTROPHE_LETTER) {
                say(&speaker, "’");
            } else {
                put(&speaker, at, (size_t)(next - at));
            }
            at = next;
        }
    }
    *speaker.out = '\0';
}
