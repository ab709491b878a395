/* feed_article.c - one entry of a feed as an article.
 *
 *     <item><title>Talks resume</title><content:encoded><![CDATA[<p>The two ...</p>]]></...></item>
 *
 *     <title>Talks resume</title><article><h1>Talks resume</h1><div itemprop="articleBody"><p>The two ...
 *
 * The entry is laid out as the page of HTML that it might have been, and read by the reader for those;
 * what it finds is then led back into the entry's bytes (origin.h). Title, address, dates, authors are
 * the entry's. What only feeds have at the end of a text is cut off before (feed_whole.c). */
#include <iconv.h>

#include "base/error.h"
#include "base/utf8.h"
#include "page/feed/feed_item.h"
#include "page/html/html.h"
#include "page/name/agency.h"

#define FROM_FEED "feed"

#define SUMMARY_ONLY "only a summary of the page is in the feed"

priscus_status feed_byline(const struct text *authors, size_t n, struct arena *mem, struct article *article)
{
    size_t len = 0, at = 0;
    char *joined;

    article->agencies = arena_alloc(mem, (n + 1) * sizeof *article->agencies);
    for (size_t i = 0; i < n; i++)
        len += authors[i].len + 2;
    joined = article->agencies ? arena_alloc(mem, len) : NULL;
    if (!joined)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        struct text agency = agency_named(authors[i]);

        if (!authors[i].len) /* of a name that nothing is seen of */
            continue;
        if (agency.ptr) {
            article->agencies[article->n_agencies++] = agency;
            continue;
        }
        if (at) {
            memcpy(joined + at, ", ", 2);
            at += 2;
        }
        memcpy(joined + at, authors[i].ptr, authors[i].len);
        at += authors[i].len;
    }
    if (at)
        article->byline = text_of(joined, at);
    return PRISCUS_OK;
}

/* An entry while it becomes an article. */
struct entry {
    const struct page *page;
    struct arena *mem;
    struct about about;
    struct item item;
    struct text text; /* the entry as UTF-8, or something like it */
    uint32_t *origin; /* from there into the page; NULL: it is the page */
    struct article fields;
    struct origin title, body;
    bool whole;
    struct dropped cut[2]; /* what was cut off the end, by ranges in the page */
    size_t n_cut;
};

/* The entry in UTF-8. */
static priscus_status decode(struct entry *e)
{
    struct text bytes = e->page->bytes;
    char name[64];
    struct charset charset = { .kind = CHARSET_ICONV, .name = "", .whole = true };
    priscus_status status;

    e->text = bytes;
    if (e->about.charset.len == 0 || text_is(e->about.charset, "UTF-8") || e->about.charset.len >= sizeof name)
        return PRISCUS_OK;
    memcpy(name, e->about.charset.ptr, e->about.charset.len);
    name[e->about.charset.len] = '\0';
    charset.converter = iconv_open("UTF-8", name);
    if (charset.converter == (iconv_t)-1)
        return PRISCUS_OK;
    status = charset_decode_whole(&charset, bytes, e->mem, &e->text, &e->origin);
    charset_close(&charset);
    return status;
}

static priscus_status read_fields(struct entry *e)
{
    struct charset utf8 = { .kind = CHARSET_UTF8, .name = "UTF-8" };
    struct text authors[FEED_AUTHORS_MAX], source, modified;
    struct article *a = &e->fields;
    const struct item *item = &e->item;
    const struct feed_field fields[] = { { item->title, &a->title },       { item->section, &a->section },
                                         { item->language, &a->language }, { item->published, &a->published_words },
                                         { item->modified, &modified },    { item->source, &source } };
    size_t n;
    priscus_status status = feed_texts(fields, COUNT_OF(fields), &utf8, e->mem);

    if (status == PRISCUS_OK)
        status = item_authors(item, &utf8, e->mem, authors, &n);
    if (status == PRISCUS_OK)
        status = feed_byline(authors, n, e->mem, a);
    if (status == PRISCUS_OK)
        status = item_address(item, &utf8, e->about.base, e->mem, &a->address);
    if (status != PRISCUS_OK)
        return status;
    a->published = feed_date(a->published_words, e->page->fetched);
    a->modified = feed_date(modified, e->page->fetched);
    if (source.ptr)
        a->outlet = feed_outlet(source);
    if (text_find(a->section, text_c("://"), 0) != NOWHERE || text_eq_fold(a->section, text_c("uncategorized")))
        a->section = (struct text){ 0 };
    return PRISCUS_OK;
}

