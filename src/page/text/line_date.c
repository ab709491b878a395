/* line_date.c - see line_date.h. stamp.h finds a date in a line; here it is asked whether the rest of
 * the line is furniture too, and what the date is the date of. */
#include "page/text/line_date.h"

#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

#define CLOCK_BYTES    40  /* a line that is a time is no longer           */
#define STAMPS_BYTES   300 /* a line of stamps is no longer                */
#define BEFORE_BYTES   100 /* between two stamps of a line                 */
#define LEFTOVER_BYTES 90  /* a name or a section beside a stamp           */
#define LEFTOVER_WORDS 5
#define PIECES_MAX     6 /* behind the last stamp, cut at bars           */

/* Without a mark of its own the order of "02/09/2031" is the page's: if the page proves that
 * days come first, the line is read again with points, which say so. */
static struct date date_by_page(struct plain *p, struct text words, struct date fetched)
{
    char copy[96];
    struct stamp again;

    if (!p->out->day_first || words.len >= sizeof(copy))
        return (struct date){ .zone = DATE_NO_ZONE };
    for (size_t i = 0; i < words.len; i++)
        copy[i] = (words.ptr[i] == '/' || words.ptr[i] == '-') && i < 6 ? '.' : words.ptr[i];
    if (stamp_find(text_of(copy, words.len), 0, fetched, &again))
        return again.date;
    return (struct date){ .zone = DATE_NO_ZONE };
}

void line_date_take(struct plain *p, struct text line, const struct stamp *s)
{
    struct article *a = p->out;
    struct date date = s->date, latest = p->page->fetched;
    struct text words = text_in(line, s->words);

    if (!date_known(date) && s->kind != STAMP_RELATIVE)
        date = date_by_page(p, words, p->page->fetched);
    /* a page is not younger than the crawl that found it; a day for the zones */
    if (date_known(date) && latest.precision >= PRECISION_DAY && date.precision >= PRECISION_DAY &&
        date_to_days(date) > date_to_days(latest) + 1)
        return;
    if (s->kind == STAMP_MODIFIED) {
        if (!date_known(a->modified))
            a->modified = date;
        return;
    }
    if (!date_known(a->published)) {
        if (date_known(date)) {
            a->published = date;
            a->published_words = plain_field(words);
        } else if (!a->published_words.ptr) {
            a->published_words = plain_field(words);
        }
    }
}

/* What stands between stamps: "Ana Brook |", " / English News", " 5 min read". May it stand there? */
static bool read_leftover(struct plain *p, struct text t, bool take, bool *byline)
{
    char room[3 * LEFTOVER_BYTES];
    struct text folded;
    bool person, lists = memchr(t.ptr, '/', t.len) || memchr(t.ptr, '|', t.len);

    t = fold_strip(t, " ,;:|/-()[]");
    while (t.len >= 3 &&
           (text_starts(t, "\xE2\x80\xA2") || text_starts(t, "\xE2\x80\x93") || text_starts(t, "\xE2\x80\x94")))
        t = fold_strip(text_of(t.ptr + 3, t.len - 3), " ,;:|/-");
    while (t.len >= 3 && (text_ends(t, "\xE2\x80\xA2") || text_ends(t, "\xE2\x80\x93") || text_ends(t, "\xE2\x80\x94")))
        t = fold_strip(text_of(t.ptr, t.len - 3), " ,;:|/-");
    while (text_starts(t, "\xC2\xB7"))
        t = fold_strip(text_of(t.ptr + 2, t.len - 2), " ,;:|/-");
    while (text_ends(t, "\xC2\xB7"))
        t = fold_strip(text_of(t.ptr, t.len - 2), " ,;:|/-");
    if (t.len == 0)
        return true;
    if (t.len > LEFTOVER_BYTES)
        return false;
    folded = text_of(room, fold_into(t, room));
    if (text_starts(folded, "by ") && t.len > 3) {
        t = text_of(t.ptr + 3, t.len - 3);
        if (text_ends(t, " on") || text_ends(t, " at"))
            t = text_of(t.ptr, t.len - 3);
        *byline |= line_name_capitals(t) > 0;
        if (take)
            byline_read_names(p, t, true);
        return true;
    }
    person = line_name_is_person(t);
    if (person || agency_wire(t).ptr) {
        *byline |= person;
        if (take)
            byline_read_names(p, t, false);
        return true;
    }
    if (line_name_capitals(t) >= 1 && line_name_capitals(t) <= 3) {
        if (take && !p->out->section.ptr && (lists || line_name_is_section(t)))
            p->out->section = plain_field(t);
        return true;
    }
    {
        int words = 1;

        for (size_t i = 0; i < folded.len; i++)
            words += folded.ptr[i] == ' ';
        if (words > LEFTOVER_WORDS)
            return false;
        if (take)
            *byline |= byline_read_names(p, t, false);
        return true;
    }
}

