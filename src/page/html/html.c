/* html.c - a page of HTML into an article: the order of the steps (html.h lists them).
 *
 * Nothing is rewritten. A kept block is the page's text with white space
 * collapsed and knows its bytes in the page; a dropped one keeps its role and the rule
 * that dropped it. */
#include "page/html/html.h"

#include "base/error.h"
#include "base/utf8.h"
#include "net/url.h"
#include "page/html/block_role.h"
#include "page/html/code.h"
#include "page/html/date_order.h"
#include "page/html/index_page.h"
#include "page/html/live.h"
#include "page/html/main_node.h"
#include "page/html/meta_date.h"
#include "page/html/provenance.h"
#include "page/html/visible_date.h"

#define BODY_MIN 200 /* bytes: a shorter body makes the reader unsure       */

bool ends_sentence(struct text t)
{
    static const char *const ends[] = {
        ".", "!", "?", "\"", ".'", "\xE2\x80\x9D", ".)", "\xE2\x80\xA6", "\xC2\xBB", "\xE3\x80\x82"
    };

    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (text_ends(t, ends[i]))
            return true;
    return false;
}

size_t count_words(struct text t)
{
    size_t words = t.len > 0;

    for (size_t i = 0; i < t.len; i++)
        words += t.ptr[i] == ' ';
    return words;
}

/* --- the headline --- */

static void find_headline(struct html *h)
{
    struct outline *o = &h->outline;
    struct text og = title_without_site(h->meta.og_title, h->meta.outlet);
    struct text title = title_without_site(h->meta.title, h->meta.outlet);
    uint32_t first_h1 = UINT32_MAX, n_h1 = 0;

    h->headline = UINT32_MAX;
    for (uint32_t i = 0; i < o->n_blocks; i++) {
        struct text t = block_text(o, &o->blocks[i]);
        uint8_t tag = o->nodes[o->blocks[i].node].tag;
        bool agrees;

        if (tag != TAG_H1 && tag != TAG_H2)
            continue;
        agrees = title_same_words(t, og) || title_same_words(t, title) || title_same_words(t, h->meta.headline) ||
                 title_same_words(t, h->meta.og_title);
        if (agrees) {
            h->headline = i;
            break;
        }
        if (tag == TAG_H1 && !o->nodes[o->blocks[i].node].pruned && i < h->last && t.len >= 12 &&
            !title_same_words(t, h->meta.outlet)) {
            if (first_h1 == UINT32_MAX)
                first_h1 = i;
            n_h1++;
        }
    }
    if (h->headline == UINT32_MAX && n_h1 == 1)
        h->headline = first_h1;
    if (h->headline != UINT32_MAX) {
        h->headline_text = block_text(o, &o->blocks[h->headline]);
        h->headline_page = o->blocks[h->headline].page;
    } else if (og.len) {
        h->headline_text = og;
        h->headline_page = h->meta.og_title_page;
    } else if (title.len && title.len < h->meta.title.len) {
        h->headline_text = title;
        h->headline_page = h->meta.title_page;
    }
}

/* --- the article --- */

static struct span in_page(const struct html *h, struct span s)
{
    if (!h->origin)
        return s;
    return (struct span){ h->origin[s.begin], h->origin[s.end] };
}

static void add_paragraph(struct article *article, char *body, size_t *n, enum role role, struct text t,
                          struct span page)
{
    struct paragraph *p = &article->paragraphs[article->n_paragraphs++];

    if (*n) {
        memcpy(body + *n, "\n\n", 2);
        *n += 2;
    }
    memcpy(body + *n, t.ptr, t.len);
    *p = (struct paragraph){ .role = role, .body = { (uint32_t)*n, (uint32_t)(*n + t.len) }, .page = page };
    *n += t.len;
}

/* A block is about to become a paragraph: does a post begin with it? One that has no paragraph is left out. */
static void add_post(const struct html *h, uint32_t block, size_t *post, struct article *article)
{
    bool begins = false;

    for (; *post < h->n_posts && h->posts[*post].block <= block; ++*post)
        begins = true;
    if (begins)
        article->posts[article->n_posts++] = (struct post){ .paragraph = (uint32_t)article->n_paragraphs,
                                                            .published = h->posts[*post - 1].published,
                                                            .author = h->posts[*post - 1].author };
}

