/* dateline.c - see dateline.h. Brackets alone prove nothing ("(laughs)"): what is in them must
 * be agencies, initials or names, and what is before them a place or the end of a sentence. */
#include "page/text/dateline.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_date.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

#define PLACE_BYTES       90 /* before the bracket: "NORTHPORT, Skarr coast, May 3 "  */
#define PLACE_WORDS       9
#define AGENCY_BYTES      50  /* in it: "Reuters, AFP"                                 */
#define NAME_WORDS        3   /* of a name that signs                                  */
#define SIGNATURE_BYTES   250 /* at the end: "(Reporting by ...; Editing by ...)"      */
#define DASH_BYTES        30  /* at the end: "- AFP"                                   */
#define PARAGRAPH_BYTES   12  /* shorter ones have no signature                        */
#define TEXT_BEFORE_BYTES 10

static bool is_dash_at(struct text t, size_t at)
{
    struct text rest = text_of(t.ptr + at, t.len - at);

    return text_starts(rest, "\xE2\x80\x93") || text_starts(rest, "\xE2\x80\x94");
}

/* Agencies, initials or a name of a few words with capitals. */
static bool may_sign(struct text piece)
{
    int capitals = line_name_capitals(piece);

    return agency_wire(piece).ptr || line_name_is_initials(piece) || (capitals >= 1 && capitals <= NAME_WORDS);
}

/* Where the text goes on behind the ")" of a dateline: behind ":", "-", "--", a long dash, or the point of "/TASS/.".
 * NOWHERE: it is none. */
static size_t behind_bracket(struct text t, size_t at, char shut)
{
    if (at < t.len && (t.ptr[at] == ':' || (shut == '/' && t.ptr[at] == '.')))
        return at + 1;
    while (at < t.len && t.ptr[at] == ' ')
        at++;
    if (at >= t.len)
        return NOWHERE;
    if (t.ptr[at] != '-')
        return is_dash_at(t, at) || text_starts(text_of(t.ptr + at, t.len - at), "\xE2\x80\x95") ? at + 3 : NOWHERE;
    while (at < t.len && t.ptr[at] == '-')
        at++;
    return at;
}

/* "NORTHPORT, May 3": a capital or a digit first, few words. Empty is a place too. */
static bool is_place(struct text place)
{
    int words = 0;

    while (place.ptr && place.len) {
        struct text word = text_trim(text_cut(&place, ' '));
        unsigned size;

        if (word.len == 0)
            continue;
        if (words == 0 && !point_is_upper(utf8_at(word, 0, &size)) && !is_ascii_digit(word.ptr[0]))
            return false;
        words++;
    }
    return words <= PLACE_WORDS;
}

/* The bracket or slash that opens a dateline's agency; NOWHERE. A slash stands behind a blank. */
static size_t open_bracket(struct text t)
{
    for (size_t i = 0; i < t.len && i < PLACE_BYTES; i++)
        if (t.ptr[i] == '(' || t.ptr[i] == '[' || (t.ptr[i] == '/' && (i == 0 || t.ptr[i - 1] == ' ')))
            return i;
    return NOWHERE;
}

/* "NORTHPORT, May 3, AFP - ", "AFP - ": what stands before the dash ends in an agency that is known, and is a place. Where
 * the text goes on; NOWHERE. */
static size_t open_dateline(struct text t, struct text *place, struct text *agency)
{
    size_t dash = 0, begin;

    while (dash < t.len && dash < PLACE_BYTES && !is_dash_at(t, dash) &&
           !(t.ptr[dash] == '-' && dash && t.ptr[dash - 1] == ' '))
        dash++;
    if (dash == 0 || dash >= t.len || dash >= PLACE_BYTES)
        return NOWHERE;
    for (begin = dash; begin > 0 && !strchr(",.", t.ptr[begin - 1]);)
        begin--;
    *place = text_of(t.ptr, begin);
    *agency = text_trim(text_of(t.ptr + begin, dash - begin));
    return agency_wire(*agency).ptr && is_place(*place) ? behind_bracket(t, dash, ')') : NOWHERE;
}

