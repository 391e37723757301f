#include "office/office_file.h"

#include "base/config.h"
#include "office/office_plan.h"

#include <string.h>

enum {
    TEXT_BYTES_MAX = 1000, /* what a text may be is the check's business */
    LIST_MAX = 200
};

#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

#define FIELD_TEXT(key_, struct_, member_)                                                         \
    CYAML_FIELD_STRING_PTR(key_, OPTIONAL, struct_, member_, 0, TEXT_BYTES_MAX)

#define FIELD_LIST(key_, struct_, member_, entry_)                                                 \
    CYAML_FIELD_SEQUENCE(key_, OPTIONAL, struct_, member_, entry_, 0, LIST_MAX)

#define FIELD_BOOL(key_, struct_, member_)                                                         \
    CYAML_FIELD_BOOL(key_, CYAML_FLAG_OPTIONAL, struct_, member_)

#define FIELD_TEXTS(key_, struct_, member_)                                                        \
    CYAML_FIELD_MAPPING(key_, CYAML_FLAG_OPTIONAL, struct_, member_, texts_fields)

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, TEXT_BYTES_MAX),
};

static const cyaml_schema_field_t texts_fields[] = {
    FIELD_TEXT("pl", struct office_texts, pl),           FIELD_TEXT("uk", struct office_texts, uk),
    FIELD_TEXT("en", struct office_texts, en),           FIELD_TEXT("ru", struct office_texts, ru),
    FIELD_TEXT("pl_easy", struct office_texts, pl_easy), CYAML_FIELD_END,
};

#define RULE_INT(name_) CYAML_FIELD_INT(#name_, CYAML_FLAG_DEFAULT, struct office_file_rules, name_)
#define RULE_BOOL(name_)                                                                           \
    CYAML_FIELD_BOOL(#name_, CYAML_FLAG_DEFAULT, struct office_file_rules, name_)

static const cyaml_schema_field_t rules_fields[] = {
    RULE_INT(booking_head_minutes),
    RULE_INT(priority_head_minutes),
    RULE_BOOL(priority_out_of_turn),
    RULE_INT(backup_minutes),
    RULE_INT(early_minutes),
    RULE_INT(grace_minutes),
    RULE_INT(return_minutes),
    RULE_INT(park_minutes),
    RULE_INT(recall_seconds),
    RULE_INT(recalls),
    RULE_INT(alarm_minutes),
    RULE_INT(unanswered_minutes),
    RULE_INT(gone_minutes),
    RULE_INT(ask_minutes),
    RULE_BOOL(auto_call),
    RULE_BOOL(full_today),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t hours_fields[] = {
    CYAML_FIELD_INT("weekday", CYAML_FLAG_DEFAULT, struct office_file_hours, weekday),
    FIELD_TEXT("open", struct office_file_hours, open),
    FIELD_TEXT("close", struct office_file_hours, close),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t hours_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_hours, hours_fields),
};

static const cyaml_schema_field_t series_fields[] = {
    FIELD_TEXT("letter", struct office_file_series, letter),
    FIELD_TEXTS("label", struct office_file_series, label),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t series_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_series, series_fields),
};

static const cyaml_strval_t modes[] = {
    {"walk_in", OFFICE_MODE_WALK_IN},
    {"appointment", OFFICE_MODE_APPOINTMENT},
    {"mixed", OFFICE_MODE_MIXED},
};

static const cyaml_strval_t places[] = {
    {"centre", OFFICE_PLACE_CENTRE},
    {"home", OFFICE_PLACE_HOME},
    {"outreach", OFFICE_PLACE_OUTREACH},
};

static const cyaml_strval_t duties[] = {
    {"none", OFFICE_DUTY_NONE},
    {"first_talk", OFFICE_DUTY_FIRST_TALK},
    {"legal_advice", OFFICE_DUTY_LEGAL_ADVICE},
};

static const cyaml_strval_t tracks[] = {
    {"benefits", OFFICE_TRACK_BENEFITS},
    {"social", OFFICE_TRACK_SOCIAL},
};

static const cyaml_schema_field_t service_fields[] = {
    FIELD_TEXT("code", struct office_file_service, code),
    FIELD_TEXT("series", struct office_file_service, series),
    CYAML_FIELD_INT("minutes", CYAML_FLAG_DEFAULT, struct office_file_service, minutes),
    CYAML_FIELD_ENUM("mode", CYAML_FLAG_STRICT, struct office_file_service, mode, modes,
                     CYAML_ARRAY_LEN(modes)),
    CYAML_FIELD_FLAGS("place", CYAML_FLAG_STRICT, struct office_file_service, places, places,
                      CYAML_ARRAY_LEN(places)),
    FIELD_BOOL("sensitive", struct office_file_service, sensitive),
    FIELD_BOOL("immediate", struct office_file_service, immediate),
    CYAML_FIELD_ENUM("duty", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, struct office_file_service,
                     duty, duties, CYAML_ARRAY_LEN(duties)),
    CYAML_FIELD_ENUM("track", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, struct office_file_service,
                     track, tracks, CYAML_ARRAY_LEN(tracks)),
    FIELD_LIST("first_of", struct office_file_service, first_of, &word_schema),
    FIELD_TEXTS("label", struct office_file_service, label),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t service_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_service, service_fields),
};

