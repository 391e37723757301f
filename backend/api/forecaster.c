#include "api/forecaster.h"

#include "base/calendar.h"
#include "base/log.h"
#include "base/memory.h"
#include "domain/undo.h"
#include "store/appointment_store.h"
#include "store/learn_store.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum {
    APART_MS = 250,       /* between two forecasts at least */
    COPY_SHARE = 500,     /* of the writer's time, for copies, one part in so many at most */
    AGAIN_MS = 15 * 1000, /* without a change: time passes for who waits */
    FRESH_MS = 60 * 1000, /* longer than that a table is not believed */
    /* A job that is queued may end earlier than one that is written; and what may still be taken
     * back is not learned. */
    LEARN_LAG_MS = UNDO_MS_MAX + 2000,
    LEARN_ROWS = 20 * 1000, /* the last visits, to rebuild what was learned */
    LEARN_AT_ONCE = 500,
    BOOKINGS_MAX = 256, /* of one day that a forecast knows, the next ones */
    RUNS = 50,
    BUDGET = 15 * 1000, /* visitors x runs: some 50 ms */
    MINUTES_PER_HOUR = 60,
    MINUTE_MS = 60 * 1000,
    MS_PER_S = 1000,
    NS_PER_MS = 1000 * 1000
};

/* Of ten who book nine come, until an office's own share is learned. */
static const double booked_shows = 0.9;

struct forecaster {
    const struct office *office;
    struct clock clock;
    struct writer *writer;
    struct db *db;
    pthread_t thread;
    bool is_started;
    atomic_bool is_on; /* started once: without, no wait is told */

    pthread_mutex_t mutex; /* of what follows up to the table */
    pthread_cond_t changed;
    bool is_stopping;
    bool is_dirty;
    bool is_copied;
    struct writer_job job;       /* asks for a copy */
    const struct lobby *current; /* the writer's, seen by the job */
    struct lobby *copy;
    int64_t copied_ms;
    atomic_int_fast64_t copy_us;
    atomic_int_fast64_t copy_us_max;

    pthread_mutex_t table_mutex;
    struct oracle_table *table;

    /* The writer thread's own: the water level of the moment. */
    struct forecast *level;
    struct forecast_model *level_model;
    struct forecast_table level_table;

    /* The worker's own. */
    struct oracle *oracle;
    struct forecast_booking bookings[BOOKINGS_MAX]; /* of today, who is not here yet */
    size_t booking_count;
    int64_t learned_ms; /* visits that ended until then are learned */
    int32_t day;        /* of the last visit or forecast; 0 none */
    atomic_int_fast64_t runs;
    atomic_int_fast64_t last_us;
    atomic_int_fast64_t learned;
};

/* The draws of a day are the same in each table: what is told changes when something has happened,
 * not by chance. */
static struct oracle_table *ask(struct forecaster *forecaster, const struct lobby *lobby,
                                int64_t now_ms)
{
    struct local_time local = clock_local(now_ms);
    int closing_min = office_closing_min(forecaster->office, local.weekday, local.minute_of_day);
    const struct forecast_day day = {
        .begins_ms = clock_from_local(local.day, 0),
        .closes_ms = closing_min >= 0 ? clock_from_local(local.day, closing_min) : now_ms,
        .bookings = forecaster->bookings,
        .booking_count = forecaster->booking_count,
        .shows = booked_shows};
    const struct oracle_ask question = {
        .seed = (uint64_t)local.day, .runs = RUNS, .budget = BUDGET, .weekday = local.weekday};
    return oracle_ask(forecaster->oracle, lobby, &day, now_ms, &question);
}

static struct lobby *empty_lobby(const struct office *office)
{
    const struct rules rules = rules_default();
    return lobby_create(office, &rules);
}

