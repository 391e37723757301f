/*
 * alert_store.h - what staff are asked to see to, until somebody does.
 *
 * The same thing raised again while it is open is one alert that was raised twice: a finger that
 * keeps pressing fills no console.
 *
 * Owner    raise, calm and take: the writer, inside the bracket; reading: any connection.
 * Errors   STATUS_MISSING: no such alert in this office.
 */
#ifndef STORE_ALERT_STORE_H
#define STORE_ALERT_STORE_H

#include "base/status.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { ALERT_KIND_MAX = 16, ALERT_DEVICE_MAX = 64, ALERT_LIST_MAX = 20 };

#define ALERT_EMERGENCY  "emergency"
#define ALERT_UNANSWERED "unanswered"
#define ALERT_FULL_TODAY "full-today"

/* Ids are 0 where there is none. */
struct alert {
    int64_t id;
    int64_t device_id;
    int64_t staff_id; /* who raised it, or whose call it is */
    int64_t room_id;
    int64_t invitation_id;
    int64_t service_id; /* that is full */
    int64_t raised_ms;
    int64_t last_ms;
    int64_t times;
    int64_t taken_staff_id;
    int64_t taken_ms;                  /* 0: by nobody yet */
    char kind[ALERT_KIND_MAX + 1];     /* of wire/alert.h, or one of those above */
    char device[ALERT_DEVICE_MAX + 1]; /* its name; read, not written */
    char number[VISIT_NUMBER_MAX + 1]; /* of an unanswered call; the same */
};

/* Adds it (kind, whose and where, raised_ms) or counts it once more; *alert becomes what is kept.
 * Forgets what is older than a week on the way. */
enum status alert_store_raise(struct db *db, int64_t office_id, struct alert *alert,
                              bool *out_is_new) MUST_USE;

/* The printer of this device is well again: its open alerts about paper, cover and printer end. */
enum status alert_store_calm(struct db *db, int64_t office_id, int64_t device_id,
                             int64_t now_ms) MUST_USE;

/* Its open alerts of one kind end. */
enum status alert_store_calm_kind(struct db *db, int64_t office_id, int64_t device_id,
                                  const char *kind, int64_t now_ms) MUST_USE;

/* Notes who sees to it; out_is_first false: somebody did already. */
enum status alert_store_take(struct db *db, int64_t office_id, int64_t id, int64_t staff_id,
                             int64_t now_ms, bool *out_is_first) MUST_USE;
enum status alert_store_find(struct db *db, int64_t office_id, int64_t id,
                             struct alert *out_alert) MUST_USE;

/* Open ones, and those taken after `taken_since_ms`; emergencies first, then the newest. An
 * unanswered call is there only as long as nobody came. `out` takes ALERT_LIST_MAX. */
enum status alert_store_list(struct db *db, int64_t office_id, int64_t taken_since_ms,
                             struct alert *out, int *out_count) MUST_USE;

/* One of a kind that is raised once a day and service. */
struct alert_daily {
    int64_t service_id;
    int64_t raised_ms;
    bool is_open; /* also when somebody sees to it */
};

/* Those raised since `since_ms`, and older ones that are still open. */
enum status alert_store_each_daily(struct db *db, int64_t office_id, const char *kind,
                                   int64_t since_ms,
                                   void (*each)(void *context, const struct alert_daily *daily),
                                   void *context) MUST_USE;

/* The one since `since_ms` that went away by itself is there again. */
enum status alert_store_bring_back(struct db *db, int64_t office_id, const char *kind,
                                   int64_t service_id, int64_t since_ms) MUST_USE;

/* It went away by itself. */
enum status alert_store_end(struct db *db, int64_t office_id, const char *kind, int64_t service_id,
                            int64_t now_ms) MUST_USE;

#endif
