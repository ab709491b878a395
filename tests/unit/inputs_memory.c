/* What reads inputs, with the k-th allocation failing, for every k: ENOMEM and nothing else, nothing is left behind,
 * and with memory again the same call works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "base/file.h"
#include "base/input_error.h"
#include "failing.h"
#include "net/fetch.h"
#include "net/robots.h"
#include "page/source/source.h"
#include "reader/queue.h"
#include "reader/watch/feed_watch.h"

#define HTML "<!doctype html><title>Talks</title><h1>Talks resume</h1><p>The two coasts will meet again on Monday.</p>"

static struct arena mem;
static char root[200];

static const char *at(const char *name)
{
    static char path[400];

    snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    FILE *f = fopen(at(name), "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* An archive of one page. `filter`: "gzip", "bzip2", or NULL. */
static void write_archive(const char *name, bool zip, const char *filter)
{
    struct archive *a = archive_write_new();
    struct archive_entry *entry = archive_entry_new();

    if (zip)
        archive_write_set_format_zip(a);
    else
        archive_write_set_format_pax_restricted(a);
    if (filter)
        archive_write_add_filter_by_name(a, filter);
    assert_int_equal(archive_write_open_filename(a, at(name)), ARCHIVE_OK);
    archive_entry_set_pathname(entry, "1.html");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, sizeof HTML - 1);
    assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(a, HTML, sizeof HTML - 1), sizeof HTML - 1);
    archive_entry_free(entry);
    archive_write_close(a);
    archive_write_free(a);
}

/* Call it with one allocation more each time until none fails. */
static void each_allocation_fails(priscus_status (*call)(struct priscus_error *err))
{
    struct priscus_error err;
    priscus_status status;
    long k;

    for (k = 0; k < 100000; k++) {
        bool failed;

        arena_release(&mem); /* so that its blocks are allocated anew */
        left = k;
        err.message[0] = '\0';
        status = call(&err);
        failed = left < 0;
        left = -1;
        if (!failed)
            break;
        if (status != PRISCUS_OK) { /* some can do without */
            if (status != PRISCUS_ENOMEM)
                fail_msg("allocation %ld: %s", k, err.message);
        }
    }
    assert_true(k > 0);
    assert_int_equal(status, PRISCUS_OK);
}

static priscus_status read_all(struct priscus_error *err)
{
    const char *inputs[] = { root };
    struct page_source_options options = { .fetched = { .zone = DATE_NO_ZONE } };
    struct page_source *source;
    priscus_status status = page_source_open(&options, inputs, 1, &source, err), first = PRISCUS_OK;
    size_t pages = 0;
    struct page page;

    if (status != PRISCUS_OK)
        return status;
    for (int turns = 0; (status = page_source_next(source, &mem, &page, err)) != PRISCUS_DONE; turns++) {
        assert_true(turns < 100);
        pages += status == PRISCUS_OK;
        if (first == PRISCUS_OK)
            first = status;
    }
    page_source_close(source);
    if (first == PRISCUS_OK)
        assert_int_equal(pages, 11);
    return first;
}

static void a_folder_of_everything(void **state)
{
    static const char warc[] = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://thetern.example/1\r\n"
                               "Content-Type: text/plain\r\nContent-Length: 10\r\n\r\nNorhaven.\n\r\n\r\n";
    char frame[512];

    (void)state;
    write_file("1.html", HTML, sizeof HTML - 1);
    write_file("2.txt", "words", 5);
    write_file("3.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n", 28);
    write_file("4.xml", "<rss><channel><item><title>Talks</title></item></channel></rss>", 63);
    write_file("5.warc", warc, sizeof warc - 1);
    write_file("6.html.zst", frame, ZSTD_compress(frame, sizeof frame, HTML, sizeof HTML - 1, 3));
    write_archive("7.tar", false, NULL);
    write_archive("7.tgz", false, "gzip");
    write_archive("7.tar.bz2", false, "bzip2");
    mkdir(at("below"), 0700);
    write_archive("below/8.zip", true, NULL);
    each_allocation_fails(read_all);
}

static priscus_status read_a_file(struct priscus_error *err)
{
    struct text text;

    return file_read(at("2.txt"), 100, &mem, &text, err);
}

static priscus_status read_robots(struct priscus_error *err)
{
    struct robots robots;
    priscus_status status = robots_read(text_c("User-agent: *\nDisallow: /a\nDisallow: /b\n"), "priscus", &robots);

    (void)err;
    robots_release(&robots);
    return status;
}

static priscus_status open_a_fetcher(struct priscus_error *err)
{
    struct fetch_options options = { .timeout = 1 };
    struct fetcher *fetcher;
    priscus_status status = fetcher_open(&options, &fetcher, err);

    if (status == PRISCUS_OK)
        fetcher_close(fetcher);
    return status;
}

static priscus_status begin_a_queue(struct priscus_error *err)
{
    static char slots[8];
    struct queue queue;
    priscus_status status = queue_init(&queue, slots, 8, 1);

    (void)err;
    if (status == PRISCUS_OK)
        queue_release(&queue);
    return status;
}

static void on_mistake(void *context, const char *message)
{
    (void)context;
    fail_msg("%s", message);
}

static priscus_status list_feeds(struct priscus_error *err)
{
    static const char *const files[] = { "feeds.txt", "feeds.opml" };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(files) && status == PRISCUS_OK; i++) {
        const char **addresses;
        size_t n;

        status = watch_list(at(files[i]), &mem, on_mistake, NULL, &addresses, &n, err);
        if (status == PRISCUS_OK)
            assert_int_equal(n, 2);
    }
    return status;
}

