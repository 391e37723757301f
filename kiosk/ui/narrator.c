#include "ui/narrator.h"

#include <string.h>

static const uint64_t hash_start = 0xCBF29CE484222325U;
static const uint64_t hash_prime = 0x100000001B3U;

/* FNV-1a: equality, not secrecy. */
static uint64_t hash_more(uint64_t hash, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * hash_prime;
    }
    return (hash ^ 0xFFU) * hash_prime;
}

static uint64_t screen_hash(const struct node_list *nodes)
{
    uint64_t hash = hash_more(hash_start, nodes->screen);
    hash = hash_more(hash, language_code(nodes->language));
    for (int i = node_list_top(nodes); i < nodes->count; i++) {
        const struct node *node = &nodes->nodes[i];
        if (node->role == NODE_HEADING || strcmp(node->id, "page") == 0) {
            hash = hash_more(hash, node->speech);
        }
    }
    return hash;
}

static const struct node *focused(const struct node_list *nodes)
{
    for (int i = node_list_top(nodes); i < nodes->count; i++) {
        if (nodes->nodes[i].is_focused) {
            return &nodes->nodes[i];
        }
    }
    return NULL;
}

static uint64_t focus_hash(const struct node_list *nodes)
{
    const struct node *node = focused(nodes);
    if (node == NULL) {
        return 0;
    }
    uint64_t hash = hash_more(hash_more(hash_start, node->id), node->speech);
    return hash_more(hash, node->is_selected ? "on" : "off");
}

static bool is_status(const struct node *node)
{
    return node->role == NODE_STATUS && !node->is_ticking && node->speech[0] != '\0';
}

static uint64_t status_hash(const struct node *node)
{
    return hash_more(hash_more(hash_start, node->id), node->speech);
}

static bool is_known(const uint64_t *statuses, uint64_t hash)
{
    for (int i = 0; i < NARRATOR_STATUSES_MAX; i++) {
        if (statuses[i] == hash) {
            return true;
        }
    }
    return false;
}

/* True when a status says something that was not there before. */
static bool look_at_statuses(struct narrator *narrator, const struct node_list *nodes)
{
    memcpy(narrator->statuses_before, narrator->statuses, sizeof(narrator->statuses));
    memset(narrator->statuses, 0, sizeof(narrator->statuses));
    bool is_new = false;
    int count = 0;
    for (int i = node_list_top(nodes); i < nodes->count; i++) {
        if (is_status(&nodes->nodes[i]) && count < NARRATOR_STATUSES_MAX) {
            uint64_t hash = status_hash(&nodes->nodes[i]);
            narrator->statuses[count++] = hash;
            is_new = is_new || !is_known(narrator->statuses_before, hash);
        }
    }
    return is_new;
}

void narrator_forget(struct narrator *narrator)
{
    *narrator = (struct narrator){0};
}

enum narrator_news narrator_look(struct narrator *narrator, const struct node_list *nodes)
{
    uint64_t screen = screen_hash(nodes);
    uint64_t focus = focus_hash(nodes);
    bool is_new_screen = !narrator->knows_screen || screen != narrator->screen;
    bool is_new_focus = focus != narrator->focus && focus != 0;
    bool is_new_status = look_at_statuses(narrator, nodes);
    narrator->knows_screen = true;
    narrator->screen = screen;
    narrator->focus = focus;
    if (is_new_screen) {
        return NEWS_SCREEN;
    }
    return is_new_focus ? NEWS_FOCUS : is_new_status ? NEWS_STATUS : NEWS_NONE;
}

/* Inside a choice: its own words tell it already. The first screen is one choice as a whole. */
static bool is_part_of_choice(const struct node_list *nodes, const struct node *node)
{
    for (int at = node->parent; at != NODE_NO_PARENT; at = nodes->nodes[at].parent) {
        const struct node *parent = &nodes->nodes[at];
        bool is_whole = parent->rect.w >= nodes->width_px && parent->rect.h >= nodes->height_px;
        if (parent->action != 0 && !is_whole) {
            return true;
        }
    }
    return false;
}

static bool is_read(const struct node_list *nodes, const struct node *node)
{
    return node->action == 0 && !node->is_fixed && node->speech[0] != '\0' &&
           !is_part_of_choice(nodes, node);
}

static void tell_node(const struct node *node, narrator_say *say, void *context)
{
    say(context, &(struct narrator_line){node->id, node->language, node->speech});
}

/* The heading, then the rest that is visible, then what surfaces have to add. */
enum reading { READ_HEADING, READ_TEXT, READ_SURFACE, READ_COUNT };

static enum reading reading_of(const struct node *node)
{
    switch (node->role) {
    case NODE_HEADING: return READ_HEADING;
    case NODE_PANEL: return READ_SURFACE;
    default: return READ_TEXT;
    }
}

static void tell_screen(const struct node_list *nodes, narrator_say *say, void *context)
{
    const struct node *before = NULL;
    for (int reading = READ_HEADING; reading < READ_COUNT; reading++) {
        for (int i = node_list_top(nodes); i < nodes->count; i++) {
            const struct node *node = &nodes->nodes[i];
            bool is_turn = (int)reading_of(node) == reading && is_read(nodes, node);
            bool is_echo = before != NULL && strcmp(before->speech, node->speech) == 0;
            if (is_turn && !is_echo) {
                tell_node(node, say, context);
                before = node;
            }
        }
    }
}

static void tell_focus(const struct node_list *nodes, const struct narrator_words *words,
                       narrator_say *say, void *context)
{
    const struct node *node = focused(nodes);
    if (node == NULL) {
        return;
    }
    bool has_state = node->role == NODE_TOGGLE || node->is_selected;
    if (!has_state) {
        tell_node(node, say, context);
        return;
    }
    const char *state_words =
        node->is_selected ? words->selected[nodes->language] : words->not_selected[nodes->language];
    tell_node(node, say, context);
    say(context, &(struct narrator_line){node->id, nodes->language, state_words});
}

static void tell_statuses(const struct narrator *narrator, const struct node_list *nodes,
                          narrator_say *say, void *context)
{
    for (int i = node_list_top(nodes); i < nodes->count; i++) {
        const struct node *node = &nodes->nodes[i];
        if (is_status(node) && !is_known(narrator->statuses_before, status_hash(node))) {
            tell_node(node, say, context);
        }
    }
}

void narrator_tell(const struct narrator *narrator, enum narrator_news news,
                   const struct node_list *nodes, const struct narrator_words *words,
                   narrator_say *say, void *context)
{
    switch (news) {
    case NEWS_SCREEN:
        tell_screen(nodes, say, context);
        tell_focus(nodes, words, say, context);
        return;
    case NEWS_FOCUS:
        tell_statuses(narrator, nodes, say, context); /* what came with it would be lost */
        tell_focus(nodes, words, say, context);
        return;
    case NEWS_STATUS: tell_statuses(narrator, nodes, say, context); return;
    case NEWS_NONE: return;
    }
}
