/* source.c - see source.h.
 *
 * One stream is open at a time, behind one buffer that is ours and not the
 * arena's: pages are copied out of it, so that a caller who ran out of memory
 * may reset the arena and ask again for the very same page, also from a pipe,
 * which cannot be read twice.
 *
 * The buffer has a ceiling of PAGE_MAX and a byte. A longer line is thrown away
 * while its end is looked for, a longer file is closed: neither is ever held.
 *
 * Folders: each is read, sorted and closed before the first of its files is
 * opened, so that depth costs memory and no file descriptors. */
#include "page/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"

#define BUFFER_FIRST ((size_t)64 << 10)
#define BUFFER_KEEP  ((size_t)1 << 20) /* a larger one goes back after the file that needed it */
#define GUESS_BY     ((size_t)4096)    /* bytes looked at before a kind is chosen */

/* A folder being walked: what is in it, sorted, and where we are. */
struct folder {
    char **names;
    size_t n, next;
    size_t path_len; /* of the walk's path, up to and without this folder's last '/' */
};

enum stage { STAGE_NEXT, STAGE_WHOLE, STAGE_LINES };

struct page_source {
    struct page_source_options options;
    const char *const *inputs;
    size_t n_inputs, next_input;

    struct folder *folders; /* the walk: a stack */
    size_t n_folders, room_folders;
    bool folder_gave; /* the named folder held at least one file */
    struct buffer path;
    struct buffer top; /* the named folder, for its own message */

    enum stage stage;
    struct text name; /* of the stream that is open */
    enum priscus_from from;
    int fd; /* -1: all there is lies in the buffer */
    bool at_end;
    char *buffer;
    size_t begin, end, room;
    bool borrowed; /* the buffer is the caller's */
    long line;     /* number of the line that begins at `begin` */
    bool line_gave;
    size_t searched; /* bytes after `begin` known to hold no line end */

    bool in_memory, in_memory_done;
    struct text memory;

    struct arena web_mem; /* an input that was fetched: its bytes, and what came with them */
    struct page web;      /* address.ptr NULL: the stream was not fetched                   */

    page_next_fn *next; /* pages from a function */
    void *next_context;
};

/* A path fit for a message: the end of a long one, and nothing that
 * a terminal would obey. */
static const char *shown(struct text path, char out[164])
{
    size_t from = path.len > 160 ? path.len - 157 : 0, n = 0;

    while (from && from < path.len && ((unsigned char)path.ptr[from] & 0xC0) == 0x80)
        from++;
    if (from) {
        memcpy(out, "...", 3);
        n = 3;
    }
    for (size_t i = from; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];

        out[n++] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    out[n] = '\0';
    return out;
}

static const char *advice(int why)
{
    switch (why) {
    case EACCES:
    case EPERM:
        return "permission denied; make it readable (chmod u+r) or leave it out";
    case ENOENT:
        return "there is no such file or folder; look for a slip in the path";
    case ENOTDIR:
        return "a part of the path is a file, not a folder; look for a slip in the path";
    case ENAMETOOLONG:
        return "the path is too long for this system; move the folder nearer to the top";
    case EMFILE:
    case ENFILE:
        return "too many files are open; close some programs or raise the limit (ulimit -n)";
    case ELOOP:
        return "symbolic links go round in a circle; remove one of them";
    case ENXIO:
        return "a socket or a device, not a file; leave it out";
    default:
        return NULL;
    }
}

static priscus_status io_failure(struct text path, int why, struct priscus_error *err)
{
    char name[164];
    const char *what = advice(why);

    return error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", shown(path, name), what ? what : strerror(why));
}

static priscus_status no_memory(struct text path, struct priscus_error *err)
{
    char name[164];

    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "%s: out of memory", shown(path, name));
}

static struct page_source *source_new(const struct page_source_options *options, struct priscus_error *err)
{
    struct page_source *s = calloc(1, sizeof *s);

    if (!s) {
        error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory before the first page");
        return NULL;
    }
    s->options = *options;
    s->fd = -1;
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

priscus_status page_source_open_bytes(const struct page_source_options *options, struct text name,
                                      struct text bytes, struct page_source **out, struct priscus_error *err)
{
    struct page_source *s = source_new(options, err);

