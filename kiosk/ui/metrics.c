#include "ui/metrics.h"

#include <math.h>

static const double capital_per_em = 0.714; /* Noto Sans */
static const double capital_per_distance = 0.01222;
static const double capital_min_mm = 4.8;

int metrics_px(const struct metrics *metrics, double mm)
{
    return (int)ceil(mm / metrics->panel.px_pitch_mm);
}

static int scaled(const struct metrics *metrics, int percent)
{
    return metrics->text_min_px * percent / 100 * metrics->text_scale_percent / 100;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Ems on the shorter side of a full-size kiosk. */
enum { EMS_FULL = 28, SCALE_SMALL_PERCENT = 110 };

static int scale_fit(int scale_percent, int ems)
{
    bool is_small = ems < EMS_FULL && scale_percent > SCALE_SMALL_PERCENT;
    return is_small ? SCALE_SMALL_PERCENT : scale_percent;
}

struct metrics metrics_compute(const struct panel *panel, int text_scale_percent)
{
    struct metrics metrics = {.panel = *panel, .text_scale_percent = text_scale_percent};
    metrics.is_portrait = panel->height_px > panel->width_px;
    double capital_mm = fmax(capital_per_distance * panel->view_distance_mm, capital_min_mm);
    metrics.text_min_px = (int)ceil(capital_mm / capital_per_em / panel->px_pitch_mm);
    int shorter = metrics.is_portrait ? panel->width_px : panel->height_px;
    int ems = shorter / metrics.text_min_px;
    metrics.text_scale_percent = scale_fit(text_scale_percent, ems);
    metrics.hint_px = scaled(&metrics, 100);
    metrics.body_px = scaled(&metrics, 108);
    metrics.label_px = scaled(&metrics, 118);
    metrics.lead_px = scaled(&metrics, ems >= EMS_FULL ? 148 : 118);
    metrics.title_px = scaled(&metrics, ems >= EMS_FULL ? 175 : 140);
    metrics.target_min_px = metrics_px(&metrics, 20);
    metrics.row_min_px = metrics_px(&metrics, 30);
    metrics.gap_px = larger(metrics_px(&metrics, 3), shorter / 54);
    metrics.margin_px =
        ems >= EMS_FULL ? larger(metrics.gap_px, shorter / 22) : metrics.gap_px * 3 / 2;
    metrics.pad_px = larger(metrics.gap_px, shorter / 40);
    metrics.radius_px = shorter / 45;
    return metrics;
}
