/* json_article.c - one line of JSON into an article.
 *
 *     {"id": "n1", "title": "Talks resume", "outlet": {"name": "The Tern"}, "text": "The two ..."}
 *
 * The body is the decoded text byte for byte, so that spans into it are spans into
 * what the user gave. jansson checks the line and decodes it; it does not say where in
 * the line a value stood, so json_raw.h, which may trust that the line is well
 * formed, finds the raw string again and paragraphs are mapped through its escapes.
 *
 * Keys in the order of trust: text, body, content; id, file; and so on down the
 * table. The first that is there and has a value wins, except where --map says which it is
 * (json_map.h). A line that has HTML and no text is read as the page that it holds, and what is found is
 * led back into the line (origin.h). */
#include <stdlib.h>

#include <jansson.h>

#include "base/error.h"
#include "page/article.h"
#include "page/date/stamp.h"
#include "page/markup/json_raw.h"
#include "page/markup/origin.h"
#include "page/source/json_map.h"

#define KEYS_MAX    10  /* names for one field                                   */
#define KEY_MAX     128 /* bytes of one key in a path                            */
#define PEOPLE_MAX  32  /* authors or agencies of one article                    */
#define NESTING_MAX 4   /* {"author": {"name": {"name": ...}}} has been seen      */
#define KEYS_TOLD   120 /* bytes of key names in the message about a missing text */

/* As crawlers write them; docs/inputs.md lists them for people. */
static const char *const keys[FIELD_COUNT][KEYS_MAX] = {
    [FIELD_TEXT] = { "text", "body", "content", "maintext", "article_text", "content_text" },
    [FIELD_HTML] = { "html", "raw_html" },
    [FIELD_ID] = { "id", "file" },
    [FIELD_TITLE] = { "title", "headline" },
    [FIELD_OUTLET] = { "outlet", "source", "site", "publisher", "sitename", "site_name", "source_domain", "domain" },
    [FIELD_BYLINE] = { "byline", "author", "authors" },
    [FIELD_PUBLISHED] = { "published", "date", "publish_date", "date_publish", "date_published", "published_at",
                          "datePublished", "pubDate", "publication_date" },
    [FIELD_MODIFIED] = { "modified", "updated", "date_modified", "dateModified", "date_modify", "updated_at" },
    [FIELD_ADDRESS] = { "url", "address", "link", "original_url", "requested_url" },
    [FIELD_LANGUAGE] = { "language", "lang" },
    [FIELD_SECTION] = { "section", "category" },
    [FIELD_AGENCY] = { "agencies", "agency" },
    [FIELD_FETCHED] = { "fetched", "crawled", "date_download", "crawl_date", "crawled_at", "fetched_at", "timestamp" },
};

/* Names of keys for a message. */
struct told {
    char text[KEYS_TOLD + 1];
    size_t n;
};

/* The line, and how its keys are to be read. */
struct line {
    json_t *root;
    struct text bytes, map;
};

static bool next_key(struct text *path, char key[KEY_MAX])
{
    struct text piece = text_cut(path, '.');

    if (piece.len >= KEY_MAX)
        return false;
    memcpy(key, piece.ptr, piece.len);
    key[piece.len] = '\0';
    return true;
}

static bool is_number(const char *key, size_t *out)
{
    *out = 0;
    for (const char *c = key; *c; c++) {
        if (!is_ascii_digit(*c) || c - key > 8)
            return false;
        *out = *out * 10 + (size_t)(*c - '0');
    }
    return key[0] != '\0';
}

/* "content.main", "people.0.name" */
static json_t *value_at(json_t *value, struct text path)
{
    char key[KEY_MAX];
    size_t number;

    while (value && path.ptr) {
        if (!next_key(&path, key))
            return NULL;
        if (json_is_array(value))
            value = is_number(key, &number) ? json_array_get(value, number) : NULL;
        else
            value = json_object_get(value, key);
    }
    return value;
}

/* The same in the line's own bytes. */
static bool raw_at(struct text value, struct text path, struct text *out)
{
    char key[KEY_MAX];
    size_t number, at;

    while (path.ptr) {
        if (!next_key(&path, key))
            return false;
        if (text_starts(value, "[")) {
            struct text list = value;

            if (!is_number(key, &number))
                return false;
            at = 0;
            do {
                if (!json_raw_next(list, &at, &value))
                    return false;
            } while (number--);
        } else if (!json_raw_member(value, key, &value))
            return false;
    }
    *out = value;
    return true;
}

static bool is_blank(const json_t *value)
{
    return json_is_string(value) && !text_trim(text_of(json_string_value(value), json_string_length(value))).len;
}

