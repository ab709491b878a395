/* warc.c - see warc.h.
 *
 * A record is held whole before it is judged, because its length may lie: it must be followed by the end or by
 * a line "WARC/1.", blank lines aside. If it is not, or the bytes end before, or a gzip member ends and the
 * next begins a record of its own, the record is damaged: it is told with its number and place, and reading
 * goes on at the next line that begins a record, looked for from the bad record's own header on. So a record
 * that was cut in the middle costs itself alone. A length that is too large by whole records lands on a
 * beginning as a right one does; it is known by the records that it swallows (find_swallowed). Damage in the
 * packed bytes below is the stream's to get over (gunzip.c).
 *
 * Records larger than any page are not held. Their bytes are passed over, with an eye on a record that begins
 * within: a length with a flipped bit must not swallow the rest of the file. */
#include "page/container/warc.h"

#include "base/input_error.h"
#include "page/container/http.h"
#include "page/format.h"

#define BLOCK_MAX  (PAGE_MAX + HTTP_HEAD_MAX)
#define LOOK_AHEAD ((size_t)64) /* bytes behind a record: line ends and the next one's first words */
#define BLANKS_MAX ((size_t)64 << 10)

struct record {
    size_t head;     /* bytes of the header, with its empty line */
    uint64_t length; /* of the block                              */
    struct text type, address, date, content_type;
    bool truncated;
};

static const char *const skip_texts[] = {
#define WARC_SKIP_TEXT(name, text) text,
    WARC_SKIP_MAP(WARC_SKIP_TEXT)
#undef WARC_SKIP_TEXT
};

void warc_begin(struct warc *w, struct stream *stream, struct text name, struct date fetched)
{
    *w = (struct warc){ .stream = stream, .name = name, .fetched = fetched };
}

bool warc_begins(struct text t)
{
    return t.len >= 8 && memcmp(t.ptr, "WARC/", 5) == 0 && is_ascii_digit(t.ptr[5]) && t.ptr[6] == '.';
}

/* --- what is wrong --- */

static priscus_status damage(struct warc *w, priscus_status code, const char *what, const char *more,
                             struct priscus_error *err)
{
    char name[INPUT_ERROR_NAME_MAX];

    w->damaged++;
    return error_set(err, code, (size_t)w->at, "%s: record %ld (at byte %llu) is passed over: %s%s",
                     input_error_name(w->name, name), w->record, (unsigned long long)w->at, what, more);
}

static priscus_status stream_failed(const struct warc *w, priscus_status status, struct priscus_error *err)
{
    return status == PRISCUS_EIO ? input_error_io(w->name, w->stream->io_errno, err) : input_error_memory(w->name, err);
}

/* --- from one record to the next --- */

/* The offset of the first line in `t`, from `from` on, that begins a record; NOWHERE. */
static size_t find_record(struct text t, size_t from)
{
    static const struct text mark = { "WARC/", 5 };
    size_t at = from;

    while ((at = text_find(t, mark, at)) != NOWHERE) {
        struct text rest = text_of(t.ptr + at, t.len - at), line;

        if ((at == 0 || t.ptr[at - 1] == '\n') && warc_begins(rest)) {
            text_cut(&rest, '\n');
            line = rest.ptr ? text_of(rest.ptr, rest.len < 8 ? rest.len : 8) : rest;
            if (text_starts_fold(line, "WARC-") || text_starts_fold(line, "Content-"))
                return at;
        }
        at += mark.len;
    }
    return NOWHERE;
}

/* Behind damage: go to the next record. DONE: there is none. */
static priscus_status search(struct warc *w)
{
    struct stream *s = w->stream;

    for (;;) {
        struct text held;
        size_t at;
        priscus_status status = stream_fill(s, WARC_HEAD_MAX);

        if (status != PRISCUS_OK)
            return status;
        held = stream_held(s);
        at = find_record(held, 0);
        if (at != NOWHERE) {
            stream_take(s, at);
            return PRISCUS_OK;
        }
        /* The last line may begin one. */
        stream_take(s, s->at_end || held.len <= LOOK_AHEAD ? held.len : held.len - LOOK_AHEAD);
        if (s->at_end && !stream_resume(s))
            return PRISCUS_DONE;
    }
}

