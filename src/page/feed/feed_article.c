/* feed_article.c - one entry of a feed as an article.
 *
 *     <item><title>Talks resume</title><content:encoded><![CDATA[<p>The two ...</p>]]></...></item>
 *
 *     <title>Talks resume</title><article><h1>Talks resume</h1><div itemprop="articleBody"><p>The two ...
 *
 * The entry is laid out as the page of HTML that it might have been, and read by the reader for those;
 * what it finds is then led back into the entry's bytes (origin.h). Title, address, dates, authors are
 * the entry's. Cut off before, because nobody but a feed has them: "The post ... appeared first on ..."
 * and "[...]" at the end. */
#include <iconv.h>

#include "base/error.h"
#include "base/utf8.h"
#include "page/feed/feed_item.h"
#include "page/html/html.h"
#include "page/name/agency.h"

#define TAIL_MAX    2000 /* bytes at the end in which a feed's own line is looked for */
#define GOES_ON_MAX 40   /* ... in which "..." means that the page has more          */
#define FROM_FEED   "feed"

#define SUMMARY_ONLY "only a summary of the page is in the feed"

/* What WordPress puts under each entry. */
static const char *const signatures[] = {
    "appeared first on",
    "erschien zuerst auf",
    "est apparu en premier sur",
    "apareci\xC3\xB3 primero en",
    "se public\xC3\xB3 primero en",
    "apareceu primeiro em",
    "proviene da",
    "sembra essere il primo su",
    "pochodzi z serwisu",
    "verscheen eerst op",
    "\xD0\xBF\xD0\xBE\xD1\x8F\xD0\xB2\xD0\xB8\xD0\xBB\xD0\xB8\xD1\x81\xD1\x8C "
    "\xD1\x81\xD0\xBD\xD0\xB0\xD1\x87\xD0\xB0\xD0\xBB\xD0\xB0 \xD0\xBD\xD0\xB0",
    "ilk \xC3\xB6nce",
};

/* Where the feed's own last paragraph begins, or t.len. */
static size_t signature_at(struct text t)
{
    size_t from = t.len > TAIL_MAX ? t.len - TAIL_MAX : 0, last = NOWHERE;

    for (size_t i = from; (i = text_find(t, text_c("<p"), i)) != NOWHERE; i++)
        if (i + 2 < t.len && (t.ptr[i + 2] == '>' || is_ascii_space(t.ptr[i + 2])))
            last = i;
    if (last == NOWHERE)
        return t.len;
    for (size_t i = 0; i < COUNT_OF(signatures); i++)
        if (text_find(t, text_c(signatures[i]), last) != NOWHERE)
            return last;
    return t.len;
}

/* Behind the last text: without blanks and end tags. */
static size_t last_text(struct text t, size_t end)
{
    for (;;) {
        size_t open = end;

        while (end && is_ascii_space(t.ptr[end - 1]))
            end--;
        if (!end || t.ptr[end - 1] != '>')
            return end;
        for (open = end - 1; open && end - open < 40 && t.ptr[open] != '<'; open--)
            ;
        if (t.ptr[open] != '<' || t.ptr[open + 1] != '/')
            return end;
        end = open;
    }
}

/* Where "[...]" at the end begins, or `end`. */
static size_t ellipsis_at(struct text t, size_t end)
{
    static const char *const marks[] = { "[...]", "[\xE2\x80\xA6]", "[&#8230;]", "[&hellip;]", "(...)" };

    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t n = strlen(marks[i]);

        if (end >= n && memcmp(t.ptr + end - n, marks[i], n) == 0)
            return end - n;
    }
    return end;
}

/* "..." at the end of a text without tags, also with "Read more" behind it. */
static bool goes_on(struct text t)
{
    size_t from = t.len > GOES_ON_MAX ? t.len - GOES_ON_MAX : 0;

    return text_find(t, text_c("..."), from) != NOWHERE || text_find(t, text_c("\xE2\x80\xA6"), from) != NOWHERE;
}