static const cyaml_schema_field_t need_fields[] = {
    FIELD_TEXT("code", struct office_file_need, code),
    FIELD_BOOL("urgent", struct office_file_need, urgent),
    FIELD_BOOL("sensitive", struct office_file_need, sensitive),
    FIELD_BOOL("private_room", struct office_file_need, private_room),
    FIELD_BOOL("ask_interpreter", struct office_file_need, ask_interpreter),
    FIELD_LIST("route", struct office_file_need, route, &word_schema),
    FIELD_TEXTS("label", struct office_file_need, label),
    FIELD_TEXTS("hint", struct office_file_need, hint),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t need_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_need, need_fields),
};

static const cyaml_schema_field_t group_fields[] = {
    FIELD_TEXT("code", struct office_file_group, code),
    FIELD_TEXT("icon", struct office_file_group, icon),
    FIELD_TEXTS("label", struct office_file_group, label),
    FIELD_LIST("needs", struct office_file_group, needs, &word_schema),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t group_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_group, group_fields),
};

static const cyaml_schema_field_t helpline_fields[] = {
    FIELD_TEXT("number", struct office_file_helpline, number),
    FIELD_TEXTS("label", struct office_file_helpline, label),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t helpline_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_helpline, helpline_fields),
};

static const cyaml_schema_field_t line_fields[] = {
    FIELD_TEXTS("text", struct office_file_line, text),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t line_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_line, line_fields),
};

static const cyaml_schema_field_t board_fields[] = {
    CYAML_FIELD_INT("distance_m", CYAML_FLAG_DEFAULT, struct office_file_board, distance_m),
    CYAML_FIELD_INT("inches", CYAML_FLAG_DEFAULT, struct office_file_board, inches),
    FIELD_LIST("lines", struct office_file_board, lines, &line_schema),
    CYAML_FIELD_END,
};

static const cyaml_strval_t arrows[] = {
    {"right", OFFICE_ARROW_RIGHT},
    {"left", OFFICE_ARROW_LEFT},
    {"up", OFFICE_ARROW_UP},
    {"down", OFFICE_ARROW_DOWN},
};

static const cyaml_schema_field_t arrow_fields[] = {
    FIELD_TEXT("room", struct office_file_arrow, room),
    CYAML_FIELD_ENUM("points", CYAML_FLAG_STRICT, struct office_file_arrow, points, arrows,
                     CYAML_ARRAY_LEN(arrows)),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t arrow_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_arrow, arrow_fields),
};

static const cyaml_schema_field_t staff_fields[] = {
    FIELD_TEXT("login", struct office_file_staff, login),
    FIELD_TEXT("title", struct office_file_staff, title),
    FIELD_LIST("capabilities", struct office_file_staff, capabilities, &word_schema),
    CYAML_FIELD_FLAGS("tracks", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, struct office_file_staff,
                      tracks, tracks, CYAML_ARRAY_LEN(tracks)),
    FIELD_LIST("main", struct office_file_staff, main, &word_schema),
    FIELD_LIST("backup", struct office_file_staff, backup, &word_schema),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t staff_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct office_file_staff, staff_fields),
};

static const cyaml_schema_field_t file_fields[] = {
    FIELD_TEXT("code", struct office_file, code),
    FIELD_TEXT("name", struct office_file, name),
    FIELD_TEXT("phone", struct office_file, phone),
    FIELD_TEXT("timezone", struct office_file, timezone),
    FIELD_BOOL("demo", struct office_file, demo),
    FIELD_TEXT("demo_password", struct office_file, demo_password),
    CYAML_FIELD_MAPPING("rules", CYAML_FLAG_DEFAULT, struct office_file, rules, rules_fields),
    CYAML_FIELD_INT("ticket_retention_days", CYAML_FLAG_DEFAULT, struct office_file,
                    ticket_retention_days),
    FIELD_LIST("hours", struct office_file, hours, &hours_schema),
    FIELD_LIST("series", struct office_file, series, &series_schema),
    FIELD_LIST("services", struct office_file, services, &service_schema),
    FIELD_LIST("needs", struct office_file, needs, &need_schema),
    FIELD_LIST("groups", struct office_file, groups, &group_schema),
    FIELD_LIST("quick_needs", struct office_file, quick_needs, &word_schema),
    FIELD_LIST("helplines", struct office_file, helplines, &helpline_schema),
    CYAML_FIELD_MAPPING("board", CYAML_FLAG_OPTIONAL, struct office_file, board, board_fields),
    FIELD_LIST("rooms", struct office_file, rooms, &word_schema),
    FIELD_LIST("arrows", struct office_file, arrows, &arrow_schema),
    FIELD_LIST("staff", struct office_file, staff, &staff_schema),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct office_file, file_fields),
};

enum status office_file_load(const char *path, struct office_file **out_file, char *error,
                             size_t error_size)
{
    void *value = NULL;
    enum status status = config_load(path, &file_schema, &value, error, error_size);
    if (status == STATUS_OK) {
        *out_file = value;
    }
    return status;
}

void office_file_destroy(struct office_file *file)
{
    if (file != NULL) {
        config_free(&file_schema, file);
    }
}

int office_file_find_service(const struct office_file *file, const char *code)
{
    for (unsigned i = 0; code != NULL && i < file->services_count; i++) {
        if (file->services[i].code != NULL && strcmp(file->services[i].code, code) == 0) {
            return (int)i;
        }
    }
    return -1;
}

int office_file_find_need(const struct office_file *file, const char *code)
{
    for (unsigned i = 0; code != NULL && i < file->needs_count; i++) {
        if (file->needs[i].code != NULL && strcmp(file->needs[i].code, code) == 0) {
            return (int)i;
        }
    }
    return -1;
}
