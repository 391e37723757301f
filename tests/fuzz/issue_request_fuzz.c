/*
 * Any bytes as the body of POST /api/v1/tickets: what is accepted is within its limits and comes
 * back the same after another turn over the wire.
 */
#include "wire/ticket.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct wire_issue_request request;
    struct wire_issue_request again;
    struct json_error error = {0};
    if (wire_issue_request_decode((const char *)bytes, size, &request, &error) != STATUS_OK) {
        assert(error.sentence[0] != '\0');
        return 0;
    }
    assert((request.need[0] == '\0') != (request.service[0] == '\0'));
    struct buffer text;
    buffer_init(&text, WIRE_BODY_BYTES_MAX);
    wire_issue_request_encode(&request, &text);
    enum status status =
        wire_issue_request_decode(buffer_text(&text), text.size_bytes, &again, &error);
    assert(status == STATUS_OK);
    assert(strcmp(request.need, again.need) == 0 && strcmp(request.service, again.service) == 0 &&
           strcmp(request.language, again.language) == 0 && request.priority == again.priority &&
           strcmp(request.interpreter, again.interpreter) == 0);
    buffer_finish(&text);
    return 0;
}
