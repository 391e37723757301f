/* What the network and the printer report, as the app's own events. */
#include "base/log.h"
#include "lobby.h"

#include <string.h>

/* A failure that asking again can mend. */
static bool may_retry(const struct net_event *event)
{
    return event->status == STATUS_UNAVAILABLE || event->status == STATUS_INTERNAL ||
           event->status == STATUS_TOO_MANY;
}

static enum checkin_state arrived(enum wire_arrival arrival)
{
    switch (arrival) {
    case WIRE_ARRIVAL_EARLY: return CHECKIN_EARLY;
    case WIRE_ARRIVAL_LATE: return CHECKIN_LATE;
    default: return CHECKIN_ON_TIME;
    }
}

/* A no to a code: it is of another day, or nobody knows it, whatever is wrong with it. */
static struct checkin_event not_checked_in(const struct net_event *from)
{
    bool is_other_day = strcmp(from->problem, "other-day") == 0 && from->starts_ms > 0;
    return (struct checkin_event){is_other_day ? CHECKIN_OTHER_DAY : CHECKIN_NOT_FOUND, NULL,
                                  from->starts_ms};
}

/* Nothing was wrong with what was asked for: nobody could answer it, or not to us. */
static bool is_unanswered(const struct net_event *event)
{
    return may_retry(event) || event->status == STATUS_UNAUTHENTICATED ||
           event->status == STATUS_FORBIDDEN;
}

static void failed(const struct net_event *from, struct event *to)
{
    if (from->request_kind == NET_REQUEST_CHECKIN && !is_unanswered(from)) {
        to->kind = EVENT_CHECKIN;
        to->as.checkin = not_checked_in(from);
        return;
    }
    to->kind = EVENT_FAILED;
    to->as.failed = (struct failed_event){
        from->request_id, may_retry(from), .is_full = strcmp(from->problem, "full-today") == 0,
        .is_taken = strcmp(from->problem, "slot-taken") == 0, .is_uncertain = from->is_uncertain};
}

static bool translate(struct net_event *from, struct event *to)
{
    to->request = from->request_id;
    switch (from->kind) {
    case NET_EVENT_CONNECTED: to->kind = EVENT_CONNECTED; return true;
    case NET_EVENT_AWAY: to->kind = EVENT_AWAY; return true;
    case NET_EVENT_CHANGED: to->kind = EVENT_CHANGED; return true;
    case NET_EVENT_ISSUED:
        to->kind = EVENT_ISSUED;
        to->as.ticket = &from->ticket;
        return true;
    case NET_EVENT_CANCELLED: to->kind = EVENT_CANCELLED; return true;
    case NET_EVENT_ADOPTED:
        to->kind = EVENT_ADOPTED;
        to->as.ticket = &from->ticket;
        return true;
    case NET_EVENT_OPENED:
    case NET_EVENT_ALERTED:
    case NET_EVENT_LENT:
    case NET_EVENT_LOST: return false;
    case NET_EVENT_CATALOG:
        to->kind = EVENT_CATALOG;
        to->as.catalog = from->catalog;
        from->catalog = NULL;
        return true;
    case NET_EVENT_OUTLOOK:
        to->kind = EVENT_OUTLOOK;
        to->as.outlook = from->outlook;
        return true;
    case NET_EVENT_SLOTS:
        to->kind = EVENT_SLOTS;
        to->as.slots = from->slots;
        return true;
    case NET_EVENT_BOOKED:
        to->kind = EVENT_BOOKED;
        to->as.booking = &from->booking;
        return true;
    case NET_EVENT_CHECKED_IN:
        to->kind = EVENT_CHECKIN;
        to->as.checkin = (struct checkin_event){arrived(from->arrival), &from->ticket, 0};
        return true;
    case NET_EVENT_FAILED: failed(from, to); return true;
    }
    return false;
}

static bool is_link_news(enum net_event_kind kind)
{
    return kind == NET_EVENT_CONNECTED || kind == NET_EVENT_AWAY;
}

