/* byline.c - see byline.h.
 *
 * Known gaps: "By" on one line and the name on the next. */
#include "page/text/byline.h"

#include "page/date/stamp.h"
#include "page/name/agency.h"
#include "page/text/line_date.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

/* Longer lines are prose. In words, but for *_CHARS. */
#define LINE_WORDS        40
#define LINE_CHARS        300
#define BRACKET_WORDS     30 /* "(AFP)"                       */
#define SOURCE_WORDS      12 /* "Source: ...", with a stop    */
#define VIA_WORDS         4  /* "via AFP"                     */
#define BY_WORDS          20 /* "By Ana Brook in Northport"   */
#define BY_SENTENCE_WORDS 8  /* the same, with a stop         */
#define SIGNATURE_WORDS   12 /* "Ana Brook | AFP"             */
#define SIGNATURE_CHARS   100
#define DESK_BYTES        80 /* "lm/sf (AFP, AP)"             */

bool byline_add_agency(struct plain *p, struct text name)
{
    struct article *a = p->out;
    struct text known = agency_wire(name);

    name = known.ptr ? known : plain_field(agency_bare(name));
    if (!name.ptr || a->n_agencies == PLAIN_AGENCIES_MAX)
        return false;
    for (size_t i = 0; i < a->n_agencies; i++)
        if (text_eq_fold(a->agencies[i], name))
            return true;
    a->agencies[a->n_agencies++] = name;
    return true;
}

/* "Ana Brook in Northport and Tom Lake, Reuters" */
bool byline_read_names(struct plain *p, struct text t, bool take_single)
{
    struct text rest = fold_strip(t, " .:|-"), names = { 0 };
    bool any = false, over = false;

    while (rest.ptr && rest.len) {
        struct text piece = line_name_cut(&rest);
        size_t in = NOWHERE, paren;

        if (piece.len == 0)
            continue;
        paren = text_find(piece, text_c("("), 0);
        if (paren != NOWHERE) { /* Ana Brook (AFP) */
            struct text inner = line_name_wire_inside(fold_strip(text_of(piece.ptr + paren, piece.len - paren), "()"));

            if (inner.len)
                any |= byline_add_agency(p, inner);
            piece = text_trim(text_of(piece.ptr, paren));
            if (piece.len == 0)
                continue;
        }
        if (agency_wire(piece).ptr) {
            any |= byline_add_agency(p, piece);
            over = over || names.ptr;
            continue;
        }
        in = text_find(piece, text_c(" in "), 0);
        if (in == NOWHERE)
            in = text_find(piece, text_c(" for "), 0);
        if (in != NOWHERE)
            piece.len = in;
        if (!over && (line_name_is_person(piece) ||
                      (take_single && !names.ptr && line_name_capitals(piece) == 1 && !line_name_has_job(piece)))) {
            if (!names.ptr)
                names = piece;
            else
                names.len = (size_t)(piece.ptr + piece.len - names.ptr);
            if (in != NOWHERE && rest.ptr)
                over = true; /* "in Northport and ...": the rest is not contiguous */
            any = true;
        } else if (names.ptr) {
            over = true;
        }
    }
    if (names.ptr && !p->out->byline.ptr)
        p->out->byline = plain_field(names);
    return any;
}

bool byline_read_agencies(struct plain *p, struct text t)
{
    bool any = false;

    for (struct text rest = t; rest.ptr && rest.len;) {
        struct text piece = line_name_cut(&rest);

        for (const char *const *cue = vocabulary_agency_cues; *cue; cue++)
            for (size_t at = 0, n = strlen(*cue); at + n < piece.len; at++)
                if (text_starts_fold(text_of(piece.ptr + at, piece.len - at), *cue) &&
                    (at == 0 || piece.ptr[at - 1] == ' ')) {
                    piece = text_of(piece.ptr + at + n, piece.len - at - n);
                    break;
                }
        if (agency_wire(piece).ptr)
            any |= byline_add_agency(p, piece);
    }
    return any;
}

/* "(AFP)" on a line of its own. */
static bool read_agency_alone(struct plain *p, struct line *line, struct text t, struct text fold)
{
    struct text inner = fold_strip(t, "()");

    if (!text_starts(fold, "(") || !text_ends(fold, ")") || line->words > BRACKET_WORDS ||
        (!agency_wire(inner).ptr && !line_name_is_initials(inner)))
        return false;
    byline_add_agency(p, inner);
    line_decide(line, ROLE_CREDIT, "agency-line");
    return true;
}

