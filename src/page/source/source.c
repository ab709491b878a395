/* source.c - see source.h.
 *
 * One input is open at a time (intake.h), and a member of it, if it is an archive. What is read lies in
 * windows that are ours and not the arena's: pages are copied out of them, so that a caller who ran out of
 * memory may reset the arena and ask again for the very same page, also from a pipe, which cannot be read
 * twice. */
#include "page/source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/input_error.h"
#include "net/url.h"
#include "page/container/folder.h"
#include "page/feed/feed.h"
#include "page/source/intake.h"

struct page_source {
    struct page_source_options options;
    const char *const *inputs;
    size_t n_inputs, next_input;

    page_next_fn *next; /* pages come from a function */
    void *next_context;

    bool in_memory, in_memory_done;
    struct text memory_name, memory;

    struct folder_walk walk;    /* a folder, if w->n_folders */
    struct intake input;        /* what is open */
    struct intake member;       /* of the input, if that is an archive */
    struct buffer called;       /* "ARCHIVE:MEMBER" */
    struct buffer entry_called; /* "FEED:3" */
    struct arena feed_mem;      /* the feed whose entries are given, whole */
    struct page feed_page;
    struct feed feed;
    size_t next_entry;
    struct arena fetched; /* the answer to an address */
};

static struct page_source *source_new(const struct page_source_options *options, struct priscus_error *err)
{
    struct page_source *s = calloc(1, sizeof *s);

    if (!s) {
        error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory before the first page");
        return NULL;
    }
    if (options)
        s->options = *options;
    if (!s->options.page_limit)
        s->options.page_limit = PAGE_LIMIT;
    s->input.options = s->member.options = &s->options;
    return s;
}

priscus_status page_source_open(const struct page_source_options *options, const char *const *inputs, size_t n,
                                struct page_source **out, struct priscus_error *err)
{
    struct page_source *s = source_new(options, err);

    if (!s)
        return PRISCUS_ENOMEM;
    s->inputs = inputs;
    s->n_inputs = n;
    *out = s;
    return PRISCUS_OK;
}

priscus_status page_source_open_bytes(const struct page_source_options *options, struct text name, struct text bytes,
                                      struct page_source **out, struct priscus_error *err)
{
    struct page_source *s = source_new(options, err);

    if (!s)
        return PRISCUS_ENOMEM;
    s->in_memory = true;
    s->memory_name = name;
    s->memory = bytes;
    *out = s;
    return PRISCUS_OK;
}

priscus_status page_source_open_pages(const struct page_source_options *options, page_next_fn *next, void *context,
                                      struct page_source **out, struct priscus_error *err)
{
    struct page_source *s = source_new(options, err);

    if (!s)
        return PRISCUS_ENOMEM;
    s->next = next;
    s->next_context = context;
    *out = s;
    return PRISCUS_OK;
}

/* What the user said of all pages. */
static void given_by_options(struct page_source *s, struct text name)
{
    s->input.common = (struct page){ .name = name,
                                     .fetched = s->options.fetched,
                                     .published = s->options.published,
                                     .address = text_c(s->options.address),
                                     .charset = text_c(s->options.charset),
                                     .map = text_c(s->options.map) };
}

static priscus_status open_bytes(struct page_source *s, struct text bytes, struct priscus_error *err)
{
    struct stream *stream;

    if (stream_open_bytes(bytes, &stream) != PRISCUS_OK)
        return input_error_memory(s->input.common.name, err);
    return intake_open(&s->input, stream, err);
}

static priscus_status open_fd(struct page_source *s, int fd, struct priscus_error *err)
{
    struct stream *stream;

    if (stream_open_fd(fd, &stream) == PRISCUS_OK)
        return intake_open(&s->input, stream, err);
    if (fd > 0)
        close(fd);
    return input_error_memory(s->input.common.name, err);
}

static priscus_status open_file(struct page_source *s, struct text path, struct priscus_error *err)
{
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC);

    given_by_options(s, path);
    return fd < 0 ? input_error_io(path, errno, err) : open_fd(s, fd, err);
}

