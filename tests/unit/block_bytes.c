/* What is counted of articles, in bytes and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ledger/blocks/block_bytes.h"

static void dates_are_numbers_in_their_order(void **state)
{
    static const struct {
        const char *iso;
        block_date date, end;
    } cases[] = {
        { "2031-05-06T07:10+09:00", 20310506, 20310506 }, { "2031-05-06", 20310506, 20310506 }, { "2031-05", 20310500, 20310599 },
        { "2031", 20310000, 20319999 },                   { "", 0, 9999 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(block_date_of(text_c(cases[i].iso)), cases[i].date);
        assert_int_equal(block_date_end(cases[i].date), cases[i].end);
    }
}

/* Two articles; of the second there is as much as can be. */
static struct block example(void)
{
    static const struct key speakers[] = { { 17, 0, 3 }, { 0, 0, 0 }, { INT64_MAX, 1, INT64_MAX } };
    static const struct block_said said[] = { { 0, 20310506, 2 }, { 0, 0, 1 }, { 1, 20310400, 300 }, { 2, 99991231, UINT32_MAX } };
    static const int64_t parties[] = { 1, 3, 2147483000 };
    static const struct block_article articles[] = {
        { .id = 128 },
        { 255, INT64_MAX, 20310507, true, true, 9, UINT32_MAX, 4, said, COUNT_OF(said), parties, COUNT_OF(parties) },
    };

    return (struct block){ speakers, COUNT_OF(speakers), articles, COUNT_OF(articles) };
}

static void a_block_comes_back_as_it_was(void **state)
{
    struct block block = example(), again;
    struct buffer bytes = { 0 }, second = { 0 };
    struct arena mem = { 0 };
    const struct block_article *a;

    (void)state;
    block_put(&block, 128, &bytes);
    assert_int_equal(block_take(buffer_as_text(&bytes), 128, &mem, &again), PRISCUS_OK);
    assert_int_equal(again.n_speakers, 3);
    assert_memory_equal(again.speakers, block.speakers, 3 * sizeof *block.speakers);
    assert_int_equal(again.n_articles, 2);
    a = &again.articles[1];
    assert_int_equal(again.articles[0].id, 128);
    assert_int_equal(again.articles[0].date, 0);
    assert_int_equal(a->id, 255);
    assert_int_equal(a->outlet, INT64_MAX);
    assert_int_equal(a->date, 20310507);
    assert_true(a->copy && a->copied && !again.articles[0].copy);
    assert_int_equal(a->speaker_unknown, UINT32_MAX);
    assert_int_equal(a->n_said, 4);
    assert_memory_equal(a->said, block.articles[1].said, 4 * sizeof *a->said);
    assert_int_equal(a->n_parties, 3);
    assert_memory_equal(a->parties, block.articles[1].parties, 3 * sizeof *a->parties);
    block_put(&again, 128, &second);
    assert_true(text_eq(buffer_as_text(&bytes), buffer_as_text(&second)));
    buffer_release(&bytes);
    buffer_release(&second);
    arena_release(&mem);
}

static void other_bytes_are_none(void **state)
{
    struct block block = example(), again;
    struct buffer bytes = { 0 };
    struct arena mem = { 0 };
    struct text all;

    (void)state;
    block_put(&block, 128, &bytes);
    all = buffer_as_text(&bytes);
    for (size_t n = 0; n < all.len; n++) /* cut off */
        assert_int_equal(block_take(text_of(all.ptr, n), 128, &mem, &again), PRISCUS_EINPUT);
    buffer_char(&bytes, 0); /* one too many */
    assert_int_equal(block_take(buffer_as_text(&bytes), 128, &mem, &again), PRISCUS_EINPUT);
    /* So many speakers, articles, things said, that there are no bytes for; a speaker that there is none of; a flag that there is none of; a date before
     * all; a number without an end. */
    assert_int_equal(block_take(text_of("\xff\xff\xff\xff\x7f\0\0\0", 8), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\0\xff\x7f\0\0\0\0\0\0\0\0\0", 12), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\0\1\0\0\0\0\0\0\0\x7f\0", 11), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\0\1\0\0\0\0\0\0\0\1\0\0", 12), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\0\1\0\4\0\0\0\0\0\0\0", 11), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\0\1\0\0\0\1\0\0\0\0\0", 11), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12), 0, &mem, &again), PRISCUS_EINPUT);
    assert_int_equal(block_take(text_of("\0\0", 2), 0, &mem, &again), PRISCUS_OK);
    assert_int_equal(block_take(text_of("\0\1\0\0\0\0\0\0\0\0\0", 11), 0, &mem, &again), PRISCUS_OK);
    buffer_release(&bytes);
    arena_release(&mem);
}

static void memory_may_run_out(void **state)
{
    struct block block = example(), again;
    struct buffer bytes = { 0 };
    priscus_status status = PRISCUS_ENOMEM;

    (void)state;
    block_put(&block, 128, &bytes);
    for (long at = 1; status != PRISCUS_OK; at++) {
        struct arena mem = { .fail_after = at };

        status = block_take(buffer_as_text(&bytes), 128, &mem, &again);
        assert_true(status == PRISCUS_OK ? at == 7 : status == PRISCUS_ENOMEM);
        arena_release(&mem);
    }
    buffer_release(&bytes);
}

static void keys_keep_their_places(void **state)
{
    struct key_table t = { 0 };
    struct arena mem = { 0 };
    bool is_new;
    size_t at;

    (void)state;
    for (int round = 0; round < 2; round++)
        for (int64_t i = 0; i < 3000; i++) {
            assert_int_equal(key_table_add(&t, &mem, (struct key){ i % 50, -i, i << 40 }, &at, &is_new), PRISCUS_OK);
            assert_int_equal(at, i);
            assert_int_equal(is_new, round == 0);
        }
    arena_release(&mem);
    for (long fail = 1; fail < 3; fail++) {
        struct arena little = { .fail_after = fail };
        struct key_table none = { 0 };

        assert_int_equal(key_table_add(&none, &little, (struct key){ 1, 2, 3 }, &at, NULL), PRISCUS_ENOMEM);
        arena_release(&little);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_numbers_in_their_order), cmocka_unit_test(a_block_comes_back_as_it_was),
        cmocka_unit_test(other_bytes_are_none),             cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(keys_keep_their_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
