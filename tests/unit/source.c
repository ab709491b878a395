/* Where pages come from: a folder of our own making under TMPDIR, and everything that can be wrong with one. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "page/format.h"
#include "page/source/source.h"

static struct arena mem;
static char root[256];

static const char *at(const char *name)
{
    static char paths[8][512];
    static int next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", root, name);
    return path;
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    FILE *f = fopen(at(name), "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void write_text(const char *name, const char *text)
{
    write_file(name, text, strlen(text));
}

/* Read all inputs; one line each into `log`: "NAME KIND BYTES" or "! MESSAGE", the root cut off. */
static void read_all(const char *const *inputs, size_t n, enum priscus_from from, char *log, size_t room)
{
    struct page_source_options options = { .from = from };
    struct page_source *source;
    struct priscus_error err;
    struct page page;
    priscus_status status;
    size_t used = 0;
    int turns = 0;

    log[0] = '\0';
    assert_int_equal(page_source_open(&options, inputs, n, &source, &err), PRISCUS_OK);
    arena_reset(&mem);
    while ((status = page_source_next(source, &mem, &page, &err)) != PRISCUS_DONE) {
        if (status == PRISCUS_OK) {
            const char *name = page.name.ptr;
            int cut = text_starts(page.name, root) ? (int)strlen(root) + 1 : 0;

            used += (size_t)snprintf(log + used, room - used, "%.*s %s %.*s\n", (int)page.name.len - cut, name + cut,
                                     format_text(page.from), (int)(page.bytes.len > 40 ? 40 : page.bytes.len),
                                     page.bytes.ptr);
        } else {
            const char *message = err.message;

            assert_null(strchr(message, '\n'));
            if (strncmp(message, root, strlen(root)) == 0)
                message += strlen(root) + 1;
            used += (size_t)snprintf(log + used, room - used, "! %s\n", message);
        }
        assert_true(++turns < 1000 && used < room);
    }
    /* And again: the end is the end. */
    assert_int_equal(page_source_next(source, &mem, &page, &err), PRISCUS_DONE);
    page_source_close(source);
}

static char log_[1 << 16];

static void read_one(const char *name, enum priscus_from from)
{
    const char *input = at(name);

    read_all(&input, 1, from, log_, sizeof log_);
}

static void folders_are_walked_in_byte_order(void **state)
{
    (void)state;
    mkdir(at("walk"), 0777);
    mkdir(at("walk/b"), 0777);
    mkdir(at("walk/b/empty"), 0777);
    mkdir(at("walk/.git"), 0777);
    write_text("walk/c.txt", "c");
    write_text("walk/b/2.txt", "two");
    write_text("walk/b/10.txt", "ten");
    write_text("walk/Z.txt", "z");
    write_text("walk/.hidden", "no");
    write_text("walk/.git/config", "no");
    write_text("walk/notes.md", "no");
    write_text("walk/README", "no");
    write_text("walk/README.txt", "no");
    write_text("walk/LICENSE", "no");
    write_text("walk/a.agenda", "no");
    write_text("walk/a.roster", "no");
    assert_int_equal(symlink("b", at("walk/link-to-folder")), 0);
    assert_int_equal(symlink("c.txt", at("walk/link-to-file")), 0);
    assert_int_equal(mkfifo(at("walk/pipe"), 0666), 0);
    read_one("walk", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "walk/Z.txt page z\nwalk/b/10.txt page ten\nwalk/b/2.txt page two\nwalk/c.txt page c\n"
                              "walk/link-to-file page c\n");
    read_one("walk/", PRISCUS_FROM_AUTO);
    assert_non_null(strstr(log_, "walk/b/10.txt page ten\n"));
    read_one("walk/notes.md", PRISCUS_FROM_TEXT);
    assert_string_equal(log_, "walk/notes.md text no\n");
    unlink(at("walk/pipe"));
}

