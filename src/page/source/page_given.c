/* page_given.c - see page_given.h. */
#include "page/source/page_given.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "page/format.h"

#define PUBLISHED "published"
#define LIMIT     "limit"

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

priscus_status page_given_write(const struct page *page, struct arena *mem, struct text *out)
{
    json_t *object = json_object();
    bool done = object != NULL;
    char date[DATE_TEXT_MAX];
    priscus_status status = PRISCUS_OK;
    char *dump;

    for (size_t i = 0; i < COUNT_OF(texts) && done; i++) {
        const struct text *t = field(page, i);

        /* What is not UTF-8 (a header's charset, say) is of no use to anybody. */
        if (t->ptr && utf8_check(*t) == NOWHERE)
            done = json_object_set_new(object, texts[i].key, json_stringn(t->ptr, t->len)) == 0;
    }
    if (date_known(page->published) && done)
        done = json_object_set_new(object, PUBLISHED, json_string(date_format(page->published, date))) == 0;
    if (page->truncated && done)
        done = json_object_set_new(object, "truncated", json_true()) == 0;
    if (page->limit && done)
        done = json_object_set_new(object, LIMIT, json_integer((json_int_t)page->limit)) == 0;
    *out = text_c("");
    dump = done && json_object_size(object) ? json_dumps(object, JSON_COMPACT) : NULL;
    if (dump)
        status = arena_text(mem, text_c(dump), out);
    else if (!done || json_object_size(object))
        status = PRISCUS_ENOMEM;
    json_decref(object);
    free(dump);
    return status;
}

priscus_status page_given_read(struct text given, struct arena *mem, struct page *page, struct priscus_error *err)
{
    json_error_t error;
    json_t *object;
    json_int_t limit;
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
            status = error_memory(err);
    }
    page->published = (struct date){ .zone = DATE_NO_ZONE };
    if (json_is_string(json_object_get(object, PUBLISHED)))
        date_parse_iso(text_c(json_string_value(json_object_get(object, PUBLISHED))), &page->published);
    page->truncated = json_is_true(json_object_get(object, "truncated"));
    limit = json_integer_value(json_object_get(object, LIMIT));
    page->limit = limit >= (json_int_t)PAGE_LIMIT_LEAST ? (size_t)limit : 0;
    json_decref(object);
    return status;
}

priscus_status page_read_as(const struct page *page, struct arena *mem, struct text *out)
{
    struct buffer words = { 0 };
    priscus_status status;
    char date[DATE_TEXT_MAX];

    buffer_c(&words, format_text(page->from));
    if (page->from == PRISCUS_FROM_JSONL && page->map.len) {
        buffer_char(&words, ' ');
        buffer_text(&words, page->map);
    }
    if (date_known(page->published))
        buffer_format(&words, " " PUBLISHED "=%s", date_format(page->published, date));
    if (page->limit)
        buffer_format(&words, " " LIMIT "=%zu", page->limit);
    status = words.failed ? PRISCUS_ENOMEM : arena_text(mem, buffer_as_text(&words), out);
    buffer_release(&words);
    return status;
}

bool page_read_as_parse(struct text read_as, enum priscus_from *out)
{
    return format_parse(text_cut(&read_as, ' '), out);
}