    if (!s)
        return PRISCUS_ENOMEM;
    s->in_memory = true;
    s->name = name;
    s->memory = bytes;
    *out = s;
    return PRISCUS_OK;
}

priscus_status page_source_open_pages(page_next_fn *next, void *context, struct page_source **out,
                                      struct priscus_error *err)
{
    struct page_source *s = source_new(&(struct page_source_options){ 0 }, err);

    if (!s)
        return PRISCUS_ENOMEM;
    s->next = next;
    s->next_context = context;
    *out = s;
    return PRISCUS_OK;
}

/* --- the stream and its buffer --- */

static void stream_close(struct page_source *s)
{
    if (s->fd > 0)
        close(s->fd);
    s->fd = -1;
    s->stage = STAGE_NEXT;
    s->begin = s->end = s->searched = 0;
    s->at_end = false;
    s->web = (struct page){ 0 };
    if (s->borrowed || s->room > BUFFER_KEEP) {
        if (!s->borrowed)
            free(s->buffer);
        s->buffer = NULL;
        s->room = 0;
        s->borrowed = false;
    }
}

/* Read until the buffer holds `want` bytes (at most PAGE_MAX + 1) or the stream
 * ends. OK, ENOMEM, or EIO with the reason in *why. */
static priscus_status stream_fill(struct page_source *s, size_t want, int *why)
{
    while (!s->at_end && s->end - s->begin < want) {
        ssize_t n;

        if (s->begin && (s->room - s->end < BUFFER_FIRST || s->begin == s->end)) {
            memmove(s->buffer, s->buffer + s->begin, s->end - s->begin);
            s->end -= s->begin;
            s->begin = 0;
        }
        if (s->end == s->room) {
            size_t room = s->room ? s->room * 2 : BUFFER_FIRST;
            char *moved;

            if (room > PAGE_MAX + 1)
                room = PAGE_MAX + 1;
            moved = realloc(s->buffer, room);
            if (!moved)
                return PRISCUS_ENOMEM;
            s->buffer = moved;
            s->room = room;
        }
        do
            n = read(s->fd, s->buffer + s->end, s->room - s->end);
        while (n < 0 && errno == EINTR);
        if (n < 0) {
            *why = errno;
            return PRISCUS_EIO;
        }
        if (n == 0)
            s->at_end = true;
        s->end += (size_t)n;
    }
    return PRISCUS_OK;
}

static struct text stream_held(const struct page_source *s)
{
    return text_of(s->buffer ? s->buffer + s->begin : "", s->end - s->begin);
}

/* One object spread over lines would give an error a line: say it once. */
static priscus_status check_one_a_line(struct page_source *s, struct priscus_error *err)
{
    struct text held = stream_held(s), rest = held, line;
    char name[164];

    if (text_starts(rest, "\xEF\xBB\xBF"))
        rest = text_of(rest.ptr + 3, rest.len - 3);
    do
        line = text_trim(text_cut(&rest, '\n'));
    while (line.len == 0 && rest.ptr);
    if (text_is(line, "{"))
        return error_set(err, PRISCUS_EINPUT, 0,
                         "%s: its JSON object is spread over several lines, but one object a line is wanted: "
                         "jq -c . rewrites it",
                         shown(s->name, name));
    if (text_starts(line, "["))
        return error_set(err, PRISCUS_EINPUT, 0,
                         "%s: a JSON list, but one object a line is wanted: jq -c '.[]' rewrites it",
                         shown(s->name, name));
    return PRISCUS_OK;
}

/* The stream is open and its first bytes are to be read: what is it? */
static priscus_status stream_begin(struct page_source *s, struct priscus_error *err)
{
    char name[164];
    int why = 0;
    priscus_status status = stream_fill(s, GUESS_BY, &why);
    struct text held;
    const char *binary;

    if (status == PRISCUS_EIO)
        return io_failure(s->name, why, err);
    if (status != PRISCUS_OK)
        return no_memory(s->name, err);
    held = stream_held(s);
    if (held.len == 0)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: empty, there is nothing to read",
                         shown(s->name, name));
    s->from = s->options.from;
    binary = page_binary(held);
    if (s->from == PRISCUS_FROM_AUTO) {
        status = page_guess(s->name, held, &s->from, err);
        if (status != PRISCUS_OK) {
            error_prefix(err, "%s", shown(s->name, name));
            return status;
        }
    } else if (binary ||
               (s->from != PRISCUS_FROM_HTML && memchr(held.ptr, '\0', held.len < 1024 ? held.len : 1024)))
        return error_set(err, PRISCUS_EINPUT, 0, "%s: no page: it is %s", shown(s->name, name),
                         binary ? binary : "binary (a NUL byte in its first kilobyte)");
    if (s->from != PRISCUS_FROM_JSONL) {
        s->stage = STAGE_WHOLE;
        return PRISCUS_OK;
    }
    status = check_one_a_line(s, err);
    if (status != PRISCUS_OK)
        return status;
    if (text_starts(held, "\xEF\xBB\xBF"))
        s->begin += 3;
    s->stage = STAGE_LINES;
    s->line = 1;
    s->line_gave = false;
    return PRISCUS_OK;
}

