#include "wire/ticket.h"

#include "base/i18n.h"
#include "base/json_out.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_OF_DAY = 1440 };

static const struct json_field request_fields[] = {
    {"need", JSON_FIELD_TEXT, false, offsetof(struct wire_issue_request, need), 1, WIRE_CODE_MAX},
    {"service", JSON_FIELD_TEXT, false, offsetof(struct wire_issue_request, service), 1,
     WIRE_CODE_MAX},
    {"language", JSON_FIELD_TEXT, true, offsetof(struct wire_issue_request, language), 1,
     WIRE_CODE_MAX},
    {"interpreter", JSON_FIELD_TEXT, false, offsetof(struct wire_issue_request, interpreter), 1,
     WIRE_CODE_MAX},
    {"priority", JSON_FIELD_BOOL, false, offsetof(struct wire_issue_request, priority), 0, 0},
    {"agreed", JSON_FIELD_INT, false, offsetof(struct wire_issue_request, agreed), 0,
     (1 << WIRE_ROUTE_MAX) - 1},
    {"number", JSON_FIELD_TEXT, false, offsetof(struct wire_issue_request, number), 2,
     WIRE_NUMBER_MAX},
    {"token", JSON_FIELD_TEXT, false, offsetof(struct wire_issue_request, token), WIRE_TOKEN_HEX,
     WIRE_TOKEN_HEX},
    {"pressed_ms", JSON_FIELD_INT, false, offsetof(struct wire_issue_request, pressed_ms), 1,
     INT64_MAX},
};

static const struct json_field ticket_fields[] = {
    {"id", JSON_FIELD_INT, true, offsetof(struct wire_issue_answer, ticket_id), 1, INT64_MAX},
    {"day", JSON_FIELD_INT, true, offsetof(struct wire_issue_answer, day), 20000101, 99991231},
    {"number", JSON_FIELD_TEXT, true, offsetof(struct wire_issue_answer, number), 2,
     WIRE_NUMBER_MAX},
    {"token", JSON_FIELD_TEXT, true, offsetof(struct wire_issue_answer, token), WIRE_TOKEN_HEX,
     WIRE_TOKEN_HEX},
    {"issued_ms", JSON_FIELD_INT, true, offsetof(struct wire_issue_answer, issued_ms), 0,
     INT64_MAX},
};

static const struct json_field answer_fields[] = {
    {"ahead", JSON_FIELD_INT, true, offsetof(struct wire_issue_answer, ahead), 0, INT32_MAX},
    {"url", JSON_FIELD_TEXT, true, offsetof(struct wire_issue_answer, url), 1, WIRE_URL_MAX},
};

