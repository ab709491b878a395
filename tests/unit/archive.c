/* Archives made in memory, good and bad, and feeds in files of every wrapping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#include "page/format.h"
#include "page/source/source.h"

#define ROOM ((size_t)48 << 20)
#define PAGE "<!doctype html><p>No boat leaves Norhaven today."

static struct arena mem;
static char *file, told[1 << 14];
static size_t used;

static struct archive *begin(bool zip, bool gzip)
{
    struct archive *a = archive_write_new();

    if (zip)
        archive_write_set_format_zip(a);
    else
        archive_write_set_format_pax_restricted(a);
    if (gzip)
        archive_write_add_filter_gzip(a);
    archive_write_set_bytes_in_last_block(a, 1);
    return a;
}

static void open_it(struct archive *a)
{
    assert_int_equal(archive_write_open_memory(a, file, ROOM, &used), ARCHIVE_OK);
}

static void add(struct archive *a, const char *path, const char *bytes, size_t n)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)n);
    assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(a, bytes, n), n);
    archive_entry_free(entry);
}

static void end(struct archive *a)
{
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

/* "NAME KIND BYTES" or "! MESSAGE", a line each. */
static const char *read_as(const char *name, struct text bytes)
{
    struct page_source *source;
    struct priscus_error err;
    struct page page;
    priscus_status status;
    size_t n = 0;

    told[0] = '\0';
    assert_int_equal(page_source_open_bytes(NULL, text_c(name), bytes, &source, &err), PRISCUS_OK);
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        if (status == PRISCUS_OK)
            n += (size_t)snprintf(told + n, sizeof told - n, "%.*s %s %.*s\n", (int)page.name.len, page.name.ptr,
                                  format_text(page.from), (int)(page.bytes.len > 15 ? 15 : page.bytes.len),
                                  page.bytes.ptr);
        else
            n += (size_t)snprintf(told + n, sizeof told - n, "! %s\n", err.message);
        assert_true(n < sizeof told);
        arena_reset(&mem);
    }
    page_source_close(source);
    return told;
}

static const char *read_it(void)
{
    return read_as("a", text_of(file, used));
}

static void members_are_pages_and_some_are_passed_over(void **state)
{
    (void)state;
    for (int zip = 0; zip < 2; zip++)
        for (int gzip = 0; gzip < 2; gzip++) {
            struct archive *a = begin(zip, gzip);

            open_it(a);
            add(a, "pages/2031/may/1.html", PAGE, strlen(PAGE));
            add(a, "pages/style.css", "p{}", 3);
            add(a, ".cache/2.html", PAGE, strlen(PAGE));
            add(a, "__MACOSX/3.html", PAGE, strlen(PAGE));
            add(a, "README", "no page", 7);
            add(a, "./4.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", 26);
            end(a);
            assert_string_equal(read_it(), "a:pages/2031/may/1.html html <!doctype html>\n"
                                           "a:./4.jsonl:1 jsonl {\"text\":\"a\"}\n"
                                           "a:./4.jsonl:2 jsonl {\"text\":\"b\"}\n");
        }
}

static void an_archive_without_pages_is_told(void **state)
{
    struct archive *a = begin(false, false);

    (void)state;
    open_it(a);
    add(a, "style.css", "p{}", 3);
    end(a);
    assert_string_equal(read_it(), "! a: no page in this archive\n");
}

static void a_large_member_is_passed_over_alone(void **state)
{
    char *large = calloc(1, PAGE_MAX + 1);

    (void)state;
    memset(large, 'a', PAGE_MAX + 1);
    for (int zip = 0; zip < 2; zip++) { /* as a zip it is a bomb */
        struct archive *a = begin(zip, false);

        open_it(a);
        add(a, "1.html", large, PAGE_MAX + 1);
        add(a, "2.html", PAGE, strlen(PAGE));
        end(a);
        assert_string_equal(read_it(), "! a:1.html: larger than 32 MiB, which no news page is, passed over\n"
                                       "a:2.html html <!doctype html>\n");
    }
    free(large);
}

static void an_encrypted_member_is_told(void **state)
{
    struct archive *a = begin(true, false);

    (void)state;
    if (archive_write_set_options(a, "zip:encryption=traditional") != ARCHIVE_OK ||
        archive_write_set_passphrase(a, "tern") != ARCHIVE_OK) {
        archive_write_free(a);
        skip();
    }
    open_it(a);
    add(a, "1.html", PAGE, strlen(PAGE));
    end(a);
    assert_string_equal(read_it(), "! a:1.html: encrypted; unpack it with its password first\n");
}

