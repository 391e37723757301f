/*
 * gallery.h - the screens of a kiosk on a wall: an app by hand, a small catalogue, a meter of even
 * letters. What is on them, not how it looks.
 */
#ifndef UNIT_KIOSK_SCREENS_GALLERY_H
#define UNIT_KIOSK_SCREENS_GALLERY_H

#include "support/check.h"

#include "base/memory.h"
#include "screens/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gallery {
    struct i18n *i18n;
    struct app *app;
    struct panel panel;
    struct node_list list;
    bool has_picture;
};

static inline struct text_size measure(void *context, struct text_style style, const char *text,
                                       int width_px)
{
    (void)context;
    int letter = style.size_px * 55 / 100;
    int letters = (int)strlen(text);
    int per_line = width_px / letter > 0 ? width_px / letter : 1;
    int lines = (letters + per_line - 1) / per_line;
    int leading = style.leading_percent != 0 ? style.leading_percent : 125;
    return (struct text_size){(letters < per_line ? letters : per_line) * letter,
                              lines * style.size_px * leading / 100, lines, false};
}

static inline bool has_glyphs(void *context, enum text_weight weight, const char *text,
                              uint32_t *out_missing)
{
    (void)context;
    (void)weight;
    (void)text;
    *out_missing = 0;
    return true;
}

static const struct meter meter = {measure, has_glyphs, NULL};

static inline void say(struct wire_label *label, const char *text)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        (void)snprintf(label->text[i], sizeof(label->text[i]), "%s", text);
    }
}

static inline void add_service(struct wire_catalog *catalog, const char *code, bool is_sensitive,
                               const char *label)
{
    struct wire_service *service = &catalog->services[catalog->service_count++];
    (void)snprintf(service->code, sizeof(service->code), "%s", code);
    service->sensitive = is_sensitive;
    say(&service->label, label);
}

static inline void add_need(struct wire_catalog *catalog, const char *code, const int *route,
                            int count)
{
    struct wire_need *need = &catalog->needs[catalog->need_count++];
    (void)snprintf(need->code, sizeof(need->code), "%s", code);
    memcpy(need->route, route, (size_t)count * sizeof(*route));
    need->route_count = count;
    say(&need->label, code);
    (void)snprintf(need->hint.text[LANGUAGE_PL], WIRE_HINT_MAX, "hint of %s", code);
}

enum { SERVICE_BENEFITS, SERVICE_SOCIAL, SERVICE_PSY, SERVICE_FIRST };

static inline struct wire_catalog *make_catalog(void)
{
    struct wire_catalog *catalog = memory_new(1, sizeof(*catalog));
    (void)snprintf(catalog->version, sizeof(catalog->version), "one");
    (void)snprintf(catalog->office_name, sizeof(catalog->office_name), "Centrum");
    (void)snprintf(catalog->office_phone, sizeof(catalog->office_phone), "12 345 67 89");
    catalog->hours[0] = (struct wire_hours){1, 450, 930};
    catalog->hours_count = 1;
    add_service(catalog, "SWI", false, "Zasilki");
    add_service(catalog, "SOC", false, "Pracownik socjalny");
    add_service(catalog, "PSY", true, "Psycholog");
    add_service(catalog, "KOORD", false, "Koordynator");
    add_need(catalog, "start", (int[]){SERVICE_FIRST}, 1);
    add_need(catalog, "private", (int[]){SERVICE_FIRST}, 1);
    catalog->needs[1].private_room = true;
    add_need(catalog, "money", (int[]){SERVICE_BENEFITS, SERVICE_SOCIAL, SERVICE_PSY}, 3);
    add_need(catalog, "hard_time", (int[]){SERVICE_PSY, SERVICE_SOCIAL}, 2);
    catalog->needs[3].sensitive = true;
    add_need(catalog, "language", (int[]){SERVICE_FIRST, SERVICE_SOCIAL}, 2);
    catalog->needs[4].ask_interpreter = true;
    catalog->quick_needs[0] = 0;
    catalog->quick_needs[1] = 1;
    catalog->quick_need_count = 2;
    for (int i = 0; i < 6; i++) {
        struct wire_group *group = &catalog->groups[catalog->group_count++];
        (void)snprintf(group->code, sizeof(group->code), "group%d", i);
        (void)snprintf(group->icon, sizeof(group->icon), "house");
        say(&group->label, "Grupa");
        group->need_count = i == 0 ? 3 : 1;
        for (int j = 0; j < group->need_count; j++) {
            group->needs[j] = 2 + j;
        }
    }
    return catalog;
}

static inline int set_up(void **state)
{
    struct gallery *gallery = memory_new(1, sizeof(*gallery));
    char error[512];
    assert_status(
        i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &gallery->i18n, error, sizeof(error)),
        STATUS_OK);
    struct app_settings settings = app_settings_default();
    gallery->app = app_create(&settings, 1000);
    gallery->app->catalog = make_catalog();
    gallery->panel = (struct panel){1080, 1920, 0.2745, 600, 700};
    *state = gallery;
    return 0;
}

static inline int tear_down(void **state)
{
    struct gallery *gallery = *state;
    app_destroy(gallery->app);
    i18n_close(gallery->i18n);
    free(gallery);
    return 0;
}

static inline void show(struct gallery *gallery, enum app_screen screen)
{
    gallery->app->screen = screen;
    struct screens_context context = {gallery->i18n, &meter, &gallery->panel, gallery->has_picture};
    screens_build(&context, gallery->app, &gallery->list);
}

static inline bool says(const struct gallery *gallery, const char *text)
{
    for (int i = 0; i < gallery->list.count; i++) {
        const struct node *node = &gallery->list.nodes[i];
        if (strstr(node->label, text) != NULL || strstr(node->speech, text) != NULL) {
            return true;
        }
    }
    return false;
}

static const struct node *find(const struct gallery *gallery, const char *id)
{
    const struct node *node = node_find(&gallery->list, id);
    if (node == NULL) {
        print_error("no node \"%s\" on screen \"%s\"\n", id, gallery->list.screen);
        abort();
    }
    return node;
}

static inline void give_ticket(struct gallery *gallery)
{
    struct visit *visit = &gallery->app->visit;
    visit->has_ticket = true;
    visit->ticket_at_ms = gallery->app->now_ms;
    (void)snprintf(visit->ticket.number, sizeof(visit->ticket.number), "A27");
    visit->ticket.ahead = 3;
    visit->ticket.wait = (struct wire_wait){true, 15, 30};
}

static inline int choices(const struct gallery *gallery)
{
    int count = 0;
    for (int i = 0; i < gallery->list.count; i++) {
        const struct node *node = &gallery->list.nodes[i];
        count += node->action != ACTION_NONE && !node->is_fixed && node->role != NODE_KEY &&
                 strcmp(node->id, "start") != 0;
    }
    return count;
}

#define GALLERY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