struct forecaster *forecaster_create(const struct office *office, struct clock clock)
{
    struct forecaster *forecaster = memory_new(1, sizeof(*forecaster));
    pthread_condattr_t monotonic;
    forecaster->office = office;
    forecaster->clock = clock;
    (void)pthread_mutex_init(&forecaster->mutex, NULL);
    (void)pthread_mutex_init(&forecaster->table_mutex, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&forecaster->changed, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    forecaster->copy = empty_lobby(office);
    forecaster->oracle = oracle_create(office);
    forecaster->level = forecast_create(office);
    forecaster->level_model = memory_new(1, sizeof(*forecaster->level_model));
    forecaster->table = ask(forecaster, forecaster->copy, clock_now_ms(&clock));
    return forecaster;
}

void forecaster_destroy(struct forecaster *forecaster)
{
    if (forecaster == NULL) {
        return;
    }
    oracle_table_destroy(forecaster->table);
    forecast_table_finish(&forecaster->level_table);
    free(forecaster->level_model);
    forecast_destroy(forecaster->level);
    oracle_destroy(forecaster->oracle);
    lobby_destroy(forecaster->copy);
    db_close(forecaster->db);
    (void)pthread_cond_destroy(&forecaster->changed);
    (void)pthread_mutex_destroy(&forecaster->table_mutex);
    (void)pthread_mutex_destroy(&forecaster->mutex);
    free(forecaster);
}

/* The copy of the lobby: a job of the writer's. */

static enum status see_lobby(struct writer_job *job, struct writer_turn *turn)
{
    struct forecaster *forecaster = job->context;
    forecaster->current = keeper_lobby(writer_turn_keeper(turn));
    return STATUS_OK;
}

/* After COMMIT or its failure, so the lobby is what the rows say. */
static void copy_lobby(struct writer_job *job)
{
    struct forecaster *forecaster = job->context;
    (void)pthread_mutex_lock(&forecaster->mutex);
    if (job->status == STATUS_OK) {
        int64_t began_us = clock_monotonic_us();
        lobby_copy(forecaster->copy, forecaster->current);
        forecaster->copied_ms = clock_now_ms(&forecaster->clock);
        int64_t took_us = clock_monotonic_us() - began_us;
        atomic_store(&forecaster->copy_us, took_us);
        if (took_us > atomic_load(&forecaster->copy_us_max)) {
            atomic_store(&forecaster->copy_us_max, took_us);
        }
    }
    forecaster->is_copied = true;
    (void)pthread_cond_signal(&forecaster->changed);
    (void)pthread_mutex_unlock(&forecaster->mutex);
}

/* False when there is none: the writer stops, or could not read its rows. */
static bool fetch_lobby(struct forecaster *forecaster)
{
    struct writer_job *job = &forecaster->job;
    *job = (struct writer_job){.office_id = forecaster->office->id,
                               .now_ms = clock_now_ms(&forecaster->clock),
                               .run = see_lobby,
                               .done = copy_lobby,
                               .context = forecaster};
    buffer_init(&job->answer, 16);
    (void)pthread_mutex_lock(&forecaster->mutex);
    forecaster->is_copied = false;
    forecaster->is_dirty = false;
    (void)pthread_mutex_unlock(&forecaster->mutex);
    bool is_posted = writer_post(forecaster->writer, job) == STATUS_OK;
    (void)pthread_mutex_lock(&forecaster->mutex);
    while (is_posted && !forecaster->is_copied) {
        (void)pthread_cond_wait(&forecaster->changed, &forecaster->mutex);
    }
    (void)pthread_mutex_unlock(&forecaster->mutex);
    buffer_finish(&job->answer);
    return is_posted && job->status == STATUS_OK;
}

/* Learning from visits that are over. */

static int index_of_staff(const struct office *office, int64_t id)
{
    const struct office_staff *staff = id != 0 ? office_staff_by_id(office, id) : NULL;
    return staff != NULL ? (int)(staff - office->staff) : LOBBY_NONE;
}

/* The next step was on offer after this one if it was, and whether it was waited for says if it was
 * taken. */
static bool was_offered(const struct visit *visit, int position)
{
    return position + 1 < visit->step_count && visit->steps[position].started_ms != 0 &&
           visit->steps[position + 1].is_offer;
}

static bool fill_steps(const struct office *office, const struct visit *visit,
                       struct oracle_visit *out)
{
    for (int i = 0; i < visit->step_count; i++) {
        const struct visit_step *step = &visit->steps[i];
        const struct office_service *service = office_service_by_id(office, step->service_id);
        if (service == NULL) {
            return false;
        }
        out->steps[out->step_count++] = (struct oracle_step){
            .service = office_service_index(office, service),
            .staff = index_of_staff(office, step->staff_id),
            .missed = step->missed,
            .entered_ms = step->entered_ms,
            .called_ms = step->called_ms,
            .started_ms = step->started_ms,
            .ended_ms = step->ended_ms,
            .was_offered = was_offered(visit, i),
            .agreed = was_offered(visit, i) && visit->steps[i + 1].entered_ms != 0};
    }
    return true;
}

/* A new day: the night has passed. */
static void pass_night(struct forecaster *forecaster, int32_t day)
{
    if (forecaster->day != 0 && day > forecaster->day) {
        oracle_refit(forecaster->oracle);
    }
    forecaster->day = day > forecaster->day ? day : forecaster->day;
}

static void learn(void *context, const struct learn_visit *from)
{
    struct forecaster *forecaster = context;
    struct local_time local = clock_local(from->visit.checkin_ms);
    struct oracle_visit visit = {
        .checkin_ms = from->visit.checkin_ms,
        .is_booked = from->visit.appointment_ms != 0,
        .priority = from->visit.priority,
        .weekday = local.weekday,
        .hour = local.minute_of_day / MINUTES_PER_HOUR,
        .has_forecast = from->has_forecast,
        .forecast = {.q10_ms = from->q10_ms, .q50_ms = from->q50_ms, .q90_ms = from->q90_ms}};
    pass_night(forecaster, from->visit.day);
    if (fill_steps(forecaster->office, &from->visit, &visit)) {
        oracle_learn(forecaster->oracle, &visit);
        atomic_fetch_add(&forecaster->learned, 1);
    }
    forecaster->learned_ms = from->visit.closed_ms;
}

static void expect(void *context, const struct appointment *appointment)
{
    struct forecaster *forecaster = context;
    const struct office_service *service =
        office_service_by_id(forecaster->office, appointment->service_id);
    if (appointment->state == APPOINTMENT_BOOKED && service != NULL &&
        forecaster->booking_count < BOOKINGS_MAX) {
        forecaster->bookings[forecaster->booking_count++] =
            (struct forecast_booking){.appointment_ms = appointment->starts_ms,
                                      .service = office_service_index(forecaster->office, service)};
    }
}

/* The next ones first: what is beyond the limit is far away. */
static void read_bookings(struct forecaster *forecaster, int64_t now_ms)
{
    int64_t midnight_ms = clock_from_local(calendar_add(clock_local(now_ms).day, 1), 0);
    forecaster->booking_count = 0;
    enum status status = appointment_store_each(forecaster->db, forecaster->office->id, now_ms,
                                                midnight_ms, expect, forecaster);
    if (status != STATUS_OK) {
        log_error("forecaster.bookings", LOG_TEXT("why", db_error(forecaster->db)));
    }
}

static bool is_stopping(struct forecaster *forecaster)
{
    (void)pthread_mutex_lock(&forecaster->mutex);
    bool stops = forecaster->is_stopping;
    (void)pthread_mutex_unlock(&forecaster->mutex);
    return stops;
}

static void learn_new(struct forecaster *forecaster)
{
    struct learn_range range = {.until_ms = clock_now_ms(&forecaster->clock) - LEARN_LAG_MS,
                                .max = LEARN_AT_ONCE};
    int count = LEARN_AT_ONCE;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && count >= LEARN_AT_ONCE && !is_stopping(forecaster)) {
        range.after_ms = forecaster->learned_ms;
        status = learn_store_each(forecaster->db, forecaster->office->id, &range, learn, forecaster,
                                  &count);
    }
    if (status != STATUS_OK) {
        log_error("forecaster.learn", LOG_TEXT("why", db_error(forecaster->db)));
    }
    pass_night(forecaster, clock_local(range.until_ms).day);
}

