/* Windows over bytes, packed and not, good, cut, damaged and made as traps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>
#include <libdeflate.h>
#include <zstd.h>

#include "base/buffer.h"
#include "page/container/stream.h"

static struct buffer file, got;

/* `raw` as a gzip member behind what is there. */
static void member(struct buffer *to, struct text raw)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(c, raw.len);
    char *packed = malloc(room);

    buffer_add(to, packed, libdeflate_gzip_compress(c, raw.ptr, raw.len, packed, room));
    free(packed);
    libdeflate_free_compressor(c);
}

static void frame(struct buffer *to, struct text raw)
{
    size_t room = ZSTD_compressBound(raw.len);
    char *packed = malloc(room);

    buffer_add(to, packed, ZSTD_compress(packed, room, raw.ptr, raw.len, 3));
    free(packed);
}

/* Letters that do not pack well. */
static char *noise(size_t n)
{
    char *bytes = malloc(n);
    unsigned seed = 7;

    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)('a' + ((seed = seed * 1103515245 + 12345) >> 16) % 26);
    return bytes;
}

static struct stream *opened(void)
{
    struct stream *s;

    assert_int_equal(stream_open_bytes(buffer_as_text(&file), &s), PRISCUS_OK);
    assert_int_equal(stream_unpack(&s), PRISCUS_OK);
    return s;
}

/* All of it into `got`, by steps of `step`, over damage. Returns how often there was some. */
static int read_all(struct stream *s, size_t step)
{
    int damages = 0;

    buffer_reset(&got);
    for (;;) {
        struct text held;

        assert_int_equal(stream_fill(s, step), PRISCUS_OK);
        held = stream_held(s);
        assert_int_equal(s->offset, got.len);
        buffer_add(&got, held.ptr, held.len < step ? held.len : step);
        stream_take(s, held.len < step ? held.len : step);
        if (s->begin < s->end || !s->at_end)
            continue;
        damages += s->broken;
        if (!stream_resume(s))
            return damages;
    }
}

static void a_window_over_a_file_is_the_file(void **state)
{
    size_t n = 300000, steps[] = { 1000, 65536, 70001, 400000 };
    char *bytes = noise(n);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        FILE *f = tmpfile();
        struct stream *s;
        uint64_t size;

        assert_int_equal(fwrite(bytes, 1, n, f), n);
        rewind(f);
        assert_int_equal(stream_open_fd(dup(fileno(f)), &s), PRISCUS_OK);
        assert_int_equal(stream_unpack(&s), PRISCUS_OK);
        assert_true(stream_can_seek(s, &size) && size == n);
        assert_int_equal(read_all(s, steps[i]), 0);
        assert_true(got.len == n && memcmp(got.ptr, bytes, n) == 0);
        assert_true(stream_seek(s, n - 3));
        assert_false(stream_seek(s, n + 1));
        assert_int_equal(stream_fill(s, 9), PRISCUS_OK);
        assert_int_equal(stream_held(s).len, 3);
        stream_close(s);
        fclose(f);
    }
    free(bytes);
}

static void members_and_frames_follow_each_other(void **state)
{
    size_t large = (size_t)9 << 20; /* larger than what is unpacked at once */
    char *bytes = noise(large);

    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        void (*pack)(struct buffer *, struct text) = zstd ? frame : member;
        struct stream *s;

        buffer_reset(&file);
        pack(&file, text_c("The boats "));
        pack(&file, text_c(""));
        pack(&file, text_of(bytes, large));
        pack(&file, text_c("of Norhaven"));
        s = opened();
        assert_int_equal(read_all(s, 100000), 0);
        assert_int_equal(got.len, large + 21);
        assert_memory_equal(got.ptr + 10, bytes, large);
        assert_memory_equal(got.ptr + 10 + large, "of Norhaven", 11);
        stream_close(s);
    }
    free(bytes);
}

