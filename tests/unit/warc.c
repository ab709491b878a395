/* WARC files of our own making, in every state that crawls leave them in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "base/buffer.h"
#include "page/format.h"
#include "page/source/source.h"

static struct arena mem;
static struct buffer file, remarks;
static char told[1 << 14];

#define PAGE "<!doctype html><title>Ferry talks</title><p>The boats of Norhaven stay in port."

/* A record of this type around `block`. `more` are header lines with their ends. */
static void record(struct buffer *to, const char *type, const char *more, struct text block, long lie)
{
    buffer_format(to,
                  "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://thetern.example/a\r\n"
                  "WARC-Date: 2031-05-03T04:05:06Z\r\n%sContent-Length: %ld\r\n\r\n",
                  type, more, (long)block.len + lie);
    buffer_text(to, block);
    buffer_c(to, "\r\n\r\n");
}

static void response(struct buffer *to, const char *head, const char *body)
{
    struct buffer block = { 0 };

    buffer_format(&block, "HTTP/1.1 200 OK\r\n%s\r\n%s", head, body);
    record(to, "response", "Content-Type: application/http; msgtype=response\r\n", buffer_as_text(&block), 0);
    buffer_release(&block);
}

#define HTML_HEAD "Content-Type: text/html; charset=\"iso-8859-2\"\r\n"

/* `raw` as a gzip member behind what is there. */
static void member(struct buffer *to, struct text raw)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(c, raw.len), n;
    char *packed = malloc(room);

    n = libdeflate_gzip_compress(c, raw.ptr, raw.len, packed, room);
    assert_true(n > 0);
    buffer_add(to, packed, n);
    free(packed);
    libdeflate_free_compressor(c);
}

static void on_remark(void *context, const char *sentence)
{
    (void)context;
    buffer_c(&remarks, sentence);
}

/* "NAME KIND ADDRESS DATE CHARSET CUT BYTES" or "! MESSAGE", a line each. */
static const char *read_named(const char *name, struct text bytes)
{
    struct page_source_options options = { .remark = on_remark };
    struct page_source *source;
    struct priscus_error err;
    struct page page;
    priscus_status status;
    size_t used = 0;

    told[0] = '\0';
    buffer_reset(&remarks);
    assert_int_equal(page_source_open_bytes(&options, text_c(name), bytes, &source, &err), PRISCUS_OK);
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        char date[DATE_TEXT_MAX];

        if (status == PRISCUS_OK)
            used += (size_t)snprintf(told + used, sizeof told - used, "%.*s %s %.*s %s %.*s%s %.*s\n",
                                     (int)page.name.len, page.name.ptr, format_text(page.from), (int)page.address.len,
                                     page.address.ptr, date_format(page.fetched, date), (int)page.charset.len,
                                     page.charset.ptr, page.truncated ? " cut" : "",
                                     (int)(page.bytes.len > 40 ? 40 : page.bytes.len), page.bytes.ptr);
        else
            used += (size_t)snprintf(told + used, sizeof told - used, "! %s\n", err.message);
        assert_true(used < sizeof told);
        arena_reset(&mem);
    }
    page_source_close(source);
    return told;
}

static const char *read_file(void)
{
    return read_named("a.warc", buffer_as_text(&file));
}

/* A length that is too large cannot be told from bytes that are missing. */
#define CUT(n)                                                                                                         \
    "a.warc:" #n " html https://thetern.example/a 2031-05-03T04:05:06Z iso-8859-2 cut <!doctype "                      \
    "html><title>Ferry talks</title\n"
#define GOOD(n)                                                                                                        \
    "a.warc:" #n " html https://thetern.example/a 2031-05-03T04:05:06Z iso-8859-2 <!doctype "                          \
    "html><title>Ferry talks</title\n"

