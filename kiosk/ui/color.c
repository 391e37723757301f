#include "ui/color.h"

#include <math.h>

bool color_is_equal(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

static unsigned char mix(unsigned char over, unsigned char under, int alpha)
{
    return (unsigned char)((over * alpha + under * (255 - alpha) + 127) / 255);
}

struct color color_blend(struct color over, struct color under)
{
    return (struct color){mix(over.r, under.r, over.a), mix(over.g, under.g, over.a),
                          mix(over.b, under.b, over.a), 255};
}

static double linear(unsigned char channel)
{
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct color color)
{
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

double color_contrast(struct color a, struct color b)
{
    double first = luminance(a);
    double second = luminance(b);
    double light = first > second ? first : second;
    double dark = first > second ? second : first;
    return (light + 0.05) / (dark + 0.05);
}
