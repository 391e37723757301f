#include "print/ipp.h"

#include "base/clock.h"
#include "base/memory.h"
#include "print/paper.h"

#include <stdlib.h>
#include <string.h>

#include <cups/cups.h>

enum { CONNECT_MS = 1500, CHUNK_BYTES = 8192, HOST_MAX = 255, RESOURCE_MAX = 255 };

/* How often libcups asks whether to go on waiting. */
static const double patience_s = 0.1;

struct ipp_line {
    const struct ipp_target *target;
    const atomic_bool *hang_up;
    http_t *http; /* NULL: not connected */
    char host[HOST_MAX + 1];
    char resource[RESOURCE_MAX + 1];
    int port;
    bool is_encrypted;
    int64_t until_ms; /* of the call in progress */
    bool knows_trim;  /* has_trim was asked for */
    bool has_trim;
};

static bool uri_split(const char *uri, struct ipp_line *out)
{
    char scheme[32];
    char user[64];
    if (httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof(scheme), user, sizeof(user),
                        out->host, sizeof(out->host), &out->port, out->resource,
                        sizeof(out->resource)) < HTTP_URI_STATUS_OK) {
        return false;
    }
    out->is_encrypted = strcmp(scheme, "ipps") == 0;
    return (out->is_encrypted || strcmp(scheme, "ipp") == 0) && out->host[0] != '\0';
}

bool ipp_uri_is_valid(const char *uri)
{
    struct ipp_line line;
    return strlen(uri) <= IPP_URI_MAX && uri_split(uri, &line);
}

/* libcups' own would ask for a password on the terminal. */
static const char *no_password(const char *prompt, http_t *http, const char *method,
                               const char *resource, void *context)
{
    (void)prompt;
    (void)http;
    (void)method;
    (void)resource;
    (void)context;
    return NULL;
}

struct ipp_line *ipp_line_create(const struct ipp_target *target, const atomic_bool *hang_up)
{
    struct ipp_line *line = memory_new(1, sizeof(*line));
    line->target = target;
    line->hang_up = hang_up;
    (void)uri_split(target->uri, line);
    cupsSetPasswordCB2(no_password, NULL); /* of this thread */
    return line;
}

static void hang_up(struct ipp_line *line)
{
    if (line->http != NULL) {
        httpClose(line->http);
        line->http = NULL;
    }
}

void ipp_line_destroy(struct ipp_line *line)
{
    if (line != NULL) {
        hang_up(line);
        free(line);
    }
}

/* libcups calls this when nothing came for patience_s; 0 ends the wait. */
static int may_wait_on(http_t *http, void *context)
{
    (void)http;
    const struct ipp_line *line = context;
    return !atomic_load(line->hang_up) && clock_monotonic_ms() < line->until_ms ? 1 : 0;
}

/* A connection that the other side closed meanwhile reads as "something is there". libcups would
 * dial again by itself, but with half a minute of patience. */
static bool is_stale(struct ipp_line *line)
{
    return line->http != NULL && httpWait(line->http, 0) != 0;
}

static enum status dial(struct ipp_line *line, int answer_ms)
{
    line->until_ms = clock_monotonic_ms() + answer_ms;
    if (is_stale(line)) {
        hang_up(line);
    }
    if (line->http == NULL) {
        line->http =
            httpConnect2(line->host, line->port, NULL, AF_UNSPEC,
                         line->is_encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED,
                         1, CONNECT_MS, NULL);
    }
    if (line->http == NULL) {
        return STATUS_UNAVAILABLE;
    }
    httpSetTimeout(line->http, patience_s, may_wait_on, line);
    return STATUS_OK;
}

static ipp_t *request_new(const struct ipp_line *line, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);
    (void)ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL,
                       line->target->uri);
    if (job != 0) {
        (void)ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    }
    (void)ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                       line->target->user);
    return request;
}

static enum status status_of(ipp_status_t code)
{
    switch (code) {
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE: return STATUS_MISSING;
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS: return STATUS_CONFLICT;
    default: break;
    }
    if (code >= IPP_STATUS_ERROR_INTERNAL) {
        return STATUS_TOO_MANY;
    }
    return code >= IPP_STATUS_ERROR_BAD_REQUEST ? STATUS_INVALID : STATUS_OK;
}