static priscus_status assemble(struct html *h, struct article *article)
{
    const struct outline *o = &h->outline;
    uint32_t first = h->headline < h->first ? h->headline : h->first;
    size_t room = h->headline_text.len + 2, kept = 1, dropped = 0, n = 0, post = 0;
    struct span parts = { 0 };
    char *body;

    if (h->headline != UINT32_MAX && h->headline + 1 < h->first && h->first - h->headline > LEAD_BLOCKS)
        first = h->first;
    for (uint32_t i = first; i < h->last; i++) {
        if (role_kept(o->blocks[i].role)) {
            kept++;
            room += o->blocks[i].text.end - o->blocks[i].text.begin + 2;
        } else
            dropped++;
    }
    dropped += h->signed_block != UINT32_MAX;
    if (first < h->last)
        parts = (struct span){ o->blocks[first].page.begin, o->blocks[h->last - 1].page.end };
    for (size_t i = 0; i < o->n_hidden; i++)
        dropped += span_holds(parts, o->hidden[i].page);
    body = arena_alloc(h->mem, room + 1);
    article->posts = arena_alloc(h->mem, h->n_posts * sizeof *article->posts);
    if (!article->posts)
        return PRISCUS_ENOMEM;
    article->paragraphs = body ? arena_alloc(h->mem, kept * sizeof *article->paragraphs) : NULL;
    article->dropped = article->paragraphs ? arena_alloc(h->mem, dropped * sizeof *article->dropped) : NULL;
    if (!article->dropped)
        return PRISCUS_ENOMEM;
    if (h->headline_text.len)
        add_paragraph(article, body, &n, ROLE_HEADLINE, h->headline_text, in_page(h, h->headline_page));
    for (uint32_t i = first; i < h->last; i++) {
        const struct block *b = &o->blocks[i];

        if (i == h->headline)
            continue;
        if (role_kept(b->role))
            add_post(h, i, &post, article);
        if (i == h->signed_block) {
            struct span text = { b->text.begin, h->signed_text }, page = { b->page.begin, h->signed_page };

            add_paragraph(article, body, &n, b->role, text_in(o->text, text), in_page(h, page));
            article->dropped[article->n_dropped++] =
                (struct dropped){ ROLE_CREDIT, in_page(h, (struct span){ page.end, b->page.end }),
                                  "signed-at-the-end" };
        } else if (role_kept(b->role))
            add_paragraph(article, body, &n, b->role, block_text(o, b), in_page(h, b->page));
        else
            article->dropped[article->n_dropped++] =
                (struct dropped){ b->role, in_page(h, b->page), b->rule ? b->rule : "" };
    }
    for (size_t i = 0; i < o->n_hidden; i++)
        if (span_holds(parts, o->hidden[i].page))
            article->dropped[article->n_dropped++] =
                (struct dropped){ o->hidden[i].role ? o->hidden[i].role : ROLE_CRUMB, in_page(h, o->hidden[i].page),
                                  o->hidden[i].rule };
    article->body = text_of(body, n);
    return PRISCUS_OK;
}

/* Nothing votes: a page of one line, a list, very little. Take all that is no link. */
static void take_all(struct html *h)
{
    h->first = 0;
    h->last = (uint32_t)h->outline.n_blocks;
}

