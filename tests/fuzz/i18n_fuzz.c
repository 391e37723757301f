/*
 * Any bytes as a .mo catalogue: it is refused, or every look-up in it ends inside its memory.
 */
#include "base/i18n.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static char folder[] = "/tmp/okienko-i18n-fuzz-XXXXXX";

static void path_of(enum language language, char *out, size_t size)
{
    (void)snprintf(out, size, "%s/%s.mo", folder, language_code(language));
}

static void clean(void)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        char path[128];
        path_of((enum language)i, path, sizeof(path));
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

static void write_file(enum language language, const uint8_t *bytes, size_t size)
{
    char path[128];
    path_of(language, path, sizeof(path));
    FILE *file = fopen(path, "wbe");
    assert(file != NULL);
    size_t written = fwrite(bytes, 1, size, file);
    assert(written == size);
    (void)fclose(file);
}

/* A catalogue without a text, for the languages that are not under test. */
static void prepare(void)
{
    static const uint8_t empty[28] = {0xde, 0x12, 0x04, 0x95, 0, 0, 0, 0, 0,
                                      0,    0,    0,    28,   0, 0, 0, 28};
    const char *made = mkdtemp(folder);
    assert(made != NULL);
    (void)atexit(clean);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        write_file((enum language)i, empty, sizeof(empty));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const keys[] = {"", "a", "back", "home_question", "zzzz"};
    static int is_ready;
    if (!is_ready) {
        prepare();
        is_ready = 1;
    }
    struct i18n *i18n = NULL;
    char error[256];
    write_file(LANGUAGE_UK, bytes, size);
    if (i18n_open(folder, &i18n, error, sizeof(error)) != STATUS_OK) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const struct i18n_value value = {"n", "żż"};
        char out[16];
        const char *text = i18n_text(i18n, LANGUAGE_UK, keys[i]);
        i18n_format(out, sizeof(out), text, &value, 1);
        assert(strlen(out) < sizeof(out));
    }
    i18n_close(i18n);
    return 0;
}
