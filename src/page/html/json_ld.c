/* json_ld.c - see json_ld.h.
 *
 * JSON-LD in the wild: raw newlines in strings, <!-- --> or CDATA around it, a
 * trailing semicolon, entities inside strings, lists and @graph at the top, authors as
 * string, object, list or {"@id": ...}, agencies as authors. jansson reads
 * what is left when the wrapping is off. What it refuses is mended as a line of JSON is (json_mend.h: half a
 * surrogate pair, U+0000, NaN); what it refuses then is passed over. */
#include "page/html/json_ld.h"

#include <jansson.h>

#include "page/html/meta_date.h"
#include "page/json/json_mend.h"
#include "page/name/title.h"

#define SCRIPT_BYTES_MAX ((size_t)2 << 20)
#define NESTING_MAX      8  /* of @graph, mainEntity ... */
#define PEOPLE_MAX       16 /* authors                   */

struct ld {
    json_t *article; /* borrowed from its root                      */
    json_t *root;
    int rank; /* 3 its headline is this page's, 2 an article, 1 a page */
};

static struct text json_text(const json_t *value)
{
    for (int depth = 0; depth < NESTING_MAX && (json_is_object(value) || json_is_array(value)); depth++)
        value = json_is_array(value) ? json_array_get(value, 0) : json_object_get(value, "name");
    if (!json_is_string(value))
        return (struct text){ 0 };
    return text_trim(text_of(json_string_value(value), json_string_length(value)));
}

/* Decoded once more: "&amp;" inside JSON strings is common. An empty text leaves *out as it is. */
static priscus_status keep(struct text t, struct arena *mem, struct text *out)
{
    struct charset utf8 = { .kind = CHARSET_UTF8, .name = "UTF-8", .valid = true };
    struct outline plain = { .charset = &utf8 };
    struct text value;

    if (t.len == 0)
        return PRISCUS_OK;
    value = outline_value(&plain, t, mem);
    if (!value.ptr)
        return PRISCUS_ENOMEM;
    if (value.len)
        *out = value;
    return PRISCUS_OK;
}

static int type_rank(const json_t *type)
{
    struct text name;
    int best = 0;

    if (json_is_array(type)) {
        size_t n = json_array_size(type) < 8 ? json_array_size(type) : 8;

        for (size_t i = 0; i < n; i++) {
            int rank = json_is_string(json_array_get(type, i)) ? type_rank(json_array_get(type, i)) : 0;

            if (rank > best)
                best = rank;
        }
        return best;
    }
    name = json_text(type);
    if (text_ends(name, "Article") || text_ends(name, "Posting") || text_is(name, "Report"))
        return 2;
    return text_is(name, "WebPage") || text_is(name, "CreativeWork") || text_is(name, "ItemPage") ? 1 : 0;
}

static bool has_type(const json_t *type, const char *name)
{
    size_t n = json_is_array(type) ? json_array_size(type) : 0;

    for (size_t i = 0; i < n && i < 8; i++)
        if (json_is_string(json_array_get(type, i)) && strcmp(json_string_value(json_array_get(type, i)), name) == 0)
            return true;
    return json_is_string(type) && strcmp(json_string_value(type), name) == 0;
}

static void find_article(json_t *value, int depth, struct text title, json_t *root, struct ld *best)
{
    if (depth == NESTING_MAX)
        return;
    if (json_is_array(value)) {
        size_t n = json_array_size(value) < 256 ? json_array_size(value) : 256;

        for (size_t i = 0; i < n; i++)
            find_article(json_array_get(value, i), depth + 1, title, root, best);
        return;
    }
    if (json_is_object(value)) {
        int rank = type_rank(json_object_get(value, "@type"));
        struct text headline = json_text(json_object_get(value, "headline"));

        if (rank == 2 && headline.len && title.len && title_same_words(headline, title))
            rank = 3;
        if (rank == 1 && !json_object_get(value, "datePublished"))
            rank = 0;
        if (rank > best->rank)
            *best = (struct ld){ value, root, rank };
        find_article(json_object_get(value, "@graph"), depth + 1, title, root, best);
        find_article(json_object_get(value, "mainEntity"), depth + 1, title, root, best);
        find_article(json_object_get(value, "mainEntityOfPage"), depth + 1, title, root, best);
    }
}

/* The object with this @id, for authors that are given by reference. */
static json_t *by_id(json_t *value, const char *id, int depth)
{
    json_t *found = NULL;

    if (depth == 4)
        return NULL;
    if (json_is_array(value)) {
        size_t n = json_array_size(value) < 256 ? json_array_size(value) : 256;

        for (size_t i = 0; i < n && !found; i++)
            found = by_id(json_array_get(value, i), id, depth + 1);
    } else if (json_is_object(value)) {
        json_t *own = json_object_get(value, "@id");

        if (json_is_string(own) && strcmp(json_string_value(own), id) == 0 && json_object_get(value, "name"))
            return value;
        found = by_id(json_object_get(value, "@graph"), id, depth + 1);
    }
    return found;
}

