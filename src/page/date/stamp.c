/* stamp.c - find one date in a line of a page's furniture.
 *
 *     "Ekleme: 01.09.2031 00:05:48 / World"       published, 2031-09-01T00:05:48
 *     "Updated 3:07 pm EST, May 3, 2031"          modified, 2031-05-03T15:07-05:00
 *     "Published April 2031"                      published, 2031-04: as exact as it is
 *     "15 hours ago"                              relative: unknown without a crawl date
 *
 * The line is cut into pieces (numbers, words, marks), and at each piece that may begin a date
 * the few shapes that pages use are tried. A try looks at some twenty pieces of at
 * most WORD_MAX bytes, so a line of any length is read in linear time.
 *
 * Order of day and month in "02/09/2031": a number over 12 decides; so do points between the
 * numbers (nobody writes month first with points), a weekday that fits only one reading, and a
 * stamp word of a language that always puts the day first. Else the stamp is found and its
 * date is unknown: the reader of the page may know more ("21/8" elsewhere) and ask again.
 *
 * Known gaps: dates in words of other languages, Roman months, lunar calendars, zones by
 * ambiguous letters (CST, IST) or by city: the date is read, its zone left unknown. */
#include "page/date/stamp.h"

#include "base/utf8.h"
#include "page/date/age.h"
#include "page/date/clock.h"
#include "page/date/day.h"
#include "page/date/piece.h"
#include "page/words/vocabulary.h"

#define WINDOW    80 /* bytes before a date that may say what it is the date of */
#define MONTH_GAP 12 /* between that word and a month: " in early " */
#define YEAR_GAP  4  /* and a year: " in ", ": "               */

/* Look for the last of these words in a folded window. One that ends behind *end, or there too but is longer than
 * *len, is found: *end and *len become its own. */
static bool find_last(struct text in, const char *const *list, size_t *end, size_t *len)
{
    bool found = false;

    for (; *list; list++) {
        struct text word = text_c(*list);

        for (size_t at = 0; (at = text_find(in, word, at)) != NOWHERE; at++) {
            size_t behind = at + word.len;
            unsigned size;

            /* whole words: "stand", not "standoff" */
            if (at > 0) {
                size_t back = at - 1;

                while (back > 0 && ((unsigned char)in.ptr[back] & 0xC0) == 0x80)
                    back--;
                if (point_is_letter(utf8_at(in, back, &size)))
                    continue;
            }
            if (behind < in.len && point_is_letter(utf8_at(in, behind, &size)))
                continue;
            if (behind > *end || (behind == *end && word.len > *len)) {
                *len = word.len;
                *end = behind;
                found = true;
            }
        }
    }
    return found;
}

/* What kind of stamp: the last known word in the WINDOW bytes before it, *gap bytes away. */
static enum stamp_kind kind_before(struct text line, size_t from, size_t at, bool *day_first, size_t *gap)
{
    static const struct {
        const char *const *words;
        enum stamp_kind kind;
        bool day_first; /* of a language that never puts the month first */
    } lists[] = {
        { vocabulary_published_stamps, STAMP_PUBLISHED, false },
        { vocabulary_modified_stamps, STAMP_MODIFIED, false },
        { vocabulary_published_stamps_day_first, STAMP_PUBLISHED, true },
        { vocabulary_modified_stamps_day_first, STAMP_MODIFIED, true },
    };
    char window[3 * WINDOW + 8];
    size_t n = 0, end = 0, len = 0;
    size_t begin = at - from > WINDOW ? at - WINDOW : from;
    enum stamp_kind kind = STAMP_PLAIN;

    while (begin < at && ((unsigned char)line.ptr[begin] & 0xC0) == 0x80)
        begin++;
    for (unsigned size; begin < at; begin += size) {
        uint32_t c = utf8_at(line, begin, &size);

        n += utf8_put(point_is_space(c) ? ' ' : piece_fold(c), window + n);
    }
    *day_first = false;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (find_last(text_of(window, n), lists[i].words, &end, &len)) {
            kind = lists[i].kind;
            *day_first = lists[i].day_first;
        }
    *gap = n - end;
    return kind;
}

/* "Published in April 2031", or "April 2031" and nothing else: a month or a year names so many things that only where it
 * fills its place it is when a page was published. A year alone needs the word right before it. */