/* Hold n bytes, or up to where the bytes end or a member begins a new record: *cut is its offset in what
 * is held then, else 0. */
static priscus_status hold(struct warc *w, uint64_t n, size_t *cut)
{
    struct stream *s = w->stream;

    *cut = 0;
    while (s->end - s->begin < n && !s->at_end) {
        size_t before = s->end - s->begin;
        priscus_status status = stream_more(s);
        struct text held = stream_held(s);

        if (status != PRISCUS_OK)
            return status;
        if (s->fresh && before && held.len > before && warc_begins(text_of(held.ptr + before, held.len - before))) {
            *cut = before;
            break;
        }
    }
    return PRISCUS_OK;
}

/* Bytes of the header with the empty line that ends it; 0: it does not end here. */
static size_t head_size(struct text held)
{
    size_t at = 0;

    if (held.len > WARC_HEAD_MAX)
        held.len = WARC_HEAD_MAX;
    while (at < held.len) {
        const char *end = memchr(held.ptr + at, '\n', held.len - at);
        size_t line;

        if (!end)
            return 0;
        line = (size_t)(end - held.ptr) - at;
        if (line == 0 || (line == 1 && held.ptr[at] == '\r'))
            return (size_t)(end - held.ptr) + 1;
        at = (size_t)(end - held.ptr) + 1;
    }
    return 0;
}

static bool read_length(struct text t, uint64_t *out)
{
    uint64_t n = 0;

    if (t.len == 0 || t.len > 18)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (!is_ascii_digit(t.ptr[i]))
            return false;
        n = n * 10 + (uint64_t)(t.ptr[i] - '0');
    }
    *out = n;
    return true;
}

static bool read_record(struct text head, struct record *out)
{
    struct text rest = head, name, value;
    bool has_length = false;

    *out = (struct record){ .head = head.len };
    text_cut(&rest, '\n');
    while (http_field(&rest, &name, &value)) {
        if (text_eq_fold(name, text_c("WARC-Type")))
            out->type = value;
        else if (text_eq_fold(name, text_c("Content-Length")))
            has_length = read_length(value, &out->length);
        else if (text_eq_fold(name, text_c("WARC-Target-URI")))
            out->address = value;
        else if (text_eq_fold(name, text_c("WARC-Date")))
            out->date = value;
        else if (text_eq_fold(name, text_c("Content-Type")))
            out->content_type = value;
        else if (text_eq_fold(name, text_c("WARC-Truncated")))
            out->truncated = value.len > 0;
    }
    if (out->address.len > 2 && out->address.ptr[0] == '<' && text_ends(out->address, ">"))
        out->address = text_of(out->address.ptr + 1, out->address.len - 2);
    return has_length;
}

/* --- from a record to a page --- */

static priscus_status skip(struct warc *w, enum warc_skip why)
{
    w->skipped[why]++;
    return PRISCUS_DONE;
}

static bool is_robots(struct text address)
{
    struct text rest = address;

    rest = text_cut(&rest, '?');
    return text_ends(rest, "/robots.txt");
}

/* OK: a page. DONE: none, and counted. ENOMEM: nothing has changed. */
static priscus_status make_page(struct warc *w, const struct record *r, struct text block, struct arena *mem,
                                struct page *out, struct priscus_error *err)
{
    struct http_head head = { .status = 200 };
    struct http_body body = { .bytes = block };
    struct page page = { 0 };
    char *address, *charset = NULL, *name;
    struct buffer called = { 0 };
    priscus_status status;

