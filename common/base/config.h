/*
 * config.h - YAML files into structs, with errors that name file, line and key.
 *
 * Aliases are refused; so are keys that the schema does not know and keys said twice.
 *
 * A thin face over libcyaml: the caller owns the schema, this owns the reading and the words.
 *
 * Errors   STATUS_MISSING (no such file) or STATUS_INVALID; `error` gets one or more lines such as
 *          "config/office.yaml:12: services[3].minutes: Invalid INT value: 'soon'". Items of a list
 *          are counted from 1. The outputs are untouched on failure.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/status.h"

#include <cyaml/cyaml.h>
#include <stddef.h>

enum status config_load(const char *path, const cyaml_schema_value_t *schema, void **out_value,
                        char *error, size_t error_size) MUST_USE;
void config_free(const cyaml_schema_value_t *schema, void *value);

#endif
