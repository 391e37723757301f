/*
 * letters.h - all needs in alphabetical order, in a few groups of neighbouring letters.
 *
 * A letter's marks do not count: "Ś" stands under "S", "Ї" under "І", "Ё" under "Е", so nobody has
 * to know where the alphabet puts them.
 *
 * Owner    any thread: pure values.
 */
#ifndef APP_LETTERS_H
#define APP_LETTERS_H

#include "wire/catalog.h"

enum { LETTER_GROUPS_MAX = 8, LETTER_NAME_MAX = 23 };

struct letter_group {
    char name[LETTER_NAME_MAX + 1]; /* "B – D", or "M" */
    int first;                      /* index into letter_list.needs */
    int count;
};

struct letter_list {
    int needs[WIRE_NEEDS_MAX]; /* indices into the catalogue, in order */
    int need_count;
    struct letter_group groups[LETTER_GROUPS_MAX];
    int group_count;
};

void letters_find(const struct wire_catalog *catalog, enum language language,
                  struct letter_list *out_list);

#endif
