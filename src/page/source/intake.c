/* intake.c - see intake.h. */
#include "page/source/intake.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/input_error.h"
#include "page/format.h"
#include "page/source/json_fields.h"

#define DATA_BY  ((size_t)64 << 10) /* ... before JSON is called data */
#define GUESS_BY ((size_t)4096)     /* bytes looked at before a kind is chosen */

static void remark(const struct intake *in, struct buffer *told)
{
    if (told->len && !told->failed)
        in->options->remark(in->options->remark_context, told->ptr);
    buffer_reset(told);
}

/* What is worth a sentence at the end and no failure. */
static void remark_all(const struct intake *in)
{
    const struct stream *s = in->stream;
    char name[INPUT_ERROR_NAME_MAX];
    struct buffer told = { 0 };

    if (in->state == INTAKE_WARC)
        warc_remark(&in->warc, &told);
    else if (in->state == INTAKE_LINES)
        jsonl_lines_remark(&in->lines, &told);
    remark(in, &told);
    if (s->trailing)
        buffer_format(&told,
                      "%s: what stands behind its last gzip member, from byte %llu on, is none and was passed over",
                      input_error_name(in->common.name, name), (unsigned long long)s->broken_at);
    else if (in->state == INTAKE_PAGE && s->cut)
        buffer_format(&told, "%s: %s; read as far as it goes", input_error_name(in->common.name, name), s->why);
    remark(in, &told);
    buffer_release(&told);
}

void intake_close(struct intake *in)
{
    if (in->state != INTAKE_CLOSED && in->options->remark)
        remark_all(in);
    archive_close(in->archive);
    stream_close(in->stream);
    in->archive = NULL;
    in->stream = NULL;
    in->state = INTAKE_CLOSED;
}

/* "page.html.gz" is guessed by "page.html", "all.tgz" by "all.tar". */
static struct text unpacked_name(struct text name)
{
    static const char *const endings[] = { ".gz", ".zst", ".bz2", ".xz", ".zstd" };

    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t n = strlen(endings[i]);

        if (name.len > n && text_eq_fold(text_of(name.ptr + name.len - n, n), text_of(endings[i], n)))
            return text_of(name.ptr, name.len - n);
    }
    return name;
}

/* What --from says is believed, but a file of many pages makes no page: JSON would be read as prose. (Of "text" all is
 * text.) */
static priscus_status check_format(const struct intake *in, const struct page_format *format, struct priscus_error *err)
{
    enum priscus_from from;
    const struct page_format *looks;
    char shown[INPUT_ERROR_NAME_MAX];

    if (format->holds != HOLDS_PAGE || format->from == PRISCUS_FROM_TEXT ||
        format_guess(text_c(""), stream_held(in->stream), &from, NULL) != PRISCUS_OK)
        return PRISCUS_OK;
    looks = format_find(from);
    if (looks->holds == HOLDS_PAGE)
        return PRISCUS_OK;
    return error_set(err, PRISCUS_EINPUT, 0, "%s: no %s: it is %s; leave --from out, or say --from %s",
                     input_error_name(in->common.name, shown), format->name, looks->help, looks->name);
}

/* A table, or JSON in which no key is one for a text: data that lies beside pages. Their names tell, unless their bytes say
 * that they are pages after all. */
static bool is_data(const struct intake *in, struct text name, enum priscus_from from)
{
    static const char *const endings[] = { ".csv",  ".tsv", ".json", ".geojson", ".xml",
                                           ".yaml", ".yml", ".toml", ".ini",     ".sql" };

    if (from == PRISCUS_FROM_JSONL && text_ends(name, "json")) {
        stream_fill(in->stream, DATA_BY); /* what fails now is told by the next who asks */
        return !in->options->map && !json_names_text(stream_held(in->stream));
    }
    for (size_t i = 0; i < COUNT_OF(endings) && from == PRISCUS_FROM_PAGE; i++)
        if (name.len > strlen(endings[i]) &&
            text_eq_fold(text_of(name.ptr + name.len - strlen(endings[i]), strlen(endings[i])), text_c(endings[i])))
            return true;
    return false;
}

