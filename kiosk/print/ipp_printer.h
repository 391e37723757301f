/*
 * ipp_printer.h - the real printer: one IPP address, a sender and a monitor thread.
 *
 * The sender renders a ticket, makes the job (Create-Job) and feeds it (Send-Document, which a
 * streaming printer may hold for as long as it is out of paper). The monitor has a connection of
 * its own, asks the printer and the running job how they are, and cancels the job when its time is
 * over. No state that a printer claims decides alone: the watchdog does.
 *
 * Owner    as printer.h; the threads own their CUPS connections (libcups keeps state per thread).
 * Memory   `i18n` and the texts of the settings are copied or must outlive the printer, as said.
 * Errors   STATUS_INVALID for an address that is not ipp://host... or ipps://host...;
 * STATUS_MISSING when the fonts cannot be opened. A printer that is not there is no error but a
 * state. Source   RFC 8010, 8011; PWG 5100.7 (Cancel-My-Jobs), PWG 5102.4 (raster).
 */
#ifndef PRINT_IPP_PRINTER_H
#define PRINT_IPP_PRINTER_H

#include "base/i18n.h"
#include "base/status.h"
#include "print/printer.h"

enum { PRINTER_GIVE_UP_MS_DEFAULT = 15 * 1000 };

struct ipp_printer_settings {
    const char *uri;     /* copied; "ipp://localhost/printers/ticket", "ipps://printer/ipp/print" */
    const char *kiosk;   /* copied; this kiosk's name, unique among those who share the printer */
    const char *options; /* copied; "name=value name=value" for the job, "" or NULL for none */
    int give_up_ms;      /* the watchdog; 0: PRINTER_GIVE_UP_MS_DEFAULT */
    const struct i18n *i18n; /* outlives the printer */
};

enum status ipp_printer_create(const struct ipp_printer_settings *settings, void (*wake)(void *),
                               void *wake_context, struct printer *out_printer) MUST_USE;

#endif
