/*
 * Any bytes as the catalogue: what is accepted keeps its invariants.
 */
#include "wire/catalog.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct wire_catalog *catalog = NULL;
    struct json_error error = {0};
    if (wire_catalog_decode((const char *)bytes, size, &catalog, &error) != STATUS_OK) {
        assert(catalog == NULL && error.sentence[0] != '\0');
        return 0;
    }
    for (int i = 0; i < catalog->need_count; i++) {
        const struct wire_need *need = &catalog->needs[i];
        assert(need->route_count >= 1 && need->route_count <= WIRE_ROUTE_MAX);
        for (int j = 0; j < need->route_count; j++) {
            assert(need->route[j] >= 0 && need->route[j] < catalog->service_count);
        }
    }
    struct buffer text;
    buffer_init(&text, 2 * WIRE_CATALOG_BYTES_MAX);
    wire_catalog_encode(catalog, &text);
    assert(!text.overflow);
    buffer_finish(&text);
    free(catalog);
    return 0;
}