static bool parts_paragraphs(struct text tag)
{
    static const char *const names[] = { "p", "br", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4" };
    size_t n = 0;

    tag = text_of(tag.ptr + 1, tag.len - 1);
    if (text_starts(tag, "/"))
        tag = text_of(tag.ptr + 1, tag.len - 1);
    while (n < tag.len && (is_ascii_alpha(tag.ptr[n]) || is_ascii_digit(tag.ptr[n])))
        n++;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_eq_fold(text_of(tag.ptr, n), text_c(names[i])))
            return true;
    return false;
}

/* Is a description the text itself? Many feeds have it there: two paragraphs of prose, or a long one, that do
 * not end in an ellipsis. */
static bool is_full(struct text html, struct arena *mem, bool *failed)
{
    struct charset utf8 = { .kind = CHARSET_UTF8, .name = "UTF-8" };
    size_t end = last_text(html, signature_at(html)), begin = 0, len = 0;
    struct text last = { 0 };
    int prose = 0;

    html.len = end;
    if (ellipsis_at(html, end) < end)
        return false;
    while (begin < html.len && !*failed) {
        size_t to = begin, next = html.len;

        while (to < html.len) {
            const char *open = memchr(html.ptr + to, '<', html.len - to), *close;

            to = open ? (size_t)(open - html.ptr) : html.len;
            close = open ? memchr(open, '>', html.len - to) : NULL;
            if (!close) {
                to = html.len;
                break;
            }
            next = (size_t)(close - html.ptr) + 1;
            if (parts_paragraphs(text_of(open, next - to)))
                break;
            to = next;
        }
        if (to > begin) {
            struct value value = { text_of(html.ptr + begin, to - begin), VALUE_HTML, 0 };
            struct text t = feed_text(value, &utf8, mem, failed);

            len += t.len;
            prose += t.len > STAMP_LINE || (t.len > PROSE_MIN && ends_sentence(t));
            if (t.len)
                last = t;
        }
        begin = to < html.len ? next : html.len;
    }
    return (prose >= 2 || len > FEED_FULL_MIN) && !goes_on(last);
}

bool item_is_whole(const struct item *item, enum feed_kind kind, struct text page, struct arena *mem, bool *failed)
{
    struct origin html = { .mem = mem };
    bool full;

    if (item->body.raw.ptr)
        return true;
    if (kind != FEED_RSS || item->summary.raw.len < 2 * PROSE_MIN)
        return false;
    feed_html(item->summary, page, &html);
    full = !html.failed && is_full(origin_text(&html), mem, failed);
    *failed |= html.failed;
    return full;
}

