#include "lobby_alert.h"

#include "base/log.h"
#include "base/memory.h"
#include "lobby.h"

#include <stdlib.h>

enum { TRY_MS = 5000, STAFF_AGAIN_MS = 10 * 1000 };

void lobby_alert(struct lobby *lobby, enum wire_alert alert)
{
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = NET_REQUEST_ALERT;
    request->alert = alert;
    request->try_ms = TRY_MS;
    net_key_make(request->key);
    log_info("alert", LOG_TEXT("kind", wire_alert_name(alert)));
    if (lobby->net == NULL || net_post(lobby->net, request) != STATUS_OK) {
        free(request);
    }
}

void lobby_alert_staff(struct lobby *lobby)
{
    int64_t now_ms = lobby_now_ms(lobby);
    int64_t last_ms = lobby->alerts.staff_ms;
    if (last_ms == 0 || now_ms - last_ms >= STAFF_AGAIN_MS) {
        lobby->alerts.staff_ms = now_ms;
        lobby_alert(lobby, WIRE_ALERT_STAFF);
    }
}

/* What helps first, when several things are wrong. */
static enum wire_alert alert_of(enum printer_state state, unsigned reasons)
{
    if (state != PRINTER_ATTENTION) {
        return state == PRINTER_LOW ? WIRE_ALERT_PAPER_LOW : WIRE_ALERT_PRINTER_FINE;
    }
    if (reasons & PRINTER_REASON_COVER_OPEN) {
        return WIRE_ALERT_COVER_OPEN;
    }
    if (reasons & PRINTER_REASON_MEDIA_JAM) {
        return WIRE_ALERT_PAPER_JAM;
    }
    return reasons & PRINTER_REASON_MEDIA_EMPTY ? WIRE_ALERT_PAPER_OUT : WIRE_ALERT_PRINTER_DOWN;
}

void lobby_alert_printer(struct lobby *lobby, const struct printer_event *event)
{
    struct alert_memory *alerts = &lobby->alerts;
    if (event->job != 0) {
        bool is_missing = event->state == PRINTER_NOT_PRINTED || event->state == PRINTER_UNKNOWN;
        if (is_missing) {
            lobby_alert(lobby, WIRE_ALERT_PRINT_FAILED);
        }
        return;
    }
    enum wire_alert alert = alert_of(event->state, event->reasons);
    bool is_news = alert != alerts->printer &&
                   (alerts->printer != WIRE_ALERT_STAFF || alert != WIRE_ALERT_PRINTER_FINE);
    if (is_news) {
        alerts->printer = alert;
        lobby_alert(lobby, alert);
    }
}

void lobby_alert_sound(struct lobby *lobby, bool has_sound)
{
    bool is_news = has_sound == lobby->alerts.is_mute;
    lobby->alerts.is_mute = !has_sound;
    if (is_news) {
        lobby_alert(lobby, has_sound ? WIRE_ALERT_SOUND_FINE : WIRE_ALERT_NO_SOUND);
    }
}

void lobby_alert_again(struct lobby *lobby)
{
    if (lobby->alerts.is_mute) {
        lobby_alert(lobby, WIRE_ALERT_NO_SOUND);
    }
    enum wire_alert printer = lobby->alerts.printer;
    if (printer != WIRE_ALERT_STAFF && printer != WIRE_ALERT_PRINTER_FINE) {
        lobby_alert(lobby, printer);
    }
}
