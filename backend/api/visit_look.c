#include "api/visit_look.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const char *const asks[] = {
    [VISIT_ASK_NOTHING] = "", [VISIT_ASK_PAUSE] = "pause", [VISIT_ASK_CANCEL] = "cancel"};

static bool says(const struct exchange *exchange, const char *name, const char *value)
{
    const char *said = exchange_query(exchange, name);
    return said != NULL && strcmp(said, value) == 0;
}

bool visit_look_read(const struct exchange *exchange, struct visit_look *out_look)
{
    const char *token = exchange_param(exchange, 0);
    const char *language = exchange_query(exchange, "lang");
    struct visit_look look = {.language = LANGUAGE_PL};
    bool has_token = hex_is_valid(token, WIRE_TOKEN_HEX);
    if (has_token) {
        memcpy(look.token, token, WIRE_TOKEN_HEX);
    }
    look.has_language = language != NULL && language_parse(language, &look.language) == STATUS_OK;
    look.is_larger = says(exchange, "text", "2");
    look.is_repeating = says(exchange, "auto", "1");
    look.has_failed = says(exchange, "failed", "1");
    for (int i = VISIT_ASK_PAUSE; i <= VISIT_ASK_CANCEL; i++) {
        look.ask = says(exchange, "ask", asks[i]) ? (enum visit_ask)i : look.ask;
    }
    *out_look = look;
    return has_token;
}

void visit_look_address(const struct visit_look *look, const char *action,
                        char out[VISIT_ADDRESS_MAX])
{
    const char *ask = asks[look->ask];
    (void)snprintf(out, VISIT_ADDRESS_MAX, "/v/%s%s?lang=%s%s%s%s%s%s", look->token, action,
                   language_code(look->language), look->is_larger ? "&text=2" : "",
                   look->is_repeating ? "&auto=1" : "", look->has_failed ? "&failed=1" : "",
                   ask[0] != '\0' ? "&ask=" : "", ask);
}
