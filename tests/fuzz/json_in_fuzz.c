/*
 * Any bytes as JSON: the reader neither crashes nor accepts what it says it refuses.
 */
#include "base/json_in.h"
#include "base/text.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct thing {
    int64_t number;
    bool truth;
    char text[17];
};

static const struct json_field fields[] = {
    {"number", JSON_FIELD_INT, false, offsetof(struct thing, number), -100, 100},
    {"truth", JSON_FIELD_BOOL, false, offsetof(struct thing, truth), 0, 0},
    {"text", JSON_FIELD_TEXT, false, offsetof(struct thing, text), 0, 16},
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct json_in *document = NULL;
    struct json_error error = {0};
    if (json_in_parse((const char *)bytes, size, &document, &error) != STATUS_OK) {
        assert(error.sentence[0] != '\0');
        assert(utf8_is_valid(error.sentence, strlen(error.sentence)));
        return 0;
    }
    assert(utf8_is_valid((const char *)bytes, size));
    struct thing thing = {.number = 1000};
    enum status status =
        json_in_unpack(document, fields, sizeof(fields) / sizeof(fields[0]), &thing, &error);
    if (status == STATUS_OK) {
        assert(thing.number == 1000 || (thing.number >= -100 && thing.number <= 100));
        assert(strlen(thing.text) <= 16 && utf8_is_valid(thing.text, strlen(thing.text)));
    } else {
        assert(thing.number == 1000 && utf8_is_valid(error.field, strlen(error.field)));
    }
    json_in_destroy(document);
    return 0;
}
