/*
 * office_file.h - office.yaml as it stands in the file, before any rule is checked.
 *
 * Every text is optional here, so that the check can list all that is missing instead of stopping
 * at the first; wrong types, unknown keys and bad YAML stop the reading at once.
 *
 * Memory   owned by the file: free with office_file_destroy. Pointers may be NULL where the file
 *          says nothing.
 * Errors   as config.h.
 */
#ifndef OFFICE_OFFICE_FILE_H
#define OFFICE_OFFICE_FILE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One sentence in each language. */
struct office_texts {
    char *pl;
    char *uk;
    char *en;
    char *ru;
    char *pl_easy;
};

struct office_file_hours {
    int weekday;
    char *open; /* "07:30" */
    char *close;
};

struct office_file_series {
    char *letter;
    struct office_texts label;
};

/* The duties that the rules of a series speak of. */
enum office_duty { OFFICE_DUTY_NONE, OFFICE_DUTY_FIRST_TALK, OFFICE_DUTY_LEGAL_ADVICE };

struct office_file_service {
    char *code;
    char *series;
    int minutes;
    int mode;        /* enum office_mode */
    uint32_t places; /* bits of enum office_place */
    bool sensitive;
    bool immediate;
    int duty;        /* enum office_duty */
    int track;       /* enum office_track */
    char **first_of; /* codes of services that wait until this one is over */
    unsigned first_of_count;
    struct office_texts label;
};

struct office_file_need {
    char *code;
    bool urgent;
    bool sensitive;
    bool private_room;
    bool ask_interpreter;
    char **route; /* codes of services */
    unsigned route_count;
    struct office_texts label;
    struct office_texts hint;
};

struct office_file_group {
    char *code;
    char *icon;
    struct office_texts label;
    char **needs;
    unsigned needs_count;
};

struct office_file_helpline {
    char *number;
    struct office_texts label;
};

struct office_file_line {
    struct office_texts text;
};

/* All zero where the file does not say it. */
struct office_file_board {
    int distance_m;
    int inches;
    struct office_file_line *lines;
    unsigned lines_count;
};

struct office_file_arrow {
    char *room;
    int points; /* enum office_arrow */
};

struct office_file_staff {
    char *login;
    char *title;
    char **capabilities;
    unsigned capabilities_count;
    uint32_t tracks; /* bits of enum office_track */
    char **main;     /* codes of services: what they are there for */
    unsigned main_count;
    char **backup; /* what they can do when nobody else is there */
    unsigned backup_count;
};

/* In minutes unless the name says seconds; see domain/rules.h. */
struct office_file_rules {
    int booking_head_minutes;
    int priority_head_minutes;
    bool priority_out_of_turn; /* then priority_head_minutes does not count */
    int backup_minutes;
    int early_minutes;
    int grace_minutes;
    int return_minutes;
    int park_minutes;
    int recall_seconds;
    int recalls;
    int alarm_minutes;
    int unanswered_minutes;
    int gone_minutes;
    int ask_minutes;
    bool auto_call;
    bool full_today;
};

struct office_file {
    char *code;
    char *name;
    char *phone;
    char *timezone;
    char *demo_password;
    struct office_file_hours *hours;
    struct office_file_series *series;
    struct office_file_service *services;
    struct office_file_need *needs;
    struct office_file_group *groups;
    char **quick_needs;
    struct office_file_helpline *helplines;
    char **rooms;
    struct office_file_arrow *arrows;
    struct office_file_staff *staff;
    unsigned hours_count;
    unsigned series_count;
    unsigned services_count;
    unsigned needs_count;
    unsigned groups_count;
    unsigned quick_needs_count;
    unsigned helplines_count;
    unsigned rooms_count;
    unsigned arrows_count;
    unsigned staff_count;
    struct office_file_rules rules;
    struct office_file_board board;
    int ticket_retention_days;
    bool demo;
};

enum status office_file_load(const char *path, struct office_file **out_file, char *error,
                             size_t error_size) MUST_USE;
void office_file_destroy(struct office_file *file);

/* -1 when there is none; `code` may be NULL. */
int office_file_find_service(const struct office_file *file, const char *code);
int office_file_find_need(const struct office_file *file, const char *code);

#endif
