#include "api/page_words.h"

#include "base/promise_words.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_BYTES = 512 };

void page_words_escape(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<': buffer_append_text(out, "&lt;"); break;
        case '>': buffer_append_text(out, "&gt;"); break;
        case '&': buffer_append_text(out, "&amp;"); break;
        case '"': buffer_append_text(out, "&quot;"); break;
        default: buffer_append(out, text, 1); break;
        }
    }
}

void page_words_element(struct buffer *out, const char *tag, const char *pattern,
                        const struct i18n_value *values, size_t count)
{
    char text[TEXT_BYTES];
    i18n_format(text, sizeof(text), pattern, values, count);
    buffer_printf(out, "<%s>", tag);
    page_words_escape(out, text);
    buffer_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

const char *page_words_wait_key(const struct promise *promise)
{
    return promise_text_key(promise_kind(promise));
}

void page_words_wait(int ahead, const struct promise *promise, struct page_words_wait *out)
{
    (void)snprintf(out->ahead, sizeof(out->ahead), "%d", ahead);
    (void)snprintf(out->low, sizeof(out->low), "%d", promise->low_min);
    (void)snprintf(out->high, sizeof(out->high), "%d", promise->high_min);
    out->values[0] = (struct i18n_value){"n", out->ahead};
    out->values[1] = (struct i18n_value){"a", out->low};
    out->values[2] = (struct i18n_value){"b", out->high};
}
