#include "print/flight.h"

#include <time.h>

void flight_init(struct flight *flight)
{
    pthread_condattr_t attributes;
    *flight = (struct flight){.outcome = PRINTER_TAKE_TICKET};
    (void)pthread_mutex_init(&flight->mutex, NULL);
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&flight->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
}

void flight_finish(struct flight *flight)
{
    (void)pthread_cond_destroy(&flight->changed);
    (void)pthread_mutex_destroy(&flight->mutex);
}

static void lock(struct flight *flight)
{
    (void)pthread_mutex_lock(&flight->mutex);
}

static void unlock(struct flight *flight)
{
    (void)pthread_mutex_unlock(&flight->mutex);
}

static void change_and_unlock(struct flight *flight)
{
    flight->view.serial++;
    (void)pthread_cond_broadcast(&flight->changed);
    unlock(flight);
}

static bool is_up_locked(const struct flight *flight)
{
    return flight->view.id != 0 && !atomic_load(&flight->is_stopping);
}

void flight_stop(struct flight *flight)
{
    lock(flight);
    atomic_store(&flight->is_stopping, true);
    atomic_store(&flight->hangs_up, true);
    change_and_unlock(flight);
}

void flight_start(struct flight *flight, int64_t id, int64_t until_ms)
{
    lock(flight);
    flight->view =
        (struct flight_view){.id = id, .until_ms = until_ms, .serial = flight->view.serial};
    atomic_store(&flight->hangs_up, atomic_load(&flight->is_stopping));
    change_and_unlock(flight);
}

bool flight_is_up(struct flight *flight)
{
    lock(flight);
    bool is_up = is_up_locked(flight);
    unlock(flight);
    return is_up;
}

bool flight_make(struct flight *flight, int ipp_job)
{
    lock(flight);
    bool is_up = is_up_locked(flight);
    if (is_up) {
        flight->view.ipp_job = ipp_job;
    }
    change_and_unlock(flight);
    return is_up;
}

bool flight_begin_document(struct flight *flight)
{
    lock(flight);
    bool is_up = is_up_locked(flight);
    flight->view.has_document = flight->view.has_document || is_up;
    change_and_unlock(flight);
    return is_up;
}

void flight_refuse(struct flight *flight, unsigned reasons)
{
    lock(flight);
    flight->view.is_refused = true;
    flight->view.refusal = reasons;
    change_and_unlock(flight);
}

void flight_touch(struct flight *flight)
{
    lock(flight);
    change_and_unlock(flight);
}

enum printer_state flight_wait_landed(struct flight *flight)
{
    lock(flight);
    while (is_up_locked(flight)) {
        (void)pthread_cond_wait(&flight->changed, &flight->mutex);
    }
    enum printer_state outcome = flight->outcome;
    unlock(flight);
    return outcome;
}

struct flight_view flight_look(struct flight *flight)
{
    lock(flight);
    struct flight_view view = flight->view;
    unlock(flight);
    return view;
}

bool flight_land(struct flight *flight, unsigned serial, enum printer_state outcome)
{
    lock(flight);
    if (flight->view.serial != serial) {
        unlock(flight);
        return false;
    }
    flight->view.id = 0;
    flight->outcome = outcome;
    atomic_store(&flight->hangs_up, true);
    change_and_unlock(flight);
    return true;
}

void flight_nap(struct flight *flight, unsigned serial, int pause_ms)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += pause_ms / 1000;
    until.tv_nsec += (long)(pause_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    int error = 0;
    lock(flight);
    while (error == 0 && flight->view.serial == serial && !atomic_load(&flight->is_stopping)) {
        error = pthread_cond_timedwait(&flight->changed, &flight->mutex, &until);
    }
    unlock(flight);
}
