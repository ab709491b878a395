/* when_day.c - date phrases that mean one day.
 *
 *     "Thursday"    the latest one up to the publication if the verb looks back, the next one if it looks ahead
 *     "14 June"     the same; a year of its own counts if it has one
 *     "21/8"        only behind a preposition, and only where day and month cannot be taken for each other
 *     "that day"    a date phrase, but the day is unknown
 *
 * If it is not known whether the verb looks back or ahead, a weekday other than the publication's is unknown,
 * and so is a day that would come within a month. */
#include "record/time/when_scan.h"

#define SOON_DAYS   31
#define DATE_TOKENS 5 /* "21", "/", "8", "/", "2024" */
#define LEAP_YEARS  9 /* so many years have a 29 February among them */

const struct date date_unknown = { .zone = DATE_NO_ZONE };

struct date day_shifted(const struct scan *s, long days)
{
    return date_known(s->now) ? date_from_days(date_to_days(s->now) + days) : date_unknown;
}

static struct date coarse(int year, int month)
{
    struct date d = date_unknown;

    d.year = (int16_t)year;
    d.month = (uint8_t)month;
    d.precision = month ? PRECISION_MONTH : PRECISION_YEAR;
    return d;
}

struct date date_common(struct date first, struct date last)
{
    if (!date_known(first) || !date_known(last) || first.year != last.year)
        return date_unknown;
    if (first.month != last.month)
        return coarse(first.year, 0);
    if (first.day != last.day)
        return coarse(first.year, first.month);
    return first;
}

/* ---- days of the calendar ---- */

int read_year_after(struct scan *s)
{
    struct scan t = *s;
    bool comma = scan_step(&t, ",");
    int year = scan_year(&t, 0);

    if (year) {
        t.at++;
        *s = t;
        return year;
    }
    if (comma)
        return 0;
    scan_step(&t, "of");
    if (scan_is(&t, 0, "this last next") && scan_is(&t, 1, "year")) {
        int shift = scan_is(&t, 0, "last") ? -1 : scan_is(&t, 0, "next") ? 1 : 0;

        t.at += 2;
        *s = t;
        return date_known(s->now) ? s->now.year + shift : -1;
    }
    return 0;
}

static struct date day_of_no_year(const struct scan *s, int month, int day)
{
    enum tense tense = scan_tense(s);
    int step = tense == TENSE_AHEAD ? 1 : -1;

    if (!date_known(s->now))
        return date_unknown;
    for (int i = 0; i < LEAP_YEARS; i++) {
        struct date d = date_day(s->now.year + step * i, month, day);
        long ahead;

        if (!date_known(d))
            continue;
        ahead = date_to_days(d) - date_to_days(s->now);
        if (tense == TENSE_AHEAD ? ahead >= 0 : ahead <= 0)
            return d;
        if (tense == TENSE_OPEN && ahead <= SOON_DAYS)
            return date_unknown;
    }
    return date_unknown;
}

struct date day_with_year(const struct scan *s, int month, int day, int year)
{
    if (year < 0)
        return date_unknown;
    return year > 0 ? date_day(year, month, day) : day_of_no_year(s, month, day);
}

/* "June 14, 2024", "14 June this year", "the 14th of June" */
bool read_day(struct scan *s, struct date *out)
{
    struct scan t = *s;
    int month = scan_month(&t, 0), day;

    if (month && (day = scan_day(&t, 1)) != 0) {
        t.at += 2;
    } else {
        scan_step(&t, "the");
        day = scan_day(&t, 0);
        if (!day)
            return false;
        t.at++;
        scan_step(&t, "of");
        month = scan_month(&t, 0);
        if (!month)
            return false;
        t.at++;
    }
    /* "31 June" is no day, and nothing else either */
    if (!date_known(date_day(2000, month, day)))
        return false;
    *out = day_with_year(s, month, day, read_year_after(&t));
    *s = t;
    return true;
}

/* Numbers of one or two marks of one kind: how many there are, with their digits; 0: it is something else. */
static int numbers(struct text w, int n[3], int digits[3], char *mark)
{
    int parts = 0;

    if (w.len < 3 || w.len > 10 || !is_ascii_digit(w.ptr[0]))
        return 0;
    *mark = 0;
    for (size_t i = 0; i < w.len; i++) {
        char c = w.ptr[i];

        if (is_ascii_digit(c)) {
            n[parts] = n[parts] * 10 + (c - '0');
            if (++digits[parts] > 4)
                return 0;
        } else if ((c == '/' || c == '.' || c == '-') && (!*mark || c == *mark) && parts < 2 && digits[parts]) {
            *mark = c;
            parts++;
        } else {
            return 0;
        }
    }
    return digits[parts] ? parts + 1 : 0;
}

