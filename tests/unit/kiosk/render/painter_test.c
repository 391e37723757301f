#include "support/check.h"

#include "render/face.h"
#include "render/icon.h"
#include "render/ink.h"
#include "render/painter.h"
#include "ui/fit.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 640, HEIGHT = 400, LINE_PX = 600 };

struct bench {
    struct face_set *faces;
    struct ink *ink;
    struct icon_set *icons;
    struct painter *painter;
    struct node_list list;
    uint32_t pixels[WIDTH * HEIGHT];
    int pictures;
};

static bool picture(void *context, const char *name, int side_px, unsigned char *out_coverage)
{
    struct bench *bench = context;
    bench->pictures++;
    memset(out_coverage, 255, (size_t)side_px * (size_t)side_px / 2);
    return strcmp(name, "qr") == 0;
}

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    char error[256];
    assert_non_null(bench);
    assert_status(face_set_open(NULL, &bench->faces, error, sizeof(error)), STATUS_OK);
    bench->ink = ink_create(bench->faces);
    bench->icons = icon_set_create(OKIENKO_SOURCE_DIR "/assets/icons");
    bench->painter =
        painter_create(bench->ink, bench->icons, &(struct painter_source){picture, bench});
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    painter_destroy(bench->painter);
    icon_set_destroy(bench->icons);
    ink_destroy(bench->ink);
    face_set_close(bench->faces);
    free(bench);
    return 0;
}

static struct pixels pixels_of(struct bench *bench)
{
    return (struct pixels){bench->pixels, WIDTH, HEIGHT, WIDTH};
}

static struct node *add_tile(struct bench *bench, const char *id, struct rect rect,
                             const char *label)
{
    struct node *node = node_add(&bench->list, id, NODE_BUTTON, rect);
    node->box = (struct box){{255, 255, 255, 255}, {100, 100, 100, 255}, 2, 12, true};
    node->text.color = (struct color){20, 30, 40, 255};
    node->icon_color = node->text.color;
    (void)snprintf(node->label, sizeof(node->label), "%s", label);
    (void)snprintf(node->icon, sizeof(node->icon), "house");
    node->icon_rect = (struct rect){rect.x + 10, rect.y + 10, 40, 40};
    struct fit_wish wish = {.style = {TEXT_BOLD, 28, 120}, .size_min_px = 20};
    struct meter meter = ink_meter(bench->ink);
    fit_label(node, &meter, &wish, rect_inset(rect, 60, 10));
    return node;
}

static void build(struct bench *bench, const char *first)
{
    memset(&bench->list, 0, sizeof(bench->list));
    (void)snprintf(bench->list.screen, sizeof(bench->list.screen), "test");
    bench->list.theme = "light";
    bench->list.width_px = WIDTH;
    bench->list.height_px = HEIGHT;
    bench->list.page = (struct color){240, 236, 228, 255};
    bench->list.focus = (struct color){150, 60, 0, 255};
    (void)add_tile(bench, "a", (struct rect){40, 40, 260, 120}, first);
    (void)add_tile(bench, "b", (struct rect){340, 40, 260, 120}, "Żółć");
}

static int area(struct rect rect)
{
    return rect.w * rect.h;
}

TEST(the_first_paint_is_whole_and_the_same_again_is_nothing)
{
    struct bench *bench = *state;
    build(bench, "raz");
    struct rect drawn = painter_paint(bench->painter, &bench->list, pixels_of(bench));
    assert_int_equal(area(drawn), WIDTH * HEIGHT);
    drawn = painter_paint(bench->painter, &bench->list, pixels_of(bench));
    assert_true(rect_is_empty(drawn));
}

TEST(draws_only_what_changed_and_ends_up_with_the_same_picture)
{
    struct bench *bench = *state;
    static uint32_t patched[WIDTH * HEIGHT];
    build(bench, "raz");
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    build(bench, "dwa");
    bench->list.nodes[0].is_focused = true;
    struct rect drawn = painter_paint(bench->painter, &bench->list, pixels_of(bench));
    assert_true(area(drawn) > 0);
    assert_true(drawn.x + drawn.w <= 340);
    memcpy(patched, bench->pixels, sizeof(patched));
    painter_forget(bench->painter);
    memset(bench->pixels, 0x55, sizeof(bench->pixels));
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    assert_memory_equal(patched, bench->pixels, sizeof(patched));
}

