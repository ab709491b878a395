/* json.c - one line of JSON into an article.
 *
 *     {"id": "n1", "title": "Talks resume", "outlet": {"name": "The Tern"}, "text": "The two ..."}
 *
 * The body is the decoded text byte for byte, so that spans into it are spans into
 * what the user gave. jansson checks the line and decodes it; it does not say where in
 * the line a value stood, so json_raw.h, which may trust that the line is well
 * formed, finds the raw string again and paragraphs are mapped through its escapes.
 *
 * Keys in the order of trust: text, body, content; id, file; and so on down the
 * table. The first that is there and has a value wins. */
#include <jansson.h>

#include "base/error.h"
#include "page/article.h"
#include "page/json_raw.h"
#include "page/stamp.h"

#define KEYS_MAX    5   /* names for one field                                   */
#define PEOPLE_MAX  32  /* authors or agencies of one article                    */
#define NESTING_MAX 4   /* {"author": {"name": {"name": ...}}} has been seen      */
#define KEYS_TOLD   120 /* bytes of key names in the message about a missing text */

typedef const char *const keys[KEYS_MAX];

static keys body_keys = { "text", "body", "content" };
static keys id_keys = { "id", "file" };
static keys title_keys = { "title", "headline" };
static keys outlet_keys = { "outlet", "source", "site", "publisher" };
static keys byline_keys = { "byline", "author", "authors" };
static keys published_keys = { "published", "date", "publish_date" };
static keys modified_keys = { "modified", "updated", "date_modified" };
static keys address_keys = { "url", "address", "link" };
static keys language_keys = { "language", "lang" };
static keys section_keys = { "section", "category" };
static keys agency_keys = { "agencies", "agency" };

static json_t *field(const json_t *object, keys names, const char **name)
{
    for (size_t i = 0; i < KEYS_MAX && names[i]; i++) {
        json_t *value = json_object_get(object, names[i]);

        if (value && !json_is_null(value)) {
            if (name)
                *name = names[i];
            return value;
        }
    }
    return NULL;
}

/* A name as people write it in JSON: "A", {"name": "A"}. */
static struct text name_of(const json_t *value)
{
    for (int depth = 0; depth < NESTING_MAX && json_is_object(value); depth++)
        value = json_object_get(value, "name");
    if (!json_is_string(value))
        return (struct text){ 0 };
    return text_trim(text_of(json_string_value(value), json_string_length(value)));
}

static bool keep(struct text t, struct arena *mem, struct text *out)
{
    char *copy;

    if (t.len == 0)
        return true;
    copy = arena_copy(mem, t.ptr, t.len);
    *out = text_of(copy, t.len);
    return copy != NULL;
}

static bool read_name(const json_t *object, keys names, struct arena *mem, struct text *out)
{
    const json_t *value = field(object, names, NULL);

    if (json_is_array(value))
        value = json_array_get(value, 0);
    return keep(name_of(value), mem, out);
}

/* A list of names, or one, or {"name": ...}. False: memory is out. */
static bool read_names(const json_t *value, struct arena *mem, struct text **out, size_t *n)
{
    size_t count = json_is_array(value) ? json_array_size(value) : value != NULL;
    struct text *list;

    *n = 0;
    if (count > PEOPLE_MAX)
        count = PEOPLE_MAX;
    list = arena_alloc(mem, count * sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct text name = name_of(json_is_array(value) ? json_array_get(value, i) : value);

        if (name.len == 0)
            continue;
        if (!keep(name, mem, &list[*n]))
            return false;
        ++*n;
    }
    *out = list;
    return true;
}

static bool read_byline(const json_t *object, struct arena *mem, struct text *out)
{
    struct text *people;
    size_t n, len = 0, at = 0;
    char *joined;

    if (!read_names(field(object, byline_keys, NULL), mem, &people, &n))
        return false;
    if (n == 0)
        return true;
    for (size_t i = 0; i < n; i++)
        len += people[i].len + 2;
    joined = arena_alloc(mem, len);
    if (!joined)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (i) {
            memcpy(joined + at, ", ", 2);
            at += 2;
        }
        memcpy(joined + at, people[i].ptr, people[i].len);
        at += people[i].len;
    }
    *out = text_of(joined, at);
    return true;
}

/* "2031-05-03", "3 May 2031 07:10", or seconds (or milliseconds) since 1970. */
static bool read_date(const json_t *value, struct date fetched, struct arena *mem, struct date *date,
                      struct text *words)
{
    struct stamp stamp;
    struct text t;

    if (json_is_integer(value)) {
        json_int_t seconds = json_integer_value(value);

        if (seconds > 100000000000) /* the year 5138, or the usual milliseconds */
            seconds /= 1000;
        if (seconds > 0 && seconds < 253402300800) {
            *date = date_from_days((long)(seconds / 86400));
            date->hour = (uint8_t)(seconds / 3600 % 24);
            date->minute = (uint8_t)(seconds / 60 % 60);
            date->second = (uint8_t)(seconds % 60);
            date->precision = PRECISION_SECOND;
            date->zone = 0;
        }
        return true;
    }
    t = name_of(value);
    if (t.len == 0)
        return true;
    if (!date_parse_iso(t, date) && stamp_find(t, 0, fetched, &stamp))
        *date = stamp.date;
    return words ? keep(t, mem, words) : true;
}