static priscus_status read_xml(struct entry *e, struct priscus_error *err)
{
    static const uint8_t plain[] = { SPACE_PLAIN, SPACE_ATOM, SPACE_PLAIN, SPACE_SITEMAP, SPACE_SITEMAP, SPACE_PLAIN };
    struct xml *x = arena_alloc(e->mem, sizeof *x);
    struct xml_token start;

    if (!x)
        return error_memory(err);
    e->about.names.plain = plain[e->about.kind];
    xml_init(x, e->text, 0);
    do
        xml_next(x, &start);
    while (start.kind != XML_START && start.kind != XML_DONE);
    if (start.kind == XML_DONE)
        return error_set(err, PRISCUS_EINPUT, 0, "no entry of a feed: there is no element in it");
    item_read(x, &e->about.names, &start, &e->item);
    if (read_fields(e) != PRISCUS_OK ||
        item_is_whole(&e->item, e->about.kind, e->text, e->mem, &e->whole) != PRISCUS_OK)
        return error_memory(err);
    if (e->item.title.raw.ptr) {
        struct origin once = { .mem = e->mem };
        struct value title = e->item.title;

        /* its text alone: tags are out, references in it are HTML's */
        feed_html_line(title, e->text, &once);
        e->title = once;
    }
    feed_html(e->item.body.raw.ptr ? e->item.body : e->item.summary, e->text, &e->body);
    return e->title.failed || e->body.failed ? error_memory(err) : PRISCUS_OK;
}

/* A range of the laid-out page in the entry's bytes. */
static struct span in_page(const struct entry *e, const struct origin *html, struct span s)
{
    s = origin_back(html, s);
    if (e->origin)
        s = (struct span){ e->origin[s.begin], e->origin[s.end] };
    return s;
}

static void cut_off(struct entry *e, size_t begin, size_t end, enum role role, const char *rule)
{
    if (begin < end)
        e->cut[e->n_cut++] =
            (struct dropped){ role, in_page(e, &e->body, (struct span){ (uint32_t)begin, (uint32_t)end }), rule };
}

/* The entry as a page of HTML. */
static priscus_status lay_out(struct entry *e, struct origin *html)
{
    struct text body = origin_text(&e->body);
    size_t end = body.len, cut = feed_signature_at(body);

    cut_off(e, cut, end, ROLE_PROMO, "feed-signature");
    end = feed_text_end(body, cut);
    cut = feed_ellipsis_at(body, end);
    if (cut < end) {
        cut_off(e, cut, end, ROLE_CRUMB, "feed-goes-on");
        e->whole = false;
        end = cut;
    }
    origin_made(html, text_c("<!doctype html><html><head><meta charset=\"utf-8\"><title>"));
    if (e->title.len)
        origin_made(html, origin_text(&e->title));
    origin_made(html, text_c("</title></head><body><article>"));
    if (e->title.len) {
        origin_made(html, text_c("<h1>"));
        origin_through(html, &e->title, 0, e->title.len);
        origin_made(html, text_c("</h1>"));
    }
    origin_made(html, text_c("<div itemprop=\"articleBody\">"));
    origin_through(html, &e->body, 0, end);
    origin_made(html, text_c("</div></article></body></html>"));
    return html->failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

static priscus_status move_ranges(struct entry *e, const struct origin *html, struct article *a)
{
    struct dropped *all = arena_alloc(e->mem, (a->n_dropped + e->n_cut) * sizeof *all);
    uint32_t last = 0;

    if (!all)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < a->n_paragraphs; i++) {
        struct paragraph *p = &a->paragraphs[i];

        p->page = in_page(e, html, p->page);
        if (i == 0 && p->role == ROLE_HEADLINE)
            continue;
        if (p->page.begin < last) /* a title that is no headline, and stands below */
            p->page = (struct span){ last, p->page.end > last ? p->page.end : last };
        last = p->page.begin;
    }
    for (size_t i = 0; i < a->n_dropped; i++) {
        all[i] = a->dropped[i];
        all[i].page = in_page(e, html, all[i].page);
    }
    for (size_t i = e->n_cut; i-- > 0;)
        all[a->n_dropped++] = e->cut[i];
    a->dropped = all;
    return PRISCUS_OK;
}

