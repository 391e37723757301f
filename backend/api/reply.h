/*
 * reply.h - the answers every handler gives: JSON, a refusal, a refusal because of a field.
 */
#ifndef API_REPLY_H
#define API_REPLY_H

#include "base/json_in.h"
#include "http/exchange.h"

/* Takes the buffer; one over its limit becomes problem internal. Never cached. */
void reply_json(struct exchange *exchange, int http_status, struct buffer *body);

void reply_refuse(struct exchange *exchange, enum status status, const char *slug,
                  const char *field, const char *detail);

/* Something of ours did not work: the reader, the writer. */
void reply_failed(struct exchange *exchange, enum status status);

/* 200 with what was written, or, when reading failed on the way, problem of that. Takes the buffer.
 */
void reply_built(struct exchange *exchange, enum status status, struct buffer *body);

/* Reads the whole body as one JSON object into a struct (see json_in_unpack); an empty body counts
 * as {}. Leaves the refusal as the answer and returns false. */
bool reply_read_body(struct exchange *exchange, const struct json_field *fields, size_t field_count,
                     void *out);

#endif