static void what_a_saved_page_brings_along_is_passed_over_in_folders(void **state)
{
    static const char *const others[] = { "a.css",   "a.js",  "a.JS",  "a.map",        "a.svg",         "a.woff",
                                          "a.woff2", "a.ttf", "a.png", "package.json", "tsconfig.json", "a.ico" };
    char name[64];

    (void)state;
    mkdir(at("saved"), 0777);
    mkdir(at("saved/talks_files"), 0777);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        snprintf(name, sizeof name, "saved/talks_files/%s", others[i]);
        write_text(name, "no");
    }
    write_text("saved/talks.html", "<p>yes");
    write_text("saved/talks_files/frame.html", "<p>yes");
    write_text("saved/articles.json", "{\"text\":\"yes\"}\n");
    read_one("saved", PRISCUS_FROM_TEXT);
    assert_string_equal(log_, "saved/articles.json text {\"text\":\"yes\"}\n\nsaved/talks.html text <p>yes\n"
                              "saved/talks_files/frame.html text <p>yes\n");
    /* Whoever names one means it. */
    read_one("saved/talks_files/a.css", PRISCUS_FROM_TEXT);
    assert_string_equal(log_, "saved/talks_files/a.css text no\n");
}

static void each_bad_input_is_one_sentence_and_the_rest_is_read(void **state)
{
    const char *inputs[8];

    (void)state;
    write_text("empty.txt", "");
    write_text("good.txt", "good");
    write_file("image.txt", "\x89PNG\r\n\x1A\n", 8);
    write_file("nul.txt", "a\0b", 3);
    assert_int_equal(symlink("nowhere", at("dangling")), 0);
    mkdir(at("nothing"), 0777);
    inputs[0] = at("missing.txt");
    inputs[1] = at("empty.txt");
    inputs[2] = at("image.txt");
    inputs[3] = at("nul.txt");
    inputs[4] = at("dangling");
    inputs[5] = at("nothing");
    inputs[6] = "";
    inputs[7] = at("good.txt");
    read_all(inputs, 8, PRISCUS_FROM_AUTO, log_, sizeof log_);
    assert_string_equal(log_,
                        "! missing.txt: there is no such file or folder; look for a slip in the path\n"
                        "! empty.txt: empty, there is nothing to read\n"
                        "! image.txt: no page: it is a PNG image\n"
                        "! nul.txt: no page: it is binary (a NUL byte in its first kilobyte)\n"
                        "! dangling: a symbolic link to something that is not there; mend or remove it\n"
                        "! nothing: no page in this folder (hidden files, *.md, README, LICENSE, *.agenda, *.roster, "
                        "styles, scripts, fonts, pictures, tables and documents are passed over)\n"
                        "! one of the paths is empty; name a file, a folder, or - for standard input\n"
                        "good.txt page good\n");
    /* Saying --from does not make an image a page. */
    read_one("image.txt", PRISCUS_FROM_TEXT);
    assert_string_equal(log_, "! image.txt: no page: it is a PNG image\n");
    /* The HTML reader knows what to do with a NUL. */
    read_one("nul.txt", PRISCUS_FROM_HTML);
    assert_memory_equal(log_, "nul.txt html a", 14);
    /* A feed in UTF-16 is one whether --from says so or not. */
    write_file("wide.xml", "\xFF\xFE<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0", 24);
    read_one("wide.xml", PRISCUS_FROM_AUTO);
    assert_memory_equal(log_, "wide.xml:1 feed <", 17);
    read_one("wide.xml", PRISCUS_FROM_FEED);
    assert_memory_equal(log_, "wide.xml:1 feed <", 17);
}

static void a_dangling_link_in_a_folder_is_told(void **state)
{
    (void)state;
    mkdir(at("links"), 0777);
    assert_int_equal(symlink("nowhere", at("links/gone.html")), 0);
    write_text("links/here.txt", "here");
    read_one("links", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "! links/gone.html: a symbolic link to something that is not there; mend or remove it\n"
                              "links/here.txt page here\n");
}

