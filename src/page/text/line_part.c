/* line_part.c - see line_part.h.
 *
 * A part ends at the end of a sentence, and where a run of words in capitals begins and ends, which no sentence has. Nothing
 * within quotation marks is a part. A part says more surely than a line that it is furniture, since it is short, but
 * what stands around it is prose: what addresses nobody ("Live.") stays. */
#include "page/text/line_part.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "page/name/agency.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

#define PART_BYTES  400 /* longer parts are prose                           */
#define MARK_BYTES  40  /* looked at for a copyright sign                   */
#define REST_WORDS  5   /* of a sentence that is left                       */
#define RUN_WORDS   3   /* in capitals                                      */
#define RUN_LETTERS 12  /* of such a run: "US AND UK" is none               */
#define LABEL_LEAST 10  /* bytes of a label that is glued to a sentence     */

struct parts {
    struct text page, t; /* t: the line */
    struct arena *mem;
    struct line *line;
    size_t begin; /* of the part in hand, in t */
    size_t room;
};

/* "(AFP)", "[Read more: Boats leave]" */
static bool in_brackets(struct text part)
{
    return strchr("([", part.ptr[0]) && strchr(")].", part.ptr[part.len - 1]);
}

/* "(AFP)", "[Reuters, AP].", "(Reporting by Ana Brook)" */
static const char *bracket_rule(struct text part)
{
    struct text inner = fold_strip(part, "()[]. "), rest = inner;
    char room[3 * PART_BYTES];
    size_t len;

    if (!in_brackets(part) || !inner.len)
        return NULL;
    if (fold_starts_any(text_of(room, fold_into(inner, room)), vocabulary_reporter_starts, &len))
        return "reporting-by";
    while (rest.ptr && rest.len)
        if (!agency_wire(line_name_cut(&rest)).ptr)
            return NULL;
    return "agency-within";
}

static bool has_quotes(struct text part)
{
    unsigned size;

    for (size_t i = 0; i < part.len; i += size) {
        enum quote_mark mark = point_quote(utf8_at(part, i, &size));

        if (mark != QUOTE_NONE && mark != QUOTE_SINGLE)
            return true;
    }
    return false;
}

static priscus_status add_cut(struct parts *p, struct text part, enum role role, const char *rule)
{
    struct line *line = p->line;
    uint32_t begin = (uint32_t)(part.ptr - p->page.ptr);

    if (line->n_cuts == p->room) {
        struct line_cut *more = arena_grow(p->mem, line->cuts, line->n_cuts, &p->room, sizeof *more);

        if (!more)
            return PRISCUS_ENOMEM;
        line->cuts = more;
    }
    line->cuts[line->n_cuts++] = (struct line_cut){ { begin, begin + (uint32_t)part.len }, role, rule };
    return PRISCUS_OK;
}

/* The bytes of a label that a sentence is glued to: "Story continues below advertisement The envoy". 0: there is none. */
static size_t label_before(struct text part)
{
    unsigned size;

    for (const char *const *label = vocabulary_furniture_labels; *label; label++) {
        size_t n = strlen(*label);

        if (n >= LABEL_LEAST && n + 2 < part.len && text_starts_fold(part, *label) && part.ptr[n] == ' ' &&
            point_is_upper(utf8_at(part, n + 1, &size)))
            return n;
    }
    return 0;
}

/* The part from p->begin to `end`: is it furniture? */
static priscus_status end_part(struct parts *p, size_t end)
{
    struct text part = text_trim(text_of(p->t.ptr + p->begin, end - p->begin));
    char fold[3 * PART_BYTES], key[3 * PART_BYTES];
    struct line alone = { 0 };
    const char *rule;
    enum role role;
    size_t label;

    p->begin = end;
    if (part.len == 0 || part.len > PART_BYTES)
        return PRISCUS_OK;
    rule = part.ptr > p->t.ptr ? bracket_rule(part) : NULL; /* not "(Reuters) - The" */
    if (rule)
        return add_cut(p, part, ROLE_CREDIT, rule);
    if (has_quotes(part))
        return PRISCUS_OK;
    label = label_before(part);
    if (label)
        return add_cut(p, text_of(part.ptr, label), ROLE_CRUMB, "label");
    alone.whole.begin = alone.page.begin = (uint32_t)(part.ptr - p->page.ptr);
    alone.whole.end = alone.page.end = alone.page.begin + (uint32_t)part.len;
    alone.fold = text_of(fold, fold_into(in_brackets(part) ? fold_strip(part, "()[]. ") : part, fold));
    alone.key = text_of(key, fold_key(alone.fold, key));
    line_measure(part, &alone);
    line_signs_look(p->page, &alone);
    if (!line_signs_within(p->page, &alone, end == p->t.len, &role, &rule))
        return PRISCUS_OK;
    return add_cut(p, part, role, rule);
}

