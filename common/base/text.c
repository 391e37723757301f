#include "base/text.h"

#include <assert.h>
#include <string.h>
#include <sys/random.h>

/* How many bytes the sequence starting with `lead` has; 0 for a byte that cannot start one. */
static int sequence_length(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* Decodes one character of at most `size` bytes; returns its length, 0 when malformed. */
static int decode(const unsigned char *bytes, size_t size, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    int length = sequence_length(bytes[0]);
    if (length == 0 || (size_t)length > size) {
        return 0;
    }
    uint32_t value = length == 1 ? bytes[0] : bytes[0] & (0xFFU >> (length + 1));
    for (int i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (bytes[i] & 0x3FU);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *out = value;
    return length;
}

bool utf8_is_valid(const char *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes;
    while (size > 0) {
        uint32_t value = 0;
        int length = decode(at, size, &value);
        if (length == 0 || value == 0) {
            return false;
        }
        at += length;
        size -= (size_t)length;
    }
    return true;
}

uint32_t utf8_next(const char **at)
{
    if (**at == '\0') {
        return 0;
    }
    uint32_t value = 0xFFFD;
    int length = decode((const unsigned char *)*at, strnlen(*at, 4), &value);
    *at += length > 0 ? length : 1;
    return value;
}

void hex_format(const unsigned char *bytes, size_t size, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * size] = '\0';
}

bool hex_is_valid(const char *text, size_t length)
{
    return strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

void random_bytes(unsigned char *out, size_t size)
{
    ssize_t got = getrandom(out, size, 0);
    assert(got == (ssize_t)size);
}

void random_hex(char *out, size_t size)
{
    unsigned char bytes[64];
    assert(size <= sizeof(bytes));
    random_bytes(bytes, size);
    hex_format(bytes, size, out);
}
