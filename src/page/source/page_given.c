/* page_given.c - see page_given.h. */
#include "page/source/page_given.h"

#include <jansson.h>
#include <stdlib.h>

#include "page/format.h"

static const struct {
    const char *key;
    size_t at;
} texts[] = {
    { "address", offsetof(struct page, address) },
    { "charset", offsetof(struct page, charset) },
    { "map", offsetof(struct page, map) },
    { "feed", offsetof(struct page, feed) },
};

static struct text *field(const struct page *page, size_t i)
{
    return (struct text *)((char *)(uintptr_t)page + texts[i].at);
}

struct text page_given_write(const struct page *page, struct arena *mem)
{
    json_t *object = json_object();
    struct text out = { 0 };
    char *dump, *copy;

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct text *t = field(page, i);

        /* What is not UTF-8 (a header's charset, say) is of no use to anybody. */
        if (t->ptr)
            json_object_set_new(object, texts[i].key, json_stringn(t->ptr, t->len));
    }
    if (page->truncated)
        json_object_set_new(object, "truncated", json_true());
    if (json_object_size(object) == 0) {
        json_decref(object);
        return text_c("");
    }
    dump = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (!dump)
        return out;
    copy = arena_copy(mem, dump, strlen(dump));
    if (copy)
        out = text_of(copy, strlen(dump));
    free(dump);
    return out;
}

priscus_status page_given_read(struct text given, struct arena *mem, struct page *page, struct priscus_error *err)
{
    json_error_t error;
    json_t *object;
    priscus_status status = PRISCUS_OK;

    if (given.len == 0)
        return PRISCUS_OK;
    object = json_loadb(given.ptr, given.len, 0, &error);
    if (!json_is_object(object)) {
        json_decref(object);
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "what the page came with is no JSON object");
    }
    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++) {
        json_t *value = json_object_get(object, texts[i].key);
        char *copy;

        if (!json_is_string(value))
            continue;
        copy = arena_copy(mem, json_string_value(value), json_string_length(value));
        if (copy)
            *field(page, i) = text_of(copy, json_string_length(value));
        else
            status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    }
    page->truncated = json_is_true(json_object_get(object, "truncated"));
    json_decref(object);
    return status;
}

struct text page_given_way(const struct page *page, struct arena *mem)
{
    struct text from = text_c(format_text(page->from));
    char *way;

    if (page->from != PRISCUS_FROM_JSONL || !page->map.len)
        return from;
    way = arena_alloc(mem, from.len + 1 + page->map.len);
    if (!way)
        return (struct text){ 0 };
    memcpy(way, from.ptr, from.len);
    way[from.len] = ' ';
    memcpy(way + from.len + 1, page->map.ptr, page->map.len);
    return text_of(way, from.len + 1 + page->map.len);
}

bool page_given_way_parse(struct text way, enum priscus_from *out)
{
    return format_parse(text_cut(&way, ' '), out);
}
