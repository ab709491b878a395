/* byline.c - see byline.h.
 *
 * What it gives up: "By" on one line and the name on the next. */
#include "page/text/byline.h"

#include "page/date/stamp.h"
#include "page/name/agency.h"
#include "page/text/line_date.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

#define AGENCIES_MAX 12

bool byline_add_agency(struct plain *p, struct text name)
{
    struct article *a = p->out;
    struct text known = agency_wire(name);

    name = known.ptr ? known : plain_field(p, agency_bare(name));
    if (!name.ptr || a->n_agencies == AGENCIES_MAX)
        return false;
    for (size_t i = 0; i < a->n_agencies; i++)
        if (text_eq_fold(a->agencies[i], name))
            return true;
    if (!a->agencies) {
        a->agencies = arena_alloc(p->mem, AGENCIES_MAX * sizeof(*a->agencies));
        if (!a->agencies) {
            p->out_of_memory = true;
            return false;
        }
    }
    a->agencies[a->n_agencies++] = name;
    return true;
}

/* Who wrote it, out of "Ana Brook in Northport and Tom Lake, Reuters". Names become the byline (the
 * first that the page gives), agencies agencies. False if neither was there. */
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
        if (!over && (line_name_is_person(p, piece) ||
                      (take_single && !names.ptr && line_name_capitals(piece) == 1 && !line_name_has_job(p, piece)))) {
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
        p->out->byline = plain_field(p, names);
    return any;
}

/* Known agencies anywhere in a short line. */
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

/* "By Ana Brook", "Linh Tran (AFP)", "Reporting by ...", "Source: AFP". Not the name alone,
 * which needs a neighbour to tell. */
bool byline_read_line(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i), fold = line->fold;

    if ((line->words > 40 || line->chars > 300) && !text_starts(fold, "reporting by") &&
        !text_starts(fold, "(reporting by"))
        return false;
    t = line_name_unmarked(p, t);
    fold = t.ptr == plain_line(p, i).ptr ? fold : plain_fold(p, t);
    if (p->out_of_memory)
        return false;
    if (fold.len && fold.ptr[0] == '(' && fold.ptr[fold.len - 1] == ')' && line->words <= 30) {
        /* "(AFP)", "(Reporting by ...)" on a line of its own */
        struct text inner = fold_strip(t, "()");

        if (agency_wire(inner).ptr || line_name_is_initials(inner)) {
            byline_add_agency(p, inner);
            line_decide(line, ROLE_CREDIT, "agency-line");
            return true;
        }
    }
    for (const char *const *start = vocabulary_credit_starts; *start; start++) {
        size_t n = strlen(*start);
        bool source;

        if (!text_starts(fold, *start))
            continue;
        source = strchr(*start, ':') && !text_starts(fold, "edit") && !text_starts(fold, "prod");
        if (strcmp(*start, "via ") == 0 && !(line->words <= 4 && !line->stop))
            continue;
        if (line->point && line->words > 12 && text_find(fold, text_c("editing by"), 0) == NOWHERE && source)
            continue;
        /* offsets of folded and raw text agree for ASCII starts alone; else look from the colon */
        {
            struct text rest = text_of(t.ptr + (n < t.len ? n : t.len), n < t.len ? t.len - n : 0);
            const char *colon = source ? memchr(t.ptr, ':', t.len) : NULL;

            if (colon)
                rest = text_of(colon + 1, (size_t)(t.ptr + t.len - colon - 1));
            if (source) {
                bool any = false;

                for (struct text list = rest; list.ptr && list.len;) {
                    struct text piece = fold_strip(line_name_cut(&list), " .");

                    if (agency_wire(piece).ptr || line_name_is_initials(piece))
                        any |= byline_add_agency(p, piece);
                    else if (!any && line_name_capitals(piece) > 0 && !line_name_has_job(p, piece) &&
                             !p->out->outlet.ptr) {
                        p->out->outlet = plain_field(p, piece);
                        p->out->outlet_inferred = true;
                    }
                }
                line_decide(line, ROLE_CREDIT, "source-line");
            } else if (text_starts(fold, "reporting by") || text_starts(fold, "(reporting by")) {
                size_t semi = text_find(rest, text_c(";"), 0);

                byline_read_agencies(p, rest);
                if (semi != NOWHERE)
                    rest.len = semi;
                byline_read_names(p, rest, false);
                line_decide(line, ROLE_BYLINE, "reporting-by");
            } else {
                byline_read_agencies(p, t);
                line_decide(line,
                            text_starts(fold, "edit") || text_starts(fold, "producer") ||
                                    text_starts(fold, "compiled") || text_starts(fold, "translated") ||
                                    text_starts(fold, "writing")
                                ? ROLE_BYLINE
                                : ROLE_CREDIT,
                            "credit-line");
            }
            return true;
        }
    }
    if (line->words <= 40 && fold_has_any(fold, vocabulary_contributed)) {
        struct text who = t;
        size_t at = text_find(t, text_c(" contributed"), 0);

        if (at != NOWHERE)
            who.len = at;
        line_decide(line, byline_read_agencies(p, who) ? ROLE_CREDIT : ROLE_BYLINE, "contributed");
        return true;
    }
    for (const char *const *start = vocabulary_byline_starts; *start; start++) {
        struct text rest;
        const char *space;
        int words = 0;
        bool sure;

        if (!text_starts(fold, *start))
            continue;
        sure = strchr(*start, ':') || text_starts(fold, "written") || text_starts(fold, "oprac") ||
               text_starts(fold, "a cura");
        if (line->words > 20 || (line->point && line->words > 8))
            return false;
        space = strchr(*start, ':') ? memchr(t.ptr, ':', t.len) : NULL;
        if (!space) {
            for (const char *c = *start; *c; c++)
                words += *c == ' ';
            space = t.ptr;
            for (int w = 0; w < words && space; w++) {
                while (space < t.ptr + t.len && !is_ascii_space(*space))
                    space++;
                while (space < t.ptr + t.len && is_ascii_space(*space))
                    space++;
            }
            space--;
        }
        rest = text_of(space + 1, (size_t)(t.ptr + t.len - space - 1));
        {
            /* a date behind the name */
            struct stamp s;

            if (stamp_find(rest, 0, p->page->fetched, &s)) {
                line_date_take(p, rest, &s);
                rest.len = s.words.begin;
            }
        }
        if (!sure && line->words > 3) {
            struct text probe = rest, first = line_name_cut(&probe);
            size_t in = text_find(first, text_c(" in "), 0), paren = text_find(first, text_c("("), 0);

            if (in != NOWHERE)
                first.len = in;
            if (paren != NOWHERE && paren < first.len)
                first.len = paren;
            if (!line_name_capitals(text_trim(first)) && !line_name_has_job(p, first))
                return false;
        } else if (!sure && !line_name_capitals(fold_strip(rest, " .,|")) && !line_name_has_job(p, rest)) {
            return false;
        }
        byline_read_names(p, rest, true);
        line_decide(line, !p->out->byline.ptr && p->out->n_agencies ? ROLE_CREDIT : ROLE_BYLINE, "by");
        return true;
    }
    return false;
}

