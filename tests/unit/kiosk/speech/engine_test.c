#include "support/check.h"

#include "base/memory.h"
#include "speech/engine.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* What an engine said: all samples, or as many as are wanted. */
struct ear {
    int16_t *samples;
    size_t count;
    size_t wanted; /* 0: no end */
    int asked;     /* how often it was asked without samples */
    int patience;  /* how often it may ask; 0: no end */
};

static bool hear(void *context, const int16_t *samples, size_t count)
{
    struct ear *ear = context;
    if (count == 0) {
        ear->asked++;
        return ear->patience == 0 || ear->asked < ear->patience;
    }
    ear->samples = memory_resize(ear->samples, (ear->count + count) * sizeof(*samples));
    memcpy(ear->samples + ear->count, samples, count * sizeof(*samples));
    ear->count += count;
    return ear->wanted == 0 || ear->count < ear->wanted;
}

static enum status listen_to(const struct speech_engine *engine, enum language language,
                             const char *text, struct ear *out_ear)
{
    return engine->say(engine->context, language, text, hear, out_ear);
}

static bool is_loud(const struct ear *ear)
{
    for (size_t i = 0; i < ear->count; i++) {
        if (abs(ear->samples[i]) > 3000) {
            return true;
        }
    }
    return false;
}

/* The voices breathe: no two times are the same samples, but about as many. */
static bool is_alike(const struct ear *a, const struct ear *b)
{
    size_t more = a->count > b->count ? a->count - b->count : b->count - a->count;
    return more * 100 < a->count;
}

TEST(each_language_has_a_voice_of_its_own)
{
    (void)state;
    struct speech_engine engine;
    assert_status(espeak_engine_create(&engine), STATUS_OK);
    assert_int_equal(engine.rate_hz, 22050);

    const enum language languages[] = {LANGUAGE_PL, LANGUAGE_UK, LANGUAGE_EN, LANGUAGE_RU};
    struct ear ears[4] = {0};
    for (int i = 0; i < 4; i++) {
        assert_status(listen_to(&engine, languages[i], "27", &ears[i]), STATUS_OK);
        assert_true(is_loud(&ears[i]));
        for (int j = 0; j < i; j++) {
            assert_false(is_alike(&ears[i], &ears[j]));
        }
    }
    struct ear easy = {0};
    assert_status(listen_to(&engine, LANGUAGE_PL_EASY, "27", &easy), STATUS_OK);
    assert_true(is_alike(&easy, &ears[0]));
    for (int i = 0; i < 4; i++) {
        free(ears[i].samples);
    }
    free(easy.samples);
    engine.destroy(engine.context);
}

TEST(the_voice_stops_when_nobody_wants_the_rest)
{
    (void)state;
    struct speech_engine engine;
    assert_status(espeak_engine_create(&engine), STATUS_OK);
    const char *text = "Poczekaj. Numer pokaże się na tablicy i usłyszysz sygnał.";
    struct ear whole = {0};
    struct ear cut = {.wanted = 1};
    assert_status(listen_to(&engine, LANGUAGE_PL, text, &whole), STATUS_OK);
    assert_status(listen_to(&engine, LANGUAGE_PL, text, &cut), STATUS_OK);
    assert_true(cut.count < whole.count / 10);
    free(whole.samples);
    free(cut.samples);
    engine.destroy(engine.context);
}

TEST(a_command_gets_the_text_and_the_language_and_its_samples_are_heard)
{
    (void)state;
    struct speech_engine engine;
    assert_status(command_engine_create("printf '%s:' \"$OKIENKO_LANGUAGE\"; cat", 16000, &engine),
                  STATUS_OK);
    assert_int_equal(engine.rate_hz, 16000);
    struct ear ear = {0};
    assert_status(listen_to(&engine, LANGUAGE_UK, "dzień", &ear), STATUS_OK);
    const char *bytes = "uk:dzień\n"; /* ten bytes: five samples */
    assert_int_equal(ear.count, 5);
    assert_memory_equal(ear.samples, bytes, 10);
    free(ear.samples);
    engine.destroy(engine.context);
}

TEST(a_command_that_says_nothing_has_failed)
{
    (void)state;
    struct speech_engine engine;
    struct ear ear = {0};
    assert_status(command_engine_create("exit 3", 22050, &engine), STATUS_OK);
    assert_status(listen_to(&engine, LANGUAGE_PL, "nic", &ear), STATUS_UNAVAILABLE);
    assert_int_equal(ear.count, 0);
    engine.destroy(engine.context);
}

TEST(a_command_is_cut_while_it_thinks_and_while_it_speaks)
{
    (void)state;
    struct speech_engine engine;
    struct ear thinking = {.patience = 2};
    assert_status(command_engine_create("sleep 1000", 22050, &engine), STATUS_OK);
    assert_status(listen_to(&engine, LANGUAGE_PL, "długo", &thinking), STATUS_OK);
    assert_int_equal(thinking.asked, 2);
    engine.destroy(engine.context);
    struct ear speaking = {.wanted = 1};
    assert_status(command_engine_create("yes | cat", 22050, &engine), STATUS_OK);
    assert_status(listen_to(&engine, LANGUAGE_PL, "bez końca", &speaking), STATUS_OK);
    assert_true(speaking.count > 0);
    free(speaking.samples);
    engine.destroy(engine.context);
}

TEST(a_command_needs_words_and_a_rate)
{
    (void)state;
    struct speech_engine engine = {.rate_hz = 7};
    assert_status(command_engine_create("", 22050, &engine), STATUS_INVALID);
    assert_status(command_engine_create("cat", 0, &engine), STATUS_INVALID);
    assert_int_equal(engine.rate_hz, 7);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN); /* as the program does: a command may not read its text */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_has_a_voice_of_its_own),
        cmocka_unit_test(the_voice_stops_when_nobody_wants_the_rest),
        cmocka_unit_test(a_command_gets_the_text_and_the_language_and_its_samples_are_heard),
        cmocka_unit_test(a_command_that_says_nothing_has_failed),
        cmocka_unit_test(a_command_is_cut_while_it_thinks_and_while_it_speaks),
        cmocka_unit_test(a_command_needs_words_and_a_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
