#include "app/letters.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

struct fold {
    uint32_t capital;
    uint32_t small;
    uint32_t plain;
};

/* Letters with marks, and the plain ones they are filed under. */
static const struct fold folds[] = {
    {0x0104, 0x0105, 'A'},    /* Ą */
    {0x0106, 0x0107, 'C'},    /* Ć */
    {0x0118, 0x0119, 'E'},    /* Ę */
    {0x0141, 0x0142, 'L'},    /* Ł */
    {0x0143, 0x0144, 'N'},    /* Ń */
    {0x00D3, 0x00F3, 'O'},    /* Ó */
    {0x015A, 0x015B, 'S'},    /* Ś */
    {0x0179, 0x017A, 'Z'},    /* Ź */
    {0x017B, 0x017C, 'Z'},    /* Ż */
    {0x0401, 0x0451, 0x0415}, /* Ё under Е */
    {0x0404, 0x0454, 0x0415}, /* Є under Е */
    {0x0406, 0x0456, 0x0406}, /* І */
    {0x0407, 0x0457, 0x0406}, /* Ї under І */
    {0x0419, 0x0439, 0x0418}, /* Й under И */
    {0x0490, 0x0491, 0x0413}, /* Ґ under Г */
};

static uint32_t plain(uint32_t c)
{
    for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++) {
        if (folds[i].capital == c || folds[i].small == c) {
            return folds[i].plain;
        }
    }
    bool is_small = (c >= 'a' && c <= 'z') || (c >= 0x0430 && c <= 0x044F);
    return is_small ? c - 32 : c;
}

/* Cyrillic capitals are numbered in their order, but for the Ukrainian І, which follows И. */
static uint32_t weight(uint32_t plain_letter)
{
    return plain_letter == 0x0406 ? 0x0418 * 2 + 1 : plain_letter * 2;
}

static const char *label_of(const struct wire_catalog *catalog, enum language language, int need)
{
    const struct wire_label *label = &catalog->needs[need].label;
    return label->text[language][0] != '\0' ? label->text[language] : label->text[LANGUAGE_PL];
}

/* Without marks; only what is the same then is compared with them. */
static int compare(const char *a, const char *b)
{
    const char *at_a = a;
    const char *at_b = b;
    uint32_t letter_a;
    uint32_t letter_b;
    do {
        letter_a = weight(plain(utf8_next(&at_a)));
        letter_b = weight(plain(utf8_next(&at_b)));
    } while (letter_a == letter_b && letter_a != 0);
    return letter_a != letter_b ? (letter_a < letter_b ? -1 : 1) : strcmp(a, b);
}

static void sort(const struct wire_catalog *catalog, enum language language,
                 struct letter_list *list)
{
    for (int i = 0; i < catalog->need_count; i++) {
        int at = i;
        const char *label = label_of(catalog, language, i);
        while (at > 0 && compare(label, label_of(catalog, language, list->needs[at - 1])) < 0) {
            list->needs[at] = list->needs[at - 1];
            at--;
        }
        list->needs[at] = i;
    }
    list->need_count = catalog->need_count;
}

static uint32_t first_letter(const struct wire_catalog *catalog, enum language language, int need)
{
    const char *at = label_of(catalog, language, need);
    return plain(utf8_next(&at));
}

static void letter_write(char out[static 5], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        out[1] = '\0';
        return;
    }
    out[0] = (char)(0xC0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3F));
    out[2] = '\0';
}

static void name_write(struct letter_group *group, uint32_t from, uint32_t to)
{
    char first[5];
    char last[5];
    letter_write(first, from);
    letter_write(last, to);
    (void)snprintf(group->name, sizeof(group->name), from == to ? "%s" : "%s – %s", first, last);
}

/* How many needs from `first` share its letter. */
static int run_length(const struct wire_catalog *catalog, enum language language,
                      const struct letter_list *list, int first)
{
    uint32_t letter = first_letter(catalog, language, list->needs[first]);
    int count = 1;
    while (first + count < list->need_count &&
           first_letter(catalog, language, list->needs[first + count]) == letter) {
        count++;
    }
    return count;
}

/* Letters are never torn apart; a group is full when the next letter would make it too long. */
static void group_up(const struct wire_catalog *catalog, enum language language,
                     struct letter_list *list)
{
    int fair = (list->need_count + LETTER_GROUPS_MAX - 1) / LETTER_GROUPS_MAX;
    int most = fair < 5 ? 5 : fair;
    int at = 0;
    while (at < list->need_count) {
        int run = run_length(catalog, language, list, at);
        struct letter_group *group =
            list->group_count > 0 ? &list->groups[list->group_count - 1] : NULL;
        bool is_last = list->group_count == LETTER_GROUPS_MAX;
        if (group == NULL || (group->count + run > most && !is_last)) {
            group = &list->groups[list->group_count++];
            group->first = at;
            group->count = 0;
        }
        group->count += run;
        at += run;
        name_write(group, first_letter(catalog, language, list->needs[group->first]),
                   first_letter(catalog, language, list->needs[at - 1]));
    }
}

void letters_find(const struct wire_catalog *catalog, enum language language,
                  struct letter_list *out_list)
{
    *out_list = (struct letter_list){0};
    sort(catalog, language, out_list);
    group_up(catalog, language, out_list);
}
