#include "api/app.h"
#include "api/board.h"
#include "api/maintenance.h"
#include "api/secret.h"
#include "api/watch.h"
#include "base/log.h"
#include "base/memory.h"
#include "command/command.h"
#include "command/data.h"
#include "command/listen.h"
#include "command/words.h"
#include "office/backend_config.h"
#include "store/event_store.h"
#include "store/office_store.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    BEAT_S = 5,
    HEARTBEAT_MS = 15 * 1000,
    MAINTENANCE_MS = 60 * 1000,
    CONFIG_ERRORS_MAX = 16 * 1024,
    STOP_MS_MAX = 5000,
    FILES_WANTED = 8192,
    MS_PER_HOUR = 3600 * 1000,
    HOURS_PER_DAY = 24
};

/* Everything that lives as long as the program. */
struct service {
    struct app app;
    struct http_server *server;
    struct backend_config config;
    bool no_forecasts;
    struct listen_address listen;
    struct office *office;
    struct i18n *i18n;
    char *catalog_json;
};

static bool complain(const char *what, const char *why)
{
    (void)fprintf(stderr, "%s: %s\n", what, why);
    return false;
}

static bool read_config(const char *path, const char *listen, struct service *service)
{
    struct buffer errors;
    buffer_init(&errors, CONFIG_ERRORS_MAX);
    enum status status = backend_config_load(path, &service->config, &errors);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", buffer_text(&errors));
    }
    buffer_finish(&errors);
    if (status != STATUS_OK) {
        return false;
    }
    const char *address = listen != NULL ? listen : service->config.listen;
    if (listen_parse(address, &service->listen) != STATUS_OK) {
        return complain(address, "no address to listen on, such as 127.0.0.1:8080");
    }
    return true;
}

static bool read_texts(struct service *service, const char *directory)
{
    char error[600];
    if (i18n_open(directory, &service->i18n, error, sizeof(error)) != STATUS_OK) {
        return complain("the texts cannot be read", error);
    }
    service->app.i18n = service->i18n;
    return true;
}

static bool read_office(struct service *service, struct db *db)
{
    enum status status = office_store_load(db, &service->office);
    if (status == STATUS_OK) {
        status = office_store_catalog(db, service->office->id, &service->catalog_json);
    }
    if (status == STATUS_OK) {
        status = office_store_board(db, service->office->id, &service->app.board_json);
    }
    if (status != STATUS_OK) {
        return complain("the office cannot be read", "run okienko-backend init first");
    }
    if (clock_zone_set(service->office->zone) != STATUS_OK) {
        return complain(service->office->zone, "this machine does not know the time zone");
    }
    if (service->office->is_demo && !service->listen.is_loopback) {
        return complain(service->listen.address,
                        "a demo office, whose passwords are printed, listens on this machine only "
                        "(127.0.0.1 or [::1])");
    }
    if (service->listen.is_wildcard && service->config.public_url[0] == '\0') {
        return complain(service->listen.address,
                        "say public_url in the configuration: no phone can open this address, and "
                        "it would stand on each ticket");
    }
    return true;
}

static void fill_app(struct service *service)
{
    struct app *app = &service->app;
    app->clock = clock_system();
    app->office = service->office;
    catalog_make(service->catalog_json, &app->catalog);
    app->helplines_json = board_helplines(service->catalog_json);
    app->session_ms = (int64_t)service->config.session_hours * MS_PER_HOUR;
    app->keep_events_ms =
        (int64_t)service->config.event_retention_days * HOURS_PER_DAY * MS_PER_HOUR;
    attempts_init(&app->attempts);
    attempts_init(&app->visit_changes);
    guesses_init(&app->guesses);
    presence_init(&app->presence, app_now_ms(app));
}

static bool open_reader(const char *data, struct db **out_db)
{
    char path[DATA_PATH_MAX];
    char error[256];
    if (!data_path(data, path, sizeof(path))) {
        return false;
    }
    if (db_open(path, DB_READ, out_db, error, sizeof(error)) != STATUS_OK) {
        return complain("the data cannot be read", error);
    }
    return true;
}

/* The http thread's connection and the forecaster's. */
static bool start_readers(struct service *service, const char *data)
{
    struct app *app = &service->app;
    struct db *db = NULL;
    if (!open_reader(data, &app->reader)) {
        return false;
    }
    if (service->no_forecasts) {
        return true;
    }
    if (!open_reader(data, &db)) {
        return false;
    }
    forecaster_start(app->forecaster, db, app->writer);
    return true;
}

/* Threads from the inside out: feed, writer, jobs; forecaster and http last. Takes over `db`. */
static bool start_threads(struct service *service, struct db *db)
{
    struct app *app = &service->app;
    int64_t seq = 0;
    struct keeper *keeper = NULL;
    if (event_store_seq(db, app->office->id, &seq) != STATUS_OK ||
        keeper_create(db, app->office, &keeper) != STATUS_OK) {
        db_close(db);
        return complain("the data cannot be read", "no event counter, rules or tickets");
    }
    struct feed_history history = {.read = app_history_read, .context = app};
    app->feed = feed_create(app->office->epoch, seq, history);
    app->forecaster = forecaster_create(app->office, app->clock);
    writer_start(db, keeper, app_publish, app, &app->writer);
    maintenance_run(app);
    app->jobs = jobs_create(service->config.password_workers);
    app->voice = voice_create();
    return true;
}

