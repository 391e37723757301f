/*
 * command.h - what okienko-backend can be told to do.
 *
 * Each command gets the words after its name, prints results to stdout and errors in plain words
 * to stderr, and returns the exit status: 0 done, 1 failed, 2 wrong words.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

int command_serve(int count, char **words);
int command_init(int count, char **words);
int command_user(int count, char **words);
int command_device(int count, char **words);
int command_backup(int count, char **words);
int command_restore(int count, char **words);
int command_check(int count, char **words);
int command_simulate(int count, char **words);
int command_replay(int count, char **words);

#endif