/* Which format the held bytes have. `bare` is the name without the endings of packed files. */
static priscus_status find_format(struct intake *in, struct text bare, enum priscus_from *from,
                                  struct priscus_error *err)
{
    struct stream *s = in->stream;
    struct text held = stream_held(s);
    char shown[INPUT_ERROR_NAME_MAX];
    const char *name = input_error_name(in->common.name, shown), *refused;
    const struct page_format *format;
    priscus_status status;

    if (held.len == 0) {
        if (!s->broken)
            return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: empty, there is nothing to read", name);
        /* The beginning is damaged: that is the end, unless there may be more records behind it. */
        format = *from == PRISCUS_FROM_AUTO ? format_named(bare) : format_find(*from);
        if (!format || format->holds != HOLDS_RECORDS)
            return error_set(err, PRISCUS_EINPUT, (size_t)s->broken_at, "%s: %s", name, s->why);
        *from = format->from;
        return PRISCUS_OK;
    }
    if (*from == PRISCUS_FROM_AUTO) {
        status = format_guess(bare, held, from, err);
        if (in->choosy && (status == PRISCUS_EINPUT || is_data(in, bare, *from)))
            return PRISCUS_DONE;
        if (status != PRISCUS_OK)
            error_prefix(err, "%s", name);
        return status;
    }
    refused = format_refuses(format_find(*from), held);
    if (refused && in->choosy)
        return PRISCUS_DONE;
    if (refused)
        return error_set(err, PRISCUS_EINPUT, 0, "%s: no page: it is %s%s", name, refused, s->under ? ", packed" : "");
    return check_format(in, format_find(*from), err);
}

static bool holds_json_line(const struct stream *s)
{
    struct text held = stream_held(s), first = text_cut(&held, '\n');

    first = text_trim(first);
    return held.ptr && text_starts(first, "{") && first.ptr[first.len - 1] == '}';
}

/* Enough bytes to tell what they are. A first line of JSON is enough: the second may be long in coming. */
static priscus_status fill_to_guess(struct stream *s)
{
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && !s->at_end && stream_held(s).len < GUESS_BY && !holds_json_line(s))
        status = stream_more(s);
    return status;
}

static priscus_status begin(struct intake *in, struct priscus_error *err)
{
    struct text name = in->common.name, bare = name;
    char shown[INPUT_ERROR_NAME_MAX];
    enum priscus_from from = in->options->from;
    enum archive_kind archive;
    priscus_status status = stream_unpack(&in->stream);

    if (status == PRISCUS_OK)
        status = fill_to_guess(in->stream);
    if (status == PRISCUS_EIO)
        return input_error_io(name, in->stream->io_errno, err);
    if (status != PRISCUS_OK)
        return input_error_memory(name, err);
    for (struct stream *s = in->stream; s->under; s = s->under)
        bare = unpacked_name(bare);
    archive = archive_guess(stream_held(in->stream));
    if (archive != ARCHIVE_KIND_NONE) {
        if (in->member)
            return error_set(err, PRISCUS_EINPUT, 0, "%s: an archive within an archive; unpack it first",
                             input_error_name(name, shown));
        status = archive_open(in->stream, name, archive, &in->archive, err);
        in->state = status == PRISCUS_OK ? INTAKE_ARCHIVE : INTAKE_CLOSED;
        return status;
    }
    status = find_format(in, bare, &from, err);
    if (status != PRISCUS_OK)
        return status;
    in->common.from = from;
    switch (format_find(from)->holds) {
    case HOLDS_RECORDS:
        warc_begin(&in->warc, in->stream, name, in->common.fetched);
        in->state = INTAKE_WARC;
        return PRISCUS_OK;
    case HOLDS_LINES:
        status = jsonl_lines_check(name, stream_held(in->stream), err);
        if (status != PRISCUS_OK)
            return status;
        jsonl_lines_begin(&in->lines, in->stream, name);
        in->state = INTAKE_LINES;
        return PRISCUS_OK;
    default:
        in->state = INTAKE_PAGE;
        return PRISCUS_OK;
    }
}

