/*
 * text.h - UTF-8, hexadecimal and random bytes.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) without NUL. */
bool utf8_is_valid(const char *bytes, size_t size);

/* Decodes the character at *at and moves it on; U+FFFD for a bad byte; 0 at the end. */
uint32_t utf8_next(const char **at);

/* `out` takes 2 * size + 1 bytes. */
void hex_format(const unsigned char *bytes, size_t size, char *out);

/* True when `text` is exactly `length` lower-case hexadecimal digits. */
bool hex_is_valid(const char *text, size_t length);

/* Fills from the kernel; never fails on Linux once booted (an assert otherwise). */
void random_bytes(unsigned char *out, size_t size);

/* 2 * size hexadecimal digits of fresh randomness and NUL. */
void random_hex(char *out, size_t size);

#endif