/* Is a line one or more stamps and little else? With `take`, read it into the article. */
bool line_date_read(struct plain *p, size_t i, struct text line, bool take, bool *relative, bool *byline)
{
    struct stamp s;
    size_t at = 0;
    bool any = false, all_relative = true;

    *relative = *byline = false;
    if (line.len > STAMPS_BYTES)
        return false;
    while (stamp_find(line, at, p->page->fetched, &s)) {
        struct text before = text_of(line.ptr + at, s.words.begin - at);
        char room[3 * STAMPS_BYTES];

        if (s.kind == STAMP_PLAIN || s.kind == STAMP_RELATIVE) {
            struct text folded = text_of(room, fold_into(fold_strip(before, " :,|/-"), room));

            /* "Updated 5 hours ago", "on", "am", "date" */
            if (!fold_word_in(vocabulary_stamp_joints, folded) && !read_leftover(p, before, take, byline))
                return false;
        } else {
            struct text folded = text_of(room, fold_into(before, room));
            size_t by = fold_find(folded, "by");

            if (before.len > BEFORE_BYTES)
                return false;
            if (by != NOWHERE && take) {
                size_t raw = text_find(before, text_c("by "), 0);

                if (raw == NOWHERE)
                    raw = text_find(before, text_c("By "), 0);
                if (raw != NOWHERE && !read_leftover(p, text_of(before.ptr + raw, before.len - raw), take, byline))
                    return false;
            }
        }
        /* a month alone in the text is a subhead of a chronicle */
        if (s.kind == STAMP_PLAIN && date_known(s.date) && s.date.precision < PRECISION_DAY && i >= p->prose_begins)
            return false;
        if (take)
            line_date_take(p, line, &s);
        all_relative &= s.kind == STAMP_RELATIVE;
        any = true;
        at = s.words.end;
    }
    if (!any)
        return false;
    /* Pieces with the bars beside them, which say that they are members of a list. */
    for (size_t pieces = 0, end; at < line.len && pieces < PIECES_MAX; pieces++, at = end) {
        for (end = at + 1; end < line.len && line.ptr[end] != '|' && line.ptr[end] != '/';)
            end++;
        if (!read_leftover(p, text_of(line.ptr + at, end + (end < line.len) - at), take, byline))
            return false;
    }
    *relative = all_relative;
    return true;
}

bool line_date_is_clock(struct text t)
{
    size_t digits = 0, numbers = 0;
    bool point = false, zone = false;

    if (t.len > CLOCK_BYTES)
        return false;
    for (struct text rest = t; rest.ptr;) {
        struct text word = fold_strip(text_cut(&rest, ' '), ",()|");
        char room[CLOCK_BYTES * 3];
        size_t i = 0, n = 0;

        if (word.len == 0)
            continue;
        while (i < word.len && is_ascii_digit(word.ptr[i]))
            i++;
        if (i == 0 || i > 2) {
            if (!fold_word_in(vocabulary_clock_lines, text_of(room, fold_into(word, room))))
                return false;
            zone |= numbers > 0;
            continue;
        }
        digits = i;
        if (i < word.len && strchr(":.h", word.ptr[i])) {
            point = word.ptr[i++] == '.';
            while (i < word.len && is_ascii_digit(word.ptr[i])) {
                i++;
                n++;
            }
            if (n != 2)
                return false;
        }
        if (n == 0 && i == word.len)
            return false;
        if (i < word.len) { /* 7.30pm */
            if (!fold_word_in(vocabulary_clock_lines,
                              text_of(room, fold_into(text_of(word.ptr + i, word.len - i), room))))
                return false;
            zone = true;
        }
        numbers++;
    }
    return numbers == 1 && digits && (!point || zone);
}

/* "21/8" proves for the whole page that days come first; "24/7" proves nothing. */
void line_date_find_order(struct plain *p)
{
    bool day = false, month = false;

    for (size_t i = 0; i < p->n; i++) {
        struct text f = p->lines[i].fold;

        for (size_t k = 1; k + 1 < f.len; k++) {
            size_t b = k, e = k + 1;
            int first = 0, second = 0;

            if (f.ptr[k] != '/')
                continue;
            while (b > 0 && is_ascii_digit(f.ptr[b - 1]) && k - b < 3)
                b--;
            while (e < f.len && is_ascii_digit(f.ptr[e]) && e - k < 4)
                e++;
            if (b == k || k - b > 2 || e == k + 1 || e - k - 1 > 2)
                continue;
            if (b > 0 && f.ptr[b - 1] != ' ' && f.ptr[b - 1] != '(')
                continue;
            if (e < f.len && (is_ascii_alpha(f.ptr[e]) || f.ptr[e] == '%'))
                continue;
            for (size_t x = b; x < k; x++)
                first = first * 10 + (f.ptr[x] - '0');
            for (size_t x = k + 1; x < e; x++)
                second = second * 10 + (f.ptr[x] - '0');
            if (first == 24 && second == 7)
                continue;
            if (first > 12 && first <= 31 && second >= 1 && second <= 12)
                day = true;
            if (second > 12 && second <= 31 && first >= 1 && first <= 12)
                month = true;
        }
    }
    p->out->day_first = day && !month;
}
