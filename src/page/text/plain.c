/* plain.c - an article out of crawled plain text, boilerplate and all.
 *
 *     FerryTalks resume after a year          a section glued to the headline: dropped
 *     Talks resume after a year               headline
 *     Ana Brook | 3 May 2031 07:10            byline and stamp: read, then dropped
 *     NORTHPORT, May 3 (Reuters) - The two    body; the dateline is cut off, its agency kept
 *     ...
 *     See also                                promotion
 *
 * The idea: a page has a head, a body and a tail, and the body is prose (line.h says what that
 * is). Lines are labelled where they stand and never rewritten. In the head and tail one signal
 * drops a line; between the first and the last paragraph it takes two (short and a known
 * phrase, a repeat and a bar). What is dropped gives up its metadata first.
 *
 * The order of the steps matters: form first (links, bars, stamps, credits), then repeats,
 * pleas, the end of the article, the headline, and last what is left in each zone.
 *
 * Known gaps: a teaser with a summary of its own that stands in mid-article looks like a
 * paragraph and is kept; so is a caption without a credit. Losing a paragraph is worse. Bytes that
 * are not UTF-8 become U+FFFD: text in other charsets was decoded before (article.c). */
#include "page/text/plain.h"

#include "base/utf8.h"
#include "page/text/byline.h"
#include "page/text/dateline.h"
#include "page/text/headline.h"
#include "page/text/line_date.h"
#include "page/text/line_form.h"
#include "page/text/line_name.h"
#include "page/text/line_pattern.h"
#include "page/text/outlet.h"
#include "page/text/promo.h"
#include "page/words/vocabulary.h"

#define DROP_LIMIT_PERCENT 40
#define FOOTER_LINES       4 /* at the very end of a page */

/* --- what the steps share --- */

struct text plain_field(struct text t)
{
    t = text_trim(t);
    return t.len ? t : (struct text){ 0 };
}

struct text plain_line(const struct plain *p, size_t i)
{
    return text_in(p->page->bytes, p->lines[i].page);
}

/* The first and last line that look like paragraphs and are not yet something else. */
void plain_find_prose(const struct plain *p, size_t *first, size_t *last)
{
    *first = *last = p->n;
    for (size_t i = 0; i < p->n; i++)
        if (!p->lines[i].rule && p->lines[i].prose && !(p->lines[i].signs & (SIGN_CREDIT | SIGN_PROMO))) {
            if (*first == p->n && (p->lines[i].chars >= 120 || p->lines[i].stop))
                *first = i;
            *last = i;
        }
    if (*first == p->n)
        *first = *last;
}

/* --- the zones: head, body and tail --- */

static bool neighbour_signs(const struct plain *p, size_t i)
{
    for (size_t k = i > 2 ? i - 2 : 0; k <= i + 2 && k < p->n; k++)
        if (k != i && p->lines[k].rule &&
            (p->lines[k].role == ROLE_STAMP || p->lines[k].role == ROLE_RELATIVE_STAMP ||
             p->lines[k].role == ROLE_PHOTO_CREDIT || p->lines[k].role == ROLE_BYLINE ||
             p->lines[k].role == ROLE_CREDIT || p->lines[k].role == ROLE_HEADLINE ||
             p->lines[k].role == ROLE_STANDFIRST))
            return true;
    return false;
}

