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

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

enum {
    EMS_FULL = 28, /* on the shorter side of a full-size kiosk */
    REACH_TOP_MM = 1220,
    REACH_BOTTOM_MM = 380,
    LOW_TOP_MM = 1100,
    LOW_BOTTOM_MM = 800,
    LOW_KEYS_MIN = 8, /* of the fixed bar, one above the other */
    GAP_MIN_MM = 3
};

struct metrics metrics_compute(const struct panel *panel, int text_scale_percent)
{
    struct metrics metrics = {.panel = *panel, .text_scale_percent = text_scale_percent};
    metrics.is_portrait = panel->height_px > panel->width_px;
    double capital_mm = fmax(capital_per_distance * panel->view_distance_mm, capital_min_mm);
    metrics.text_min_px = (int)ceil(capital_mm / capital_per_em / panel->px_pitch_mm);
    int shorter = metrics.is_portrait ? panel->width_px : panel->height_px;
    int ems = shorter / metrics.text_min_px;
    metrics.hint_px = scaled(&metrics, 100);
    metrics.body_px = scaled(&metrics, 108);
    metrics.label_px = scaled(&metrics, 118);
    metrics.lead_px = scaled(&metrics, ems >= EMS_FULL ? 148 : 118);
    metrics.title_px = scaled(&metrics, ems >= EMS_FULL ? 175 : 140);
    metrics.target_min_px = metrics_px(&metrics, 20);
    metrics.row_min_px = metrics_px(&metrics, 30);
    metrics.key_min_px = larger(metrics.target_min_px, metrics.text_min_px * 22 / 10);
    metrics.gap_px = larger(metrics_px(&metrics, GAP_MIN_MM), shorter / 54);
    metrics.margin_px =
        ems >= EMS_FULL ? larger(metrics.gap_px, shorter / 22) : metrics.gap_px * 3 / 2;
    metrics.pad_px = larger(metrics.gap_px, shorter / 40);
    metrics.radius_px = shorter / 45;
    return metrics;
}

double metrics_height_mm(const struct panel *panel, int y_px)
{
    return panel->mount_bottom_mm + (panel->height_px - y_px) * panel->px_pitch_mm;
}

/* The rows of pixels that are not above one height and not below another. */
static struct reach rows_between(const struct panel *panel, int top_mm, int bottom_mm)
{
    double top = panel->height_px - (top_mm - panel->mount_bottom_mm) / panel->px_pitch_mm;
    double bottom = panel->height_px - (bottom_mm - panel->mount_bottom_mm) / panel->px_pitch_mm;
    return (struct reach){(int)ceil(fmin(fmax(top, 0), panel->height_px)),
                          (int)floor(fmin(fmax(bottom, 0), panel->height_px))};
}

struct reach metrics_reach(const struct metrics *metrics, bool is_low)
{
    const struct panel *panel = &metrics->panel;
    struct reach reach = rows_between(panel, REACH_TOP_MM, REACH_BOTTOM_MM);
    if (!is_low) {
        return reach;
    }
    struct reach low = rows_between(panel, LOW_TOP_MM, LOW_BOTTOM_MM);
    int least =
        LOW_KEYS_MIN * metrics->key_min_px + (LOW_KEYS_MIN + 1) * metrics_px(metrics, GAP_MIN_MM);
    low.bottom_px = smaller(reach.bottom_px, larger(low.bottom_px, low.top_px + least));
    low.top_px = larger(reach.top_px, smaller(low.top_px, low.bottom_px - least));
    return low;
}
