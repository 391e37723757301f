#include "ui/theme.h"

/* clang-format off */
#define RGB(hex_) {((hex_) >> 16) & 0xFF, ((hex_) >> 8) & 0xFF, (hex_) & 0xFF, 255}
#define CLEAR     {0, 0, 0, 0}
/* clang-format on */

/* Warm paper, dark petrol ink, amber for warmth: calm, and nothing of a cash machine. */
#define PAPER  RGB(0xF6F1E9)
#define SNOW   RGB(0xFFFFFF)
#define INK    RGB(0x17282E)
#define SOFT   RGB(0x36464D)
#define PETROL RGB(0x0B4F5C)
#define DEEP   RGB(0x07363F)
#define MIST   RGB(0xE3EDEC)
#define LINE   RGB(0x66737A)
#define SAND   RGB(0xECE4D7)
#define HONEY  RGB(0xFCE9C0)

#define BADGE(fill_, ink_)                                                                         \
    {                                                                                              \
        RGB(fill_), RGB(fill_), CLEAR, RGB(ink_), RGB(ink_), RGB(ink_), 0, false                   \
    }

static const struct theme light =
    {
        .name = "light",
        .focus = RGB(0x9A3B00),
        .contrast_min = 7.0,
        .looks =
            {
                [LOOK_NONE] = {CLEAR, CLEAR, CLEAR, INK, SOFT, INK, 0, false},
                [LOOK_PAGE] = {PAPER, PAPER, CLEAR, INK, SOFT, INK, 0, false},
                [LOOK_CARD] = {SNOW, SNOW, CLEAR, INK, SOFT, INK, 0, true},
                [LOOK_TILE] = {SNOW, PETROL, LINE, INK, SOFT, SNOW, 2, true},
                [LOOK_PRIMARY] = {PETROL, DEEP, DEEP, SNOW, SNOW, SNOW, 2, true},
                [LOOK_SECONDARY] = {SNOW, PETROL, PETROL, PETROL, SOFT, SNOW, 3, false},
                [LOOK_BAR] = {PAPER, PETROL, LINE, INK, SOFT, SNOW, 2, false},
                [LOOK_BAR_ON] = {PETROL, DEEP, DEEP, SNOW, SNOW, SNOW, 4, false},
                [LOOK_TRAY] = {SAND, SAND, CLEAR, INK, SOFT, INK, 0, false},
                [LOOK_BADGE] = BADGE(0xE3EDEC, 0x0B4F5C),
                [LOOK_BADGE_1] = BADGE(0xFCE9C0, 0x5C3B00),
                [LOOK_BADGE_2] = BADGE(0xDCE9F5, 0x123E68),
                [LOOK_BADGE_3] = BADGE(0xF6DFD8, 0x702A14),
                [LOOK_BADGE_4] = BADGE(0xE2ECD6, 0x2C4A12),
                [LOOK_BADGE_5] = BADGE(0xE9E1F2, 0x47286B),
                [LOOK_CHIP] = {SNOW, PETROL, LINE, INK, SOFT, SNOW, 2, false},
                [LOOK_CHIP_ON] = {MIST, PETROL, PETROL, DEEP, DEEP, SNOW, 5, false},
                [LOOK_NOTICE] = {HONEY, HONEY, RGB(0x8A5A00), RGB(0x3A2500), RGB(0x3A2500),
                                 RGB(0x3A2500), 2, false},
                [LOOK_SCRIM] =
                    {{23, 40, 46, 150}, {23, 40, 46, 150}, CLEAR, SNOW, SNOW, SNOW, 0, false},
            },
};

#define BLACK  RGB(0x000000)
#define YELLOW RGB(0xFFFF00)
#define WHITE  RGB(0xFFFFFF)

/* Yellow on black; pressed and chosen turn round. */
#define PLAIN                                                                                      \
    {                                                                                              \
        BLACK, BLACK, CLEAR, YELLOW, WHITE, YELLOW, 0, false                                       \
    }
#define EDGED(border_)                                                                             \
    {                                                                                              \
        BLACK, YELLOW, YELLOW, YELLOW, WHITE, BLACK, (border_), false                              \
    }
#define TURNED                                                                                     \
    {                                                                                              \
        YELLOW, WHITE, WHITE, BLACK, BLACK, BLACK, 4, false                                        \
    }

static const struct theme contrast = {
    .name = "contrast",
    .focus = WHITE,
    .contrast_min = 15.0,
    .looks =
        {
            [LOOK_NONE] = {CLEAR, CLEAR, CLEAR, YELLOW, WHITE, YELLOW, 0, false},
            [LOOK_PAGE] = PLAIN,
            [LOOK_CARD] = {BLACK, BLACK, WHITE, YELLOW, WHITE, YELLOW, 3, false},
            [LOOK_TILE] = EDGED(3),
            [LOOK_PRIMARY] = TURNED,
            [LOOK_SECONDARY] = EDGED(4),
            [LOOK_BAR] = EDGED(3),
            [LOOK_BAR_ON] = TURNED,
            [LOOK_TRAY] = PLAIN,
            [LOOK_BADGE] = PLAIN,
            [LOOK_BADGE_1] = PLAIN,
            [LOOK_BADGE_2] = PLAIN,
            [LOOK_BADGE_3] = PLAIN,
            [LOOK_BADGE_4] = PLAIN,
            [LOOK_BADGE_5] = PLAIN,
            [LOOK_CHIP] = EDGED(3),
            [LOOK_CHIP_ON] = TURNED,
            [LOOK_NOTICE] = {BLACK, BLACK, WHITE, WHITE, WHITE, WHITE, 4, false},
            [LOOK_SCRIM] = {{0, 0, 0, 200}, {0, 0, 0, 200}, CLEAR, WHITE, WHITE, WHITE, 0, false},
        },
};

const struct theme *theme_get(enum theme_name name)
{
    return name == THEME_CONTRAST ? &contrast : &light;
}
