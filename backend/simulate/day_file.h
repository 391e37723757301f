/*
 * day_file.h - days.yaml as it stands in the file, before anything is checked.
 *
 * Wrong types, missing or unknown keys and bad YAML stop the reading.
 *
 * Memory   owned by the file: free with day_file_destroy.
 * Errors   as base/config.h.
 */
#ifndef SIMULATE_DAY_FILE_H
#define SIMULATE_DAY_FILE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

struct day_file_people {
    int spread_percent;
    int further_percent;
    int offer_percent;
    int early_minutes;
    int early_spread_minutes;
    int slot_minutes;
    int patience_minutes;
    int patience_spread_percent;
    int missed_percent;
    int recalled_percent;
    int returned_percent;
    int return_minutes;
    int walk_seconds;
    int pause_seconds;
};

struct day_file_service {
    char *code;
    int minutes;
    int walk_in;
    int booked;
    bool first;
    char **further;
    unsigned further_count;
};

struct day_file_staff {
    char *title;
    char **main;
    unsigned main_count;
    char **backup;
    unsigned backup_count;
    char **desk;
    unsigned desk_count;
    char **breaks; /* "10:30" */
    unsigned breaks_count;
};

struct day_file_model {
    char *name;
    char *about;
    int visits;
    int several_percent;
    int booked_percent;
    int priority_percent;
    int no_show_percent;
    char **absent;
    unsigned absent_count;
};

struct day_file {
    char *opens; /* "08:00" */
    char *closes;
    char *ends;
    int *arrivals;
    unsigned arrivals_count;
    struct day_file_people people;
    struct day_file_service *services;
    unsigned services_count;
    struct day_file_staff *staff;
    unsigned staff_count;
    int break_minutes;
    struct day_file_model *models;
    unsigned models_count;
};

enum status day_file_load(const char *path, struct day_file **out_file, char *error,
                          size_t error_size) MUST_USE;
void day_file_destroy(struct day_file *file); /* NULL is fine */

#endif