/* Behind "Source:": agencies; the first name that is none is the outlet's. */
static void read_sources(struct plain *p, struct text list)
{
    bool any = false;

    while (list.ptr && list.len) {
        struct text piece = fold_strip(line_name_cut(&list), " .");

        if (agency_wire(piece).ptr || line_name_is_initials(piece))
            any |= byline_add_agency(p, piece);
        else if (!any && line_name_capitals(piece) > 0 && !line_name_has_job(piece) && !p->out->outlet.ptr) {
            p->out->outlet = plain_field(piece);
            p->out->outlet_inferred = true;
        }
    }
}

/* "Reporting by Ana Brook, Edited by ...", "Source: AFP" */
static bool read_credit(struct plain *p, struct line *line, struct text t, struct text fold)
{
    static const char *const desk[] = { "edit", "producer", "compiled", "translated", "writing" };

    for (const char *const *start = vocabulary_credit_starts; *start; start++) {
        size_t n = strlen(*start);
        enum role role = ROLE_CREDIT;
        const char *colon;
        bool source;

        if (!text_starts(fold, *start) || (strcmp(*start, "via ") == 0 && (line->words > VIA_WORDS || line->stop)))
            continue;
        source = strchr(*start, ':') && !text_starts(fold, "edit") && !text_starts(fold, "prod");
        if (source && line->point && line->words > SOURCE_WORDS && text_find(fold, text_c("editing by"), 0) == NOWHERE)
            continue;
        if (source) {
            /* offsets of folded and raw text agree for ASCII starts alone, so that the raw colon is looked for */
            colon = memchr(t.ptr, ':', t.len);
            n = colon ? (size_t)(colon + 1 - t.ptr) : n;
        }
        n = n < t.len ? n : t.len;
        if (source) {
            read_sources(p, text_of(t.ptr + n, t.len - n));
            line_decide(line, ROLE_CREDIT, "source-line");
        } else if (text_starts(fold, "reporting by") || text_starts(fold, "(reporting by")) {
            struct text names = text_of(t.ptr + n, t.len - n);
            size_t semicolon = text_find(names, text_c(";"), 0);

            byline_read_agencies(p, names);
            if (semicolon != NOWHERE)
                names.len = semicolon;
            byline_read_names(p, names, false);
            line_decide(line, ROLE_BYLINE, "reporting-by");
        } else {
            for (size_t i = 0; i < COUNT_OF(desk); i++)
                if (text_starts(fold, desk[i]))
                    role = ROLE_BYLINE;
            byline_read_agencies(p, t);
            line_decide(line, role, "credit-line");
        }
        return true;
    }
    return false;
}

/* "Jo Hill contributed to this report" */
static bool read_contributor(struct plain *p, struct line *line, struct text t, struct text fold)
{
    size_t at = text_find(t, text_c(" contributed"), 0);

    if (line->words > LINE_WORDS || !fold_has_any(fold, vocabulary_contributed))
        return false;
    if (at != NOWHERE)
        t.len = at;
    line_decide(line, byline_read_agencies(p, t) ? ROLE_CREDIT : ROLE_BYLINE, "contributed");
    return true;
}

/* What stands behind "By" in a raw text that begins so when it is folded: behind its colon, or as many words. */
static struct text behind_start(struct text t, const char *start)
{
    const char *at = strchr(start, ':') ? memchr(t.ptr, ':', t.len) : NULL, *end = t.ptr + t.len;

    if (at)
        return text_of(at + 1, (size_t)(end - at - 1));
    at = t.ptr;
    for (; *start; start++) {
        if (*start != ' ')
            continue;
        while (at < end && !is_ascii_space(*at))
            at++;
        while (at < end && is_ascii_space(*at))
            at++;
    }
    return text_of(at, (size_t)(end - at));
}

/* Does a list of names begin with one, or with somebody's job? */
static bool begins_with_name(const struct line *line, struct text list)
{
    struct text first = list;
    size_t in, bracket;

    if (line->words <= 3)
        return line_name_capitals(fold_strip(list, " .,|")) || line_name_has_job(list);
    first = line_name_cut(&list);
    in = text_find(first, text_c(" in "), 0);
    bracket = text_find(first, text_c("("), 0);
    if (in != NOWHERE)
        first.len = in;
    if (bracket != NOWHERE && bracket < first.len)
        first.len = bracket;
    return line_name_capitals(text_trim(first)) || line_name_has_job(first);
}

/* "By Ana Brook", "Автор: ..."; a date may stand behind the name. */
static bool read_by(struct plain *p, struct line *line, struct text t, struct text fold)
{
    struct text names;
    struct stamp stamp;
    bool sure;

    for (const char *const *start = vocabulary_byline_starts; *start; start++) {
        if (!text_starts(fold, *start))
            continue;
        if (line->words > BY_WORDS || (line->point && line->words > BY_SENTENCE_WORDS))
            return false;
        names = behind_start(t, *start);
        if (stamp_find(names, 0, p->page->fetched, &stamp)) {
            line_date_take(p, names, &stamp);
            names.len = stamp.words.begin;
        }
        sure = strchr(*start, ':') || text_starts(fold, "written") || text_starts(fold, "oprac") ||
               text_starts(fold, "a cura");
        if (!sure && !begins_with_name(line, names))
            return false;
        byline_read_names(p, names, true);
        line_decide(line, !p->out->byline.ptr && p->out->n_agencies ? ROLE_CREDIT : ROLE_BYLINE, "by");
        return true;
    }
    return false;
}