/* The script as jansson may take it: decoded, without its wrapping. */
static priscus_status script_text(const struct outline *outline, struct text raw, struct arena *mem, struct text *out)
{
    size_t room = charset_room(outline->charset, raw) + 16, n = 0;
    char *bytes = arena_alloc(mem, room);
    struct text t;

    if (!bytes)
        return PRISCUS_ENOMEM;
    charset_decode(outline->charset, raw, bytes, &n, room);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)bytes[i] < 0x20)
            bytes[i] = ' ';
    t = text_of(bytes, n);
    while (t.len && t.ptr[0] != '{' && t.ptr[0] != '[') {
        /* "<![CDATA[" has a bracket of its own. */
        size_t skip = text_starts(t, "<![CDATA[") ? 9 : 1;

        t.ptr += skip;
        t.len -= skip;
    }
    while (t.len && t.ptr[t.len - 1] != '}' && t.ptr[t.len - 1] != ']')
        t.len--;
    if (text_ends(t, "]]") && t.len && t.ptr[0] == '{')
        for (t.len -= 2; t.len && t.ptr[t.len - 1] != '}';)
            t.len--;
    *out = t;
    return PRISCUS_OK;
}

/* *root is NULL where the script is no JSON. */
static priscus_status load_script(struct text script, struct arena *mem, json_t **root)
{
    struct origin mended = { .mem = mem };
    json_error_t ignored;

    *root = json_loadb(script.ptr, script.len, JSON_DISABLE_EOF_CHECK, &ignored);
    if (*root || !json_mend(script, &mended))
        return PRISCUS_OK;
    if (mended.failed)
        return PRISCUS_ENOMEM;
    *root = json_loadb(mended.ptr, mended.len, JSON_DISABLE_EOF_CHECK, &ignored);
    return PRISCUS_OK;
}

static priscus_status read_ld_fields(const struct ld *ld, struct date fetched, struct arena *mem, struct metadata *meta,
                                     char *byline, size_t *n_byline)
{
    json_t *a = ld->article, *authors = json_object_get(a, "author");
    size_t n = json_is_array(authors) ? json_array_size(authors) : authors != NULL;
    struct stated_dates *stated = &meta->stated[DATES_LD];
    const struct {
        const char *key;
        struct text *to;
    } texts[] = {
        { "headline", &meta->headline },   { "publisher", &meta->outlet },        { "articleSection", &meta->section },
        { "inLanguage", &meta->language }, { "description", &meta->description },
    };
    struct text words = { 0 }, t;
    priscus_status status;

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        status = keep(json_text(json_object_get(a, texts[i].key)), mem, texts[i].to);
        if (status != PRISCUS_OK)
            return status;
    }
    if (!meta->outlet.ptr) {
        json_t *id = json_object_get(json_object_get(a, "publisher"), "@id");

        if (json_is_string(id)) {
            status = keep(json_text(by_id(ld->root, json_string_value(id), 0)), mem, &meta->outlet);
            if (status != PRISCUS_OK)
                return status;
        }
    }
    t = json_text(json_object_get(a, "datePublished"));
    meta_date_take(t, fetched, &stated->published, &words);
    status = keep(words, mem, &stated->words);
    if (status != PRISCUS_OK)
        return status;
    meta_date_take(json_text(json_object_get(a, "dateModified")), fetched, &stated->modified, NULL);
    for (size_t i = 0; i < n && i < PEOPLE_MAX; i++) {
        json_t *author = json_is_array(authors) ? json_array_get(authors, i) : authors;
        json_t *id = json_object_get(author, "@id");
        struct text name = json_text(author), kept = { 0 };

        if (!name.len && json_is_string(id))
            name = json_text(by_id(ld->root, json_string_value(id), 0));
        status = keep(name, mem, &kept);
        if (status != PRISCUS_OK)
            return status;
        status = metadata_person(meta, kept, mem, byline, n_byline);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

priscus_status json_ld_read(const struct outline *outline, struct date fetched, struct arena *mem,
                            struct metadata *meta, char *byline, size_t *n_byline)
{
    json_t *roots[SCRIPTS_MAX] = { 0 };
    struct ld best = { 0 };
    struct text title = meta->og_title.len ? title_without_site(meta->og_title, meta->outlet) : meta->title;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < outline->n_scripts && status == PRISCUS_OK; i++) {
        struct text script;

        if (outline->scripts[i].len > SCRIPT_BYTES_MAX)
            continue;
        status = script_text(outline, outline->scripts[i], mem, &script);
        if (status == PRISCUS_OK)
            status = load_script(script, mem, &roots[i]);
        if (roots[i])
            find_article(roots[i], 0, title, roots[i], &best);
    }
    meta->is_article = best.rank == 3;
    meta->is_live = best.article && has_type(json_object_get(best.article, "@type"), "LiveBlogPosting");
    if (status == PRISCUS_OK && best.article)
        status = read_ld_fields(&best, fetched, mem, meta, byline, n_byline);
    for (size_t i = 0; i < outline->n_scripts; i++)
        json_decref(roots[i]);
    return status;
}
