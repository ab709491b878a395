/* meta_date.c - see meta_date.h.
 *
 * Which to believe, and what is done when they disagree (figures in docs/inputs.md):
 *
 *     the first that speaks        JSON-LD, <meta>, markup, address, <time> ...
 *     address and stated           the address stays when a page is rebuilt, so an earlier day there wins;
 *                                  and it is the paper's own day where the stated one is in UTC
 *     same day, one has the time   the time is taken */
#include "page/html/meta_date.h"

#include "page/date/stamp.h"
#include "page/date/url_date.h"
#include "page/html/date_order.h"

#define YEAR_MIN    1990 /* no page of the web is older: 1970 is a bug */
#define DATE_BYTES  120  /* longer texts are no dates                  */
#define NEAR_BEFORE 6    /* blocks before the headline                 */
#define NEAR_BEHIND 12
#define LEVELS_MAX  64 /* of parents looked at                       */

bool meta_date_plausible(struct date d, struct date fetched)
{
    return date_known(d) && d.year >= YEAR_MIN &&
           (!date_known(fetched) || date_to_days(d) <= date_last_days(fetched) + 1);
}

/* "/Date(1935471600000)/", "1935471600": milliseconds, seconds of Unix. */
static bool read_epoch(struct text t, struct date *out)
{
    long long seconds = 0;
    size_t i = 0, begin;

    if (text_starts(t, "/Date("))
        i = 6;
    for (begin = i; i < t.len && is_ascii_digit(t.ptr[i]) && i - begin < 14; i++)
        seconds = seconds * 10 + (t.ptr[i] - '0');
    if (i - begin == 13)
        seconds /= 1000;
    else if (i - begin != 10)
        return false;
    if (i < t.len && !text_is(text_of(t.ptr + i, t.len - i), ")/"))
        return false;
    *out = date_from_days((long)(seconds / 86400));
    if (!date_known(*out))
        return false;
    out->hour = (uint8_t)(seconds / 3600 % 24);
    out->minute = (uint8_t)(seconds / 60 % 60);
    out->second = (uint8_t)(seconds % 60);
    out->precision = PRECISION_SECOND;
    out->zone = 0;
    return true;
}

/* A date, and what kind a word before it makes it. */
static bool read_date(struct text t, const struct html *h, struct date fetched, struct date *out, enum stamp_kind *kind)
{
    struct stamp stamp;
    struct date d = { 0 };

    t = text_trim(t);
    *kind = STAMP_PLAIN;
    if (t.len < 4 || t.len > 200)
        return false;
    if (!date_parse_iso(t, &d) && !read_epoch(t, &d)) {
        if (!stamp_find(t, 0, fetched, &stamp) || stamp.kind == STAMP_RELATIVE)
            return false;
        d = h ? date_order_settle(h, &stamp) : stamp.date;
        *kind = stamp.kind;
    }
    if (!meta_date_plausible(d, fetched))
        return false;
    *out = d;
    return true;
}

static int exactness(struct date d)
{
    return d.precision < PRECISION_DAY ? d.precision : PRECISION_DAY;
}

bool meta_date_is_finer(struct date d, struct date known)
{
    return exactness(d) > exactness(known);
}

void meta_date_take(struct text t, struct date fetched, struct date *out, struct text *words)
{
    enum stamp_kind kind;
    struct date d;

    if (!read_date(t, NULL, fetched, &d, &kind) || !meta_date_is_finer(d, *out))
        return;
    *out = d;
    if (words)
        *words = text_trim(t);
}

/* --- <meta> --- */

static priscus_status read_metas(const struct html *h, const char *const *names, struct date *out, struct text *words)
{
    const struct outline *o = &h->outline;

    for (; *names && out->precision < PRECISION_DAY; names++) {
        for (size_t i = 0; i < o->n_metas && out->precision < PRECISION_DAY; i++) {
            struct text value;

            if (!o->metas[i].content.len || !text_eq_fold(o->metas[i].name, text_c(*names)))
                continue;
            value = outline_value(o, o->metas[i].content, h->mem);
            if (!value.ptr)
                return PRISCUS_ENOMEM;
            meta_date_take(value, h->page->fetched, out, words);
        }
    }
    return PRISCUS_OK;
}

/* --- the address --- */

