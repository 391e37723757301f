#include "net/stream.h"

#include "base/clock.h"
#include "base/text.h"
#include "net/answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    ANSWER_MS_MAX = 5000, /* from the start of a try to its first byte */
    AGAIN_MS_MIN = 500,
    AGAIN_MS_MAX = 5000
};

void stream_init(struct stream *stream, const struct easy_address *address, CURLM *multi,
                 int silence_ms)
{
    *stream = (struct stream){.address = address,
                              .multi = multi,
                              .silence_ms = silence_ms,
                              .backoff = {AGAIN_MS_MIN, AGAIN_MS_MAX, 0},
                              .status = STATUS_UNAVAILABLE};
}

void stream_finish(struct stream *stream)
{
    if (stream->easy != NULL) {
        (void)curl_multi_remove_handle(stream->multi, stream->easy);
        curl_easy_cleanup(stream->easy);
        curl_slist_free_all(stream->headers);
        stream->easy = NULL;
        stream->headers = NULL;
    }
}

/* The empty line ends the headers: only then is it known who answered. (curl_write_callback wants
 * the bytes writable.) */
// NOLINTNEXTLINE(readability-non-const-parameter)
static size_t take_header(char *bytes, size_t one, size_t size, void *context)
{
    (void)one; /* always 1 */
    struct stream *stream = context;
    long http_code = 0;
    char *type = NULL;
    stream->heard_ms = clock_monotonic_ms();
    if (size > 2 || bytes[0] != '\r') {
        return size;
    }
    (void)curl_easy_getinfo(stream->easy, CURLINFO_RESPONSE_CODE, &http_code);
    (void)curl_easy_getinfo(stream->easy, CURLINFO_CONTENT_TYPE, &type);
    if (http_code != 200 || type == NULL || strncasecmp(type, "text/event-stream", 17) != 0) {
        enum status status = answer_status(http_code);
        stream->status = status == STATUS_OK ? STATUS_INTERNAL : status;
        return 0; /* ends the transfer */
    }
    stream->is_open = true;
    stream->has_failed = false;
    backoff_reset(&stream->backoff);
    return size;
}

static size_t take_bytes(char *bytes, size_t one, size_t size, void *context)
{
    (void)one;
    struct stream *stream = context;
    int events = 0;
    stream->heard_ms = clock_monotonic_ms();
    if (sse_feed(&stream->sse, bytes, size, &events) != STATUS_OK) {
        return 0;
    }
    stream->has_changed = stream->has_changed || events > 0;
    return size;
}

static void start(struct stream *stream, int64_t now_ms)
{
    CURL *easy =
        easy_create(stream->address, "/events?view=kiosk", "text/event-stream", &stream->headers);
    stream->easy = easy;
    stream->heard_ms = now_ms;
    stream->status = STATUS_UNAVAILABLE;
    if (stream->sse.id[0] != '\0') {
        easy_add_header(&stream->headers, "Last-Event-ID", stream->sse.id);
    }
    sse_begin(&stream->sse);
    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, stream->headers);
    (void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    (void)curl_easy_setopt(easy, CURLOPT_HEADERDATA, stream);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, stream);
    if (curl_multi_add_handle(stream->multi, easy) != CURLM_OK) {
        abort(); /* out of memory or a broken library */
    }
}

void stream_done(struct stream *stream, int64_t now_ms)
{
    unsigned random;
    random_bytes((unsigned char *)&random, sizeof(random));
    stream_finish(stream);
    stream->is_open = false;
    stream->has_failed = true;
    stream->next_ms = now_ms + backoff_next_ms(&stream->backoff, random);
}

static int64_t patience_ms(const struct stream *stream)
{
    return stream->is_open || stream->silence_ms < ANSWER_MS_MAX ? stream->silence_ms
                                                                 : ANSWER_MS_MAX;
}

void stream_step(struct stream *stream, int64_t now_ms)
{
    if (stream->easy != NULL && now_ms - stream->heard_ms >= patience_ms(stream)) {
        stream_done(stream, now_ms);
    }
    if (stream->easy == NULL && now_ms >= stream->next_ms) {
        start(stream, now_ms);
    }
}

void stream_hurry(struct stream *stream, int64_t now_ms)
{
    if (stream->easy == NULL && stream->next_ms > now_ms && stream->status == STATUS_UNAVAILABLE) {
        stream->next_ms = now_ms;
    }
}

int64_t stream_due_ms(const struct stream *stream)
{
    return stream->easy == NULL ? stream->next_ms : stream->heard_ms + patience_ms(stream);
}
