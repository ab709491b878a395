/* arc.c - headers of ARC files, the form of archives before WARC (Internet Archive, 1996), versions 1 and 2.
 *
 *     filedesc://x.arc 0.0.0.0 20310402100000 text/plain 77                            the file itself: passed over
 *     https://thetern.example/a 10.0.0.1 20310402100000 text/html 683                  version 1
 *     http://thetern.example/a 10.0.0.1 20310402100000 text/html 200 - - 0 x.arc 683   version 2
 *     HTTP/1.1 200 OK ...                                                              683 bytes: what was answered
 *
 * A header is one line, and there is no other mark. So its fields are told from behind, where none has a blank in it: a
 * length, a date of 14 digits in its place. Everything else is as in WARC files (warc.c). */
#include <stdio.h>

#include "page/container/warc_record.h"

#define FIELDS_MAX 10

static bool is_number(struct text t, size_t least, size_t most)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_ascii_digit(t.ptr[i]))
            return false;
    return t.len >= least && t.len <= most;
}

/* The last fields of a line, the last one first; returns how many. */
static size_t fields_from_behind(struct text line, struct text fields[FIELDS_MAX])
{
    size_t n = 0, end = line.len;

    while (n < FIELDS_MAX && end) {
        size_t begin = end;

        while (begin && line.ptr[begin - 1] != ' ')
            begin--;
        fields[n++] = text_of(line.ptr + begin, end - begin);
        end = begin ? begin - 1 : 0;
    }
    return n;
}

static bool has_scheme(struct text t)
{
    static const char *const schemes[] = { "http://", "https://", "filedesc:", "dns:", "ftp://" };

    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (text_starts_fold(t, schemes[i]))
            return true;
    return false;
}

/* "20310402100000", in UTC. */
static void read_date(struct text digits, struct date *out)
{
    const char *d = digits.ptr;
    char iso[32];

    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d, d + 4, d + 6, d + 8, d + 10, d + 12);
    date_parse_iso(text_c(iso), out);
}

/* The fields of a line without its end. False: it is no header. */
static bool read_line(struct text line, struct warc_record *out)
{
    struct text fields[FIELDS_MAX];
    size_t n = has_scheme(line) ? fields_from_behind(line, fields) : 0, date;

    if (n >= 5 && is_number(fields[2], 14, 17))
        date = 2;
    else if (n >= 10 && is_number(fields[7], 14, 17))
        date = 7;
    else
        return false;
    if (!warc_read_length(fields[0], &out->length))
        return false;
    out->address = text_trim(text_of(line.ptr, (size_t)(fields[date + 1].ptr - line.ptr)));
    out->type = text_c(text_starts_fold(line, "http") ? "response" : "");
    out->content_type = text_c("application/http");
    read_date(fields[date], &out->date);
    return true;
}

static struct text line_at(struct text t, bool *whole)
{
    struct text rest = text_of(t.ptr, t.len < WARC_HEAD_MAX ? t.len : WARC_HEAD_MAX), line = text_cut(&rest, '\n');

    *whole = rest.ptr != NULL;
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* Of a line whose end is not seen yet only the beginning is asked. */
bool arc_begins(struct text t)
{
    struct warc_record r;
    bool whole;
    struct text line = line_at(t, &whole);

    return whole ? read_line(line, &r) : has_scheme(line);
}

static size_t arc_find(struct text t, size_t from)
{
    for (size_t at = from; at < t.len;) {
        struct text rest = text_of(t.ptr + at, t.len - at);
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct warc_record r;
        bool whole;

        if (!end)
            return NOWHERE;
        if ((at == 0 || t.ptr[at - 1] == '\n') && has_scheme(rest) && read_line(line_at(rest, &whole), &r))
            return at;
        at = (size_t)(end - t.ptr) + 1;
    }
    return NOWHERE;
}

static size_t arc_head_size(struct text held)
{
    bool whole;
    struct text line = line_at(held, &whole);
    const char *end = whole ? memchr(line.ptr + line.len, '\n', held.len - line.len) : NULL;

    return end ? (size_t)(end - held.ptr) + 1 : 0;
}

static bool arc_record_read(struct text head, struct warc_record *out)
{
    bool whole;

    *out = (struct warc_record){ .head = head.len };
    return read_line(line_at(head, &whole), out);
}

const struct warc_kind warc_kind_arc = { arc_begins, arc_find, arc_head_size, arc_record_read, false };
