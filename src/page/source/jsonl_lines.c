/* jsonl_lines.c - see jsonl_lines.h. */
#include "page/source/jsonl_lines.h"

#include "base/input_error.h"
#include "page/json/json_mend.h"
#include "page/page.h"

/* One object spread over lines would give an error a line: say it once. */
priscus_status jsonl_lines_check(struct text name, struct text head, struct priscus_error *err)
{
    struct text rest = head, line;
    char shown[INPUT_ERROR_NAME_MAX];

    if (text_starts(rest, "\xEF\xBB\xBF"))
        rest = text_of(rest.ptr + 3, rest.len - 3);
    do
        line = text_trim(text_cut(&rest, '\n'));
    while (line.len == 0 && rest.ptr);
    if (text_is(line, "{"))
        return error_set(err, PRISCUS_EINPUT, 0,
                         "%s: its JSON object is spread over several lines, but one object a line is wanted: "
                         "jq -c . rewrites it",
                         input_error_name(name, shown));
    if (text_starts(line, "["))
        return error_set(err, PRISCUS_EINPUT, 0,
                         "%s: a JSON list, but one object a line is wanted: jq -c '.[]' rewrites it",
                         input_error_name(name, shown));
    return PRISCUS_OK;
}

void jsonl_lines_begin(struct jsonl_lines *l, struct stream *stream, struct text name)
{
    *l = (struct jsonl_lines){ .stream = stream, .name = name, .line = 1 };
    if (text_starts(stream_held(stream), "\xEF\xBB\xBF"))
        stream_take(stream, 3);
}

/* The line that begins the window, without its end. DONE: no more. ELIMIT: too long, and its bytes up
 * to the next line are gone. */
static priscus_status find_line(struct jsonl_lines *l, struct text *line)
{
    struct stream *s = l->stream;

    while (!l->passing) {
        struct text held = stream_held(s);
        char *end = held.len > l->searched ? memchr(held.ptr + l->searched, '\n', held.len - l->searched) : NULL;
        size_t len = end ? (size_t)(end - held.ptr) : held.len;
        priscus_status status;

        l->passing = len > PAGE_MAX;
        if (l->passing)
            break;
        if (end || (s->at_end && !s->broken)) {
            if (!end && held.len == 0)
                return PRISCUS_DONE;
            *line = text_of(held.ptr, len);
            l->taken = len + (end != NULL);
            return PRISCUS_OK;
        }
        if (s->broken)
            return PRISCUS_EINPUT;
        l->searched = held.len;
        status = stream_fill(s, held.len + 1);
        if (status != PRISCUS_OK)
            return status;
    }
    for (;;) {
        struct text held = stream_held(s);
        char *end = memchr(held.ptr, '\n', held.len);
        priscus_status status;

        stream_take(s, end ? (size_t)(end - held.ptr) + 1 : held.len);
        l->searched = 0;
        if (end || s->at_end) {
            l->passing = false;
            return PRISCUS_ELIMIT;
        }
        status = stream_fill(s, 1);
        if (status != PRISCUS_OK)
            return status;
    }
}

priscus_status jsonl_lines_next(struct jsonl_lines *l, struct text *line, struct priscus_error *err)
{
    char name[INPUT_ERROR_NAME_MAX];
    priscus_status status;

    for (;;) {
        status = find_line(l, line);
        if (status != PRISCUS_OK || text_trim(*line).len)
            break;
        jsonl_lines_take(l);
    }
    switch (status) {
    case PRISCUS_OK:
        if (line->ptr[line->len - 1] == '\r')
            line->len--;
        l->gave = true;
        return status;
    case PRISCUS_DONE:
        if (l->gave)
            return status;
        l->gave = true;
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: no JSON object in it, only blank lines",
                         input_error_name(l->name, name));
    case PRISCUS_EINPUT:
        /* What stands behind the damage begins in the middle of a line. */
        l->gave = true;
        l->searched = 0;
        status = error_set(err, PRISCUS_EINPUT, (size_t)l->stream->broken_at, "%s: line %ld and what follows it: %s",
                           input_error_name(l->name, name), l->line, l->stream->why);
        stream_take(l->stream, stream_held(l->stream).len);
        stream_resume(l->stream);
        return status;
    case PRISCUS_ELIMIT:
        l->gave = true;
        return error_set(err, PRISCUS_ELIMIT, NOWHERE,
                         "%s: line %ld is longer than %zu MiB, which no news page is, passed over",
                         input_error_name(l->name, name), l->line++, PAGE_MAX >> 20);
    case PRISCUS_EIO:
        return input_error_io(l->name, l->stream->io_errno, err);
    default:
        return input_error_memory(l->name, err);
    }
}

void jsonl_lines_take(struct jsonl_lines *l)
{
    unsigned kinds = json_mend(text_of(stream_held(l->stream).ptr, l->taken), NULL);

    if (kinds && !l->n_mended++)
        l->first_mended = l->line;
    l->mended |= kinds;
    stream_take(l->stream, l->taken);
    l->taken = l->searched = 0;
    l->line++;
}

void jsonl_lines_remark(const struct jsonl_lines *l, struct buffer *out)
{
    char name[INPUT_ERROR_NAME_MAX];
    const char *before = ": ";

    if (!l->n_mended)
        return;
    buffer_format(out, "%s: %zu line%s no JSON as %s and %s mended, the first is line %ld",
                  input_error_name(l->name, name), l->n_mended, l->n_mended == 1 ? " is" : "s are",
                  l->n_mended == 1 ? "it stands" : "they stand", l->n_mended == 1 ? "was" : "were", l->first_mended);
    for (int kind = 0; kind < JSON_MENDS; kind++) {
        if (l->mended & 1u << kind) {
            buffer_format(out, "%s%s", before, json_mend_text((enum json_mend_kind)kind));
            before = ", ";
        }
    }
}
