/* warc_record.c - see warc_record.h: headers of records in bytes that may be damaged. */
#include "page/container/warc_record.h"

#define BLANKS_MAX ((size_t)64 << 10)

bool warc_begins(struct text t)
{
    return t.len >= 8 && memcmp(t.ptr, "WARC/", 5) == 0 && is_ascii_digit(t.ptr[5]) && t.ptr[6] == '.';
}

size_t warc_find(struct text t, size_t from)
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

size_t warc_head_size(struct text held)
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

bool warc_read_length(struct text t, uint64_t *out)
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

bool warc_record_read(struct text head, struct warc_record *out)
{
    struct text rest = head, name, value;
    bool has_length = false;

    *out = (struct warc_record){ .head = head.len };
    text_cut(&rest, '\n');
    while (http_field(&rest, &name, &value)) {
        if (text_eq_fold(name, text_c("WARC-Type")))
            out->type = value;
        else if (text_eq_fold(name, text_c("Content-Length")))
            has_length = warc_read_length(value, &out->length);
        else if (text_eq_fold(name, text_c("WARC-Target-URI")))
            out->address = value;
        else if (text_eq_fold(name, text_c("WARC-Date")))
            date_parse_iso(value, &out->date);
        else if (text_eq_fold(name, text_c("Content-Type")))
            out->content_type = value;
        else if (text_eq_fold(name, text_c("WARC-Truncated")))
            out->truncated = value.len > 0;
    }
    if (out->address.len > 2 && out->address.ptr[0] == '<' && text_ends(out->address, ">"))
        out->address = text_of(out->address.ptr + 1, out->address.len - 2);
    return has_length;
}

size_t warc_blanks(struct text t, size_t from)
{
    size_t at = from;

    while (at < t.len && (t.ptr[at] == '\r' || t.ptr[at] == '\n') && at - from < BLANKS_MAX)
        at++;
    return at - from;
}

bool warc_holds_warc(struct text held, size_t head, size_t at)
{
    struct text block = text_of(held.ptr + head, held.len - head);
    size_t empty = text_find(block, text_c("\r\n\r\n"), 0);

    return warc_begins(block) || (text_starts_fold(block, "HTTP/") && empty != NOWHERE && head + empty + 4 == at);
}

/* The offset of a record that begins within the block of this one, behind an empty line, and ends where another
 * begins or the block does. A page about WARC files may show a header, but not with a length that is right.
 * A block that is a WARC file, as it is or behind its HTTP head, may hold what it likes. */
size_t warc_find_swallowed(struct text held, const struct warc_record *r, size_t whole)
{
    static const struct text mark = { "\r\n\r\nWARC/1.", 11 };
    struct text block = text_of(held.ptr + r->head, whole - r->head);
    size_t at = text_find(block, mark, 0);

    if (at == NOWHERE || warc_holds_warc(text_of(held.ptr, whole), r->head, r->head + at + 4))
        return NOWHERE;
    /* Linear: a header ends before the next mark does. */
    for (; at != NOWHERE; at = text_find(block, mark, at + mark.len)) {
        size_t begin = at + 4, head = warc_head_size(text_of(block.ptr + begin, block.len - begin)), end;
        struct warc_record inner;

        if (!head || !warc_record_read(text_of(block.ptr + begin, head), &inner) || !inner.type.len ||
            inner.length > block.len - begin - head)
            continue;
        end = begin + head + (size_t)inner.length;
        end += warc_blanks(block, end);
        if (end == block.len || warc_begins(text_of(block.ptr + end, block.len - end)))
            return r->head + begin;
    }
    return NOWHERE;
}

const struct warc_kind warc_kind_warc = { warc_begins, warc_find, warc_head_size, warc_record_read, true };
