#include "simulate/promise_days.h"

#include "base/memory.h"
#include "domain/oracle.h"
#include "domain/random.h"
#include "domain/rules.h"
#include "simulate/day.h"

#include <math.h>
#include <stdlib.h>

enum {
    MINUTE_MS = 60 * 1000,
    HOUR_MS = 60 * MINUTE_MS,
    DAY_MS = 24 * HOUR_MS,
    LEAST_WAIT_MS = 2 * MINUTE_MS,
    WORKING_DAYS = 5,
    CHANGES_MAX = OFFICE_STAFF_MAX * DAY_BREAKS_MAX,
    STREAM_NO_SHOWS = 1000003
};

/* What was told to one visitor and what came of it. */
struct told {
    struct oracle_visit facts;
    struct oracle_wait wait;
    double peers_ms;
    int64_t called_ms;
    bool was_missed;
};

/* Sums of one day. */
struct sums {
    int64_t count;
    double inside;
    double kept;
    double error_ms;
    double peers_ms;
    double width_ms;
    double told_min;
    double waited_ms;
};

struct runner {
    struct promise_days *days;
    const struct day_model *model;
    struct office *office;
    struct oracle *oracle;
    struct lobby *lobby;
    struct lobby *copy;
    struct forward *forward;
    struct day day;
    struct told *told; /* by visit id - 1 */
    size_t told_capacity;
    struct forecast_booking *bookings;
    struct forecast_change changes[CHANGES_MAX];
    int64_t offset_ms; /* of this day in the life of the oracle */
    int64_t number;
    struct sums bins[CALIBRATION_BINS];
    struct sums any; /* every answered wait, the short ones too */
};

/* What is known of the day. */

/* A break that was due while a visitor was served, and begins after them. */
static bool is_owed(const struct runner *runner, int staff, int64_t due_ms)
{
    int slot = lobby_find(runner->lobby, runner->lobby->staff[staff].visit_id);
    return slot != LOBBY_NONE && runner->lobby->visits[slot].called_ms <= due_ms;
}

static size_t know_breaks(struct runner *runner, int staff, int64_t now_ms, size_t count)
{
    const struct day_staff *from = &runner->model->staff[staff];
    const struct lobby_staff *member = &runner->lobby->staff[staff];
    if (member->on_break) {
        runner->changes[count++] =
            (struct forecast_change){.change = FORWARD_BREAK_END,
                                     .staff = staff,
                                     .at_ms = member->idle_since_ms + runner->model->break_ms};
    }
    for (int i = 0; i < from->break_count; i++) {
        int64_t due_ms = from->breaks_ms[i];
        if (due_ms > now_ms || is_owed(runner, staff, due_ms)) {
            runner->changes[count++] =
                (struct forecast_change){.change = FORWARD_BREAK,
                                         .staff = staff,
                                         .at_ms = due_ms > now_ms ? due_ms : now_ms,
                                         .length_ms = runner->model->break_ms};
        }
    }
    return count;
}

/* Also those who will not come: nobody knows who that is. */
static size_t know_bookings(struct runner *runner, int64_t now_ms)
{
    const struct day_model *model = runner->model;
    struct random random;
    size_t count = 0;
    random_seed(&random, runner->days->seed + STREAM_NO_SHOWS, (uint64_t)runner->number);
    for (size_t i = 0; i < runner->day.count; i++) {
        const struct lobby_visit *visit = &runner->day.visitors[i].visit;
        if (visit->appointment_ms != 0 && visit->checkin_ms > now_ms) {
            runner->bookings[count++] = (struct forecast_booking){
                .appointment_ms = visit->appointment_ms, .service = visit->service[0]};
        }
    }
    int64_t slots = (model->closes_ms - model->opens_ms) / model->people.slot_ms;
    for (int i = 0; i < runner->day.no_shows; i++) {
        int64_t slot = (int64_t)random_below(&random, (uint64_t)slots);
        int64_t appointment_ms = model->opens_ms + slot * model->people.slot_ms;
        int service = (int)random_below(&random, (uint64_t)model->service_count);
        if (appointment_ms > now_ms) {
            runner->bookings[count++] =
                (struct forecast_booking){.appointment_ms = appointment_ms, .service = service};
        }
    }
    return count;
}