static void set_public_url(struct service *service, uint16_t port)
{
    struct app *app = &service->app;
    const struct listen_address *listen = &service->listen;
    if (service->config.public_url[0] != '\0') {
        (void)text_copy(app->public_url, sizeof(app->public_url), service->config.public_url);
    } else {
        (void)snprintf(app->public_url, sizeof(app->public_url),
                       listen->is_v6 ? "http://[%s]:%u" : "http://%s:%u", listen->address, port);
    }
}

static bool start_server(struct service *service)
{
    struct http_config config = {.otherwise = app_otherwise(), .context = &service->app};
    uint16_t port = 0;
    config.routes = app_routes(&config.route_count);
    if (http_listen(service->listen.address, service->listen.port, &config.socket, &port) !=
        STATUS_OK) {
        return complain(service->listen.address, "this address cannot be listened on");
    }
    set_public_url(service, port);
    if (http_server_start(&config, &service->server) != STATUS_OK) {
        return complain(service->listen.address, "the server cannot be started");
    }
    (void)printf(service->listen.is_v6 ? "listening on [%s]:%u\n" : "listening on %s:%u\n",
                 service->listen.address, port);
    (void)fflush(stdout);
    log_info("backend.ready", LOG_INT("port", port), LOG_INT("office", service->office->id));
    return true;
}

/* Main's own work: the watch, heartbeats, the minute's maintenance, until a signal says stop. */
static void wait_for_signal(struct app *app, const sigset_t *signals)
{
    const struct timespec beat = {.tv_sec = BEAT_S};
    int64_t maintained_ms = clock_monotonic_ms();
    int64_t beaten_ms = maintained_ms;
    for (;;) {
        int signal_number = sigtimedwait(signals, NULL, &beat);
        if (signal_number > 0) {
            log_info("backend.stopping", LOG_INT("signal", signal_number));
            return;
        }
        watch_post(app);
        if (clock_monotonic_ms() - beaten_ms >= HEARTBEAT_MS) {
            beaten_ms = clock_monotonic_ms();
            feed_heartbeat(app->feed, app_now_ms(app));
        }
        if (clock_monotonic_ms() - maintained_ms >= MAINTENANCE_MS) {
            maintained_ms = clock_monotonic_ms();
            maintenance_post(app);
        }
    }
}

/* From the outside in: no new work, then what is under way is answered, then the data close. */
static void stop(struct service *service)
{
    struct app *app = &service->app;
    if (service->server != NULL) {
        http_server_drain(service->server);
    }
    if (app->feed != NULL) {
        feed_close_all(app->feed);
    }
    jobs_stop(app->jobs);
    forecaster_stop(app->forecaster);
    writer_stop(app->writer);
    if (service->server != NULL) {
        http_server_finish(service->server, STOP_MS_MAX);
    }
    /* Not before: the rest of a half-sent request may have posted (and been refused) until now. */
    jobs_destroy(app->jobs);
    voice_destroy(app->voice);
    writer_destroy(app->writer);
    forecaster_destroy(app->forecaster);
    feed_destroy(app->feed);
    db_close(app->reader);
    i18n_close(service->i18n);
    free(app->helplines_json);
    free(app->board_json);
    catalog_free(&app->catalog);
    free(service->catalog_json);
    free(service->office);
}

static bool start(struct service *service, const char *data, const char *texts)
{
    struct db *db = data_open(data, DATA_OWN);
    if (db == NULL) {
        return false;
    }
    if (!read_office(service, db) || !read_texts(service, texts)) {
        db_close(db);
        return false;
    }
    fill_app(service);
    return start_threads(service, db) && start_readers(service, data) && start_server(service);
}

/* Each console, board and kiosk keeps a stream open; the usual 1,024 files are soon used up. */
static void raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < FILES_WANTED) {
        limit.rlim_cur = limit.rlim_max < FILES_WANTED ? limit.rlim_max : FILES_WANTED;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int command_serve(int count, char **words)
{
    const char *config = NULL;
    const char *data = NULL;
    const char *listen = NULL;
    const char *assets = OKIENKO_ASSETS_DIR;
    bool no_forecasts = words_take(&count, words, "--no-forecasts");
    const struct words_option options[] = {
        {"--config", &config}, {"--data", &data}, {"--listen", &listen}, {"--assets", &assets}};
    if (!words_read(count, words, options, 4, NULL, 0) || config == NULL || data == NULL) {
        (void)fputs("use: okienko-backend serve --config FILE --data DIR [--listen ADDR:PORT] "
                    "[--assets DIR] [--no-forecasts]\n",
                    stderr);
        return 2;
    }
    struct service *service = memory_new(1, sizeof(*service));
    service->no_forecasts = no_forecasts;
    char texts[DATA_PATH_MAX];
    sigset_t signals;
    (void)snprintf(texts, sizeof(texts), "%s/locale", assets);
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    bool started =
        secret_setup() && read_config(config, listen, service) && start(service, data, texts);
    if (started) {
        wait_for_signal(&service->app, &signals);
    }
    stop(service);
    free(service);
    return started ? 0 : 1;
}