static void damage_costs_what_is_damaged(void **state)
{
    size_t n = 50000;
    char *bytes = noise(n);

    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        void (*pack)(struct buffer *, struct text) = zstd ? frame : member;
        size_t second;
        struct stream *s;

        /* Cut short in the middle of a file, and garbage at its end. */
        buffer_reset(&file);
        pack(&file, text_c("first "));
        second = file.len;
        pack(&file, text_of(bytes, n));
        file.len -= 9000;
        pack(&file, text_c(" third"));
        buffer_c(&file, "garbage");
        s = opened();
        assert_int_equal(read_all(s, 1000), zstd ? 2 : 1);
        assert_int_equal(s->trailing, !zstd); /* behind the last member: no damage */
        assert_memory_equal(got.ptr, "first ", 6);
        assert_memory_equal(got.ptr + got.len - 6, " third", 6);
        stream_close(s);

        s = opened();
        while (!s->at_end)
            assert_int_equal(stream_more(s), PRISCUS_OK);
        assert_true(s->broken && s->broken_at == second);
        assert_non_null(strstr(s->why, zstd ? "its zstd frame at byte " : "its gzip member at byte "));
        stream_close(s);

        /* The last one is cut: what stands before is kept. */
        buffer_reset(&file);
        pack(&file, text_of(bytes, n));
        file.len -= zstd ? 4 : 100;
        s = opened();
        assert_int_equal(read_all(s, 1000), 1);
        assert_true(got.len <= n && memcmp(got.ptr, bytes, got.len) == 0 && (zstd || got.len > n / 2));
        stream_close(s);
    }
    free(bytes);
}

/* A dictionary before the frames, as WARC files have it. */
static void a_dictionary_comes_first(void **state)
{
    static const char words[] = "The boats of Norhaven stay in port, said the harbour office on Monday.";
    ZSTD_CCtx *c = ZSTD_createCCtx();
    char packed[512];
    size_t n;
    struct stream *s;

    (void)state;
    n = ZSTD_compress_usingDict(c, packed, sizeof packed, words, sizeof words - 1, words, sizeof words - 1, 3);
    ZSTD_freeCCtx(c);
    buffer_reset(&file);
    buffer_add(&file, "\x5D\x2A\x4D\x18", 4);
    buffer_add(&file, (char[]){ (char)(sizeof words - 1), 0, 0, 0 }, 4);
    buffer_add(&file, words, sizeof words - 1);
    buffer_add(&file, packed, n);
    s = opened();
    assert_int_equal(read_all(s, 64), 0);
    assert_true(text_is(buffer_as_text(&got), words));
    stream_close(s);
    /* One that says it is larger than any. */
    file.ptr[7] = 0x7F;
    s = opened();
    assert_int_equal(stream_fill(s, 1), PRISCUS_OK);
    assert_true(s->broken);
    assert_non_null(strstr(s->why, "dictionary is larger than 8 MiB"));
    stream_close(s);
}

static void bzip2_and_xz_are_looked_through(void **state)
{
    size_t n = 400000;
    char *bytes = noise(n), *packed = malloc(n * 2);

    (void)state;
    for (int xz = 0; xz < 2; xz++) {
        struct archive *a = archive_write_new();
        struct archive_entry *entry = archive_entry_new();
        struct stream *s;
        size_t used;

        archive_write_set_format_raw(a);
        if (xz)
            archive_write_add_filter_xz(a);
        else
            archive_write_add_filter_bzip2(a);
        assert_int_equal(archive_write_open_memory(a, packed, n * 2, &used), ARCHIVE_OK);
        archive_entry_set_filetype(entry, AE_IFREG);
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        assert_int_equal(archive_write_data(a, bytes, n), n);
        archive_write_close(a);
        archive_write_free(a);
        archive_entry_free(entry);

        buffer_reset(&file);
        buffer_add(&file, packed, used);
        s = opened();
        assert_int_equal(read_all(s, 5000), 0);
        assert_true(got.len == n && memcmp(got.ptr, bytes, n) == 0);
        stream_close(s);

        file.len = used - 20000;
        s = opened();
        assert_int_equal(read_all(s, 5000), 1);
        assert_true(got.len < n && memcmp(got.ptr, bytes, got.len) == 0);
        stream_close(s);
    }
    free(bytes);
    free(packed);
}

static void two_layers_are_looked_through_and_no_third(void **state)
{
    struct buffer inner = { 0 };
    struct stream *s;

    (void)state;
    member(&inner, text_c("Norhaven"));
    for (int layers = 2; layers <= 3; layers++) {
        buffer_reset(&file);
        member(&file, buffer_as_text(&inner));
        buffer_reset(&inner);
        buffer_text(&inner, buffer_as_text(&file));
        s = opened();
        assert_int_equal(read_all(s, 64), 0);
        assert_int_equal(text_is(buffer_as_text(&got), "Norhaven"), layers == 2);
        stream_close(s);
    }
    buffer_release(&inner);
}