static priscus_status open_address(struct page_source *s, const char *address, struct priscus_error *err)
{
    struct page page = { 0 };
    char name[INPUT_ERROR_NAME_MAX];
    priscus_status status;

    if (!s->options.fetch)
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "%s: an address, and nothing here fetches pages; save it and read the file",
                         input_error_name(text_c(address), name));
    arena_reset(&s->fetched);
    status = s->options.fetch(s->options.fetch_context, address, &s->fetched, &page, err);
    if (status == PRISCUS_ENOMEM)
        s->next_input--; /* it may be asked for again */
    if (status != PRISCUS_OK)
        return status;
    given_by_options(s, text_c(address));
    s->input.common.address = page.address.ptr ? page.address : text_c(address);
    s->input.common.charset = page.charset;
    s->input.common.truncated = page.truncated;
    if (!date_known(s->options.fetched))
        s->input.common.fetched = page.fetched;
    return open_bytes(s, page.bytes, err);
}

static priscus_status next_input(struct page_source *s, struct priscus_error *err)
{
    const char *input = s->inputs[s->next_input];
    struct stat st;
    char name[INPUT_ERROR_NAME_MAX];

    s->next_input++;
    s->input.choosy = false;
    s->walk.follow = s->options.follow;
    if (strcmp(input, "-") == 0) {
        given_by_options(s, text_c("-"));
        return open_fd(s, 0, err); /* never closed by us */
    }
    if (!*input)
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "one of the paths is empty; name a file, a folder, or - for standard input");
    if (url_looks_so(text_c(input)))
        return open_address(s, text_trim(text_c(input)).ptr, err);
    if (stat(input, &st) != 0) {
        int why = errno;

        if (why == ENOENT && lstat(input, &st) == 0)
            return error_set(err, PRISCUS_EIO, NOWHERE,
                             "%s: a symbolic link to something that is not there; mend or remove it",
                             input_error_name(text_c(input), name));
        return input_error_io(text_c(input), why, err);
    }
    if (S_ISDIR(st.st_mode))
        return folder_walk_begin(&s->walk, input, err);
    return open_file(s, text_c(input), err);
}

/* The next member of the archive that is open. DONE: no more. */
static priscus_status next_member(struct page_source *s, struct priscus_error *err)
{
    struct text path, bytes;
    struct stream *stream;
    priscus_status status = archive_next(s->input.archive, &path, &bytes, err);

    if (status != PRISCUS_OK) {
        if (status == PRISCUS_DONE)
            intake_close(&s->input);
        return status;
    }
    buffer_reset(&s->called);
    buffer_text(&s->called, s->input.common.name);
    buffer_char(&s->called, ':');
    buffer_text(&s->called, path);
    if (s->called.failed || stream_open_bytes(bytes, &stream) != PRISCUS_OK)
        return input_error_memory(s->input.common.name, err);
    s->member.common = s->input.common;
    s->member.common.name = buffer_as_text(&s->called);
    s->member.member = s->member.choosy = true;
    status = intake_open(&s->member, stream, err);
    return status == PRISCUS_DONE ? PRISCUS_OK : status; /* it is no page: the next one */
}

/* What a walk that is over passed over. */
static void remark_walk(struct page_source *s)
{
    struct buffer told = { 0 };
    struct text rest;

    folder_walk_remark(&s->walk, &told);
    rest = buffer_as_text(&told);
    while (s->options.remark && rest.len && !told.failed) {
        char *line = told.ptr + (rest.ptr - told.ptr);

        text_cut(&rest, '\n');
        *strchr(line, '\n') = '\0';
        s->options.remark(s->options.remark_context, line);
    }
    buffer_release(&told);
}

/* Open what comes next. DONE: nothing does. */
static priscus_status open_next(struct page_source *s, struct priscus_error *err)
{
    priscus_status status;

    if (s->walk.n_folders) {
        status = folder_walk_next(&s->walk, err);
        if (!s->walk.n_folders)
            remark_walk(s);
        if (status == PRISCUS_OK) {
            s->input.choosy = true;
            status = open_file(s, buffer_as_text(&s->walk.path), err);
            if (status == PRISCUS_DONE)
                folder_walk_pass(&s->walk);
        }
        return status == PRISCUS_DONE ? PRISCUS_OK : status;
    }
    if (s->in_memory) {
        if (s->in_memory_done)
            return PRISCUS_DONE;
        s->in_memory_done = true;
        given_by_options(s, s->memory_name);
        return open_bytes(s, s->memory.ptr ? s->memory : text_c(""), err);
    }
    return s->next_input < s->n_inputs ? next_input(s, err) : PRISCUS_DONE;
}

