/* line_form.c - see line_form.h. The order of the questions is the order of their certainty: what has no
 * words first, what might be a paragraph last. */
#include "page/text/line_form.h"

#include "base/visible.h"
#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_date.h"
#include "page/text/line_name.h"
#include "page/text/promo.h"
#include "page/words/vocabulary.h"

#define FRONT_LINES     14 /* a crawler's own lines stand above the text */
#define FRONT_CHARS     600
#define CAPTION_CHARS   400 /* below "Image caption"                                      */
#define CREDIT_CHARS    200 /* a sentence in the text that ends in a photo's credit       */
#define PHOTO_CHARS     300 /* a line that speaks of the photo                            */
#define STAMP_CHARS     120
#define BRIEF_WORDS     8 /* within the text only such lines may be a stamp or a byline */
#define SIGNATURE_WORDS 5
#define TAIL_BYTES      600 /* of "Reporting by ...; editing by ..." */

static size_t before_any(struct text t, const char *marks)
{
    size_t n = 0;

    while (n < t.len && !strchr(marks, t.ptr[n]))
        n++;
    return n;
}

/* Is the page's first line "---", or a title or an address with its label? Then labels that a page may
 * use for itself ("Tags: ...") are the crawler's. */
static bool has_front_matter(const struct plain *p)
{
    static const char *const first[] = { "title:", "headline:", "url:", "author:", "source:" };

    if (text_is(plain_line(p, 0), "---"))
        return true;
    for (size_t k = 0; k < COUNT_OF(first); k++)
        if (text_starts_fold(text_in(p->page->bytes, p->lines[0].whole), first[k]))
            return true;
    return false;
}

/* "Title: ...", "URL: ...": what a crawler wrote above the text. The offsets of folded and raw
 * text agree, for the labels are ASCII. */
static bool read_front_matter(struct plain *p, size_t i)
{
    static const struct {
        const char *label;
        enum { TITLE, ADDRESS, OUTLET, SECTION, IGNORED } field;
    } labels[] = {
        { "title:", TITLE },       { "headline:", TITLE },      { "url:", ADDRESS },          { "link:", ADDRESS },
        { "permalink:", ADDRESS }, { "source url:", ADDRESS },  { "original url:", ADDRESS }, { "outlet:", OUTLET },
        { "publisher:", OUTLET },  { "publication:", OUTLET },  { "newspaper:", OUTLET },     { "site:", OUTLET },
        { "website:", OUTLET },    { "sitename:", OUTLET },     { "site name:", OUTLET },     { "section:", SECTION },
        { "category:", SECTION },  { "categories:", SECTION },  { "rubric:", SECTION },       { "hostname:", IGNORED },
        { "domain:", IGNORED },    { "description:", IGNORED }, { "keywords:", IGNORED },     { "tags:", IGNORED },
        { "language:", IGNORED },  { "lang:", IGNORED },        { "fingerprint:", IGNORED },  { "license:", IGNORED },
        { "pagetype:", IGNORED },  { "sitemap:", IGNORED },
    };
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i), rest;

    if (i >= FRONT_LINES || line->chars > FRONT_CHARS)
        return false;
    for (size_t k = 0; k < COUNT_OF(labels); k++) {
        size_t n = strlen(labels[k].label);

        if (!text_starts(line->fold, labels[k].label) || !text_starts_fold(t, labels[k].label))
            continue;
        rest = text_trim(text_of(t.ptr + n, t.len - n));
        if (rest.len == 0)
            return false;
        switch (labels[k].field) {
        case TITLE:
            line->page.begin = (uint32_t)(rest.ptr - p->page->bytes.ptr);
            line->fold = text_trim(text_of(line->fold.ptr + n, line->fold.len - n));
            line->key = text_trim(text_of(line->key.ptr + n - 1, line->key.len - (n - 1)));
            line->signs |= SIGN_HASH;
            return false; /* the headline, most likely */
        case ADDRESS:
            p->out->address = plain_field(rest);
            break;
        case OUTLET:
            p->out->outlet = plain_field(rest);
            p->out->outlet_inferred = false;
            break;
        case SECTION:
            p->out->section = plain_field(text_of(rest.ptr, before_any(rest, ";,")));
            break;
        case IGNORED:
            if (!has_front_matter(p))
                return false;
        }
        line_decide(line, ROLE_STAMP, "front-matter");
        return true;
    }
    return false;
}