static const struct json_field wait_fields[] = {
    {"low_min", JSON_FIELD_INT, true, offsetof(struct wire_wait, low_min), 0, MINUTES_OF_DAY},
    {"high_min", JSON_FIELD_INT, true, offsetof(struct wire_wait, high_min), 0, MINUTES_OF_DAY},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static enum status refuse(struct json_error *error, const char *field, const char *sentence)
{
    (void)snprintf(error->field, sizeof(error->field), "%s", field);
    (void)snprintf(error->sentence, sizeof(error->sentence), "%s", sentence);
    return STATUS_INVALID;
}

static void optional_text(struct json_out *json, const char *name, const char *text)
{
    if (text[0] != '\0') {
        json_out_text(json, name, text);
    }
}

void wire_issue_request_encode(const struct wire_issue_request *request, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    optional_text(&json, "need", request->need);
    optional_text(&json, "service", request->service);
    json_out_text(&json, "language", request->language);
    optional_text(&json, "interpreter", request->interpreter);
    json_out_bool(&json, "priority", request->priority);
    if (request->agreed != 0) {
        json_out_int(&json, "agreed", request->agreed);
    }
    if (request->number[0] != '\0') {
        json_out_text(&json, "number", request->number);
        json_out_text(&json, "token", request->token);
        json_out_int(&json, "pressed_ms", request->pressed_ms);
    }
    json_out_end(&json);
}

static bool interpreter_is_known(const char *code)
{
    static const char *const codes[] = {"", "uk", "en", "ru", "pjm", "other"};
    for (size_t i = 0; i < COUNT(codes); i++) {
        if (strcmp(codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

/* A number that was lent comes with its token and its time, or none of them does. */
static enum status check_number(const struct wire_issue_request *request, struct json_error *error)
{
    char series;
    int32_t counter;
    bool has_number = request->number[0] != '\0';
    if (has_number && wire_number_parse(request->number, &series, &counter) != STATUS_OK) {
        return refuse(error, "number", "A number is a letter and a count, such as A27.");
    }
    if ((request->token[0] != '\0') != has_number ||
        (has_number && !hex_is_valid(request->token, WIRE_TOKEN_HEX))) {
        return refuse(error, "token", "A number has a token of 32 hexadecimal digits.");
    }
    if ((request->pressed_ms != 0) != has_number) {
        return refuse(error, "pressed_ms", "A number has the time at which it was given.");
    }
    return STATUS_OK;
}

static enum status check_request(const struct wire_issue_request *request, struct json_error *error)
{
    enum language language;
    if ((request->need[0] == '\0') == (request->service[0] == '\0')) {
        return refuse(error, "need", "Say either a need or a service, not both and not neither.");
    }
    if (request->agreed != 0 && request->need[0] == '\0') {
        return refuse(error, "agreed", "Only the places of a need's route can be agreed to.");
    }
    if (language_parse(request->language, &language) != STATUS_OK) {
        return refuse(error, "language", "This language is not known: pl, uk, en, ru, pl_easy.");
    }
    if (!interpreter_is_known(request->interpreter)) {
        return refuse(error, "interpreter", "This is not known: uk, en, ru, pjm, other.");
    }
    return check_number(request, error);
}

enum status wire_issue_request_decode(const char *bytes, size_t size,
                                      struct wire_issue_request *out_request,
                                      struct json_error *error)
{
    struct json_in *document;
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct wire_issue_request request = {0};
    status = json_in_unpack(document, request_fields, COUNT(request_fields), &request, error);
    json_in_destroy(document);
    if (status == STATUS_OK) {
        status = check_request(&request, error);
    }
    if (status == STATUS_OK) {
        *out_request = request;
    }
    return status;
}

enum status wire_wait_decode(const struct json_in *node, struct wire_wait *out_wait,
                             struct json_error *error)
{
    struct wire_wait wait = {0};
    if (!json_in_is_null(node)) {
        enum status status =
            json_in_unpack_known(node, wait_fields, COUNT(wait_fields), &wait, error);
        if (status != STATUS_OK) {
            json_error_within(error, "wait");
            return status;
        }
        if (wait.low_min > wait.high_min) {
            (void)refuse(error, "wait.low_min", "This must not be over high_min.");
            return STATUS_INVALID;
        }
        wait.is_known = true;
    }
    *out_wait = wait;
    return STATUS_OK;
}

static enum status decode_answer(const struct json_in *document, struct wire_issue_answer *out,
                                 struct json_error *error)
{
    enum status status =
        json_in_unpack_known(document, answer_fields, COUNT(answer_fields), out, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = json_in_unpack_known(json_in_child(document, "ticket"), ticket_fields,
                                  COUNT(ticket_fields), out, error);
    if (status != STATUS_OK) {
        json_error_within(error, "ticket");
        return status;
    }
    return wire_wait_decode(json_in_child(document, "wait"), &out->wait, error);
}

enum status wire_issue_answer_decode(const char *bytes, size_t size,
                                     struct wire_issue_answer *out_answer, struct json_error *error)
{
    struct json_in *document;
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct wire_issue_answer answer = {0};
    status = decode_answer(document, &answer, error);
    json_in_destroy(document);
    if (status == STATUS_OK) {
        *out_answer = answer;
    }
    return status;
}

enum status wire_number_parse(const char *number, char *out_series, int32_t *out_counter)
{
    size_t length = strlen(number);
    size_t digits = length == 0 ? 0 : strspn(number + 1, "0123456789");
    if (length < 2 || length > WIRE_NUMBER_MAX || digits != length - 1 || number[0] < 'A' ||
        number[0] > 'Z' || number[1] == '0') {
        return STATUS_INVALID;
    }
    *out_series = number[0];
    *out_counter = (int32_t)strtol(number + 1, NULL, 10);
    return STATUS_OK;
}

bool wire_key_is_valid(const char *key)
{
    size_t length = strlen(key);
    return length >= WIRE_KEY_MIN && length <= WIRE_KEY_MAX &&
           strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
               length;
}
