#include "print/verdict.h"

#include <stddef.h>
#include <string.h>

/* By the start of the word: vendors and versions differ in what follows ("-error", "-warning"). */
static const struct {
    const char *start;
    unsigned reason;
} keywords[] = {
    {"none", 0},
    {"media-empty", PRINTER_REASON_MEDIA_EMPTY},
    {"media-needed", PRINTER_REASON_MEDIA_EMPTY},
    {"media-low", PRINTER_REASON_MEDIA_LOW},
    {"media-jam", PRINTER_REASON_MEDIA_JAM},
    {"cutter-", PRINTER_REASON_MEDIA_JAM},
    {"trimmer-", PRINTER_REASON_MEDIA_JAM},
    {"cover-open", PRINTER_REASON_COVER_OPEN},
    {"door-open", PRINTER_REASON_COVER_OPEN},
    {"interlock-open", PRINTER_REASON_COVER_OPEN},
    {"offline", PRINTER_REASON_OFFLINE},
    {"shutdown", PRINTER_REASON_OFFLINE},
    {"timed-out", PRINTER_REASON_OFFLINE},
    {"paused", PRINTER_REASON_PAUSED},
    {"moving-to-paused", PRINTER_REASON_PAUSED},
    {"hold-new-jobs", PRINTER_REASON_PAUSED},
    /* cupsd says these all the time; they stop nothing. */
    {"connecting-to-device", 0},
    {"cups-", 0},
};

enum {
    BLOCKS_JOB = PRINTER_REASON_MEDIA_EMPTY | PRINTER_REASON_MEDIA_JAM | PRINTER_REASON_COVER_OPEN |
                 PRINTER_REASON_OFFLINE | PRINTER_REASON_PAUSED | PRINTER_REASON_NO_ANSWER,
    BLOCKS_NEW_JOB = BLOCKS_JOB | PRINTER_REASON_REJECTING
};

unsigned verdict_reason(const char *keyword)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        if (strncmp(keyword, keywords[i].start, strlen(keywords[i].start)) == 0) {
            return keywords[i].reason;
        }
    }
    return PRINTER_REASON_OTHER;
}

bool verdict_is_blocked(unsigned reasons)
{
    return (reasons & BLOCKS_JOB) != 0;
}

enum printer_state verdict_of_printer(unsigned reasons)
{
    if ((reasons & BLOCKS_NEW_JOB) != 0) {
        return PRINTER_ATTENTION;
    }
    return (reasons & PRINTER_REASON_MEDIA_LOW) != 0 ? PRINTER_LOW : PRINTER_READY;
}

/* Nothing the printer holds could become a ticket: the document never started its way. */
static enum printer_state lost(const struct verdict_facts *facts)
{
    return facts->has_document ? PRINTER_UNKNOWN : PRINTER_NOT_PRINTED;
}

/* Cancelled by somebody at the printer: it stopped there. By our watchdog: while the paper was
 * blocked nothing came out, but a printer that was merely slow may have finished. */
static enum printer_state cancelled(const struct verdict_facts *facts)
{
    if (!facts->is_cancelled_by_us || facts->was_blocked) {
        return PRINTER_NOT_PRINTED;
    }
    return lost(facts);
}

enum printer_state verdict_of_job(const struct verdict_facts *facts)
{
    switch (facts->job_state) {
    case VERDICT_JOB_COMPLETED: return facts->has_errors ? PRINTER_UNKNOWN : PRINTER_TAKE_TICKET;
    case VERDICT_JOB_ABORTED:
    case VERDICT_JOB_STOPPED: return PRINTER_NOT_PRINTED;
    case VERDICT_JOB_CANCELED: return cancelled(facts);
    case VERDICT_JOB_GONE: return lost(facts);
    case VERDICT_JOB_UNSEEN:
    case VERDICT_JOB_PENDING:
    case VERDICT_JOB_HELD:
    case VERDICT_JOB_PROCESSING: break;
    }
    if (facts->is_refused) {
        return PRINTER_NOT_PRINTED;
    }
    if (facts->is_over) {
        return facts->is_made ? lost(facts) : PRINTER_NOT_PRINTED;
    }
    return verdict_is_blocked(facts->reasons) ? PRINTER_ATTENTION : PRINTER_PRINTING;
}
