/* library_read.c - inputs into lines of JSON: the reader that gives a line when asked, and the callback over it. */
#include <stdlib.h>

#include "base/buffer.h"
#include "library/library.h"
#include "page/format.h"
#include "page/source/json_map.h"
#include "reading/reading.h"

struct priscus_reader {
    atomic_flag busy;
    const struct priscus *priscus;
    struct page_source *source;
    struct analyst *analyst;
    const char *path; /* of an input without bytes: what the source is given a list of */
    struct arena mem;
    struct buffer json;
};

priscus_status library_date(const char *what, const char *text, struct date *out, struct priscus_error *err)
{
    if (text && *text && !date_parse_iso(text_c(text), out))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "%s: \"%.60s\" is no date; write it as 2031-05-03 or 2031-05-03T10:00Z", what, text);
    return PRISCUS_OK;
}

priscus_status library_source(const struct priscus_input *input, const char **path, struct page_source **out,
                              struct priscus_error *err)
{
    struct page_source_options options = { .from = input->from,
                                           .address = input->address,
                                           .charset = input->charset,
                                           .map = input->map,
                                           .page_limit = input->page_limit };
    priscus_status status = library_date("fetched", input->fetched, &options.fetched, err);

    if (status == PRISCUS_OK)
        status = library_date("published", input->published, &options.published, err);
    if (status != PRISCUS_OK)
        return status;
    if (input->from != PRISCUS_FROM_AUTO && !format_find(input->from))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "`from` is none of enum priscus_from");
    if (input->page_limit && (input->page_limit < PAGE_LIMIT_LEAST || input->page_limit > PAGE_MAX))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "`page_limit` is %zu; give one from %zu to %zu, or 0",
                         input->page_limit, PAGE_LIMIT_LEAST, PAGE_MAX);
    if (!input->bytes && (input->size || !input->name))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         input->size ? "an input of %zu bytes, and `bytes` is NULL"
                                     : "an input with neither bytes nor a name to read",
                         input->size);
    if (input->map && (status = map_check(text_c(input->map), err)) != PRISCUS_OK)
        return status;
    if (input->bytes)
        return page_source_open_bytes(&options, text_c(input->name ? input->name : "input"),
                                      text_of(input->bytes, input->size), out, err);
    *path = input->name;
    return page_source_open(&options, path, 1, out, err);
}

priscus_status priscus_reader_open(const struct priscus *p, const struct priscus_input *asked,
                                   struct priscus_reader **out, struct priscus_error *err)
{
    struct priscus_input input;
    struct priscus_reader *reader;
    priscus_status status;

    if (!out)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_reader_open: `out` must not be NULL");
    *out = NULL;
    if (!p)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_reader_open: `p` must not be NULL");
    status = library_take("`input`", asked, &input, sizeof input, err);
    if (status != PRISCUS_OK)
        return status;
    reader = calloc(1, sizeof *reader);
    if (!reader)
        return error_memory(err);
    atomic_flag_clear(&reader->busy);
    reader->priscus = p;
    status = library_source(&input, &reader->path, &reader->source, err);
    if (status == PRISCUS_OK) {
        reader->analyst = analyst_new(p->knowledge);
        if (!reader->analyst)
            status = error_memory(err);
    }
    if (status != PRISCUS_OK) {
        priscus_reader_close(reader);
        return status;
    }
    *out = reader;
    return PRISCUS_OK;
}

/* One page from the source to a line of JSON. */
static priscus_status read_one(struct priscus_reader *reader, struct priscus_error *err)
{
    struct page page;
    struct reading reading;
    priscus_status status;

    arena_reset(&reader->mem);
    buffer_reset(&reader->json);
    status = page_source_next(reader->source, &reader->mem, &page, err);
    if (status != PRISCUS_OK)
        return status;
    status = reading_make(&page, reader->analyst, &reader->mem, &reading, err);
    if (status != PRISCUS_OK) {
        /* The source's messages name the page; those of the floors above cannot. */
        error_prefix(err, "%.*s", (int)(page.name.len < 150 ? page.name.len : 150), page.name.ptr);
        return status;
    }
    reading_json(&reading, reader->priscus->knowledge, &reader->json);
    if (reader->json.failed)
        return error_memory(err);
    return PRISCUS_OK;
}

priscus_status priscus_reader_next(struct priscus_reader *reader, const char **json, size_t *size,
                                   struct priscus_error *err)
{
    priscus_status status;

    if (json)
        *json = NULL;
    if (size)
        *size = 0;
    if (!reader || !json)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_reader_next: `%s` must not be NULL",
                         reader ? "json" : "reader");
    status = library_enter(&reader->busy, "reader", err);
    if (status != PRISCUS_OK)
        return status;
    status = read_one(reader, err);
    if (status == PRISCUS_OK) {
        *json = reader->json.ptr;
        if (size)
            *size = reader->json.len;
    }
    atomic_flag_clear(&reader->busy);
    return status;
}

void priscus_reader_close(struct priscus_reader *reader)
{
    if (!reader)
        return;
    analyst_free(reader->analyst);
    page_source_close(reader->source);
    buffer_release(&reader->json);
    arena_release(&reader->mem);
    free(reader);
}

priscus_status priscus_read(const struct priscus *p, const struct priscus_input *input, priscus_line_fn *each,
                            void *context, struct priscus_error *err)
{
    struct priscus_reader *reader;
    struct priscus_error why;
    priscus_status status, first = PRISCUS_OK;
    const char *json;
    size_t size;

    if (!each)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_read: `each` must not be NULL");
    status = priscus_reader_open(p, input, &reader, err);
    if (status != PRISCUS_OK)
        return status;
    while ((status = priscus_reader_next(reader, &json, &size, &why)) != PRISCUS_DONE) {
        if (status != PRISCUS_OK && first == PRISCUS_OK) {
            first = status;
            if (err)
                *err = why;
        }
        if (status == PRISCUS_ENOMEM)
            break; /* the source would hand out the same page again */
        if (status == PRISCUS_OK && each(context, json, size) != 0)
            break;
    }
    priscus_reader_close(reader);
    return first;
}
