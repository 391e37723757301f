/*
 * metrics.h - how many pixels a millimetre, a letter and a finger are on this very screen.
 *
 * Sizes follow from the pitch of the panel and the distance of the eye, never from pixels alone.
 *
 * Owner    any thread: pure values.
 * Source   EN 301 549 5.1.4: capitals of 0.7 degrees, 0.01222 of the viewing distance;
 *          ADA 707.7.2: capitals of 4.8 mm; targets of 20 mm, menu rows of 30 mm, gaps of 3 mm.
 */
#ifndef UI_METRICS_H
#define UI_METRICS_H

#include <stdbool.h>

enum { TEXT_SCALE_NORMAL_PERCENT = 100, TEXT_SCALE_LARGE_PERCENT = 130 };

struct panel {
    int width_px;
    int height_px;
    double px_pitch_mm;
    int view_distance_mm;
    int mount_bottom_mm; /* lower edge of the picture above the floor */
};

struct metrics {
    struct panel panel;
    bool is_portrait;
    int text_scale_percent;
    int text_min_px; /* the em of the smallest text that people must read */
    int hint_px;     /* ems of the kinds of text, the scale included */
    int body_px;
    int label_px;
    int lead_px;
    int title_px;
    int target_min_px; /* 20 mm */
    int row_min_px;    /* 30 mm */
    int gap_px;        /* at least 3 mm */
    int margin_px;
    int pad_px;
    int radius_px;
};

/* A small panel has no room for a larger scale yet: it gets 110 %. */
struct metrics metrics_compute(const struct panel *panel, int text_scale_percent);

/* Rounded up. */
int metrics_px(const struct metrics *metrics, double mm);

#endif