static void log_net(const struct net_event *event)
{
    if (event->kind == NET_EVENT_ISSUED || event->kind == NET_EVENT_ADOPTED) {
        bool is_alone = event->ticket.ticket_id == 0;
        log_info(event->kind == NET_EVENT_ADOPTED ? "ticket.handed-over"
                 : is_alone                       ? "ticket.given-alone"
                                                  : "ticket.issued",
                 LOG_INT("ticket", event->ticket.ticket_id));
    } else if (event->kind == NET_EVENT_OPENED) {
        log_info("journal", LOG_TEXT("status", status_name(event->state.status)),
                 LOG_INT("damaged", event->state.damaged),
                 LOG_INT("open", event->state.tickets_open));
    } else if (event->kind == NET_EVENT_LOST) {
        log_error("ticket.lost", LOG_TEXT("problem", event->problem));
    } else if (event->kind == NET_EVENT_FAILED) {
        log_warn("request.failed", LOG_INT("kind", event->request_kind),
                 LOG_TEXT("status", status_name(event->status)),
                 LOG_TEXT("problem", event->problem));
    } else if (is_link_news(event->kind)) {
        log_info(event->kind == NET_EVENT_AWAY ? "backend.away" : "backend.connected");
    }
}

/* Does it answer a request that wait-idle waits for? */
static bool is_answer(const struct net_event *event)
{
    return !is_link_news(event->kind) && event->kind != NET_EVENT_CHANGED && !event->is_unasked &&
           event->request_kind != NET_REQUEST_ALERT;
}

/* What others should hear of it. */
static void pass_on(struct lobby *lobby, const struct net_event *event)
{
    if (event->kind == NET_EVENT_CONNECTED) {
        lobby_alert_again(lobby);
    } else if (event->kind == NET_EVENT_LOST) {
        lobby_alert(lobby, WIRE_ALERT_TICKET_LOST);
    }
}

static void take_net(struct lobby *lobby)
{
    struct net_event *from;
    while (lobby->net != NULL && (from = net_take(lobby->net)) != NULL) {
        log_net(from);
        if (is_link_news(from->kind)) {
            lobby->is_net_known = true;
        }
        lobby->requests_open -= is_answer(from) ? 1 : 0;
        pass_on(lobby, from);
        struct event event = {0};
        if (translate(from, &event)) {
            lobby_event(lobby, &event);
        }
        net_event_destroy(from);
    }
}

static enum paper_state paper_of(enum printer_state state)
{
    switch (state) {
    case PRINTER_TAKE_TICKET: return PAPER_TAKE;
    case PRINTER_ATTENTION: return PAPER_ATTENTION;
    case PRINTER_NOT_PRINTED: return PAPER_NOT_PRINTED;
    case PRINTER_UNKNOWN: return PAPER_UNKNOWN;
    default: return PAPER_PRINTING;
    }
}

static void take_printer(struct lobby *lobby)
{
    struct printer_event *from;
    while (lobby->has_printer && (from = printer_take(&lobby->printer)) != NULL) {
        log_info("printer", LOG_INT("job", from->job),
                 LOG_TEXT("state", printer_state_name(from->state)));
        lobby_alert_printer(lobby, from);
        struct event event = {.kind = EVENT_PRINTER};
        if (from->job == 0) {
            event.as.printer_can_print = from->state != PRINTER_ATTENTION;
        } else {
            event.kind = EVENT_PAPER;
            event.as.paper = (struct paper_event){from->job, paper_of(from->state)};
            lobby->jobs_open -= printer_state_is_final(from->state) ? 1 : 0;
        }
        lobby_event(lobby, &event);
        printer_event_destroy(from);
    }
}

/* There was no printer to hand it to. */
static void take_refusal(struct lobby *lobby)
{
    if (lobby->job_refused != 0) {
        struct event event = {.kind = EVENT_PAPER,
                              .as.paper = {lobby->job_refused, PAPER_NOT_PRINTED}};
        lobby->job_refused = 0;
        lobby_event(lobby, &event);
    }
}

/* More was asked for than the net can hold. What these lead to may be refused in turn: that is
 * told the next time. */
static void take_refused(struct lobby *lobby)
{
    int64_t ids[LOBBY_REFUSED_MAX];
    int count = lobby->refused_count;
    memcpy(ids, lobby->refused, sizeof(ids));
    lobby->refused_count = 0;
    for (int i = 0; i < count; i++) {
        log_warn("request.refused", LOG_INT("request", ids[i]));
        struct event event = {.kind = EVENT_FAILED,
                              .as.failed = {.request = ids[i], .may_retry = true}};
        lobby_event(lobby, &event);
    }
}

static void take_voice(struct lobby *lobby)
{
    struct event event;
    while (voice_take(lobby->voice, &event)) {
        if (event.kind == EVENT_SOUND) {
            lobby_alert_sound(lobby, event.as.has_sound);
        }
        lobby_event(lobby, &event);
    }
}

void lobby_news(struct lobby *lobby)
{
    take_net(lobby);
    take_printer(lobby);
    take_refusal(lobby);
    take_refused(lobby);
    take_voice(lobby);
}
