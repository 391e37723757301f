#include "office/backend_config.h"

#include "base/config.h"
#include "office/complaints.h"
#include "office/office_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING("listen", CYAML_FLAG_DEFAULT, struct backend_config, listen, 1),
    CYAML_FIELD_STRING("public_url", CYAML_FLAG_OPTIONAL, struct backend_config, public_url, 0),
    CYAML_FIELD_INT("password_workers", CYAML_FLAG_DEFAULT, struct backend_config,
                    password_workers),
    CYAML_FIELD_INT("session_hours", CYAML_FLAG_DEFAULT, struct backend_config, session_hours),
    CYAML_FIELD_INT("event_retention_days", CYAML_FLAG_DEFAULT, struct backend_config,
                    event_retention_days),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct backend_config, fields),
};

/* HOST:PORT; whether the machine has such an address is found out by listening. */
static bool is_address(const char *listen)
{
    const char *colon = strrchr(listen, ':');
    if (colon == NULL || colon == listen || !words_is_code(colon + 1, "0123456789", 1, 5) ||
        strtol(colon + 1, NULL, 10) > 65535) {
        return false;
    }
    size_t length = (size_t)(colon - listen);
    if (listen[0] == '[') {
        return listen[length - 1] == ']' &&
               strspn(listen + 1, "0123456789abcdefABCDEF:.") == length - 2 && length > 3;
    }
    return strspn(listen, "0123456789.") == length;
}

static bool is_url(const char *url)
{
    bool has_scheme = strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
    size_t length = strlen(url);
    return length == 0 || (has_scheme && length > strlen("https://") && url[length - 1] != '/' &&
                           strpbrk(url, " \t\r\n\"<>?#") == NULL);
}

static void check_range(struct complaints *complaints, const char *key, int value, int most)
{
    if (value < 1 || value > most) {
        complaints_add(complaints, "%s: %d is not from 1 to %d", key, value, most);
    }
}

static void check(const struct backend_config *config, struct complaints *complaints)
{
    if (!is_address(config->listen)) {
        complaints_add(complaints, "listen: \"%s\" is no address such as \"127.0.0.1:8080\"",
                       config->listen);
    }
    if (!is_url(config->public_url)) {
        complaints_add(complaints,
                       "public_url: \"%s\" is no beginning of a URL such as "
                       "\"https://kolejka.example.org\"",
                       config->public_url);
    }
    check_range(complaints, "password_workers", config->password_workers, 2);
    check_range(complaints, "session_hours", config->session_hours, BACKEND_SESSION_HOURS_MAX);
    check_range(complaints, "event_retention_days", config->event_retention_days,
                BACKEND_RETENTION_DAYS_MAX);
}

enum status backend_config_load(const char *path, struct backend_config *out_config,
                                struct buffer *out_errors)
{
    char error[512] = "";
    void *value = NULL;
    enum status status = config_load(path, &schema, &value, error, sizeof(error));
    if (status != STATUS_OK) {
        buffer_printf(out_errors, "%s\n", error);
        return status;
    }
    struct complaints complaints = {.path = path, .lines = out_errors};
    check(value, &complaints);
    if (complaints.count == 0) {
        memcpy(out_config, value, sizeof(*out_config));
    }
    config_free(&schema, value);
    return complaints.count == 0 ? STATUS_OK : STATUS_INVALID;
}
