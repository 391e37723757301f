#include "api/secret.h"
#include "base/clock.h"
#include "base/memory.h"
#include "command/command.h"
#include "command/data.h"
#include "command/words.h"
#include "domain/capability.h"
#include "domain/scope.h"
#include "office/office_words.h"
#include "store/office_import.h"
#include "store/office_store.h"
#include "store/staff_store.h"
#include "wire/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PASSWORD_MIN = 8, PASSWORD_MAX = 128 };

/* What both commands need: the data and the office in them, beside a running backend too. */
static struct db *open_office(const char *data, struct office **out_office)
{
    struct db *db = data_open(data, DATA_SHARE);
    if (db != NULL && office_store_load(db, out_office) != STATUS_OK) {
        (void)fprintf(stderr, "%s: there is no office here yet: run okienko-backend init\n", data);
        db_close(db);
        return NULL;
    }
    return db;
}

/* One line from standard input, without its end; false when it is too short or too long. */
static bool read_password(char *out, size_t out_size)
{
    if (fgets(out, (int)out_size, stdin) == NULL) {
        out[0] = '\0';
    }
    size_t length = strcspn(out, "\n");
    bool is_whole = out[length] == '\n' || length + 1 < out_size;
    out[length] = '\0';
    if (length < PASSWORD_MIN || !is_whole) {
        (void)fprintf(stderr, "a password has %d to %d bytes; give it on standard input\n",
                      PASSWORD_MIN, PASSWORD_MAX);
        return false;
    }
    return true;
}

static bool read_password_hash(char hash[SECRET_PASSWORD_HASH_MAX + 1])
{
    char password[PASSWORD_MAX + 2];
    bool is_good = secret_setup() && read_password(password, sizeof(password)) &&
                   secret_password_hash(password, hash) == STATUS_OK;
    explicit_bzero(password, sizeof(password));
    return is_good;
}

static int set_password(struct db *db, const struct office *office, const char *login)
{
    char hash[SECRET_PASSWORD_HASH_MAX + 1];
    if (!read_password_hash(hash)) {
        return 1;
    }
    enum status status = db_begin(db);
    if (status == STATUS_OK) {
        status = staff_store_set_password(db, office->id, login, hash);
    }
    if (status == STATUS_OK) {
        status = db_commit(db);
    }
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s: %s\n", login,
                      status == STATUS_MISSING ? "there is no such login" : db_error(db));
    }
    db_rollback(db);
    return status == STATUS_OK ? 0 : 1;
}

/* What may stand in a list between commas. */
struct word_kind {
    enum status (*parse)(const char *word, unsigned *out_bit);
    const char *is_none;
};

static const struct word_kind capability_words = {capability_parse,
                                                  "not a capability (call, desk, manage, admin)"};
static const struct word_kind track_words = {scope_track_parse, "not a track (benefits, social)"};

static bool parse_words(const struct word_kind *kind, const char *words, unsigned *out)
{
    char *list = memory_copy_text(words);
    char *rest = NULL;
    bool is_good = true;
    *out = 0;
    for (char *name = strtok_r(list, ",", &rest); name != NULL && is_good;
         name = strtok_r(NULL, ",", &rest)) {
        unsigned bit = 0;
        is_good = kind->parse(name, &bit) == STATUS_OK;
        if (!is_good) {
            (void)fprintf(stderr, "%s: %s\n", name, kind->is_none);
        }
        *out |= bit;
    }
    free(list);
    return is_good && *out != 0;
}

/* The rules that `init` holds office.yaml to. */
static bool is_a_role(const char *login, const char *title)
{
    if (!words_is_code(login, "abcdefghijklmnopqrstuvwxyz0123456789", 2, WIRE_NAME_MAX)) {
        (void)fprintf(stderr, "%s: a login has 2 to %d of a-z and 0-9\n", login, WIRE_NAME_MAX);
        return false;
    }
    if (title[0] == '\0' || strlen(title) > WIRE_NAME_MAX || words_look_like_a_name(title)) {
        (void)fprintf(stderr, "%s: a title is a role of 1 to %d bytes, such as \"psycholog 1\"\n",
                      title, WIRE_NAME_MAX);
        return false;
    }
    return true;
}

