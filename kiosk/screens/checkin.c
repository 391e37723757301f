/* "Mam umówioną wizytę": a code is shown to the scanner or typed; then where the person stands. */
#include "screens/flow.h"
#include "ui/day_words.h"

#include <stdio.h>
#include <string.h>

enum { PAD_COLUMNS = 3, PAD_KEYS = 12, KEY_ERASE = 9, KEY_SEND = 11, WORDS_MAX = 512 };

struct telling {
    const char *text;
    const char *icon;
    bool is_notice;
    bool leads_on; /* offers another code or a number without one */
};

static const struct telling tellings[CHECKIN_STATE_COUNT] = {
    [CHECKIN_NO_CODE] = {"visit_staff", "staff", false, true},
    [CHECKIN_ASKED] = {"loading", "hourglass", false, false},
    [CHECKIN_EARLY] = {"checkin_early", "clock", false, false},
    [CHECKIN_ON_TIME] = {"checked_in", "check", false, false},
    [CHECKIN_LATE] = {"late_ok", "clock", false, false},
    [CHECKIN_OTHER_DAY] = {"checkin_other_day", "days", true, true},
    [CHECKIN_NOT_FOUND] = {"checkin_not_found", "warning", true, true},
    [CHECKIN_FAILED] = {"checkin_failed", "link_off", true, true},
};

static void leads_add(struct flow *flow)
{
    const struct stage *stage = flow->stage;
    flow_add_key(flow, FLOW_BUTTON, "again", "scan", stage_say(stage, "code_again"),
                 (struct target){"", ACTION_CHECKIN_AGAIN, 0})
        ->look = LOOK_PRIMARY;
    (void)flow_add_key(flow, FLOW_BUTTON, "staff", "staff", stage_say(stage, "staff_help"),
                       (struct target){"", ACTION_STAFF, 0});
    (void)flow_add_key(flow, FLOW_BUTTON, "menu", "ticket", stage_say(stage, "number_instead"),
                       (struct target){"", ACTION_HOME, 0});
}

/* A visit on another day says on which. */
static void telling_write(const struct stage *stage, const struct telling *telling,
                          char out[WORDS_MAX])
{
    char moment[WORDS_MAX];
    moment_words(stage->context->i18n, stage->language, stage->app->visit.checkin_starts_ms, moment,
                 sizeof(moment));
    i18n_format(out, WORDS_MAX, stage_say(stage, telling->text),
                &(struct i18n_value){"moment", moment}, 1);
}

static void answer_build(struct stage *stage, struct rect area)
{
    const struct telling *telling = &tellings[stage->app->visit.checkin];
    char text[WORDS_MAX];
    telling_write(stage, telling, text);
    struct flow flow;
    flow_begin(&flow, stage);
    flow.has_picture = true;
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "have_visit"));
    struct flow_item *words =
        flow_add(&flow, telling->is_notice ? FLOW_NOTICE : FLOW_CARD, "checkin.text", text);
    words->icon = telling->icon;
    words->role = NODE_STATUS;
    if (telling->leads_on) {
        leads_add(&flow);
    } else if (stage->app->visit.checkin != CHECKIN_ASKED) {
        flow_add_key(&flow, FLOW_BUTTON, "finish", "finish", stage_say(stage, "finish"),
                     (struct target){"", ACTION_FINISH, 0})
            ->look = LOOK_PRIMARY;
    }
    flow_end(&flow, area);
}

/* What is typed so far, and a dash for each digit to come. */
static void code_words(const struct app *app, char out[static 32])
{
    size_t typed = strlen(app->visit.code);
    size_t used = 0;
    for (size_t i = 0; i < CODE_DIGITS; i++) {
        out[used++] = (char)(i < typed ? app->visit.code[i] : '-');
        out[used++] = ' ';
        if (i == CODE_DIGITS / 2 - 1) {
            out[used++] = ' ';
        }
    }
    out[used - 1] = '\0';
}

static void digit_key(struct stage *stage, int index, struct rect rect, const struct node *pad)
{
    int digit = index < KEY_ERASE ? index + 1 : 0;
    char id[NODE_ID_MAX + 1];
    const char text[2] = {(char)('0' + digit), '\0'};
    (void)snprintf(id, sizeof(id), "digit.%d", digit);
    struct node *key =
        stage_button(stage, id, rect, LOOK_TILE, (struct target){"", ACTION_DIGIT, digit});
    key->role = NODE_KEY;
    key->parent = node_index(stage->list, pad);
    bool is_large = stage->metrics.text_scale_percent > 100;
    stage_words(stage, key, text, is_large ? KIND_BUTTON : KIND_LEAD,
                &(struct placing){rect, TEXT_CENTER, FIT_MIDDLE});
}