static struct forecast_day know(struct runner *runner, int64_t now_ms)
{
    struct forecast_day day = {.closes_ms = runner->model->closes_ms};
    if (!runner->days->knows_day) {
        return day;
    }
    day.shows = 1 - runner->model->no_show;
    day.bookings = runner->bookings;
    day.booking_count = know_bookings(runner, now_ms);
    day.changes = runner->changes;
    for (int i = 0; i < runner->model->staff_count; i++) {
        day.change_count = know_breaks(runner, i, now_ms, day.change_count);
    }
    return day;
}

/* What is told. */

/* A walk-in for one service is told what stands ready for newcomers, everybody else what their own
 * place gives. */
static struct oracle_wait ask(struct runner *runner, const struct lobby_visit *visit,
                              int64_t now_ms)
{
    const struct forecast_day day = know(runner, now_ms);
    const struct oracle_ask question = {.seed = runner->days->seed +
                                                (uint64_t)(runner->number * DAY_MS + now_ms),
                                        .runs = runner->days->runs,
                                        .budget = INT64_MAX,
                                        .weekday = (int)(runner->number % WORKING_DAYS) + 1};
    bool is_plain = visit->appointment_ms == 0;
    for (int i = 1; i < visit->route.count; i++) {
        is_plain = is_plain && visit->route.steps[i].state != STEP_WAITING;
    }
    lobby_copy(runner->copy, runner->lobby);
    if (is_plain) {
        lobby_remove(runner->copy, visit->id);
    }
    struct oracle_table *table = oracle_ask(runner->oracle, runner->copy, &day, now_ms, &question);
    int service = visit->service[0];
    const struct oracle_wait wait =
        is_plain ? oracle_newcomer(table, service, visit->priority, runner->copy->waiting[service])
                 : *oracle_table_find(table, visit->id);
    oracle_table_destroy(table);
    return wait;
}

/* People before me for this service, times its mean, over the desks: what is printed elsewhere. */
static double peers_ms(const struct runner *runner, const struct lobby_visit *visit)
{
    int service = visit->service[0];
    int desks = runner->lobby->able[service] > 0 ? runner->lobby->able[service] : 1;
    return (runner->lobby->waiting[service] - 1) * runner->model->services[service].mean_ms / desks;
}

static void tell_visitor(struct runner *runner, const struct lobby_visit *visit, int64_t now_ms)
{
    struct told *told = &runner->told[visit->id - 1];
    *told = (struct told){.facts = {.checkin_ms = runner->offset_ms + visit->checkin_ms,
                                    .is_booked = visit->appointment_ms != 0,
                                    .priority = visit->priority,
                                    .weekday = (int)(runner->number % WORKING_DAYS) + 1,
                                    .hour = (int)(now_ms / HOUR_MS),
                                    .step_count = visit->route.count},
                          .wait = ask(runner, visit, now_ms),
                          .peers_ms = peers_ms(runner, visit)};
    told->facts.has_forecast = told->wait.has_forecast;
    told->facts.forecast = told->wait.forecast;
    for (int i = 0; i < visit->route.count; i++) {
        told->facts.steps[i] = (struct oracle_step){
            .service = visit->service[i],
            .staff = LOBBY_NONE,
            .entered_ms = told->facts.checkin_ms,
            .was_offered = i + 1 < visit->route.count && visit->route.steps[i + 1].is_offer,
            .agreed = true};
    }
}

/* What comes of it. */

static void add(struct sums *sums, const struct told *told, int64_t waited_ms)
{
    const struct oracle_wait *wait = &told->wait;
    sums->count++;
    sums->inside += wait->low_ms <= waited_ms && waited_ms <= wait->high_ms;
    sums->kept += promise_is_kept(&wait->promise, waited_ms);
    sums->error_ms += fabs((double)(waited_ms - wait->forecast.q50_ms));
    sums->peers_ms += fabs((double)waited_ms - told->peers_ms);
    sums->width_ms += (double)(wait->high_ms - wait->low_ms);
    sums->told_min += wait->promise.high_min - wait->promise.low_min;
    sums->waited_ms += (double)waited_ms;
}