/* Judges a reply; none means the connection cannot be trusted any more. After a time-out the last
 * error of libcups says "successful-ok", so only the reply itself counts. */
static enum status reply_judge(struct ipp_line *line, ipp_t *reply)
{
    if (reply == NULL) {
        hang_up(line);
        return STATUS_INTERNAL;
    }
    return status_of(ippGetStatusCode(reply));
}

/* Sends and takes ownership of `request`; *out_reply is set unless there was none. */
static enum status ask(struct ipp_line *line, ipp_t *request, ipp_t **out_reply)
{
    enum status status = dial(line, IPP_ANSWER_MS);
    if (status != STATUS_OK) {
        ippDelete(request);
        return status;
    }
    *out_reply = cupsDoRequest(line->http, request, line->resource);
    return reply_judge(line, *out_reply);
}

static enum status ask_and_forget(struct ipp_line *line, ipp_t *request)
{
    ipp_t *reply = NULL;
    enum status status = ask(line, request, &reply);
    ippDelete(reply);
    return status;
}

static int integer_of(ipp_t *reply, const char *name)
{
    ipp_attribute_t *attribute = ippFindAttribute(reply, name, IPP_TAG_ZERO);
    return attribute == NULL ? 0 : ippGetInteger(attribute, 0);
}

static void want(ipp_t *request, int count, const char *const *names)
{
    (void)ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", count,
                        NULL, names);
}

static unsigned reasons_of(ipp_t *reply)
{
    unsigned reasons = 0;
    ipp_attribute_t *list = ippFindAttribute(reply, "printer-state-reasons", IPP_TAG_ZERO);
    for (int i = 0; list != NULL && i < ippGetCount(list); i++) {
        const char *keyword = ippGetString(list, i, NULL);
        reasons |= keyword == NULL ? 0 : verdict_reason(keyword);
    }
    if (integer_of(reply, "printer-state") == IPP_PSTATE_STOPPED) {
        reasons |= PRINTER_REASON_PAUSED;
    }
    ipp_attribute_t *accepts = ippFindAttribute(reply, "printer-is-accepting-jobs", IPP_TAG_ZERO);
    if (accepts != NULL && ippGetBoolean(accepts, 0) == 0) {
        reasons |= PRINTER_REASON_REJECTING;
    }
    return reasons;
}

