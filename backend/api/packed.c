#define ZLIB_CONST /* what is packed is not changed */
#include "api/packed.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW_BITS = 15 + 16, MEMORY_LEVEL = 8 };

void packed_make(const char *text, struct packed *out)
{
    z_stream stream = {.next_in = (const Bytef *)text, .avail_in = (uInt)strlen(text)};
    int code = deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW_BITS, MEMORY_LEVEL,
                            Z_DEFAULT_STRATEGY);
    assert(code == Z_OK);
    uLong bound = deflateBound(&stream, stream.avail_in);
    *out = (struct packed){.bytes = memory_new(bound, 1)};
    stream.next_out = out->bytes;
    stream.avail_out = (uInt)bound;
    code = deflate(&stream, Z_FINISH);
    assert(code == Z_STREAM_END);
    (void)code;
    out->size = stream.total_out;
    (void)deflateEnd(&stream);
}

void packed_free(struct packed *packed)
{
    free(packed->bytes);
    *packed = (struct packed){0};
}

bool packed_is_wanted(const struct exchange *exchange)
{
    const char *encodings = exchange_header(exchange, "Accept-Encoding");
    return encodings != NULL && strstr(encodings, "gzip") != NULL;
}
