/* okienko-load issue|next|fan: the workloads and their command line; see load.h. */
#include "bench/load.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PHASE_NEXT, PHASE_START, PHASE_FINISH, SESSION_TEXT_MAX = 160 };

struct session {
    int room;
    char cookie[SESSION_TEXT_MAX];
    char csrf[SESSION_TEXT_MAX];
};

static struct session sessions[LOAD_CONNECTIONS_MAX];
static int session_count;

static bool ask_issue(struct connection *connection, const struct load_options *options)
{
    static unsigned serial;
    char key[64];
    char headers[512];
    char body[256];
    load_write_key(key, sizeof(key));
    (void)snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\nIdempotency-Key: %s\r\n",
                   options->token, key);
    (void)snprintf(body, sizeof(body),
                   "{\"need\":\"%s\",\"language\":\"pl\",\"priority\":false,\"interpreter\":null}",
                   options->needs[serial++ % (unsigned)options->need_count]);
    load_write_request(connection, "POST", "/api/v1/tickets", headers, body);
    return true;
}

static bool answered_issue(struct connection *connection, int status, const char *body)
{
    (void)connection;
    if (status != 201) {
        load_fail("a ticket was refused", body);
    }
    return true;
}

static bool ask_next(struct connection *connection, const struct load_options *options)
{
    (void)options;
    const struct session *session = &sessions[connection->index];
    char key[64];
    char headers[768];
    char path[96];
    load_write_key(key, sizeof(key));
    (void)snprintf(headers, sizeof(headers),
                   "Cookie: %s\r\nX-CSRF-Token: %s\r\nIdempotency-Key: %s\r\n", session->cookie,
                   session->csrf, key);
    if (connection->phase == PHASE_NEXT) {
        (void)snprintf(path, sizeof(path), "/api/v1/rooms/%d/next", session->room);
    } else {
        (void)snprintf(path, sizeof(path), "/api/v1/tickets/%" PRId64 "/%s", connection->ticket,
                       connection->phase == PHASE_START ? "start" : "finish");
    }
    load_write_request(connection, "POST", path, headers, "{}");
    return true;
}

/* Only Next is measured; the visit is started and finished so that the next Next may be. */
static bool answered_next(struct connection *connection, int status, const char *body)
{
    if (status != 200) {
        load_fail("a call was refused", body);
    }
    bool is_sample = connection->phase == PHASE_NEXT;
    if (is_sample) {
        const char *ticket = strstr(body, "\"ticket\":{");
        const char *id = ticket == NULL ? NULL : strstr(ticket, "\"id\":");
        if (id == NULL) {
            load_fail("nobody waits any more", body);
        }
        connection->ticket = strtoll(id + strlen("\"id\":"), NULL, 10);
    }
    connection->phase = (connection->phase + 1) % (PHASE_FINISH + 1);
    return is_sample;
}

static void read_sessions(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        load_fail("cannot read", path);
    }
    while (session_count < LOAD_CONNECTIONS_MAX &&
           fscanf(file, "%d %159s %159s", &sessions[session_count].room, // NOLINT(cert-err34-c)
                  sessions[session_count].cookie, sessions[session_count].csrf) == 3) {
        session_count++;
    }
    (void)fclose(file);
}

static int number(const char *text)
{
    char *end = NULL;
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || value < 0 || value > 100000000) {
        load_fail("not a number", text);
    }
    return (int)value;
}

static void read_needs(char *list, struct load_options *options)
{
    for (char *need = list; need != NULL && options->need_count < 8;) {
        char *comma = strchr(need, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        options->needs[options->need_count++] = need;
        need = comma;
    }
}

static struct load_options read_options(int argc, char **argv)
{
    static const struct option names[] = {
        {"port", required_argument, NULL, 'p'},     {"connections", required_argument, NULL, 'c'},
        {"requests", required_argument, NULL, 'r'}, {"seconds", required_argument, NULL, 's'},
        {"streams", required_argument, NULL, 'm'},  {"token", required_argument, NULL, 't'},
        {"cookie", required_argument, NULL, 'k'},   {"sessions", required_argument, NULL, 'f'},
        {"needs", required_argument, NULL, 'n'},    {NULL, 0, NULL, 0},
    };
    struct load_options options = {
        .connections = 1, .requests = 1000, .seconds = 10, .token = "", .cookie = ""};
    // There is one thread. NOLINTNEXTLINE(concurrency-mt-unsafe)
    for (int name = 0; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (name) {
        case 'p': options.port = number(optarg); break;
        case 'c': options.connections = number(optarg); break;
        case 'r': options.requests = number(optarg); break;
        case 's': options.seconds = number(optarg); break;
        case 'm': options.streams = number(optarg); break;
        case 't': options.token = optarg; break;
        case 'k': options.cookie = optarg; break;
        case 'f': options.sessions = optarg; break;
        case 'n': read_needs(optarg, &options); break;
        default: load_fail("unknown option", argv[optind - 1]);
        }
    }
    if (options.need_count == 0) {
        options.needs[options.need_count++] = "start";
    }
    return options;
}

int main(int argc, char **argv)
{
    static const struct workload issue = {ask_issue, answered_issue};
    static const struct workload next = {ask_next, answered_next};
    if (argc < 2) {
        load_fail("say issue, next or fan", "");
    }
    struct load_options options = read_options(argc - 1, argv + 1);
    if (options.connections < 1 || options.connections > LOAD_CONNECTIONS_MAX ||
        options.streams > LOAD_CONNECTIONS_MAX) {
        load_fail("too many connections", "");
    }
    if (strcmp(argv[1], "issue") == 0) {
        load_run(&options, &issue);
    } else if (strcmp(argv[1], "next") == 0) {
        read_sessions(options.sessions == NULL ? "" : options.sessions);
        options.connections = session_count;
        load_run(&options, &next);
    } else if (strcmp(argv[1], "fan") == 0) {
        load_fan(&options);
    } else {
        load_fail("unknown workload", argv[1]);
    }
    return EXIT_SUCCESS;
}