/* Bytes that come out, up to the first damage. */
static uint64_t flows(struct stream *s)
{
    while (!s->at_end) {
        assert_int_equal(stream_more(s), PRISCUS_OK);
        stream_take(s, stream_held(s).len);
        assert_true(s->room <= (size_t)64 << 20);
    }
    return s->offset;
}

static void a_bomb_is_one_damage_and_the_rest_is_read(void **state)
{
    size_t n = (size_t)100 << 20;
    char *zeros = calloc(1, n);
    struct stream *s;

    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        void (*pack)(struct buffer *, struct text) = zstd ? frame : member;

        buffer_reset(&file);
        pack(&file, text_of(zeros, n));
        pack(&file, text_c("Norhaven"));
        s = opened();
        assert_true(flows(s) < STREAM_RATIO_FROM + ((size_t)4 << 20));
        assert_non_null(strstr(s->why, "unpacks to more than 500 times its size"));
        buffer_reset(&got);
        assert_true(stream_resume(s));
        assert_int_equal(stream_fill(s, 64), PRISCUS_OK);
        assert_true(text_is(stream_held(s), "Norhaven"));
        stream_close(s);
    }
    /* Many small ones: each alone is below what is asked. */
    {
        struct buffer one = { 0 };

        member(&one, text_of(zeros, (size_t)7 << 20));
        buffer_reset(&file);
        for (int i = 0; i < 300; i++)
            buffer_text(&file, buffer_as_text(&one));
        s = opened();
        assert_true(flows(s) < STREAM_TOTAL_FROM + ((size_t)256 << 20));
        assert_non_null(strstr(s->why, "the rest is not read"));
        assert_false(stream_resume(s));
        stream_close(s);
        buffer_release(&one);
    }
    free(zeros);
}

/* Each ten bytes begin a member whose name does not end: looked at each to its end, they would take hours. */
static void beginnings_without_number_are_passed_in_time(void **state)
{
    struct stream *s;

    (void)state;
    buffer_reset(&file);
    member(&file, text_c("Norhaven"));
    for (int i = 0; i < 1000000; i++)
        buffer_add(&file, "\x1F\x8B\x08\x08nnnnnn", 10);
    s = opened();
    assert_true(read_all(s, 4096) >= 1);
    assert_true(text_is(buffer_as_text(&got), "Norhaven"));
    assert_true(s->in_vain <= STREAM_TRY_FREE + STREAM_TRY_RATE * (uint64_t)file.len + (2 << 20));
    stream_close(s);
}

static void a_window_shrinks_when_it_was_large_and_is_empty(void **state)
{
    size_t n = (size_t)20 << 20;
    FILE *f = tmpfile();
    struct stream *s;

    (void)state;
    assert_int_equal(ftruncate(fileno(f), (off_t)(2 * n)), 0);
    assert_int_equal(stream_open_fd(dup(fileno(f)), &s), PRISCUS_OK);
    assert_int_equal(stream_fill(s, n), PRISCUS_OK);
    assert_true(s->room > STREAM_KEEP);
    stream_take(s, stream_held(s).len);
    assert_int_equal(stream_fill(s, 10), PRISCUS_OK);
    assert_true(s->room <= STREAM_KEEP);
    stream_close(s);
    fclose(f);
}

static int release(void **state)
{
    (void)state;
    buffer_release(&file);
    buffer_release(&got);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_over_a_file_is_the_file),
        cmocka_unit_test(members_and_frames_follow_each_other),
        cmocka_unit_test(damage_costs_what_is_damaged),
        cmocka_unit_test(a_dictionary_comes_first),
        cmocka_unit_test(bzip2_and_xz_are_looked_through),
        cmocka_unit_test(two_layers_are_looked_through_and_no_third),
        cmocka_unit_test(a_bomb_is_one_damage_and_the_rest_is_read),
        cmocka_unit_test(beginnings_without_number_are_passed_in_time),
        cmocka_unit_test(a_window_shrinks_when_it_was_large_and_is_empty),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