/* The value of a field and (may be NULL) the path to it. */
static json_t *field(const struct line *line, enum json_field which, struct text *path)
{
    struct text mapped;
    json_t *first = NULL;

    for (size_t i = 0; i < KEYS_MAX; i++) {
        bool own = map_path(line->map, which, &mapped);
        json_t *value;

        if (!own && !keys[which][i])
            break;
        if (!own)
            mapped = text_c(keys[which][i]);
        value = value_at(line->root, mapped);
        if (value && !json_is_null(value)) {
            if (path && (!first || !is_blank(value)))
                *path = mapped;
            if (!is_blank(value))
                return value;
            first = first ? first : value; /* "text": "" beside a "body" that has it */
        }
        if (own)
            break;
    }
    return first;
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

static bool read_name(const struct line *line, enum json_field which, struct arena *mem, struct text *out)
{
    const json_t *value = field(line, which, NULL);

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

static bool read_byline(const struct line *line, struct arena *mem, struct text *out)
{
    struct text *people;
    size_t n, len = 0, at = 0;
    char *joined;

    if (!read_names(field(line, FIELD_BYLINE, NULL), mem, &people, &n))
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

/* Seconds, or milliseconds, since 1970. */
static void read_seconds(double seconds, struct date *date)
{
    long long whole;

    if (seconds > 100000000000) /* the year 5138, or the usual milliseconds */
        seconds /= 1000;
    if (!(seconds >= 1 && seconds < 253402300800)) /* the year 10000 */
        return;
    whole = (long long)seconds;
    *date = date_from_days((long)(whole / 86400));
    date->hour = (uint8_t)(whole / 3600 % 24);
    date->minute = (uint8_t)(whole / 60 % 60);
    date->second = (uint8_t)(whole % 60);
    date->precision = PRECISION_SECOND;
    date->zone = 0;
}

/* "2031-05-03", "3 May 2031 07:10", 1935471600, or "1935471600". What is later than the line was fetched (by
 * a day, for the zones) is wrong: then its words alone are kept. */
static bool read_date(const json_t *value, struct date fetched, struct arena *mem, struct date *date,
                      struct text *words)
{
    struct stamp stamp;
    size_t digits = 0;
    struct text t = { 0 };

    if (json_is_number(value)) {
        read_seconds(json_number_value(value), date);
    } else {
        t = name_of(value);
        while (digits < t.len && is_ascii_digit(t.ptr[digits]))
            digits++;
        if (digits == t.len && (digits == 10 || digits == 13))
            read_seconds(strtod(t.ptr, NULL), date); /* jansson ends its strings */
        else if (t.len && !date_parse_iso(t, date) && stamp_find(t, 0, fetched, &stamp))
            *date = stamp.date;
    }
    if (date_known(*date) && date_known(fetched) && date_to_days(*date) > date_last_days(fetched) + 1)
        *date = (struct date){ .zone = DATE_NO_ZONE };
    return !words || keep(t, mem, words);
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

/* Append to a list, while there is room: what a terminal would obey is a question mark. */
static void tell(struct told *told, const char *before, struct text key)
{
    size_t begin = told->n, len = strlen(before);

    if (told->n + len + key.len > KEYS_TOLD)
        return;
    memcpy(told->text + begin, before, len);
    for (size_t i = 0; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];

        told->text[begin + len + i] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    told->n += len + key.len;
    told->text[told->n] = '\0';
}

static priscus_status no_text(const struct line *line, struct priscus_error *err)
{
    struct told wanted = { 0 }, has = { 0 };
    struct text mapped;
    const char *key;
    json_t *value;

    if (map_path(line->map, FIELD_TEXT, &mapped)) {
        tell(&wanted, "", mapped);
    } else {
        for (size_t i = 0; i < KEYS_MAX && keys[FIELD_TEXT][i]; i++)
            tell(&wanted, i ? ", " : "", text_c(keys[FIELD_TEXT][i]));
        for (size_t i = 0; i < KEYS_MAX && keys[FIELD_HTML][i]; i++)
            tell(&wanted, ", ", text_c(keys[FIELD_HTML][i]));
    }
    json_object_foreach(line->root, key, value) tell(&has, has.n ? ", " : "", text_c(key));
    return error_set(
        err, PRISCUS_EINPUT, 0,
        "the JSON object has no text under any of the keys for it (%s); it has: %s. Say which is the text: "
        "--map text=KEY",
        wanted.text, has.n ? has.text : "none");
}

static bool read_fields(const struct line *line, struct date fetched, struct arena *mem, struct article *article)
{
    struct text path;
    json_t *id = field(line, FIELD_ID, &path), *agencies = field(line, FIELD_AGENCY, NULL);
    struct text raw;

    if (json_is_string(id)) {
        if (!keep(name_of(id), mem, &article->id))
            return false;
    } else if (json_is_number(id) && raw_at(line->bytes, path, &raw)) {
        /* As it is written: 20 digits survive. */
        if (!keep(raw, mem, &article->id))
            return false;
    }
    return read_name(line, FIELD_TITLE, mem, &article->title) && read_name(line, FIELD_OUTLET, mem, &article->outlet) &&
           read_name(line, FIELD_ADDRESS, mem, &article->address) &&
           read_name(line, FIELD_LANGUAGE, mem, &article->language) &&
           read_name(line, FIELD_SECTION, mem, &article->section) && read_byline(line, mem, &article->byline) &&
           (!agencies || read_names(agencies, mem, &article->agencies, &article->n_agencies)) &&
           read_date(field(line, FIELD_PUBLISHED, NULL), fetched, mem, &article->published,
                     &article->published_words) &&
           read_date(field(line, FIELD_MODIFIED, NULL), fetched, mem, &article->modified, NULL);
}

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

/* The text under one key, as it stands. */
static priscus_status read_text(const struct line *line, const json_t *value, struct text path, struct arena *mem,
                                struct article *article, struct priscus_error *err)
{
    int shown = path.len < KEYS_TOLD ? (int)path.len : KEYS_TOLD;
    struct text decoded, raw;
    char *copy;

    if (!json_is_string(value))
        return error_set(err, PRISCUS_EINPUT, 0, "\"%.*s\" in the JSON object is not a string", shown, path.ptr);
    decoded = text_of(json_string_value(value), json_string_length(value));
    if (text_trim(decoded).len == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "\"%.*s\" in the JSON object is empty", shown, path.ptr);
    copy = arena_copy(mem, decoded.ptr, decoded.len);
    if (!copy || !article_split_paragraphs(text_of(copy, decoded.len), 0, mem, article))
        return no_memory(err);
    if (!raw_at(line->bytes, path, &raw) || !json_raw_string(raw, &raw))
        raw = text_of(line->bytes.ptr, 0);
    find_in_line(line->bytes, raw, article);
    return PRISCUS_OK;
}

/* The page under one key. */
static priscus_status read_page(const struct page *page, struct date fetched, struct text path, struct arena *mem,
                                struct article *article, struct priscus_error *err)
{
    struct origin html = { .mem = mem };
    struct page inner = { .name = page->name,
                          .from = PRISCUS_FROM_HTML,
                          .fetched = fetched,
                          .address = page->address,
                          .charset = text_c("utf-8") };
    priscus_status status;
    struct text raw;

    if (!raw_at(page->bytes, path, &raw) || !json_raw_string(raw, &raw))
        return error_set(err, PRISCUS_EINPUT, 0, "the HTML in the JSON object is not a string");
    json_raw_decode(page->bytes, raw, &html);
    if (html.failed)
        return no_memory(err);
    inner.bytes = origin_text(&html);
    status = article_read_html(&inner, mem, article, err);
    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < article->n_paragraphs; i++)
        article->paragraphs[i].page = origin_back(&html, article->paragraphs[i].page);
    for (size_t i = 0; i < article->n_dropped; i++)
        article->dropped[i].page = origin_back(&html, article->dropped[i].page);
    return PRISCUS_OK;
}

static bool says_something(const json_t *value)
{
    return json_is_string(value) && text_trim(text_of(json_string_value(value), json_string_length(value))).len;
}

static priscus_status read_object(json_t *object, const struct page *page, struct arena *mem, struct article *article,
                                  struct priscus_error *err)
{
    struct line line = { object, page->bytes, page->map };
    struct date fetched = page->fetched;
    struct text body_path, html_path, mapped;
    json_t *body = field(&line, FIELD_TEXT, &body_path), *html = field(&line, FIELD_HTML, &html_path);
    priscus_status status;

    if (!date_known(fetched) && !read_date(field(&line, FIELD_FETCHED, NULL), fetched, mem, &fetched, NULL))
        return no_memory(err);
    if (says_something(html) && (!says_something(body) ||
                                 (map_path(line.map, FIELD_HTML, &mapped) && !map_path(line.map, FIELD_TEXT, &mapped))))
        status = read_page(page, fetched, html_path, mem, article, err);
    else if (!body)
        return no_text(&line, err);
    else
        status = read_text(&line, body, body_path, mem, article, err);
    if (status == PRISCUS_OK && !read_fields(&line, fetched, mem, article))
        return no_memory(err);
    return status;
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
        status =
            error_set(err, PRISCUS_EINPUT, 0, "not a JSON object but another value; one object {...} a line is wanted");
    json_decref(root);
    if (status == PRISCUS_OK)
        *out = article;
    return status;
}
