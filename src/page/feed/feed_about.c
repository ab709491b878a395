/* feed_about.c - what an entry's reader must know of the feed it stood in: kept with the entry, so that
 * the same bytes make the same article again.
 *
 *     {"kind": "rss", "title": "The Tern", "address": "https://thetern.example/", "language": "en",
 *      "charset": "UTF-8", "prefixes": {"n":"news"}}
 */
#include <jansson.h>

#include "base/error.h"
#include "base/json_write.h"
#include "page/feed/feed_item.h"

static void add(struct buffer *b, const char *key, struct text t)
{
    if (t.ptr)
        json_put_text(b, key, t);
}

priscus_status about_write(const struct about *about, struct arena *mem, struct text *out, struct priscus_error *err)
{
    struct buffer b = { 0 };
    char *copy = NULL;

    buffer_char(&b, '{');
    add(&b, "kind", text_c(feed_kind_text(about->kind)));
    add(&b, "title", about->title);
    add(&b, "address", about->address);
    add(&b, "base", about->base);
    add(&b, "language", about->language);
    add(&b, "charset", about->charset);
    if (about->n_authors) {
        json_put_open(&b, "authors", '[');
        for (size_t i = 0; i < about->n_authors; i++) {
            if (i)
                buffer_char(&b, ',');
            json_put_text(&b, NULL, about->authors[i]);
        }
        buffer_char(&b, ']');
    }
    if (about->names.n) {
        char prefix[64];

        json_put_open(&b, "prefixes", '{');
        for (size_t i = 0; i < about->names.n && !b.failed; i++) {
            struct text p = about->names.list[i].prefix;

            if (p.len >= sizeof prefix)
                continue;
            memcpy(prefix, p.ptr, p.len);
            prefix[p.len] = '\0';
            if (memchr(prefix, '\0', p.len))
                continue;
            if (b.ptr[b.len - 1] != '{')
                buffer_char(&b, ',');
            json_put_text(&b, NULL, text_c(prefix));
            buffer_char(&b, ':');
            json_put_text(&b, NULL, text_c(space_text((enum space)about->names.list[i].space)));
        }
        buffer_char(&b, '}');
    }
    buffer_char(&b, '}');
    if (!b.failed)
        copy = arena_copy(mem, b.ptr, b.len);
    *out = text_of(copy, copy ? b.len : 0);
    buffer_release(&b);
    return copy ? PRISCUS_OK : error_memory(err);
}

static priscus_status get(const json_t *object, const char *key, struct arena *mem, struct text *out)
{
    const json_t *value = json_object_get(object, key);

    return arena_text(mem, text_of(json_string_value(value), json_string_length(value)), out);
}

static priscus_status get_all(json_t *root, struct arena *mem, struct about *about)
{
    json_t *authors = json_object_get(root, "authors"), *prefixes = json_object_get(root, "prefixes"), *value;
    struct text kind = { 0 };
    const struct {
        const char *key;
        struct text *out;
    } texts[] = { { "kind", &kind },        { "title", &about->title },       { "address", &about->address },
                  { "base", &about->base }, { "language", &about->language }, { "charset", &about->charset } };
    const char *key;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++)
        status = get(root, texts[i].key, mem, texts[i].out);
    for (enum feed_kind k = FEED_RSS; k <= FEED_OPML; k++)
        if (text_is(kind, feed_kind_text(k)))
            about->kind = k;
    for (size_t i = 0; i < json_array_size(authors) && i < FEED_AUTHORS_MAX && status == PRISCUS_OK; i++) {
        const json_t *name = json_array_get(authors, i);

        if (json_is_string(name))
            status = arena_text(mem, text_of(json_string_value(name), json_string_length(name)),
                                &about->authors[about->n_authors++]);
    }
    json_object_foreach(prefixes, key, value)
    {
        enum space space = space_parse(text_c(json_string_value(value)));

        if (space == SPACE_COUNT || about->names.n == FEED_PREFIXES_MAX || status != PRISCUS_OK)
            continue;
        status = arena_text(mem, text_c(key), &about->names.list[about->names.n].prefix);
        about->names.list[about->names.n++].space = (uint8_t)space;
    }
    return status;
}

priscus_status about_read(struct text json, struct arena *mem, struct about *out, struct priscus_error *err)
{
    struct about about = { 0 };
    json_error_t wrong;
    json_t *root;
    priscus_status status;

    if (!json.len) {
        *out = about;
        return PRISCUS_OK;
    }
    root = json_loadb(json.ptr, json.len, 0, &wrong);
    if (!json_is_object(root)) {
        json_decref(root);
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "what is known of its feed is no JSON object");
    }
    status = get_all(root, mem, &about);
    json_decref(root);
    if (status != PRISCUS_OK)
        return error_memory(err);
    *out = about;
    return PRISCUS_OK;
}

/* Words that say that something is a feed, not whose. */
static bool says_feed(struct text t)
{
    static const char *const words[] = { "rss",         "rss feed",     "feed",           "atom",
                                         "latest news", "latest",       "news feed",      "all news",
                                         "top stories", "home",         "latest stories", "headlines",
                                         "main feed",   "all articles", "rss 2.0",        "newsfeed",
                                         "home page",   "top news",     "news rss" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_eq_fold(t, text_c(words[i])))
            return true;
    return false;
}

struct text feed_outlet(struct text title)
{
    static const char *const separators[] = { " | ",        " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ",
                                              " \xC2\xAB ", ": ",  " \xC2\xB7 " };

    for (int turns = 0; turns < 2; turns++) {
        struct text before = title;

        for (size_t i = 0; i < COUNT_OF(separators); i++) {
            size_t n = strlen(separators[i]), at = text_find(title, text_c(separators[i]), 0), last = at;
            struct text left, right;

            if (at == NOWHERE)
                continue;
            for (size_t next = at; next != NOWHERE; next = text_find(title, text_c(separators[i]), next + n))
                last = next;
            left = text_trim(text_of(title.ptr, at));
            right = text_trim(text_of(title.ptr + last + n, title.len - last - n));
            if (right.len && left.len && says_feed(right))
                title = text_trim(text_of(title.ptr, last));
            else if (left.len && right.len && says_feed(left))
                title = text_trim(text_of(title.ptr + at + n, title.len - at - n));
        }
        if (title.len == before.len)
            break;
    }
    for (size_t i = 0; i < 2; i++) {
        const char *word = i ? " feed" : " rss";
        size_t n = strlen(word);

        if (title.len > n + 2 && text_eq_fold(text_of(title.ptr + title.len - n, n), text_c(word)))
            title = text_trim(text_of(title.ptr, title.len - n));
    }
    return says_feed(title) ? (struct text){ 0 } : title;
}

struct text feed_author(struct text t)
{
    const char *at = memchr(t.ptr, '@', t.len), *open, *close;

    if (!at)
        return text_starts(t, "http") ? text_of(t.ptr, 0) : t;
    open = memchr(t.ptr, '(', t.len);
    close = open ? memchr(open, ')', t.len - (size_t)(open - t.ptr)) : NULL;
    if (close && open > at)
        return text_trim(text_of(open + 1, (size_t)(close - open - 1)));
    open = memchr(t.ptr, '<', t.len);
    if (!open || open > at)
        open = memchr(t.ptr, '(', t.len); /* "Ana Brook (ana@thetern.example)" */
    if (open && open < at)
        return text_trim(text_of(t.ptr, (size_t)(open - t.ptr)));
    return text_of(t.ptr, 0);
}