/* "Source: Strait Pravda, citing its interview with ...": no sentence, however many words. */
static bool names_source(const struct line *line)
{
    return !line->stop && line->words <= 20 && text_starts(line->fold, "source: ") &&
           (fold_find(line->fold, "citing") != NOWHERE || fold_find(line->fold, "with reference to") != NOWHERE);
}

/* "Reporting by ...; editing by ...", however long. */
static bool names_reporters(const struct line *line)
{
    size_t len;

    return fold_starts_any(line->fold, vocabulary_reporter_starts, &len) &&
           line->page.end - line->page.begin <= TAIL_BYTES;
}

/* "Image caption" or "Image source" on a line of its own: what is meant stands below. */
static void label_below(struct plain *p)
{
    for (size_t i = 0; i + 1 < p->n; i++) {
        struct line *line = &p->lines[i], *below = &p->lines[i + 1];
        struct text bare = fold_strip(line->fold, " :,");

        if (below->rule && role_kept(below->role))
            continue;
        if (fold_is_any(bare, vocabulary_caption_labels) && below->chars <= CAPTION_CHARS && !below->rule)
            line_decide(below, ROLE_CAPTION, "below-a-label");
        else if (fold_is_any(bare, vocabulary_credit_labels) && below->words <= 6 && !below->stop && !below->rule &&
                 i + 2 < p->n && bare.len > 5)
            line_decide(below, ROLE_PHOTO_CREDIT, "below-a-label");
    }
}

/* "© dpa/Reuters" behind the text credits the text. */
static bool signs_text(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i);

    if (!text_starts(t, "\xC2\xA9") || line->words > 6)
        return false;
    t = text_trim(text_of(t.ptr + 2, t.len - 2));
    for (struct text rest = t; rest.ptr && rest.len;) {
        struct text piece = line_name_cut(&rest);

        if (piece.len && !agency_wire(piece).ptr)
            return false;
    }
    if (!byline_read_agencies(p, t))
        return false;
    line_decide(line, ROLE_CREDIT, "agency-line");
    return true;
}

/* A date with "Published" or "Updated" is the article's wherever it stands. */
static bool says_published(const struct plain *p, size_t i)
{
    struct stamp s;

    return p->lines[i].chars <= STAMP_CHARS && stamp_find(plain_line(p, i), 0, p->page->fetched, &s) &&
           (s.kind == STAMP_PUBLISHED || s.kind == STAMP_MODIFIED);
}

/* A line that is nothing but links; the first address of its own above the text is the page's. */
static void read_links(struct plain *p, size_t i, bool above)
{
    struct text whole = text_in(p->page->bytes, p->lines[i].whole);

    if (!p->out->address.ptr && above && (text_starts(whole, "http://") || text_starts(whole, "https://")) &&
        !memchr(whole.ptr, ' ', whole.len))
        p->out->address = plain_field(whole);
    line_decide(&p->lines[i], ROLE_CRUMB, "links-only");
}

