/*
 * i18n.h - the texts of the programs in five registers, from gettext .mo catalogues.
 *
 * All catalogues are loaded at once and looked up by key ("home_question"), with no process
 * locale, so that two people can be served in two languages. A text missing in a language falls
 * back to Polish, then to the key itself (a test finds those).
 *
 * Owner    any thread after i18n_open: read-only.
 * Memory   texts are borrowed for as long as the catalogues are open.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include "base/status.h"

#include <stddef.h>

enum language {
    LANGUAGE_PL,
    LANGUAGE_UK,
    LANGUAGE_EN,
    LANGUAGE_RU,
    LANGUAGE_PL_EASY,
    LANGUAGE_COUNT
};

struct i18n;

struct i18n_value {
    const char *name; /* "n" fills {n} */
    const char *text;
};

/* Reads DIR/pl.mo, uk.mo, en.mo, ru.mo and pl_easy.mo. On failure `error` says which file. */
enum status i18n_open(const char *directory, struct i18n **out_i18n, char *error,
                      size_t error_size) MUST_USE;
void i18n_close(struct i18n *i18n);

/* "pl", "uk", "en", "ru", "pl_easy": as in file names and on the wire. */
const char *language_code(enum language language);
/* "pl" for pl_easy too: for lang attributes and voices. */
const char *language_tag(enum language language);
/* May miss: STATUS_INVALID. */
enum status language_parse(const char *code, enum language *out_language) MUST_USE;

const char *i18n_text(const struct i18n *i18n, enum language language, const char *key);

/* Replaces {name} by the values; unknown names stay as they are. Cut at out_size. */
void i18n_format(char *out, size_t out_size, const char *pattern, const struct i18n_value *values,
                 size_t value_count);

#endif
