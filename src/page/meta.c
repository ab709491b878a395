/* meta.c - see meta.h.
 *
 * JSON-LD in the wild: raw newlines in strings, <!-- --> or CDATA around it, a
 * trailing semicolon, entities inside strings, lists and @graph at the top, authors as
 * string, object, list or {"@id": ...}, agencies as authors. jansson reads
 * what is left when the wrapping is off; a script that it refuses is passed over. */
#include "page/meta.h"

#include <jansson.h>

#include "base/error.h"
#include "base/utf8.h"
#include "page/stamp.h"

#define SCRIPT_BYTES_MAX ((size_t)2 << 20)
#define NESTING_MAX      8    /* of @graph, mainEntity ...                  */
#define PEOPLE_MAX       16   /* authors                                    */
#define BYLINE_BYTES_MAX 200  /* longer ones are no names                   */
#define YEAR_MIN         1990 /* no page of the web is older: 1970 is a bug */

struct ld {
    json_t *article; /* borrowed from its root                      */
    json_t *root;
    int rank; /* 3 its headline is this page's, 2 an article, 1 a page */
};

/* --- words --- */

static size_t next_word(struct text t, size_t i, uint32_t *point)
{
    unsigned size;

    while (i < t.len) {
        uint32_t p = utf8_at(t, i, &size);

        i += size;
        if (point_is_letter(p) || point_is_digit(p)) {
            *point = point_lower(p);
            return i;
        }
    }
    *point = 0;
    return i;
}

bool same_words(struct text a, struct text b)
{
    size_t i = 0, k = 0;
    uint32_t p, q;

    if (a.len == 0 || b.len == 0)
        return false;
    do {
        i = next_word(a, i, &p);
        k = next_word(b, k, &q);
        if (p != q)
            return false;
    } while (p);
    return true;
}

struct text title_without_site(struct text title, struct text site)
{
    static const char *const separators[] = {
        " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ", " \xC2\xBB ", " / ", " :: "
    };
    size_t cut = NOWHERE, behind = 0;

    for (size_t i = 0; i < COUNT_OF(separators); i++) {
        size_t n = strlen(separators[i]);

        for (size_t at = title.len > n ? title.len - n : 0; at > 0; at--) {
            if (memcmp(title.ptr + at, separators[i], n) == 0) {
                if (cut == NOWHERE || at > cut) {
                    cut = at;
                    behind = at + n;
                }
                break;
            }
        }
    }
    if (cut == NOWHERE)
        return title;
    {
        struct text left = text_trim(text_of(title.ptr, cut));
        struct text right = text_trim(text_of(title.ptr + behind, title.len - behind));

        if (site.len ? same_words(right, site) : (right.len <= 30 && left.len >= 2 * right.len))
            return left;
        /* "Talks resume | World | The Tern" */
        if (site.len && left.len >= 20 && right.len <= 30 && right.len < left.len / 2 &&
            strchr("|", title.ptr[cut + 1]))
            return left;
    }
    return title;
}

void agency_add(struct metadata *meta, struct text agency)
{
    for (size_t i = 0; i < meta->n_agencies; i++)
        if (text_eq(meta->agencies[i], agency))
            return;
    if (agency.len && meta->n_agencies < AGENCIES_MAX)
        meta->agencies[meta->n_agencies++] = agency;
}

/* --- dates --- */

static bool plausible(struct date d, struct date fetched)
{
    return date_known(d) && d.year >= YEAR_MIN &&
           (!date_known(fetched) || date_to_days(d) <= date_to_days(fetched) + 1);
}

static bool read_date(struct text t, struct date fetched, struct date *out)
{
    struct stamp stamp;
    struct date d = { 0 };

    t = text_trim(t);
    if (t.len == 0 || t.len > 200)
        return false;
    if (!date_parse_iso(t, &d)) {
        if (!stamp_find(t, 0, fetched, &stamp) || stamp.kind == STAMP_RELATIVE)
            return false;
        d = stamp.date;
    }
    if (!plausible(d, fetched))
        return false;
    *out = d;
    return true;
}

static void take_date(struct text t, struct date fetched, struct date *out, struct text *words)
{
    if (!date_known(*out) && read_date(t, fetched, out) && words)
        *words = text_trim(t);
}

