/*
 * net_probe.c - the kiosk's line to the backend without the kiosk: requests by lines in, events by
 * lines out.
 *
 *   okienko-net-probe URL TOKEN [SILENCE_MS [STATE NUMBERS]]   SILENCE_MS 0: as by default
 *   in:   issue ID KEY NEED [TRY_MS]     KEY "-" makes a fresh one
 *         cancel ID KEY TICKET [TRY_MS]
 *         forget ID KEY OF [TRY_MS]      the ticket that issue OF asked for
 *         alert ID KEY KIND [TRY_MS]
 *         catalog ID [TRY_MS]
 *         outlook ID [TRY_MS]
 *         quit                           (so does the end of the input)
 *   out:  connected MS | away STATUS MS | changed MS      MS since the start
 *         issued ID NUMBER TICKET URL | cancelled ID | catalog ID NEEDS | outlook ID NEEDS
 *         alerted ID | adopted ID NUMBER TICKET | lost ID PROBLEM
 *         state STATUS DAMAGED OPEN                       at the start
 *         failed ID STATUS PROBLEM certain|uncertain      PROBLEM "-" when there is none
 */
#include "support/printer/line_loop.h"

#include "base/clock.h"
#include "base/memory.h"
#include "net/net.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct probe {
    struct line_loop loop;
    struct net *net;
    struct wire_catalog *catalog; /* NULL until there is one */
};

static void show_answer(const struct net_event *event)
{
    switch (event->kind) {
    case NET_EVENT_ISSUED:
        (void)printf("issued %" PRId64 " %s %" PRId64 " %s\n", event->request_id,
                     event->ticket.number, event->ticket.ticket_id, event->ticket.url);
        break;
    case NET_EVENT_CANCELLED: (void)printf("cancelled %" PRId64 "\n", event->request_id); break;
    case NET_EVENT_CATALOG:
        (void)printf("catalog %" PRId64 " %d\n", event->request_id, event->catalog->need_count);
        break;
    case NET_EVENT_ALERTED: (void)printf("alerted %" PRId64 "\n", event->request_id); break;
    case NET_EVENT_ADOPTED:
        (void)printf("adopted %" PRId64 " %s %" PRId64 "\n", event->request_id,
                     event->ticket.number, event->ticket.ticket_id);
        break;
    case NET_EVENT_LOST:
        (void)printf("lost %" PRId64 " %s\n", event->request_id, event->problem);
        break;
    case NET_EVENT_OUTLOOK:
        (void)printf("outlook %" PRId64 " %zu\n", event->request_id, event->outlook->need_count);
        break;
    default:
        (void)printf("failed %" PRId64 " %s %s %s\n", event->request_id, status_name(event->status),
                     event->problem[0] == '\0' ? "-" : event->problem,
                     event->is_uncertain ? "uncertain" : "certain");
        break;
    }
}

static void show_events(void *context)
{
    struct probe *probe = context;
    struct net_event *event;
    while ((event = net_take(probe->net)) != NULL) {
        int64_t ms = line_loop_ms(&probe->loop);
        switch (event->kind) {
        case NET_EVENT_OPENED:
            (void)printf("state %s %d %d\n", status_name(event->state.status), event->state.damaged,
                         event->state.tickets_open);
            break;
        case NET_EVENT_CONNECTED: (void)printf("connected %" PRId64 "\n", ms); break;
        case NET_EVENT_AWAY:
            (void)printf("away %s %" PRId64 "\n", status_name(event->status), ms);
            break;
        case NET_EVENT_CHANGED: (void)printf("changed %" PRId64 "\n", ms); break;
        default: show_answer(event); break;
        }
        if (event->catalog != NULL) {
            free(probe->catalog);
            probe->catalog = event->catalog;
            event->catalog = NULL;
        }
        net_event_destroy(event);
    }
}

static void take_key(struct net_request *request, char **line)
{
    const char *key = line_word(line);
    if (strcmp(key, "-") == 0) {
        net_key_make(request->key);
    } else {
        (void)text_copy(request->key, sizeof(request->key), key);
    }
}

