#include "simulate/day_file.h"

#include "base/config.h"
#include "simulate/day_model.h"

#define FIELD_INT(key_, struct_, member_)                                                          \
    CYAML_FIELD_INT(key_, CYAML_FLAG_DEFAULT, struct_, member_)

#define FIELD_TEXT(key_, struct_, member_)                                                         \
    CYAML_FIELD_STRING_PTR(key_, CYAML_FLAG_POINTER, struct_, member_, 1, DAY_TEXT_MAX)

#define FIELD_WORDS(key_, struct_, member_, most_)                                                 \
    CYAML_FIELD_SEQUENCE(key_, CYAML_FLAG_POINTER, struct_, member_, &word_schema, 0, most_)

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, DAY_TEXT_MAX),
};

static const cyaml_schema_value_t number_schema = {
    CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int),
};

static const cyaml_schema_field_t people_fields[] = {
    FIELD_INT("spread_percent", struct day_file_people, spread_percent),
    FIELD_INT("further_percent", struct day_file_people, further_percent),
    FIELD_INT("offer_percent", struct day_file_people, offer_percent),
    FIELD_INT("early_minutes", struct day_file_people, early_minutes),
    FIELD_INT("early_spread_minutes", struct day_file_people, early_spread_minutes),
    FIELD_INT("slot_minutes", struct day_file_people, slot_minutes),
    FIELD_INT("patience_minutes", struct day_file_people, patience_minutes),
    FIELD_INT("patience_spread_percent", struct day_file_people, patience_spread_percent),
    FIELD_INT("missed_percent", struct day_file_people, missed_percent),
    FIELD_INT("recalled_percent", struct day_file_people, recalled_percent),
    FIELD_INT("returned_percent", struct day_file_people, returned_percent),
    FIELD_INT("return_minutes", struct day_file_people, return_minutes),
    FIELD_INT("walk_seconds", struct day_file_people, walk_seconds),
    FIELD_INT("pause_seconds", struct day_file_people, pause_seconds),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t service_fields[] = {
    FIELD_TEXT("code", struct day_file_service, code),
    FIELD_INT("minutes", struct day_file_service, minutes),
    FIELD_INT("walk_in", struct day_file_service, walk_in),
    FIELD_INT("booked", struct day_file_service, booked),
    CYAML_FIELD_BOOL("first", CYAML_FLAG_DEFAULT, struct day_file_service, first),
    FIELD_WORDS("further", struct day_file_service, further, DAY_FURTHER_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t service_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct day_file_service, service_fields),
};

static const cyaml_schema_field_t staff_fields[] = {
    FIELD_TEXT("title", struct day_file_staff, title),
    FIELD_WORDS("main", struct day_file_staff, main, OFFICE_SERVICES_MAX),
    FIELD_WORDS("backup", struct day_file_staff, backup, OFFICE_SERVICES_MAX),
    FIELD_WORDS("desk", struct day_file_staff, desk, OFFICE_SERVICES_MAX),
    FIELD_WORDS("breaks", struct day_file_staff, breaks, DAY_BREAKS_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t staff_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct day_file_staff, staff_fields),
};

static const cyaml_schema_field_t model_fields[] = {
    FIELD_TEXT("name", struct day_file_model, name),
    FIELD_TEXT("about", struct day_file_model, about),
    FIELD_INT("visits", struct day_file_model, visits),
    FIELD_INT("several_percent", struct day_file_model, several_percent),
    FIELD_INT("booked_percent", struct day_file_model, booked_percent),
    FIELD_INT("priority_percent", struct day_file_model, priority_percent),
    FIELD_INT("no_show_percent", struct day_file_model, no_show_percent),
    FIELD_WORDS("absent", struct day_file_model, absent, OFFICE_STAFF_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t model_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct day_file_model, model_fields),
};

static const cyaml_schema_field_t file_fields[] = {
    FIELD_TEXT("opens", struct day_file, opens),
    FIELD_TEXT("closes", struct day_file, closes),
    FIELD_TEXT("ends", struct day_file, ends),
    CYAML_FIELD_SEQUENCE("arrivals", CYAML_FLAG_POINTER, struct day_file, arrivals, &number_schema,
                         1, DAY_HOURS_MAX),
    CYAML_FIELD_MAPPING("people", CYAML_FLAG_DEFAULT, struct day_file, people, people_fields),
    CYAML_FIELD_SEQUENCE("services", CYAML_FLAG_POINTER, struct day_file, services, &service_schema,
                         1, OFFICE_SERVICES_MAX),
    CYAML_FIELD_SEQUENCE("staff", CYAML_FLAG_POINTER, struct day_file, staff, &staff_schema, 1,
                         OFFICE_STAFF_MAX),
    FIELD_INT("break_minutes", struct day_file, break_minutes),
    CYAML_FIELD_SEQUENCE("models", CYAML_FLAG_POINTER, struct day_file, models, &model_schema, 1,
                         DAY_MODELS_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct day_file, file_fields),
};

enum status day_file_load(const char *path, struct day_file **out_file, char *error,
                          size_t error_size)
{
    void *value = NULL;
    enum status status = config_load(path, &file_schema, &value, error, error_size);
    if (status == STATUS_OK) {
        *out_file = value;
    }
    return status;
}

void day_file_destroy(struct day_file *file)
{
    config_free(&file_schema, file);
}
