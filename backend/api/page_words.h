/*
 * page_words.h - what the pages made on the server share: escaping, filled sentences, how a wait is
 * said.
 *
 * Owner    any thread: pure.
 */
#ifndef API_PAGE_WORDS_H
#define API_PAGE_WORDS_H

#include "base/buffer.h"
#include "base/i18n.h"
#include "domain/promise.h"

#include <stddef.h>

/* Good inside an element and inside an attribute in double quotes. */
void page_words_escape(struct buffer *out, const char *text);

/* <tag ...>the pattern with its values</tag>; `tag` has its attributes with it. */
void page_words_element(struct buffer *out, const char *tag, const char *pattern,
                        const struct i18n_value *values, size_t count);

/* The key of the sentence: a range, "over" where it is too wide to say its end, or that it will be
 * soon; filled by {a} and {b}, see page_words_wait. */
const char *page_words_wait_key(const struct promise *promise);

/* The values of the sentences about standing in a queue: {n} people before, {a} to {b} minutes. */
struct page_words_wait {
    char ahead[16];
    char low[16];
    char high[16];
    struct i18n_value values[3];
};

void page_words_wait(int ahead, const struct promise *promise, struct page_words_wait *out);

#endif
