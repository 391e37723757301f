/*
 * narrator.h - what of a screen is said aloud, and when: a screen reader over the node array.
 *
 *     enum narrator_news news = narrator_look(&narrator, nodes);
 *     narrator_tell(&narrator, news, nodes, words, say, context);
 *
 * A new screen is read from its heading on, then what its surfaces (panels) have to add; choices
 * are read one by one as the focus reaches them. A status that changes by itself is said without
 * cutting what is being said; one that comes with a new focus is said before it. What ticks by the
 * second is read with its screen only, and what lies under an overlay not at all.
 *
 * Owner    the main thread.
 * Memory   none of its own; hashes of what was said, no words. Forget it between people.
 */
#ifndef UI_NARRATOR_H
#define UI_NARRATOR_H

#include "base/i18n.h"
#include "ui/node.h"

#include <stdbool.h>
#include <stdint.h>

enum { NARRATOR_STATUSES_MAX = 16 };

enum narrator_news { NEWS_NONE, NEWS_STATUS, NEWS_FOCUS, NEWS_SCREEN };

struct narrator {
    bool knows_screen;
    uint64_t screen; /* name, language, headings, page */
    uint64_t focus;  /* of the focused choice with its state; 0: none */
    uint64_t statuses[NARRATOR_STATUSES_MAX];
    uint64_t statuses_before[NARRATOR_STATUSES_MAX];
};

struct narrator_line {
    const char *id; /* of the node; borrowed like the text */
    enum language language;
    const char *text;
};

typedef void narrator_say(void *context, const struct narrator_line *line);

/* Words the narrator adds itself, in each language. */
struct narrator_words {
    const char *selected[LANGUAGE_COUNT];
    const char *not_selected[LANGUAGE_COUNT];
};

/* Everything is new again. */
void narrator_forget(struct narrator *narrator);

/* Compares with what it saw last and remembers; the weightiest news. */
enum narrator_news narrator_look(struct narrator *narrator, const struct node_list *nodes);

/* Says that part of the screen; NEWS_FOCUS without a focus says nothing. */
void narrator_tell(const struct narrator *narrator, enum narrator_news news,
                   const struct node_list *nodes, const struct narrator_words *words,
                   narrator_say *say, void *context);

#endif
