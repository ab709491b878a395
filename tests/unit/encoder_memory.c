/* An encoder opened and read with, with the k-th allocation failing, for every k: ENOMEM and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing.h"
#include "tiny_encoder.h"

enum { ATTEMPTS_MAX = 1000 };

static struct tiny tiny;

static priscus_status open_and_read(struct priscus_error *err)
{
    static const char text[] = "norhaven signed the truce .";
    const struct encoder_word words[] = { { { 0, 8 }, true, true },
                                          { { 9, 15 }, false, false },
                                          { { 26, 27 }, false, false } };
    struct encoder *encoder = NULL;
    struct encoder_room *room = NULL;
    struct arena mem = { 0 };
    int8_t *states;
    float *scales;
    priscus_status status = encoder_open(&tiny.model, &encoder, err);

    if (status == PRISCUS_OK && !(room = encoder_room_new(encoder)))
        status = PRISCUS_ENOMEM;
    if (status == PRISCUS_OK)
        status = encoder_read(encoder, room, text_c(text), words, COUNT_OF(words), &mem, &states, &scales);
    arena_release(&mem);
    encoder_room_free(room);
    encoder_close(encoder);
    return status;
}

static void opening_and_reading(void **state)
{
    long k, failed = 0;

    (void)state;
    for (k = 0; k < ATTEMPTS_MAX; k++) {
        struct priscus_error err = { 0 };
        priscus_status status;

        left = k;
        status = open_and_read(&err);
        if (left >= 0) { /* none failed */
            left = -1;
            assert_int_equal(status, PRISCUS_OK);
            break;
        }
        left = -1;
        assert_true(status == PRISCUS_ENOMEM || status == PRISCUS_OK); /* an arena that cannot have much asks for less */
        failed += status != PRISCUS_OK;
    }
    assert_in_range(k, 5, ATTEMPTS_MAX - 1);
    assert_true(failed >= 5);
}

/* What comes of an arena, one allocation after the other. */
static void reading_from_an_arena(void **state)
{
    static const struct encoder_word word = { { 0, 5 }, true, true };
    struct encoder *encoder;
    struct encoder_room *room;
    long k;

    (void)state;
    assert_int_equal(encoder_open(&tiny.model, &encoder, NULL), PRISCUS_OK);
    room = encoder_room_new(encoder);
    assert_non_null(room);
    for (k = 1; k < ATTEMPTS_MAX; k++) {
        struct arena mem = { .fail_after = k };
        int8_t *states = NULL;
        float *scales = NULL;
        priscus_status status = encoder_read(encoder, room, text_c("truce"), &word, 1, &mem, &states, &scales);

        arena_release(&mem);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_null(states);
    }
    assert_in_range(k, 3, 20);
    encoder_room_free(room);
    encoder_close(encoder);
}

static int set_up(void **state)
{
    (void)state;
    tiny_make(&tiny);
    return tiny_pack(&tiny, NULL) == PRISCUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tiny_release(&tiny);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_and_reading),
        cmocka_unit_test(reading_from_an_arena),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