/* "21/8" may be three tokens: the run of tokens from here on that are glued and end with a digit, with how many
 * they are. */
static struct text glued_digits(const struct scan *s, uint32_t *n)
{
    struct text first = scan_word(s, 0);
    struct span run;

    *n = 1;
    if (!first.len || !is_ascii_digit(first.ptr[0]))
        return first;
    run = s->doc->tokens[s->at].span;
    for (uint32_t k = 1; k < DATE_TOKENS && s->at + k < s->end; k++) {
        const struct token *t = &s->doc->tokens[s->at + k];

        if (t->feats & FEAT_SPACE_BEFORE || !(is_ascii_digit(t->norm.ptr[0]) || word_in(t->norm, "/ - .")))
            break;
        if (is_ascii_digit(t->norm.ptr[0])) {
            run.end = t->span.end;
            *n = k + 1;
        }
    }
    return *n > 1 ? text_in(s->doc->body, run) : first;
}

/* "21/8", "21/8/2024", "2024-08-21", "21.08.2024". `led`: a preposition stands before it. */
bool read_digits(struct scan *s, bool led, struct date *out)
{
    int n[3] = { 0 }, digits[3] = { 0 }, day = 0, month = 0;
    char mark;
    uint32_t tokens;
    int parts = numbers(glued_digits(s, &tokens), n, digits, &mark);

    if (parts < 2)
        return false;
    if (parts == 3 && digits[0] == 4) { /* 2024-08-21 */
        if (!date_known(date_day(n[0], n[1], n[2])))
            return false;
        *out = date_day(n[0], n[1], n[2]);
        s->at += tokens;
        return true;
    }
    if (digits[0] > 2 || digits[1] > 2 || (parts == 3 && digits[2] != 4))
        return false;
    /* "21/8" may be a fraction, a score, "24/7", unless a preposition says otherwise */
    if (parts == 2 && (mark != '/' || !led))
        return false;
    if (n[1] > 12)
        month = n[0], day = n[1];
    else if (n[0] > 12 || s->day_first || n[0] == n[1] || (parts == 3 && mark == '.'))
        day = n[0], month = n[1];
    if (day) {
        struct date d = date_day(parts == 3 ? n[2] : 2000, month, day);

        if (!date_known(d))
            return false;
        *out = parts == 3 ? d : day_of_no_year(s, month, day);
    } else {
        if (n[0] < 1 || n[1] < 1)
            return false;
        *out = date_unknown; /* it is not known whether the day or the month stands first */
    }
    s->at += tokens;
    return true;
}

/* ---- weekdays ---- */

static void step_time_of_day(struct scan *s)
{
    scan_step(s, "morning afternoon evening night");
}

enum which { WHICH_NONE, WHICH_LAST, WHICH_THIS, WHICH_COMING, WHICH_NEXT };

/* "late on", "last", "earlier this": words before a weekday */
static enum which step_before_weekday(struct scan *s)
{
    enum which which = WHICH_NONE;

    for (int i = 0; i < 4; i++) {
        if (scan_is(s, 0, "last past previous"))
            which = WHICH_LAST;
        else if (scan_is(s, 0, "next"))
            which = WHICH_NEXT;
        else if (scan_is(s, 0, "coming upcoming"))
            which = WHICH_COMING;
        else if (scan_is(s, 0, "this"))
            which = WHICH_THIS;
        else if (!scan_is(s, 0, "late early earlier later on the just only"))
            break;
        s->at++;
    }
    return which;
}

static struct date weekday_near(const struct scan *s, int day, enum which which)
{
    int back = (date_weekday(s->now) - day + 7) % 7;
    enum tense tense = scan_tense(s);

    switch (which) {
    case WHICH_LAST:
        return day_shifted(s, back ? -back : -7);
    case WHICH_NEXT:
        return day_shifted(s, 7 - back);
    case WHICH_COMING:
        return day_shifted(s, back ? 7 - back : 0);
    case WHICH_THIS:
        if (tense == TENSE_OPEN && back)
            return day_shifted(s, day - date_weekday(s->now)); /* of this week */
        break;
    case WHICH_NONE:
        break;
    }
    if (back == 0)
        return day_shifted(s, 0);
    return tense == TENSE_PAST ? day_shifted(s, -back) : tense == TENSE_AHEAD ? day_shifted(s, 7 - back) : date_unknown;
}