static priscus_status give(struct page_source *s, struct text bytes, struct text name, struct arena *mem,
                           struct page *out, struct priscus_error *err)
{
    char *copy = arena_copy(mem, bytes.ptr, bytes.len);
    char *called = copy ? arena_copy(mem, name.ptr, name.len) : NULL;

    if (!called)
        return no_memory(s->name, err); /* nothing is consumed: ask again */
    *out = (struct page){ .name = text_of(called, name.len),
                          .bytes = text_of(copy, bytes.len),
                          .from = s->from,
                          .fetched = s->options.fetched };
    if (!s->web.address.ptr)
        return PRISCUS_OK;
    out->address = text_of(arena_copy(mem, s->web.address.ptr, s->web.address.len), s->web.address.len);
    if (s->web.charset.ptr)
        out->charset = text_of(arena_copy(mem, s->web.charset.ptr, s->web.charset.len), s->web.charset.len);
    if (!out->address.ptr || (s->web.charset.ptr && !out->charset.ptr))
        return no_memory(s->name, err);
    out->fetched = date_known(s->options.fetched) ? s->options.fetched : s->web.fetched;
    out->truncated = s->web.truncated;
    return PRISCUS_OK;
}

static priscus_status next_whole(struct page_source *s, struct arena *mem, struct page *out,
                                 struct priscus_error *err)
{
    char name[164];
    int why = 0;
    priscus_status status = stream_fill(s, PAGE_MAX + 1, &why);

    if (status == PRISCUS_ENOMEM)
        return no_memory(s->name, err);
    if (status == PRISCUS_EIO)
        status = io_failure(s->name, why, err);
    else if (s->end - s->begin > PAGE_MAX)
        status = error_set(err, PRISCUS_ELIMIT, PAGE_MAX,
                           "%s: larger than %zu MiB, which no news page is, passed over; cut it into pages",
                           shown(s->name, name), PAGE_MAX >> 20);
    else {
        status = give(s, stream_held(s), s->name, mem, out, err);
        if (status == PRISCUS_ENOMEM)
            return status;
    }
    stream_close(s);
    return status;
}

/* The line at `begin`, without its end. DONE: no more. ELIMIT: too long, and its
 * bytes up to the next line are gone. */
static priscus_status find_line(struct page_source *s, struct text *line, size_t *taken, int *why)
{
    for (;;) {
        struct text held = stream_held(s);
        char *end =
            held.len > s->searched ? memchr(held.ptr + s->searched, '\n', held.len - s->searched) : NULL;
        size_t len = end ? (size_t)(end - held.ptr) : held.len;
        priscus_status status;

        if (len > PAGE_MAX)
            break;
        if (end || s->at_end) {
            if (!end && held.len == 0)
                return PRISCUS_DONE;
            *line = text_of(held.ptr, len);
            *taken = len + (end != NULL);
            return PRISCUS_OK;
        }
        s->searched = held.len;
        status = stream_fill(s, held.len + 1, why);
        if (status != PRISCUS_OK)
            return status;
    }
    for (;;) {
        struct text held = stream_held(s);
        char *end = memchr(held.ptr, '\n', held.len);
        priscus_status status;

        s->begin += end ? (size_t)(end - held.ptr) + 1 : held.len;
        s->searched = 0;
        if (end || s->at_end)
            return PRISCUS_ELIMIT;
        status = stream_fill(s, 1, why);
        if (status != PRISCUS_OK)
            return status;
        if (s->at_end && s->begin == s->end)
            return PRISCUS_ELIMIT;
    }
}