static priscus_status read_address(const struct html *h, struct stated_dates *out)
{
    static const char *const names[] = { "canonical", "og:url", "twitter:url" };
    const struct outline *o = &h->outline;
    struct text addresses[COUNT_OF(names) + 2] = { h->page->address, h->meta.address };

    for (size_t k = 0; k < COUNT_OF(names); k++) {
        for (size_t i = 0; i < o->n_metas; i++) {
            if (o->metas[i].content.len && text_eq_fold(o->metas[i].name, text_c(names[k]))) {
                addresses[k + 2] = outline_value(o, o->metas[i].content, h->mem);
                if (!addresses[k + 2].ptr)
                    return PRISCUS_ENOMEM;
                break;
            }
        }
    }
    for (size_t k = 0; k < COUNT_OF(addresses); k++) {
        struct text words;
        struct date d = addresses[k].len ? url_date(addresses[k], &words) : (struct date){ 0 };

        if (meta_date_plausible(d, h->page->fetched)) {
            out->published = d;
            out->words = words;
            return PRISCUS_OK;
        }
    }
    return PRISCUS_OK;
}

/* --- markup beside the text --- */

enum page_part meta_date_part(const struct html *h, uint32_t node, uint32_t block)
{
    const struct node *nodes = h->outline.nodes;
    uint32_t near = h->headline != UINT32_MAX ? h->headline : h->first;
    bool aside = false;

    for (int level = 0; level < LEVELS_MAX && node; level++, node = nodes[node].parent) {
        if (nodes[node].flags & CLASS_COMMENTS)
            return PART_COMMENTS;
        if (nodes[node].pruned && nodes[node].flags & (CLASS_ASIDE | CLASS_FOOTER))
            aside = true;
    }
    if (block + NEAR_BEFORE >= near && block < near + NEAR_BEHIND)
        return PART_HEADLINE;
    if (aside)
        return PART_ASIDE;
    return block >= near && block < h->last ? PART_TEXT : PART_ELSEWHERE;
}

/* The block that holds, or comes behind, this place in the text. */
static uint32_t block_at(const struct outline *o, uint32_t at)
{
    uint32_t lo = 0, hi = (uint32_t)o->n_blocks;

    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;

        if (o->blocks[middle].text.end <= at)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static bool has_text(struct text classes, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= classes.len; i++)
        if (text_eq_fold(text_of(classes.ptr + i, n), text_of(word, n)))
            return true;
    return false;
}

/* "Updated: <time>": by its class, or by the word before it in the block. */
static bool is_modified(const struct outline *o, const struct capture *c, uint32_t block)
{
    struct text line, classes = c->classes;
    struct stamp stamp;
    size_t at = 0;

    if (classes.len > CLASS_BYTES_MAX)
        classes.len = CLASS_BYTES_MAX;
    if ((has_text(classes, "updated") || has_text(classes, "modif")) && !has_text(classes, "publish"))
        return true;
    if (block >= o->n_blocks)
        return false;
    line = block_text(o, &o->blocks[block]);
    if (line.len > STAMP_LINE)
        return false;
    for (int n = 0; n < 4 && stamp_find(line, at, (struct date){ 0 }, &stamp) && stamp.words.end > at; n++) {
        at = stamp.words.end;
        if (o->blocks[block].text.begin + at > c->text.begin)
            return stamp.kind == STAMP_MODIFIED;
    }
    return false;
}

static priscus_status read_captures(const struct html *h, enum capture_kind kind, struct stated_dates *out)
{
    const struct outline *o = &h->outline;
    enum page_part best = PART_COMMENTS, best_modified = PART_COMMENTS; /* never taken from there */

    for (size_t i = 0; i < o->n_captures; i++) {
        const struct capture *c = &o->captures[i];
        uint32_t block = block_at(o, c->text.begin);
        struct text t = metadata_captured(o, c), words = { 0 };
        struct date date = { .zone = DATE_NO_ZONE };
        enum stamp_kind said = STAMP_PLAIN;
        bool modified;
        enum page_part part;

        if (c->kind != kind)
            continue;
        part = meta_date_part(h, c->node, block);
        if (part >= best && part >= best_modified)
            continue;
        if (c->attribute.len) {
            words = outline_value(o, c->attribute, h->mem);
            if (!words.ptr)
                return PRISCUS_ENOMEM;
            if (!read_date(words, h, h->page->fetched, &date, &said))
                date = (struct date){ .zone = DATE_NO_ZONE };
        }
        if (!date_known(date) && t.len < DATE_BYTES) {
            words = t;
            if (!read_date(t, h, h->page->fetched, &date, &said))
                continue;
        }
        if (!date_known(date))
            continue;
        modified = kind == CAPTURE_MODIFIED || said == STAMP_MODIFIED ||
                   ((kind == CAPTURE_TIME || kind == CAPTURE_DATE) && is_modified(o, c, block));
        if (modified && part < best_modified) {
            out->modified = date;
            best_modified = part;
        } else if (!modified && part < best && (date.precision >= PRECISION_DAY || !date_known(out->published))) {
            out->published = date;
            out->words = words;
            best = date.precision >= PRECISION_DAY ? part : best; /* a month gives way to any day */
        }
    }
    return PRISCUS_OK;
}