enum status ipp_look(struct ipp_line *line, unsigned *out_reasons)
{
    static const char *const names[] = {"printer-state", "printer-state-reasons",
                                        "printer-is-accepting-jobs"};
    ipp_t *request = request_new(line, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
    ipp_t *reply = NULL;
    want(request, 3, names);
    enum status status = ask(line, request, &reply);
    if (status == STATUS_OK) {
        *out_reasons = reasons_of(reply);
    }
    ippDelete(reply);
    return status;
}

static bool has_keyword(ipp_t *reply, const char *name, const char *keyword)
{
    ipp_attribute_t *list = ippFindAttribute(reply, name, IPP_TAG_ZERO);
    return list != NULL && ippContainsString(list, keyword) != 0;
}

enum status ipp_look_at_job(struct ipp_line *line, int job, enum verdict_job_state *out_state,
                            bool *out_has_errors)
{
    static const char *const names[] = {"job-state", "job-state-reasons"};
    ipp_t *request = request_new(line, IPP_OP_GET_JOB_ATTRIBUTES, job);
    ipp_t *reply = NULL;
    want(request, 2, names);
    enum status status = ask(line, request, &reply);
    if (status == STATUS_MISSING) {
        *out_state = VERDICT_JOB_GONE;
        status = STATUS_OK;
    } else if (status == STATUS_OK) {
        *out_state = (enum verdict_job_state)integer_of(reply, "job-state");
        *out_has_errors = has_keyword(reply, "job-state-reasons", "job-completed-with-errors");
    }
    ippDelete(reply);
    return status;
}

/* Whether the printer has a cutter that it calls by the standard name. */
static bool can_trim(struct ipp_line *line)
{
    static const char *const names[] = {"finishings-supported"};
    if (line->knows_trim) {
        return line->has_trim;
    }
    ipp_t *request = request_new(line, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
    ipp_t *reply = NULL;
    want(request, 1, names);
    line->knows_trim = ask(line, request, &reply) == STATUS_OK;
    ipp_attribute_t *list =
        reply == NULL ? NULL : ippFindAttribute(reply, "finishings-supported", IPP_TAG_ENUM);
    line->has_trim = list != NULL && ippContainsInteger(list, IPP_FINISHINGS_TRIM) != 0;
    ippDelete(reply);
    return line->has_trim;
}

static void add_page(ipp_t *request, const struct ipp_page *page)
{
    static const char *const margins[] = {"media-top-margin", "media-bottom-margin",
                                          "media-left-margin", "media-right-margin"};
    ipp_t *size = ippNew();
    ipp_t *media = ippNew();
    (void)ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", page->width_hmm);
    (void)ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", page->length_hmm);
    (void)ippAddCollection(media, IPP_TAG_JOB, "media-size", size);
    for (size_t i = 0; i < sizeof(margins) / sizeof(margins[0]); i++) {
        (void)ippAddInteger(media, IPP_TAG_JOB, IPP_TAG_INTEGER, margins[i],
                            i < 2 ? 0 : PAPER_UNPRINTABLE_HMM);
    }
    (void)ippAddCollection(request, IPP_TAG_JOB, "media-col", media);
    ippDelete(size);
    ippDelete(media);
}

static void add_options(ipp_t *request, const char *text)
{
    cups_option_t *options = NULL;
    int count = cupsParseOptions(text, 0, &options);
    cupsEncodeOptions2(request, count, options, IPP_TAG_JOB);
    cupsFreeOptions(count, options);
}

enum status ipp_create_job(struct ipp_line *line, const char *name, const struct ipp_page *page,
                           int *out_job)
{
    bool trims = can_trim(line);
    ipp_t *request = request_new(line, IPP_OP_CREATE_JOB, 0);
    ipp_t *reply = NULL;
    (void)ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
    add_page(request, page);
    (void)ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
    if (trims) {
        (void)ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_ENUM, "finishings", IPP_FINISHINGS_TRIM);
    }
    add_options(request, line->target->options);
    enum status status = ask(line, request, &reply);
    int job = reply == NULL ? 0 : integer_of(reply, "job-id");
    ippDelete(reply);
    if (status == STATUS_OK && job <= 0) {
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK) {
        *out_job = job;
    }
    return status;
}

static http_status_t feed(struct ipp_line *line, const char *bytes, size_t size)
{
    http_status_t http = HTTP_STATUS_CONTINUE;
    for (size_t at = 0; at < size && http == HTTP_STATUS_CONTINUE; at += CHUNK_BYTES) {
        size_t chunk = size - at < CHUNK_BYTES ? size - at : CHUNK_BYTES;
        http = cupsWriteRequestData(line->http, bytes + at, chunk);
    }
    return http;
}

enum status ipp_send_document(struct ipp_line *line, int job, const void *bytes, size_t size,
                              int64_t until_ms)
{
    enum status status = dial(line, IPP_ANSWER_MS);
    if (status != STATUS_OK) {
        return status;
    }
    line->until_ms = until_ms;
    ipp_t *request = request_new(line, IPP_OP_SEND_DOCUMENT, job);
    (void)ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                       "image/pwg-raster");
    (void)ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    http_status_t http = cupsSendRequest(line->http, request, line->resource, CUPS_LENGTH_VARIABLE);
    if (http == HTTP_STATUS_CONTINUE) {
        http = feed(line, bytes, size);
    }
    ipp_t *reply = http == HTTP_STATUS_ERROR ? NULL : cupsGetResponse(line->http, line->resource);
    status = reply_judge(line, reply);
    ippDelete(reply);
    ippDelete(request);
    return status;
}

enum status ipp_cancel_job(struct ipp_line *line, int job)
{
    return ask_and_forget(line, request_new(line, IPP_OP_CANCEL_JOB, job));
}

enum status ipp_cancel_mine(struct ipp_line *line)
{
    return ask_and_forget(line, request_new(line, IPP_OP_CANCEL_MY_JOBS, 0));
}
