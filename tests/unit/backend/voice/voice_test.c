#include "support/check.h"

#include "base/chime.h"
#include "voice/voice.h"
#include "voice/wav.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 22050, LISTENERS = 6 };

static struct buffer said(struct voice *voice, const char *text)
{
    struct buffer out;
    buffer_init(&out, VOICE_CLIP_BYTES_MAX);
    assert_status(voice_say(voice, text, &out), STATUS_OK);
    assert_false(out.overflow);
    return out;
}

static size_t count_of(const struct buffer *wav)
{
    return (wav->size_bytes - WAV_HEAD_BYTES) / sizeof(int16_t);
}

/* Mean height of the samples from `first` on. */
static long loudness(const struct buffer *wav, size_t first, size_t count)
{
    long sum = 0;
    for (size_t i = first; i < first + count; i++) {
        int16_t sample;
        memcpy(&sample, wav->bytes + WAV_HEAD_BYTES + i * sizeof(sample), sizeof(sample));
        sum += abs(sample);
    }
    return count == 0 ? 0 : sum / (long)count;
}

TEST(a_call_is_number_and_room_and_nothing_else)
{
    (void)state;
    char text[VOICE_TEXT_MAX + 1] = "";
    char long_room[VOICE_TEXT_MAX + 1];
    assert_true(voice_text('A', 27, "Pokój 4", text));
    assert_string_equal(text, "Numer A 27. Pokój 4.");
    memset(long_room, 'x', VOICE_TEXT_MAX);
    long_room[VOICE_TEXT_MAX] = '\0';
    assert_false(voice_text('A', 27, long_room, text));
}

TEST(the_chime_comes_first_and_words_follow)
{
    (void)state;
    struct voice *voice = voice_create();
    struct buffer chime = said(voice, "");
    struct buffer call = said(voice, "Numer A 27. Pokój 4.");
    size_t notes = chime_count(RATE_HZ);
    assert_int_equal(count_of(&chime), notes);
    assert_true(loudness(&chime, 0, notes) > 500);
    assert_memory_equal(call.bytes + WAV_HEAD_BYTES, chime.bytes + WAV_HEAD_BYTES,
                        notes * sizeof(int16_t));
    size_t words = count_of(&call) - notes;
    assert_in_range(words, 2 * RATE_HZ, 6 * RATE_HZ);
    assert_true(loudness(&call, notes, words) > 500);
    buffer_finish(&chime);
    buffer_finish(&call);
    voice_destroy(voice);
}

TEST(each_series_and_number_sounds_different)
{
    (void)state;
    static const char *const texts[] = {
        "Numer A 7. Pokój 4.", "Numer B 7. Pokój 4.", "Numer C 7. Pokój 4.", "Numer D 7. Pokój 4.",
        "Numer E 7. Pokój 4.", "Numer A 8. Pokój 4.", "Numer A 7. Pokój 5."};
    struct voice *voice = voice_create();
    struct buffer clips[7];
    for (int i = 0; i < 7; i++) {
        clips[i] = said(voice, texts[i]);
        for (int k = 0; k < i; k++) {
            assert_false(clips[k].size_bytes == clips[i].size_bytes &&
                         memcmp(clips[k].bytes, clips[i].bytes, clips[i].size_bytes) == 0);
        }
    }
    for (int i = 0; i < 7; i++) {
        buffer_finish(&clips[i]);
    }
    voice_destroy(voice);
}

TEST(what_was_said_is_kept_and_is_the_same_again)
{
    (void)state;
    struct voice *voice = voice_create();
    struct buffer found;
    buffer_init(&found, VOICE_CLIP_BYTES_MAX);
    assert_false(voice_find(voice, "Numer B 3. Pokój 1.", &found));
    struct buffer first = said(voice, "Numer B 3. Pokój 1.");
    assert_true(voice_find(voice, "Numer B 3. Pokój 1.", &found));
    struct buffer again = said(voice, "Numer B 3. Pokój 1.");
    assert_int_equal(found.size_bytes, first.size_bytes);
    assert_memory_equal(found.bytes, first.bytes, first.size_bytes);
    assert_int_equal(again.size_bytes, first.size_bytes);
    assert_memory_equal(again.bytes, first.bytes, first.size_bytes);
    buffer_finish(&first);
    buffer_finish(&again);
    buffer_finish(&found);
    voice_destroy(voice);
}

TEST(too_much_to_say_is_refused_and_leaves_the_answer_alone)
{
    (void)state;
    struct voice *voice = voice_create();
    struct buffer out;
    char text[2048];
    memset(text, '7', sizeof(text) - 1);
    for (size_t i = 3; i < sizeof(text) - 1; i += 4) {
        text[i] = ' ';
    }
    text[sizeof(text) - 1] = '\0';
    buffer_init(&out, VOICE_CLIP_BYTES_MAX);
    assert_status(voice_say(voice, text, &out), STATUS_TOO_LARGE);
    assert_int_equal(out.size_bytes, 0);
    assert_false(voice_find(voice, text, &out));
    struct buffer after = said(voice, "Numer A 1. Pokój 1.");
    assert_true(count_of(&after) > RATE_HZ);
    buffer_finish(&after);
    buffer_finish(&out);
    voice_destroy(voice);
}

struct listener {
    struct voice *voice;
    pthread_t thread;
    struct buffer heard;
};

static void *listen_to(void *context)
{
    struct listener *listener = context;
    listener->heard = said(listener->voice, "Numer D 12. Pokój 8.");
    return NULL;
}

TEST(screens_that_ask_together_hear_the_same)
{
    (void)state;
    struct voice *voice = voice_create();
    struct listener listeners[LISTENERS];
    for (int i = 0; i < LISTENERS; i++) {
        listeners[i].voice = voice;
        assert_int_equal(pthread_create(&listeners[i].thread, NULL, listen_to, &listeners[i]), 0);
    }
    for (int i = 0; i < LISTENERS; i++) {
        (void)pthread_join(listeners[i].thread, NULL);
        assert_int_equal(listeners[i].heard.size_bytes, listeners[0].heard.size_bytes);
        assert_memory_equal(listeners[i].heard.bytes, listeners[0].heard.bytes,
                            listeners[0].heard.size_bytes);
    }
    for (int i = 0; i < LISTENERS; i++) {
        buffer_finish(&listeners[i].heard);
    }
    voice_destroy(voice);
}

TEST(only_so_many_may_wait_for_a_sentence)
{
    (void)state;
    struct voice *voice = voice_create();
    for (int i = 0; i < VOICE_PLACES_MAX; i++) {
        assert_true(voice_enter(voice));
    }
    assert_false(voice_enter(voice));
    voice_leave(voice);
    assert_true(voice_enter(voice));
    assert_false(voice_enter(voice));
    voice_destroy(voice);
    voice_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_is_number_and_room_and_nothing_else),
        cmocka_unit_test(the_chime_comes_first_and_words_follow),
        cmocka_unit_test(each_series_and_number_sounds_different),
        cmocka_unit_test(what_was_said_is_kept_and_is_the_same_again),
        cmocka_unit_test(too_much_to_say_is_refused_and_leaves_the_answer_alone),
        cmocka_unit_test(screens_that_ask_together_hear_the_same),
        cmocka_unit_test(only_so_many_may_wait_for_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
