/* when.c - date phrases in sentences, resolved against the publication date.
 *
 *     [The][envoy][left][the][coast][late][Wednesday]      published on a Thursday: the day before
 *     [began][over][two][years][ago]                         on or before that day, two years back
 *
 * A phrase is read by what it begins with; every shape that may begin at a token is tried and
 * the first that reads to its end wins. Months and weekdays count only with a capital, and a month
 * only beside a number or a word like "in" or "last": "May" is a verb and "June" a name.
 *
 * Weekdays look back: the latest such day up to the publication day. A future one ("will meet
 * the council on Friday") has the same words; whoever knows the verb must judge it. A day
 * without a year is the latest such day too, unless it would come within a month of the publication: then it
 * may be either, and is unknown. A week has no precision of its own: it gives its month, or its
 * year, if all of it lies in one. */
#include "record/when.h"

#include "base/date.h"

#define SOON_DAYS 31

struct scan {
    const struct document *doc;
    uint32_t at, end; /* tokens */
    struct date now;  /* the publication day, or unknown */
    bool day_first;
};

enum bound { BOUND_NONE, BOUND_BEFORE, BOUND_UNTIL, BOUND_AFTER, BOUND_SINCE };

static const struct date unknown = { .zone = DATE_NO_ZONE };

/* --- tokens --- */

static struct text word_at(const struct scan *s, uint32_t k)
{
    struct text w;

    if (s->at + k >= s->end || s->at + k < s->at)
        return text_of("", 0);
    w = s->doc->tokens[s->at + k].norm;
    if (w.len > 2 && w.ptr[w.len - 1] == '.') /* Aug. */
        w.len--;
    return w;
}

static bool capital(const struct scan *s, uint32_t k)
{
    struct text form;

    if (s->at + k >= s->end)
        return false;
    form = token_text(s->doc, s->at + k);
    return form.len && is_ascii_upper(form.ptr[0]);
}

static bool in_list(struct text w, const char *list)
{
    if (w.len == 0)
        return false;
    for (struct text rest = text_c(list); rest.ptr;)
        if (text_eq(text_cut(&rest, ' '), w))
            return true;
    return false;
}

static bool is(const struct scan *s, uint32_t k, const char *list)
{
    return in_list(word_at(s, k), list);
}

static bool step(struct scan *s, const char *list)
{
    if (!is(s, 0, list))
        return false;
    s->at++;
    return true;
}

static int index_in(struct text w, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        if (in_list(w, names[i]))
            return i;
    return -1;
}

static int weekday_at(const struct scan *s, uint32_t k)
{
    static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday" };

    return capital(s, k) ? index_in(word_at(s, k), names, 7) : -1;
}

/* 1 to 12, 0 for none */
static int month_at(const struct scan *s, uint32_t k)
{
    static const char *const names[] = { "january jan", "february feb", "march mar",
                                         "april apr",   "may",          "june jun",
                                         "july jul",    "august aug",   "september sept sep",
                                         "october oct", "november nov", "december dec" };

    return capital(s, k) ? index_in(word_at(s, k), names, 12) + 1 : 0;
}

/* A number of at most four digits, -1 otherwise. "14th" is 14 if ordinals may be. */
static int number_of(struct text w, bool ordinal)
{
    int value = 0;
    size_t n = 0;

    while (n < w.len && is_ascii_digit(w.ptr[n]) && n < 5)
        value = value * 10 + (w.ptr[n++] - '0');
    if (n == 0 || n > 4)
        return -1;
    if (n == w.len)
        return value;
    if (ordinal && in_list(text_of(w.ptr + n, w.len - n), "st nd rd th"))
        return value;
    return -1;
}

static int day_at(const struct scan *s, uint32_t k)
{
    int n = number_of(word_at(s, k), true);

    return n >= 1 && n <= 31 ? n : 0;
}

static int year_at(const struct scan *s, uint32_t k)
{
    struct text w = word_at(s, k);
    int n = w.len == 4 ? number_of(w, false) : -1;

    return n >= 1900 && n <= 2100 ? n : 0;
}

/* --- days --- */

static struct date coarse(int year, int month)
{
    struct date d = unknown;

    if (year < 1 || year > 9999)
        return d;
    d.year = (int16_t)year;
    d.month = (uint8_t)month;
    d.precision = month ? PRECISION_MONTH : PRECISION_YEAR;
    return d;
}

static struct date shifted(const struct scan *s, long days)
{
    return date_known(s->now) ? date_from_days(date_to_days(s->now) + days) : unknown;
}

