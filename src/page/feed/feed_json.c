/* feed_json.c - JSON Feed (jsonfeed.org, versions 1 and 1.1).
 *
 *     {"version": "https://jsonfeed.org/version/1.1", "title": "The Tern",
 *      "items": [{"id": "4", "url": "https://thetern.example/talks", "content_html": "<p>The two ..."}]}
 *
 * The items are cut out first, each is read by itself: a feed that ends in the middle, or has one bad
 * item, loses that item and no other. */
#include <jansson.h>

#include "base/error.h"
#include "net/url.h"
#include "page/feed/feed_item.h"
#include "page/markup/json_raw.h"

bool feed_json_guess(struct text head)
{
    return text_find(head, text_c("jsonfeed.org/version"), 0) != NOWHERE ||
           text_find(head, text_c("jsonfeed.org\\/version"), 0) != NOWHERE;
}

static bool keep(const json_t *value, struct arena *mem, struct text *out)
{
    struct text t = { 0 };
    char *copy;

    if (json_is_string(value))
        t = text_trim(text_of(json_string_value(value), json_string_length(value)));
    if (t.len == 0)
        return true;
    copy = arena_copy(mem, t.ptr, t.len);
    *out = text_of(copy, t.len);
    return copy != NULL;
}

/* A value of the feed itself, which is not parsed as a whole. False: memory is out. */
static bool read_raw(struct text raw, struct arena *mem, struct text *out)
{
    json_error_t wrong;
    json_t *value = json_loadb(raw.ptr, raw.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &wrong);
    bool ok = keep(value, mem, out);

    json_decref(value);
    return ok;
}

static bool add_author(const json_t *author, struct arena *mem, struct text *authors, size_t *n)
{
    struct text name = { 0 };

    if (*n == FEED_AUTHORS_MAX)
        return true;
    if (!keep(json_is_object(author) ? json_object_get(author, "name") : author, mem, &name))
        return false;
    if (name.ptr)
        name = feed_author(name);
    if (name.len)
        authors[(*n)++] = name;
    return true;
}

/* Version 1.1 has "authors", version 1 one "author". */
static bool read_authors(const json_t *object, struct arena *mem, struct text *authors, size_t *n)
{
    const json_t *list = json_object_get(object, "authors");

    for (size_t i = 0; i < json_array_size(list); i++)
        if (!add_author(json_array_get(list, i), mem, authors, n))
            return false;
    return *n || add_author(json_object_get(object, "author"), mem, authors, n);
}

static bool has_text(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value) && text_trim(text_of(json_string_value(value), json_string_length(value))).len;
}

/* What an item says of itself. False: memory is out. */
static bool read_item(const json_t *object, struct text base, struct date fetched, struct arena *mem,
                      struct feed_entry *e)
{
    static const char *const links[] = { "url", "external_url", "id" };
    struct text date = { 0 }, link = { 0 };

    for (size_t i = 0; i < COUNT_OF(links) && !e->address.ptr; i++) {
        link = (struct text){ 0 };
        if (!keep(json_object_get(object, links[i]), mem, &link))
            return false;
        if (i == 2 && !url_is_absolute(link))
            break; /* an id is an address only if it is one */
        if (link.ptr && url_resolve(base, link, mem, &e->address) != PRISCUS_OK)
            return false;
    }
    if (!keep(json_object_get(object, "title"), mem, &e->title) ||
        !keep(json_object_get(object, "date_published"), mem, &date))
        return false;
    e->published = feed_date(date, fetched);
    date = (struct text){ 0 };
    if (!keep(json_object_get(object, "date_modified"), mem, &date))
        return false;
    e->modified = feed_date(date, fetched);
    e->whole = has_text(object, "content_html") || has_text(object, "content_text");
    return true;
}

