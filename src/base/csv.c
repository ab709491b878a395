/* csv.c - see csv.h.
 *
 * A quotation mark that is never closed would swallow the rest of the file. A record is at most CSV_RECORD_MAX bytes, and one that
 * is longer, or ends with the file inside a quotation, is taken to end with its line. */
#include "base/csv.h"

enum { OPEN_MAX = 100 }; /* quotations that are never closed; then records are taken to end with their lines */

void csv_init(struct csv *csv, struct text text)
{
    static const char separators[] = { ',', ';', '\t' };
    size_t best = 0;

    if (text_starts(text, "\xEF\xBB\xBF"))
        text = text_of(text.ptr + 3, text.len - 3);
    *csv = (struct csv){ .rest = text.ptr ? text : text_of("", 0), .separator = ',', .next_line = 1 };
    for (size_t s = 0; s < COUNT_OF(separators); s++) {
        size_t n = 0;

        for (size_t i = 0; i < csv->rest.len && csv->rest.ptr[i] != '\n'; i++)
            n += csv->rest.ptr[i] == separators[s];
        if (n > best) {
            best = n;
            csv->separator = separators[s];
        }
    }
}

static size_t line_end(struct text t)
{
    size_t end = text_find(t, text_c("\n"), 0);

    return end == NOWHERE ? t.len : end;
}

/* Where the record ends: a line end outside quotation marks. NOWHERE: inside them, the text or the room ends. */
static size_t record_end(struct text t, char separator, size_t room)
{
    bool quoted = false, begins = true;

    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];

        if (quoted && i > room)
            return NOWHERE;
        if (c == '"' && (quoted || begins))
            quoted = !quoted;
        else if (c == '\n' && !quoted)
            return i;
        /* Behind "" inside a quotation the mark is open again: "a""b" opens, closes and opens. */
        begins = !quoted && (c == separator || c == '"');
    }
    return quoted ? NOWHERE : t.len;
}

/* One field at the beginning of *rest, which is left behind its separator; NULL ptr in *rest: it was the last. ENOMEM,
 * EINPUT: something stands behind a closing quotation mark. */
static priscus_status take_field(struct text *rest, char separator, struct arena *mem, struct text *out)
{
    size_t i = 1, n = 0, end = 1;
    char *copy;

    if (rest->len == 0 || rest->ptr[0] != '"') {
        *out = text_trim(text_cut(rest, separator));
        return PRISCUS_OK;
    }
    for (; end < rest->len; end++) {
        if (rest->ptr[end] != '"')
            continue;
        if (end + 1 == rest->len || rest->ptr[end + 1] != '"')
            break;
        end++;
    }
    copy = arena_alloc(mem, end);
    if (!copy)
        return PRISCUS_ENOMEM;
    for (; i < end; i++) {
        i += rest->ptr[i] == '"';
        copy[n++] = rest->ptr[i];
    }
    *out = text_trim(text_of(copy, n));
    end += end < rest->len;
    *rest = text_of(rest->ptr + end, rest->len - end);
    if (rest->len == 0)
        rest->ptr = NULL;
    else if (rest->ptr[0] == separator)
        *rest = text_of(rest->ptr + 1, rest->len - 1);
    else
        return PRISCUS_EINPUT;
    return PRISCUS_OK;
}

static priscus_status split(struct text record, char separator, struct arena *mem, struct text fields[CSV_FIELDS_MAX],
                            size_t *n, const char **why)
{
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && record.ptr) {
        if (*n == CSV_FIELDS_MAX) {
            *why = "a record has at most 64 fields";
            return PRISCUS_EINPUT;
        }
        status = take_field(&record, separator, mem, &fields[(*n)++]);
        *why =
            "behind a closing quotation mark comes a separator or the line's end; a \" inside a field is written \"\"";
    }
    return status;
}

priscus_status csv_next(struct csv *csv, struct arena *mem, struct text fields[CSV_FIELDS_MAX], size_t *n,
                        const char **why)
{
    while (csv->rest.ptr && csv->rest.len) {
        size_t line = line_end(csv->rest);
        size_t end = record_end(csv->rest, csv->separator, csv->open < OPEN_MAX ? CSV_RECORD_MAX : line);
        bool open = end == NOWHERE;
        struct text record = text_of(csv->rest.ptr, open ? line : end), bare;

        csv->line = csv->next_line;
        for (size_t i = 0; i < record.len; i++)
            csv->next_line += record.ptr[i] == '\n';
        csv->next_line++;
        end = record.len < csv->rest.len ? record.len + 1 : record.len;
        csv->rest = text_of(csv->rest.ptr + end, csv->rest.len - end);
        bare = text_trim(record);
        if (bare.len == 0 && !open)
            continue;
        *n = 0;
        csv->open += open;
        if (open || record.len > CSV_RECORD_MAX) {
            *why = open ? "a quotation mark is not closed; a \" inside a field is written \"\""
                        : "a record has at most 65536 bytes";
            return PRISCUS_EINPUT;
        }
        if (record.len && record.ptr[record.len - 1] == '\r')
            record.len--;
        return split(record, csv->separator, mem, fields, n, why);
    }
    return PRISCUS_DONE;
}
