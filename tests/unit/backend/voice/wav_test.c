#include "support/check.h"

#include "voice/wav.h"

#include <string.h>

static uint32_t number_at(const struct buffer *wav, size_t at, int size)
{
    uint32_t value = 0;
    for (int i = size - 1; i >= 0; i--) {
        value = value << 8 | (unsigned char)wav->bytes[at + (size_t)i];
    }
    return value;
}

TEST(a_file_says_what_it_holds_and_then_holds_it)
{
    (void)state;
    static const int16_t samples[] = {0, 1, -2, 0x1234, INT16_MIN};
    struct buffer wav;
    buffer_init(&wav, 1024);
    wav_write(&wav, 22050, samples, 5);
    assert_int_equal(wav.size_bytes, WAV_HEAD_BYTES + 10);
    assert_memory_equal(wav.bytes, "RIFF", 4);
    assert_int_equal(number_at(&wav, 4, 4), wav.size_bytes - 8);
    assert_memory_equal(wav.bytes + 8, "WAVEfmt ", 8);
    assert_int_equal(number_at(&wav, 16, 4), 16);
    assert_int_equal(number_at(&wav, 20, 2), 1); /* PCM */
    assert_int_equal(number_at(&wav, 22, 2), 1); /* one channel */
    assert_int_equal(number_at(&wav, 24, 4), 22050);
    assert_int_equal(number_at(&wav, 28, 4), 44100);
    assert_int_equal(number_at(&wav, 32, 2), 2);
    assert_int_equal(number_at(&wav, 34, 2), 16);
    assert_memory_equal(wav.bytes + 36, "data", 4);
    assert_int_equal(number_at(&wav, 40, 4), 10);
    assert_memory_equal(wav.bytes + 44, "\x00\x00\x01\x00\xfe\xff\x34\x12\x00\x80", 10);
    buffer_finish(&wav);
}

TEST(silence_of_no_length_is_a_file_too)
{
    (void)state;
    struct buffer wav;
    buffer_init(&wav, WAV_HEAD_BYTES);
    wav_write(&wav, 8000, NULL, 0);
    assert_int_equal(wav.size_bytes, WAV_HEAD_BYTES);
    assert_int_equal(number_at(&wav, 4, 4), 36);
    assert_false(wav.overflow);
    buffer_finish(&wav);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_says_what_it_holds_and_then_holds_it),
        cmocka_unit_test(silence_of_no_length_is_a_file_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
