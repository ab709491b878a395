/* warc.c - see warc.h.
 *
 * A record is held whole before it is judged, because its length may lie: it must be followed by the end or by
 * a line "WARC/1.", blank lines aside. If it is not, its length is wrong: writers count characters for bytes. Where the
 * next header stands behind an empty line, as behind a whole record, that is where the record ends (find_end). If not,
 * or the bytes end before, or a gzip member ends and the next begins a record of its own, the record is damaged: it is
 * told with its number and place, and reading goes on at the next line that begins a record, looked for from the bad
 * record's own header on. So a record that was cut in the middle costs itself alone. A length that is too large by whole
 * records lands on a beginning as a right one does; it is known by the records that it swallows (warc_find_swallowed).
 * Damage in the packed bytes below is the stream's to get over (gunzip.c).
 *
 * Records larger than any page are not held. Their bytes are passed over, with an eye on a record that begins
 * within: a length with a flipped bit must not swallow the rest of the file. */
#include "base/input_error.h"
#include "page/container/warc_record.h"

#define LOOK_AHEAD ((size_t)64) /* bytes behind a record: line ends and the next one's first words */

void warc_begin(struct warc *w, struct stream *stream, struct text name, struct date fetched)
{
    *w = (struct warc){ .stream = stream, .name = name, .fetched = fetched, .kind = &warc_kind_warc };
    if (arc_begins(stream_held(stream)))
        w->kind = &warc_kind_arc;
}

static priscus_status stream_failed(const struct warc *w, priscus_status status, struct priscus_error *err)
{
    return status == PRISCUS_EIO ? input_error_io(w->name, w->stream->io_errno, err) : input_error_memory(w->name, err);
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
        at = w->kind->find(held, 0);
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
        if (s->fresh && before && held.len > before && w->kind->begins(text_of(held.ptr + before, held.len - before))) {
            *cut = before;
            break;
        }
    }
    return PRISCUS_OK;
}

/* Does the record end where its header says? Then the end follows, or another record. If it is something else,
 * the two empty lines that the standard asks for will do, unless the record would swallow another one. */
static bool well_ended(const struct warc *w, struct text held, size_t head, size_t whole)
{
    const struct stream *s = w->stream;
    struct text behind = text_of(held.ptr + whole, held.len - whole);
    size_t n = warc_blanks(behind, 0);
    struct text rest = text_of(behind.ptr + n, behind.len - n);

    if (w->kind->begins(rest) || rest.len == 0 || (rest.len < 8 && (s->broken || !s->at_end)))
        return true;
    return (text_starts(behind, "\r\n\r\n") || text_starts(behind, "\n\n")) &&
           w->kind->find(text_of(held.ptr, whole), head) == NOWHERE;
}

/* A line that begins behind an empty one. */
static bool behind_empty_line(struct text t, size_t at)
{
    size_t end = at - 1;

    if (at < 2 || t.ptr[end] != '\n')
        return false;
    end -= end && t.ptr[end - 1] == '\r';
    return end && t.ptr[end - 1] == '\n';
}

/* Where a record whose length is wrong ends, within what its length may have missed: before the header that follows
 * an empty line, at its member's or at the file's end. *end is 0 where none of these is seen. */
static priscus_status find_end(struct warc *w, size_t head, uint64_t length, size_t *end)
{
    struct stream *s = w->stream;
    size_t cut, at, likely = length < WARC_BLOCK_MAX / 4 ? head + 4 * (size_t)length + LOOK_AHEAD : WARC_BLOCK_MAX;
    struct text held;
    priscus_status status = hold(w, length > WARC_BLOCK_MAX ? WARC_HEAD_MAX : likely, &cut);

    *end = 0;
    if (status != PRISCUS_OK)
        return status;
    held = stream_held(s);
    if (cut)
        held.len = cut;
    at = w->kind->find(held, head);
    if (at == NOWHERE && held.len > head + length && (cut || (s->at_end && !s->broken)))
        *end = held.len;
    else if (at != NOWHERE && at > head &&
             (!w->kind->is_warc || (behind_empty_line(held, at) && !warc_holds_warc(held, head, at))))
        *end = at;
    return PRISCUS_OK;
}

/* The page in a record that ends at `end`, not where its header says. */
static priscus_status mended_page(struct warc *w, size_t head, size_t end, struct arena *mem, struct page *out,
                                  struct priscus_error *err)
{
    struct text held = stream_held(w->stream);
    struct warc_record r;
    size_t block = end - head;
    priscus_status status;

