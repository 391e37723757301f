#include "api/secret.h"

#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { MEMORY_BYTES = 19 * 1024 * 1024, PASSES = 2, HASH_BYTES = 32 };

/* What a login that does not exist is compared with, so that it takes the same time. */
static char nobody[SECRET_PASSWORD_HASH_MAX + 1];

bool secret_setup(void)
{
    return sodium_init() >= 0 && secret_password_hash("nobody's password", nobody) == STATUS_OK;
}

void secret_token(char out[SECRET_TOKEN_HEX + 1])
{
    random_hex(out, SECRET_TOKEN_HEX / 2);
}

void secret_hash(const char *const *parts, size_t part_count, char out[SECRET_HASH_HEX + 1])
{
    unsigned char hash[HASH_BYTES];
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    for (size_t i = 0; i < part_count; i++) {
        (void)crypto_generichash_update(&state, (const unsigned char *)parts[i],
                                        strlen(parts[i]) + 1);
    }
    (void)crypto_generichash_final(&state, hash, sizeof(hash));
    hex_format(hash, sizeof(hash), out);
}

void secret_hash_one(const char *text, char out[SECRET_HASH_HEX + 1])
{
    secret_hash(&text, 1, out);
}

bool secret_equal(const char *a, const char *b)
{
    size_t length = strlen(a);
    return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

enum status secret_password_hash(const char *password, char out[SECRET_PASSWORD_HASH_MAX + 1])
{
    _Static_assert(crypto_pwhash_STRBYTES <= SECRET_PASSWORD_HASH_MAX + 1, "hash does not fit");
    int failed = crypto_pwhash_str_alg(out, password, strlen(password), PASSES, MEMORY_BYTES,
                                       crypto_pwhash_ALG_ARGON2ID13);
    return failed != 0 ? STATUS_UNAVAILABLE : STATUS_OK;
}

bool secret_password_matches(const char *hash, const char *password)
{
    bool exists = hash[0] != '\0';
    char known[SECRET_PASSWORD_HASH_MAX + 1] = {0};
    memcpy(known, exists ? hash : nobody, strnlen(exists ? hash : nobody, sizeof(known) - 1));
    return crypto_pwhash_str_verify(known, password, strlen(password)) == 0 && exists;
}