/* Between headline and text nothing but furniture and a summary. */
static void label_rest_of_head(struct plain *p)
{
    size_t begin = p->headline < p->n ? p->headline + 1 : 0;

    for (size_t i = begin; i < p->head_end && i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = plain_line(p, i);

        if (line->rule)
            continue;
        if (line->signs & SIGN_NOTE)
            line_decide(line, ROLE_EDITOR_NOTE, "note");
        else if (line->signs & SIGN_SCENE && !line->point)
            line_decide(line, ROLE_CAPTION, "scene");
        else if (i > 0 && p->lines[i - 1].rule && strcmp(p->lines[i - 1].rule, "clock") == 0 && !line->point)
            line_decide(line, ROLE_SUBHEAD, "below-a-clock");
        else if (line->words <= 12 && line_name_are_persons(t) && neighbour_signs(p, i)) {
            byline_read_names(p, t, false);
            line_decide(line, ROLE_BYLINE, "name-alone");
        } else if (line->words <= 5 && line_name_capitals(t) >= 2 && line_name_has_paper(t) && neighbour_signs(p, i)) {
            if (!p->out->outlet.ptr) {
                p->out->outlet = plain_field(t);
                p->out->outlet_inferred = true;
            }
            line_decide(line, ROLE_CRUMB, "a-paper's-name");
        } else if (line->words <= 8 && line_name_has_job(t) && !line->stop) {
            byline_read_names(p, t, false);
            line_decide(line, ROLE_BYLINE, "job");
        } else if (line->prose || line->words >= 6 || line->stop)
            line_decide(line, ROLE_STANDFIRST, "under-the-headline");
        else {
            if (!p->out->section.ptr && line->words <= 3 && line_name_is_section(t))
                p->out->section = plain_field(t);
            line_decide(line, ROLE_CRUMB, "short-line-in-the-head");
        }
    }
}

/* A sentence, though a short one: "He declined." */
static bool is_sentence(const struct line *line)
{
    return line->prose || (line->point && line->words >= 3);
}

static void label_body_and_tail(struct plain *p)
{
    size_t last = p->n, begin = p->head_end;

    for (size_t i = begin; i < p->n; i++)
        if (line_kept(&p->lines[i]) && is_sentence(&p->lines[i]))
            last = i;
    if (last == p->n)
        return;
    for (size_t i = begin; i <= last; i++) {
        struct line *line = &p->lines[i];
        bool next_prose = false;

        if (line->rule)
            continue;
        for (size_t k = i + 1; k <= last; k++)
            if (!p->lines[k].rule) {
                next_prose = p->lines[k].prose || is_sentence(&p->lines[k]) || p->lines[k].words <= 12;
                break;
            }
        if (line->signs & SIGN_NOTE)
            line_decide(line, ROLE_EDITOR_NOTE, "note");
        else if (!line->prose && !line->point && line->words <= 14 && next_prose && !(line->signs & SIGN_BULLET) &&
                 i > begin)
            line_decide(line, ROLE_SUBHEAD, "short-line-between-paragraphs");
        else
            line_decide(line, ROLE_BODY, "text");
    }
    for (size_t i = last + 1; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = plain_line(p, i);

        if (line->rule)
            continue;
        if (line->signs & SIGN_NOTE)
            line_decide(line, ROLE_EDITOR_NOTE, "note");
        else if (line->words <= 6 && i <= last + 3 && line_name_is_person(t)) {
            byline_read_names(p, t, false);
            line_decide(line, ROLE_BYLINE, "name-alone");
        } else if (line->words <= 10 && i <= last + 4 && line_name_has_job(t)) {
            byline_read_names(p, t, false);
            line_decide(line, ROLE_BYLINE, "job");
        } else
            line_decide(line, line->words >= 5 ? ROLE_PROMO : ROLE_CRUMB, "after-the-text");
    }
    /* the paper's address below "All rights reserved" */
    for (size_t i = p->n; i-- > last + 1 && p->n - i <= FOOTER_LINES;)
        if (p->lines[i].role == ROLE_FOOTER) {
            for (i++; i < p->n; i++)
                if (!role_kept(p->lines[i].role))
                    line_decide(&p->lines[i], ROLE_FOOTER, "below-the-footer");
            break;
        }
}

/* "Ana Brook is a reporter covering the coasts." after the text */
static void label_biography(struct plain *p)
{
    size_t seen = 0;

    for (size_t i = p->n; i-- > p->head_end && seen < 2;) {
        struct line *line = &p->lines[i];
        struct text name = p->out->byline;

        if (line->rule)
            continue;
        if (!line->prose && line->words < 6)
            continue;
        seen += line->prose;
        if (!name.ptr || line->chars > 400 || !text_starts(plain_line(p, i), "") || plain_line(p, i).len < name.len ||
            memcmp(plain_line(p, i).ptr, name.ptr, name.len) != 0)
            continue;
        if (fold_has_any(line->fold, vocabulary_biography_phrases))
            line_decide(line, ROLE_BYLINE, "biography");
    }
}

/* --- the whole --- */

