/*
 * metrics.h - how many pixels a millimetre, a letter and a finger are on this very screen.
 *
 * Everything that people read grows with the scale but the fixed bar, which keeps its place and
 * size. Controls lie 380 to 1220 mm above the floor; with low keys 800 to 1100 mm.
 *
 * Sizes follow from the pitch of the panel and the distance of the eye, never from pixels alone.
 *
 * Owner    any thread: pure values.
 * Source   EN 301 549 5.1.4: capitals of 0.7 degrees, 0.01222 of the viewing distance;
 *          ADA 707.7.2: capitals of 4.8 mm; targets of 20 mm, menu rows of 30 mm, gaps of 3 mm;
 *          EN 301 549 8.3.3: 380 and 1220 mm; ISO 21542: 800 to 1100 mm.
 */
#ifndef UI_METRICS_H
#define UI_METRICS_H

#include <stdbool.h>

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
    int key_min_px;    /* of the fixed bar: a thumb, and two lines of words */
    int gap_px;        /* at least 3 mm */
    int margin_px;
    int pad_px;
    int radius_px;
};

struct metrics metrics_compute(const struct panel *panel, int text_scale_percent);

/* From where to where on the picture a hand reaches. */
struct reach {
    int top_px;
    int bottom_px;
};

/* A panel that hangs so that little of it lies between 800 and 1100 mm gives low keys what it has:
 * the part below them first. */
struct reach metrics_reach(const struct metrics *metrics, bool is_low);

/* How far above the floor a row of pixels is. */
double metrics_height_mm(const struct panel *panel, int y_px);

/* Rounded up. */
int metrics_px(const struct metrics *metrics, double mm);

#endif