/* A whole feed was read: keep it, its entries are the pages. */
static priscus_status begin_feed(struct page_source *s, const struct page *whole, struct priscus_error *err)
{
    char name[INPUT_ERROR_NAME_MAX];
    struct page *page = &s->feed_page;
    priscus_status status;

    arena_reset(&s->feed_mem);
    s->feed = (struct feed){ 0 };
    s->next_entry = 0;
    status = intake_give(whole, whole->name, whole->bytes, whole->from, &s->feed_mem, page, err);
    if (status == PRISCUS_OK)
        status = feed_read_as(page->bytes, page->address, page->charset, page->fetched, &s->feed_mem, &s->feed, err);
    if (status != PRISCUS_OK) {
        s->feed = (struct feed){ 0 };
        error_prefix(err, "%s", input_error_name(whole->name, name));
    }
    return status;
}

static priscus_status next_entry(struct page_source *s, struct arena *mem, struct page *out, struct priscus_error *err)
{
    const struct feed_entry *entry = &s->feed.entries[s->next_entry];
    struct page given = s->feed_page;
    priscus_status status;

    given.address = entry->address;
    given.feed = s->feed.about;
    buffer_reset(&s->entry_called);
    buffer_text(&s->entry_called, s->feed_page.name);
    buffer_format(&s->entry_called, ":%zu", s->next_entry + 1);
    if (s->entry_called.failed)
        return input_error_memory(s->feed_page.name, err);
    status = intake_give(&given, buffer_as_text(&s->entry_called), text_in(given.bytes, entry->page), PRISCUS_FROM_FEED,
                         mem, out, err);
    s->next_entry += status == PRISCUS_OK;
    return status;
}

static priscus_status next_page(struct page_source *s, struct arena *mem, struct page *out, struct priscus_error *err)
{
    if (s->next)
        return s->next(s->next_context, mem, out, err);
    for (;;) {
        priscus_status status;

        if (s->member.state != INTAKE_CLOSED) {
            status = intake_next(&s->member, mem, out, err);
            if (status != PRISCUS_DONE)
                return status;
        } else if (s->input.state == INTAKE_ARCHIVE) {
            status = next_member(s, err);
            if (status != PRISCUS_OK && status != PRISCUS_DONE)
                return status;
        } else if (s->input.state != INTAKE_CLOSED) {
            status = intake_next(&s->input, mem, out, err);
            if (status != PRISCUS_DONE)
                return status;
        } else {
            status = open_next(s, err);
            if (status != PRISCUS_OK)
                return status;
        }
    }
}

static priscus_status next_of_all(struct page_source *s, struct arena *mem, struct page *out, struct priscus_error *err)
{
    for (;;) {
        priscus_status status;

        if (s->next_entry < s->feed.n_entries)
            return next_entry(s, mem, out, err);
        status = next_page(s, mem, out, err);
        if (s->next || status != PRISCUS_OK || out->from != PRISCUS_FROM_FEED)
            return status;
        status = begin_feed(s, out, err);
        if (status != PRISCUS_OK)
            return status;
    }
}

priscus_status page_source_next(struct page_source *s, struct arena *mem, struct page *out, struct priscus_error *err)
{
    priscus_status status = next_of_all(s, mem, out, err);

    if (status == PRISCUS_OK && out->bytes.len > s->options.page_limit)
        out->limit = s->options.page_limit;
    return status;
}

void page_source_close(struct page_source *s)
{
    if (!s)
        return;
    intake_close(&s->member);
    intake_close(&s->input);
    folder_walk_release(&s->walk);
    buffer_release(&s->called);
    buffer_release(&s->entry_called);
    arena_release(&s->feed_mem);
    arena_release(&s->fetched);
    free(s);
}
