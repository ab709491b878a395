/* json_fields.c - see json_fields.h.
 *
 * jansson checks the line and decodes it; it does not say where in the line a value stood, so json_raw.h, which may
 * trust that the line is well formed, finds the raw bytes again. */
#include "page/source/json_fields.h"

#include <stdlib.h>

#include "page/date/stamp.h"
#include "page/json/json_raw.h"

#define KEYS_MAX    10   /* names for one field                                   */
#define KEY_MAX     128  /* bytes of one key in a path                            */
#define PEOPLE_MAX  32   /* authors or agencies of one article                    */
#define YEAR_FIRST  1990 /* a number between these is a year, not a second of 1970 */
#define YEAR_LAST   2199
#define NESTING_MAX 4 /* {"author": {"name": {"name": ...}}} has been seen      */

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

const char *json_field_key(enum json_field which, size_t i)
{
    return i < KEYS_MAX ? keys[which][i] : NULL;
}

bool json_names_text(struct text head)
{
    static const enum json_field fields[] = { FIELD_TEXT, FIELD_HTML };

    for (size_t at = 0; (at = text_find(head, text_c("\""), at)) != NOWHERE; at++) {
        for (size_t f = 0; f < COUNT_OF(fields); f++) {
            for (size_t k = 0; k < KEYS_MAX && keys[fields[f]][k]; k++) {
                struct text rest = text_of(head.ptr + at + 1, head.len - at - 1), key = text_c(keys[fields[f]][k]);

                if (!text_starts(rest, key.ptr) || rest.len <= key.len || rest.ptr[key.len] != '"')
                    continue;
                rest = text_trim(text_of(rest.ptr + key.len + 1, rest.len - key.len - 1));
                if (text_starts(rest, ":"))
                    return true;
            }
        }
    }
    return false;
}

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

bool json_line_raw(struct text value, struct text path, struct text *out)
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

json_t *json_line_field(const struct json_line *line, enum json_field which, struct text *path)
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

/* What is not there leaves *out as it is: it may be known from the HTML. */
static priscus_status keep(struct text t, struct arena *mem, struct text *out)
{
    return t.len ? arena_text(mem, t, out) : PRISCUS_OK;
}

static priscus_status read_name(const struct json_line *line, enum json_field which, struct arena *mem,
                                struct text *out)
{
    const json_t *value = json_line_field(line, which, NULL);

    if (json_is_array(value))
        value = json_array_get(value, 0);
    return keep(name_of(value), mem, out);
}

/* A list of names, or one, or {"name": ...}. */
static priscus_status read_names(const json_t *value, struct arena *mem, struct text **out, size_t *n)
{
    size_t count = json_is_array(value) ? json_array_size(value) : value != NULL;
    struct text *list;

    *n = 0;
    if (count > PEOPLE_MAX)
        count = PEOPLE_MAX;
    list = arena_alloc(mem, count * sizeof *list);
    if (!list)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        struct text name = name_of(json_is_array(value) ? json_array_get(value, i) : value);

        if (name.len == 0)
            continue;
        if (keep(name, mem, &list[*n]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        ++*n;
    }
    *out = list;
    return PRISCUS_OK;
}

static priscus_status read_byline(const struct json_line *line, struct arena *mem, struct text *out)
{
    struct text *people;
    size_t n, len = 0, at = 0;
    char *joined;

    if (read_names(json_line_field(line, FIELD_BYLINE, NULL), mem, &people, &n) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (n == 0)
        return PRISCUS_OK;
    for (size_t i = 0; i < n; i++)
        len += people[i].len + 2;
    joined = arena_alloc(mem, len);
    if (!joined)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        if (i) {
            memcpy(joined + at, ", ", 2);
            at += 2;
        }
        memcpy(joined + at, people[i].ptr, people[i].len);
        at += people[i].len;
    }
    *out = text_of(joined, at);
    return PRISCUS_OK;
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

/* "2031-05-03", "3 May 2031 07:10", "2031-05", 2031, 1935471600, or "1935471600". What is later than the line was fetched (by
 * a day, for the zones) is wrong: then its words alone are kept. */
static priscus_status read_date(const json_t *value, struct date fetched, struct arena *mem, struct date *date,
                                struct text *words)
{
    struct stamp stamp;
    size_t digits = 0;
    struct text t = { 0 };

    if (json_is_integer(value) && json_integer_value(value) >= YEAR_FIRST && json_integer_value(value) <= YEAR_LAST) {
        *date = (struct date){ .zone = DATE_NO_ZONE,
                               .precision = PRECISION_YEAR,
                               .year = (int16_t)json_integer_value(value) };
    } else if (json_is_number(value)) {
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
    return words ? keep(t, mem, words) : PRISCUS_OK;
}

priscus_status json_fields_read(const struct json_line *line, struct date fetched, struct arena *mem,
                                struct article *article)
{
    const struct {
        enum json_field which;
        struct text *out;
    } names[] = { { FIELD_TITLE, &article->title },
                  { FIELD_OUTLET, &article->outlet },
                  { FIELD_ADDRESS, &article->address },
                  { FIELD_LANGUAGE, &article->language },
                  { FIELD_SECTION, &article->section } };
    struct text path, raw;
    const json_t *id = json_line_field(line, FIELD_ID, &path), *agencies = json_line_field(line, FIELD_AGENCY, NULL);
    priscus_status status = PRISCUS_OK;

    if (json_is_string(id))
        status = keep(name_of(id), mem, &article->id);
    else if (json_is_number(id) && json_line_raw(line->bytes, path, &raw))
        status = keep(raw, mem, &article->id); /* as it is written: 20 digits survive */
    for (size_t i = 0; i < COUNT_OF(names) && status == PRISCUS_OK; i++)
        status = read_name(line, names[i].which, mem, names[i].out);
    if (status == PRISCUS_OK)
        status = read_byline(line, mem, &article->byline);
    if (status == PRISCUS_OK && agencies)
        status = read_names(agencies, mem, &article->agencies, &article->n_agencies);
    if (status == PRISCUS_OK)
        status = read_date(json_line_field(line, FIELD_PUBLISHED, NULL), fetched, mem, &article->published,
                           &article->published_words);
    if (status == PRISCUS_OK)
        status = read_date(json_line_field(line, FIELD_MODIFIED, NULL), fetched, mem, &article->modified, NULL);
    return status;
}

struct date json_line_fetched(const struct json_line *line)
{
    struct date fetched = { .zone = DATE_NO_ZONE };

    read_date(json_line_field(line, FIELD_FETCHED, NULL), fetched, NULL, &fetched,
              NULL); /* allocates nothing without words */
    return fetched;
}