static bool coarse_at(struct text line, size_t from, size_t at, struct stamp *out)
{
    struct place t = place_at(line, at);
    bool day_first, alone = piece_next(line, 0).begin == at;
    size_t gap;
    enum stamp_kind kind;
    struct date d;

    if (!day_read_coarse(&t, &d))
        return false;
    kind = kind_before(line, from, at, &day_first, &gap);
    if (gap > (d.precision == PRECISION_YEAR ? YEAR_GAP : MONTH_GAP))
        kind = STAMP_PLAIN;
    if (kind == STAMP_PLAIN ? !alone || d.precision == PRECISION_YEAR || t.p.type != PIECE_END
                            : t.p.type != PIECE_END && !piece_is_separator(&t.p) && !piece_is_mark(&t.p, ')'))
        return false;
    out->date = d;
    out->kind = kind;
    out->words = (struct span){ (uint32_t)at, (uint32_t)t.end };
    return true;
}

static bool stamp_at(struct text line, size_t from, size_t at, struct date fetched, struct stamp *out)
{
    struct place s = place_at(line, at), t = s;
    struct reading r;
    struct date clock = { .zone = DATE_NO_ZONE };
    bool day_first, clock_first = false;
    enum stamp_kind kind;
    size_t gap;

    if (age_read(&t, fetched, out)) {
        out->words = (struct span){ (uint32_t)at, (uint32_t)t.end };
        return true;
    }
    t = s;
    if (!day_read(&t, &r)) {
        t = s;
        if (!clock_read_before(&t, &clock) || !day_read(&t, &r))
            return false;
        clock_first = true;
    }
    kind = kind_before(line, from, at, &day_first, &gap);
    if (r.yearless) {
        struct date probe = date_day(2000, 1, 1);
        struct place u = t;
        int none = -1;

        /* without a year it is no more than a place where a date stands, and only if it looks like
         * a stamp: with a time, or after "Published" */
        clock_read_after(&u, &probe, &none);
        if (probe.precision == PRECISION_DAY && !clock_first && kind == STAMP_PLAIN)
            return false;
        t = u;
        r.date = (struct date){ .zone = DATE_NO_ZONE };
    } else {
        if (!clock_first) {
            clock = date_day(2000, 1, 1);
            clock_read_after(&t, &clock, &r.weekday);
        }
        day_settle(&r, day_first); /* a weekday may stand behind */
        if (date_known(r.date)) {
            r.date = clock_on_day(r.date, clock);
        } else {
            out->day_first = clock_on_day(date_day(r.year, r.second, r.first), clock);
            out->month_first = clock_on_day(date_day(r.year, r.first, r.second), clock);
        }
    }
    out->kind = kind;
    out->date = r.date;
    out->day_first_proven = r.day_first_proven;
    out->month_first_proven = r.month_first_proven;
    out->words = (struct span){ (uint32_t)at, (uint32_t)t.end };
    return true;
}

bool stamp_find(struct text line, size_t from, struct date fetched, struct stamp *out)
{
    size_t at = from;
    bool after_number = false; /* the piece before was a number, or a mark glued to one */
    bool day_before = false;   /* "40 May 2031" is no May */

    while (at < line.len) {
        struct piece p = piece_next(line, at);
        bool may;

        if (p.type == PIECE_END)
            return false;
        /* A number after "12." or "/" goes on with something that has been tried already. */
        may = p.type == PIECE_NUMBER ? p.digits <= 4 && (p.space_before || !after_number) : p.word[0] != '\0';
        if (p.type == PIECE_WORD && !p.space_before && after_number)
            may = false;
        if (p.type != PIECE_MARK && may) {
            struct stamp got = { 0 };

            if (stamp_at(line, from, p.begin, fetched, &got) || (!day_before && coarse_at(line, from, p.begin, &got))) {
                *out = got;
                return true;
            }
        }
        day_before = p.type == PIECE_NUMBER;
        if (p.type == PIECE_NUMBER)
            after_number = true;
        else if (p.type == PIECE_WORD)
            after_number = !p.ideograph;
        else
            after_number = (p.mark == '.' || p.mark == '/' || p.mark == '-') ? after_number && !p.space_before : false;
        /* the first piece of the line may follow a slash: the path of an address */
        if (p.type == PIECE_MARK && p.mark == '/' && !p.space_before && p.begin > 0)
            after_number = true;
        at = p.end;
    }
    return false;
}
