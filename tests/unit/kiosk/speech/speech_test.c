#include "support/check.h"

#include "base/chime.h"
#include "base/memory.h"
#include "speech/speech.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { TURNS = 8 };

/* A sink that counts, and lets the test wait for what the speech thread does. */
struct sink {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool has_device;
    bool is_held; /* the speech thread waits in play */
    bool is_open;
    enum speech_route route;
    int rate_hz;
    unsigned turn;
    size_t heard[TURNS]; /* samples of each turn */
    size_t stale;        /* samples of a turn that was over */
    int wakes;
    int opens;
};

struct stand {
    struct sink sink;
    struct speech *speech;
};

static bool sink_open(void *context, enum speech_route route, int rate_hz)
{
    struct sink *sink = context;
    (void)pthread_mutex_lock(&sink->mutex);
    sink->route = route;
    sink->rate_hz = rate_hz;
    sink->is_open = sink->has_device;
    sink->opens++;
    (void)pthread_mutex_unlock(&sink->mutex);
    return sink->has_device;
}

static void sink_close(void *context)
{
    ((struct sink *)context)->is_open = false;
}

static void sink_play(void *context, unsigned turn, const int16_t *samples, size_t count)
{
    (void)samples;
    struct sink *sink = context;
    (void)pthread_mutex_lock(&sink->mutex);
    while (sink->is_held) {
        (void)pthread_cond_wait(&sink->changed, &sink->mutex);
    }
    if (turn == sink->turn) {
        sink->heard[turn] += count;
    } else {
        sink->stale += count;
    }
    (void)pthread_cond_broadcast(&sink->changed);
    (void)pthread_mutex_unlock(&sink->mutex);
}

static void sink_cut(void *context, unsigned turn)
{
    struct sink *sink = context;
    (void)pthread_mutex_lock(&sink->mutex);
    sink->turn = turn;
    (void)pthread_mutex_unlock(&sink->mutex);
}

static bool sink_is_playing(void *context)
{
    (void)context;
    return false;
}

static void wake(void *context)
{
    struct sink *sink = context;
    (void)pthread_mutex_lock(&sink->mutex);
    sink->wakes++;
    (void)pthread_cond_broadcast(&sink->changed);
    (void)pthread_mutex_unlock(&sink->mutex);
}

static struct stand *stand_with(const char *command, bool has_device)
{
    struct stand *stand = memory_new(1, sizeof(*stand));
    struct sink *sink = &stand->sink;
    (void)pthread_mutex_init(&sink->mutex, NULL);
    (void)pthread_cond_init(&sink->changed, NULL);
    sink->has_device = has_device;
    struct speech_sink functions = {sink,      sink_open, sink_close,
                                    sink_play, sink_cut,  sink_is_playing};
    struct speech_settings settings = {command, 8000};
    assert_status(speech_create(&settings, &functions, wake, sink, &stand->speech), STATUS_OK);
    return stand;
}

static void stand_down(struct stand *stand)
{
    speech_destroy(stand->speech);
    assert_false(stand->sink.is_open);
    free(stand);
}

static struct speech_report next_report(struct stand *stand)
{
    struct sink *sink = &stand->sink;
    struct speech_report report;
    (void)pthread_mutex_lock(&sink->mutex);
    while (!speech_take(stand->speech, &report)) {
        (void)pthread_cond_wait(&sink->changed, &sink->mutex);
    }
    (void)pthread_mutex_unlock(&sink->mutex);
    return report;
}

static void assert_report(struct stand *stand, enum speech_news news)
{
    assert_int_equal(next_report(stand).news, news);
}

static void say(struct stand *stand, enum language language, const char *text)
{
    speech_say(stand->speech, &(struct utterance){SPEECH_HEADPHONES, language, text});
}

/* Until the turn has more samples than that. */
static void wait_heard(struct stand *stand, unsigned turn, size_t count)
{
    struct sink *sink = &stand->sink;
    (void)pthread_mutex_lock(&sink->mutex);
    while (sink->heard[turn] <= count) {
        (void)pthread_cond_wait(&sink->changed, &sink->mutex);
    }
    (void)pthread_mutex_unlock(&sink->mutex);
}

static void hold(struct stand *stand, bool is_held)
{
    struct sink *sink = &stand->sink;
    (void)pthread_mutex_lock(&sink->mutex);
    sink->is_held = is_held;
    (void)pthread_cond_broadcast(&sink->changed);
    (void)pthread_mutex_unlock(&sink->mutex);
}

TEST(tells_at_the_start_whether_there_is_an_output)
{
    (void)state;
    struct stand *deaf = stand_with(NULL, false);
    assert_report(deaf, SPEECH_NO_SOUND);
    say(deaf, LANGUAGE_PL, "Nikt tego nie słyszy");
    say(deaf, LANGUAGE_PL, "ani tego");
    while (speech_is_busy(deaf->speech)) {
        (void)sched_yield();
    }
    assert_int_equal(deaf->sink.opens, 1); /* not looked for by each sentence */
    stand_down(deaf);
    struct stand *stand = stand_with(NULL, true);
    assert_report(stand, SPEECH_FOUND);
    assert_false(stand->sink.is_open);
    stand_down(stand);
}