    if (text_eq_fold(r->type, text_c("warcinfo")))
        return skip(w, WARC_SKIP_WARCINFO);
    if (text_eq_fold(r->type, text_c("request")))
        return skip(w, WARC_SKIP_REQUEST);
    if (text_eq_fold(r->type, text_c("metadata")))
        return skip(w, WARC_SKIP_METADATA);
    if (text_eq_fold(r->type, text_c("revisit")))
        return skip(w, WARC_SKIP_REVISIT);
    if (text_eq_fold(r->type, text_c("response"))) {
        if (!text_starts_fold(r->content_type, "application/http") && r->content_type.len)
            return skip(w, WARC_SKIP_TYPE); /* the answer of a name server */
        if (block.len == 0)
            return skip(w, WARC_SKIP_EMPTY);
        if (!http_head_read(block, &head)) {
            damage(w, PRISCUS_EINPUT, "it holds no HTTP response", "", err);
            return PRISCUS_EINPUT;
        }
        if (head.status != 200)
            return skip(w, WARC_SKIP_STATUS);
        body.bytes = text_of(block.ptr + head.body, block.len - head.body);
    } else if (text_eq_fold(r->type, text_c("resource")) || text_eq_fold(r->type, text_c("conversion"))) {
        http_type(r->content_type, &head.type, &head.charset);
        if (head.type.len == 0 && text_eq_fold(r->type, text_c("conversion")))
            head.type = text_c("text/plain");
    } else {
        return skip(w, WARC_SKIP_TYPE);
    }
    if (body.bytes.len == 0)
        return skip(w, WARC_SKIP_EMPTY);
    if (is_robots(r->address))
        return skip(w, WARC_SKIP_ROBOTS);
    if (r->length > BLOCK_MAX) /* only its beginning is held */
        status = format_of_body(head.type, body.bytes, &page.from) ? PRISCUS_ELIMIT : PRISCUS_DONE;
    else
        status = http_body_read(&head, body.bytes, PAGE_MAX, mem, &body);
    switch (status) {
    case PRISCUS_OK:
        break;
    case PRISCUS_DONE:
        return skip(w, WARC_SKIP_KIND);
    case PRISCUS_ELIMIT:
        return damage(w, PRISCUS_ELIMIT, "its body is larger than 32 MiB, which no news page is", "", err);
    case PRISCUS_EINPUT:
        return damage(w, PRISCUS_EINPUT, "its body is packed, and damaged from the start", "", err);
    default:
        return status;
    }
    if (body.brotli)
        return skip(w, WARC_SKIP_BROTLI);
    if (text_trim(body.bytes).len == 0)
        return skip(w, WARC_SKIP_EMPTY);
    if (!format_of_body(head.type, body.bytes, &page.from))
        return skip(w, WARC_SKIP_KIND);

    page.truncated = r->truncated || body.cut;
    page.fetched = w->fetched;
    date_parse_iso(r->date, &page.fetched);
    buffer_text(&called, w->name);
    buffer_format(&called, ":%ld", w->record);
    name = called.failed ? NULL : arena_copy(mem, called.ptr, called.len);
    page.name = text_of(name, called.len);
    buffer_release(&called);
    address = arena_copy(mem, r->address.ptr ? r->address.ptr : "", r->address.len);
    if (head.charset.ptr)
        charset = arena_copy(mem, head.charset.ptr, head.charset.len);
    if (body.bytes.ptr >= block.ptr && body.bytes.ptr <= block.ptr + block.len)
        body.bytes.ptr = arena_copy(mem, body.bytes.ptr, body.bytes.len);
    if (!name || !address || (head.charset.ptr && !charset) || !body.bytes.ptr)
        return PRISCUS_ENOMEM;
    if (r->address.len)
        page.address = text_of(address, r->address.len);
    page.charset = text_of(charset, charset ? head.charset.len : 0);
    page.bytes = body.bytes;
    *out = page;
    w->pages++;
    return PRISCUS_OK;
}

/* --- the loop --- */

static size_t blanks(struct text t, size_t from)
{
    size_t at = from;

    while (at < t.len && (t.ptr[at] == '\r' || t.ptr[at] == '\n') && at - from < BLANKS_MAX)
        at++;
    return at - from;
}

/* Does the record end where its header says? Then the end follows, or another record. If it is something else,
 * the two empty lines that the standard asks for will do, unless the record would swallow another one. */
static bool well_ended(const struct stream *s, struct text held, size_t head, size_t whole)
{
    struct text behind = text_of(held.ptr + whole, held.len - whole);
    size_t n = blanks(behind, 0);
    struct text rest = text_of(behind.ptr + n, behind.len - n);

    if (warc_begins(rest) || rest.len == 0 || (rest.len < 8 && (s->broken || !s->at_end)))
        return true;
    return (text_starts(behind, "\r\n\r\n") || text_starts(behind, "\n\n")) &&
           find_record(text_of(held.ptr, whole), head) == NOWHERE;
}

