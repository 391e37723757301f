/*
 * ledger_line.h - one line of the ledger's journal as JSON, there and back.
 *
 *   {"lease": "A", "day": 20261121, "next": 41, "last": 80, "ahead_ms": -3, "url":
 * "http://HOST/v/"}
 *   {"ticket": "<key>", "day": 20261121, "url": "...", "cancel_key": "", "request": {...}}
 *   {"unwanted": "<key>", "cancel_key": "<key>"}
 *   {"end": "<key>"}
 *
 * Owner    any thread: pure.
 * Errors   STATUS_INVALID for anything else; outputs are untouched then.
 */
#ifndef JOURNAL_LEDGER_LINE_H
#define JOURNAL_LEDGER_LINE_H

#include "base/buffer.h"
#include "base/status.h"
#include "journal/ledger.h"

enum { LEDGER_REQUEST_MAX = 768 };

struct ledger_lease {
    char series;
    int64_t day;
    int64_t next; /* the number that is given next; over `last`: none is left */
    int64_t last;
    int64_t ahead_ms; /* the backend's clock minus ours */
    char url[WIRE_URL_MAX + 1];
};

enum ledger_line_kind {
    LEDGER_LINE_LEASE,
    LEDGER_LINE_TICKET,
    LEDGER_LINE_UNWANTED,
    LEDGER_LINE_END
};

struct ledger_line {
    enum ledger_line_kind kind;
    struct ledger_lease lease;
    struct ledger_ticket ticket; /* of UNWANTED the keys, of END the key only */
};

void ledger_line_encode(const struct ledger_line *line, struct buffer *out);
enum status ledger_line_decode(const char *text, struct ledger_line *out_line) MUST_USE;

#endif
