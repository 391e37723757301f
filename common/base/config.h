/*
 * config.h - YAML files into structs, with errors that name file, line and key.
 *
 * A thin face over libcyaml: the caller owns the schema, this owns the reading and the words.
 *
 * Errors   STATUS_MISSING (no such file) or STATUS_INVALID; `error` gets one or more lines such as
 *          "config/office.yaml:12: services.PSY.minutes: invalid value".
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/status.h"

#include <stddef.h>

#include <cyaml/cyaml.h>

enum status config_load(const char *path, const cyaml_schema_value_t *schema, void **out_value,
                        char *error, size_t error_size) MUST_USE;
void config_free(const cyaml_schema_value_t *schema, void *value);

#endif