static void guard(struct plain *p)
{
    size_t kept = 0, dropped = 0;

    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];

        if (!line->prose)
            continue;
        if (line_kept(line))
            kept += line->chars;
        else if (line->role != ROLE_REPEAT && line->role != ROLE_CAPTION && line->role != ROLE_FOOTER &&
                 strcmp(line->rule, "plea-opened") != 0) /* sure, however short the article is beside it */
            dropped += line->chars;
    }
    if (dropped * 100 <= (kept + dropped) * DROP_LIMIT_PERCENT)
        return;
    for (size_t i = 0; i < p->n; i++)
        if (!line_kept(&p->lines[i]) && p->lines[i].prose)
            line_decide(&p->lines[i], ROLE_BODY, "kept-by-the-guard");
    p->out->unsure = true;
    p->out->unsure_why = "over 40 % of its prose looked like boilerplate, so all of it was kept";
}

/* Append bytes of the page, one U+FFFD for a run of bad ones. Returns how many runs there were. */
static size_t copy_valid(struct text page, struct span from, char *body, size_t *len)
{
    size_t bad = 0;
    unsigned size;

    for (size_t k = from.begin; k < from.end;) {
        struct text rest = text_of(page.ptr + k, from.end - k);
        size_t good = utf8_check(rest);

        if (good == NOWHERE)
            good = rest.len;
        memcpy(body + *len, rest.ptr, good);
        *len += good;
        k += good;
        if (good < rest.len) {
            bad++;
            while (k < from.end && utf8_at(page, k, &size) == UTF8_REPLACEMENT && size == 1)
                k++;
            *len += utf8_put(UTF8_REPLACEMENT, body + *len);
        }
    }
    return bad;
}

/* Append a line without its cuts, a blank in place of each. */
static size_t copy_line(struct text page, const struct line *line, char *body, size_t *len)
{
    size_t bad = 0;
    struct span piece = line->page;

    for (size_t i = 0; i < line->n_cuts; i++) {
        struct span cut = line->cuts[i].page;
        struct text before;

        if (cut.begin < piece.begin || cut.end > line->page.end) /* off its ends already */
            continue;
        before = text_trim(text_of(page.ptr + piece.begin, cut.begin - piece.begin));
        piece.end = (uint32_t)(before.ptr + before.len - page.ptr);
        if (before.len) {
            bad += copy_valid(page, piece, body, len);
            body[(*len)++] = ' ';
        }
        piece.begin = cut.end;
        while (piece.begin < line->page.end && is_ascii_space(page.ptr[piece.begin]))
            piece.begin++;
        piece.end = line->page.end;
    }
    return bad + copy_valid(page, piece, body, len);
}

static priscus_status assemble(struct plain *p)
{
    struct article *a = p->out;
    struct text page = p->page->bytes;
    size_t room = 0, n_kept = 0, n_dropped = 3, bad = 0;
    char *body;

    for (size_t i = 0; i < p->n; i++) {
        if (line_kept(&p->lines[i])) {
            struct text t = plain_line(p, i);

            n_kept++;
            n_dropped += p->lines[i].n_cuts;
            room += 2 + (utf8_check(t) == NOWHERE ? t.len : t.len * 3);
        } else
            n_dropped++;
    }
    body = arena_alloc(p->mem, room + 1);
    a->paragraphs = arena_alloc(p->mem, n_kept * sizeof(*a->paragraphs));
    a->dropped = arena_alloc(p->mem, n_dropped * sizeof(*a->dropped));
    if (!body || !a->paragraphs || !a->dropped)
        return PRISCUS_ENOMEM;
    a->body.ptr = body;
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct paragraph *q;

        if (!line_kept(line)) {
            a->dropped[a->n_dropped++] = (struct dropped){ line->role, line->whole, line->rule };
            continue;
        }
        for (size_t k = 0; k < line->n_cuts; k++)
            a->dropped[a->n_dropped++] = (struct dropped){ line->cuts[k].role, line->cuts[k].page, line->cuts[k].rule };
        if (!span_empty(p->cut_head) && p->cut_head.end == line->page.begin)
            a->dropped[a->n_dropped++] = (struct dropped){ ROLE_CREDIT, p->cut_head, "dateline" };
        q = &a->paragraphs[a->n_paragraphs++];
        if (a->body.len) {
            memcpy(body + a->body.len, "\n\n", 2);
            a->body.len += 2;
        }
        q->role = line->rule ? line->role : ROLE_BODY;
        q->page = line->page;
        q->rule = line->rule;
        q->body.begin = (uint32_t)a->body.len;
        bad += copy_line(page, line, body, &a->body.len);
        q->body.end = (uint32_t)a->body.len;
        if (!span_empty(p->cut_title) && p->cut_title.begin == line->page.end)
            a->dropped[a->n_dropped++] = (struct dropped){ ROLE_STAMP, p->cut_title, "behind-the-headline" };
        if (!span_empty(p->cut_tail) && p->cut_tail.begin == line->page.end)
            a->dropped[a->n_dropped++] = (struct dropped){ ROLE_CREDIT, p->cut_tail, p->cut_tail_rule };
    }
    if (bad && !a->unsure) {
        a->unsure = true;
        a->unsure_why = "it is not valid UTF-8: what could not be read is U+FFFD in the text";
    }
    return PRISCUS_OK;
}

