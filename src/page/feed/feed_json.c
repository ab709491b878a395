/* feed_json.c - JSON Feed (jsonfeed.org, versions 1 and 1.1).
 *
 *     {"version": "https://jsonfeed.org/version/1.1", "title": "The Tern",
 *      "items": [{"id": "4", "url": "https://thetern.example/talks", "content_html": "<p>The two ..."}]}
 *
 * The items are cut out first, each is read by itself: a feed that ends in the middle, or has one bad
 * item, loses that item and no other. */
#include <jansson.h>

#include "base/error.h"
#include "base/utf8.h"
#include "net/url.h"
#include "page/feed/feed_item.h"
#include "page/json/json_raw.h"

bool feed_json_guess(struct text head)
{
    return text_find(head, text_c("jsonfeed.org/version"), 0) != NOWHERE ||
           text_find(head, text_c("jsonfeed.org\\/version"), 0) != NOWHERE;
}

/* A string without the blanks around it; *out is left alone if there is none. */
static priscus_status keep(const json_t *value, struct arena *mem, struct text *out)
{
    struct text t = { 0 };
    priscus_status status = PRISCUS_OK;

    if (json_is_string(value))
        t = text_trim(text_of(json_string_value(value), json_string_length(value)));
    if (t.len)
        status = utf8_replace_nuls(t, mem, &t, NULL);
    return status == PRISCUS_OK && t.len ? arena_text(mem, t, out) : status;
}

/* A string of the feed itself, which is not parsed as a whole. */
static priscus_status keep_member(struct text object, const char *name, struct arena *mem, struct text *out)
{
    json_error_t wrong;
    struct text raw;
    json_t *value;
    priscus_status status;

    if (!json_raw_member(object, name, &raw))
        return PRISCUS_OK;
    value = json_loadb(raw.ptr, raw.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &wrong);
    status = keep(value, mem, out);
    json_decref(value);
    return status;
}

static priscus_status add_author(const json_t *author, struct arena *mem, struct text *authors, size_t *n)
{
    struct text name = { 0 };
    priscus_status status;

    if (*n == FEED_AUTHORS_MAX)
        return PRISCUS_OK;
    status = keep(json_is_object(author) ? json_object_get(author, "name") : author, mem, &name);
    if (name.ptr)
        name = feed_author(name);
    if (name.len)
        authors[(*n)++] = name;
    return status;
}

/* Version 1.1 has "authors", version 1 one "author". */
static priscus_status read_authors(const json_t *object, struct arena *mem, struct text *authors, size_t *n)
{
    const json_t *list = json_object_get(object, "authors");
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < json_array_size(list) && status == PRISCUS_OK; i++)
        status = add_author(json_array_get(list, i), mem, authors, n);
    if (*n == 0 && status == PRISCUS_OK)
        status = add_author(json_object_get(object, "author"), mem, authors, n);
    return status;
}

static bool has_text(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value) && text_trim(text_of(json_string_value(value), json_string_length(value))).len;
}

/* What an item says of itself. */
static priscus_status read_item(const json_t *object, struct text base, struct date fetched, struct arena *mem,
                                struct feed_entry *e)
{
    static const char *const links[] = { "url", "external_url", "id" };
    struct text published = { 0 }, modified = { 0 };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(links) && !e->address.ptr && status == PRISCUS_OK; i++) {
        struct text link = { 0 };

        status = keep(json_object_get(object, links[i]), mem, &link);
        if (i == 2 && !url_is_absolute(link))
            break; /* an id is an address only if it is one */
        if (link.ptr)
            status = url_resolve(base, link, mem, &e->address);
    }
    if (status == PRISCUS_OK)
        status = keep(json_object_get(object, "title"), mem, &e->title);
    if (status == PRISCUS_OK)
        status = keep(json_object_get(object, "date_published"), mem, &published);
    if (status == PRISCUS_OK)
        status = keep(json_object_get(object, "date_modified"), mem, &modified);
    if (status != PRISCUS_OK)
        return status;
    e->published = feed_date(published, fetched);
    e->modified = feed_date(modified, fetched);
    e->whole = has_text(object, "content_html") || has_text(object, "content_text");
    return PRISCUS_OK;
}

/* The authors of the feed itself: a list, or one. */
static priscus_status read_feed_authors(struct text raw, struct arena *mem, struct about *about)
{
    json_error_t wrong;
    json_t *value = json_loadb(raw.ptr, raw.len, JSON_DECODE_ANY, &wrong);
    priscus_status status = PRISCUS_OK;

    if (json_is_array(value))
        for (size_t i = 0; i < json_array_size(value) && status == PRISCUS_OK; i++)
            status = add_author(json_array_get(value, i), mem, about->authors, &about->n_authors);
    else if (value)
        status = add_author(value, mem, about->authors, &about->n_authors);
    json_decref(value);
    return status;
}