/* "(Reuters) - ", "NORTHPORT, May 3 (AFP) -- ", "NORTHPORT, May 3. /TASS/. ", "NORTHPORT, AFP - " */
static void cut_dateline(struct plain *p, struct line *line, const struct visible *seen)
{
    struct text t = seen->text;
    size_t open = open_bracket(t), close, at;
    struct text place, agency;
    struct stamp s;
    bool any = false;
    char shut;

    if (open == NOWHERE) {
        at = open_dateline(t, &place, &agency);
        if (at == NOWHERE || !byline_add_agency(p, agency))
            return;
    } else {
        shut = t.ptr[open] == '(' ? ')' : t.ptr[open] == '[' ? ']' : '/';
        for (close = open + 1; close < t.len && close - open < AGENCY_BYTES && t.ptr[close] != shut; close++)
            ;
        if (close >= t.len || t.ptr[close] != shut)
            return;
        at = behind_bracket(t, close + 1, shut);
        place = text_of(t.ptr, open);
        if (at == NOWHERE || !is_place(place))
            return;
        for (struct text rest = text_of(t.ptr + open + 1, close - open - 1); rest.ptr && rest.len;) {
            struct text piece = line_name_cut(&rest);

            if (may_sign(piece))
                any |= byline_add_agency(p, piece);
        }
        if (!any)
            return;
    }
    if (stamp_find(place, 0, p->page->fetched, &s) && date_known(s.date) && !date_known(p->out->published))
        line_date_take(p, place, &s);
    while (at < t.len && is_ascii_space(t.ptr[at]))
        at++;
    if (at >= t.len)
        return;
    at = visible_back(seen, (struct span){ (uint32_t)at, (uint32_t)at + 1 }).begin;
    p->cut_head = (struct span){ line->page.begin, line->page.begin + (uint32_t)at };
    line->page.begin += (uint32_t)at;
}

