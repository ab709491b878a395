/* when_scan.h - what the files that read date phrases share.
 *
 *     when.c        the first phrase of a sentence: prepositions, bounds, ranges
 *     when_day.c    shapes that are days: "Thursday", "14 June this year", "21/8", "yesterday"
 *     when_span.c   shapes that are longer: "last month", "in August 2029", "two weeks ago"
 *     when_word.c   words: weekdays, months, numbers
 *     when_tense.c  does the verb that the phrase hangs on look back or ahead?
 *
 * A scan stands at a token. A reader that finds its shape there moves past it and says what it resolves to,
 * which may be unknown; otherwise it changes nothing. Private to this room. */
#ifndef WHEN_SCAN_H
#define WHEN_SCAN_H

#include "record/time/when.h"

enum tense {
    TENSE_OPEN, /* not known: "they meet on Friday", a headline */
    TENSE_PAST,
    TENSE_AHEAD
};

struct scan {
    const struct document *doc;
    uint32_t at, end; /* tokens */
    uint32_t from;    /* where the phrase begins: what it hangs on is looked for from here */
    struct date now;  /* the publication day, or unknown */
    struct date published;
    bool day_first;
};

/* ---- when_word.c: the word k tokens on (-1: the one before), in lower case, without an abbreviation's point ---- */

bool scan_is(const struct scan *s, int k, const char *list); /* words with single blanks */
bool scan_step(struct scan *s, const char *list);            /* past it, if it is one    */
struct text scan_word(const struct scan *s, int k);
int scan_weekday(const struct scan *s, int k); /* 0 Monday to 6 Sunday; -1 */
int scan_month(const struct scan *s, int k);   /* 1 to 12, also of "mid-June"; 0: none */
int scan_day(const struct scan *s, int k);     /* 1 to 31, also "14th"; 0 */
int scan_year(const struct scan *s, int k);    /* 1900 to 2100; 0 */
bool scan_ordinal(const struct scan *s, int k);
/* The number that is read past: "two", "a", "12". -1: there is none, nothing is read; -2: "a few", not told. */
int scan_count(struct scan *s);
bool word_in(struct text w, const char *list);
int word_index(struct text w, const char *const *lists, int n);

/* ---- when_tense.c ---- */

/* What stands before a verb and hangs on it: will, would, may ...; has, had; to; was, did; is. */
struct auxiliaries {
    bool ahead, have, to, was, is;
};
struct auxiliaries verb_auxiliaries(const struct document *doc, uint32_t verb);

enum tense scan_tense(const struct scan *s);

/* ---- when_day.c ---- */

extern const struct date date_unknown;
struct date day_shifted(const struct scan *s, long days);
/* What all days from first to last have in common: a day, a month, a year, or nothing. */
struct date date_common(struct date first, struct date last);
/* ", 2024" "2024" "this year" behind a day or month. 0: there is no year; -1: it cannot be resolved. */
int read_year_after(struct scan *s);
/* A day of that year, of none (0), or of one that cannot be resolved (-1). */
struct date day_with_year(const struct scan *s, int month, int day, int year);
bool read_day(struct scan *s, struct date *out);
bool read_digits(struct scan *s, bool led, struct date *out);
bool read_weekday(struct scan *s, struct date *out);
bool read_near_day(struct scan *s, struct date *out);
bool read_other_day(struct scan *s, struct date *out);

/* ---- when_span.c ---- */

bool read_span(struct scan *s, struct date *out);
bool read_month(struct scan *s, bool led, struct date *out);
bool read_year(struct scan *s, bool led, struct date *out);
bool read_season(struct scan *s, struct date *out);
bool read_part(struct scan *s, struct date *out);
bool read_ago(struct scan *s, struct date *out);
bool read_lately(struct scan *s, struct date *out);

#endif