/* Fields are bytes of the page so far. */
static priscus_status make_fields_valid(struct plain *p)
{
    struct article *a = p->out;
    struct text *fields[] = { &a->title,   &a->outlet,         &a->byline,         &a->section,
                              &a->address, &a->republished_by, &a->published_words };

    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (fields[i]->ptr && utf8_repair(*fields[i], p->mem, fields[i], NULL) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    for (size_t i = 0; i < a->n_agencies; i++)
        if (utf8_repair(a->agencies[i], p->mem, &a->agencies[i], NULL) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    return PRISCUS_OK;
}

/* Every line gets its role here; the order of the steps is told above. */
static priscus_status read_lines(struct plain *p)
{
    struct article *article = p->out;
    priscus_status status;

    article->agencies = arena_alloc(p->mem, PLAIN_AGENCIES_MAX * sizeof *article->agencies);
    if (!article->agencies)
        return PRISCUS_ENOMEM;
    p->headline = p->n;
    line_date_find_order(p);
    status = line_form_label(p);
    if (status != PRISCUS_OK)
        return status;
    headline_find(p);
    pattern_label_captions(p);
    promo_label_pleas(p);
    promo_label(p);
    headline_find(p);
    headline_label(p);
    pattern_label_pulled_quotes(p);
    status = pattern_label_repeats(p);
    if (status != PRISCUS_OK)
        return status;
    pattern_label_tables(p);
    label_rest_of_head(p);
    pattern_label_questions(p);
    label_biography(p);
    label_body_and_tail(p);
    status = dateline_cut(p);
    if (status == PRISCUS_OK)
        status = dateline_cut_signature(p);
    if (status != PRISCUS_OK)
        return status;
    outlet_find_self_naming(p);
    outlet_read_footers(p);
    /* "Stand: 3. Mai 2031" alone: the text as it stands was published then */
    if (!date_known(article->published) && date_known(article->modified) && !article->published_words.ptr)
        article->published = article->modified;
    guard(p);
    status = assemble(p);
    return status == PRISCUS_OK ? make_fields_valid(p) : status;
}

priscus_status article_read_plain(const struct page *page, struct arena *mem, struct article *out,
                                  struct priscus_error *err)
{
    struct article article = { 0 };
    struct plain p = { .page = page, .mem = mem, .out = &article };

    article.published.zone = article.modified.zone = DATE_NO_ZONE;
    if (page->bytes.len > PAGE_MAX)
        return error_set(err, PRISCUS_ELIMIT, PAGE_MAX, "the page is larger than %zu MiB, which no news page is",
                         PAGE_MAX >> 20);
    if (line_cut(page->bytes, mem, &p.lines, &p.n) != PRISCUS_OK)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left to cut the page into lines");
    if (p.n == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "there is nothing but white space in it");
    if (read_lines(&p) != PRISCUS_OK)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left to read the page's %zu lines", p.n);
    if (article.n_paragraphs == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "no line of it is text of an article");
    *out = article;
    return PRISCUS_OK;
}