static struct date month_shifted(const struct scan *s, long months)
{
    long m;

    if (!date_known(s->now))
        return unknown;
    m = s->now.year * 12L + s->now.month - 1 + months;
    return m < 12 ? unknown : coarse((int)(m / 12), (int)(m % 12 + 1));
}

/* What all days from first to last have in common: a day, a month, a year, or nothing. */
static struct date common(struct date first, struct date last)
{
    if (!date_known(first) || !date_known(last) || first.year != last.year)
        return unknown;
    if (first.month != last.month)
        return coarse(first.year, 0);
    if (first.day != last.day)
        return coarse(first.year, first.month);
    return first;
}

static struct date week_shifted(const struct scan *s, long weeks)
{
    long monday;

    if (!date_known(s->now))
        return unknown;
    monday = -(long)date_weekday(s->now) + weeks * 7;
    return common(shifted(s, monday), shifted(s, monday + 6));
}

/* A day without its year: the latest up to the publication, unless it is about to come. */
static struct date day_of_no_year(const struct scan *s, int month, int day)
{
    struct date d;

    if (!date_known(s->now))
        return unknown;
    for (int year = s->now.year; year > s->now.year - 9; year--) {
        d = date_day(year, month, day); /* 29 February is not in every year */
        if (!date_known(d))
            continue;
        if (date_compare(d, s->now) <= 0)
            return d;
        if (date_to_days(d) - date_to_days(s->now) <= SOON_DAYS)
            return unknown;
    }
    return unknown;
}

static struct date month_of_no_year(const struct scan *s, int month, int which)
{
    int year = s->now.year;

    if (!date_known(s->now))
        return unknown;
    if (which > 0) /* next */
        return coarse(month > s->now.month ? year : year + 1, month);
    if (which < 0) /* last */
        return coarse(month < s->now.month ? year : year - 1, month);
    return coarse(month <= s->now.month ? year : year - 1, month);
}

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

/* --- shapes: each reads at s->at and, if it is one, moves past it --- */

/* ", 2024" "2024" "this year" "last year" after a day or month; 0: nothing of the kind, -1: one that
 * cannot be resolved. */
static int read_year_after(struct scan *s)
{
    struct scan t = *s;
    bool comma = step(&t, ",");
    int year = year_at(&t, 0);

    if (year) {
        t.at++;
        *s = t;
        return year;
    }
    if (comma)
        return 0;
    step(&t, "of");
    if (is(&t, 0, "this last next") && is(&t, 1, "year")) {
        int shift = is(&t, 0, "last") ? -1 : is(&t, 0, "next") ? 1 : 0;

        t.at += 2;
        *s = t;
        return date_known(s->now) ? s->now.year + shift : -1;
    }
    return 0;
}

static struct date with_year(const struct scan *s, int month, int day, int year)
{
    if (year < 0)
        return unknown;
    return year > 0 ? date_day(year, month, day) : day_of_no_year(s, month, day);
}

/* "June 14, 2024", "14 June this year", "the 14th of June" */
static bool read_day(struct scan *s, struct date *out)
{
    struct scan t = *s;
    int month = month_at(&t, 0), day;

    if (month && (day = day_at(&t, 1)) != 0) {
        t.at += 2;
    } else {
        step(&t, "the");
        day = day_at(&t, 0);
        if (!day)
            return false;
        t.at++;
        step(&t, "of");
        month = month_at(&t, 0);
        if (!month)
            return false;
        t.at++;
    }
    *out = with_year(s, month, day, read_year_after(&t));
    /* "31 June": no day, and no other reading */
    if (!date_known(date_day(2000, month, day)))
        return false;
    *s = t;
    return true;
}