/* A word as the borders of parts ask for it. */
struct word {
    size_t begin, end;
    size_t capitals, letters;
    bool stops;  /* ends a sentence */
    bool quoted; /* within quotation marks at its end */
};

/* The word at or after *at; false: there is none. `straight` and `curly` say which marks are open. */
static bool next_word(struct text t, size_t *at, bool *straight, size_t *curly, struct word *w)
{
    uint32_t c, last = 0;
    unsigned size = 0;
    size_t i = *at;

    while (i < t.len && point_is_space(utf8_at(t, i, &size)))
        i += size;
    if (i >= t.len)
        return false;
    *w = (struct word){ .begin = i };
    for (; i < t.len; i += size) {
        enum quote_mark mark;

        c = utf8_at(t, i, &size);
        if (point_is_space(c))
            break;
        mark = point_quote(c);
        w->letters += point_is_letter(c);
        w->capitals += point_is_upper(c);
        if (mark == QUOTE_EITHER)
            *straight = !*straight;
        else if (mark == QUOTE_OPEN)
            ++*curly;
        else if (mark == QUOTE_CLOSE && *curly)
            --*curly;
        if (c != ')' && c != ']' && c != '\'' && mark == QUOTE_NONE)
            last = c;
    }
    w->end = *at = i;
    w->stops = last == '.' || last == '!' || last == '?' || last == 0x2026;
    w->quoted = *straight || *curly;
    return true;
}

/* The run of words in capitals that ends at `w`: where it begins, and where without the "A" that begins a sentence. */
struct run {
    size_t begin, end, words, letters;
};

static priscus_status end_run(struct parts *p, struct run *run)
{
    priscus_status status = PRISCUS_OK;

    if (run->words >= RUN_WORDS && run->letters >= RUN_LETTERS && run->begin >= p->begin) {
        status = end_part(p, run->begin);
        if (status == PRISCUS_OK)
            status = end_part(p, run->end);
    }
    *run = (struct run){ 0 };
    return status;
}

static priscus_status find_parts(struct parts *p)
{
    struct run run = { 0 };
    struct word w;
    bool straight = false;
    size_t at = 0, curly = 0;
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && next_word(p->t, &at, &straight, &curly, &w)) {
        bool loud = w.letters && w.capitals == w.letters && !w.quoted, bracket = strchr("([", p->t.ptr[w.begin]);

        if (bracket && w.begin > p->begin && !run.words) { /* a bracket behind a sentence or another bracket */
            struct text before = text_trim(text_of(p->t.ptr, w.begin));

            if (strchr(".!?)]", before.ptr[before.len - 1]))
                status = end_part(p, w.begin);
        }
        if (!loud && status == PRISCUS_OK)
            status = end_run(p, &run);
        if (loud) {
            if (!run.words)
                run.begin = w.begin;
            if (w.letters > 1) /* not "APP A spokesman" */
                run.end = w.end;
            run.words++;
            run.letters += w.letters;
        }
        bracket = w.end > w.begin && strchr(")]", p->t.ptr[w.end - 1]) && strchr("([", p->t.ptr[p->begin]);
        if ((w.stops || bracket) && !w.quoted && status == PRISCUS_OK) {
            status = end_run(p, &run);
            if (status == PRISCUS_OK)
                status = end_part(p, w.end);
            while (p->begin < p->t.len && p->t.ptr[p->begin] == ' ')
                p->begin++;
        }
    }
    if (status == PRISCUS_OK)
        status = end_run(p, &run);
    return status == PRISCUS_OK ? end_part(p, p->t.len) : status;
}