static priscus_status fill_fields(struct html *h, struct article *article)
{
    const struct metadata *m = &h->meta;

    article->title = h->headline_text.len ? h->headline_text
                     : m->headline.len    ? m->headline
                                          : (m->title.len ? m->title : (struct text){ 0 });
    article->from = m->from;
    article->from.title = h->headline != UINT32_MAX ? "heading"
                          : h->headline_text.len    ? (h->headline_text.ptr >= m->title.ptr && m->title.len &&
                                                            h->headline_text.ptr < m->title.ptr + m->title.len
                                                           ? "<title>"
                                                           : "og:title")
                          : m->headline.len         ? "JSON-LD"
                                                    : "<title>";
    if (m->byline.len && !m->from.byline)
        article->from.byline = "visible text";
    if (h->outlet_inferred)
        article->from.outlet = "inferred from the text";
    article->outlet = m->outlet;
    article->byline = m->byline;
    article->section = m->section;
    article->language = m->language;
    article->address = m->address;
    if (m->address.len && h->page->address.len) { /* "/talks", seen from where it was fetched */
        if (url_resolve(h->page->address, m->address, h->mem, &article->address) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    article->published = m->published;
    article->modified = m->modified;
    article->published_words = m->published_words;
    article->day_first = h->day_first;
    article->outlet_inferred = h->outlet_inferred;
    article->republished_by = h->republished_by;
    article->agencies = arena_alloc(h->mem, m->n_agencies * sizeof *article->agencies);
    if (!article->agencies)
        return PRISCUS_ENOMEM;
    memcpy(article->agencies, m->agencies, m->n_agencies * sizeof *article->agencies);
    article->n_agencies = m->n_agencies;
    return PRISCUS_OK;
}

static void doubt(struct html *h, const struct charset *charset, bool found, struct article *article)
{
    const char *why = NULL;
    size_t prose = 0;

    for (size_t i = 0; i < article->n_paragraphs; i++)
        if (article->paragraphs[i].role == ROLE_BODY)
            prose += article->paragraphs[i].body.end - article->paragraphs[i].body.begin;
    if (article->is_index)
        why = "a list of links to other pages and no article, so that no record is made of it";
    else if (!found)
        why = "no part of the page reads like an article, so all its text is taken";
    else if (prose < BODY_MIN)
        why = "hardly any text was found";
    else if (charset->guessed)
        why = "the page does not say its character set and is not UTF-8; it was guessed";
    else if (h->outline.cut)
        why = "the page is cut off inside a tag or a comment, or nested beyond all measure";
    if (why && (!article->unsure || article->is_index)) {
        article->unsure = true;
        article->unsure_why = why;
    }
}

/* From blocks to the article; *found: a part of the page reads like one. Only memory can fail. */
static priscus_status read_article(struct html *h, struct article *article, bool *found)
{
    priscus_status status;

    h->voters = arena_alloc(h->mem, h->outline.n_blocks);
    if (!h->voters)
        return PRISCUS_ENOMEM;
    status = metadata_read(&h->outline, h->page->fetched, h->mem, &h->meta);
    if (status != PRISCUS_OK)
        return status;
    status = code_cut(h);
    if (status != PRISCUS_OK)
        return status;
    status = main_node_find(h, found);
    if (status != PRISCUS_OK)
        return status;
    if (!*found)
        take_all(h);
    find_headline(h);
    article->is_index = index_page_is(h);
    status = article->is_index ? PRISCUS_OK : live_find(h);
    if (status != PRISCUS_OK)
        return status;
    status = block_role_find_all(h, *found, article);
    if (status != PRISCUS_OK)
        return status;
    status = provenance_find(h);
    if (status != PRISCUS_OK)
        return status;
    date_order_find(h);
    status = meta_date_read(h);
    if (status != PRISCUS_OK)
        return status;
    visible_date_find(h);
    meta_date_choose(&h->meta);
    status = assemble(h, article);
    return status == PRISCUS_OK ? fill_fields(h, article) : status;
}

static priscus_status read_html(struct html *h, struct charset *charset, struct article *out, struct priscus_error *err)
{
    struct article article = { 0 };
    struct text bytes = h->page->bytes;
    priscus_status status = PRISCUS_OK;
    bool found;

    if (charset->whole)
        status = charset_decode_whole(charset, bytes, h->mem, &bytes, &h->origin);
    if (status == PRISCUS_OK)
        status = outline_read(bytes, charset, h->mem, &h->outline);
    if (status != PRISCUS_OK)
        return error_memory(err);
    if (h->outline.n_blocks == 0)
        return error_set(err, PRISCUS_EINPUT, 0,
                         "no text in this page of HTML (some pages have it only after their scripts ran; save it "
                         "from a browser)");
    status = read_article(h, &article, &found);
    if (status != PRISCUS_OK)
        return error_memory(err);
    if (article.n_paragraphs == 0)
        return error_set(err, PRISCUS_EINPUT, 0,
                         "no text in this page of HTML but links and menus (some pages have it only after their "
                         "scripts ran; save it from a browser)");
    doubt(h, charset, found, &article);
    *out = article;
    return PRISCUS_OK;
}

priscus_status article_read_html(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err)
{
    struct html *h = arena_alloc(mem, sizeof *h);
    struct charset charset;
    priscus_status status;

    if (!h)
        return error_memory(err);
    h->page = page;
    h->mem = mem;
    charset_open(page->bytes, page->charset, &charset);
    status = read_html(h, &charset, out, err);
    charset_close(&charset);
    return status;
}