static void a_response_is_a_page_with_address_date_and_charset(void **state)
{
    (void)state;
    buffer_reset(&file);
    record(&file, "warcinfo", "", text_c("software: made up\r\n"), 0);
    record(&file, "request", "", text_c("GET /a\r\n\r\n"), 0);
    response(&file, HTML_HEAD, PAGE);
    record(&file, "revisit", "", text_c("HTTP/1.1 200 OK\r\n\r\n"), 0);
    record(&file, "response", "Content-Type: application/http\r\n", text_c("HTTP/1.1 404 Gone\r\n\r\nno"), 0);
    response(&file, "Content-Type: image/png\r\n", "\x89PNG\r\n\x1a\n");
    response(&file, "Content-Type: text/html\r\n", "");
    assert_string_equal(read_file(), GOOD(3));
    assert_string_equal(
        buffer_as_text(&remarks).ptr,
        "a.warc: 7 records, 1 page; passed over: 1 warcinfo, 1 request, 1 revisit (the page was stored "
        "before), 1 with another status than 200, 1 neither HTML nor plain text nor a feed, 1 without a body");
}

static void what_the_header_says_of_packing_is_not_believed(void **state)
{
    (void)state;
    buffer_reset(&file);
    response(&file, HTML_HEAD "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE);
    response(&file, HTML_HEAD "Content-Encoding: br\r\n", PAGE);
    response(&file, HTML_HEAD "Transfer-Encoding: chunked\r\n",
             "1F;note\r\n<!doctype html><title>Ferry tal\r\n9\r\nks</title\r\n0\r\n\r\n");
    response(&file, HTML_HEAD, "1F\r\n<!doctype html><title>Ferry tal\r\n9\r\nks</title\r\n0\r\n\r\n");
    assert_string_equal(read_file(), GOOD(1) GOOD(2) GOOD(3) GOOD(4));
    buffer_reset(&file);
    response(&file, HTML_HEAD "Transfer-Encoding: chunked\r\n",
             "1F\r\n<!doctype html><title>Ferry tal\r\n99\r\nks</title");
    assert_string_equal(read_file(), "a.warc:1 html https://thetern.example/a 2031-05-03T04:05:06Z iso-8859-2 cut "
                                     "<!doctype html><title>Ferry talks</title\n");
}

static void odd_headers_are_read(void **state)
{
    (void)state;
    buffer_reset(&file);
    buffer_c(&file, "WARC/1.1\nwarc-type: response\nX-Long: a\n  b\nWARC-TARGET-URI: <https://thetern.example/a>\n"
                    "WARC-Date: 2031-05-03T04:05:06.123Z\nWARC-Truncated: length\ncontent-length: 82\n\n"
                    "HTTP/2 200\ncontent-type: text/html\n\n<!doctype html><p>The boats of Norhaven stay\r\n"
                    "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://thetern.example/b\r\n"
                    "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nwords");
    assert_string_equal(read_file(), "a.warc:1 html https://thetern.example/a 2031-05-03T04:05:06Z  cut "
                                     "<!doctype html><p>The boats of Norhaven \n"
                                     "a.warc:2 page https://thetern.example/b   words\n");
}

static void a_lying_length_costs_nothing_where_the_next_header_is_seen(void **state)
{
    (void)state;
    for (long lie = -20; lie <= 3000; lie = lie ? lie * -3 : 13) {
        buffer_reset(&file);
        response(&file, HTML_HEAD, PAGE);
        record(&file, "response", "Content-Type: application/http\r\n",
               text_c("HTTP/1.1 200 OK\r\n" HTML_HEAD "\r\n" PAGE), lie < 0 ? -20 : lie);
        response(&file, HTML_HEAD, PAGE);
        read_file();
        assert_string_equal(told, lie < 0 ? GOOD(1) GOOD(2) GOOD(3) : lie ? GOOD(1) CUT(2) GOOD(3) : told);
        assert_string_equal(remarks.ptr,
                            "a.warc: 3 records, 3 pages; 1 of wrong length, read up to where the next begins");
        if (lie > 1000)
            break;
    }
    /* It reaches into the next member: that one is not taken for its end. */
    {
        struct buffer one = { 0 };

        response(&one, HTML_HEAD, PAGE);
        buffer_reset(&file);
        member(&file, buffer_as_text(&one));
        buffer_reset(&one);
        record(&one, "response", "Content-Type: application/http\r\n",
               text_c("HTTP/1.1 200 OK\r\n" HTML_HEAD "\r\n" PAGE), 13);
        member(&file, buffer_as_text(&one));
        buffer_reset(&one);
        response(&one, HTML_HEAD, PAGE);
        member(&file, buffer_as_text(&one));
        read_file();
        assert_string_equal(told, GOOD(1) CUT(2) GOOD(3));
        buffer_release(&one);
    }
    /* ... and neither where the file is larger than what its kind was guessed by, the record fits its member
     * badly enough to end there, and what it reaches into is a whole one. */
    {
        struct buffer one = { 0 };

        buffer_reset(&file);
        for (unsigned i = 0, noise = 1; i < 20; i++) {
            char filler[1001], page[1200];

            for (size_t j = 0; j < 1000; j++)
                filler[j] = (char)('a' + ((noise = noise * 1103515245 + 12345) >> 16) % 26);
            filler[1000] = '\0';
            snprintf(page, sizeof page, PAGE "%s", filler);
            buffer_reset(&one);
            response(&one, HTML_HEAD, page);
            if (i == 15) { /* longer by a record and a half */
                char *length = strstr(one.ptr, "Content-Length: ") + 16;

                assert_int_equal(length[1] >= '0' && length[4] == '\r', 1);
                length[0] = '2';
            }
            member(&file, buffer_as_text(&one));
        }
        assert_true(file.len > 12000);
        read_file();
        assert_non_null(strstr(told, "a.warc:15 html"));
        assert_non_null(strstr(told, "a.warc:16 html"));
        assert_non_null(strstr(told, "a.warc:17 html"));
        assert_non_null(strstr(told, "a.warc:20 html"));
        buffer_release(&one);
    }
    /* Nor in the last record, nor where the length says more than any page has. */
    for (int huge = 0; huge < 2; huge++) {
        buffer_reset(&file);
        if (huge)
            record(&file, "response", "Content-Type: application/http\r\n",
                   text_c("HTTP/1.1 200 OK\r\n" HTML_HEAD "\r\n" PAGE), 900000000);
        else
            response(&file, HTML_HEAD, PAGE);
        record(&file, "response", "Content-Type: application/http\r\n",
               text_c("HTTP/1.1 200 OK\r\n" HTML_HEAD "\r\n" PAGE), -7);
        read_file();
        assert_string_equal(told, huge ? CUT(1) GOOD(2) : GOOD(1) GOOD(2));
    }
    /* A record that was cut has no empty line behind it. */
    buffer_reset(&file);
    response(&file, HTML_HEAD, PAGE);
    record(&file, "response", "Content-Type: application/http\r\n", text_c("HTTP/1.1 200 OK\r\n" HTML_HEAD "\r\n" PAGE),
           0);
    file.len -= 30;
    buffer_char(&file, '\n');
    response(&file, HTML_HEAD, PAGE);
    read_file();
    assert_non_null(strstr(told, GOOD(1) "! a.warc: record 2 (at byte 330) is passed over: "));
    assert_non_null(strstr(told, GOOD(3)));
    /* Not a byte of header. */
    buffer_reset(&file);
    response(&file, HTML_HEAD, PAGE);
    buffer_c(&file, "rubbish\nWARC/1.0 in the middle of it\n");
    response(&file, HTML_HEAD, PAGE);
    assert_string_equal(read_file(),
                        GOOD(1) "! a.warc: record 2 (at byte 330) is passed over: no record begins here\n" GOOD(3));
}

/* A length that is too large by whole records lands where one begins, as a right one does. */
static void a_length_that_swallows_records_is_found_out(void **state)
{
    struct buffer one = { 0 };
    size_t whole;

    (void)state;
    response(&one, HTML_HEAD, PAGE);
    whole = one.len;
    for (long swallowed = 1; swallowed <= 3; swallowed++) {
        buffer_reset(&file);
        response(&file, HTML_HEAD, PAGE);
        record(&file, "request", "Content-Type: application/http; msgtype=request\r\n",
               text_c("GET /a HTTP/1.1\r\n\r\n"), swallowed * (long)whole);
        for (int i = 0; i < 3; i++)
            response(&file, HTML_HEAD, PAGE);
        assert_string_equal(read_file(), GOOD(1) GOOD(3) GOOD(4) GOOD(5));
    }
    /* A WARC file kept in a record swallows nothing, and a page that shows a header is a page. */
    buffer_reset(&one);
    for (int i = 0; i < 2; i++)
        response(&one, HTML_HEAD, PAGE);
    buffer_reset(&file);
    record(&file, "resource", "Content-Type: application/warc\r\n", buffer_as_text(&one), 0);
    response(&file, "Content-Type: application/warc\r\n", one.ptr);
    buffer_reset(&one);
    buffer_c(&one, PAGE "\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\nthat is how\r\n");
    response(&file, HTML_HEAD, one.ptr);
    assert_string_equal(read_file(), GOOD(3));
    buffer_release(&one);
}

/* A record of an ARC file; in version 2 there are more fields. */
static void arc_record(struct buffer *to, const char *address, int version, const char *block, long lie)
{
    buffer_format(to, "%s 10.0.0.1 20310503040506 text/html %s%ld\n%s\n", address,
                  version == 2 ? "200 checksum - 0 x.arc " : "", (long)strlen(block) + lie, block);
}

#define ARC_REPLY "HTTP/1.1 200 OK\r\n" HTML_HEAD "\r\n" PAGE
#define ARC_PAGE(n)                                                                                                    \
    "a.arc:" #n " html https://thetern.example/a 2031-05-03T04:05:06Z iso-8859-2 <!doctype html><title>Ferry "         \
    "talks</title\n"

static void arc_files_are_read_as_warc_files_are(void **state)
{
    (void)state;
    for (int version = 1; version <= 2; version++) {
        for (int packed = 0; packed < 2; packed++) {
            static const long lies[] = { 0, -9, 11, 400 };
            struct buffer parts[4] = { 0 };

            for (size_t i = 0; i < COUNT_OF(lies); i++) {
                for (size_t k = 0; k < 4; k++)
                    buffer_reset(&parts[k]);
                buffer_reset(&file);
                arc_record(&parts[0], "filedesc://x.arc", 1,
                           "1 0 The Tern\nURL IP-address Archive-date Content-type "
                           "Archive-length\n",
                           0);
                arc_record(&parts[1], "https://thetern.example/a", version, ARC_REPLY, lies[i]);
                arc_record(&parts[2], "dns:thetern.example", version, "20310503040506\nthetern.example 1 A 10.0.0.1\n",
                           0);
                arc_record(&parts[3], "https://thetern.example/a", version, ARC_REPLY, 0);
                for (size_t k = 0; k < 4; k++)
                    packed ? member(&file, buffer_as_text(&parts[k])) : buffer_text(&file, buffer_as_text(&parts[k]));
                read_named("a.arc", buffer_as_text(&file));
                if (strncmp(told, "a.arc:2 html https://thetern.example/a 2031-05-03T04:05:06Z iso-8859-2", 70) != 0 ||
                    !strstr(told, ARC_PAGE(4)) || strstr(told, "! a.arc"))
                    fail_msg("version %d, packed %d, %ld: %s", version, packed, lies[i], told);
                assert_non_null(strstr(remarks.ptr, "a.arc: 4 records, 2 pages; "));
            }
            for (size_t k = 0; k < 4; k++)
                buffer_release(&parts[k]);
        }
    }
    /* Its first record may be missing; a page of links is no ARC file. */
    buffer_reset(&file);
    arc_record(&file, "https://thetern.example/a b", 1, ARC_REPLY, 0);
    assert_non_null(strstr(read_named("a", buffer_as_text(&file)), "a:1 html https://thetern.example/a b 2031-05-03"));
    assert_non_null(strstr(
        read_named("a", text_c("https://thetern.example/a 10.0.0.1 2031 talks 12\nThe talks go on.")), "a page "));
}

static void blanks_before_a_page_are_no_empty_page(void **state)
{
    struct buffer page = { 0 };

    (void)state;
    for (int i = 0; i < 700; i++)
        buffer_c(&page, "        \r\n");
    buffer_c(&page, PAGE);
    buffer_reset(&file);
    response(&file, HTML_HEAD, page.ptr);
    read_file();
    assert_non_null(strstr(told, "a.warc:1 html https://thetern.example/a"));
    assert_null(strstr(told, "!"));
    buffer_release(&page);
}

/* Three members; the second is damaged in some way. */
static void a_damaged_member_costs_its_record_alone(void **state)
{
    struct buffer one = { 0 }, packed = { 0 };

    (void)state;
    buffer_reset(&file);
    response(&one, HTML_HEAD, PAGE);
    member(&packed, buffer_as_text(&one));
    for (size_t cut = 1; cut < packed.len; cut++) {
        buffer_reset(&file);
        buffer_text(&file, buffer_as_text(&packed));
        buffer_add(&file, packed.ptr, packed.len - cut);
        buffer_text(&file, buffer_as_text(&packed));
        read_file();
        if (strncmp(told, GOOD(1) "! a.warc: record 2 (at byte ", strlen(GOOD(1)) + 28) != 0 || !strstr(told, GOOD(3)))
            fail_msg("cut by %zu: %s", cut, told);
    }
    for (size_t at = 0; at < packed.len; at++) {
        buffer_reset(&file);
        for (int i = 0; i < 3; i++)
            buffer_text(&file, buffer_as_text(&packed));
        file.ptr[packed.len + at] ^= 0x10;
        read_file();
        if (at >= 3 && at < 10) /* flags, time, system: nobody's loss, or the name's */
            continue;
        if (strncmp(told, GOOD(1) "! a.warc: record 2 (at byte ", strlen(GOOD(1)) + 28) != 0 || !strstr(told, GOOD(3)))
            fail_msg("flipped at %zu: %s", at, told);
    }
    /* The last one is cut, the first is no member at all. */
    buffer_reset(&file);
    buffer_add(&file, packed.ptr, packed.len);
    buffer_add(&file, packed.ptr, packed.len / 2);
    read_file();
    assert_non_null(strstr(told, "record 2 (at byte "));
    assert_non_null(strstr(told, "is cut short"));
    buffer_release(&one);
    buffer_release(&packed);
}

static void records_may_straddle_members(void **state)
{
    struct buffer all = { 0 };

    (void)state;
    for (int i = 0; i < 3; i++)
        response(&all, HTML_HEAD, PAGE);
    for (size_t part = 1; part < all.len; part += 37) {
        buffer_reset(&file);
        for (size_t at = 0; at < all.len; at += part)
            member(&file, text_of(all.ptr + at, all.len - at < part ? all.len - at : part));
        if (part > 20) /* shorter ones have no room for a record's first words */
            assert_string_equal(read_file(), GOOD(1) GOOD(2) GOOD(3));
    }
    buffer_release(&all);
}

static void memory_out_loses_no_record(void **state)
{
    struct page_source_options options = { 0 };
    struct page_source *source;
    struct priscus_error err;
    struct page page;
    int pages = 0, failures = 0;

    (void)state;
    buffer_reset(&file);
    response(&file, HTML_HEAD, PAGE);
    response(&file, HTML_HEAD "Transfer-Encoding: chunked\r\n", "9\r\n<html><p>\r\n0\r\n\r\n");
    response(&file, HTML_HEAD, PAGE);
    assert_int_equal(page_source_open_bytes(&options, text_c("a.warc"), buffer_as_text(&file), &source, &err),
                     PRISCUS_OK);
    for (long k = 1;;) {
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = page_source_next(source, &mem, &page, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_DONE)
            break;
        pages += status == PRISCUS_OK;
        failures += status == PRISCUS_ENOMEM;
        assert_true(status == PRISCUS_OK || status == PRISCUS_ENOMEM);
        k = status == PRISCUS_OK ? 1 : k + 1;
    }
    page_source_close(source);
    assert_int_equal(pages, 3);
    assert_true(failures >= 9);
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    buffer_release(&file);
    buffer_release(&remarks);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_response_is_a_page_with_address_date_and_charset),
        cmocka_unit_test(what_the_header_says_of_packing_is_not_believed),
        cmocka_unit_test(odd_headers_are_read),
        cmocka_unit_test(a_lying_length_costs_nothing_where_the_next_header_is_seen),
        cmocka_unit_test(a_length_that_swallows_records_is_found_out),
        cmocka_unit_test(arc_files_are_read_as_warc_files_are),
        cmocka_unit_test(blanks_before_a_page_are_no_empty_page),
        cmocka_unit_test(a_damaged_member_costs_its_record_alone),
        cmocka_unit_test(records_may_straddle_members),
        cmocka_unit_test(memory_out_loses_no_record),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