    w->kind->read(text_of(held.ptr, head), &r);
    while (block && (held.ptr[head + block - 1] == '\n' || held.ptr[head + block - 1] == '\r'))
        block--;
    r.truncated |= r.length > end - head;
    r.length = block;
    status = warc_make_page(w, &r, text_of(held.ptr + head, block), mem, out, err);
    if (status != PRISCUS_ENOMEM) {
        w->mended++;
        stream_take(w->stream, end);
    }
    return status;
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
        at = w->kind->find(held, 0);
        if (at != NOWHERE && at < w->pass) {
            stream_take(s, at);
            w->pass = 0;
            return warc_damage(w, PRISCUS_EINPUT, "another record begins before it ends", "", err);
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
            return warc_damage(w, PRISCUS_EINPUT, "it is cut short", broken ? why : "", err);
        }
    }
    return PRISCUS_OK;
}

/* A record begins in the held bytes. DONE: it is no page. */
static priscus_status next_record(struct warc *w, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct stream *s = w->stream;
    struct warc_record r;
    struct text held;
    size_t head = 0, whole, cut = 0, end = 0;
    priscus_status status;

    /* Mostly the whole record is held already, and nothing of the next: its first bytes are to be seen coming.
     */
    while (!(head = w->kind->head_size(stream_held(s))) && !cut && !s->at_end && s->end - s->begin < WARC_HEAD_MAX) {
        status = hold(w, 2 * (s->end - s->begin), &cut);
        if (status != PRISCUS_OK)
            return stream_failed(w, status, err);
    }
    if (cut)
        head = w->kind->head_size(text_of(stream_held(s).ptr, cut));
    w->record++;
    w->at = stream_place(s);
    held = stream_held(s);
    if (!head || !w->kind->read(text_of(held.ptr, head), &r)) {
        bool broken = s->broken && !head;

        status = warc_damage(w, PRISCUS_EINPUT,
                             broken ? s->why
                             : head ? "its header has no length"
                                    : "its header does not end",
                             "", err);
        stream_take(s, 5);
        w->searching = true;
        return status;
    }
    if (r.length > WARC_BLOCK_MAX)
        whole = head + WARC_HEAD_MAX;
    else
        whole = head + (size_t)r.length;
    status = hold(w, whole + LOOK_AHEAD, &cut);
    if (status != PRISCUS_OK)
        goto again;
    held = stream_held(s);
    if (cut && cut < whole)
        held.len = cut;                         /* the member's end is the record's, whatever its header says */
    w->kind->read(text_of(held.ptr, head), &r); /* the window has moved */
    if (!(s->broken && held.len < whole) &&
        (held.len < whole || r.length > WARC_BLOCK_MAX || !well_ended(w, held, head, whole))) {
        status = find_end(w, head, r.length, &end);
        if (status != PRISCUS_OK)
            goto again;
    } else if (held.len >= whole && w->kind->is_warc) {
        end = warc_find_swallowed(held, &r, whole);
        end = end == NOWHERE ? 0 : end;
    }
    if (end) {
        status = mended_page(w, head, end, mem, out, err);
        if (status == PRISCUS_ENOMEM)
            goto again;
        return status;
    }
    held = stream_held(s);
    if (cut && cut < whole)
        held.len = cut;
    w->kind->read(text_of(held.ptr, head), &r);
    if (held.len >= whole && r.length > WARC_BLOCK_MAX) {
        status = warc_make_page(w, &r, text_of(held.ptr + head, whole - head), mem, out, err);
        if (status == PRISCUS_ENOMEM)
            goto again;
        stream_take(s, head);
        w->pass = r.length;
        return status;
    }
    if (held.len < whole || !well_ended(w, held, head, whole)) {
        if (s->broken && held.len < whole)
            status = warc_damage(w, PRISCUS_EINPUT, s->why, "", err);
        else
            status =
                warc_damage(w, PRISCUS_EINPUT,
                            held.len < whole ? "it is cut short" : "it does not end where its header says", "", err);
        stream_take(s, head);
        w->searching = true;
        return status;
    }
    if (s->broken && s->suspect && s->offset >= s->member_offset) {
        status = warc_damage(w, PRISCUS_EINPUT, s->why, "", err);
        stream_take(s, whole);
        s->suspect = false;
        w->searching = true;
        return status;
    }
    status = warc_make_page(w, &r, text_of(held.ptr + head, whole - head), mem, out, err);
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
        if (warc_blanks(stream_held(s), 0)) {
            stream_take(s, warc_blanks(stream_held(s), 0));
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
            status = warc_damage(w, PRISCUS_EINPUT, s->why, "", err);
            get_over(w);
            return status;
        }
        if (!w->kind->begins(stream_held(s))) {
            w->record++;
            w->at = stream_place(s);
            w->searching = true;
            return warc_damage(w, PRISCUS_EINPUT, s->broken ? s->why : "no record begins here", "", err);
        }
        w->searching = false;
        status = next_record(w, mem, out, err);
        if (status != PRISCUS_DONE)
            return status;
    }
}
