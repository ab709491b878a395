/* issued.c - see issued.h. */
#include "page/issued.h"

#include "page/stamp.h"

#define YEAR_MIN 1990 /* no page of the web is older: 1970 is a bug */

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

void issued_date(struct text t, struct date fetched, struct date *out, struct text *words)
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

static struct text raw_meta(const struct outline *outline, const char *name)
{
    for (size_t i = 0; i < outline->n_metas; i++)
        if (outline->metas[i].content.len && text_eq_fold(outline->metas[i].name, text_c(name)))
            return outline->metas[i].content;
    return (struct text){ 0 };
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
        issued_date(value, fetched, out, words);
    }
    return true;
}

/* By markup: itemprop, <time>, classes. */
static bool take_captured_date(const struct outline *outline, enum capture_kind kind, struct date fetched,
                               struct arena *mem, struct date *out, struct text *words)
{
    for (size_t i = 0; i < outline->n_captures && !date_known(*out); i++) {
        const struct capture *c = &outline->captures[i];
        struct text t = metadata_captured(outline, c), value;

        if (c->kind != kind)
            continue;
        if (c->attribute.len) {
            value = outline_value(outline, c->attribute, mem);
            if (!value.ptr)
                return false;
            issued_date(value, fetched, out, words);
        }
        if (t.len && t.len < 120)
            issued_date(t, fetched, out, words);
    }
    return true;
}

bool issued_read(const struct outline *outline, const struct page *page, struct arena *mem,
                 struct metadata *meta)
{
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
    struct date fetched = page->fetched;

    if (!take_meta_date(outline, published, fetched, mem, &meta->published, &meta->published_words) ||
        !take_meta_date(outline, modified, fetched, mem, &meta->modified, NULL) ||
        !take_captured_date(outline, CAPTURE_PUBLISHED, fetched, mem, &meta->published,
                            &meta->published_words) ||
        !take_captured_date(outline, CAPTURE_MODIFIED, fetched, mem, &meta->modified, NULL))
        return false;
    if (!date_known(meta->published))
        address_date(meta->address, fetched, &meta->published, &meta->published_words);
    if (!take_captured_date(outline, CAPTURE_TIME, fetched, mem, &meta->published, &meta->published_words) ||
        !take_captured_date(outline, CAPTURE_DATE, fetched, mem, &meta->published, &meta->published_words))
        return false;
    return true;
}