bool feed_byline(const struct text *authors, size_t n, struct arena *mem, struct article *article)
{
    size_t len = 0, at = 0;
    char *joined;

    article->agencies = arena_alloc(mem, (n + 1) * sizeof *article->agencies);
    for (size_t i = 0; i < n; i++)
        len += authors[i].len + 2;
    joined = article->agencies ? arena_alloc(mem, len) : NULL;
    if (!joined)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct text agency = agency_named(authors[i]);

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
    return true;
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

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

/* The entry in UTF-8. */
static bool decode(struct entry *e)
{
    struct text bytes = e->page->bytes;
    char name[64];
    struct charset charset = { .kind = CHARSET_ICONV, .name = "", .whole = true };
    bool ok;

    e->text = bytes;
    if (e->about.charset.len == 0 || text_is(e->about.charset, "UTF-8") || e->about.charset.len >= sizeof name)
        return true;
    memcpy(name, e->about.charset.ptr, e->about.charset.len);
    name[e->about.charset.len] = '\0';
    charset.converter = iconv_open("UTF-8", name);
    if (charset.converter == (iconv_t)-1)
        return true;
    ok = charset_decode_whole(&charset, bytes, e->mem, &e->text, &e->origin);
    charset_close(&charset);
    return ok;
}

static bool read_fields(struct entry *e)
{
    struct charset utf8 = { .kind = CHARSET_UTF8, .name = "UTF-8" };
    struct text authors[FEED_AUTHORS_MAX], source;
    struct article *a = &e->fields;
    const struct item *item = &e->item;
    bool failed = false;
    size_t n = 0;

    a->title = feed_text(item->title, &utf8, e->mem, &failed);
    a->section = feed_text(item->section, &utf8, e->mem, &failed);
    a->language = feed_text(item->language, &utf8, e->mem, &failed);
    a->published_words = feed_text(item->published, &utf8, e->mem, &failed);
    a->published = feed_date(a->published_words, e->page->fetched);
    a->modified = feed_date(feed_text(item->modified, &utf8, e->mem, &failed), e->page->fetched);
    source = feed_text(item->source, &utf8, e->mem, &failed);
    for (size_t i = 0; i < item->n_authors; i++) {
        struct text name = feed_text(item->authors[i], &utf8, e->mem, &failed);

        if (name.ptr)
            name = feed_author(name);
        if (name.len)
            authors[n++] = name;
    }
    if (source.ptr)
        a->outlet = feed_outlet(source);
    if (text_find(a->section, text_c("://"), 0) != NOWHERE || text_eq_fold(a->section, text_c("uncategorized")))
        a->section = (struct text){ 0 };
    return !failed && feed_byline(authors, n, e->mem, a) &&
           item_address(item, &utf8, e->about.base, e->mem, &a->address);
}

static priscus_status read_xml(struct entry *e, struct priscus_error *err)
{
    static const uint8_t plain[] = { SPACE_PLAIN, SPACE_ATOM, SPACE_PLAIN, SPACE_SITEMAP, SPACE_SITEMAP, SPACE_PLAIN };
    struct xml *x = arena_alloc(e->mem, sizeof *x);
    struct xml_token start;
    bool failed = false;

    if (!x)
        return no_memory(err);
    e->about.names.plain = plain[e->about.kind];
    xml_init(x, e->text, 0);
    do
        xml_next(x, &start);
    while (start.kind != XML_START && start.kind != XML_DONE);
    if (start.kind == XML_DONE)
        return error_set(err, PRISCUS_EINPUT, 0, "no entry of a feed: there is no element in it");
    item_read(x, &e->about.names, &start, &e->item);
    if (!read_fields(e))
        return no_memory(err);
    e->whole = item_is_whole(&e->item, e->about.kind, e->text, e->mem, &failed);
    if (failed)
        return no_memory(err);
    if (e->item.title.raw.ptr) {
        struct origin once = { .mem = e->mem };
        struct value title = e->item.title;

        /* its text alone: tags are out, references in it are HTML's */
        feed_html_line(title, e->text, &once);
        e->title = once;
    }
    feed_html(e->item.body.raw.ptr ? e->item.body : e->item.summary, e->text, &e->body);
    return e->title.failed || e->body.failed ? no_memory(err) : PRISCUS_OK;
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
static bool lay_out(struct entry *e, struct origin *html)
{
    struct text body = origin_text(&e->body);
    size_t end = body.len, cut = signature_at(body);

    cut_off(e, cut, end, ROLE_PROMO, "feed-signature");
    end = last_text(body, cut);
    cut = ellipsis_at(body, end);
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
    return !html->failed;
}

static bool move_ranges(struct entry *e, const struct origin *html, struct article *a)
{
    struct dropped *all = arena_alloc(e->mem, (a->n_dropped + e->n_cut) * sizeof *all);
    uint32_t last = 0;

    if (!all)
        return false;
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
    return true;
}

/* The entry's own fields before what its body seems to say. */
static bool take_fields(struct entry *e, struct article *a)
{
    const struct article *f = &e->fields;
    struct text outlet = e->about.title.ptr ? feed_outlet(e->about.title) : (struct text){ 0 };
    struct text *agencies = arena_alloc(e->mem, (f->n_agencies + a->n_agencies) * sizeof *agencies);
    size_t n = 0;

    if (!agencies)
        return false;
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

        if (!feed_byline(e->about.authors, e->about.n_authors, e->mem, &own))
            return false;
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
    return true;
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
        return no_memory(err);
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
            status = no_memory(err);
    } else if (!decode(e))
        return no_memory(err);
    else
        status = read_xml(e, err);
    if (status != PRISCUS_OK)
        return status;
    if (e->body.len == 0)
        return no_text(e, err);
    if (!lay_out(e, &html))
        return no_memory(err);
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
    if (!move_ranges(e, &html, &article) || !take_fields(e, &article))
        return no_memory(err);
    article.unsure |= page->truncated;
    if (page->truncated && !article.unsure_why)
        article.unsure_why = "whoever stored it cut it off";
    *out = article;
    return PRISCUS_OK;
}
