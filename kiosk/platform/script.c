#include "platform/script.h"

#include "base/memory.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAUSE_MS = 5 };

enum argument { ARGUMENT_NONE, ARGUMENT_TEXT, ARGUMENT_NUMBER, ARGUMENT_TWO_NUMBERS };

struct verb {
    const char *name;
    enum argument argument;
};

static const struct verb verbs[VERB_COUNT] = {
    [VERB_TAP] = {"tap", ARGUMENT_TEXT},
    [VERB_TAP_AT] = {"tap-at", ARGUMENT_TWO_NUMBERS},
    [VERB_DOWN] = {"down", ARGUMENT_TEXT},
    [VERB_UP] = {"up", ARGUMENT_TEXT},
    [VERB_KEY] = {"key", ARGUMENT_TEXT},
    [VERB_JACK] = {"jack", ARGUMENT_TEXT},
    [VERB_LISTEN] = {"listen", ARGUMENT_TEXT},
    [VERB_TEXT] = {"text", ARGUMENT_TEXT},
    [VERB_CLOCK] = {"clock", ARGUMENT_TWO_NUMBERS},
    [VERB_ADVANCE] = {"advance", ARGUMENT_NUMBER},
    [VERB_EXPECT_SCREEN] = {"expect-screen", ARGUMENT_TEXT},
    [VERB_EXPECT_TEXT] = {"expect-text", ARGUMENT_TEXT},
    [VERB_EXPECT_NO_TEXT] = {"expect-no-text", ARGUMENT_TEXT},
    [VERB_DUMP] = {"dump", ARGUMENT_TEXT},
    [VERB_SHOT] = {"shot", ARGUMENT_TEXT},
    [VERB_PAINT] = {"paint", ARGUMENT_TEXT},
    [VERB_LINT] = {"lint", ARGUMENT_NONE},
    [VERB_LINT_TO] = {"lint-to", ARGUMENT_TEXT},
    [VERB_WAIT_IDLE] = {"wait-idle", ARGUMENT_NONE},
    [VERB_WAIT_SPOKEN] = {"wait-spoken", ARGUMENT_NONE},
    [VERB_QUIT] = {"quit", ARGUMENT_NONE},
};

struct script {
    char **lines; /* read so far */
    int line_count;
    int line_capacity;
    bool is_ended; /* no more lines will come */
    bool is_interactive;
    pthread_mutex_t mutex; /* over the four above */
    pthread_t reader;
    void (*wake)(void *context);
    void *wake_context;
    FILE *file;
    int next; /* the line that is run next */
    struct script_step step;
    bool has_step;
    int64_t step_at_ms;
};

static const char *skip_blanks(const char *text)
{
    while (isblank((unsigned char)*text)) {
        text++;
    }
    return text;
}

static bool verb_find(const char *word, size_t length, enum script_verb *out_verb)
{
    for (int i = 0; i < VERB_COUNT; i++) {
        if (strlen(verbs[i].name) == length && strncmp(verbs[i].name, word, length) == 0) {
            *out_verb = (enum script_verb)i;
            return true;
        }
    }
    return false;
}

/* A whole number of at most nine digits; *text moves behind it and its blanks. */
static bool number_take(const char **text, int64_t *out_number)
{
    int64_t number = 0;
    int digits = 0;
    const char *at = *text;
    while (isdigit((unsigned char)*at) && digits <= 9) {
        number = number * 10 + (*at++ - '0');
        digits++;
    }
    if (digits == 0 || digits > 9) {
        return false;
    }
    *text = skip_blanks(at);
    *out_number = number;
    return true;
}

static bool argument_read(enum argument kind, struct script_step *step)
{
    const char *at = step->text;
    switch (kind) {
    case ARGUMENT_NONE: return at[0] == '\0';
    case ARGUMENT_TEXT: return at[0] != '\0';
    case ARGUMENT_NUMBER: return number_take(&at, &step->number) && *at == '\0';
    case ARGUMENT_TWO_NUMBERS:
        return number_take(&at, &step->number) && number_take(&at, &step->number_2) && *at == '\0';
    }
    return false;
}

static void trim_end(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1])) {
        text[--length] = '\0';
    }
}

enum status script_parse(const char *line, int number, struct script_step *out_step, char *error,
                         size_t error_size)
{
    const char *word = skip_blanks(line);
    if (*word == '\0' || *word == '#' || *word == '\n' || *word == '\r') {
        return STATUS_MISSING;
    }
    size_t length = strcspn(word, " \t\r\n");
    struct script_step step = {.line = number};
    if (!verb_find(word, length, &step.verb)) {
        (void)snprintf(error, error_size, "unknown command \"%.*s\"", (int)length, word);
        return STATUS_INVALID;
    }
    if (!text_copy(step.text, sizeof(step.text), skip_blanks(word + length))) {
        (void)snprintf(error, error_size, "the line is too long");
        return STATUS_INVALID;
    }
    trim_end(step.text);
    if (!argument_read(verbs[step.verb].argument, &step)) {
        (void)snprintf(error, error_size, "\"%s\" does not take \"%s\"", verbs[step.verb].name,
                       step.text);
        return STATUS_INVALID;
    }
    *out_step = step;
    return STATUS_OK;
}