/* ---- a page over the network: a server on the loopback address, one connection after the other ---------------- */

static int listener;
static unsigned port;

/* "/old" moves to "/new"; robots.txt allows all. A connection without a request ends it. */
static void *serve(void *context)
{
    (void)context;
    for (;;) {
        char request[2048], answer[512];
        size_t n = 0;
        ssize_t got;
        int c = accept(listener, NULL, NULL);

        while (n < sizeof request - 1 && (got = recv(c, request + n, sizeof request - 1 - n, 0)) > 0) {
            n += (size_t)got;
            request[n] = '\0';
            if (strstr(request, "\r\n\r\n"))
                break;
        }
        if (n == 0) {
            close(c);
            return NULL;
        }
        if (strncmp(request, "GET /old ", 9) == 0)
            snprintf(answer, sizeof answer,
                     "HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        else
            snprintf(answer, sizeof answer,
                     "HTTP/1.1 200 OK\r\nContent-Type: %s; charset=utf-8\r\nETag: \"1\"\r\nContent-Length: %zu\r\n"
                     "Connection: close\r\n\r\n%s",
                     strncmp(request, "GET /new ", 9) == 0 ? "text/html" : "text/plain",
                     strncmp(request, "GET /new ", 9) == 0 ? sizeof HTML - 1 : sizeof "User-agent: *\nAllow: /\n" - 1,
                     strncmp(request, "GET /new ", 9) == 0 ? HTML : "User-agent: *\nAllow: /\n");
        send(c, answer, strlen(answer), MSG_NOSIGNAL);
        close(c);
    }
}

static priscus_status fetch_a_page(struct priscus_error *err)
{
    const struct fetch_options options = { .timeout = 30, .allow_private = true };
    struct fetch_request request = { 0 };
    struct fetch_reply reply;
    struct fetcher *fetcher;
    char address[64];
    priscus_status status = fetcher_open(&options, &fetcher, err);

    if (status != PRISCUS_OK)
        return status;
    snprintf(address, sizeof address, "http://127.0.0.1:%u/old", port);
    request.address = text_c(address);
    status = fetch(fetcher, &request, &mem, &reply, err);
    if (status == PRISCUS_OK) {
        assert_int_equal(reply.status, 200);
        assert_true(text_is(reply.bytes, HTML));
        assert_true(text_is(reply.type, "text/html"));
    }
    fetcher_close(fetcher);
    return status;
}

static void a_page_over_the_network(void **state)
{
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;
    pthread_t server;
    int last;

    (void)state;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&here, size), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&here, &size), 0);
    port = ntohs(here.sin_port);
    assert_int_equal(pthread_create(&server, NULL, serve, NULL), 0);
    each_allocation_fails(fetch_a_page);
    last = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(last, (struct sockaddr *)&here, size), 0);
    close(last);
    pthread_join(server, NULL);
    close(listener);
}

static void files_robots_fetchers_queues_and_lists(void **state)
{
    static const char lines[] = "https://thetern.example/rss \\\n  # goes on\nhttps://radio.example/rss\n";
    static const char opml[] = "<opml><body><outline xmlUrl='https://thetern.example/rss'/>"
                               "<outline xmlUrl='https://radio.example/rss'/></body></opml>";

    (void)state;
    write_file("feeds.txt", lines, sizeof lines - 1);
    write_file("feeds.opml", opml, sizeof opml - 1);
    each_allocation_fails(read_a_file);
    each_allocation_fails(read_robots);
    each_allocation_fails(open_a_fetcher);
    each_allocation_fails(begin_a_queue);
    each_allocation_fails(list_feeds);
    unlink(at("feeds.txt"));
    unlink(at("feeds.opml"));
}

/* The same where allocations come from an arena: its blocks are large, so that it is asked to fail itself. */
static void each_allocation_of_the_arena_fails(priscus_status (*call)(struct priscus_error *err))
{
    struct priscus_error err;
    priscus_status status = PRISCUS_ENOMEM;
    long k = 0;

    while (status == PRISCUS_ENOMEM) {
        assert_true(++k < 10000);
        arena_reset(&mem);
        mem.fail_after = k;
        status = call(&err);
        mem.fail_after = 0;
    }
    assert_true(k > 1);
    assert_int_equal(status, PRISCUS_OK);
}

static void arenas_of_files_and_lists(void **state)
{
    static const char lines[] = "https://thetern.example/rss \\\n  # goes on\nhttps://radio.example/rss\n";
    static const char opml[] = "<opml><body><outline xmlUrl='https://thetern.example/rss'/>"
                               "<outline xmlUrl='https://radio.example/rss'/></body></opml>";

    (void)state;
    write_file("feeds.txt", lines, sizeof lines - 1);
    write_file("feeds.opml", opml, sizeof opml - 1);
    each_allocation_of_the_arena_fails(read_a_file);
    each_allocation_of_the_arena_fails(list_feeds);
}

static int make_root(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    snprintf(root, sizeof root, "%s/priscus-memory-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state)
{
    char command[400];

    (void)state;
    arena_release(&mem);
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_of_everything),
        cmocka_unit_test(files_robots_fetchers_queues_and_lists),
        cmocka_unit_test(a_page_over_the_network),
        cmocka_unit_test(arenas_of_files_and_lists),
    };

    return cmocka_run_group_tests(tests, make_root, remove_root);
}