static void learn_past(struct forecaster *forecaster)
{
    int64_t began_us = clock_monotonic_us();
    enum status status = learn_store_from(forecaster->db, forecaster->office->id, LEARN_ROWS,
                                          &forecaster->learned_ms);
    if (status != STATUS_OK) {
        log_error("forecaster.learn", LOG_TEXT("why", db_error(forecaster->db)));
        return;
    }
    learn_new(forecaster);
    log_info("forecaster.ready", LOG_INT("visits", atomic_load(&forecaster->learned)),
             LOG_INT("us", clock_monotonic_us() - began_us));
}

/* The worker. */

static void publish(struct forecaster *forecaster, struct oracle_table *table)
{
    (void)pthread_mutex_lock(&forecaster->table_mutex);
    struct oracle_table *previous = forecaster->table;
    oracle_table_follow(table, previous);
    forecaster->table = table;
    (void)pthread_mutex_unlock(&forecaster->table_mutex);
    oracle_table_destroy(previous);
}

static void run(struct forecaster *forecaster)
{
    if (!fetch_lobby(forecaster)) {
        return;
    }
    learn_new(forecaster);
    int64_t began_us = clock_monotonic_us();
    read_bookings(forecaster, forecaster->copied_ms);
    publish(forecaster, ask(forecaster, forecaster->copy, forecaster->copied_ms));
    atomic_store(&forecaster->last_us, clock_monotonic_us() - began_us);
    atomic_fetch_add(&forecaster->runs, 1);
}