/* The offset of a record that begins within the block of this one, behind an empty line, and ends where another
 * begins or the block does. A page about WARC files may show a header, but not with a length that is right.
 * A block that is a WARC file, as it is or behind its HTTP head, may hold what it likes. */
static size_t find_swallowed(struct text held, const struct record *r, size_t whole)
{
    static const struct text mark = { "\r\n\r\nWARC/1.", 11 }, empty_line = { "\r\n\r\n", 4 };
    struct text block = text_of(held.ptr + r->head, whole - r->head);
    size_t at = text_find(block, mark, 0);

    if (at == NOWHERE || warc_begins(block) ||
        (text_starts_fold(r->content_type, "application/http") && text_find(block, empty_line, 0) == at))
        return NOWHERE;
    /* Linear: a header ends before the next mark does. */
    for (; at != NOWHERE; at = text_find(block, mark, at + mark.len)) {
        size_t begin = at + 4, head = head_size(text_of(block.ptr + begin, block.len - begin)), end;
        struct record inner;

        if (!head || !read_record(text_of(block.ptr + begin, head), &inner) || !inner.type.len ||
            inner.length > block.len - begin - head)
            continue;
        end = begin + head + (size_t)inner.length;
        end += blanks(block, end);
        if (end == block.len || warc_begins(text_of(block.ptr + end, block.len - end)))
            return r->head + begin;
    }
    return NOWHERE;
}

/* The bytes end here, but not the file: over the damage. OK also where nothing follows. */
static void get_over(struct warc *w)
{
    w->searching = stream_resume(w->stream) || w->searching;
}

/* Bytes of a huge record: over them, unless a record begins within. OK: it is done. */
static priscus_status pass_over(struct warc *w, struct priscus_error *err)
{
    struct stream *s = w->stream;

    while (w->pass) {
        struct text held;
        size_t at, n, cut;
        priscus_status status;

        status = s->end == s->begin ? stream_more(s) : hold(w, STREAM_STEP, &cut);
        if (status != PRISCUS_OK)
            return stream_failed(w, status, err);
        held = stream_held(s);
        if (held.len > LOOK_AHEAD && held.len - LOOK_AHEAD > w->pass) /* memory is held whole */
            held.len = (size_t)w->pass + LOOK_AHEAD;
        at = find_record(held, 0);
        if (at != NOWHERE && at < w->pass) {
            stream_take(s, at);
            w->pass = 0;
            return damage(w, PRISCUS_EINPUT, "another record begins before it ends", "", err);
        }
        n = s->at_end || held.len <= LOOK_AHEAD ? held.len : held.len - LOOK_AHEAD;
        n = n < w->pass ? n : (size_t)w->pass;
        stream_take(s, n);
        w->pass -= n;
        if (w->pass && s->at_end && s->begin == s->end) {
            char why[sizeof s->why];
            bool broken = s->broken;

            memcpy(why, s->why, sizeof why);
            w->pass = 0;
            get_over(w);
            return damage(w, PRISCUS_EINPUT, "it is cut short", broken ? why : "", err);
        }
    }
    return PRISCUS_OK;
}