/* 0 while no catalogue says. */
static char series_of(const struct wire_catalog *catalog, const char *need)
{
    for (int i = 0; catalog != NULL && i < catalog->need_count; i++) {
        if (strcmp(catalog->needs[i].code, need) == 0) {
            return catalog->services[catalog->needs[i].route[0]].series;
        }
    }
    return '\0';
}

static bool parse_alert(const char *kind, enum wire_alert *out_alert)
{
    for (int i = 0; i < WIRE_ALERT_COUNT; i++) {
        if (strcmp(wire_alert_name((enum wire_alert)i), kind) == 0) {
            *out_alert = (enum wire_alert)i;
            return true;
        }
    }
    return false;
}

/* False for a line that is none. */
static bool parse(const struct probe *probe, struct net_request *request, char *line)
{
    const char *verb = line_word(&line);
    request->id = strtoll(line_word(&line), NULL, 10);
    if (strcmp(verb, "issue") == 0) {
        request->kind = NET_REQUEST_ISSUE;
        take_key(request, &line);
        (void)text_copy(request->issue.need, sizeof(request->issue.need), line_word(&line));
        (void)text_copy(request->issue.language, sizeof(request->issue.language), "pl");
        request->series = series_of(probe->catalog, request->issue.need);
    } else if (strcmp(verb, "cancel") == 0) {
        request->kind = NET_REQUEST_CANCEL;
        take_key(request, &line);
        request->ticket_id = strtoll(line_word(&line), NULL, 10);
    } else if (strcmp(verb, "forget") == 0) {
        request->kind = NET_REQUEST_CANCEL;
        take_key(request, &line);
        request->of_request = strtoll(line_word(&line), NULL, 10);
    } else if (strcmp(verb, "alert") == 0) {
        request->kind = NET_REQUEST_ALERT;
        take_key(request, &line);
        if (!parse_alert(line_word(&line), &request->alert)) {
            return false;
        }
    } else if (strcmp(verb, "catalog") == 0) {
        request->kind = NET_REQUEST_CATALOG;
    } else if (strcmp(verb, "outlook") == 0) {
        request->kind = NET_REQUEST_OUTLOOK;
    } else {
        return false;
    }
    request->try_ms = (int)strtol(line_word(&line), NULL, 10);
    return true;
}

static void take_line(void *context, char *line)
{
    struct probe *probe = context;
    struct net_request *request = memory_new(1, sizeof(*request));
    if (!parse(probe, request, line)) {
        (void)printf("bad line\n");
        free(request);
    } else if (net_post(probe->net, request) != STATUS_OK) {
        (void)printf("refused\n");
        free(request);
    }
}

static bool read_words(int argc, char **argv, struct net_settings *out)
{
    out->silence_ms = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 0;
    out->numbers = argc > 5 ? (int)strtol(argv[5], NULL, 10) : 0;
    return argc >= 3 && text_copy(out->backend_url, sizeof(out->backend_url), argv[1]) &&
           text_copy(out->token, sizeof(out->token), argv[2]) &&
           text_copy(out->state_path, sizeof(out->state_path), argc > 5 ? argv[4] : "");
}

int main(int argc, char **argv)
{
    struct net_settings settings = {.silence_ms = 0};
    struct probe probe = {
        .loop = {.context = &probe, .on_line = take_line, .on_wake = show_events}};
    if (!read_words(argc, argv, &settings) || clock_zone_set("Europe/Warsaw") != STATUS_OK) {
        return 2;
    }
    line_loop_init(&probe.loop);
    enum status status = net_create(&settings, line_loop_wake, &probe.loop, &probe.net);
    if (status == STATUS_OK) {
        line_loop_run(&probe.loop);
        net_destroy(probe.net);
        free(probe.catalog);
    } else {
        (void)fprintf(stderr, "%s\n", status_name(status));
    }
    line_loop_finish(&probe.loop);
    return status == STATUS_OK ? 0 : 1;
}