/* DONE: this stream has no further line. */
static priscus_status next_line(struct page_source *s, struct arena *mem, struct page *out,
                                struct priscus_error *err)
{
    char name[164], number[32];
    struct text line = { 0 };
    size_t taken = 0, n;
    priscus_status status;
    int why = 0;
    char *called;

    for (;;) {
        status = find_line(s, &line, &taken, &why);
        if (status != PRISCUS_OK)
            break;
        if (text_trim(line).len)
            break;
        s->begin += taken;
        s->searched = 0;
        s->line++;
    }
    switch (status) {
    case PRISCUS_OK:
        break;
    case PRISCUS_DONE:
        if (s->line_gave)
            return PRISCUS_DONE;
        status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: no JSON object in it, only blank lines",
                           shown(s->name, name));
        stream_close(s);
        return status;
    case PRISCUS_ELIMIT:
        s->line_gave = true;
        return error_set(err, PRISCUS_ELIMIT, NOWHERE,
                         "%s: line %ld is longer than %zu MiB, which no news page is, passed over",
                         shown(s->name, name), s->line++, PAGE_MAX >> 20);
    case PRISCUS_EIO:
        status = io_failure(s->name, why, err);
        stream_close(s);
        return status;
    default:
        return no_memory(s->name, err);
    }
    if (line.ptr[line.len - 1] == '\r')
        line.len--;
    n = (size_t)snprintf(number, sizeof number, ":%ld", s->line);
    called = arena_alloc(mem, s->name.len + n + 1);
    if (!called)
        return no_memory(s->name, err);
    memcpy(called, s->name.ptr, s->name.len);
    memcpy(called + s->name.len, number, n);
    status = give(s, line, text_of(called, s->name.len + n), mem, out, err);
    if (status != PRISCUS_OK)
        return status;
    s->begin += taken;
    s->searched = 0;
    s->line++;
    s->line_gave = true;
    return PRISCUS_OK;
}

/* --- folders --- */