/* "21/8", "21/8/2024", "2024-08-21", "21.08.2024": one token. */
static bool read_digits(struct scan *s, bool led, struct date *out)
{
    struct text w = word_at(s, 0);
    int n[3] = { 0 }, parts = 0, digits[3] = { 0 };
    char mark = 0;

    if (w.len < 3 || w.len > 10 || !is_ascii_digit(w.ptr[0]))
        return false;
    for (size_t i = 0; i < w.len; i++) {
        char c = w.ptr[i];

        if (is_ascii_digit(c)) {
            n[parts] = n[parts] * 10 + (c - '0');
            if (++digits[parts] > 4)
                return false;
        } else if ((c == '/' || c == '.' || c == '-') && (!mark || c == mark) && parts < 2 && digits[parts]) {
            mark = c;
            parts++;
        } else {
            return false;
        }
    }
    if (!mark || !digits[parts])
        return false;
    if (parts == 2) {
        int year = n[2], first = n[0], second = n[1];

        if (digits[0] == 4) { /* 2024-08-21 */
            *out = date_day(n[0], n[1], n[2]);
            if (!date_known(*out))
                return false;
            s->at++;
            return true;
        }
        if (digits[2] != 4 || digits[0] > 2 || digits[1] > 2)
            return false;
        if (first > 12 || mark == '.' || s->day_first || first == second)
            *out = date_day(year, second, first);
        else if (second > 12)
            *out = date_day(year, first, second);
        else
            *out = first <= 31 && second <= 31 ? unknown : *out;
        if (second > 12 && first <= 12)
            *out = date_day(year, first, second);
        if (!date_known(*out) && (first > 12 || second > 12))
            return false;
        s->at++;
        return true;
    }
    /* "21/8": a fraction, a score, "24/7", unless a preposition says otherwise */
    if (mark != '/' || !led || digits[0] > 2 || digits[1] > 2 || n[0] < 1 || n[1] < 1 || n[0] > 31 ||
        n[1] > 31 || (n[0] > 12 && n[1] > 12))
        return false;
    if (n[1] > 12)
        *out = day_of_no_year(s, n[0], n[1]);
    else if (n[0] > 12 || s->day_first || n[0] == n[1])
        *out = day_of_no_year(s, n[1], n[0]);
    else
        *out = unknown;
    s->at++;
    return true;
}

static void step_time_of_day(struct scan *s)
{
    if (is(s, 0, "morning afternoon evening night"))
        s->at++;
}

/* "Thursday", "last Friday", "late on Wednesday", "Thursday, 21 August", "Friday last week" */
static bool read_weekday(struct scan *s, struct date *out)
{
    struct scan t = *s, u;
    int which = 0, day, back;
    struct date date;

    for (int i = 0; i < 4; i++) {
        if (is(&t, 0, "last past previous"))
            which = -1;
        else if (is(&t, 0, "next"))
            which = 1;
        else if (is(&t, 0, "this coming upcoming"))
            which = 2;
        else if (!is(&t, 0, "late early earlier later on the just only"))
            break;
        t.at++;
    }
    day = weekday_at(&t, 0);
    if (day < 0)
        return false;
    if (t.at > 0 && t.at == s->at) {
        struct text before = s->doc->tokens[t.at - 1].norm;

        if (in_list(before, "good black easter ash bloody holy maundy palm cyber"))
            return false;
    }
    t.at++;
    step_time_of_day(&t);
    u = t;
    step(&u, ",");
    if (read_day(&u, &date)) {
        *s = u;
        *out = date;
        return true;
    }
    if (!date_known(s->now)) {
        *s = t;
        *out = unknown;
        return true;
    }
    u = t;
    step(&u, "of");
    if (is(&u, 0, "last next this") && is(&u, 1, "week")) {
        long weeks = is(&u, 0, "last") ? -1 : is(&u, 0, "next") ? 1 : 0;

        u.at += 2;
        *out = shifted(s, weeks * 7 - date_weekday(s->now) + day);
        *s = u;
        return true;
    }
    back = (date_weekday(s->now) - day + 7) % 7;
    if (which < 0)
        *out = shifted(s, back ? -back : -7);
    else if (which == 1)
        *out = shifted(s, 7 - back);
    else if (which == 2)
        *out = shifted(s, back ? 7 - back : 0);
    else
        *out = shifted(s, -back);
    *s = t;
    return true;
}

/* today, yesterday, "earlier today", "the day before yesterday", "last night", "this morning" */
static bool read_near_day(struct scan *s, struct date *out)
{
    struct scan t = *s;
    long days;

    if (is(&t, 0, "the") && is(&t, 1, "day") && is(&t, 2, "before after") && is(&t, 3, "yesterday tomorrow")) {
        *out = shifted(s, is(&t, 3, "yesterday") ? -2 : 2);
        s->at += 4;
        return true;
    }
    /* of another day than the publication's: found, and not resolved */
    if (is(&t, 0, "the") && is(&t, 1, "next following previous same") && is(&t, 2, "day morning evening")) {
        *out = unknown;
        s->at += 3;
        return true;
    }
    while (is(&t, 0, "late early earlier later"))
        t.at++;
    if (is(&t, 0, "today tonight"))
        days = 0;
    else if (is(&t, 0, "yesterday"))
        days = -1;
    else if (is(&t, 0, "tomorrow"))
        days = 1;
    else if (is(&t, 0, "last") && is(&t, 1, "night evening"))
        days = -1, t.at++;
    else if (is(&t, 0, "this") && is(&t, 1, "morning afternoon evening"))
        days = 0, t.at++;
    else
        return false;
    t.at++;
    step_time_of_day(&t);
    *out = shifted(s, days);
    *s = t;
    return true;
}

