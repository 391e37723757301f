#include "store/rule_store.h"

#include "base/json_out.h"
#include "store/query.h"

#include <stdio.h>
#include <string.h>

enum { LOAD, LOAD_FIRST, ADD };

enum { BODY_MAX = 1024 };

static const char *const texts[] = {
    [LOAD] = "SELECT body FROM rule WHERE office_id = $1 ORDER BY version DESC LIMIT 1",
    [LOAD_FIRST] = "SELECT body FROM rule WHERE office_id = $1 ORDER BY version LIMIT 1",
    [ADD] = "INSERT INTO rule (office_id, version, at_ms, body) VALUES ($1, $2, $3, $4)",
};

const struct query_set rule_queries = QUERY_SET(texts);

#define LENGTH(name_)                                                                              \
    {                                                                                              \
#name_, JSON_FIELD_INT, false, offsetof(struct rules, name_), 0, INT64_MAX                 \
    }

static const struct json_field fields[] = {
    {"version", JSON_FIELD_INT, false, offsetof(struct rules, version), 1, INT64_MAX},
    LENGTH(booking_head_ms),
    LENGTH(priority_head_ms),
    LENGTH(backup_ms),
    LENGTH(early_ms),
    LENGTH(grace_ms),
    LENGTH(return_ms),
    LENGTH(park_ms),
    LENGTH(recall_ms),
    LENGTH(recalls),
    LENGTH(alarm_ms),
    LENGTH(unanswered_ms),
    LENGTH(gone_ms),
    LENGTH(ask_ms),
    {"auto_call", JSON_FIELD_BOOL, false, offsetof(struct rules, auto_call), 0, 0},
    {"full_today", JSON_FIELD_BOOL, false, offsetof(struct rules, full_today), 0, 0},
};

enum { FIELD_COUNT = sizeof(fields) / sizeof(fields[0]) };

static void encode_field(struct json_out *json, const struct json_field *field,
                         const struct rules *rules)
{
    const char *at = (const char *)rules + field->offset;
    if (field->type == JSON_FIELD_BOOL) {
        bool value = false;
        memcpy(&value, at, sizeof(value));
        json_out_bool(json, field->name, value);
    } else {
        int64_t value = 0;
        memcpy(&value, at, sizeof(value));
        json_out_int(json, field->name, value);
    }
}

void rules_encode(const struct rules *rules, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    for (int i = 0; i < FIELD_COUNT; i++) {
        encode_field(&json, &fields[i], rules);
    }
    json_out_end(&json);
}

enum status rules_read(const struct json_in *object, struct rules *rules, struct json_error *error)
{
    struct rules changed = *rules;
    const char *field = "";
    enum status status = json_in_unpack(object, fields, FIELD_COUNT, &changed, error);
    if (status == STATUS_OK && rules_check(&changed, &field) != STATUS_OK) {
        (void)snprintf(error->field, sizeof(error->field), "%s", field);
        (void)snprintf(error->sentence, sizeof(error->sentence), "This cannot be meant.");
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK) {
        *rules = changed;
    }
    return status;
}

enum status rules_decode(const char *json, size_t size, struct rules *rules,
                         struct json_error *error)
{
    struct json_in *document = NULL;
    enum status status = json_in_parse(json, size, &document, error);
    if (status == STATUS_OK) {
        status = rules_read(document, rules, error);
        json_in_destroy(document);
    }
    return status;
}

static enum status load(struct db *db, int which, int64_t office_id, struct rules *out_rules)
{
    struct json_error error;
    struct rules rules = rules_default();
    sqlite3_stmt *query = query_start(db, QUERY_SET_RULE, which);
    query_int(query, 1, office_id);
    enum status status = STATUS_MISSING;
    if (query_next(query)) {
        const char *body = query_column_borrow(query, 0);
        status = rules_decode(body, strlen(body), &rules, &error);
    }
    enum status ended = query_end(db, query);
    status = ended != STATUS_OK ? ended : status;
    if (status == STATUS_OK) {
        *out_rules = rules;
    }
    return status;
}

enum status rule_store_load(struct db *db, int64_t office_id, struct rules *out_rules)
{
    return load(db, LOAD, office_id, out_rules);
}

enum status rule_store_load_first(struct db *db, int64_t office_id, struct rules *out_rules)
{
    return load(db, LOAD_FIRST, office_id, out_rules);
}

enum status rule_store_add(struct db *db, int64_t office_id, const struct rules *rules,
                           int64_t now_ms)
{
    struct buffer body;
    buffer_init(&body, BODY_MAX);
    rules_encode(rules, &body);
    sqlite3_stmt *query = query_start(db, QUERY_SET_RULE, ADD);
    query_int(query, 1, office_id);
    query_int(query, 2, rules->version);
    query_int(query, 3, now_ms);
    query_text(query, 4, buffer_text(&body));
    enum status status = query_run(db, query);
    buffer_finish(&body);
    return status;
}