static void folder_release(struct folder *f)
{
    for (size_t i = 0; i < f->n; i++)
        free(f->names[i]);
    free(f->names);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Files that a browser saves beside a page, or that a site's own folder holds. Not *.json in
 * general: pages come as JSON too. */
static bool serves_a_page(struct text name)
{
    static const char *const endings[] = { ".css",  ".js",   ".mjs",  ".map",  ".svg",  ".woff",       ".woff2",
                                           ".ttf",  ".otf",  ".eot",  ".png",  ".jpg",  ".jpeg",       ".gif",
                                           ".webp", ".avif", ".ico",  ".bmp",  ".wasm", ".mp3",        ".mp4",
                                           ".webm", ".xsl",  ".scss", ".less", ".cur",  ".webmanifest" };
    static const char *const names[] = { "package.json",  "package-lock.json", "manifest.json",
                                         "tsconfig.json", "composer.json",     "bower.json" };

    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t n = strlen(endings[i]);

        if (name.len > n && text_eq_fold(text_of(name.ptr + name.len - n, n), text_of(endings[i], n)))
            return true;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

static bool passed_over(const char *name)
{
    struct text t = text_c(name);

    return name[0] == '.' || serves_a_page(t) || text_ends(t, ".md") || text_ends(t, ".agenda") ||
           text_ends(t, ".roster") || text_starts(t, "README") || text_starts(t, "LICENSE");
}

/* Push the folder that s->path names. */
static priscus_status folder_enter(struct page_source *s, struct priscus_error *err)
{
    struct text path = buffer_as_text(&s->path);
    struct folder f = { .path_len = path.len };
    size_t room = 0;
    struct dirent *entry;
    char name[164];
    DIR *dir;
    int why;

    while (f.path_len > 1 && path.ptr[f.path_len - 1] == '/')
        f.path_len--;
    if (s->n_folders == s->room_folders) {
        size_t more = s->room_folders ? s->room_folders * 2 : 8;
        struct folder *moved = realloc(s->folders, more * sizeof *moved);

        if (!moved)
            return no_memory(path, err);
        s->folders = moved;
        s->room_folders = more;
    }
    dir = opendir(path.ptr);
    if (!dir) {
        why = errno;
        if (why == EACCES)
            return error_set(err, PRISCUS_EIO, NOWHERE,
                             "%s: permission denied, so all that is in this folder was passed over; make it "
                             "readable (chmod u+rx) or leave it out",
                             shown(path, name));
        return io_failure(path, why, err);
    }
    while (errno = 0, (entry = readdir(dir)) != NULL) {
        if (passed_over(entry->d_name))
            continue;
        if (f.n == room) {
            size_t more = room ? room * 2 : 64;
            char **moved = realloc(f.names, more * sizeof *moved);

            if (!moved)
                goto out_of_memory;
            f.names = moved;
            room = more;
        }
        f.names[f.n] = strdup(entry->d_name);
        if (!f.names[f.n])
            goto out_of_memory;
        f.n++;
    }
    why = errno;
    closedir(dir);
    if (why) {
        folder_release(&f);
        return io_failure(path, why, err);
    }
    if (f.n)
        qsort(f.names, f.n, sizeof *f.names, by_bytes);
    s->folders[s->n_folders++] = f;
    return PRISCUS_OK;

out_of_memory:
    closedir(dir);
    folder_release(&f);
    return no_memory(path, err);
}

/* Open the file that s->path names. */
static priscus_status file_open(struct page_source *s, struct priscus_error *err)
{
    priscus_status status;
    int fd = open(s->path.ptr, O_RDONLY | O_CLOEXEC);

    s->name = buffer_as_text(&s->path);
    if (fd < 0)
        return io_failure(s->name, errno, err);
    s->fd = fd;
    status = stream_begin(s, err);
    if (status != PRISCUS_OK)
        stream_close(s);
    return status;
}

/* The next thing in the folder on top. OK with nothing open: look again. */
static priscus_status walk(struct page_source *s, struct priscus_error *err)
{
    struct folder *top = &s->folders[s->n_folders - 1];
    struct stat st;
    char shown_as[164];
    const char *name;
    struct text path;

    if (top->next == top->n) {
        folder_release(top);
        s->n_folders--;
        if (s->n_folders == 0 && !s->folder_gave)
            return error_set(err, PRISCUS_EINPUT, NOWHERE,
                             "%s: no page in this folder (hidden files, *.md, README, LICENSE, *.agenda, "
                             "*.roster, styles, scripts, fonts and pictures are passed over)",
                             shown(buffer_as_text(&s->top), shown_as));
        return PRISCUS_OK;
    }
    name = top->names[top->next++];
    s->path.len = top->path_len;
    if (!(top->path_len == 1 && s->path.ptr[0] == '/'))
        buffer_char(&s->path, '/');
    buffer_c(&s->path, name);
    path = buffer_as_text(&s->path);
    if (s->path.failed)
        return no_memory(path, err);

    if (lstat(path.ptr, &st) != 0) {
        s->folder_gave = true;
        return io_failure(path, errno, err);
    }
    if (S_ISLNK(st.st_mode)) {
        if (stat(path.ptr, &st) != 0) {
            s->folder_gave = true;
            if (errno == ENOENT)
                return error_set(err, PRISCUS_EIO, NOWHERE,
                                 "%s: a symbolic link to something that is not there; mend or remove it",
                                 shown(path, shown_as));
            return io_failure(path, errno, err);
        }
        if (S_ISDIR(st.st_mode))
            return PRISCUS_OK;
    }
    if (S_ISDIR(st.st_mode)) {
        priscus_status status = folder_enter(s, err);

        if (status != PRISCUS_OK)
            s->folder_gave = true;
        return status;
    }
    if (!S_ISREG(st.st_mode))
        return PRISCUS_OK; /* a pipe in a folder would be waited on for ever */
    s->folder_gave = true;
    return file_open(s, err);
}

/* The bytes of an address, as a stream that lies in the buffer whole. */
static priscus_status web_open(struct page_source *s, const char *address, struct priscus_error *err)
{
    char name[164];
    priscus_status status;

    if (!s->options.fetch)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: an address, and nothing is fetched here; save the page first",
                         shown(text_c(address), name));
    arena_release(&s->web_mem);
    status = s->options.fetch(s->options.fetch_context, address, &s->web_mem, &s->web, err);
    if (status != PRISCUS_OK) {
        s->web = (struct page){ 0 };
        return status;
    }
    s->name = text_c(address);
    s->buffer = (char *)(uintptr_t)s->web.bytes.ptr; /* never written to: the stream is at its end */
    s->borrowed = true;
    s->end = s->room = s->web.bytes.len;
    s->at_end = true;
    status = stream_begin(s, err);
    if (status != PRISCUS_OK)
        stream_close(s);
    return status;
}

static priscus_status next_input(struct page_source *s, struct priscus_error *err)
{
    const char *input = s->inputs[s->next_input++];
    priscus_status status;
    struct stat st;
    char name[164];

    if (strcmp(input, "-") == 0) {
        s->name = text_c("-");
        s->fd = 0; /* never closed by us */
        status = stream_begin(s, err);
        if (status != PRISCUS_OK)
            stream_close(s);
        return status;
    }
    if (!*input)
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "one of the paths is empty; name a file, a folder, or - for standard input");
    if (text_starts_fold(text_c(input), "http://") || text_starts_fold(text_c(input), "https://"))
        return web_open(s, input, err);
    buffer_reset(&s->path);
    buffer_c(&s->path, input);
    if (s->path.failed)
        return no_memory(text_c(input), err);
    if (stat(input, &st) != 0) {
        int why = errno;

        if (why == ENOENT && lstat(input, &st) == 0)
            return error_set(err, PRISCUS_EIO, NOWHERE,
                             "%s: a symbolic link to something that is not there; mend or remove it",
                             shown(text_c(input), name));
        return io_failure(text_c(input), why, err);
    }
    if (S_ISDIR(st.st_mode)) {
        s->folder_gave = false;
        buffer_reset(&s->top);
        buffer_c(&s->top, input);
        return s->top.failed ? no_memory(text_c(input), err) : folder_enter(s, err);
    }
    return file_open(s, err);
}