/* "last month", "earlier this year", "late last week", "next week" */
static bool read_span(struct scan *s, struct date *out)
{
    struct scan t = *s;
    int which;

    while (is(&t, 0, "late early earlier later sometime just only"))
        t.at++;
    if (is(&t, 0, "last") || (is(&t, 0, "previous") && t.at > s->at))
        which = -1;
    else if (is(&t, 0, "this"))
        which = 0;
    else if (is(&t, 0, "next"))
        which = 1;
    else
        return false;
    t.at++;
    if (is(&t, 0, "week"))
        *out = week_shifted(s, which);
    else if (is(&t, 0, "weekend"))
        *out = !date_known(s->now) ? unknown
                                   : common(shifted(s, which * 7 - date_weekday(s->now) + 5),
                                            shifted(s, which * 7 - date_weekday(s->now) + 6));
    else if (is(&t, 0, "month"))
        *out = month_shifted(s, which);
    else if (is(&t, 0, "year"))
        *out = date_known(s->now) ? coarse(s->now.year + which, 0) : unknown;
    else
        return false;
    t.at++;
    *s = t;
    return true;
}

/* "August", "August 2024", "last August", "mid-August this year"; only beside a word or number that says
 * that it is one. */
static bool read_month(struct scan *s, bool led, struct date *out)
{
    struct scan t = *s;
    int which = 0, month, year;
    bool said = led;

    for (int i = 0; i < 3; i++) {
        if (is(&t, 0, "last"))
            which = -1;
        else if (is(&t, 0, "next"))
            which = 1;
        else if (!is(&t, 0, "this early late mid earlier later"))
            break;
        said = true;
        t.at++;
    }
    month = month_at(&t, 0);
    if (!month)
        return false;
    t.at++;
    year = read_year_after(&t);
    if (!said && !year)
        return false;
    if (year < 0)
        *out = unknown;
    else if (year > 0)
        *out = coarse(year, month);
    else
        *out = month_of_no_year(s, month, which);
    *s = t;
    return true;
}

/* "2014" after "in", "since", "early" */
static bool read_year(struct scan *s, bool led, struct date *out)
{
    struct scan t = *s;
    int year;

    while (is(&t, 0, "early late mid")) {
        led = true;
        t.at++;
    }
    year = year_at(&t, 0);
    if (!led || !year)
        return false;
    t.at++;
    *out = coarse(year, 0);
    *s = t;
    return true;
}

/* -1: no number; -2: one that is not said, "a few" */
static int read_count(struct scan *s)
{
    static const char *const names[] = { "one a an", "two",   "three", "four", "five",   "six",
                                         "seven",    "eight", "nine",  "ten",  "eleven", "twelve" };
    int n;

    if (is(s, 0, "a") && is(s, 1, "few couple")) {
        s->at += 2;
        step(s, "of");
        return -2;
    }
    if (step(s, "few several many some couple"))
        return -2;
    n = index_in(word_at(s, 0), names, 12);
    if (n >= 0) {
        s->at++;
        return n + 1;
    }
    n = number_of(word_at(s, 0), false);
    if (n < 0 || n > 999)
        return -1;
    s->at++;
    return n;
}