static struct timespec monotonic_at(int64_t ms)
{
    return (struct timespec){.tv_sec = ms / MS_PER_S, .tv_nsec = (long)(ms % MS_PER_S) * NS_PER_MS};
}

static int64_t apart_ms(struct forecaster *forecaster)
{
    int64_t for_copies_ms = atomic_load(&forecaster->copy_us) * COPY_SHARE / 1000;
    return for_copies_ms > APART_MS ? for_copies_ms : APART_MS;
}

/* Until there is something new and the last forecast is long enough ago, or it is old; false: the
 * end. */
static bool wait_for_change(struct forecaster *forecaster, int64_t last_ms)
{
    const struct timespec earliest = monotonic_at(last_ms + apart_ms(forecaster));
    const struct timespec latest = monotonic_at(last_ms + AGAIN_MS);
    int error = 0;
    (void)pthread_mutex_lock(&forecaster->mutex);
    while (!forecaster->is_stopping && error == 0) {
        error = pthread_cond_timedwait(&forecaster->changed, &forecaster->mutex, &earliest);
    }
    error = 0;
    while (!forecaster->is_stopping && !forecaster->is_dirty && error == 0) {
        error = pthread_cond_timedwait(&forecaster->changed, &forecaster->mutex, &latest);
    }
    bool goes_on = !forecaster->is_stopping;
    (void)pthread_mutex_unlock(&forecaster->mutex);
    return goes_on;
}

static void *work(void *context)
{
    struct forecaster *forecaster = context;
    int64_t last_ms = 0;
    learn_past(forecaster);
    do {
        run(forecaster);
        last_ms = clock_monotonic_ms();
    } while (wait_for_change(forecaster, last_ms));
    return NULL;
}

void forecaster_start(struct forecaster *forecaster, struct db *db, struct writer *writer)
{
    forecaster->db = db;
    forecaster->writer = writer;
    int error = pthread_create(&forecaster->thread, NULL, work, forecaster);
    assert(error == 0);
    forecaster->is_started = true;
    atomic_store(&forecaster->is_on, true);
}

