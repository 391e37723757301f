/*
 * okienko-kiosk - the touch screen in the lobby: options, settings, signals.
 */
#include "base/clock.h"
#include "base/log.h"
#include "lobby.h"
#include "platform/options.h"
#include "platform/settings.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

enum { EXIT_USAGE = 2 };

static sigset_t stop_signals;

/* SIGTERM and SIGINT arrive here and nowhere else; the loop ends in order. */
static void *wait_for_signal(void *context)
{
    int number;
    if (sigwait(&stop_signals, &number) == 0) {
        lobby_stop(context);
    }
    return NULL;
}

/* Before any thread starts, so that all of them leave these signals alone. */
static void block_signals(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    (void)sigemptyset(&stop_signals);
    (void)sigaddset(&stop_signals, SIGTERM);
    (void)sigaddset(&stop_signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &stop_signals, NULL);
}

static int run(const struct settings *settings, const struct options *options)
{
    char error[512] = "";
    struct lobby *lobby;
    if (lobby_create(settings, options, &lobby, error, sizeof(error)) != STATUS_OK) {
        (void)fprintf(stderr, "okienko-kiosk: %s\n", error);
        return EXIT_USAGE;
    }
    pthread_t watcher;
    bool is_watched = pthread_create(&watcher, NULL, wait_for_signal, lobby) == 0;
    int code = lobby_run(lobby);
    if (is_watched) {
        (void)pthread_cancel(watcher);
        (void)pthread_join(watcher, NULL);
    }
    lobby_destroy(lobby);
    log_info("kiosk.stopped", LOG_INT("code", code));
    return code;
}

int main(int argc, char **argv)
{
    char error[512] = "";
    struct options options;
    if (options_parse(argc, argv, &options, error, sizeof(error)) != STATUS_OK) {
        (void)fprintf(stderr, "okienko-kiosk: %s\n%s", error, options_help);
        return EXIT_USAGE;
    }
    if (options.wants_help) {
        (void)printf("%s", options_help);
        return 0;
    }
    struct settings *settings;
    if (settings_load(options.config_path, &settings, error, sizeof(error)) != STATUS_OK) {
        (void)fprintf(stderr, "okienko-kiosk: %s\n", error);
        return EXIT_USAGE;
    }
    if (clock_zone_set(settings->time_zone) != STATUS_OK) {
        (void)fprintf(stderr, "okienko-kiosk: %s: time_zone: this machine does not know it\n",
                      options.config_path);
        settings_free(settings);
        return EXIT_USAGE;
    }
    block_signals();
    int code = run(settings, &options);
    settings_free(settings);
    return code;
}
