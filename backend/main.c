/*
 * okienko-backend - the one program that owns an office's truth.
 *
 * Reads the command and hands its words on; see command/command.h.
 */
#include "command/command.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const struct {
    const char *name;
    int (*run)(int count, char **words);
    const char *help;
} commands[] = {
    {"serve", command_serve, "serve --config FILE --data DIR [--listen ADDR:PORT]"},
    {"init", command_init, "init --data DIR --office FILE"},
    {"user", command_user,
     "user list | passwd LOGIN | add LOGIN --title T --capabilities C [--tracks T]"},
    {"device", command_device, "device add NAME --data DIR"},
    {"backup", command_backup, "backup FILE --data DIR"},
    {"restore", command_restore, "restore FILE --data DIR"},
    {"check", command_check, "check --data DIR"},
    {"simulate", command_simulate,
     "simulate [--days N] [--seed S] [--model NAME] [--policy NAME | --compare]"},
    {"replay", command_replay, "replay --data DIR"},
};

int main(int argc, char **argv)
{
    size_t count = sizeof(commands) / sizeof(commands[0]);
    /* Databases, backups and locks are for the service's own user only. */
    (void)umask(S_IRWXG | S_IRWXO);
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        (void)puts("okienko-backend " OKIENKO_VERSION);
        return 0;
    }
    for (size_t i = 0; argc > 1 && i < count; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    (void)fputs("use: okienko-backend COMMAND ...\n", stderr);
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(stderr, "     okienko-backend %s\n", commands[i].help);
    }
    return 2;
}
