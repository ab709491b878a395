/* library.c - include/priscus.h over the floors: the knowledge, and a page at a time through it.
 *
 * A struct priscus holds nothing but what never changes, so that threads may share it; each
 * priscus_read() has an arena and a buffer of its own. What is exported is named in priscus.map. */
#include "priscus.h"

#include <stdlib.h>

#include "page/format.h"
#include "page/source/source.h"
#include "reading/reading.h"

struct priscus {
    struct language *language;
    struct knowledge *knowledge;
};

priscus_status priscus_open(const struct priscus_config *config, struct priscus **out, struct priscus_error *err)
{
    static const struct priscus_config defaults = { 0 };
    struct priscus *p;
    priscus_status status;

    if (!out)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_open: `out` must not be NULL");
    *out = NULL;
    p = calloc(1, sizeof *p);
    if (!p)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory before anything was read");
    if (!config)
        config = &defaults;
    status = language_find(config->model, &p->language, err);
    if (status == PRISCUS_OK)
        status = knowledge_open_paths(p->language, config, &p->knowledge, err);
    if (status != PRISCUS_OK) {
        language_close(p->language);
        free(p);
        return status;
    }
    *out = p;
    return PRISCUS_OK;
}

void priscus_close(struct priscus *p)
{
    if (!p)
        return;
    knowledge_close(p->knowledge);
    language_close(p->language);
    free(p);
}

/* One page from the source to a line of JSON. DONE: no more pages. */
static priscus_status read_one(const struct priscus *p, struct analyst *analyst, struct page_source *source,
                               struct arena *mem, struct buffer *json, struct priscus_error *err)
{
    struct page page;
    struct reading reading;
    priscus_status status = page_source_next(source, mem, &page, err);

    if (status != PRISCUS_OK)
        return status;
    status = reading_make(&page, analyst, mem, &reading, err);
    if (status != PRISCUS_OK) {
        /* The source's messages name the page; those of the floors above cannot. */
        error_prefix(err, "%.*s", (int)(page.name.len < 150 ? page.name.len : 150), page.name.ptr);
        return status;
    }
    buffer_reset(json);
    reading_json(&reading, p->knowledge, json);
    if (json->failed)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    return PRISCUS_OK;
}

priscus_status priscus_read(const struct priscus *p, const struct priscus_input *input, priscus_line_fn *each,
                            void *context, struct priscus_error *err)
{
    struct page_source_options options = { 0 };
    struct page_source *source = NULL;
    struct analyst *analyst;
    struct arena mem = { 0 };
    struct buffer json = { 0 };
    struct priscus_error why;
    priscus_status status, first = PRISCUS_OK;

    if (!p || !input || !each || (!input->bytes && input->size) ||
        (input->from != PRISCUS_FROM_AUTO && !format_find(input->from)))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "priscus_read: a pointer is NULL or `from` is none of enum priscus_from");
    options.from = input->from;
    status = page_source_open_bytes(&options, text_c(input->name ? input->name : "input"),
                                    text_of(input->bytes ? input->bytes : "", input->size), &source, err);
    if (status != PRISCUS_OK)
        return status;

    analyst = analyst_new(p->knowledge);
    if (!analyst) {
        page_source_close(source);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    }
    while ((status = read_one(p, analyst, source, &mem, &json, &why)) != PRISCUS_DONE) {
        if (status != PRISCUS_OK && first == PRISCUS_OK) {
            first = status;
            if (err)
                *err = why;
        }
        if (status == PRISCUS_ENOMEM)
            break; /* the source would hand out the same page again */
        if (status == PRISCUS_OK && each(context, json.ptr, json.len) != 0)
            break;
        arena_reset(&mem);
    }
    analyst_free(analyst);
    page_source_close(source);
    buffer_release(&json);
    arena_release(&mem);
    return first;
}