static void judge(struct runner *runner, const struct told *told)
{
    int64_t waited_ms = told->called_ms - told->facts.checkin_ms;
    if (told->called_ms == 0 || told->was_missed || !told->wait.is_known) {
        return;
    }
    add(&runner->any, told, waited_ms);
    if (waited_ms > LEAST_WAIT_MS) {
        add(&runner->bins[calibration_bin_of(told->wait.forecast.q50_ms)], told, waited_ms);
    }
}

static void note_step(struct told *told, const struct forward_news *news, int64_t at_ms)
{
    struct oracle_step *step = &told->facts.steps[news->position];
    switch (news->what) {
    case FORWARD_CALLED:
        told->called_ms = told->called_ms == 0 ? at_ms : told->called_ms;
        step->called_ms = at_ms;
        step->staff = news->staff;
        break;
    case FORWARD_STARTED: step->started_ms = at_ms; break;
    case FORWARD_PARKED:
        step->missed++;
        told->was_missed = told->was_missed || step->called_ms == told->called_ms;
        break;
    case FORWARD_FINISHED:
        step->ended_ms = at_ms;
        for (int i = 0; i < told->facts.step_count; i++) {
            struct oracle_step *other = &told->facts.steps[i];
            other->entered_ms = other->started_ms == 0 ? at_ms : other->entered_ms;
        }
        break;
    default: break;
    }
}

static void note(struct runner *runner, const struct forward_news *news)
{
    struct told *told = &runner->told[news->visit->id - 1];
    if (news->position != ROUTE_NONE) {
        note_step(told, news, runner->offset_ms + news->now_ms);
    }
    if (route_current(&news->visit->route) == ROUTE_NONE) {
        oracle_learn(runner->oracle, &told->facts);
        judge(runner, told);
    }
}

static void tell(void *context, const struct forward_news *news)
{
    struct runner *runner = context;
    if (news->what == FORWARD_ARRIVED) {
        tell_visitor(runner, news->visit, news->now_ms);
    } else if (news->what != FORWARD_REFUSED) {
        note(runner, news);
    }
}

/* The days. */

static void prepare(struct runner *runner)
{
    const struct day_model *model = runner->model;
    size_t people = runner->day.count + (size_t)runner->day.no_shows;
    if (people > runner->told_capacity) {
        runner->told_capacity = 2 * people;
        runner->told = memory_resize(runner->told, runner->told_capacity * sizeof(*runner->told));
        runner->bookings =
            memory_resize(runner->bookings, runner->told_capacity * sizeof(*runner->bookings));
    }
    day_schedule_staff(model, runner->forward);
    for (size_t i = 0; i < runner->day.count; i++) {
        forward_arrive(runner->forward, &runner->day.visitors[i].visit,
                       &runner->day.visitors[i].plan);
    }
    forward_close(runner->forward, model->ends_ms);
}

static void run_day(struct runner *runner, int64_t number)
{
    const struct forward_settings settings = {
        .tell = tell, .context = runner, .pause_ms = runner->model->people.pause_ms};
    runner->number = number;
    runner->offset_ms = (number + 1) * DAY_MS;
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        runner->bins[i] = (struct sums){0};
    }
    runner->any = (struct sums){0};
    day_draw(&runner->day, runner->model, runner->days->seed, (uint64_t)number);
    lobby_clear(runner->lobby);
    forward_reset(runner->forward, runner->lobby, &settings, 0);
    prepare(runner);
    forward_run(runner->forward, INT64_MAX);
    oracle_refit(runner->oracle);
}

static void sum_up(struct promise_group *group, const struct sums *sums)
{
    if (sums->count == 0) {
        return;
    }
    double count = (double)sums->count;
    group->count += sums->count;
    interval_add(&group->inside, sums->inside / count);
    interval_add(&group->kept, sums->kept / count);
    interval_add(&group->error, sums->error_ms / count / MINUTE_MS);
    interval_add(&group->peers, sums->peers_ms / count / MINUTE_MS);
    interval_add(&group->width, sums->width_ms / count / MINUTE_MS);
    interval_add(&group->told, sums->told_min / count);
    interval_add(&group->waited, sums->waited_ms / count / MINUTE_MS);
}