/* "Thursday", "last Friday", "late on Wednesday", "Thursday, 21 August", "Friday last week" */
bool read_weekday(struct scan *s, struct date *out)
{
    struct scan t = *s, u;
    enum which which = step_before_weekday(&t);
    int day = scan_weekday(&t, 0);

    if (day < 0)
        return false;
    if (t.at > 0 && t.at == s->at &&
        word_in(s->doc->tokens[t.at - 1].norm, "good black easter ash bloody holy maundy palm cyber"))
        return false;
    t.at++;
    step_time_of_day(&t);
    u = t;
    scan_step(&u, ", (");
    if (read_day(&u, out)) {
        scan_step(&u, ")");
        *s = u;
        return true;
    }
    u = t;
    scan_step(&u, "of");
    if (scan_is(&u, 0, "last next this") && scan_is(&u, 1, "week")) {
        long weeks = scan_is(&u, 0, "last") ? -1 : scan_is(&u, 0, "next") ? 1 : 0;

        u.at += 2;
        *out = date_known(s->now) ? day_shifted(s, weeks * 7 - date_weekday(s->now) + day) : date_unknown;
        *s = u;
        return true;
    }
    *out = date_known(s->now) ? weekday_near(s, day, which) : date_unknown;
    *s = t;
    return true;
}

/* ---- today and its neighbours ---- */

/* today, yesterday, "earlier today", "the day before yesterday", "last night", "this morning" */
bool read_near_day(struct scan *s, struct date *out)
{
    struct scan t = *s;
    long days;

    if (scan_is(&t, 0, "the") && scan_is(&t, 1, "day") && scan_is(&t, 2, "before after") &&
        scan_is(&t, 3, "yesterday tomorrow")) {
        *out = day_shifted(s, scan_is(&t, 3, "yesterday") ? -2 : 2);
        s->at += 4;
        return true;
    }
    while (scan_is(&t, 0, "late early earlier later"))
        t.at++;
    if (scan_is(&t, 0, "today tonight"))
        days = 0;
    else if (scan_is(&t, 0, "yesterday"))
        days = -1;
    else if (scan_is(&t, 0, "tomorrow"))
        days = 1;
    else if (scan_is(&t, 0, "last") && scan_is(&t, 1, "night evening"))
        days = -1, t.at++;
    else if (scan_is(&t, 0, "this") && scan_is(&t, 1, "morning afternoon evening"))
        days = 0, t.at++;
    else
        return false;
    t.at++;
    step_time_of_day(&t);
    *out = day_shifted(s, days);
    *s = t;
    return true;
}

/* "the next day", "that day", "earlier in the day", "a day earlier", "overnight", "on the 14th": the day depends on
 * sentences before, so that it is unknown. */
bool read_other_day(struct scan *s, struct date *out)
{
    struct scan t = *s;
    int day;

    *out = date_unknown;
    while (scan_is(&t, 0, "late early earlier later"))
        t.at++;
    if (t.at > s->at && scan_is(&t, 0, "in") && scan_is(&t, 1, "the") && scan_is(&t, 2, "day evening morning")) {
        s->at = t.at + 3;
        return true;
    }
    if (scan_is(&t, 0, "that") && scan_is(&t, 1, "day evening morning night week month year") &&
        !(t.at == s->at && t.at + 1 < t.end && t.doc->tokens[t.at + 1].relation == RELATION_NSUBJ)) {
        s->at = t.at + 2;
        return true;
    }
    if (scan_is(&t, 0, "the") && scan_is(&t, 1, "next following previous same") &&
        scan_is(&t, 2, "day morning evening week month year")) {
        s->at = t.at + 3;
        return true;
    }
    if (scan_step(&t, "overnight")) {
        *s = t;
        return true;
    }
    t = *s;
    if (scan_step(&t, "the") && scan_ordinal(&t, 0) && (day = scan_day(&t, 0)) != 0 && s->at > s->from &&
        scan_is(s, -1, "on") && t.at + 1 < t.end && !scan_is(&t, 1, "of") &&
        t.doc->tokens[t.at + 1].upos != UPOS_NOUN && t.doc->tokens[t.at + 1].upos != UPOS_PROPN &&
        t.doc->tokens[t.at + 1].upos != UPOS_ADJ) {
        if (date_known(s->now) && scan_tense(s) == TENSE_PAST && day <= s->now.day)
            *out = date_day(s->now.year, s->now.month, day);
        t.at++;
        *s = t;
        return true;
    }
    return false;
}