static priscus_status next_in_memory(struct page_source *s, struct priscus_error *err)
{
    priscus_status status;

    s->in_memory_done = true;
    if (s->memory.len) {
        /* Never written to: the stream is at its end, so nothing is read behind it. */
        s->buffer = (char *)(uintptr_t)s->memory.ptr;
        s->borrowed = true;
        s->end = s->room = s->memory.len;
    }
    s->at_end = true;
    status = stream_begin(s, err);
    if (status != PRISCUS_OK)
        stream_close(s);
    return status;
}

priscus_status page_source_next(struct page_source *s, struct arena *mem, struct page *out,
                                struct priscus_error *err)
{
    if (s->next)
        return s->next(s->next_context, mem, out, err);
    for (;;) {
        priscus_status status;

        if (s->stage == STAGE_WHOLE)
            return next_whole(s, mem, out, err);
        if (s->stage == STAGE_LINES) {
            status = next_line(s, mem, out, err);
            if (status != PRISCUS_DONE)
                return status;
            stream_close(s);
        }
        if (s->n_folders)
            status = walk(s, err);
        else if (s->in_memory) {
            if (s->in_memory_done)
                return PRISCUS_DONE;
            status = next_in_memory(s, err);
        } else if (s->next_input < s->n_inputs)
            status = next_input(s, err);
        else
            return PRISCUS_DONE;
        if (status != PRISCUS_OK)
            return status;
    }
}

void page_source_close(struct page_source *s)
{
    if (!s)
        return;
    stream_close(s);
    for (size_t i = 0; i < s->n_folders; i++)
        folder_release(&s->folders[i]);
    free(s->folders);
    free(s->buffer);
    buffer_release(&s->path);
    buffer_release(&s->top);
    arena_release(&s->web_mem);
    free(s);
}
