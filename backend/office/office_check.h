/*
 * office_check.h - every rule an office file must keep, and all its breaches at once.
 *
 * Owner    any thread; reads the file system once, for the time zone.
 * Errors   none: what is wrong goes into the complaints, a line each; no line means sound.
 * Source   design rules of the project: at least three services under a letter, sensitive ones
 *          among first talks and legal advice, neutral rooms, every text in every language.
 */
#ifndef OFFICE_OFFICE_CHECK_H
#define OFFICE_OFFICE_CHECK_H

#include "office/complaints.h"
#include "office/office_file.h"

enum {
    OFFICE_SERIES_SERVICES_MIN = 3,
    OFFICE_HOME_CHOICES_MAX = 8 /* groups and quick needs; the booked visit is the ninth */
};

void office_check(const struct office_file *file, struct complaints *complaints);

/* Its parts, by what they look at. */
void office_check_services(const struct office_file *file, struct complaints *complaints);
void office_check_needs(const struct office_file *file, struct complaints *complaints);
void office_check_staff(const struct office_file *file, struct complaints *complaints);

/* 450 for "07:30"; -1 when it is no time. "24:00" is the end of the day. */
int office_minute_parse(const char *text);

#endif