static void what_may_not_be_read_is_told(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* root may read everything */
    mkdir(at("locked"), 0777);
    mkdir(at("locked/in"), 0777);
    write_text("locked/a.txt", "a");
    write_text("locked/z.txt", "z");
    chmod(at("locked/a.txt"), 0);
    chmod(at("locked/in"), 0);
    read_one("locked", PRISCUS_FROM_AUTO);
    chmod(at("locked/in"), 0777);
    assert_string_equal(log_, "! locked/a.txt: permission denied; make it readable (chmod u+r) or leave it out\n"
                              "! locked/in: permission denied, so all that is in this folder was passed over; make it "
                              "readable (chmod u+rx) or leave it out\n"
                              "locked/z.txt page z\n");
}

static void each_line_of_json_is_a_page(void **state)
{
    (void)state;
    write_text("a.jsonl", "\xEF\xBB\xBF{\"text\": 1}\r\n\n  \n{\"text\": 2}\nnot json\n{\"text\": 3}");
    read_one("a.jsonl", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "a.jsonl:1 jsonl {\"text\": 1}\na.jsonl:4 jsonl {\"text\": 2}\na.jsonl:5 jsonl not json\n"
                              "a.jsonl:6 jsonl {\"text\": 3}\n");
    write_text("blank.jsonl", "\n \n");
    read_one("blank.jsonl", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "! blank.jsonl: no JSON object in it, only blank lines\n");
    write_text("pretty.json", "{\n  \"text\": 1\n}\n");
    read_one("pretty.json", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "! pretty.json: its JSON object is spread over several lines, but one object a line is "
                              "wanted: jq -c . rewrites it\n");
    write_text("list.json", "[{\"text\": 1}]");
    read_one("list.json", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "! list.json: a JSON list, but one object a line is wanted: jq -c '.[]' rewrites it\n");
}

static void an_endless_line_is_passed_over(void **state)
{
    static char first[4096];
    int fd;

    (void)state;
    memset(first, ' ', sizeof first);
    memcpy(first, "{\"text\": 1}", 11);
    first[sizeof first - 1] = '\n';
    fd = open(at("long.jsonl"), O_CREAT | O_TRUNC | O_WRONLY, 0666);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, first, sizeof first), sizeof first);
    assert_true(lseek(fd, (off_t)PAGE_MAX * 2, SEEK_CUR) > 0); /* a hole: no disk is used */
    assert_int_equal(write(fd, "\n{\"text\": 3}\n", 13), 13);
    assert_true(lseek(fd, (off_t)PAGE_MAX + 1, SEEK_CUR) > 0);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
    read_one("long.jsonl", PRISCUS_FROM_AUTO);
    assert_non_null(strstr(log_, "! long.jsonl: line 2 is longer than 32 MiB, which no news page is, passed over\n"
                                 "long.jsonl:3 jsonl {\"text\": 3}\n"
                                 "! long.jsonl: line 4 is longer than 32 MiB, which no news page is, passed over\n"));
    read_one("long.jsonl", PRISCUS_FROM_TEXT);
    assert_string_equal(log_,
                        "! long.jsonl: larger than 32 MiB, which no news page is, passed over; cut it into pages\n");
}

static void standard_input_is_read_once(void **state)
{
    const char *inputs[] = { "-", "-" };
    int ends[2], old = dup(0);

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "<html><p>in", 11), 11);
    close(ends[1]);
    dup2(ends[0], 0);
    read_all(inputs, 2, PRISCUS_FROM_AUTO, log_, sizeof log_);
    dup2(old, 0);
    close(old);
    close(ends[0]);
    assert_string_equal(log_, "- html <html><p>in\n! -: empty, there is nothing to read\n");
}

