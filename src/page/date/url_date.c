/* url_date.c - see url_date.h. Year, month and day stand in this order everywhere; other orders are
 * found in slugs ("the-talks-of-3-5-2031"), which tell of the story and not of the page. */
#include "page/date/url_date.h"

#include "page/date/calendar.h"

#define YEAR_FIRST 1990
#define YEAR_LAST  2099

/* A number of at most `most` digits at *i; -1: there is none, or it goes on. */
static int number(struct text t, size_t *i, size_t most)
{
    size_t at = *i;
    int value = 0;

    while (at < t.len && at - *i < most && is_ascii_digit(t.ptr[at]))
        value = value * 10 + (t.ptr[at++] - '0');
    if (at == *i || (at < t.len && is_ascii_digit(t.ptr[at])))
        return -1;
    *i = at;
    return value;
}

static int month_name(struct text t, size_t *i)
{
    char word[12];
    size_t n = 0;

    while (*i + n < t.len && n + 1 < sizeof word && is_ascii_alpha(t.ptr[*i + n])) {
        word[n] = ascii_lower(t.ptr[*i + n]);
        n++;
    }
    word[n] = '\0';
    *i += n;
    return n >= 3 ? calendar_month(word) : -1;
}

/* "0503", "05/03", "may/3" behind a year and its separator; with slashes "05/" alone: *day is 0. */
static bool month_and_day(struct text t, size_t *i, char separator, int *month, int *day)
{
    size_t at = *i, month_end;
    int both;

    both = number(t, &at, 4);
    if (both >= 0 && at - *i == 4) {
        *month = both / 100;
        *day = both % 100;
        *i = at;
        return true;
    }
    at = *i;
    *month = number(t, &at, 2);
    if (*month < 0 && separator == '/')
        *month = month_name(t, &at);
    if (*month < 1 || at >= t.len || (t.ptr[at] != separator && !(separator == '-' && t.ptr[at] == '/')))
        return false;
    month_end = at++;
    *day = number(t, &at, 2);
    /* "/2031/05/3-questions" is a title that begins with a number, "/2031/05/talks" any title */
    if (*day < 0 || (*day > 0 && at < t.len && separator == '/' && t.ptr[at] == '-' && t.ptr[at - 2] == '/')) {
        *day = 0;
        at = month_end;
    }
    *i = at;
    return *day > 0 || separator == '/';
}

static struct date month_of(int year, int month)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (month <= 12)
        d = (struct date){
            .zone = DATE_NO_ZONE, .precision = PRECISION_MONTH, .year = (int16_t)year, .month = (uint8_t)month
        };
    return d;
}

struct date url_date(struct text address, struct text *words)
{
    struct date none = { .zone = DATE_NO_ZONE };
    size_t scheme = text_find(address, text_c("://"), 0), from = 0;

    if (scheme != NOWHERE)
        from = scheme + 3;
    if (text_find(address, text_c("web.archive.org"), 0) == from)
        from = text_find(address, text_c("://"), from) != NOWHERE ? text_find(address, text_c("://"), from) + 3 : from;
    while (from < address.len && address.ptr[from] != '/')
        from++;
    for (size_t i = from; i + 8 <= address.len; i++) {
        size_t at = i;
        int year = 0, month, day;
        struct date d;

        if (!is_ascii_digit(address.ptr[i]) || is_ascii_digit(address.ptr[i - 1]))
            continue;
        while (at < address.len && is_ascii_digit(address.ptr[at]) && at - i < 4)
            year = year * 10 + (address.ptr[at++] - '0');
        if (at - i < 4 || year < YEAR_FIRST || year > YEAR_LAST)
            continue;
        if (is_ascii_digit(address.ptr[at])) {
            int rest = number(address, &at, 4);

            if (rest < 0 || at - i != 8)
                continue;
            month = rest / 100;
            day = rest % 100;
        } else {
            char separator = address.ptr[at];

            if (separator != '/' && separator != '-' && separator != '_')
                continue;
            at++;
            if (!month_and_day(address, &at, separator, &month, &day))
                continue;
        }
        d = day ? date_day(year, month, day) : month_of(year, month);
        if (date_known(d)) {
            *words = text_of(address.ptr + i, at - i);
            return d;
        }
    }
    return none;
}
