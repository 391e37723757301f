/*
 * office_build.h - turns a checked office file into the plan.
 *
 * The file must have passed office_check without a complaint: what is too long or unknown here is
 * a bug, and an assert.
 */
#ifndef OFFICE_OFFICE_BUILD_H
#define OFFICE_OFFICE_BUILD_H

#include "office/office_file.h"
#include "office/office_plan.h"

/* `out_plan` is zeroed. */
void office_build(const struct office_file *file, struct office_plan *out_plan);

#endif
