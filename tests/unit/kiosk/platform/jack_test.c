#include "support/check.h"

#include "platform/jack.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct jack_settings a_switch = {.device = "unused"};
static const struct jack_settings two_keys = {"unused", KEY_F15, KEY_F16};
static const struct jack_settings held_key = {"unused", KEY_F15, 0};

enum says { NOTHING, IN, OUT };

static enum says read_one(const struct jack_settings *settings, int type, int code, int value)
{
    struct input_event event = {
        .type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    bool is_in;
    if (!jack_read(settings, &event, &is_in)) {
        return NOTHING;
    }
    return is_in ? IN : OUT;
}

TEST(a_switch_says_in_and_out)
{
    (void)state;
    assert_int_equal(read_one(&a_switch, EV_SW, SW_HEADPHONE_INSERT, 1), IN);
    assert_int_equal(read_one(&a_switch, EV_SW, SW_HEADPHONE_INSERT, 0), OUT);
    assert_int_equal(read_one(&a_switch, EV_SW, SW_MICROPHONE_INSERT, 1), NOTHING);
    assert_int_equal(read_one(&a_switch, EV_KEY, SW_HEADPHONE_INSERT, 1), NOTHING);
    assert_int_equal(read_one(&a_switch, EV_SYN, 0, 0), NOTHING);
}

TEST(two_keys_say_it_by_being_pressed)
{
    (void)state;
    assert_int_equal(read_one(&two_keys, EV_KEY, KEY_F15, 1), IN);
    assert_int_equal(read_one(&two_keys, EV_KEY, KEY_F15, 0), NOTHING);
    assert_int_equal(read_one(&two_keys, EV_KEY, KEY_F16, 1), OUT);
    assert_int_equal(read_one(&two_keys, EV_KEY, KEY_F16, 0), NOTHING);
    assert_int_equal(read_one(&two_keys, EV_KEY, KEY_A, 1), NOTHING);
    assert_int_equal(read_one(&two_keys, EV_SW, SW_HEADPHONE_INSERT, 1), NOTHING);
}

TEST(one_key_says_it_by_being_held)
{
    (void)state;
    assert_int_equal(read_one(&held_key, EV_KEY, KEY_F15, 1), IN);
    assert_int_equal(read_one(&held_key, EV_KEY, KEY_F15, 2), NOTHING); /* it repeats */
    assert_int_equal(read_one(&held_key, EV_KEY, KEY_F15, 0), OUT);
}

struct bell {
    pthread_mutex_t mutex;
    pthread_cond_t rung;
    int count;
};

static void ring(void *context)
{
    struct bell *bell = context;
    (void)pthread_mutex_lock(&bell->mutex);
    bell->count++;
    (void)pthread_cond_signal(&bell->rung);
    (void)pthread_mutex_unlock(&bell->mutex);
}

static void wait_for(struct bell *bell, int count)
{
    (void)pthread_mutex_lock(&bell->mutex);
    while (bell->count < count) {
        (void)pthread_cond_wait(&bell->rung, &bell->mutex);
    }
    (void)pthread_mutex_unlock(&bell->mutex);
}

/* A pipe is as good as a device: events come out of it, and it can go away. */
TEST(a_device_that_goes_away_takes_the_headphones_with_it)
{
    (void)state;
    char folder[] = "/tmp/okienko-jack-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[64];
    (void)snprintf(path, sizeof(path), "%s/device", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    FILE *device = fopen(path, "r+"); /* both ends: opening does not wait */
    assert_non_null(device);
    struct bell bell = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct jack_settings settings = {path, KEY_F15, KEY_F16};
    struct jack *jack;
    assert_status(jack_open(&settings, ring, &bell, &jack), STATUS_OK);
    assert_false(jack_is_in(jack));
    struct input_event event = {.type = EV_KEY, .code = KEY_F15, .value = 1};
    for (int i = 0; i < 2; i++) { /* twice is once */
        assert_int_equal(fwrite(&event, sizeof(event), 1, device), 1);
    }
    assert_int_equal(fflush(device), 0);
    wait_for(&bell, 1);
    assert_true(jack_is_in(jack));
    assert_int_equal(fclose(device), 0);
    wait_for(&bell, 2);
    assert_false(jack_is_in(jack));
    jack_close(jack);
    jack_close(NULL);
    assert_int_equal(bell.count, 2);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_switch_says_in_and_out),
        cmocka_unit_test(two_keys_say_it_by_being_pressed),
        cmocka_unit_test(one_key_says_it_by_being_held),
        cmocka_unit_test(a_device_that_goes_away_takes_the_headphones_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