/* Line i; the text goes from line `first` to `last`, and what is behind line `over` is readers' comments. */
static priscus_status label_line(struct plain *p, size_t i, size_t first, size_t last, size_t over)
{
    struct line *line = &p->lines[i];
    bool edge = i < first || i > last, relative, byline, found = false;
    unsigned signs = line->signs;
    priscus_status status = PRISCUS_OK;
    struct visible seen;
    size_t len;

    if (read_front_matter(p, i))
        return PRISCUS_OK;
    if (visible_of(plain_line(p, i), p->mem, &seen) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (signs & SIGN_EMPTY)
        line_decide(line, ROLE_CRUMB, "no-words");
    else if (signs & SIGN_LINKS)
        read_links(p, i, i < first);
    else if (signs & SIGN_COOKIE)
        line_decide(line, ROLE_FOOTER, "cookies");
    else if (signs & SIGN_FULL) {
        p->is_copy = true;
        line_decide(line, ROLE_PROMO, "read-entire-article");
    } else if (signs & SIGN_SHARE)
        line_decide(line, ROLE_CRUMB, "share-bar");
    else if ((signs & SIGN_TRAIL) && edge)
        line_decide(line, ROLE_CRUMB, "trail");
    else if (signs & (SIGN_LABEL | SIGN_END | SIGN_PLEA_OPEN))
        return PRISCUS_OK; /* later steps */
    else if (signs & SIGN_FOOTER)
        line_decide(line, ROLE_FOOTER, "footer");
    else if (signs & SIGN_NOTE)
        return PRISCUS_OK;
    else if ((signs & SIGN_NEWSLETTER) && (signs & SIGN_VOICE || !line->prose))
        line_decide(line, ROLE_PROMO, LINE_NEWSLETTER);
    else if ((signs & SIGN_PROMO) && !(signs & SIGN_PLEA))
        line_decide(line, ROLE_PROMO, "see-also");
    else if (signs & SIGN_CREDIT_ALL && i > last && signs_text(p, i))
        return PRISCUS_OK;
    else if (signs & SIGN_CREDIT_ALL)
        line_decide(line, ROLE_PHOTO_CREDIT, "photo-credit");
    else if ((signs & SIGN_CREDIT) && (!line->point || edge || (signs & SIGN_BAR) || line->chars <= CREDIT_CHARS)) {
        if (edge && fold_starts_any(line->fold, vocabulary_byline_starts, &len)) /* "By Ana Brook via AFP" */
            status = byline_read_line(p, i, &found);
        if (status == PRISCUS_OK && !found)
            line_decide(line, ROLE_CAPTION, "ends-in-photo-credit");
        return status;
    } else if ((signs & SIGN_PHOTO) && (line->chars <= PHOTO_CHARS))
        line_decide(line, ROLE_CAPTION, "says-photo");
    else if (i > over && !(signs & SIGN_COUNTER) && !says_published(p, i))
        return PRISCUS_OK; /* a reader's name and "2 hours ago" */
    else if (line_date_read(p, i, seen.text, false, &relative, &byline) &&
             (edge || line->words <= BRIEF_WORDS || !line->point)) {
        line_date_read(p, i, seen.text, true, &relative, &byline);
        line_decide(line, byline ? ROLE_BYLINE : relative ? ROLE_RELATIVE_STAMP : ROLE_STAMP, "stamp");
    } else if (line_date_is_clock(plain_line(p, i)))
        line_decide(line, ROLE_STAMP, "clock");
    else if (signs & SIGN_COUNTER)
        line_decide(line, ROLE_CRUMB, "counter");
    else {
        if (edge || line->words <= BRIEF_WORDS || names_source(line) || names_reporters(line)) {
            status = byline_read_line(p, i, &found);
            if (status != PRISCUS_OK || found)
                return status;
        }
        if (edge || line->words <= SIGNATURE_WORDS) {
            status = byline_read_signature(p, i, &found);
            if (status != PRISCUS_OK || found)
                return status;
        }
        if (i > last)
            byline_read_desk(p, i);
    }
    return PRISCUS_OK;
}

priscus_status line_form_label(struct plain *p)
{
    size_t first, last, over;

    plain_find_prose(p, &first, &last);
    p->prose_begins = first;
    over = promo_find_end(p);
    for (size_t i = 0; i < p->n; i++) {
        priscus_status status = label_line(p, i, first, last, over);

        if (status != PRISCUS_OK)
            return status;
    }
    label_below(p);
    return PRISCUS_OK;
}