/* The entry's own fields before what its body seems to say. */
static priscus_status take_fields(struct entry *e, struct article *a)
{
    const struct article *f = &e->fields;
    struct text outlet = e->about.title.ptr ? feed_outlet(e->about.title) : (struct text){ 0 };
    struct text *agencies = arena_alloc(e->mem, (f->n_agencies + a->n_agencies) * sizeof *agencies);
    size_t n = 0;

    if (!agencies)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < f->n_agencies + a->n_agencies; i++) {
        struct text one = i < f->n_agencies ? f->agencies[i] : a->agencies[i - f->n_agencies];
        bool known = false;

        for (size_t k = 0; k < n; k++)
            known |= text_eq(agencies[k], one);
        if (!known)
            agencies[n++] = one;
    }
    a->agencies = agencies;
    a->n_agencies = n;
    a->title = f->title;
    a->from.title = f->title.ptr ? FROM_FEED : NULL;
    if (f->byline.ptr) {
        a->byline = f->byline;
        a->from.byline = FROM_FEED;
    }
    if (!a->byline.ptr && !n && e->about.n_authors) {
        struct article own = { 0 };

        if (feed_byline(e->about.authors, e->about.n_authors, e->mem, &own) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        a->byline = own.byline;
        a->from.byline = FROM_FEED;
    }
    if (f->outlet.ptr || outlet.ptr) {
        a->outlet = f->outlet.ptr ? f->outlet : outlet;
        a->outlet_inferred = false;
        a->from.outlet = FROM_FEED;
        if (f->outlet.ptr && outlet.ptr && !text_eq_fold(f->outlet, outlet))
            a->republished_by = outlet;
    }
    a->address = f->address;
    a->from.address = f->address.ptr ? FROM_FEED : NULL;
    if (f->section.ptr) {
        a->section = f->section;
        a->from.section = FROM_FEED;
    }
    if (f->language.ptr || e->about.language.ptr) {
        a->language = f->language.ptr ? f->language : e->about.language;
        a->from.language = FROM_FEED;
    }
    if (date_known(f->published)) {
        a->published = f->published;
        a->published_words = f->published_words;
        a->from.published = FROM_FEED;
    }
    if (date_known(f->modified)) {
        a->modified = f->modified;
        a->from.modified = FROM_FEED;
    }
    if (!e->whole) {
        a->unsure = true;
        a->unsure_why = SUMMARY_ONLY;
    }
    return PRISCUS_OK;
}

static priscus_status no_text(const struct entry *e, struct priscus_error *err)
{
    struct text address = e->fields.address;

    if (address.len && address.len < 250)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the feed has no text of this page, only its address: %.*s",
                         (int)address.len, address.ptr);
    return error_set(err, PRISCUS_EINPUT, NOWHERE, "the feed has no text of this page");
}

priscus_status article_read_feed(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err)
{
    struct entry *e = arena_alloc(mem, sizeof *e);
    struct origin html = { .mem = mem };
    struct page inner;
    struct article article = { 0 };
    priscus_status status;

    if (!e)
        return error_memory(err);
    e->page = page;
    e->mem = e->title.mem = e->body.mem = mem;
    status = about_read(page->feed, mem, &e->about, err);
    if (status != PRISCUS_OK)
        return status;
    if (!page->feed.len && text_starts(text_trim(page->bytes), "{"))
        e->about.kind = FEED_JSON;
    if (e->about.kind == FEED_JSON) {
        e->text = page->bytes;
        status = feed_json_item(page, &e->about, mem, &e->fields, &e->title, &e->body, &e->whole, err);
        if (status == PRISCUS_OK && (e->title.failed || e->body.failed))
            status = error_memory(err);
    } else if (decode(e) != PRISCUS_OK)
        return error_memory(err);
    else
        status = read_xml(e, err);
    if (status != PRISCUS_OK)
        return status;
    if (e->body.len == 0)
        return no_text(e, err);
    if (lay_out(e, &html) != PRISCUS_OK)
        return error_memory(err);
    if (html.len > PAGE_MAX)
        return error_set(err, PRISCUS_ELIMIT, PAGE_MAX, "larger than %zu MiB, which no news page is", PAGE_MAX >> 20);
    inner = (struct page){ .name = page->name,
                           .bytes = origin_text(&html),
                           .from = PRISCUS_FROM_HTML,
                           .fetched = page->fetched,
                           .address = e->fields.address,
                           .charset = text_c("utf-8") };
    status = article_read_html(&inner, mem, &article, err);
    if (status == PRISCUS_EINPUT)
        return no_text(e, err);
    if (status != PRISCUS_OK)
        return status;
    if (move_ranges(e, &html, &article) != PRISCUS_OK || take_fields(e, &article) != PRISCUS_OK)
        return error_memory(err);
    article.unsure |= page->truncated;
    if (page->truncated && !article.unsure_why)
        article.unsure_why = "whoever stored it cut it off";
    *out = article;
    return PRISCUS_OK;
}