/* A new account as the words say. */
struct new_user {
    const char *login;
    const char *title;
    const char *capabilities;
    const char *tracks; /* NULL: of none */
};

static int add_user(struct db *db, const struct office *office, const struct new_user *user)
{
    const char *login = user->login;
    char hash[SECRET_PASSWORD_HASH_MAX + 1];
    struct import_staff row = {.login = login, .title = user->title, .password = hash};
    int64_t id = 0;
    if (!is_a_role(login, user->title) ||
        !parse_words(&capability_words, user->capabilities, &row.capabilities) ||
        (user->tracks != NULL && !parse_words(&track_words, user->tracks, &row.tracks)) ||
        !read_password_hash(hash)) {
        return 1;
    }
    enum status status = office_import_staff(db, office->id, &row, &id);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s: %s\n", login,
                      status == STATUS_CONFLICT ? "this login is taken" : db_error(db));
    }
    if (status == STATUS_OK) {
        (void)puts("added; a running backend knows it after its next start");
    }
    return status == STATUS_OK ? 0 : 1;
}

static void print_account(void *context, const struct staff_account *account)
{
    const struct office *office = context;
    const struct office_staff *staff = office_staff_by_id(office, account->id);
    (void)printf("%-20s %-30s %s\n", account->login, staff != NULL ? staff->title : "",
                 account->password[0] != '\0' ? "" : "(no password yet)");
}

static int run_user(struct db *db, struct office *office, const char *verb,
                    const struct new_user *user)
{
    const char *login = user->login;
    if (strcmp(verb, "list") == 0) {
        return staff_store_each(db, office->id, print_account, office) == STATUS_OK ? 0 : 1;
    }
    if (strcmp(verb, "passwd") == 0 && login != NULL) {
        return set_password(db, office, login);
    }
    if (strcmp(verb, "add") == 0 && login != NULL && user->title != NULL &&
        user->capabilities != NULL) {
        return add_user(db, office, user);
    }
    return 2;
}

int command_user(int count, char **words)
{
    const char *data = NULL;
    struct new_user user = {0};
    const char *plain[2] = {NULL, NULL};
    const struct words_option options[] = {{"--data", &data},
                                           {"--title", &user.title},
                                           {"--capabilities", &user.capabilities},
                                           {"--tracks", &user.tracks}};
    struct office *office = NULL;
    int exit_status = 2;
    if (words_read(count, words, options, 4, plain, 2) && data != NULL && plain[0] != NULL) {
        struct db *db = open_office(data, &office);
        user.login = plain[1];
        exit_status = db == NULL ? 1 : run_user(db, office, plain[0], &user);
        db_close(db);
        free(office);
    }
    if (exit_status == 2) {
        (void)fputs("use: okienko-backend user list --data DIR\n"
                    "     okienko-backend user passwd LOGIN --data DIR   (password on standard "
                    "input)\n"
                    "     okienko-backend user add LOGIN --title TITLE --capabilities call,desk "
                    "[--tracks benefits,social] --data DIR\n",
                    stderr);
    }
    return exit_status;
}

static int add_device(struct db *db, const struct office *office, const char *name)
{
    char token[SECRET_TOKEN_HEX + 1];
    char hash[SECRET_HASH_HEX + 1];
    struct clock clock = clock_system();
    secret_token(token);
    secret_hash_one(token, hash);
    enum status status = device_store_add(db, office->id, name, hash, clock_now_ms(&clock));
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s: %s\n", name, db_error(db));
        return 1;
    }
    /* Shown once: only its hash is kept. A second call replaces it. */
    (void)printf("%s\n", token);
    return 0;
}

int command_device(int count, char **words)
{
    const char *data = NULL;
    const char *plain[2] = {NULL, NULL};
    const struct words_option options[] = {{"--data", &data}};
    struct office *office = NULL;
    if (!words_read(count, words, options, 1, plain, 2) || data == NULL || plain[1] == NULL ||
        strcmp(plain[0], "add") != 0 || strlen(plain[1]) > STAFF_LOGIN_MAX || !secret_setup()) {
        (void)fputs("use: okienko-backend device add NAME --data DIR\n", stderr);
        return 2;
    }
    struct db *db = open_office(data, &office);
    int exit_status = db == NULL ? 1 : add_device(db, office, plain[1]);
    db_close(db);
    free(office);
    return exit_status;
}
