#include "office/office_plan.h"

#include "base/memory.h"
#include "office/complaints.h"
#include "office/office_build.h"
#include "office/office_check.h"
#include "office/office_file.h"

#include <stdlib.h>

enum status office_plan_load(const char *path, struct office_plan **out_plan,
                             struct buffer *out_errors)
{
    char error[512] = "";
    struct office_file *file = NULL;
    enum status status = office_file_load(path, &file, error, sizeof(error));
    if (status != STATUS_OK) {
        buffer_printf(out_errors, "%s\n", error);
        return status;
    }
    struct complaints complaints = {.path = path, .lines = out_errors};
    office_check(file, &complaints);
    if (complaints.count > 0) {
        office_file_destroy(file);
        return STATUS_INVALID;
    }
    struct office_plan *plan = memory_new(1, sizeof(*plan));
    office_build(file, plan);
    office_file_destroy(file);
    *out_plan = plan;
    return STATUS_OK;
}

void office_plan_destroy(struct office_plan *plan)
{
    free(plan);
}