/* Give paragraphs, which know their place in the decoded body, their place in the line. */
static void find_in_line(struct text line, struct text raw, struct article *article)
{
    size_t shift = (size_t)(raw.ptr - line.ptr), at = 0, body = 0, next = 0;

    while (next < article->n_paragraphs * 2) {
        struct paragraph *p = &article->paragraphs[next / 2];
        size_t wanted = next % 2 ? p->body.end : p->body.begin;
        unsigned decoded;
        char out[4];

        if (body >= wanted || at >= raw.len) {
            *(next % 2 ? &p->page.end : &p->page.begin) = (uint32_t)(shift + at);
            next++;
            continue;
        }
        at += json_raw_step(raw, at, &decoded, out);
        body += decoded;
    }
}

/* --- the whole --- */

static priscus_status no_text(json_t *object, struct priscus_error *err)
{
    char told[KEYS_TOLD + 1];
    size_t n = 0;
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        size_t len = strlen(key);

        if (n + len + 2 > KEYS_TOLD)
            break;
        if (n) {
            memcpy(told + n, ", ", 2);
            n += 2;
        }
        for (size_t i = 0; i < len; i++)
            told[n++] = (unsigned char)key[i] < 0x20 || key[i] == 0x7F ? '?' : key[i];
    }
    told[n] = '\0';
    if (n == 0)
        return error_set(err, PRISCUS_EINPUT, 0,
                         "the JSON object has no \"text\" (nor \"body\" or \"content\") to read");
    return error_set(err, PRISCUS_EINPUT, 0,
                     "the JSON object has no \"text\" (nor \"body\" or \"content\") to read; it has: %s", told);
}

static bool read_fields(json_t *object, const struct page *page, struct arena *mem, struct article *article)
{
    const char *id_key = NULL;
    json_t *id = field(object, id_keys, &id_key);
    struct text raw;

    if (json_is_string(id)) {
        if (!keep(name_of(id), mem, &article->id))
            return false;
    } else if (json_is_number(id) && json_raw_member(page->bytes, id_key, &raw)) {
        /* As it is written: 20 digits survive. */
        if (!keep(raw, mem, &article->id))
            return false;
    }
    return read_name(object, title_keys, mem, &article->title) &&
           read_name(object, outlet_keys, mem, &article->outlet) &&
           read_name(object, address_keys, mem, &article->address) &&
           read_name(object, language_keys, mem, &article->language) &&
           read_name(object, section_keys, mem, &article->section) &&
           read_byline(object, mem, &article->byline) &&
           read_names(field(object, agency_keys, NULL), mem, &article->agencies, &article->n_agencies) &&
           read_date(field(object, published_keys, NULL), page->fetched, mem, &article->published,
                     &article->published_words) &&
           read_date(field(object, modified_keys, NULL), page->fetched, mem, &article->modified, NULL);
}

static priscus_status read_object(json_t *object, const struct page *page, struct arena *mem,
                                  struct article *article, struct priscus_error *err)
{
    const char *body_key = NULL;
    json_t *body = field(object, body_keys, &body_key);
    struct text decoded, raw;
    char *copy;

    if (!body)
        return no_text(object, err);
    if (!json_is_string(body))
        return error_set(err, PRISCUS_EINPUT, 0, "\"%s\" in the JSON object is not a string", body_key);
    decoded = text_of(json_string_value(body), json_string_length(body));
    if (text_trim(decoded).len == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "\"%s\" in the JSON object is empty", body_key);
    copy = arena_copy(mem, decoded.ptr, decoded.len);
    if (!copy || !article_split_paragraphs(text_of(copy, decoded.len), 0, mem, article) ||
        !read_fields(object, page, mem, article))
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    if (!json_raw_member(page->bytes, body_key, &raw) || !json_raw_string(raw, &raw))
        raw = text_of(page->bytes.ptr, 0);
    find_in_line(page->bytes, raw, article);
    return PRISCUS_OK;
}

priscus_status article_read_json(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err)
{
    struct article article = { 0 };
    priscus_status status;
    json_error_t wrong;
    json_t *root;

    root = json_loadb(page->bytes.ptr, page->bytes.len, JSON_ALLOW_NUL, &wrong);
    if (!root && json_error_code(&wrong) == json_error_numeric_overflow)
        root = json_loadb(page->bytes.ptr, page->bytes.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &wrong);
    if (!root) {
        /* jansson quotes what it stumbled on: nothing a terminal would obey. */
        for (char *p = wrong.text; *p; p++)
            if ((unsigned char)*p < 0x20 || *p == 0x7F)
                *p = '?';
        if (json_error_code(&wrong) == json_error_out_of_memory)
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
        return error_set(err, PRISCUS_EINPUT, wrong.position < 0 ? NOWHERE : (size_t)wrong.position,
                         "not a JSON object: %s (byte %d of the line)", wrong.text, wrong.position);
    }
    if (json_is_object(root))
        status = read_object(root, page, mem, &article, err);
    else
        status = error_set(err, PRISCUS_EINPUT, 0,
                           "not a JSON object but another value; one object {...} a line is wanted");
    json_decref(root);
    if (status == PRISCUS_OK)
        *out = article;
    return status;
}