/* "/2031/05/03/" or "/2031-05-03-" in an address: to the day, and it is the paper's own. */
static bool address_date(struct text address, struct date fetched, struct date *out, struct text *words)
{
    for (size_t i = 0; i + 11 <= address.len; i++) {
        const char *p = address.ptr + i;
        char sep;
        struct date d;

        if (p[0] != '/' || (p[1] != '1' && p[1] != '2'))
            continue;
        for (int k = 2; k < 5; k++)
            if (!is_ascii_digit(p[k]))
                goto next;
        sep = p[5];
        if ((sep != '/' && sep != '-') || !is_ascii_digit(p[6]) || !is_ascii_digit(p[7]) || p[8] != sep ||
            !is_ascii_digit(p[9]) || !is_ascii_digit(p[10]) || (i + 11 < address.len && is_ascii_digit(p[11])))
            continue;
        d = date_day((p[1] - '0') * 1000 + (p[2] - '0') * 100 + (p[3] - '0') * 10 + p[4] - '0',
                     (p[6] - '0') * 10 + p[7] - '0', (p[9] - '0') * 10 + p[10] - '0');
        if (plausible(d, fetched)) {
            *out = d;
            *words = text_of(p + 1, 10);
            return true;
        }
    next:;
    }
    return false;
}

/* --- people --- */

static struct text without_by(struct text t)
{
    static const char *const words[] = { "By ",  "By: ", "by ",   "BY ",     "Von ",
                                         "Par ", "Por ", "Door ", "Author: " };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_starts(t, words[i]))
            return text_trim(text_of(t.ptr + strlen(words[i]), t.len - strlen(words[i])));
    return t;
}

/* Can it be somebody's name? Fewer authors rather than bad ones. */
static bool is_name(struct text t, const struct metadata *meta)
{
    size_t words = 1;

    if (t.len < 3 || t.len > BYLINE_BYTES_MAX || text_find(t, text_c("://"), 0) != NOWHERE ||
        text_find(t, text_c("@"), 0) != NOWHERE)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        words += t.ptr[i] == ' ';
        if (is_ascii_digit(t.ptr[i]) || strchr("{}<>=|?!", t.ptr[i]))
            return false;
    }
    if (words > 16 || (meta->outlet.len && same_words(t, meta->outlet)))
        return false;
    return !text_eq_fold(t, text_c("admin")) && !text_eq_fold(t, text_c("editor")) &&
           !text_eq_fold(t, text_c("staff")) && !text_eq_fold(t, text_c("null"));
}

/* "Ana Brook, Reuters", "AFP", "By Ana Brook and Jo Hill": agencies go to their field.
 * Appends to byline (room BYLINE_BYTES_MAX * 2). */
static void add_person(struct metadata *meta, struct text name, char *byline, size_t *n)
{
    struct text agency;
    size_t comma;

    name = without_by(text_trim(name));
    agency = agency_named(name);
    if (agency.len) {
        agency_add(meta, agency);
        return;
    }
    for (comma = name.len; comma-- > 0;)
        if (strchr(",/(", name.ptr[comma]))
            break;
    if (comma != NOWHERE && comma > 0) {
        size_t end = name.len - (name.ptr[name.len - 1] == ')');

        agency = end > comma ? agency_named(text_of(name.ptr + comma + 1, end - comma - 1)) : agency;
        if (agency.len) {
            agency_add(meta, agency);
            name = text_trim(text_of(name.ptr, comma));
        }
    }
    if (!is_name(name, meta) || *n + name.len + 2 > BYLINE_BYTES_MAX * 2)
        return;
    if (text_find(text_of(byline, *n), name, 0) != NOWHERE)
        return;
    if (*n) {
        memcpy(byline + *n, ", ", 2);
        *n += 2;
    }
    memcpy(byline + *n, name.ptr, name.len);
    *n += name.len;
}

bool byline_read(struct metadata *meta, struct text line, struct arena *mem)
{
    char byline[BYLINE_BYTES_MAX * 2];
    size_t n = 0;
    char *copy;

    add_person(meta, line, byline, &n);
    if (n == 0)
        return true;
    copy = arena_copy(mem, byline, n);
    if (!copy)
        return false;
    meta->byline = text_of(copy, n);
    return true;
}