/* A record begins in the held bytes. DONE: it is no page. */
static priscus_status next_record(struct warc *w, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct stream *s = w->stream;
    struct record r;
    struct text held;
    size_t head = 0, whole, cut = 0, swallowed;
    priscus_status status;

    /* Mostly the whole record is held already, and nothing of the next: its first bytes are to be seen coming.
     */
    while (!(head = head_size(stream_held(s))) && !cut && !s->at_end && s->end - s->begin < WARC_HEAD_MAX) {
        status = hold(w, 2 * (s->end - s->begin), &cut);
        if (status != PRISCUS_OK)
            return stream_failed(w, status, err);
    }
    if (cut)
        head = head_size(text_of(stream_held(s).ptr, cut));
    w->record++;
    w->at = stream_place(s);
    held = stream_held(s);
    if (!head || !read_record(text_of(held.ptr, head), &r)) {
        bool broken = s->broken && !head;

        status = damage(w, PRISCUS_EINPUT,
                        broken ? s->why
                        : head ? "its header has no length"
                               : "its header does not end",
                        "", err);
        stream_take(s, 5);
        w->searching = true;
        return status;
    }
    if (r.length > BLOCK_MAX)
        whole = head + WARC_HEAD_MAX;
    else
        whole = head + (size_t)r.length;
    status = hold(w, whole + LOOK_AHEAD, &cut);
    if (status != PRISCUS_OK)
        goto again;
    held = stream_held(s);
    if (cut && cut < whole)
        held.len = cut;                       /* the member's end is the record's, whatever its header says */
    read_record(text_of(held.ptr, head), &r); /* the window has moved */
    if (held.len >= whole && r.length > BLOCK_MAX) {
        status = make_page(w, &r, text_of(held.ptr + head, whole - head), mem, out, err);
        if (status == PRISCUS_ENOMEM)
            goto again;
        stream_take(s, head);
        w->pass = r.length;
        return status;
    }
    if (held.len < whole || !well_ended(s, held, head, whole)) {
        if (s->broken && held.len < whole)
            status = damage(w, PRISCUS_EINPUT, s->why, "", err);
        else
            status = damage(w, PRISCUS_EINPUT,
                            held.len < whole ? "it is cut short" : "it does not end where its header says", "", err);
        stream_take(s, head);
        w->searching = true;
        return status;
    }
    swallowed = find_swallowed(held, &r, whole);
    if (swallowed != NOWHERE) {
        status = damage(w, PRISCUS_EINPUT, "another record begins before it ends", "", err);
        stream_take(s, swallowed);
        return status;
    }
    if (s->broken && s->suspect && s->offset >= s->member_offset) {
        status = damage(w, PRISCUS_EINPUT, s->why, "", err);
        stream_take(s, whole);
        s->suspect = false;
        w->searching = true;
        return status;
    }
    status = make_page(w, &r, text_of(held.ptr + head, whole - head), mem, out, err);
    if (status == PRISCUS_ENOMEM)
        goto again;
    stream_take(s, whole);
    return status;

again:
    w->record--; /* nothing is taken yet */
    return stream_failed(w, status, err);
}

priscus_status warc_next(struct warc *w, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct stream *s = w->stream;

    for (;;) {
        priscus_status status = PRISCUS_OK;

        if (w->pass)
            status = pass_over(w, err);
        if (status == PRISCUS_OK) {
            status = w->searching ? search(w) : stream_fill(s, 16);
            if (status == PRISCUS_DONE)
                return status;
            if (status != PRISCUS_OK)
                status = stream_failed(w, status, err);
        }
        if (status != PRISCUS_OK)
            return status;
        if (blanks(stream_held(s), 0)) {
            stream_take(s, blanks(stream_held(s), 0));
            continue;
        }
        if (s->begin == s->end) {
            if (!s->at_end)
                continue;
            if (!s->broken)
                return PRISCUS_DONE;
            /* Not a byte of a record came out of this member. */
            w->record++;
            w->at = s->broken_at;
            status = damage(w, PRISCUS_EINPUT, s->why, "", err);
            get_over(w);
            return status;
        }
        if (!warc_begins(stream_held(s))) {
            w->record++;
            w->at = stream_place(s);
            w->searching = true;
            return damage(w, PRISCUS_EINPUT, s->broken ? s->why : "no record begins here", "", err);
        }
        w->searching = false;
        status = next_record(w, mem, out, err);
        if (status != PRISCUS_DONE)
            return status;
    }
}

void warc_remark(const struct warc *w, struct buffer *out)
{
    char name[INPUT_ERROR_NAME_MAX];
    bool any = false;

    for (size_t i = 0; i < WARC_SKIPS; i++) {
        if (!w->skipped[i])
            continue;
        if (!any)
            buffer_format(out, "%s: %ld record%s, %zu page%s; passed over: ", input_error_name(w->name, name),
                          w->record, w->record == 1 ? "" : "s", w->pages, w->pages == 1 ? "" : "s");
        buffer_format(out, "%s%zu %s", any ? ", " : "", w->skipped[i], skip_texts[i]);
        any = true;
    }
}
