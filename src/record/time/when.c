/* when.c - date phrases in sentences, resolved against the publication date.
 *
 *     [The][envoy][left][the][coast][late][Wednesday]      published on a Thursday: the day before
 *     [began][over][two][years][ago]                         on or before that day, two years back
 *     [from][Monday][to][Wednesday]                          what the days have in common: a month
 *
 * A phrase is read by what it begins with; every shape that may begin at a token is tried and
 * the first that reads to its end wins. A month counts only beside a number or a word like "in" or "last":
 * "May" is a verb and "June" a name.
 *
 * The verb that the phrase hangs on says whether it looks back or ahead: "met on Friday", "will meet on
 * Friday". A precision is never finer than the words: a week gives its month, or its year, if all of it lies in
 * one. */
#include "record/time/when.h"

#include <stdlib.h>

#include "record/time/when_scan.h"

enum bound { BOUND_NONE, BOUND_BEFORE, BOUND_UNTIL, BOUND_AFTER, BOUND_SINCE };

/* The day that is meant by "before", "since" and the like. */
static struct date bounded(struct date d, enum bound bound)
{
    bool last = bound == BOUND_UNTIL || bound == BOUND_AFTER;

    if (bound == BOUND_NONE || !date_known(d) || d.precision >= PRECISION_BEFORE)
        return d;
    d = date_from_days(last ? date_last_days(d) : date_to_days(d));
    if (date_known(d))
        d.precision = bound == BOUND_BEFORE || bound == BOUND_UNTIL ? PRECISION_BEFORE : PRECISION_AFTER;
    return d;
}

/* ---- ranges ---- */

static bool read_point(struct scan *s, struct date *out)
{
    return read_near_day(s, out) || read_weekday(s, out) || read_day(s, out) || read_digits(s, true, out) ||
           read_month(s, true, out) || read_year(s, true, out);
}

/* A range's first day may come out behind its last: "from Friday to Monday", "from December to January". */
static struct date in_order(struct date first, struct date last, bool weekday)
{
    if (!date_known(first) || !date_known(last) || first.precision >= PRECISION_BEFORE ||
        last.precision >= PRECISION_BEFORE)
        return date_unknown;
    if (date_to_days(first) > date_to_days(last)) {
        if (weekday)
            first = date_from_days(date_to_days(first) - 7);
        else
            first.year--;
    }
    return date_common(date_from_days(date_to_days(first)), date_from_days(date_last_days(last)));
}

/* "3 and 5 May", "May 3 to 5", "3-5 May": the month stands once. */
static bool read_days_of_month(struct scan *s, const char *between, struct date *out)
{
    struct scan t = *s;
    int month = scan_month(&t, 0), from, to, year;

    if (month) {
        from = scan_day(&t, 1);
        t.at += 2;
        if (!from || !scan_step(&t, between) || (to = scan_day(&t, 0)) == 0)
            return false;
        t.at++;
    } else {
        from = scan_day(&t, 0);
        t.at++;
        if (!from || !scan_step(&t, between) || (to = scan_day(&t, 0)) == 0)
            return false;
        t.at++;
        scan_step(&t, "of");
        month = scan_month(&t, 0);
        if (!month)
            return false;
        t.at++;
    }
    if (from >= to || scan_month(&t, 0) || !date_known(date_day(2000, month, to)))
        return false;
    year = read_year_after(&t);
    *s = t;
    *out = in_order(day_with_year(s, month, from, year), day_with_year(s, month, to, year), false);
    return true;
}

/* "between 3 and 5 May", "from Monday to Wednesday", "on Friday and Saturday" */
static bool read_range(struct scan *s, struct date *out)
{
    struct scan t = *s;
    const char *between = "- – — to until till through and";
    struct date first, last;
    bool weekday;

    if (scan_step(&t, "between"))
        between = "and";
    else if (scan_step(&t, "from"))
        between = "to until till through";
    else if (!scan_step(&t, "on in during"))
        between = "- – —";
    if (read_days_of_month(&t, between, out)) {
        *s = t;
        return true;
    }
    weekday = scan_weekday(&t, 0) >= 0;
    if (!read_point(&t, &first) || !scan_step(&t, between) || weekday != (scan_weekday(&t, 0) >= 0) ||
        !read_point(&t, &last))
        return false;
    *out = in_order(first, last, weekday);
    *s = t;
    return true;
}