static void count_day(struct runner *runner)
{
    struct sums all = {0};
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct sums *bin = &runner->bins[i];
        sum_up(&runner->days->bins[i], bin);
        all.count += bin->count;
        all.inside += bin->inside;
        all.kept += bin->kept;
        all.error_ms += bin->error_ms;
        all.peers_ms += bin->peers_ms;
        all.width_ms += bin->width_ms;
        all.told_min += bin->told_min;
        all.waited_ms += bin->waited_ms;
    }
    sum_up(&runner->days->all, &all);
    if (runner->any.count > 0) {
        double count = (double)runner->any.count;
        interval_add(&runner->days->error_any, runner->any.error_ms / count / MINUTE_MS);
        interval_add(&runner->days->peers_any, runner->any.peers_ms / count / MINUTE_MS);
    }
}

void promise_days_run(struct promise_days *days)
{
    const struct rules rules = rules_default();
    struct runner *runner = memory_new(1, sizeof(*runner));
    runner->days = days;
    runner->model = days->model;
    runner->office = memory_new(1, sizeof(*runner->office));
    day_model_office(days->model, runner->office);
    runner->oracle = oracle_create(runner->office);
    runner->lobby = lobby_create(runner->office, &rules);
    runner->copy = lobby_create(runner->office, &rules);
    runner->forward = forward_create();
    day_init(&runner->day);
    for (int i = 0; i < days->warm_up + days->days; i++) {
        run_day(runner, i);
        if (i >= days->warm_up) {
            count_day(runner);
        }
    }
    day_finish(&runner->day);
    forward_destroy(runner->forward);
    lobby_destroy(runner->copy);
    lobby_destroy(runner->lobby);
    oracle_destroy(runner->oracle);
    free(runner->bookings);
    free(runner->told);
    free(runner->office);
    free(runner);
}

static void write_group(const char *name, const struct promise_group *group, struct buffer *out)
{
    if (group->count == 0) {
        buffer_printf(out, "%-10s %7s\n", name, "-");
        return;
    }
    buffer_printf(out, "%-10s %7lld %7.1f %6.1f +-%3.1f %6.1f +-%3.1f %7.2f %7.2f %7.1f %7.1f\n",
                  name, (long long)group->count, interval_mean(&group->waited),
                  100 * interval_mean(&group->inside), 100 * interval_half(&group->inside),
                  100 * interval_mean(&group->kept), 100 * interval_half(&group->kept),
                  interval_mean(&group->error), interval_mean(&group->peers),
                  interval_mean(&group->width), interval_mean(&group->told));
}

void promise_days_text(const struct promise_days *days, struct buffer *out)
{
    static const char *const names[CALIBRATION_BINS] = {"under 1",  "1 to 5",   "5 to 10",
                                                        "10 to 20", "20 to 40", "40 and up"};
    buffer_printf(out,
                  "model %s, seed %llu, %d days after %d to learn from, %d runs a forecast, "
                  "the day's roster and bookings %s\n\n",
                  days->model->name, (unsigned long long)days->seed, days->days, days->warm_up,
                  days->runs, days->knows_day ? "known" : "not known");
    buffer_append_text(out, "Answered waits of more than 2 minutes, by the forecast (minutes); "
                            "means over days +- 95 %\n");
    buffer_printf(out, "%-10s %7s %7s %12s %12s %7s %7s %7s %7s\n", "forecast", "waits", "waited",
                  "inside %", "said held %", "error", "peers", "width", "said");
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        write_group(names[i], &days->bins[i], out);
    }
    write_group("all", &days->all, out);
    buffer_printf(out,
                  "\nMean absolute error of all answered waits: %.2f +- %.2f min; "
                  "people x mean / desks: %.2f +- %.2f min\n",
                  interval_mean(&days->error_any), interval_half(&days->error_any),
                  interval_mean(&days->peers_any), interval_half(&days->peers_any));
}
