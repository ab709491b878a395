/* dateline.c - see dateline.h. Brackets alone prove nothing ("(laughs)"): what is in them must
 * be agencies, initials or names, and what is before them a place or the end of a sentence. */
#include "page/text/dateline.h"

#include "base/utf8.h"
#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_date.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

/* "(Reuters) - ", "NORTHPORT, May 3 (AFP) -- ", "NORTHPORT, May 3. /TASS/. " */
void dateline_cut(struct plain *p)
{
    for (size_t i = p->head_end; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = plain_line(p, i), names = { 0 }, place;
        size_t open = 0, close, at;
        char shut;

        if (!line->rule || line->role != ROLE_BODY)
            continue;
        for (open = 0; open < t.len && open < 90; open++)
            if (t.ptr[open] == '(' || t.ptr[open] == '/' || t.ptr[open] == '[')
                if (t.ptr[open] != '/' || open == 0 || t.ptr[open - 1] == ' ')
                    break;
        if (open >= t.len || open >= 90)
            return;
        shut = t.ptr[open] == '(' ? ')' : t.ptr[open] == '[' ? ']' : '/';
        for (close = open + 1; close < t.len && close - open < 50 && t.ptr[close] != shut; close++)
            ;
        if (close >= t.len || t.ptr[close] != shut)
            return;
        names = text_of(t.ptr + open + 1, close - open - 1);
        at = close + 1;
        if (shut == '/' && at < t.len && t.ptr[at] == '.')
            at++;
        else if (at < t.len && t.ptr[at] == ':')
            at++;
        else {
            while (at < t.len && (t.ptr[at] == ' ' || text_starts(text_of(t.ptr + at, t.len - at), "\xC2\xA0")))
                at += t.ptr[at] == ' ' ? 1 : 2;
            if (at < t.len && t.ptr[at] == '-') {
                while (at < t.len && t.ptr[at] == '-')
                    at++;
            } else if (at + 3 <= t.len &&
                       (memcmp(t.ptr + at, "\xE2\x80\x93", 3) == 0 || memcmp(t.ptr + at, "\xE2\x80\x94", 3) == 0 ||
                        memcmp(t.ptr + at, "\xE2\x80\x95", 3) == 0))
                at += 3;
            else
                return;
        }
        /* before it a place and a date: capitals, few words */
        place = text_of(t.ptr, open);
        if (place.len) {
            int words = 0, capitals = 0;

            for (struct text rest = place; rest.ptr && rest.len;) {
                struct text word = text_trim(text_cut(&rest, ' '));
                unsigned size;

                if (word.len == 0)
                    continue;
                words++;
                if (point_is_upper(utf8_at(word, 0, &size)) || is_ascii_digit(word.ptr[0]) || words > 1)
                    capitals++;
            }
            if (words > 9 || capitals != words)
                return;
        }
        {
            bool any = false;

            for (struct text rest = names; rest.ptr && rest.len;) {
                struct text piece = line_name_cut(&rest);

                if (agency_wire(piece).ptr || line_name_is_initials(piece) ||
                    (line_name_capitals(piece) >= 1 && line_name_capitals(piece) <= 3))
                    any |= byline_add_agency(p, piece);
            }
            if (!any)
                return;
        }
        {
            struct stamp s;

            if (stamp_find(place, 0, p->page->fetched, &s) && date_known(s.date) && !date_known(p->out->published))
                line_date_take(p, place, &s);
        }
        while (at < t.len && is_ascii_space(t.ptr[at]))
            at++;
        while (at + 1 < t.len && memcmp(t.ptr + at, "\xC2\xA0", 2) == 0)
            at += 2;
        if (at >= t.len)
            return;
        p->cut_head = (struct span){ line->page.begin, line->page.begin + (uint32_t)at };
        line->page.begin += (uint32_t)at;
        return;
    }
}