/* ---- phrases ---- */

static bool read_phrase(struct scan *s, struct date *out)
{
    struct scan t = *s;
    enum bound bound = BOUND_NONE;
    bool led = true;

    if (read_range(s, out))
        return true;
    if (read_ago(&t, out)) {
        *s = t;
        return true;
    }
    if (scan_step(&t, "since"))
        bound = BOUND_SINCE;
    else if (scan_step(&t, "before"))
        bound = BOUND_BEFORE;
    else if (scan_step(&t, "until till by"))
        bound = BOUND_UNTIL;
    else if (scan_step(&t, "after"))
        bound = BOUND_AFTER;
    else if (scan_is(&t, 0, "on") && scan_is(&t, 1, "last this next today yesterday tonight tomorrow") &&
             scan_weekday(&t, 2) < 0)
        return false; /* "went on last night" */
    else if (!scan_step(&t, "on in during from dated over at"))
        led = false;
    if (scan_is(&t, -1, "over at"))
        led = false;
    if (!read_part(&t, out) && !read_ago(&t, out) && !read_near_day(&t, out) && !read_other_day(&t, out) &&
        !read_weekday(&t, out) && !read_span(&t, out) && !read_lately(&t, out) && !read_season(&t, out) &&
        !read_day(&t, out) && !read_digits(&t, led, out) && !read_month(&t, led, out) && !read_year(&t, led, out))
        return false;
    *out = bounded(*out, bound);
    *s = t;
    return true;
}

/* Most words begin no phrase. These may; so may numbers, and the names of days and months, which have a
 * capital. Sorted. */
static const char *const beginnings[] = {
    "a",        "about",    "after",     "almost",    "an",       "approximately", "around",  "at",
    "autumn",   "before",   "beginning", "between",   "by",       "closing",       "coming",  "couple",
    "dated",    "days",     "during",    "earlier",   "early",    "eight",         "eleven",  "end",
    "few",      "final",    "first",     "five",      "four",     "fourth",        "from",    "half",
    "in",       "just",     "last",      "late",      "lately",   "later",         "less",    "many",
    "mid",      "middle",   "months",    "more",      "nearly",   "next",          "nine",    "on",
    "one",      "only",     "over",      "overnight", "past",     "previous",      "quarter", "recent",
    "recently", "roughly",  "second",    "seven",     "several",  "since",         "six",     "some",
    "sometime", "start",    "ten",       "that",      "the",      "these",         "third",   "this",
    "three",    "till",     "today",     "tomorrow",  "tonight",  "twelve",        "two",     "under",
    "until",    "upcoming", "very",      "weeks",     "yesterday"
};

static int compare_beginning(const void *word, const void *beginning)
{
    const struct text *w = word;
    const char *b = *(const char *const *)beginning;
    size_t n = strlen(b);
    int order = memcmp(w->ptr, b, w->len < n ? w->len : n); /* a word may hold a NUL */

    return order ? order : (w->len > n) - (w->len < n);
}

static bool may_begin(const struct scan *s)
{
    const struct token *t = &s->doc->tokens[s->at];

    if (t->norm.len == 0)
        return false;
    return is_ascii_digit(t->norm.ptr[0]) || scan_weekday(s, 0) >= 0 || scan_month(s, 0) ||
           bsearch(&t->norm, beginnings, COUNT_OF(beginnings), sizeof *beginnings, compare_beginning);
}

bool when_find(const struct document *doc, uint32_t first, uint32_t end, struct date published, bool day_first,
               struct when *out)
{
    struct scan s = { .doc = doc, .now = date_unknown, .published = published, .day_first = day_first };

    if (end > doc->n_tokens)
        end = (uint32_t)doc->n_tokens;
    if (published.precision >= PRECISION_DAY && published.precision <= PRECISION_SECOND)
        s.now = date_day(published.year, published.month, published.day);
    s.end = end;
    for (uint32_t i = first; i < end; i++) {
        struct date date = date_unknown;

        s.at = s.from = i;
        if (may_begin(&s) && read_phrase(&s, &date)) {
            *out = (struct when){ i, s.at, date };
            return true;
        }
    }
    return false;
}