/* "Linh Tran (AFP)", "AFP, Reuters", "Ana Brook | AFP": names and agencies and nothing else. */
bool byline_read_signature(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i);
    bool wire = false, person = false;
    size_t initials = 0, pieces = 0;

    if (line->words > 12 || line->chars > 100)
        return false;
    t = line_name_unmarked(p, t);
    {
        size_t dash = t.len && (t.ptr[0] == '-')                                         ? 1
                      : text_starts(t, "\xE2\x80\x93") || text_starts(t, "\xE2\x80\x94") ? 3
                                                                                         : 0;

        t = fold_strip(text_of(t.ptr + dash, t.len - dash), " -.");
    }
    for (struct text rest = t; rest.ptr && rest.len;) {
        struct text piece = line_name_cut(&rest), inner = { 0 };
        size_t paren = text_find(piece, text_c("("), 0);

        if (paren != NOWHERE) {
            inner = fold_strip(text_of(piece.ptr + paren, piece.len - paren), "()");
            piece = text_trim(text_of(piece.ptr, paren));
        }
        if (piece.len == 0 && inner.len == 0)
            continue;
        pieces++;
        if (inner.len) {
            if (line_name_wire_inside(inner).len)
                wire = true;
            else
                return false;
        }
        if (piece.len == 0)
            continue;
        if (agency_wire(piece).ptr)
            wire = true;
        else if (line_name_is_person(p, piece))
            person = true;
        else if (line_name_is_initials(piece) && pieces > 1)
            initials++;
        else
            return false;
    }
    if (!wire)
        return false;
    if (person) {
        byline_read_names(p, t, false);
        line_decide(line, ROLE_BYLINE, "name-and-agency");
    } else {
        byline_read_agencies(p, t);
        line_decide(line, ROLE_CREDIT, "agency-line");
    }
    return true;
}

/* "jw/tl", "lm/sf (AFP, AP)" */
bool byline_read_desk(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i), desk;
    size_t open = text_find(t, text_c("("), 0), letters = 0;
    bool wires = false;

    if (t.len > 80)
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
