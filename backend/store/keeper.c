#include "store/keeper.h"

#include "base/log.h"
#include "base/memory.h"
#include "store/lobby_store.h"
#include "store/rule_store.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <stdlib.h>

enum { TOUCHED_MAX = 128 };

struct keeper {
    struct db *db;
    const struct office *office;
    struct lobby *lobby;
    bool is_stale; /* could not be read again: not to be used */

    /* What the present job has changed; beyond the limit everything is read again. */
    int64_t touched[TOUCHED_MAX];
    int touched_count;
    bool is_more_touched;
    bool are_duties_touched;
};

static void put(struct keeper *keeper, const struct visit *visit)
{
    struct lobby_visit entry = lobby_visit_of(keeper->office, visit);
    lobby_put(keeper->lobby, &entry);
}

/* STATUS_MISSING: the rows are gone with the job that wrote them. */
static enum status read_visit(struct keeper *keeper, int64_t id)
{
    struct visit visit;
    enum status status = ticket_store_load(keeper->db, keeper->office->id, id, &visit);
    if (status == STATUS_OK) {
        put(keeper, &visit);
    } else if (status == STATUS_MISSING) {
        lobby_remove(keeper->lobby, id);
        status = STATUS_OK;
    }
    return status;
}

/* now_ms: of a change just made; 0 when the rows are only read again. */
static void set_duty(struct keeper *keeper, int staff, const struct duty *duty, int64_t now_ms)
{
    int64_t since_ms = duty != NULL ? duty->since_ms : 0;
    bool on_break = duty != NULL && duty->break_ms != 0;
    lobby_set_duty(keeper->lobby, staff, duty != NULL, since_ms);
    if (on_break != keeper->lobby->staff[staff].on_break) {
        int64_t back_ms = now_ms > since_ms ? now_ms : since_ms;
        lobby_set_break(keeper->lobby, staff, on_break, on_break ? duty->break_ms : back_ms);
    }
}

static enum status read_duties(struct keeper *keeper, int64_t now_ms)
{
    struct duty duties[OFFICE_ROOMS_MAX];
    int count = 0;
    enum status status = duty_store_list(keeper->db, keeper->office->id, duties, &count);
    for (int i = 0; i < keeper->office->staff_count && status == STATUS_OK; i++) {
        const struct duty *duty = NULL;
        for (int k = 0; k < count; k++) {
            duty = duties[k].staff_id == keeper->office->staff[i].id ? &duties[k] : duty;
        }
        set_duty(keeper, i, duty, now_ms);
    }
    return status;
}

/* Ids of open visits; loaded after the statement that lists them has ended. */
struct id_list {
    int64_t *ids;
    size_t count;
    size_t capacity;
};

static void add_id(void *context, int64_t id)
{
    struct id_list *list = context;
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? TOUCHED_MAX : 2 * list->capacity;
        list->ids = memory_resize(list->ids, list->capacity * sizeof(int64_t));
    }
    list->ids[list->count++] = id;
}

static enum status read_visits(struct keeper *keeper)
{
    struct id_list list = {0};
    enum status status = ticket_store_each_open(keeper->db, keeper->office->id, add_id, &list);
    lobby_clear(keeper->lobby);
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
        status = read_visit(keeper, list.ids[i]);
    }
    free(list.ids);
    return status;
}

/* Whoever did something since their duty began has been idle since then: a restart forgets it no
 * more than the rows do. */
static void note_idle(void *context, int64_t staff_id, int64_t since_ms)
{
    struct keeper *keeper = context;
    const struct office_staff *staff = office_staff_by_id(keeper->office, staff_id);
    if (staff == NULL) {
        return; /* beyond what an office may have */
    }
    int64_t *idle_ms = &keeper->lobby->staff[staff - keeper->office->staff].idle_since_ms;
    *idle_ms = since_ms > *idle_ms ? since_ms : *idle_ms;
}

static enum status read_all(struct keeper *keeper)
{
    struct rules rules;
    enum status status = rule_store_load(keeper->db, keeper->office->id, &rules);
    if (status == STATUS_OK) {
        lobby_set_rules(keeper->lobby, &rules);
        status = read_duties(keeper, 0);
    }
    if (status == STATUS_OK) {
        status = lobby_store_each_idle(keeper->db, keeper->office->id, note_idle, keeper);
    }
    if (status == STATUS_OK) {
        status = read_visits(keeper);
    }
    keeper->is_stale = status != STATUS_OK;
    return status;
}

enum status keeper_create(struct db *db, const struct office *office, struct keeper **out_keeper)
{
    struct keeper *keeper = memory_new(1, sizeof(*keeper));
    struct rules rules = rules_default();
    keeper->db = db;
    keeper->office = office;
    keeper->lobby = lobby_create(office, &rules);
    enum status status = read_all(keeper);
    if (status != STATUS_OK) {
        keeper_destroy(keeper);
        return status;
    }
    *out_keeper = keeper;
    return STATUS_OK;
}

void keeper_destroy(struct keeper *keeper)
{
    if (keeper != NULL) {
        lobby_destroy(keeper->lobby);
        free(keeper);
    }
}

const struct lobby *keeper_lobby(const struct keeper *keeper)
{
    return keeper->lobby;
}

enum status keeper_ready(struct keeper *keeper)
{
    return keeper->is_stale && read_all(keeper) != STATUS_OK ? STATUS_UNAVAILABLE : STATUS_OK;
}

static void touch(struct keeper *keeper, int64_t id)
{
    if (keeper->touched_count < TOUCHED_MAX) {
        keeper->touched[keeper->touched_count++] = id;
    } else {
        keeper->is_more_touched = true;
    }
}

static int staff_with(const struct lobby *lobby, int64_t visit_id)
{
    for (int i = 0; i < lobby->staff_count; i++) {
        if (lobby->staff[i].visit_id == visit_id) {
            return i;
        }
    }
    return LOBBY_NONE;
}

void keeper_note_visit(struct keeper *keeper, const struct visit *visit, int64_t now_ms)
{
    struct lobby *lobby = keeper->lobby;
    int staff = staff_with(lobby, visit->id);
    touch(keeper, visit->id);
    put(keeper, visit);
    if (staff != LOBBY_NONE && lobby->staff[staff].visit_id == 0) {
        lobby->staff[staff].idle_since_ms = now_ms;
    }
}

enum status keeper_note_duties(struct keeper *keeper, int64_t now_ms)
{
    keeper->are_duties_touched = true;
    return read_duties(keeper, now_ms);
}

void keeper_note_rules(struct keeper *keeper, const struct rules *rules)
{
    keeper->is_more_touched = true;
    lobby_set_rules(keeper->lobby, rules);
}

void keeper_begin_job(struct keeper *keeper)
{
    keeper->touched_count = 0;
    keeper->is_more_touched = false;
    keeper->are_duties_touched = false;
}

void keeper_undo_job(struct keeper *keeper)
{
    if (keeper->is_more_touched) {
        keeper_undo_all(keeper);
        return;
    }
    enum status status = keeper->are_duties_touched ? read_duties(keeper, 0) : STATUS_OK;
    for (int i = 0; i < keeper->touched_count && status == STATUS_OK; i++) {
        status = read_visit(keeper, keeper->touched[i]);
    }
    keeper->is_stale = keeper->is_stale || status != STATUS_OK;
}

void keeper_undo_all(struct keeper *keeper)
{
    if (read_all(keeper) != STATUS_OK) {
        log_error("store.lobby-stale", LOG_TEXT("why", db_error(keeper->db)));
    }
}
