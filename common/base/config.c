#include "base/config.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_BYTES = 256, KEY_BYTES = 64, DEPTH_MAX = 12, PATH_BYTES = 512 };

/* What the library said of its first error: a sentence, then the way from the inside out. */
struct trouble {
    char sentence[SENTENCE_BYTES];
    char keys[DEPTH_MAX][KEY_BYTES]; /* "minutes", "[3]", "services" */
    int key_count;
    int line; /* 0: unknown */
};

/* Copies what stands between the first pair of quotes; "" when there is none. */
static void copy_quoted(char *out, size_t size, const char *text)
{
    const char *from = strchr(text, '\'');
    const char *to = from != NULL ? strchr(from + 1, '\'') : NULL;
    out[0] = '\0';
    if (to != NULL) {
        (void)snprintf(out, size, "%.*s", (int)(to - from - 1), from + 1);
    }
}

/* "  in mapping field 'minutes' (line: 12, column: 5)" */
static void note_place(struct trouble *trouble, const char *line)
{
    const char *number = strstr(line, "(line: ");
    if (trouble->line == 0 && number != NULL) {
        trouble->line = (int)strtol(number + strlen("(line: "), NULL, 10);
    }
    if (trouble->key_count == DEPTH_MAX) {
        return;
    }
    char key[KEY_BYTES - 2];
    copy_quoted(key, sizeof(key), line);
    bool is_entry = strstr(line, "sequence entry") != NULL;
    (void)snprintf(trouble->keys[trouble->key_count], KEY_BYTES, is_entry ? "[%s]" : "%s", key);
    trouble->key_count++;
}

__attribute__((format(printf, 3, 0))) static void collect(cyaml_log_t level, void *context,
                                                          const char *format, va_list values)
{
    static const char prefix[] = "Load: ";
    struct trouble *trouble = context;
    char line[SENTENCE_BYTES];
    (void)level;
    (void)vsnprintf(line, sizeof(line), format, values);
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "  in ", 5) == 0) {
        note_place(trouble, line);
    } else if (trouble->sentence[0] == '\0' && strncmp(line, prefix, strlen(prefix)) == 0) {
        (void)text_copy(trouble->sentence, SENTENCE_BYTES, line + strlen(prefix));
    }
}

/* How often `line` says `key` and a colon. */
static int count_key(const char *line, const char *key)
{
    int count = 0;
    size_t length = strlen(key);
    for (const char *at = strstr(line, key); at != NULL; at = strstr(at + length, key)) {
        count += at[length] == ':' && (at == line || strchr(" {,\"'", at[-1]) != NULL);
    }
    return count;
}

/* The library knows the line of the last key it read well; the first line from there on that says
 * `key` (for the `nth` time, when it is that same line) is the culprit's. */
static void find_line(const char *path, const char *key, int nth, struct trouble *trouble)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return;
    }
    char *line = NULL;
    size_t capacity = 0;
    int number = 0;
    while (getline(&line, &capacity, file) >= 0) {
        number++;
        int least = number == trouble->line ? nth : 1;
        if (number >= trouble->line && count_key(line, key) >= least) {
            trouble->line = number;
            break;
        }
    }
    free(line);
    (void)fclose(file);
}

/* Puts the culprit's key on the innermost place of the way. */
static void set_culprit(struct trouble *trouble, const char *key)
{
    if (trouble->key_count == 0) {
        trouble->key_count = 1;
    }
    if (trouble->keys[0][0] == '[') {
        /* The mapping has no key at all: the culprit is one level deeper. */
        int kept = trouble->key_count < DEPTH_MAX ? trouble->key_count : DEPTH_MAX - 1;
        memmove(trouble->keys[1], trouble->keys[0], (size_t)kept * KEY_BYTES);
        trouble->key_count = kept + 1;
    }
    (void)text_copy(trouble->keys[0], KEY_BYTES, key);
}

/* For a missing, unknown or repeated key the library names the last key it read well; the culprit
 * is in the sentence. */
static void name_culprit(const char *path, struct trouble *trouble)
{
    static const struct {
        const char *opening;
        const char *sentence;
        int nth; /* 0: the key is nowhere */
    } cases[] = {
        {"Missing required mapping field: ", "this key is missing", 0},
        {"Unexpected key: ", "this key is not known", 1},
        {"Mapping field already seen: ", "this key is said twice", 2},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t length = strlen(cases[i].opening);
        if (strncmp(trouble->sentence, cases[i].opening, length) != 0) {
            continue;
        }
        set_culprit(trouble, trouble->sentence + length);
        if (cases[i].nth > 0) {
            find_line(path, trouble->keys[0], cases[i].nth, trouble);
        }
        (void)text_copy(trouble->sentence, SENTENCE_BYTES, cases[i].sentence);
        return;
    }
}

/* "services[3].minutes: " or "" */
static void format_way(const struct trouble *trouble, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = trouble->key_count - 1; i >= 0 && used + 1 < size; i--) {
        bool needs_dot = used > 0 && trouble->keys[i][0] != '[' && trouble->keys[i][0] != '\0';
        int wrote =
            snprintf(out + used, size - used, "%s%s", needs_dot ? "." : "", trouble->keys[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    if (used > 0 && used + 2 < size) {
        (void)text_copy(out + used, size - used, ": ");
    }
}

static void format_error(const char *path, struct trouble *trouble, char *error, size_t size)
{
    char way[PATH_BYTES];
    name_culprit(path, trouble);
    format_way(trouble, way, sizeof(way));
    if (trouble->line > 0) {
        (void)snprintf(error, size, "%s:%d: %s%s", path, trouble->line, way, trouble->sentence);
    } else {
        (void)snprintf(error, size, "%s: %s%s", path, way, trouble->sentence);
    }
}

static cyaml_config_t settings(struct trouble *trouble)
{
    return (cyaml_config_t){
        .log_fn = collect,
        .log_ctx = trouble,
        .mem_fn = cyaml_mem,
        .log_level = CYAML_LOG_ERROR,
        .flags = CYAML_CFG_NO_ALIAS,
    };
}

enum status config_load(const char *path, const cyaml_schema_value_t *schema, void **out_value,
                        char *error, size_t error_size)
{
    struct trouble trouble = {0};
    cyaml_config_t config = settings(&trouble);
    cyaml_data_t *value = NULL;
    cyaml_err_t result = cyaml_load_file(path, &config, schema, &value, NULL);
    if (result == CYAML_OK && value != NULL) {
        *out_value = value;
        return STATUS_OK;
    }
    if (result == CYAML_ERR_FILE_OPEN) {
        (void)snprintf(error, error_size, "%s: cannot be read", path);
        return STATUS_MISSING;
    }
    if (trouble.sentence[0] == '\0') {
        const char *sentence =
            result == CYAML_OK ? "nothing is said in it" : cyaml_strerror(result);
        (void)text_copy(trouble.sentence, sizeof(trouble.sentence), sentence);
    }
    format_error(path, &trouble, error, error_size);
    return STATUS_INVALID;
}

void config_free(const cyaml_schema_value_t *schema, void *value)
{
    struct trouble trouble = {0};
    cyaml_config_t config = settings(&trouble);
    (void)cyaml_free(&config, schema, value, 0);
}