TEST(says_a_sentence_in_the_headphones_and_reports_its_first_sample)
{
    (void)state;
    struct stand *stand = stand_with(NULL, true);
    assert_report(stand, SPEECH_FOUND);
    say(stand, LANGUAGE_PL, "Dzień dobry");
    struct speech_report report = next_report(stand);
    assert_int_equal(report.news, SPEECH_STARTED);
    assert_true(report.after_us > 0);
    wait_heard(stand, 1, 8000);
    assert_int_equal(stand->sink.route, SPEECH_HEADPHONES);
    assert_int_equal(stand->sink.rate_hz, 22050);
    stand_down(stand);
}

TEST(a_cut_silences_what_is_said_and_what_waits)
{
    (void)state;
    struct stand *stand = stand_with(NULL, true);
    assert_report(stand, SPEECH_FOUND);
    hold(stand, true);
    for (int i = 0; i < 20; i++) {
        say(stand, LANGUAGE_PL, "Poczekaj. Numer pokaże się na tablicy i usłyszysz sygnał.");
    }
    speech_cut(stand->speech);
    say(stand, LANGUAGE_EN, "Next");
    hold(stand, false);
    wait_heard(stand, 2, 0);
    assert_int_equal(stand->sink.heard[1], 0);
    assert_true(stand->sink.stale < 22050);
    stand_down(stand);
}

TEST(sentences_follow_each_other_within_a_turn)
{
    (void)state;
    struct stand *stand = stand_with("cat", true);
    assert_report(stand, SPEECH_FOUND);
    say(stand, LANGUAGE_PL, "123");
    say(stand, LANGUAGE_PL, "12345");
    wait_heard(stand, 1, 4); /* 4 and 6 bytes with their line ends */
    assert_int_equal(stand->sink.heard[1], 5);
    assert_int_equal(stand->sink.rate_hz, 8000);
    stand_down(stand);
}

TEST(the_built_in_voice_speaks_when_the_command_fails)
{
    (void)state;
    struct stand *stand = stand_with("exit 1", true);
    assert_report(stand, SPEECH_FOUND);
    for (int i = 0; i < 3; i++) {
        say(stand, LANGUAGE_UK, "так");
        assert_report(stand, SPEECH_COMMAND_FAILED);
        if (i == 0) {
            assert_report(stand, SPEECH_STARTED);
        }
    }
    say(stand, LANGUAGE_UK, "так");
    speech_cut(stand->speech);
    say(stand, LANGUAGE_UK, "ні");
    assert_report(stand, SPEECH_STARTED); /* and no further complaint */
    assert_int_equal(stand->sink.rate_hz, 22050);
    stand_down(stand);
}

TEST(the_chime_is_short_soft_and_ends_in_silence)
{
    (void)state;
    int16_t samples[22050];
    assert_true(chime_count(22050) <= 22050);
    chime_make(22050, samples);
    int peak = 0;
    for (size_t i = 0; i < chime_count(22050); i++) {
        peak = abs(samples[i]) > peak ? abs(samples[i]) : peak;
    }
    assert_in_range(peak, 3000, 16000);
    assert_int_equal(samples[0], 0);
    assert_in_range(abs(samples[chime_count(22050) - 1]), 0, 50);
    struct stand *stand = stand_with(NULL, true);
    assert_report(stand, SPEECH_FOUND);
    speech_say(stand->speech, &(struct utterance){SPEECH_LOUDSPEAKER, LANGUAGE_PL, NULL});
    wait_heard(stand, 1, 0);
    assert_int_equal(stand->sink.route, SPEECH_LOUDSPEAKER);
    assert_int_equal(stand->sink.heard[1], chime_count(22050));
    stand_down(stand);
}

TEST(is_busy_until_the_last_word)
{
    (void)state;
    struct stand *stand = stand_with(NULL, true);
    assert_report(stand, SPEECH_FOUND);
    assert_false(speech_is_busy(stand->speech));
    hold(stand, true);
    say(stand, LANGUAGE_PL, "raz");
    assert_true(speech_is_busy(stand->speech));
    hold(stand, false);
    stand_down(stand);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN); /* as the program does: a command may not read its text */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_at_the_start_whether_there_is_an_output),
        cmocka_unit_test(says_a_sentence_in_the_headphones_and_reports_its_first_sample),
        cmocka_unit_test(a_cut_silences_what_is_said_and_what_waits),
        cmocka_unit_test(sentences_follow_each_other_within_a_turn),
        cmocka_unit_test(the_built_in_voice_speaks_when_the_command_fails),
        cmocka_unit_test(the_chime_is_short_soft_and_ends_in_silence),
        cmocka_unit_test(is_busy_until_the_last_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
