/*
 * stage.h - what every screen is built with: looks, sizes, texts and a few kinds of nodes.
 *
 * Memory   pointers to nodes stay true until the list is full; it never moves.
 */
#ifndef SCREENS_STAGE_H
#define SCREENS_STAGE_H

#include "app/opening.h"
#include "screens/screens.h"
#include "ui/fit.h"
#include "ui/theme.h"

enum text_kind {
    KIND_TITLE, /* the question of the screen */
    KIND_LABEL, /* what a tile is for */
    KIND_LEAD,  /* a first sentence, larger than the body */
    KIND_BODY,
    KIND_HINT,
    KIND_KEY, /* in the fixed bar */
    KIND_BUTTON,
    KIND_NUMBER,
    KIND_COUNT
};

struct stage {
    const struct screens_context *context;
    const struct app *app;
    const struct theme *theme;
    struct metrics metrics;
    struct reach reach; /* what is touched lies between these rows */
    struct node_list *list;
    enum language language;
    int key_px; /* how large the words of the fixed bar are: all alike */
};

/* Where and how a text lies. */
struct placing {
    struct rect rect;
    enum text_align align;
    enum fit_rise rise;
};

void stage_init(struct stage *stage, const struct screens_context *context, const struct app *app,
                struct node_list *list);

/* True when the words are large or the reach is short: then a screen is a list that turns pages
 * (flow.h) and not a composition of its own. */
bool stage_is_flowing(const struct stage *stage);

/* How many answers stand side by side. */
int stage_columns(const struct stage *stage);

/* A text in the visit's language. */
const char *stage_say(const struct stage *stage, const char *key);
/* The same with {name} filled by a number. */
void stage_say_number(const struct stage *stage, const char *key, const char *name, int64_t number,
                      char *out, size_t out_size);
/* "Osoby przed Tobą: 3", "Czas czekania: około 15-30 minut". */
void stage_say_ahead(const struct stage *stage, int64_t ahead, char *out, size_t out_size);
void stage_say_wait(const struct stage *stage, const struct wire_wait *wait, char *out,
                    size_t out_size);
/* "Telefon: 12 345 67 89" */
void stage_say_phone(const struct stage *stage, char *out, size_t out_size);
/* "8:00–12:00, 14:00–17:00" */
void stage_openings(const struct opening *openings, int count, char *out, size_t out_size);
const char *stage_label_of(const struct stage *stage, const struct wire_label *label);
const char *stage_hint_of(const struct stage *stage, const struct wire_hint *hint);

/* A surface; `parent` may be NULL. */
struct node *stage_panel(struct stage *stage, const char *id, struct rect rect, enum look_name look,
                         const struct node *parent);

/* A text on the page (parent NULL) or on the look of its parent. */
struct node *stage_text(struct stage *stage, const char *id, const char *text, enum text_kind kind,
                        const struct placing *placing, const struct node *parent);

/* Something to touch, without words yet. */
struct node *stage_button(struct stage *stage, const char *id, struct rect rect,
                          enum look_name look, struct target target);

/* Words into a node that has a look: fitted, coloured, and spoken the same. */
void stage_words(struct stage *stage, struct node *node, const char *text, enum text_kind kind,
                 const struct placing *placing);

/* An icon inside a node, in the colour of its words. */
void stage_icon(struct node *node, const char *icon, struct rect rect);

/* An icon on a tinted badge, as a child of `parent`. */
struct node *stage_badge(struct stage *stage, const char *id, const char *icon, struct rect rect,
                         enum look_name look, const struct node *parent);

/* A picture of its own colours. */
struct node *stage_picture(struct stage *stage, const char *id, const char *icon, struct rect rect,
                           const char *speech);

/* An icon and a sentence: its height, and itself cut off the top of *area. */
int stage_fact_height(const struct stage *stage, const char *text, int width_px);
struct node *stage_fact(struct stage *stage, const char *id, const char *icon, const char *text,
                        struct rect *area, const struct node *parent);

/* A button with an icon left of its words, centred as one. */
struct node *stage_wide_button(struct stage *stage, const char *id, struct rect rect,
                               enum look_name look, const char *icon, const char *text);

/* One answer of several: a mark left of the words tells which is chosen. */
struct node *stage_answer(struct stage *stage, const char *id, struct rect rect, const char *text,
                          bool is_chosen);

/* Adds to what is said, after the visible label. */
void stage_speak_more(struct node *node, const char *text);

/* How high a text of this kind comes out at its wished size. */
int stage_text_height(const struct stage *stage, const char *text, enum text_kind kind,
                      int width_px);

/* Which look a group of the menu has, the same wherever it appears. */
enum look_name stage_group_look(int group);

/* The screens. Each takes the area left by the fixed bar. */
void bar_build(struct stage *stage, struct rect *rest);
void attract_build(struct stage *stage, struct rect area);
void language_build(struct stage *stage, struct rect area);
void home_build(struct stage *stage, struct rect area);
void group_build(struct stage *stage, struct rect area);
void question_build(struct stage *stage, struct rect area);
void confirm_build(struct stage *stage, struct rect area);
void waiting_build(struct stage *stage, struct rect area);
void number_build(struct stage *stage, struct rect area);
void staff_build(struct stage *stage, struct rect area);
void letters_build(struct stage *stage, struct rect area);
void list_build(struct stage *stage, struct rect area);
void checkin_build(struct stage *stage, struct rect area);
void full_build(struct stage *stage, struct rect area);
void days_build(struct stage *stage, struct rect area);
void slots_build(struct stage *stage, struct rect area);
void book_build(struct stage *stage, struct rect area);
void booked_build(struct stage *stage, struct rect area);
void closed_build(struct stage *stage, struct rect area);
void timeout_build(struct stage *stage);

/* The title line most screens begin with; leaves the rest in *area. */
void title_build(struct stage *stage, const char *text, struct rect *area);

#endif