priscus_status byline_read_line(struct plain *p, size_t i, bool *found)
{
    struct line *line = &p->lines[i];
    struct text t, fold = line->fold;
    priscus_status status;

    *found = false;
    if ((line->words > LINE_WORDS || line->chars > LINE_CHARS) && !text_starts(fold, "reporting by") &&
        !text_starts(fold, "(reporting by"))
        return PRISCUS_OK;
    status = line_name_seen(plain_line(p, i), p->mem, &t);
    if (status != PRISCUS_OK)
        return status;
    if (t.ptr != plain_line(p, i).ptr) {
        fold = fold_text(t, p->mem);
        if (!fold.ptr)
            return PRISCUS_ENOMEM;
    }
    *found = read_agency_alone(p, line, t, fold) || read_credit(p, line, t, fold) ||
             read_contributor(p, line, t, fold) || read_by(p, line, t, fold);
    return PRISCUS_OK;
}

/* Names and agencies and nothing else? *person: a name is among them. An agency must be. */
static bool is_signature(struct text t, bool *person)
{
    bool wire = false;

    *person = false;
    for (size_t pieces = 0; t.ptr && t.len;) {
        struct text piece = line_name_cut(&t), inner = { 0 };
        size_t bracket = text_find(piece, text_c("("), 0);

        if (bracket != NOWHERE) {
            inner = fold_strip(text_of(piece.ptr + bracket, piece.len - bracket), "()");
            piece = text_trim(text_of(piece.ptr, bracket));
        }
        pieces += piece.len || inner.len;
        if (inner.len) {
            if (!line_name_wire_inside(inner).len)
                return false;
            wire = true;
        }
        if (piece.len == 0)
            continue;
        if (agency_wire(piece).ptr)
            wire = true;
        else if (line_name_is_person(piece))
            *person = true;
        else if (!line_name_is_initials(piece) || pieces == 1)
            return false;
    }
    return wire;
}

/* "Linh Tran (AFP)", "AFP, Reuters", "Ana Brook | AFP" */
priscus_status byline_read_signature(struct plain *p, size_t i, bool *found)
{
    struct line *line = &p->lines[i];
    priscus_status status;
    struct text t;
    size_t dash;
    bool person;

    *found = false;
    if (line->words > SIGNATURE_WORDS || line->chars > SIGNATURE_CHARS)
        return PRISCUS_OK;
    status = line_name_seen(plain_line(p, i), p->mem, &t);
    if (status != PRISCUS_OK)
        return status;
    dash = text_starts(t, "-") ? 1 : text_starts(t, "\xE2\x80\x93") || text_starts(t, "\xE2\x80\x94") ? 3 : 0;
    t = fold_strip(text_of(t.ptr + dash, t.len - dash), " -.");
    *found = is_signature(t, &person);
    if (!*found)
        return PRISCUS_OK;
    if (person) {
        byline_read_names(p, t, false);
        line_decide(line, ROLE_BYLINE, "name-and-agency");
    } else {
        byline_read_agencies(p, t);
        line_decide(line, ROLE_CREDIT, "agency-line");
    }
    return PRISCUS_OK;
}

/* "jw/tl", "lm/sf (AFP, AP)" */
bool byline_read_desk(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i), desk;
    size_t open = text_find(t, text_c("("), 0), letters = 0;
    bool wires = false;

    if (t.len > DESK_BYTES)
        return false;
    if (open == NOWHERE)
        open = t.len;
    desk = text_trim(text_of(t.ptr, open));
    for (size_t k = 0; k <= desk.len; k++) {
        if (k < desk.len && is_ascii_alpha(desk.ptr[k])) {
            letters++;
            continue;
        }
        if (letters < 2 || letters > 4 || (k < desk.len && !strchr("/,-", desk.ptr[k])))
            return false;
        letters = 0;
    }
    for (struct text rest = fold_strip(text_of(t.ptr + open, t.len - open), "()."); rest.ptr && rest.len;) {
        struct text piece = line_name_cut(&rest);

        if (!agency_wire(piece).ptr)
            return false;
        wires = true;
    }
    if (wires)
        byline_read_agencies(p, fold_strip(text_of(t.ptr + open, t.len - open), "()."));
    else if (!memchr(desk.ptr, '/', desk.len)) /* "End", "Ads" */
        return false;
    line_decide(line, ROLE_CREDIT, "desk");
    return true;
}
