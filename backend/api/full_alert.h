/*
 * full_alert.h - staff are told that a service takes nobody more today (alert full-today). One a
 * day and service, read out once: it goes away by itself when that is over, and comes back as the
 * same.
 *
 * Said also where the rules refuse nobody: then people still come, and wait beyond closing.
 *
 * Owner    the writer thread, inside the minute's job.
 * Errors   as the store's.
 */
#ifndef API_FULL_ALERT_H
#define API_FULL_ALERT_H

#include "api/app.h"
#include "base/status.h"
#include "store/writer.h"

#include <stdint.h>

enum status full_alert_watch(struct app *app, struct writer_turn *turn, int64_t now_ms) MUST_USE;

#endif