priscus_status dateline_cut(struct plain *p)
{
    for (size_t i = p->head_end; i < p->n; i++)
        if (p->lines[i].rule && p->lines[i].role == ROLE_BODY) {
            struct visible seen;

            if (visible_of(plain_line(p, i), p->mem, &seen) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
            cut_dateline(p, &p->lines[i], &seen);
            break;
        }
    return PRISCUS_OK;
}

/* Where a signature begins at the end of a paragraph, and what is in it: "(AFP)", "[AFP].", "- AFP". NOWHERE: there is
 * none. */
static size_t open_signature(struct text t, struct text *inner)
{
    size_t open = t.len - 1, size;

    if (text_ends(t, ")") || text_ends(t, "]") || text_ends(t, ").")) {
        char mark = memchr(t.ptr + t.len - 2, ']', 2) ? '[' : '(';

        for (open = t.len - 2; open > 0 && t.len - open < SIGNATURE_BYTES && t.ptr[open] != mark; open--)
            ;
        *inner = fold_strip(text_of(t.ptr + open, t.len - open), "()[]. ");
        return t.ptr[open] == mark && open > 0 ? open : NOWHERE;
    }
    while (open > 0 && t.len - open < DASH_BYTES && !is_dash_at(t, open) &&
           !(t.ptr[open] == '-' && (t.ptr[open - 1] == ' ' || t.ptr[open - 1] == '-')))
        open--;
    if (open == 0 || t.len - open >= DASH_BYTES)
        return NOWHERE;
    size = t.ptr[open] == '-' ? 1 : 3;
    *inner = text_trim(text_of(t.ptr + open + size, t.len - open - size));
    return agency_wire(*inner).ptr ? open : NOWHERE;
}

static bool ends_sentence_before(struct text before)
{
    return before.len >= TEXT_BEFORE_BYTES &&
           (strchr(".!?\"", before.ptr[before.len - 1]) || text_ends(before, "\xE2\x80\x9D") ||
            text_ends(before, "\xE2\x80\xA6") || text_ends(before, "\xC2\xBB"));
}

/* "Reporting by Ana Brook; Editing by Jo Hill" */
static void read_reporters(struct plain *p, struct text inner)
{
    static const char start[] = "reporting by ";
    size_t semicolon = text_find(inner, text_c(";"), 0), n = strlen(start);

    byline_read_agencies(p, inner);
    if (semicolon != NOWHERE)
        inner.len = semicolon;
    if (text_starts_fold(inner, start))
        byline_read_names(p, text_of(inner.ptr + n, inner.len - n), false);
}

/* "AFP, STRANA": agencies and names and nothing else. Were any taken? */
static bool read_signatures(struct plain *p, struct text inner)
{
    size_t found = 0;
    bool any = false;

    for (struct text rest = inner; rest.ptr && rest.len;) {
        struct text piece = line_name_cut(&rest);

        if (piece.len && !may_sign(piece))
            return false;
        found += piece.len > 0;
    }
    for (struct text rest = inner; rest.ptr && rest.len;)
        any |= byline_add_agency(p, line_name_cut(&rest));
    /* who signs its own text and sells to nobody we know is the outlet */
    if (found == 1 && !p->out->outlet.ptr && !agency_wire(inner).ptr && line_name_is_initials(inner)) {
        p->out->outlet = plain_field(inner);
        p->out->outlet_inferred = true;
    }
    return any;
}

/* "... talks. (STRANA)", "... (Reporting by A; Editing by B)", "... - AFP". Was one cut off? */
static bool cut_signature(struct plain *p, struct line *line, const struct visible *seen)
{
    struct text t = seen->text, inner, before, folded;
    char room[3 * SIGNATURE_BYTES];
    size_t open, len;
    bool reporters;

    if (t.len < PARAGRAPH_BYTES)
        return false;
    open = open_signature(t, &inner);
    if (open == NOWHERE)
        return false;
    before = text_trim(text_of(t.ptr, open));
    while (text_ends(before, "-"))
        before = text_trim(text_of(before.ptr, before.len - 1));
    folded = text_of(room, fold_into(inner, room));
    if (!ends_sentence_before(before) || fold_is_any(folded, vocabulary_not_signatures))
        return false;
    reporters = fold_starts_any(folded, vocabulary_signature_starts, &len);
    if (reporters)
        read_reporters(p, inner);
    else if (!read_signatures(p, inner))
        return false;
    p->cut_tail.begin =
        line->page.begin + visible_back(seen, (struct span){ 0, (uint32_t)(before.ptr + before.len - t.ptr) }).end;
    if (p->cut_tail.end < line->page.end)
        p->cut_tail.end = line->page.end;
    p->cut_tail_rule = reporters ? "reporting-by" : "signed-at-the-end";
    line->page.end = p->cut_tail.begin;
    return true;
}

/* "(Reuters) (Reporting by Ana Brook)" that was cut out of a line of the text. */
static void read_cuts(struct plain *p, const struct line *line)
{
    for (size_t i = 0; i < line->n_cuts; i++) {
        struct text inner = fold_strip(text_in(p->page->bytes, line->cuts[i].page), "()[]. ");

        if (line->cuts[i].role == ROLE_CREDIT)
            read_reporters(p, inner); /* or agencies alone */
    }
}

priscus_status dateline_cut_signature(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (line_kept(&p->lines[i]))
            read_cuts(p, &p->lines[i]);
    for (int round = 0; round < 2; round++) {
        struct visible seen;
        size_t i = p->n;

        while (i > 0 && !(p->lines[i - 1].rule && p->lines[i - 1].role == ROLE_BODY))
            i--;
        if (i == 0)
            break;
        if (visible_of(plain_line(p, i - 1), p->mem, &seen) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        if (!cut_signature(p, &p->lines[i - 1], &seen))
            break;
    }
    return PRISCUS_OK;
}