static bool line_add(struct script *script, const char *line)
{
    (void)pthread_mutex_lock(&script->mutex);
    bool has_room = script->line_count < SCRIPT_LINES_MAX;
    if (has_room) {
        if (script->line_count == script->line_capacity) {
            script->line_capacity = script->line_capacity == 0 ? 64 : 2 * script->line_capacity;
            script->lines = memory_resize((void *)script->lines,
                                          (size_t)script->line_capacity * sizeof(*script->lines));
        }
        script->lines[script->line_count++] = memory_copy_text(line);
    }
    (void)pthread_mutex_unlock(&script->mutex);
    return has_room;
}

static void *read_lines(void *context)
{
    struct script *script = context;
    char line[2 * SCRIPT_LINE_MAX];
    while (fgets(line, sizeof(line), script->file) != NULL && line_add(script, line)) {
        if (script->is_interactive) {
            script->wake(script->wake_context);
        }
    }
    (void)pthread_mutex_lock(&script->mutex);
    script->is_ended = true;
    (void)pthread_mutex_unlock(&script->mutex);
    script->wake(script->wake_context);
    return NULL;
}

enum status script_open(const char *path, void (*wake)(void *), void *wake_context,
                        struct script **out_script, char *error, size_t error_size)
{
    bool is_interactive = strcmp(path, "-") == 0;
    FILE *file = is_interactive ? stdin : fopen(path, "re");
    if (file == NULL) {
        (void)snprintf(error, error_size, "%s: cannot be read", path);
        return STATUS_MISSING;
    }
    struct script *script = memory_new(1, sizeof(*script));
    script->file = file;
    script->is_interactive = is_interactive;
    script->wake = wake;
    script->wake_context = wake_context;
    (void)pthread_mutex_init(&script->mutex, NULL);
    if (!is_interactive) {
        (void)read_lines(script);
    } else if (pthread_create(&script->reader, NULL, read_lines, script) != 0) {
        (void)snprintf(error, error_size, "no thread for standard input");
        free(script);
        return STATUS_UNAVAILABLE;
    }
    *out_script = script;
    return STATUS_OK;
}

void script_close(struct script *script)
{
    if (script == NULL) {
        return;
    }
    if (script->is_interactive) {
        /* It may sit in a read for ever; the process ends after this anyway. */
        (void)pthread_cancel(script->reader);
        (void)pthread_join(script->reader, NULL);
    } else {
        (void)fclose(script->file);
    }
    for (int i = 0; i < script->line_count; i++) {
        free(script->lines[i]);
    }
    free((void *)script->lines);
    (void)pthread_mutex_destroy(&script->mutex);
    free(script);
}

static void answer(const struct script *script, const char *error)
{
    if (error != NULL) {
        (void)fprintf(stderr, "script:%d: %s\n", script->step.line, error);
    }
    if (!script->is_interactive) {
        return;
    }
    if (error != NULL) {
        (void)printf("failed: %s\n", error);
    } else {
        (void)printf("ok\n");
    }
    (void)fflush(stdout);
}

/* Reads the next command. DONE: there is none any more; NOT_YET: none yet. */
static enum script_outcome step_read(struct script *script, int64_t real_ms)
{
    while (!script->has_step) {
        (void)pthread_mutex_lock(&script->mutex);
        const char *line = script->next < script->line_count ? script->lines[script->next] : NULL;
        bool is_ended = script->is_ended;
        (void)pthread_mutex_unlock(&script->mutex);
        if (line == NULL) {
            return is_ended ? SCRIPT_DONE : SCRIPT_NOT_YET;
        }
        script->next++;
        char error[128];
        enum status status = script_parse(line, script->next, &script->step, error, sizeof(error));
        if (status == STATUS_INVALID) {
            script->step.line = script->next;
            answer(script, error);
            return SCRIPT_FAILED;
        }
        script->has_step = status == STATUS_OK;
        script->step_at_ms = real_ms;
    }
    return SCRIPT_QUIT; /* there is one */
}

static int patience_ms(enum script_verb verb)
{
    switch (verb) {
    case VERB_WAIT_IDLE: return SCRIPT_IDLE_MS;
    case VERB_WAIT_SPOKEN: return SCRIPT_SPOKEN_MS;
    default: return SCRIPT_PATIENCE_MS;
    }
}

enum script_outcome script_run(struct script *script, int64_t real_ms, script_do *step,
                               void *context)
{
    enum script_outcome read = step_read(script, real_ms);
    if (read != SCRIPT_QUIT) {
        return read;
    }
    char error[512] = "";
    enum script_outcome outcome = step(context, &script->step, error, sizeof(error));
    int patience = patience_ms(script->step.verb);
    if (outcome == SCRIPT_NOT_YET && real_ms - script->step_at_ms < patience) {
        return SCRIPT_NOT_YET;
    }
    script->has_step = false;
    if (outcome == SCRIPT_NOT_YET || outcome == SCRIPT_FAILED) {
        answer(script, error);
        return SCRIPT_FAILED;
    }
    answer(script, NULL);
    return outcome == SCRIPT_QUIT ? SCRIPT_QUIT : SCRIPT_NOT_YET;
}

int script_pause_ms(struct script *script)
{
    if (script->has_step) {
        return PAUSE_MS;
    }
    (void)pthread_mutex_lock(&script->mutex);
    bool has_line = script->next < script->line_count || script->is_ended;
    (void)pthread_mutex_unlock(&script->mutex);
    return has_line ? 0 : -1;
}