static priscus_status read_about(struct text bytes, struct text address, struct arena *mem, struct about *about)
{
    struct text raw, home = { 0 };
    priscus_status status;

    *about = (struct about){ .kind = FEED_JSON, .charset = text_c("UTF-8") };
    if (!url_is_absolute(address))
        address = (struct text){ 0 };
    status = keep_member(bytes, "title", mem, &about->title);
    if (status == PRISCUS_OK)
        status = keep_member(bytes, "language", mem, &about->language);
    if (status == PRISCUS_OK)
        status = keep_member(bytes, "home_page_url", mem, &home);
    if (status == PRISCUS_OK && !address.ptr)
        status = keep_member(bytes, "feed_url", mem, &address);
    if (status == PRISCUS_OK)
        status = url_resolve(address, home, mem, &about->address);
    if (!about->address.ptr && url_is_absolute(address))
        about->address = address;
    about->base = about->address;
    if (status == PRISCUS_OK && json_raw_member(bytes, "authors", &raw))
        status = read_feed_authors(raw, mem, about);
    if (status == PRISCUS_OK && !about->n_authors && json_raw_member(bytes, "author", &raw))
        status = read_feed_authors(raw, mem, about);
    return status;
}

priscus_status feed_json_read(struct text bytes, struct text address, struct date fetched, struct arena *mem,
                              struct feed *out, struct priscus_error *err)
{
    struct text text = bytes, items, raw;
    struct about *about = arena_alloc(mem, sizeof *about);
    struct feed feed = { .kind = FEED_JSON };
    size_t room = 0, at = 0;
    priscus_status status;

    if (text_starts(text, "\xEF\xBB\xBF"))
        text = text_of(text.ptr + 3, text.len - 3);
    if (!about || read_about(text, address, mem, about) != PRISCUS_OK)
        return error_memory(err);
    if (!json_raw_member(text, "items", &items) || items.ptr[0] != '[')
        return error_set(err, PRISCUS_EINPUT, 0, "no feed: this JSON has no list of \"items\"");
    feed.cut = items.ptr[items.len - 1] != ']';
    while (json_raw_next(items, &at, &raw)) {
        size_t begin = (size_t)(raw.ptr - bytes.ptr);
        struct feed_entry *grown;
        json_error_t wrong;
        json_t *object;

        if (feed.n_entries == FEED_ENTRIES_MAX) {
            feed.cut = true;
            break;
        }
        grown = arena_grow(mem, feed.entries, feed.n_entries, &room, sizeof *grown);
        if (!grown)
            return error_memory(err);
        feed.entries = grown;
        grown += feed.n_entries++;
        *grown = (struct feed_entry){ .page = { (uint32_t)begin, (uint32_t)(begin + raw.len) } };
        object = json_loadb(raw.ptr, raw.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &wrong);
        status = json_is_object(object) ? read_item(object, about->base, fetched, mem, grown) : PRISCUS_OK;
        json_decref(object);
        if (status != PRISCUS_OK)
            return error_memory(err);
    }
    feed.title = about->title;
    feed.address = about->address;
    feed.language = about->language;
    status = about_write(about, mem, &feed.about, err);
    if (status == PRISCUS_OK)
        *out = feed;
    return status;
}

priscus_status feed_json_item(const struct page *page, const struct about *about, struct arena *mem,
                              struct article *article, struct origin *title, struct origin *body, bool *whole,
                              struct priscus_error *err)
{
    static const char *const bodies[] = { "content_html", "content_text", "summary" };
    struct text authors[FEED_AUTHORS_MAX], raw;
    struct feed_entry entry = { 0 };
    size_t n = 0;
    json_error_t wrong;
    json_t *object = json_loadb(page->bytes.ptr, page->bytes.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &wrong);
    const json_t *tags;
    priscus_status status;

    if (!json_is_object(object)) {
        json_decref(object);
        return error_set(err, PRISCUS_EINPUT, 0, "an item of a JSON Feed that is no JSON object, or is cut off");
    }
    tags = json_object_get(object, "tags");
    status = read_item(object, about->base, page->fetched, mem, &entry);
    if (status == PRISCUS_OK)
        status = read_authors(object, mem, authors, &n);
    if (status == PRISCUS_OK)
        status = keep(json_object_get(object, "language"), mem, &article->language);
    if (status == PRISCUS_OK)
        status = keep(json_array_get(tags, 0), mem, &article->section);
    article->title = entry.title;
    article->address = entry.address;
    article->published = entry.published;
    article->modified = entry.modified;
    *whole = entry.whole;
    if (status == PRISCUS_OK && json_raw_member(page->bytes, "title", &raw) && json_raw_string(raw, &raw)) {
        struct origin text = { .mem = mem };

        json_raw_decode(page->bytes, raw, &text);
        feed_escape(&text, title);
    }
    for (size_t i = 0; i < COUNT_OF(bodies) && status == PRISCUS_OK; i++) {
        struct origin text = { .mem = mem };

        if (!has_text(object, bodies[i]) || !json_raw_member(page->bytes, bodies[i], &raw) ||
            !json_raw_string(raw, &raw))
            continue;
        json_raw_decode(page->bytes, raw, &text);
        feed_lay_out(&text, i > 0, body);
        break;
    }
    json_decref(object);
    if (status == PRISCUS_OK)
        status = title->failed || body->failed ? PRISCUS_ENOMEM : feed_byline(authors, n, mem, article);
    return status == PRISCUS_OK ? status : error_memory(err);
}
