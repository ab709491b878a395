/* meta.c - see meta.h. */
#include "page/html/meta.h"

#include "base/error.h"
#include "base/visible.h"
#include "page/html/json_ld.h"
#include "page/words/vocabulary.h"

void agency_add(struct metadata *meta, struct text agency)
{
    for (size_t i = 0; i < meta->n_agencies; i++)
        if (text_eq(meta->agencies[i], agency))
            return;
    if (agency.len && meta->n_agencies < AGENCIES_MAX)
        meta->agencies[meta->n_agencies++] = agency;
}

/* --- people --- */

/* "View all posts by Ana Brook" -> "Ana Brook"; "Written by" alone -> "". */
static struct text without_by(struct text t)
{
    for (const char *const *start = vocabulary_html_byline_starts; *start;) {
        size_t n = strlen(*start);

        if (!text_starts_fold(t, *start) || (t.len > n && t.ptr[n] != ' ' && t.ptr[n] != ':')) {
            start++;
            continue;
        }
        while (n < t.len && (t.ptr[n] == ':' || t.ptr[n] == ' '))
            n++;
        t = text_trim(text_of(t.ptr + n, t.len - n));
        start = vocabulary_html_byline_starts; /* once more: "Posted by: Author Ana Brook" */
    }
    for (const char *const *start = vocabulary_html_byline_starts_capital; *start; start++)
        if (text_starts(t, *start))
            return text_trim(text_of(t.ptr + strlen(*start), t.len - strlen(*start)));
    return t;
}

/* "Ana Brook | The Tern", "Ana Brook. Reviewed by Jo Hill", "Ana Brook Writer" -> "Ana Brook" */
static struct text without_role(struct text t)
{
    for (const char *const *end = vocabulary_html_byline_ends; *end; end++) {
        size_t at = text_find(t, text_c(*end), 0);

        if (at != NOWHERE && at > 0)
            t.len = at;
    }
    for (const char *const *job = vocabulary_html_byline_jobs; *job; job++) {
        size_t n = strlen(*job);

        /* "The Writer" is all there is, two words before the role are a name */
        if (text_ends(t, *job) && memchr(t.ptr, ' ', t.len - n))
            t.len -= n;
    }
    return text_trim(t);
}

/* Can it be somebody's name? In doubt it is not: no author is better than a wrong one. */
static bool is_name(struct text t, const struct metadata *meta)
{
    size_t words = 1;
    bool capital = false;

    for (const char *const *end = vocabulary_html_nobody; *end; end++)
        if (text_ends(t, *end))
            return false;
    if (t.len < 3 || t.len > BYLINE_BYTES_MAX || text_find(t, text_c("://"), 0) != NOWHERE ||
        text_find(t, text_c("@"), 0) != NOWHERE)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        words += t.ptr[i] == ' ';
        if (is_ascii_digit(t.ptr[i]) || strchr("{}<>=|?!:", t.ptr[i]))
            return false;
        capital |= is_ascii_upper(t.ptr[i]) || (unsigned char)t.ptr[i] >= 0x80;
    }
    /* "ana.brook", "page.author.name": names of accounts and of template fields */
    if (words > 16 || (!capital && memchr(t.ptr, '.', t.len)) ||
        (meta->outlet.len && title_same_words(t, meta->outlet)))
        return false;
    return !text_eq_fold(t, text_c("admin")) && !text_eq_fold(t, text_c("editor")) &&
           !text_eq_fold(t, text_c("staff")) && !text_eq_fold(t, text_c("null"));
}