static void end_key(struct stage *stage, bool is_send, struct rect rect, const struct node *pad)
{
    bool is_ready = strlen(stage->app->visit.code) == CODE_DIGITS;
    enum action action = is_send ? ACTION_CHECKIN_SEND : ACTION_ERASE;
    struct node *key = stage_button(stage, is_send ? "code.send" : "code.erase", rect,
                                    is_send && is_ready ? LOOK_PRIMARY : LOOK_TILE,
                                    (struct target){"", (int)action, 0});
    key->role = NODE_KEY;
    key->parent = node_index(stage->list, pad);
    int side = stage->metrics.lead_px < rect.h * 6 / 10 ? stage->metrics.lead_px : rect.h * 6 / 10;
    (void)snprintf(key->speech, sizeof(key->speech), "%s",
                   stage_say(stage, is_send ? "code_check" : "code_erase"));
    stage_icon(key, is_send ? "check" : "erase", rect_center(rect, side, side));
}

/* Ten digits, a step back, and the question. */
static void pad_build(struct stage *stage, struct rect area)
{
    const struct node *pad = stage_panel(stage, "pad", area, LOOK_NONE, NULL);
    int gap = stage->metrics.gap_px;
    for (int i = 0; i < PAD_KEYS; i++) {
        struct rect rect = rect_grid(area, PAD_COLUMNS, PAD_KEYS / PAD_COLUMNS, gap, i);
        if (i == KEY_ERASE || i == KEY_SEND) {
            end_key(stage, i == KEY_SEND, rect, pad);
        } else {
            digit_key(stage, i, rect, pad);
        }
    }
}

static void code_build(struct stage *stage, struct rect rect)
{
    char words[32];
    code_words(stage->app, words);
    struct node *card = stage_panel(stage, "code.card", rect, LOOK_CARD, NULL);
    struct node *code = stage_text(stage, "code", words, KIND_TITLE,
                                   &(struct placing){rect, TEXT_CENTER, FIT_MIDDLE}, card);
    code->role = NODE_STATUS;
}

/* The code so far, and the keys below it. */
static void typing_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    int wished = metrics->title_px * 8 / 5;
    int most = rect.h - 4 * (metrics->target_min_px + metrics->gap_px);
    code_build(stage, rect_cut_top(&rect, wished < most ? wished : most));
    (void)rect_cut_top(&rect, metrics->gap_px);
    pad_build(stage, rect);
}

/* Comfortable, or what lies within reach above the key at the foot. */
static int typing_height(const struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    int keys = 4 * (metrics->row_min_px + metrics->pad_px / 2) + 3 * metrics->gap_px;
    int wished = metrics->title_px * 8 / 5 + metrics->gap_px + keys;
    int top = stage->reach.top_px > area.y ? stage->reach.top_px : area.y;
    int room = area.y + area.h - top - metrics->row_min_px - 2 * metrics->gap_px;
    return wished < room ? wished : room;
}

static void build_flow(struct stage *stage, struct rect area)
{
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "scan_code"));
    (void)flow_add(&flow, FLOW_TEXT, "checkin.text", stage_say(stage, "code_type"));
    struct flow_item *typing =
        flow_add_key(&flow, FLOW_OWN, "typing", NULL, "", (struct target){"", ACTION_DIGIT, 0});
    typing->draw = typing_build;
    typing->height_px = typing_height(stage, area);
    flow_add_key(&flow, FLOW_BUTTON, "no_code", "staff", stage_say(stage, "no_code"),
                 (struct target){"", ACTION_NO_CODE, 0})
        ->is_pinned = stage->metrics.is_portrait && stage->metrics.text_scale_percent == 100;
    flow_end(&flow, area);
}

/* What it is for to the left, the keys to the right. */
static void build_wide(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect right = rect_cut_right(&area, area.w * 42 / 100);
    (void)rect_cut_right(&area, metrics->margin_px);
    struct rect foot = rect_cut_bottom(&area, metrics->row_min_px);
    (void)rect_cut_bottom(&area, metrics->gap_px);
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "scan_code"));
    (void)flow_add(&flow, FLOW_TEXT, "checkin.text", stage_say(stage, "code_type"));
    flow_end(&flow, area);
    typing_build(stage, right);
    struct node *node = stage_wide_button(stage, "no_code", foot, LOOK_SECONDARY, "staff",
                                          stage_say(stage, "no_code"));
    node->action = ACTION_NO_CODE;
}

void checkin_build(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    bool is_wide =
        !metrics->is_portrait && metrics->text_scale_percent == 100 && !stage_is_flowing(stage);
    if (stage->app->visit.checkin != CHECKIN_NONE) {
        answer_build(stage, area);
    } else if (is_wide) {
        build_wide(stage, area);
    } else {
        build_flow(stage, area);
    }
}
