/* Heads and bodies of HTTP messages, as crawls have stored them: what the bytes are counts, not what the header
 * says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <libdeflate.h>
#include <zstd.h>

#include "base/buffer.h"
#include "page/container/http.h"

static struct arena mem;
static struct buffer packed;

#define LIMIT ((size_t)1 << 20)
#define PAGE  "<!doctype html><p>No boat leaves Norhaven today."

static struct http_head head_of(const char *lines)
{
    struct http_head head = { 0 };

    assert_true(http_head_read(text_c(lines), &head));
    return head;
}

/* The body under this head, in *told. */
static priscus_status unwrap(const char *fields, struct text body, struct http_body *told)
{
    struct buffer message = { 0 };
    struct http_head head;
    priscus_status status;

    buffer_format(&message, "HTTP/1.1 200 OK\r\n%s\r\n", fields);
    head = head_of(message.ptr);
    *told = (struct http_body){ 0 };
    status = http_body_read(&head, body, LIMIT, &mem, told);
    buffer_release(&message);
    return status;
}

enum { WHOLE, CUT };

static void expect(const char *fields, struct text body, bool cut, const char *page)
{
    struct http_body told;

    assert_int_equal(unwrap(fields, body, &told), PRISCUS_OK);
    assert_int_equal(told.cut, cut);
    assert_false(told.brotli);
    if (!text_is(told.bytes, page))
        fail_msg("%.*s", (int)told.bytes.len, told.bytes.ptr);
    arena_reset(&mem);
}

static struct text gzip(struct text raw)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(c, raw.len);
    char *out = malloc(room);

    buffer_reset(&packed);
    buffer_add(&packed, out, libdeflate_gzip_compress(c, raw.ptr, raw.len, out, room));
    free(out);
    libdeflate_free_compressor(c);
    return buffer_as_text(&packed);
}

static void heads_are_read_in_every_spelling(void **state)
{
    struct http_head head = { 0 };

    (void)state;
    head = head_of("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; x=1; Charset='utf-8'\r\n"
                   "Content-Encoding: gzip\r\nTransfer-Encoding: gzip, Chunked\r\nnonsense\r\n\r\nbody");
    assert_int_equal(head.status, 200);
    assert_true(text_is(head.type, "Text/HTML"));
    assert_true(text_is(head.charset, "utf-8"));
    assert_true(text_is(head.encoding, "gzip"));
    assert_true(head.chunked);
    /* Line feeds alone, no version, no reason, a folded field, a masked one; and no body. */
    head = head_of("HTTP/2 404\ncontent-type: text/html;\n  charset=koi8-r\nX-Crawler-Content-Encoding: br\n");
    assert_int_equal(head.body, 84); /* there is nothing behind it */
    assert_int_equal(head.status, 404);
    assert_true(text_is(head.charset, "koi8-r"));
    assert_true(text_is(head.encoding, "br"));

    assert_false(http_head_read(text_c("GET / HTTP/1.1\r\n\r\n"), &head));
    assert_false(http_head_read(text_c("HTTP/1.1 2000 OK\r\n\r\n"), &head));
    assert_false(http_head_read(text_c("HTTP/1.1\r\n\r\n"), &head));
    assert_false(http_head_read(text_c(""), &head));
    /* A head without an end is none. */
    buffer_reset(&packed);
    buffer_c(&packed, "HTTP/1.1 200 OK\r\n");
    while (packed.len <= HTTP_HEAD_MAX)
        buffer_c(&packed, "a: b\r\n");
    assert_false(http_head_read(buffer_as_text(&packed), &head));
}

static void chunks_are_chunks_if_they_add_up(void **state)
{
    const char *chunked = "Transfer-Encoding: chunked\r\n";

    (void)state;
    expect(chunked, text_c("f\r\n<!doctype html>\r\n4;a=b\r\n<p>N\r\n0\r\nTrailer: x\r\n\r\n"), WHOLE,
           "<!doctype html><p>N");
    expect("", text_c("F  \n<!doctype html>\n004\n<p>N\n0\n\n"), WHOLE, "<!doctype html><p>N");
    expect(chunked, text_c("0\r\n\r\n"), WHOLE, "");
    /* Already taken out, or never in. */
    expect(chunked, text_c(PAGE), WHOLE, PAGE);
    expect(chunked, text_c("5\r\nhello, world\r\n0\r\n"), WHOLE, "5\r\nhello, world\r\n0\r\n");
    /* Cut: in a chunk, in its line, behind one. Without the header's word that may be anything. */
    expect(chunked, text_c("f\r\n<!doctype html>\r\n40\r\n<p>N"), CUT, "<!doctype html><p>N");
    expect(chunked, text_c("f\r\n<!doctype html>\r\n4"), CUT, "<!doctype html>");
    expect(chunked, text_c("f\r\n<!doctype html>"), CUT, "<!doctype html>");
    expect("", text_c("f\r\n<!doctype html>\r\n40\r\n<p>N"), WHOLE, "f\r\n<!doctype html>\r\n40\r\n<p>N");
    /* A size beyond all sizes. */
    expect(chunked, text_c("ffffffffffffffff\r\nNorhaven"), CUT, "Norhaven");
    expect(chunked, text_c("11111111111111111\r\nNorhaven"), WHOLE, "11111111111111111\r\nNorhaven");
}

static void a_page_that_begins_with_a_number_is_no_chunk(void **state)
{
    (void)state;
    expect("", text_c("0\nboats left Norhaven today.\n"), WHOLE, "0\nboats left Norhaven today.\n");
    expect("", text_c("5\nboats\n0\ncrews, said the harbour.\n"), WHOLE, "5\nboats\n0\ncrews, said the harbour.\n");
}

