#include "office/complaints.h"

#include <stdarg.h>
#include <stdio.h>

void complaints_add(struct complaints *complaints, const char *format, ...)
{
    char sentence[512];
    va_list values;
    va_start(values, format);
    (void)vsnprintf(sentence, sizeof(sentence), format, values);
    va_end(values);
    buffer_printf(complaints->lines, "%s: %s\n", complaints->path, sentence);
    complaints->count++;
}