priscus_status intake_open(struct intake *in, struct stream *stream, struct priscus_error *err)
{
    priscus_status status;

    in->stream = stream;
    in->state = INTAKE_CLOSED;
    status = begin(in, err);
    if (status != PRISCUS_OK)
        intake_close(in);
    return status;
}

priscus_status intake_give(const struct page *given, struct text name, struct text bytes, enum priscus_from from,
                           struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct page page = *given;

    page.name = name;
    page.bytes = bytes;
    page.from = from;
    /* Memory that ran out consumes nothing: ask again. */
    return page_copy(&page, mem, out) == PRISCUS_OK ? PRISCUS_OK : input_error_memory(given->name, err);
}

static priscus_status next_whole(struct intake *in, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct text name = in->common.name;
    char shown[INPUT_ERROR_NAME_MAX];
    priscus_status status = stream_fill(in->stream, PAGE_MAX + 1);

    if (status == PRISCUS_ENOMEM)
        return input_error_memory(name, err);
    if (status == PRISCUS_EIO)
        status = input_error_io(name, in->stream->io_errno, err);
    else if (stream_held(in->stream).len > PAGE_MAX)
        status = error_set(err, PRISCUS_ELIMIT, PAGE_MAX,
                           "%s: larger than %zu MiB, which no news page is, passed over; cut it into pages",
                           input_error_name(name, shown), PAGE_MAX >> 20);
    else if (in->stream->broken && !(in->stream->cut && stream_held(in->stream).len))
        status = error_set(err, PRISCUS_EINPUT, (size_t)in->stream->broken_at, "%s: %s, passed over",
                           input_error_name(name, shown), in->stream->why);
    else {
        in->common.truncated |= in->stream->cut;
        status = intake_give(&in->common, name, stream_held(in->stream), in->common.from, mem, out, err);
    }
    if (status != PRISCUS_ENOMEM)
        intake_close(in);
    return status;
}

static priscus_status next_line(struct intake *in, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct text line, name = in->common.name;
    char number[32], *called;
    size_t n;
    priscus_status status = jsonl_lines_next(&in->lines, &line, err);

    if (status != PRISCUS_OK)
        return status;
    n = (size_t)snprintf(number, sizeof number, ":%ld", in->lines.line);
    called = arena_alloc(mem, name.len + n + 1);
    if (!called)
        return input_error_memory(name, err);
    memcpy(called, name.ptr, name.len);
    memcpy(called + name.len, number, n);
    status = intake_give(&in->common, text_of(called, name.len + n), line, PRISCUS_FROM_JSONL, mem, out, err);
    if (status == PRISCUS_OK)
        jsonl_lines_take(&in->lines);
    return status;
}

priscus_status intake_next(struct intake *in, struct arena *mem, struct page *out, struct priscus_error *err)
{
    priscus_status status;

    switch (in->state) {
    case INTAKE_PAGE:
        return next_whole(in, mem, out, err);
    case INTAKE_LINES:
        status = next_line(in, mem, out, err);
        break;
    case INTAKE_WARC:
        status = warc_next(&in->warc, mem, out, err);
        if (status == PRISCUS_OK)
            out->published = in->common.published;
        if (status == PRISCUS_ENOMEM)
            input_error_memory(in->common.name, err);
        break;
    default:
        status = PRISCUS_DONE;
        break;
    }
    if (status == PRISCUS_DONE || status == PRISCUS_EIO)
        intake_close(in);
    return status;
}