TEST(another_screen_or_size_is_painted_whole)
{
    struct bench *bench = *state;
    build(bench, "raz");
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    (void)snprintf(bench->list.screen, sizeof(bench->list.screen), "other");
    assert_int_equal(area(painter_paint(bench->painter, &bench->list, pixels_of(bench))),
                     WIDTH * HEIGHT);
    bench->list.count = 1;
    assert_int_equal(area(painter_paint(bench->painter, &bench->list, pixels_of(bench))),
                     WIDTH * HEIGHT);
}

static int ink_inside(const struct bench *bench, struct rect rect, uint32_t paper)
{
    int ink = 0;
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        for (int x = rect.x; x < rect.x + rect.w; x++) {
            ink += bench->pixels[y * WIDTH + x] != paper;
        }
    }
    return ink;
}

TEST(draws_words_and_icons)
{
    struct bench *bench = *state;
    build(bench, "Mogę stracić");
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    const struct node *node = &bench->list.nodes[0];
    assert_true(ink_inside(bench, node->text.rect, 0xFFFFFF) > 300);
    assert_true(ink_inside(bench, node->icon_rect, 0xFFFFFF) > 100);
}

TEST(asks_its_source_for_a_picture_that_is_no_file)
{
    struct bench *bench = *state;
    build(bench, "raz");
    struct node *node = node_add(&bench->list, "qr", NODE_IMAGE, (struct rect){40, 200, 100, 100});
    (void)snprintf(node->icon, sizeof(node->icon), "qr");
    node->icon_rect = node->rect;
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    assert_int_equal(bench->pictures, 1);
    assert_int_equal(bench->pixels[210 * WIDTH + 90], 0x000000);
    assert_int_equal(bench->pixels[290 * WIDTH + 90], 0xFFFFFF);
}

TEST(a_missing_icon_is_drawn_as_nothing)
{
    struct bench *bench = *state;
    build(bench, "raz");
    (void)snprintf(bench->list.nodes[0].icon, NODE_ICON_MAX, "no_such_icon");
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    assert_int_equal(ink_inside(bench, bench->list.nodes[0].icon_rect, 0xFFFFFF), 0);
    assert_false(icon_is_there(bench->icons, "no_such_icon"));
    assert_true(icon_is_there(bench->icons, "house"));
}

/* What is allocated now; zero under a sanitizer, which has a heap of its own. */
static size_t heap_bytes(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

TEST(keeps_within_its_memory_however_much_it_draws)
{
    struct bench *bench = *state;
    struct canvas canvas;
    canvas_init(&canvas, pixels_of(bench), (struct rect){0, 0, WIDTH, HEIGHT});
    struct text_run run = {.style = {TEXT_BOLD, 60, 120}, .rect = {0, 0, LINE_PX, 80}};
    size_t line_bytes = (size_t)LINE_PX * 60;
    ink_forget(bench->ink);
    ink_draw(bench->ink, &run, "A", &canvas); /* opens the font */
    size_t before = heap_bytes();
    int count = (int)(2 * INK_BYTES_MAX / line_bytes) + 2 * INK_ENTRIES_MAX;
    for (int i = 0; i < count; i++) {
        char text[16];
        (void)snprintf(text, sizeof(text), "A%d", i);
        ink_draw(bench->ink, &run, text, &canvas);
    }
    size_t after = heap_bytes();
    assert_true(after < before + INK_BYTES_MAX + INK_BYTES_MAX / 4);
}

TEST(saves_a_picture_and_says_when_it_cannot)
{
    struct bench *bench = *state;
    build(bench, "raz");
    (void)painter_paint(bench->painter, &bench->list, pixels_of(bench));
    char path[] = "/tmp/okienko-shot-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    (void)close(descriptor);
    assert_status(painter_save(pixels_of(bench), path), STATUS_OK);
    FILE *file = fopen(path, "rbe");
    unsigned char head[4] = {0};
    assert_non_null(file);
    assert_int_equal(fread(head, 1, 4, file), 4);
    (void)fclose(file);
    (void)unlink(path);
    assert_memory_equal(head, "\x89PNG", 4);
    assert_status(painter_save(pixels_of(bench), "/nowhere/shot.png"), STATUS_INTERNAL);
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BENCH(the_first_paint_is_whole_and_the_same_again_is_nothing),
        BENCH(draws_only_what_changed_and_ends_up_with_the_same_picture),
        BENCH(another_screen_or_size_is_painted_whole),
        BENCH(draws_words_and_icons),
        BENCH(asks_its_source_for_a_picture_that_is_no_file),
        BENCH(a_missing_icon_is_drawn_as_nothing),
        BENCH(keeps_within_its_memory_however_much_it_draws),
        BENCH(saves_a_picture_and_says_when_it_cannot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