priscus_status metadata_person(struct metadata *meta, struct text name, struct arena *mem, char *byline, size_t *n)
{
    static const char via[] = " via";
    struct visible seen;
    struct text agency;
    size_t comma;

    if (visible_of(name, mem, &seen) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    name = without_role(without_by(text_trim(seen.text)));
    agency = agency_named(name);
    if (agency.len) {
        agency_add(meta, agency);
        return PRISCUS_OK;
    }
    for (comma = name.len; comma-- > 0;)
        if (strchr(",/(", name.ptr[comma]) ||
            (name.ptr[comma] == ' ' && text_ends(text_of(name.ptr, comma), via))) /* "Ana Brook via AFP" */
            break;
    if (comma != NOWHERE && comma > 0) {
        size_t end = name.len - (name.ptr[name.len - 1] == ')');

        agency = end > comma ? agency_named(text_of(name.ptr + comma + 1, end - comma - 1)) : agency;
        if (agency.len) {
            agency_add(meta, agency);
            name = text_trim(text_of(name.ptr, comma));
            if (text_ends(name, via))
                name = text_trim(text_of(name.ptr, name.len - strlen(via)));
        }
    }
    if (!is_name(name, meta) || *n + name.len + 2 > BYLINE_BYTES_MAX * 2)
        return PRISCUS_OK;
    if (text_find(text_of(byline, *n), name, 0) != NOWHERE)
        return PRISCUS_OK;
    if (*n) {
        memcpy(byline + *n, ", ", 2);
        *n += 2;
    }
    memcpy(byline + *n, name.ptr, name.len);
    *n += name.len;
    return PRISCUS_OK;
}

priscus_status byline_read(struct metadata *meta, struct text line, struct arena *mem)
{
    char byline[BYLINE_BYTES_MAX * 2];
    size_t n = 0;
    char *copy;

    if (metadata_person(meta, line, mem, byline, &n) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (n == 0)
        return PRISCUS_OK;
    copy = arena_copy(mem, byline, n);
    if (!copy)
        return PRISCUS_ENOMEM;
    meta->byline = text_of(copy, n);
    return PRISCUS_OK;
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
static priscus_status take_meta(const struct outline *outline, const char *const *names, struct arena *mem,
                                struct text *out)
{
    for (; *names && !out->len; names++) {
        struct text raw = raw_meta(outline, *names), value;

        if (!raw.len)
            continue;
        value = outline_value(outline, raw, mem);
        if (!value.ptr)
            return PRISCUS_ENOMEM;
        if (value.len)
            *out = value;
    }
    return PRISCUS_OK;
}

static struct span range_of(const struct outline *outline, struct text raw)
{
    size_t at = raw.ptr ? (size_t)(raw.ptr - outline->page.ptr) : 0;

    return (struct span){ (uint32_t)at, (uint32_t)(at + raw.len) };
}

struct text metadata_captured(const struct outline *outline, const struct capture *c)
{
    struct span s = c->text;

    if (s.end > outline->text.len)
        s.end = (uint32_t)outline->text.len;
    if (s.begin >= s.end)
        return (struct text){ "", 0 };
    return text_trim(text_in(outline->text, s));
}

static priscus_status take_captured_authors(const struct outline *outline, enum capture_kind kind, struct arena *mem,
                                            struct metadata *meta, char *byline, size_t *n)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < outline->n_captures && *n == 0 && status == PRISCUS_OK; i++) {
        struct text t = metadata_captured(outline, &outline->captures[i]), line;
        struct visible seen;

        if (outline->captures[i].kind != kind || t.len > BYLINE_BYTES_MAX)
            continue;
        if (visible_of(t, mem, &seen) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        t = seen.text;
        do { /* "Written by" may have a line of its own */
            line = text_trim(text_cut(&t, '\n'));
        } while (t.ptr && without_by(line).len == 0);
        if (kind == CAPTURE_BYLINE && !text_starts_fold(line, "by ") && line.len > 60)
            continue;
        status = metadata_person(meta, line, mem, byline, n);
    }
    return status;
}

priscus_status metadata_read(const struct outline *outline, struct date fetched, struct arena *mem,
                             struct metadata *out)
{
    static const char *const site[] = { "og:site_name", "application-name", "publisher", "dc.publisher", NULL };
    static const char *const og_title[] = { "og:title", "twitter:title", "dc.title", "parsely-title", NULL };
    static const char *const address[] = { "canonical", "og:url", NULL };
    static const char *const description[] = { "og:description", "description", NULL };
    static const char *const section[] = { "article:section", "parsely-section", "section", NULL };
    static const char *const language[] = { "og:locale", "content-language", "language", NULL };
    static const char *const author[] = { "author", "parsely-author", "dc.creator", "sailthru.author",
                                          "byl",    "twitter:data1",  NULL };
    struct metadata meta = { 0 };
    priscus_status status;
    char byline[BYLINE_BYTES_MAX * 2];
    size_t n_byline = 0;
    struct text value = { 0 }, site_name = { 0 };

    meta.published.zone = meta.modified.zone = DATE_NO_ZONE;
    for (int i = 0; i < DATES_COUNT; i++)
        meta.stated[i].published = meta.stated[i].modified = meta.published;
    status = take_meta(outline, og_title, mem, &meta.og_title);
    if (status == PRISCUS_OK)
        status = take_meta(outline, site, mem, &site_name);
    if (status != PRISCUS_OK)
        return status;
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
            return PRISCUS_ENOMEM;
    }
    meta.outlet = site_name; /* for comparing titles and authors with */
    status = json_ld_read(outline, fetched, mem, &meta, byline, &n_byline);
    if (status != PRISCUS_OK)
        return status;
    meta.from.byline = n_byline ? "JSON-LD" : NULL;
    meta.from.section = meta.section.len ? "JSON-LD" : NULL;
    meta.from.language = meta.language.len ? "JSON-LD" : NULL;
    meta.from.outlet = meta.outlet.len ? "JSON-LD" : NULL;
    /* What the paper calls itself to readers beats its company's name. */
    if (site_name.len) {
        meta.outlet = site_name;
        meta.from.outlet = "<meta>";
    }
    meta.is_article |= text_eq_fold(raw_meta(outline, "og:type"), text_c("article"));
    meta.is_article = raw_meta(outline, "article:published_time").len ||
                      (meta.is_article && date_known(meta.stated[DATES_LD].published));
    status = take_meta(outline, address, mem, &meta.address);
    if (status == PRISCUS_OK)
        status = take_meta(outline, section, mem, &meta.section);
    if (status == PRISCUS_OK)
        status = take_meta(outline, description, mem, &meta.description);
    if (status != PRISCUS_OK)
        return status;
    if (outline->language.len) {
        value = outline_value(outline, outline->language, mem);
        if (!value.ptr)
            return PRISCUS_ENOMEM;
        if (value.len) {
            meta.language = value;
            meta.from.language = "<html lang>";
        }
    }
    status = take_meta(outline, language, mem, &meta.language);
    if (status != PRISCUS_OK)
        return status;
    if (meta.language.len && !meta.from.language)
        meta.from.language = "<meta>";
    if (meta.section.len && !meta.from.section)
        meta.from.section = "<meta>";
    if (meta.address.len)
        meta.from.address = "canonical link";

    if (n_byline == 0) {
        for (size_t i = 0; author[i] && n_byline == 0; i++) {
            const char *one[] = { author[i], NULL };

            value = (struct text){ 0 };
            status = take_meta(outline, one, mem, &value);
            if (status != PRISCUS_OK)
                return status;
            status = metadata_person(&meta, value, mem, byline, &n_byline);
            if (status != PRISCUS_OK)
                return status;
            meta.from.byline = n_byline ? "<meta>" : NULL;
        }
    }
    status = take_captured_authors(outline, CAPTURE_AUTHOR, mem, &meta, byline, &n_byline);
    if (status == PRISCUS_OK)
        status = take_captured_authors(outline, CAPTURE_BYLINE, mem, &meta, byline, &n_byline);
    if (status != PRISCUS_OK)
        return status;
    if (n_byline) {
        char *copy = arena_copy(mem, byline, n_byline);

        if (!copy)
            return PRISCUS_ENOMEM;
        meta.byline = text_of(copy, n_byline);
        if (!meta.from.byline)
            meta.from.byline = "markup";
    }
    *out = meta;
    return PRISCUS_OK;
}
