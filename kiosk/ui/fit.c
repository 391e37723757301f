#include "ui/fit.h"

enum { SHRINK_DEFAULT_PERCENT = 70, SIZE_STEP_PX = 2 };

static bool fits(const struct text_size *size, const struct fit_wish *wish, struct rect box)
{
    return !size->is_clipped && size->height_px <= box.h && size->width_px <= box.w &&
           (wish->lines_max == 0 || size->line_count <= wish->lines_max);
}

static int smallest_px(const struct fit_wish *wish)
{
    int percent = wish->shrink_percent != 0 ? wish->shrink_percent : SHRINK_DEFAULT_PERCENT;
    int shrunk = wish->style.size_px * percent / 100;
    int least = wish->size_min_px > shrunk ? wish->size_min_px : shrunk;
    return least < wish->style.size_px ? least : wish->style.size_px;
}

static struct rect place(const struct text_size *size, enum fit_rise rise, struct rect box)
{
    int spare = box.h - size->height_px;
    int down = rise == FIT_TOP ? 0 : rise == FIT_MIDDLE ? spare / 2 : spare;
    return (struct rect){box.x, box.y + (down > 0 ? down : 0), box.w,
                         size->height_px < box.h ? size->height_px : box.h};
}

void fit_label(struct node *node, const struct meter *meter, const struct fit_wish *wish,
               struct rect box)
{
    struct text_style style = wish->style;
    int least = smallest_px(wish);
    struct text_size size = meter->measure(meter->context, style, node->label, box.w);
    while (!fits(&size, wish, box) && style.size_px > least) {
        int step = style.size_px / 20 > SIZE_STEP_PX ? style.size_px / 20 : SIZE_STEP_PX;
        style.size_px = style.size_px - step > least ? style.size_px - step : least;
        size = meter->measure(meter->context, style, node->label, box.w);
    }
    node->overflow = !fits(&size, wish, box);
    node->text.style = style;
    node->text.align = wish->align;
    node->text.size = size;
    node->text.rect = place(&size, wish->rise, box);
    uint32_t missing;
    node->has_missing_glyph =
        !meter->has_glyphs(meter->context, style.weight, node->label, &missing);
}

int fit_height_px(const struct meter *meter, const struct fit_wish *wish, const char *text,
                  int width_px)
{
    return meter->measure(meter->context, wish->style, text, width_px).height_px;
}