/* --- JSON-LD --- */

static struct text json_text(const json_t *value)
{
    for (int depth = 0; depth < NESTING_MAX && (json_is_object(value) || json_is_array(value)); depth++)
        value = json_is_array(value) ? json_array_get(value, 0) : json_object_get(value, "name");
    if (!json_is_string(value))
        return (struct text){ 0 };
    return text_trim(text_of(json_string_value(value), json_string_length(value)));
}

/* Decoded once more: "&amp;" inside JSON strings is common. NULL ptr if empty. */
static bool keep(struct text t, struct arena *mem, struct text *out)
{
    struct charset utf8 = { .kind = CHARSET_UTF8, .name = "UTF-8", .valid = true };
    struct outline plain = { .charset = &utf8 };
    struct text value;

    if (t.len == 0)
        return true;
    value = outline_value(&plain, t, mem);
    if (!value.ptr)
        return false;
    if (value.len)
        *out = value;
    return true;
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

        if (rank == 2 && headline.len && title.len && same_words(headline, title))
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
static bool script_text(const struct outline *outline, struct text raw, struct arena *mem, struct text *out)
{
    size_t room = charset_room(outline->charset, raw) + 16, n = 0;
    char *bytes = arena_alloc(mem, room);
    struct text t;

    if (!bytes)
        return false;
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
    return true;
}

static bool read_ld_fields(const struct ld *ld, struct date fetched, struct arena *mem, struct metadata *meta,
                           char *byline, size_t *n_byline)
{
    json_t *a = ld->article, *authors = json_object_get(a, "author");
    size_t n = json_is_array(authors) ? json_array_size(authors) : authors != NULL;
    struct text words = { 0 }, t;

    if (!keep(json_text(json_object_get(a, "headline")), mem, &meta->headline) ||
        !keep(json_text(json_object_get(a, "publisher")), mem, &meta->outlet) ||
        !keep(json_text(json_object_get(a, "articleSection")), mem, &meta->section) ||
        !keep(json_text(json_object_get(a, "inLanguage")), mem, &meta->language) ||
        !keep(json_text(json_object_get(a, "description")), mem, &meta->description))
        return false;
    if (!meta->outlet.ptr) {
        json_t *id = json_object_get(json_object_get(a, "publisher"), "@id");

        if (json_is_string(id) &&
            !keep(json_text(by_id(ld->root, json_string_value(id), 0)), mem, &meta->outlet))
            return false;
    }
    t = json_text(json_object_get(a, "datePublished"));
    take_date(t, fetched, &meta->published, &words);
    if (!keep(words, mem, &meta->published_words))
        return false;
    take_date(json_text(json_object_get(a, "dateModified")), fetched, &meta->modified, NULL);
    for (size_t i = 0; i < n && i < PEOPLE_MAX; i++) {
        json_t *author = json_is_array(authors) ? json_array_get(authors, i) : authors;
        json_t *id = json_object_get(author, "@id");
        struct text name = json_text(author), kept = { 0 };

        if (!name.len && json_is_string(id))
            name = json_text(by_id(ld->root, json_string_value(id), 0));
        if (!keep(name, mem, &kept))
            return false;
        add_person(meta, kept, byline, n_byline);
    }
    return true;
}

static bool read_ld(const struct outline *outline, struct date fetched, struct arena *mem,
                    struct metadata *meta, char *byline, size_t *n_byline)
{
    json_t *roots[SCRIPTS_MAX] = { 0 };
    struct ld best = { 0 };
    struct text title = meta->og_title.len ? title_without_site(meta->og_title, meta->outlet) : meta->title;
    bool ok = true;

    for (size_t i = 0; i < outline->n_scripts && ok; i++) {
        json_error_t ignored;
        struct text script;

        if (outline->scripts[i].len > SCRIPT_BYTES_MAX)
            continue;
        ok = script_text(outline, outline->scripts[i], mem, &script);
        if (ok)
            roots[i] = json_loadb(script.ptr, script.len, 0, &ignored);
        if (roots[i])
            find_article(roots[i], 0, title, roots[i], &best);
    }
    if (ok && best.article)
        ok = read_ld_fields(&best, fetched, mem, meta, byline, n_byline);
    for (size_t i = 0; i < outline->n_scripts; i++)
        json_decref(roots[i]);
    return ok;
}

/* --- <meta> and <link> --- */

static struct text raw_meta(const struct outline *outline, const char *name)
{
    for (size_t i = 0; i < outline->n_metas; i++)
        if (outline->metas[i].content.len && text_eq_fold(outline->metas[i].name, text_c(name)))
            return outline->metas[i].content;
    return (struct text){ 0 };
}

/* The first of `names` (NULL-terminated) that is there, unless *out has something. */
static bool take_meta(const struct outline *outline, const char *const *names, struct arena *mem,
                      struct text *out)
{
    for (; *names && !out->len; names++) {
        struct text raw = raw_meta(outline, *names), value;

        if (!raw.len)
            continue;
        value = outline_value(outline, raw, mem);
        if (!value.ptr)
            return false;
        if (value.len)
            *out = value;
    }
    return true;
}

static bool take_meta_date(const struct outline *outline, const char *const *names, struct date fetched,
                           struct arena *mem, struct date *out, struct text *words)
{
    for (; *names && !date_known(*out); names++) {
        struct text raw = raw_meta(outline, *names), value;

        if (!raw.len)
            continue;
        value = outline_value(outline, raw, mem);
        if (!value.ptr)
            return false;
        take_date(value, fetched, out, words);
    }
    return true;
}

static struct span range_of(const struct outline *outline, struct text raw)
{
    size_t at = raw.ptr ? (size_t)(raw.ptr - outline->page.ptr) : 0;

    return (struct span){ (uint32_t)at, (uint32_t)(at + raw.len) };
}

static struct text captured(const struct outline *outline, const struct capture *c)
{
    struct span s = c->text;

    if (s.end > outline->text.len)
        s.end = (uint32_t)outline->text.len;
    if (s.begin >= s.end)
        return (struct text){ "", 0 };
    return text_trim(text_in(outline->text, s));
}

/* By markup: itemprop, <time>, classes. */
static bool take_captured_date(const struct outline *outline, enum capture_kind kind, struct date fetched,
                               struct arena *mem, struct date *out, struct text *words)
{
    for (size_t i = 0; i < outline->n_captures && !date_known(*out); i++) {
        const struct capture *c = &outline->captures[i];
        struct text t = captured(outline, c), value;

        if (c->kind != kind)
            continue;
        if (c->attribute.len) {
            value = outline_value(outline, c->attribute, mem);
            if (!value.ptr)
                return false;
            take_date(value, fetched, out, words);
        }
        if (t.len && t.len < 120)
            take_date(t, fetched, out, words);
    }
    return true;
}

static void take_captured_authors(const struct outline *outline, enum capture_kind kind, struct metadata *meta,
                                  char *byline, size_t *n)
{
    for (size_t i = 0; i < outline->n_captures && *n == 0; i++) {
        struct text t = captured(outline, &outline->captures[i]), line;

        if (outline->captures[i].kind != kind || t.len > BYLINE_BYTES_MAX)
            continue;
        line = text_trim(text_cut(&t, '\n'));
        if (kind == CAPTURE_BYLINE && !text_starts_fold(line, "by ") && line.len > 60)
            continue;
        add_person(meta, line, byline, n);
    }
}

bool metadata_read(const struct outline *outline, struct date fetched, struct arena *mem, struct metadata *out)
{
    static const char *const site[] = { "og:site_name", "application-name", "publisher", "dc.publisher", NULL };
    static const char *const og_title[] = { "og:title", "twitter:title", "dc.title", "parsely-title", NULL };
    static const char *const address[] = { "canonical", "og:url", NULL };
    static const char *const description[] = { "og:description", "description", NULL };
    static const char *const section[] = { "article:section", "parsely-section", "section", NULL };
    static const char *const language[] = { "og:locale", "content-language", "language", NULL };
    static const char *const author[] = { "author", "parsely-author", "dc.creator", "sailthru.author",
                                          "byl",    "twitter:data1",  NULL };
    static const char *const published[] = { "article:published_time",
                                             "og:published_time",
                                             "og:article:published_time",
                                             "datepublished",
                                             "pubdate",
                                             "publishdate",
                                             "publish-date",
                                             "publish_date",
                                             "publication_date",
                                             "published-date",
                                             "date.published",
                                             "parsely-pub-date",
                                             "sailthru.date",
                                             "article.published",
                                             "originalpublicationdate",
                                             "article_date_original",
                                             "dc.date.issued",
                                             "dc.date.created",
                                             "dcterms.issued",
                                             "dcterms.created",
                                             "dc.date",
                                             "dcterms.date",
                                             "cxenseparse:recs:publishtime",
                                             "rnews:datepublished",
                                             "bt:pubdate",
                                             "citation_publication_date",
                                             "displaydate",
                                             "date",
                                             "datecreated",
                                             "og:pubdate",
                                             "ptime",
                                             NULL };
    static const char *const modified[] = { "article:modified_time",
                                            "og:updated_time",
                                            "datemodified",
                                            "dcterms.modified",
                                            "dc.date.modified",
                                            "last-modified",
                                            "lastmod",
                                            "updated_time",
                                            NULL };
    struct metadata meta = { 0 };
    char byline[BYLINE_BYTES_MAX * 2];
    size_t n_byline = 0;
    struct text value = { 0 }, site_name = { 0 };

    meta.published.zone = meta.modified.zone = DATE_NO_ZONE;
    if (!take_meta(outline, og_title, mem, &meta.og_title) || !take_meta(outline, site, mem, &site_name))
        return false;
    for (size_t i = 0; og_title[i]; i++) {
        if (raw_meta(outline, og_title[i]).len) {
            meta.og_title_page = range_of(outline, raw_meta(outline, og_title[i]));
            break;
        }
    }
    if (outline->title.len) {
        meta.title = outline_value(outline, outline->title, mem);
        meta.title_page = range_of(outline, outline->title);
        if (!meta.title.ptr)
            return false;
    }
    meta.outlet = site_name; /* for comparing titles and authors with */
    if (!read_ld(outline, fetched, mem, &meta, byline, &n_byline))
        return false;
    /* What the paper calls itself to readers beats its company's name. */
    if (site_name.len)
        meta.outlet = site_name;
    if (!take_meta(outline, address, mem, &meta.address) || !take_meta(outline, section, mem, &meta.section) ||
        !take_meta(outline, description, mem, &meta.description))
        return false;
    if (outline->language.len) {
        value = outline_value(outline, outline->language, mem);
        if (!value.ptr)
            return false;
        if (value.len)
            meta.language = value;
    }
    if (!take_meta(outline, language, mem, &meta.language))
        return false;

    if (n_byline == 0) {
        for (size_t i = 0; author[i] && n_byline == 0; i++) {
            const char *one[] = { author[i], NULL };

            value = (struct text){ 0 };
            if (!take_meta(outline, one, mem, &value))
                return false;
            add_person(&meta, value, byline, &n_byline);
        }
    }
    take_captured_authors(outline, CAPTURE_AUTHOR, &meta, byline, &n_byline);
    take_captured_authors(outline, CAPTURE_BYLINE, &meta, byline, &n_byline);
    if (n_byline) {
        char *copy = arena_copy(mem, byline, n_byline);

        if (!copy)
            return false;
        meta.byline = text_of(copy, n_byline);
    }

    if (!take_meta_date(outline, published, fetched, mem, &meta.published, &meta.published_words) ||
        !take_meta_date(outline, modified, fetched, mem, &meta.modified, NULL) ||
        !take_captured_date(outline, CAPTURE_PUBLISHED, fetched, mem, &meta.published, &meta.published_words) ||
        !take_captured_date(outline, CAPTURE_MODIFIED, fetched, mem, &meta.modified, NULL))
        return false;
    if (!date_known(meta.published))
        address_date(meta.address, fetched, &meta.published, &meta.published_words);
    if (!take_captured_date(outline, CAPTURE_TIME, fetched, mem, &meta.published, &meta.published_words) ||
        !take_captured_date(outline, CAPTURE_DATE, fetched, mem, &meta.published, &meta.published_words))
        return false;
    *out = meta;
    return true;
}
