#include "support/check.h"

#include "platform/audio.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 22050, COUNT = 4000, LOUD = 8000 };

/* SDL reads these when a device is opened; no other thread runs then. */
static void set(const char *name, const char *value)
{
    assert_int_equal(setenv(name, value, 1), 0); /* NOLINT(concurrency-mt-unsafe) */
}

static void use_driver(const char *name)
{
    set("SDL_AUDIODRIVER", name);
    set("SDL_DISKAUDIODELAY", "1");
}

static void wait_played(struct audio *audio)
{
    while (audio_is_playing(audio)) {
        (void)sched_yield();
    }
}

/* How many frames of two equal samples of this height the file has; fails on any other sound. */
static int frames_of(const char *path, int height)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    int16_t frame[2];
    int frames = 0;
    while (fread(frame, sizeof(frame), 1, file) == 1) {
        assert_int_equal(frame[0], frame[1]);
        assert_true(frame[0] == 0 || frame[0] == height);
        frames += frame[0] == height;
    }
    (void)fclose(file);
    return frames;
}

TEST(the_driver_that_plays_nothing_is_no_output)
{
    (void)state;
    use_driver("dummy");
    struct audio *audio = audio_create(NULL, 0);
    assert_false(audio_open(audio, 0, RATE_HZ));
    audio_destroy(audio);
    audio_destroy(NULL);
}

TEST(samples_reach_both_channels_at_the_volume_that_was_set_and_old_turns_none)
{
    (void)state;
    char path[] = "/tmp/okienko-audio-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *made = fdopen(descriptor, "w");
    assert_int_equal(fclose(made), 0);
    set("SDL_DISKAUDIOFILE", path);
    use_driver("disk");
    int16_t samples[COUNT];
    for (int i = 0; i < COUNT; i++) {
        samples[i] = LOUD;
    }
    struct audio *audio = audio_create((const char *const[]){"", NULL}, 2);
    audio_cut(audio, 1);
    audio_play(audio, 1, samples, COUNT);
    assert_false(audio_is_playing(audio)); /* closed: nobody would ever play it */
    assert_true(audio_open(audio, 0, RATE_HZ));
    assert_true(audio_open(audio, 1, RATE_HZ)); /* the same device: its file goes on */
    audio_set_gain(audio, AUDIO_FULL_GAIN / 4);
    audio_play(audio, 1, samples, COUNT);
    audio_play(audio, 1, samples, COUNT);
    wait_played(audio);
    audio_cut(audio, 2);
    audio_play(audio, 1, samples, COUNT);
    assert_false(audio_is_playing(audio));
    audio_close(audio);
    assert_int_equal(frames_of(path, LOUD / 4), 2 * COUNT);
    audio_destroy(audio);
    assert_int_equal(remove(path), 0);
}

TEST(a_cut_empties_what_waits)
{
    (void)state;
    use_driver("disk");
    set("SDL_DISKAUDIOFILE", "/dev/null");
    set("SDL_DISKAUDIODELAY", "100"); /* far slower than it waits */
    int16_t samples[COUNT] = {0};
    struct audio *audio = audio_create(NULL, 0);
    assert_true(audio_open(audio, 0, RATE_HZ));
    audio_cut(audio, 5);
    for (int i = 0; i < 100; i++) {
        audio_play(audio, 5, samples, COUNT);
    }
    assert_true(audio_is_playing(audio));
    audio_cut(audio, 6);
    assert_false(audio_is_playing(audio));
    audio_play(audio, 6, samples, COUNT);
    assert_true(audio_is_playing(audio));
    audio_cut(audio, 7);
    audio_destroy(audio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_driver_that_plays_nothing_is_no_output),
        cmocka_unit_test(samples_reach_both_channels_at_the_volume_that_was_set_and_old_turns_none),
        cmocka_unit_test(a_cut_empties_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
