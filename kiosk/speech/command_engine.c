#include "base/memory.h"
#include "speech/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
    ASK_MS = 20,       /* how often we ask whether the rest is wanted */
    SILENCE_MS = 5000, /* a command that says nothing for so long has failed */
    CHUNK_SAMPLES = 2048,
    ENVIRONMENT_MAX = 256
};

struct command {
    char *text;
};

struct run {
    pid_t child;
    int to;   /* its standard input */
    int from; /* its standard output */
    engine_hear *hear;
    void *hear_context;
    bool is_wanted;
    bool has_spoken;
    unsigned char bytes[CHUNK_SAMPLES * 2 + 1];
    size_t held; /* bytes of a sample that came in halves: 0 or 1 */
};

/* Our environment with the language in front. */
static void environment_make(char *language, char **out)
{
    int count = 0;
    out[count++] = language;
    for (char **at = environ; *at != NULL && count < ENVIRONMENT_MAX; at++) {
        out[count++] = *at;
    }
    out[count] = NULL;
}

/* A process group of its own, so that a whole pipeline can be killed; our signal settings are not
 * its business. */
static int attributes_init(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t defaults;
    (void)sigemptyset(&none);
    (void)sigemptyset(&defaults);
    (void)sigaddset(&defaults, SIGPIPE);
    int error = posix_spawnattr_init(attributes);
    if (error == 0) {
        (void)posix_spawnattr_setpgroup(attributes, 0);
        (void)posix_spawnattr_setsigmask(attributes, &none);
        (void)posix_spawnattr_setsigdefault(attributes, &defaults);
        (void)posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                       POSIX_SPAWN_SETSIGDEF);
    }
    return error;
}

static int spawn(struct run *run, const struct command *command, char *language, const int *in,
                 const int *out)
{
    posix_spawnattr_t attributes;
    if (attributes_init(&attributes) != 0) {
        return ENOMEM;
    }
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error == 0) {
        (void)posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
        (void)posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        char *environment[ENVIRONMENT_MAX + 2];
        environment_make(language, environment);
        char shell[] = "sh";
        char option[] = "-c";
        char *words[] = {shell, option, command->text, NULL};
        error = posix_spawn(&run->child, "/bin/sh", &actions, &attributes, words, environment);
        (void)posix_spawn_file_actions_destroy(&actions);
    }
    (void)posix_spawnattr_destroy(&attributes);
    return error;
}

static bool start(struct run *run, const struct command *command, char *language)
{
    int in[2];
    int out[2];
    if (pipe2(in, O_CLOEXEC) != 0) {
        return false;
    }
    if (pipe2(out, O_CLOEXEC) != 0) {
        (void)close(in[0]);
        (void)close(in[1]);
        return false;
    }
    int error = spawn(run, command, language, in, out);
    (void)close(in[0]);
    (void)close(out[1]);
    run->to = in[1];
    run->from = out[0];
    if (error != 0) {
        (void)close(run->to);
        (void)close(run->from);
    }
    return error == 0;
}

/* An utterance is far smaller than a pipe: this never waits. */
static void tell(struct run *run, const char *text)
{
    (void)!write(run->to, text, strlen(text));
    (void)!write(run->to, "\n", 1);
    (void)close(run->to);
}

/* False when there is no more. */
static bool take_bytes(struct run *run)
{
    ssize_t got = read(run->from, run->bytes + run->held, sizeof(run->bytes) - 1 - run->held);
    if (got <= 0) {
        return got < 0 && errno == EINTR;
    }
    size_t size = run->held + (size_t)got;
    int16_t samples[CHUNK_SAMPLES];
    memcpy(samples, run->bytes, size / 2 * 2);
    run->held = size % 2;
    run->bytes[0] = run->bytes[size - run->held];
    run->has_spoken = true;
    run->is_wanted = run->hear(run->hear_context, samples, size / 2);
    return run->is_wanted;
}

static void listen_to(struct run *run)
{
    int silent_ms = 0;
    while (silent_ms < SILENCE_MS) {
        struct pollfd wait = {.fd = run->from, .events = POLLIN};
        int ready = poll(&wait, 1, ASK_MS);
        if (ready > 0) {
            silent_ms = 0;
            if (!take_bytes(run)) {
                return;
            }
            continue;
        }
        silent_ms += ASK_MS;
        run->is_wanted = run->hear(run->hear_context, NULL, 0);
        if (!run->is_wanted) {
            return;
        }
    }
}

static enum status say(void *context, enum language language, const char *text, engine_hear *hear,
                       void *hear_context)
{
    const struct command *command = context;
    char variable[32];
    (void)snprintf(variable, sizeof(variable), "OKIENKO_LANGUAGE=%s", language_tag(language));
    struct run run = {.hear = hear, .hear_context = hear_context, .is_wanted = true};
    if (!start(&run, command, variable)) {
        return STATUS_UNAVAILABLE;
    }
    tell(&run, text);
    listen_to(&run);
    (void)close(run.from);
    (void)kill(-run.child, SIGKILL); /* whatever of it still lives */
    int end;
    while (waitpid(run.child, &end, 0) < 0 && errno == EINTR) {
    }
    return run.has_spoken || !run.is_wanted ? STATUS_OK : STATUS_UNAVAILABLE;
}

static void destroy(void *context)
{
    struct command *command = context;
    free(command->text);
    free(command);
}

enum status command_engine_create(const char *command, int rate_hz,
                                  struct speech_engine *out_engine)
{
    if (command[0] == '\0' || rate_hz <= 0) {
        return STATUS_INVALID;
    }
    struct command *self = memory_new(1, sizeof(*self));
    self->text = memory_copy_text(command);
    *out_engine = (struct speech_engine){self, rate_hz, say, destroy};
    return STATUS_OK;
}
