#include "api/catalog.h"

#include "api/app.h"
#include "api/reply.h"
#include "api/secret.h"
#include "base/json_out.h"
#include "base/memory.h"
#include "wire/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes the text. */
static void make_text(char *json, struct catalog_text *out)
{
    char hash[SECRET_HASH_HEX + 1];
    secret_hash_one(json, hash);
    out->json = json;
    (void)snprintf(out->etag, sizeof(out->etag), "\"%s\"", hash);
    packed_make(json, &out->packed);
}

static void write_name(struct json_out *json, const char *code, const struct wire_label *label,
                       enum language language)
{
    json_out_object(json, NULL);
    json_out_text(json, "code", code);
    json_out_object(json, "label");
    json_out_text(json, language_code(language), label->text[language]);
    json_out_end(json);
    json_out_end(json);
}

static char *names_of(const struct wire_catalog *catalog, enum language language, int need_count)
{
    struct buffer body;
    struct json_out json;
    buffer_init(&body, WIRE_CATALOG_BYTES_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    json_out_text(&json, "version", catalog->version);
    json_out_object(&json, "office");
    json_out_text(&json, "name", catalog->office_name);
    json_out_text(&json, "phone", catalog->office_phone);
    json_out_end(&json);
    json_out_array(&json, "services");
    for (int i = 0; i < catalog->service_count; i++) {
        write_name(&json, catalog->services[i].code, &catalog->services[i].label, language);
    }
    json_out_end(&json);
    json_out_array(&json, "needs");
    for (int i = 0; i < need_count; i++) {
        write_name(&json, catalog->needs[i].code, &catalog->needs[i].label, language);
    }
    json_out_end(&json);
    json_out_end(&json);
    return buffer_take(&body);
}

void catalog_make(const char *json, struct catalog *out)
{
    struct wire_catalog *catalog = NULL;
    struct json_error error;
    *out = (struct catalog){0};
    make_text(memory_copy_text(json), &out->whole);
    if (wire_catalog_decode(json, strlen(json), &catalog, &error) != STATUS_OK) {
        return;
    }
    for (int i = LANGUAGE_PL; i < LANGUAGE_PL_EASY; i++) {
        make_text(names_of(catalog, (enum language)i, catalog->need_count), &out->names[i]);
        make_text(names_of(catalog, (enum language)i, 0), &out->services[i]);
    }
    free(catalog);
}

static void free_text(struct catalog_text *text)
{
    packed_free(&text->packed);
    free(text->json);
}

void catalog_free(struct catalog *catalog)
{
    free_text(&catalog->whole);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        free_text(&catalog->names[i]);
        free_text(&catalog->services[i]);
    }
    *catalog = (struct catalog){0};
}

/* Packed it is the same text in other bytes: its tag is the weak one. */
static void answer(struct exchange *exchange, const struct catalog_text *text)
{
    const char *known = exchange_header(exchange, "If-None-Match");
    bool is_packed = packed_is_wanted(exchange);
    char tag[sizeof(text->etag) + 2];
    (void)snprintf(tag, sizeof(tag), "%s%s", is_packed ? "W/" : "", text->etag);
    exchange_set_header(exchange, "ETag", tag);
    exchange_set_header(exchange, "Cache-Control", "no-cache");
    exchange_set_header(exchange, "Vary", "Accept-Encoding");
    if (known != NULL && strcmp(known, tag) == 0) {
        exchange_reply_empty(exchange, 304);
        return;
    }
    if (is_packed) {
        exchange_set_header(exchange, "Content-Encoding", "gzip");
        exchange_reply_static(exchange, 200, "application/json", text->packed.bytes,
                              text->packed.size);
        return;
    }
    exchange_reply_static(exchange, 200, "application/json", text->json, strlen(text->json));
}

void catalog_get(struct exchange *exchange)
{
    const struct catalog *catalog = &app_of(exchange)->catalog;
    const char *code = exchange_query(exchange, "lang");
    const char *of = exchange_query(exchange, "of");
    bool is_short = of != NULL && strcmp(of, "services") == 0;
    const struct catalog_text *names = is_short ? catalog->services : catalog->names;
    enum language language = LANGUAGE_PL;
    if (code == NULL) {
        answer(exchange, &catalog->whole);
    } else if (language_parse(code, &language) == STATUS_OK && names[language].json != NULL) {
        answer(exchange, &names[language]);
    } else {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "lang",
                     "This language is not known: pl, uk, en, ru.");
    }
}