/* "two days ago", "over two and a half years ago", "nearly three years ago" */
static bool read_ago(struct scan *s, struct date *out)
{
    static const char *const units[] = { "minute minutes", "hour hours", "day days",      "week weeks",
                                         "month months",   "year years", "decade decades" };
    struct scan t = *s;
    bool over = false, under = false, about = false, half = false;
    struct date d;
    long count;
    int unit;

    step(&t, "just");
    if (is(&t, 0, "more") && is(&t, 1, "than"))
        over = true, t.at += 2;
    else if (is(&t, 0, "less") && is(&t, 1, "than"))
        under = true, t.at += 2;
    else if (is(&t, 0, "at") && is(&t, 1, "least"))
        over = true, t.at += 2;
    else if (step(&t, "over"))
        over = true;
    else if (step(&t, "nearly almost under"))
        under = true;
    else if (step(&t, "about around roughly approximately"))
        about = true;
    if (is(&t, 0, "half") && is(&t, 1, "a an")) { /* half a year */
        half = true;
        count = 0;
        t.at += 2;
    } else {
        count = read_count(&t);
        if (count == -1)
            return false;
    }
    if (is(&t, 0, "and") && is(&t, 1, "a") && is(&t, 2, "half")) {
        half = true;
        t.at += 3;
    }
    unit = index_in(word_at(&t, 0), units, 7);
    if (unit < 0)
        return false;
    t.at++;
    if (is(&t, 0, "and") && is(&t, 1, "a") && is(&t, 2, "half")) {
        half = true;
        t.at += 3;
    }
    if (!step(&t, "ago"))
        return false;
    *s = t;
    *out = unknown;
    if (count < 0 || !date_known(s->now) || unit == 6)
        return true;
    if (unit <= 2) { /* an hour is of the day that the page is of, as far as it says */
        d = shifted(s, unit == 2 ? -count : 0);
        if (unit < 2 && (count > 5 || half))
            return true;
        if (about || half)
            return true;
    } else if (unit == 3) {
        d = shifted(s, -(count * 7 + (half ? 3 : 0)));
        if (!over && !under) {
            *out = date_known(d) ? coarse(d.year, d.month) : unknown;
            return true;
        }
    } else {
        d = month_shifted(s, -(unit == 5 ? count * 12 + half * 6 : count));
        if (!over && !under) {
            *out = unit == 5 && !half && date_known(d) ? coarse(d.year, 0) : d;
            return true;
        }
        if (!date_known(d))
            return true;
        d = date_day(d.year, d.month, s->now.day < 29 ? s->now.day : date_days_in_month(d.year, d.month));
    }
    if (date_known(d) && (over || under))
        d.precision = over ? PRECISION_BEFORE : PRECISION_AFTER;
    *out = d;
    return true;
}

/* "since the beginning of the year" */
static bool read_beginning(struct scan *s, struct date *out)
{
    struct scan t = *s;

    step(&t, "the");
    if (!step(&t, "beginning start") || !step(&t, "of"))
        return false;
    step(&t, "the");
    step(&t, "this");
    if (is(&t, 0, "year"))
        *out = date_known(s->now) ? coarse(s->now.year, 0) : unknown;
    else if (is(&t, 0, "month"))
        *out = month_shifted(s, 0);
    else if (year_at(&t, 0))
        *out = coarse(year_at(&t, 0), 0);
    else
        return false;
    t.at++;
    *s = t;
    return true;
}

static bool read_phrase(struct scan *s, struct date *out)
{
    struct scan t = *s;
    enum bound bound = BOUND_NONE;
    bool led = true;

    if (step(&t, "since"))
        bound = BOUND_SINCE;
    else if (step(&t, "before"))
        bound = BOUND_BEFORE;
    else if (step(&t, "until till by"))
        bound = BOUND_UNTIL;
    else if (step(&t, "after"))
        bound = BOUND_AFTER;
    else if (is(&t, 0, "on") && is(&t, 1, "last this next today yesterday tonight tomorrow") &&
             weekday_at(&t, 2) < 0)
        return false; /* "went on last night" */
    else if (!step(&t, "on in during from dated"))
        led = false;
    if (!(bound == BOUND_SINCE && read_beginning(&t, out)) && !read_ago(&t, out) && !read_near_day(&t, out) &&
        !read_weekday(&t, out) && !read_span(&t, out) && !read_day(&t, out) && !read_digits(&t, led, out) &&
        !read_month(&t, led, out) && !read_year(&t, led, out))
        return false;
    *out = bounded(*out, bound);
    *s = t;
    return true;
}

bool when_find(const struct document *doc, uint32_t first, uint32_t end, struct date published, bool day_first,
               struct when *out)
{
    struct scan s = { .doc = doc, .now = unknown, .day_first = day_first };

    if (end > doc->n_tokens)
        end = (uint32_t)doc->n_tokens;
    if (published.precision >= PRECISION_DAY && published.precision <= PRECISION_SECOND)
        s.now = date_day(published.year, published.month, published.day);
    s.end = end;
    for (uint32_t i = first; i < end; i++) {
        struct date date = unknown;

        s.at = i;
        if (read_phrase(&s, &date)) {
            *out = (struct when){ i, s.at, date };
            return true;
        }
    }
    return false;
}