/* What stands at the line's ends goes off line->page. */
static void trim_cuts(struct text page, struct line *line)
{
    struct text t;

    for (size_t i = 0; i < line->n_cuts; i++) {
        t = text_trim(text_in(page, line->page));
        if (line->cuts[i].page.begin != (uint32_t)(t.ptr - page.ptr))
            break;
        line->page.begin = line->cuts[i].page.end;
    }
    for (size_t i = line->n_cuts; i-- > 0;) {
        t = text_trim(text_in(page, line->page));
        if (line->cuts[i].page.begin < line->page.begin ||
            line->cuts[i].page.end != (uint32_t)(t.ptr + t.len - page.ptr))
            break;
        line->page.end = line->cuts[i].page.begin;
    }
    t = text_trim(text_in(page, line->page));
    line->page.begin = (uint32_t)(t.ptr - page.ptr);
    line->page.end = line->page.begin + (uint32_t)t.len;
}

static priscus_status without_cuts(struct text page, struct arena *mem, const struct line *line, struct text *out)
{
    struct text t = text_in(page, line->page);
    size_t at = line->page.begin, n = 0;
    char *bytes = arena_alloc(mem, t.len + 1);

    if (!bytes)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i <= line->n_cuts; i++) {
        size_t end = i < line->n_cuts ? line->cuts[i].page.begin : line->page.end;

        if (i < line->n_cuts && (end < line->page.begin || end >= line->page.end))
            continue; /* at the ends */
        t = text_trim(text_of(page.ptr + at, end - at));
        if (n && t.len)
            bytes[n++] = ' ';
        memcpy(bytes + n, t.ptr, t.len);
        n += t.len;
        if (i < line->n_cuts)
            at = line->cuts[i].page.end;
    }
    *out = text_of(bytes, n);
    return PRISCUS_OK;
}

/* "© 2031 Coast News. All rights reserved. Nothing of it ...", "Get the week in your inbox. Our editors ...": what begins as
 * a footer or a letter to the reader goes on as one, unless somebody says something in what is left (`rest`, folded). */
static bool begins_box(struct text page, size_t begin, const struct line *line, struct text rest)
{
    const struct line_cut *first = &line->cuts[0];
    struct text start = text_in(page, line->whole);
    char room[3 * MARK_BYTES];
    bool footer = false;
    size_t len;

    for (size_t i = 0; i < line->n_cuts; i++)
        footer |= line->cuts[i].role == ROLE_FOOTER;
    if (first->page.begin == begin && strcmp(first->rule, LINE_NEWSLETTER) == 0)
        return !fold_has_any(rest, vocabulary_reporting_verbs);
    if (first->page.begin == begin && first->role == ROLE_FOOTER)
        return true;
    start.len = start.len < MARK_BYTES ? start.len : MARK_BYTES;
    return footer && fold_starts_any(text_of(room, fold_into(start, room)), vocabulary_copyright_marks, &len);
}

priscus_status line_part_find(struct text page, struct arena *mem, struct line *line, struct text *rest)
{
    struct text whole = text_in(page, line->page);
    struct parts p = { .page = page, .t = whole, .mem = mem, .line = line };
    struct span place = line->page;
    struct line left = { 0 };
    struct text fold;
    priscus_status status = find_parts(&p);

    *rest = whole;
    if (status != PRISCUS_OK || line->n_cuts == 0)
        return status;
    trim_cuts(page, line);
    status = without_cuts(page, mem, line, rest);
    if (status != PRISCUS_OK)
        return status;
    if (rest->len)
        line_measure(*rest, &left);
    fold = fold_text(*rest, mem);
    if (!fold.ptr)
        return PRISCUS_ENOMEM;
    if ((!left.prose && !(left.point && left.words >= REST_WORDS)) || begins_box(page, place.begin, line, fold)) {
        line->page = place;
        line->n_cuts = 0;
        *rest = whole;
    }
    return PRISCUS_OK;
}