static bool read_about(struct text bytes, struct text address, struct arena *mem, struct about *about)
{
    struct text raw, home = { 0 };
    json_error_t wrong;
    bool ok = true;

    *about = (struct about){ .kind = FEED_JSON, .charset = text_c("UTF-8") };
    if (!url_is_absolute(address))
        address = (struct text){ 0 };
    if ((json_raw_member(bytes, "title", &raw) && !read_raw(raw, mem, &about->title)) ||
        (json_raw_member(bytes, "language", &raw) && !read_raw(raw, mem, &about->language)) ||
        (json_raw_member(bytes, "home_page_url", &raw) && !read_raw(raw, mem, &home)) ||
        (!address.ptr && json_raw_member(bytes, "feed_url", &raw) && !read_raw(raw, mem, &address)) ||
        url_resolve(address, home, mem, &about->address) != PRISCUS_OK)
        return false;
    if (!about->address.ptr && url_is_absolute(address))
        about->address = address;
    about->base = about->address;
    for (int i = 0; i < 2 && ok && !about->n_authors; i++) {
        json_t *value;

        if (!json_raw_member(bytes, i ? "author" : "authors", &raw))
            continue;
        value = json_loadb(raw.ptr, raw.len, JSON_DECODE_ANY, &wrong);
        if (json_is_array(value))
            for (size_t k = 0; k < json_array_size(value) && ok; k++)
                ok = add_author(json_array_get(value, k), mem, about->authors, &about->n_authors);
        else if (value)
            ok = add_author(value, mem, about->authors, &about->n_authors);
        json_decref(value);
    }
    return ok;
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
    if (!about || !read_about(text, address, mem, about))
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (!json_raw_member(text, "items", &items) || items.ptr[0] != '[')
        return error_set(err, PRISCUS_EINPUT, 0, "no feed: this JSON has no list of \"items\"");
    feed.cut = items.ptr[items.len - 1] != ']';
    while (json_raw_next(items, &at, &raw)) {
        size_t begin = (size_t)(raw.ptr - bytes.ptr);
        struct feed_entry *grown;
        json_error_t wrong;
        json_t *object;
        bool ok;

        if (feed.n_entries == FEED_ENTRIES_MAX) {
            feed.cut = true;
            break;
        }
        grown = arena_grow(mem, feed.entries, feed.n_entries, &room, sizeof *grown);
        if (!grown)
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
        feed.entries = grown;
        grown += feed.n_entries++;
        *grown = (struct feed_entry){ .page = { (uint32_t)begin, (uint32_t)(begin + raw.len) } };
        object = json_loadb(raw.ptr, raw.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &wrong);
        ok = !json_is_object(object) || read_item(object, about->base, fetched, mem, grown);
        json_decref(object);
        if (!ok)
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
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
    bool ok;

    if (!json_is_object(object)) {
        json_decref(object);
        return error_set(err, PRISCUS_EINPUT, 0, "an item of a JSON Feed that is no JSON object, or is cut off");
    }
    tags = json_object_get(object, "tags");
    ok = read_item(object, about->base, page->fetched, mem, &entry) && read_authors(object, mem, authors, &n) &&
         keep(json_object_get(object, "language"), mem, &article->language) &&
         keep(json_array_get(tags, 0), mem, &article->section);
    article->title = entry.title;
    article->address = entry.address;
    article->published = entry.published;
    article->modified = entry.modified;
    *whole = entry.whole;
    if (ok && json_raw_member(page->bytes, "title", &raw) && json_raw_string(raw, &raw)) {
        struct origin text = { .mem = mem };

        json_raw_decode(page->bytes, raw, &text);
        feed_escape(&text, title);
        ok = !text.failed;
    }
    for (size_t i = 0; i < COUNT_OF(bodies) && ok; i++) {
        struct origin text = { .mem = mem };

        if (!has_text(object, bodies[i]) || !json_raw_member(page->bytes, bodies[i], &raw) ||
            !json_raw_string(raw, &raw))
            continue;
        json_raw_decode(page->bytes, raw, &text);
        feed_lay_out(&text, i > 0, body);
        ok = !text.failed;
        break;
    }
    json_decref(object);
    if (ok)
        ok = feed_byline(authors, n, mem, article);
    return ok ? PRISCUS_OK : error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

/* --- what is known of a feed, of any kind --- */

static bool get(const json_t *object, const char *key, struct arena *mem, struct text *out)
{
    const json_t *value = json_object_get(object, key);
    char *copy;

    if (!json_is_string(value))
        return true;
    copy = arena_copy(mem, json_string_value(value), json_string_length(value));
    *out = text_of(copy, json_string_length(value));
    return copy != NULL;
}

static bool get_all(json_t *root, struct arena *mem, struct about *about)
{
    json_t *authors = json_object_get(root, "authors"), *prefixes = json_object_get(root, "prefixes"), *value;
    struct text kind = { 0 };
    const char *key;

    if (!get(root, "kind", mem, &kind) || !get(root, "title", mem, &about->title) ||
        !get(root, "address", mem, &about->address) || !get(root, "base", mem, &about->base) ||
        !get(root, "language", mem, &about->language) || !get(root, "charset", mem, &about->charset))
        return false;
    for (enum feed_kind k = FEED_RSS; k <= FEED_OPML; k++)
        if (text_is(kind, feed_kind_text(k)))
            about->kind = k;
    for (size_t i = 0; i < json_array_size(authors) && i < FEED_AUTHORS_MAX; i++) {
        const json_t *name = json_array_get(authors, i);
        char *copy;

        if (!json_is_string(name))
            continue;
        copy = arena_copy(mem, json_string_value(name), json_string_length(name));
        if (!copy)
            return false;
        about->authors[about->n_authors++] = text_of(copy, json_string_length(name));
    }
    json_object_foreach(prefixes, key, value)
    {
        enum space space = space_parse(text_c(json_string_value(value)));
        char *copy;

        if (space == SPACE_COUNT || about->names.n == FEED_PREFIXES_MAX)
            continue;
        copy = arena_copy(mem, key, strlen(key));
        if (!copy)
            return false;
        about->names.list[about->names.n].prefix = text_c(copy);
        about->names.list[about->names.n++].space = (uint8_t)space;
    }
    return true;
}

priscus_status about_read(struct text json, struct arena *mem, struct about *out, struct priscus_error *err)
{
    struct about about = { 0 };
    json_error_t wrong;
    json_t *root;
    bool ok;

    if (!json.len) {
        *out = about;
        return PRISCUS_OK;
    }
    root = json_loadb(json.ptr, json.len, 0, &wrong);
    if (!json_is_object(root)) {
        json_decref(root);
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "what is known of its feed is no JSON object");
    }
    ok = get_all(root, mem, &about);
    json_decref(root);
    if (!ok)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    *out = about;
    return PRISCUS_OK;
}