priscus_status meta_date_read(struct html *h)
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
                                             "article:published",
                                             "published_time",
                                             "cxenseparse:recs:publishtime",
                                             "cxenseparse:publishtime",
                                             "rnews:datepublished",
                                             "schema:datepublished",
                                             "bt:pubdate",
                                             "citation_publication_date",
                                             "vr:published_time",
                                             "og:pubdate",
                                             NULL };
    static const char *const other[] = { "dc.date.issued",
                                         "dc.date.created",
                                         "dcterms.issued",
                                         "dcterms.created",
                                         "dc.date",
                                         "dcterms.date",
                                         "dc:date",
                                         "dc:created",
                                         "displaydate",
                                         "datecreated",
                                         "schema:datecreated",
                                         "created",
                                         "date",
                                         "ptime",
                                         "article.created",
                                         "citation_online_date",
                                         NULL };
    static const char *const modified[] = { "article:modified_time",
                                            "og:updated_time",
                                            "datemodified",
                                            "dcterms.modified",
                                            "dc.date.modified",
                                            "dc:modified",
                                            "last-modified",
                                            "lastmod",
                                            "updated_time",
                                            "revised",
                                            NULL };
    static const struct {
        enum capture_kind kind;
        enum date_source source;
    } captures[] = {
        { CAPTURE_PUBLISHED, DATES_MARKUP },
        { CAPTURE_MODIFIED, DATES_MARKUP },
        { CAPTURE_TIME, DATES_TIME_ELEMENT },
        { CAPTURE_DATE, DATES_CLASS },
    };
    struct stated_dates *to = h->meta.stated, *meta = &to[DATES_META], *rest = &to[DATES_OTHER_META];
    priscus_status status = read_metas(h, published, &meta->published, &meta->words);

    if (status == PRISCUS_OK)
        status = read_metas(h, modified, &meta->modified, NULL);
    if (status == PRISCUS_OK)
        status = read_metas(h, other, &rest->published, &rest->words);
    if (status == PRISCUS_OK)
        status = read_address(h, &to[DATES_ADDRESS]);
    for (size_t i = 0; i < COUNT_OF(captures) && status == PRISCUS_OK; i++)
        status = read_captures(h, captures[i].kind, &to[captures[i].source]);
    return status;
}

/* --- which to believe --- */

static bool has_time(struct date d)
{
    return d.precision == PRECISION_MINUTE || d.precision == PRECISION_SECOND;
}

/* For people. */
static const char *const source_names[DATES_COUNT] = {
    [DATES_LD] = "JSON-LD",
    [DATES_META] = "meta",
    [DATES_MARKUP] = "microdata",
    [DATES_ADDRESS] = "address",
    [DATES_NEAR_HEADLINE] = "near the headline",
    [DATES_TIME_ELEMENT] = "time element",
    [DATES_CLASS] = "class",
    [DATES_OTHER_META] = "meta",
    [DATES_TEXT] = "text",
};

void meta_date_choose(struct metadata *meta)
{
    struct stated_dates *given = meta->stated, *best = NULL;
    struct date paper = given[DATES_ADDRESS].published;

    for (int i = 0; i < DATES_COUNT; i++) {
        /* A year is what is left of 02/09/2031, or of the issue that a paper is in: any day beats it. */
        if (meta_date_is_finer(given[i].published, best ? best->published : (struct date){ 0 }))
            best = &given[i];
        if (!date_known(meta->modified) && date_known(given[i].modified)) {
            meta->modified = given[i].modified;
            meta->from.modified = source_names[i];
        }
    }
    if (!best) {
        meta->published_words = given[DATES_TEXT].words; /* "3 hours ago": the time of crawl may be known elsewhere */
        return;
    }
    if (paper.precision >= PRECISION_DAY && best != &given[DATES_ADDRESS]) {
        long apart = date_to_days(best->published) - date_to_days(paper);

        if (apart > 1 || (apart && apart >= -1 && best->published.zone == 0))
            best = &given[DATES_ADDRESS];
    }
    meta->published = best->published;
    meta->published_words = best->words;
    meta->from.published = source_names[best - given];
    for (int i = 0; i < DATES_COUNT && !has_time(meta->published); i++) {
        if (has_time(given[i].published) && date_to_days(given[i].published) == date_to_days(meta->published)) {
            meta->published = given[i].published;
            meta->published_words = given[i].words;
        }
    }
}