/* "... talks. (STRANA)", "... (Reporting by A; Editing by B)", "... - AFP" */
void dateline_cut_signature(struct plain *p)
{
    for (int round = 0; round < 2; round++) {
        size_t i = p->n;
        struct line *line = NULL;
        struct text t, inner, before;
        size_t open, len;
        bool any = false, reporting;

        while (i-- > 0)
            if (p->lines[i].rule && p->lines[i].role == ROLE_BODY) {
                line = &p->lines[i];
                break;
            }
        if (!line)
            return;
        t = plain_line(p, i);
        if (t.len < 12)
            return;
        if (t.ptr[t.len - 1] == ')' || t.ptr[t.len - 1] == ']' ||
            (t.ptr[t.len - 1] == '.' && t.len > 2 && t.ptr[t.len - 2] == ')')) {
            char mark = memchr(t.ptr + t.len - 2, ']', 2) ? '[' : '(';

            for (open = t.len - 2; open > 0 && t.len - open < 250 && t.ptr[open] != mark; open--)
                ;
            if (t.ptr[open] != mark || open == 0)
                return;
            inner = fold_strip(text_of(t.ptr + open, t.len - open), "()[]. ");
        } else {
            /* a dash and a wire */
            size_t dash = NOWHERE;

            for (open = t.len - 1; open > 0 && t.len - open < 30; open--)
                if ((t.ptr[open] == '-' && (t.ptr[open - 1] == ' ' || t.ptr[open - 1] == '-')) ||
                    (open + 3 < t.len &&
                     (memcmp(t.ptr + open, "\xE2\x80\x93", 3) == 0 || memcmp(t.ptr + open, "\xE2\x80\x94", 3) == 0))) {
                    dash = open;
                    break;
                }
            if (dash == NOWHERE)
                return;
            inner = text_trim(
                text_of(t.ptr + dash + (t.ptr[dash] == '-' ? 1 : 3), t.len - dash - (t.ptr[dash] == '-' ? 1 : 3)));
            if (!agency_wire(inner).ptr)
                return;
            open = dash;
        }
        before = text_trim(text_of(t.ptr, open));
        while (before.len && before.ptr[before.len - 1] == '-')
            before = text_trim(text_of(before.ptr, before.len - 1));
        if (before.len < 10 || (!strchr(".!?\"", before.ptr[before.len - 1]) && !text_ends(before, "\xE2\x80\x9D") &&
                                !text_ends(before, "\xE2\x80\xA6") && !text_ends(before, "\xC2\xBB")))
            return;
        {
            struct text folded = plain_fold(p, inner);

            if (p->out_of_memory)
                return;
            reporting = fold_starts_any(folded, vocabulary_signature_starts, &len);
            if (fold_is_any(folded, vocabulary_not_signatures))
                return;
        }
        if (reporting) {
            size_t semi = text_find(inner, text_c(";"), 0);
            struct text names = inner;

            any = true;
            byline_read_agencies(p, inner);
            if (semi != NOWHERE)
                names.len = semi;
            if (text_starts_fold(names, "reporting by "))
                byline_read_names(p, text_of(names.ptr + 13, names.len - 13), false);
        } else {
            size_t found = 0;
            bool unknown_alone = false;

            for (struct text rest = inner; rest.ptr && rest.len;) {
                struct text piece = line_name_cut(&rest);
                bool wire = agency_wire(piece).ptr != NULL, initials = line_name_is_initials(piece);

                if (piece.len == 0)
                    continue;
                if (!wire && !initials && !(line_name_capitals(piece) >= 1 && line_name_capitals(piece) <= 3))
                    return;
                found++;
                unknown_alone = !wire && initials && found == 1;
            }
            if (found == 0)
                return;
            for (struct text rest = inner; rest.ptr && rest.len;)
                any |= byline_add_agency(p, line_name_cut(&rest));
            /* who signs its own text and sells to nobody we know is the outlet */
            if (unknown_alone && found == 1 && !p->out->outlet.ptr) {
                p->out->outlet = plain_field(p, inner);
                p->out->outlet_inferred = true;
            }
        }
        if (!any)
            return;
        p->cut_tail.begin = line->page.begin + (uint32_t)(before.ptr + before.len - t.ptr);
        if (p->cut_tail.end < line->page.end)
            p->cut_tail.end = line->page.end;
        p->cut_tail_rule = reporting ? "reporting-by" : "signed-at-the-end";
        line->page.end = p->cut_tail.begin;
    }
}