/* Each byte changed and each length cut: it ends, and what is good before the damage is read. */
static void a_damaged_tar_is_told_and_read_on(void **state)
{
    struct archive *a = begin(false, false);
    size_t whole;

    (void)state;
    open_it(a);
    for (char n = '1'; n <= '3'; n++)
        add(a, (char[]){ n, '.', 'h', 't', 'm', 'l', '\0' }, PAGE, strlen(PAGE));
    end(a);
    whole = used;
    file[1024 + 150] ^= 1; /* the second header's checksum */
    read_it();
    assert_non_null(strstr(told, "a:1.html html"));
    assert_non_null(strstr(told, "! a: damaged behind its member 1"));
    assert_non_null(strstr(told, "a:3.html html"));
    file[1024 + 150] ^= 1;
    for (used = 1024; used < whole; used += 97) {
        read_it();
        assert_non_null(strstr(told, "a:1.html html"));
    }
    used = 1024 + 512 + 20; /* inside the second page */
    read_it();
    assert_non_null(strstr(told, "! a:2.html: damaged ("));
    assert_non_null(strstr(told, "with all that follows it in the archive"));
}

static void memory_out_loses_no_member(void **state)
{
    struct archive *a = begin(false, false);
    struct page_source *source;
    struct priscus_error err;
    struct page page;
    int pages = 0, failures = 0;

    (void)state;
    open_it(a);
    add(a, "1.html", PAGE, strlen(PAGE));
    add(a, "2.html", PAGE, strlen(PAGE));
    end(a);
    assert_int_equal(page_source_open_bytes(NULL, text_c("a"), text_of(file, used), &source, &err), PRISCUS_OK);
    for (long k = 1;;) {
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = page_source_next(source, &mem, &page, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_DONE)
            break;
        assert_true(status == PRISCUS_OK || status == PRISCUS_ENOMEM);
        pages += status == PRISCUS_OK;
        failures += status == PRISCUS_ENOMEM;
        k = status == PRISCUS_OK ? 1 : k + 1;
    }
    page_source_close(source);
    assert_int_equal(pages, 2);
    assert_true(failures >= 4);
}

static void a_feed_is_read_in_any_wrapping(void **state)
{
    static const char feed[] =
        "<rss version=\"2.0\"><channel><title>The Tern</title>"
        "<item><title>One</title><link>https://thetern.example/1</link><description>A.</description></item>"
        "<item><title>Two</title><link>https://thetern.example/2</link><description>B.</description></item>"
        "</channel></rss>";
    char record[2048];
    struct archive *a = begin(false, true);

    (void)state;
    read_as("a", text_c(feed));
    assert_string_equal(told, "a:1 feed <item><title>On\na:2 feed <item><title>Tw\n");
    open_it(a);
    add(a, "feed.xml", feed, sizeof feed - 1);
    end(a);
    assert_string_equal(read_it(), "a:feed.xml:1 feed <item><title>On\na:feed.xml:2 feed <item><title>Tw\n");
    snprintf(record, sizeof record,
             "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://thetern.example/feed\r\n"
             "Content-Type: application/http\r\nContent-Length: %zu\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: "
             "application/rss+xml\r\n\r\n%s\r\n\r\n",
             sizeof feed - 1 + 55, feed);
    read_as("a.warc", text_c(record));
    assert_string_equal(told, "a.warc:1:1 feed <item><title>On\na.warc:1:2 feed <item><title>Tw\n");
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    free(file);
    return 0;
}

static int room(void **state)
{
    (void)state;
    file = malloc(ROOM);
    return file ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_pages_and_some_are_passed_over),
        cmocka_unit_test(an_archive_without_pages_is_told),
        cmocka_unit_test(a_large_member_is_passed_over_alone),
        cmocka_unit_test(an_encrypted_member_is_told),
        cmocka_unit_test(a_damaged_tar_is_told_and_read_on),
        cmocka_unit_test(memory_out_loses_no_member),
        cmocka_unit_test(a_feed_is_read_in_any_wrapping),
    };

    return cmocka_run_group_tests(tests, room, release);
}
