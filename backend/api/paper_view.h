/*
 * paper_view.h - a ticket as a page for an 80 mm printer at the desk: what the kiosk prints.
 *
 * Its sentences are the kiosk's own (kiosk/print/paper.h), in the person's language first and in
 * Polish second. Never on it: a name, a service, a need, a priority; struct paper_view has no field
 * for them.
 *
 * Owner    any thread: pure.
 * Time     none; `issued_ms` is printed as local time.
 */
#ifndef API_PAPER_VIEW_H
#define API_PAPER_VIEW_H

#include "base/buffer.h"
#include "base/i18n.h"
#include "domain/promise.h"

#include <stdbool.h>
#include <stdint.h>

enum { PAPER_VIEW_MAX = 128 * 1024 };

struct paper_view {
    const struct i18n *i18n;
    enum language language; /* easy Polish is printed in easy Polish only */
    const char *office_name;
    const char *office_phone; /* "": no line */
    const char *number;
    const char *url; /* of the phone page */
    bool is_waiting; /* the two below are known */
    int ahead;
    struct promise promise;
    int64_t issued_ms;
};

void paper_view_write(const struct paper_view *view, struct buffer *out);

#endif