void forecaster_stop(struct forecaster *forecaster)
{
    if (forecaster == NULL || !forecaster->is_started) {
        return;
    }
    (void)pthread_mutex_lock(&forecaster->mutex);
    forecaster->is_stopping = true;
    (void)pthread_cond_broadcast(&forecaster->changed);
    (void)pthread_mutex_unlock(&forecaster->mutex);
    (void)pthread_join(forecaster->thread, NULL);
    forecaster->is_started = false;
}

void forecaster_note(struct forecaster *forecaster)
{
    (void)pthread_mutex_lock(&forecaster->mutex);
    if (!forecaster->is_dirty) {
        forecaster->is_dirty = true;
        (void)pthread_cond_signal(&forecaster->changed);
    }
    (void)pthread_mutex_unlock(&forecaster->mutex);
}

/* Readers of the table. */

/* True when the table may be used for this service; else the model is left for the level. */
static bool read_newcomer(struct forecaster *forecaster, const struct lobby *lobby, int service,
                          bool priority, int64_t now_ms, struct oracle_wait *out)
{
    (void)pthread_mutex_lock(&forecaster->table_mutex);
    const struct oracle_table *table = forecaster->table;
    bool is_fresh =
        now_ms - table->now_ms <= FRESH_MS && table->able[service] == lobby->able[service];
    if (is_fresh) {
        *out = oracle_newcomer(table, service, priority, lobby->waiting[service]);
    } else {
        *forecaster->level_model = table->model;
    }
    (void)pthread_mutex_unlock(&forecaster->table_mutex);
    return is_fresh;
}

struct oracle_wait forecaster_newcomer(struct forecaster *forecaster, const struct lobby *lobby,
                                       int service, bool priority, int64_t now_ms)
{
    const struct forecast_ask by_level = {.now_ms = now_ms, .runs = 1, .budget = -1};
    struct oracle_wait wait = {.is_known = false};
    if (!atomic_load(&forecaster->is_on) ||
        read_newcomer(forecaster, lobby, service, priority, now_ms, &wait)) {
        return wait;
    }
    forecast_run(forecaster->level, lobby, forecaster->level_model, NULL, &by_level,
                 &forecaster->level_table);
    const struct forecast_newcomer *newcomer = &forecaster->level_table.services[service];
    return oracle_wait_by_level(priority ? &newcomer->priority : &newcomer->plain);
}

void forecaster_issued(struct forecaster *forecaster, int64_t id, const struct oracle_wait *wait,
                       int64_t now_ms)
{
    (void)pthread_mutex_lock(&forecaster->table_mutex);
    oracle_table_issue(forecaster->table, id, wait, now_ms);
    (void)pthread_mutex_unlock(&forecaster->table_mutex);
}

bool forecaster_find(struct forecaster *forecaster, int64_t id, struct oracle_wait *out_wait)
{
    (void)pthread_mutex_lock(&forecaster->table_mutex);
    const struct oracle_wait *wait = oracle_table_find(forecaster->table, id);
    if (wait != NULL) {
        *out_wait = *wait;
    }
    (void)pthread_mutex_unlock(&forecaster->table_mutex);
    return wait != NULL;
}

struct oracle_wait forecaster_service(struct forecaster *forecaster, int service,
                                      bool *out_full_today)
{
    (void)pthread_mutex_lock(&forecaster->table_mutex);
    struct oracle_wait wait = forecaster->table->plain[service];
    *out_full_today = forecaster->table->full_today;
    (void)pthread_mutex_unlock(&forecaster->table_mutex);
    return wait;
}

struct forecaster_stats forecaster_stats(struct forecaster *forecaster)
{
    return (struct forecaster_stats){.runs = atomic_load(&forecaster->runs),
                                     .last_us = atomic_load(&forecaster->last_us),
                                     .copy_us_max = atomic_load(&forecaster->copy_us_max),
                                     .learned = atomic_load(&forecaster->learned)};
}