static void packing_is_seen_in_the_bytes(void **state)
{
    struct text page = text_c(PAGE);
    struct http_body told;
    struct buffer chunks = { 0 };
    char frame[256];
    size_t n;

    (void)state;
    expect("", gzip(page), WHOLE, PAGE);
    expect("Content-Encoding: identity\r\n", gzip(page), WHOLE, PAGE);
    expect("Content-Encoding: gzip\r\n", page, WHOLE, PAGE);
    expect("X-Crawler-Content-Encoding: gzip\r\n", page, WHOLE, PAGE);
    n = ZSTD_compress(frame, sizeof frame, page.ptr, page.len, 3);
    expect("", text_of(frame, n), WHOLE, PAGE);
    assert_int_equal(unwrap("", text_of(frame, 8), &told), PRISCUS_EINPUT);

    /* In chunks, and twice. */
    gzip(page);
    buffer_format(&chunks, "%zx\r\n", packed.len);
    buffer_text(&chunks, buffer_as_text(&packed));
    buffer_c(&chunks, "\r\n0\r\n\r\n");
    expect("", buffer_as_text(&chunks), WHOLE, PAGE);
    buffer_reset(&chunks);
    buffer_text(&chunks, buffer_as_text(&packed));
    expect("", gzip(buffer_as_text(&chunks)), WHOLE, PAGE);
    buffer_release(&chunks);

    /* Cut anywhere: the beginning, or nothing; never more than there was. */
    gzip(page);
    for (size_t cut = 1; cut < packed.len - 3; cut++) {
        priscus_status status = unwrap("", text_of(packed.ptr, packed.len - cut), &told);

        assert_true(status == PRISCUS_EINPUT || (status == PRISCUS_OK && told.cut && told.bytes.len <= page.len &&
                                                 memcmp(told.bytes.ptr, page.ptr, told.bytes.len) == 0));
        arena_reset(&mem);
    }
}

static void deflate_needs_the_header_word(void **state)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    struct text page = text_c(PAGE);
    struct http_body told;
    char out[256];
    size_t n = libdeflate_zlib_compress(c, page.ptr, page.len, out, sizeof out);

    (void)state;
    libdeflate_free_compressor(c);
    expect("Content-Encoding: deflate\r\n", text_of(out, n), WHOLE, PAGE);
    expect("Content-Encoding: deflate\r\n", page, WHOLE, PAGE);
    assert_int_equal(unwrap("", text_of(out, n), &told), PRISCUS_OK);
    assert_int_equal(told.bytes.len, n);
}

static void brotli_is_told_and_text_is_none(void **state)
{
    struct http_body told;

    (void)state;
    assert_int_equal(unwrap("Content-Encoding: br\r\n", text_of("\x0b\x02\x80Norhaven\x03", 12), &told), PRISCUS_OK);
    assert_true(told.brotli);
    expect("Content-Encoding: br\r\n", text_c(PAGE), WHOLE, PAGE);
}

static void bombs_end_at_the_limit(void **state)
{
    char *zeros = calloc(1, LIMIT + 1), *frame = malloc(ZSTD_compressBound(LIMIT + 1));
    struct http_body told;
    size_t n = ZSTD_compress(frame, ZSTD_compressBound(LIMIT + 1), zeros, LIMIT + 1, 1);

    (void)state;
    assert_int_equal(unwrap("", gzip(text_of(zeros, LIMIT + 1)), &told), PRISCUS_ELIMIT);
    assert_int_equal(unwrap("", text_of(packed.ptr, packed.len - 8), &told), PRISCUS_ELIMIT);
    assert_int_equal(unwrap("", gzip(text_of(zeros, LIMIT)), &told), PRISCUS_OK);
    assert_int_equal(told.bytes.len, LIMIT);
    assert_int_equal(unwrap("", text_of(frame, n), &told), PRISCUS_ELIMIT);
    assert_int_equal(unwrap("", text_of(zeros, LIMIT + 1), &told), PRISCUS_ELIMIT);
    free(zeros);
    free(frame);
    arena_reset(&mem);
}

static void memory_out_is_told(void **state)
{
    struct text page = text_c(PAGE);
    struct http_body told;
    char frame[256];
    size_t n = ZSTD_compress(frame, sizeof frame, page.ptr, page.len, 3);
    struct text bodies[] = { gzip(page), text_of(frame, n), text_c("4\r\n<p>N\r\n0\r\n\r\n"),
                             text_of(packed.ptr, packed.len - 8) };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bodies); i++)
        for (long k = 1;; k++) {
            priscus_status status;

            arena_reset(&mem);
            mem.fail_after = k;
            status = unwrap("", bodies[i], &told);
            mem.fail_after = 0;
            if (status != PRISCUS_ENOMEM) {
                assert_true(k > 1 && status == PRISCUS_OK && told.cut == (i == 3));
                break;
            }
            assert_null(told.bytes.ptr);
        }
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    buffer_release(&packed);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_read_in_every_spelling),
        cmocka_unit_test(chunks_are_chunks_if_they_add_up),
        cmocka_unit_test(a_page_that_begins_with_a_number_is_no_chunk),
        cmocka_unit_test(packing_is_seen_in_the_bytes),
        cmocka_unit_test(deflate_needs_the_header_word),
        cmocka_unit_test(brotli_is_told_and_text_is_none),
        cmocka_unit_test(bombs_end_at_the_limit),
        cmocka_unit_test(memory_out_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