static void bytes_in_memory_are_a_source_too(void **state)
{
    struct page_source_options options = { .from = PRISCUS_FROM_AUTO };
    struct page_source *source;
    struct priscus_error err;
    struct page page;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(
        page_source_open_bytes(&options, text_c("m"), text_c("{\"text\": 1}\n{\"text\": 2}\n"), &source, &err),
        PRISCUS_OK);
    assert_int_equal(page_source_next(source, &mem, &page, &err), PRISCUS_OK);
    assert_int_equal(page_source_next(source, &mem, &page, &err), PRISCUS_OK);
    assert_true(text_is(page.name, "m:2") && text_is(page.bytes, "{\"text\": 2}"));
    assert_int_equal(page_source_next(source, &mem, &page, &err), PRISCUS_DONE);
    page_source_close(source);
    assert_int_equal(page_source_open_bytes(&options, text_c("m"), (struct text){ 0 }, &source, &err), PRISCUS_OK);
    assert_int_equal(page_source_next(source, &mem, &page, &err), PRISCUS_EINPUT);
    assert_int_equal(page_source_next(source, &mem, &page, &err), PRISCUS_DONE);
    page_source_close(source);
    page_source_close(NULL);
}

/* Every allocation fails once, then the arena is reset and the page is asked for again: none is lost. */
static void out_of_memory_loses_no_page(void **state)
{
    const char *inputs[3];
    struct page_source_options options = { .from = PRISCUS_FROM_AUTO };
    struct page_source *source;
    struct priscus_error err;
    struct page page;
    int pages = 0, failures = 0;
    priscus_status status;

    (void)state;
    write_text("m.txt", "m");
    write_text("m.jsonl", "{\"text\": 1}\n{\"text\": 2}\n");
    inputs[0] = at("m.txt");
    inputs[1] = at("m.jsonl");
    inputs[2] = at("m.txt");
    assert_int_equal(page_source_open(&options, inputs, 3, &source, &err), PRISCUS_OK);
    for (long k = 1;;) {
        arena_reset(&mem);
        mem.fail_after = k;
        status = page_source_next(source, &mem, &page, &err);
        mem.fail_after = 0;
        if (status == PRISCUS_DONE)
            break;
        if (status == PRISCUS_OK) {
            pages++;
            k = 1;
        } else {
            assert_int_equal(status, PRISCUS_ENOMEM);
            failures++;
            k++;
        }
    }
    page_source_close(source);
    assert_int_equal(pages, 4);
    assert_true(failures >= 8);
}

static void long_and_hostile_names_are_shown_tame(void **state)
{
    char name[300];

    (void)state;
    memset(name, 'n', sizeof name);
    memcpy(name, "bad\n\x1B[2J", 8);
    name[200] = '\0';
    read_one(name, PRISCUS_FROM_AUTO);
    assert_true(log_[0] == '!' && strchr(log_, '\n') == log_ + strlen(log_) - 1);
    write_text("a\nb\x1B.txt", "");
    read_one("a\nb\x1B.txt", PRISCUS_FROM_AUTO);
    assert_string_equal(log_, "! a?b?.txt: empty, there is nothing to read\n");
}

static int make_root(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    snprintf(root, sizeof root, "%s/priscus-source-XXXXXX", tmp && *tmp ? tmp : "/tmp");
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
        cmocka_unit_test(folders_are_walked_in_byte_order),
        cmocka_unit_test(what_a_saved_page_brings_along_is_passed_over_in_folders),
        cmocka_unit_test(each_bad_input_is_one_sentence_and_the_rest_is_read),
        cmocka_unit_test(a_dangling_link_in_a_folder_is_told),
        cmocka_unit_test(what_may_not_be_read_is_told),
        cmocka_unit_test(each_line_of_json_is_a_page),
        cmocka_unit_test(an_endless_line_is_passed_over),
        cmocka_unit_test(standard_input_is_read_once),
        cmocka_unit_test(bytes_in_memory_are_a_source_too),
        cmocka_unit_test(out_of_memory_loses_no_page),
        cmocka_unit_test(long_and_hostile_names_are_shown_tame),
    };

    return cmocka_run_group_tests(tests, make_root, remove_root);
}
