/* day.c - see day.h. */
#include "page/date/day.h"

#include "page/date/calendar.h"
#include "page/date/clock.h"
#include "page/words/vocabulary.h"

static int full_year(const struct piece *p)
{
    if (p->type == PIECE_NUMBER && p->digits == 4 && p->value >= 1900 && p->value <= 2199)
        return p->value;
    return -1;
}

/* The year behind the name of a month, in the calendar that the name is of: Thai years count from the Buddha,
 * Iranian months (13 to 24) are turned in iranian_day(). "'31" is 2031. */
static int named_year(const struct place *s, const char *month_word, int month)
{
    const struct piece *p = &s->p;

    if (p->type != PIECE_NUMBER || p->digits != 4)
        return -1;
    if (month > 12)
        return p->value >= 1300 && p->value <= 1499 ? p->value : -1;
    if (strncmp(month_word, "\xE0\xB8", 2) == 0 && p->value >= 2500 && p->value <= 2700)
        return p->value - 543;
    return full_year(p);
}

/* Years of the Iranian calendar in cycles of 33 with 8 leap years: right from 1342 to 1500. */
static struct date iranian_day(int year, int month, int day)
{
    long years = year - 1400, days = 18707; /* 1 Farvardin 1400 was 2021-03-21 */
    int y = 1400;

    if (day > (month <= 6 ? 31 : 30))
        return (struct date){ .zone = DATE_NO_ZONE };
    for (; years > 0; years--, y++)
        days += 365 + ((y % 33) * 8 + 29) / 33 - ((y % 33) * 8 + 21) / 33;
    for (; years < 0; years++) {
        y--;
        days -= 365 + ((y % 33) * 8 + 29) / 33 - ((y % 33) * 8 + 21) / 33;
    }
    return date_from_days(days + (month <= 6 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1);
}

static struct date named_day(int year, int month, int day)
{
    return month > 12 ? iranian_day(year, month - 12, day) : date_day(year, month, day);
}

/* The month at *s by its name or names: "kanun the second", "Adar/March". -1: it is none. */
static int month_read(struct place *s)
{
    struct place t = *s;
    int month;

    if (t.p.type != PIECE_WORD)
        return -1;
    if (piece_is_word(&t.p, "كانون تشرين")) {
        bool kanun = piece_is_word(&t.p, "كانون");

        place_step(&t);
        if (place_step_word(&t, "الأول الاول"))
            month = kanun ? 12 : 10;
        else if (place_step_word(&t, "الثاني"))
            month = kanun ? 1 : 11;
        else
            return -1;
    } else {
        month = calendar_month(t.p.word);
        if (month < 1)
            return -1;
        place_step(&t);
    }
    *s = t;
    if (place_step_mark(&t, '/') && t.p.type == PIECE_WORD && calendar_month(t.p.word) == month) {
        place_step(&t);
        *s = t;
    }
    return month;
}

static bool in_day_range(const struct piece *p)
{
    return p->type == PIECE_NUMBER && p->digits <= 2 && p->value >= 1 && p->value <= 31;
}

/* A number must not go on: 1.9.2031.5, 2031-09-011. */
static bool number_goes_on(const struct place *s)
{
    struct place t = *s;

    if (t.p.space_before)
        return false;
    if (t.p.type == PIECE_NUMBER)
        return true;
    if (!piece_is_mark(&t.p, '.') && !piece_is_mark(&t.p, '/') && !piece_is_mark(&t.p, '-'))
        return false;
    place_step(&t);
    return t.p.type == PIECE_NUMBER && !t.p.space_before;
}

/* 2031-09-01, 2031/09/01, 2031.09.01, 2031年9月1日 */
static bool read_year_first(struct place *s, struct reading *r)
{
    struct place t = *s;
    int year = full_year(&t.p), month;
    uint32_t mark = 0;

    if (year < 0)
        return false;
    place_step(&t);
    if (place_step_word(&t, "年 년")) {
        if (!in_day_range(&t.p))
            return false;
        month = t.p.value;
        place_step(&t);
        if (!place_step_word(&t, "月 월") || !in_day_range(&t.p))
            return false;
        r->date = date_day(year, month, t.p.value);
        place_step(&t);
        place_step_word(&t, "日 일");
        *s = t;
        return date_known(r->date);
    }
    if (t.p.space_before || !(piece_is_mark(&t.p, '-') || piece_is_mark(&t.p, '/') || piece_is_mark(&t.p, '.')))
        return false;
    mark = t.p.mark;
    place_step(&t);
    if (!in_day_range(&t.p) || (t.p.space_before && mark != '.'))
        return false;
    month = t.p.value;
    place_step(&t);
    if (t.p.space_before || !place_step_mark(&t, mark) || !in_day_range(&t.p) || (t.p.space_before && mark != '.'))
        return false;
    r->date = date_day(year, month, t.p.value);
    place_step(&t);
    if (number_goes_on(&t) || !date_known(r->date))
        return false;
    *s = t;
    return true;
}

/* 01.09.2031, 1/9/2031, 01-09-2031, 01.09.31 */
static bool read_numbers(struct place *s, struct reading *r)
{
    struct place t = *s;
    int first, second, year;
    uint32_t mark;
    bool padded;

    if (!in_day_range(&t.p))
        return false;
    first = t.p.value;
    padded = t.p.digits == 2;
    place_step(&t);
    if (t.p.space_before || !(piece_is_mark(&t.p, '.') || piece_is_mark(&t.p, '/') || piece_is_mark(&t.p, '-')))
        return false;
    mark = t.p.mark;
    place_step(&t);
    if (!in_day_range(&t.p) || (t.p.space_before && mark != '.'))
        return false;
    second = t.p.value;
    padded &= t.p.digits == 2;
    place_step(&t);
    if (t.p.space_before || !place_step_mark(&t, mark) || (t.p.space_before && mark != '.'))
        return false;
    year = full_year(&t.p);
    if (year < 0 && t.p.type == PIECE_NUMBER && t.p.digits == 2 && !t.p.space_before) {
        /* 01.09.31: a version number too, unless a time follows or it fills the line with padded numbers */
        int full = t.p.value + (t.p.value < 70 ? 2000 : 1900);
        struct date probe = date_day(full, second <= 12 ? second : first, second <= 12 ? first : second);
        struct place u = t;
        int none = -1;

        place_step(&u);
        if (number_goes_on(&u) || !date_known(probe))
            return false;
        clock_read_after(&u, &probe, &none);
        if (probe.precision == PRECISION_DAY && !(s->p.begin == 0 && padded && u.p.type == PIECE_END) && r->weekday < 0)
            return false;
        year = full;
    }
    if (year < 0)
        return false;
    place_step(&t);
    if (number_goes_on(&t))
        return false;
    if (second > 12) {
        r->date = date_day(year, first, second);
        r->month_first_proven = date_known(r->date);
    } else if (first > 12 || mark == '.') {
        r->date = date_day(year, second, first);
        r->day_first_proven = first > 12 && date_known(r->date);
    } else if (first == second) {
        r->date = date_day(year, second, first);
    } else {
        r->first = first;
        r->second = second;
        r->year = year;
        *s = t;
        return true;
    }
    *s = t;
    return date_known(r->date);
}

/* "'31", or "31" with nothing behind it that could make it a time or a price. */
static bool short_year(struct place *s, int *year)
{
    struct place t = *s;
    bool mark = place_step_mark(&t, '\'') || place_step_mark(&t, 0x2019);
    int full;

    if (t.p.type != PIECE_NUMBER || t.p.digits != 2 || (mark && t.p.space_before))
        return false;
    full = t.p.value + (t.p.value < 70 ? 2000 : 1900);
    place_step(&t);
    if (!mark && t.p.type != PIECE_END && !piece_is_mark(&t.p, ')') && !piece_is_mark(&t.p, '|'))
        return false;
    *year = full;
    *s = t;
    return true;
}

/* 20 August 2031, 20. August 2031, 1er septembre 2031, 20 de agosto de 2031, 20-Aug-2031,
 * 20 tháng 8 năm 2031, 20 августа 2031 г. */
static bool read_day_month(struct place *s, struct reading *r)
{
    struct place t = *s;
    char word[sizeof t.p.word] = "";
    int day, month = -1, year;

    if (!in_day_range(&t.p))
        return false;
    day = t.p.value;
    place_step(&t);
    if (!t.p.space_before && !place_step_mark(&t, '.') && !place_step_word(&t, vocabulary_ordinals) &&
        !place_step_mark(&t, '-'))
        place_step_mark(&t, '/');
    if (place_step_word(&t, vocabulary_before_months) && !t.p.space_before && !place_step_mark(&t, '\''))
        place_step_mark(&t, 0x2019); /* d'abril */
    if (piece_is_word(&t.p, "tháng thg")) {
        place_step(&t);
        if (!in_day_range(&t.p))
            return false;
        month = t.p.value;
        place_step(&t);
    } else if (t.p.type == PIECE_WORD) {
        memcpy(word, t.p.word, sizeof word);
        month = month_read(&t);
    }
    if (month < 1)
        return false;
    if (place_step_mark(&t, '.') || place_step_mark(&t, ',') || place_step_mark(&t, '-') || place_step_mark(&t, '/'))
        place_step_mark(&t, ',');
    place_step_word(&t, vocabulary_before_years);
    year = named_year(&t, word, month);
    if (year < 0 && short_year(&t, &year)) {
        r->date = named_day(year, month, day);
        *s = t;
        return date_known(r->date);
    }
    if (year < 0) {
        if (month > 12)
            return false;
        r->yearless = true;
        r->date = date_day(2000, month, day); /* only to see whether there is such a day */
        *s = t;
        return date_known(r->date);
    }
    r->date = named_day(year, month, day);
    place_step(&t);
    if (piece_is_word(&t.p, vocabulary_behind_years)) {
        place_step(&t);
        place_step_mark(&t, '.');
    }
    *s = t;
    return date_known(r->date);
}

/* August 20, 2031; Aug. 20th 2031; Aug 20 05:12:48 2031 is too rare to bother */
static bool read_month_day(struct place *s, struct reading *r)
{
    struct place t = *s;
    int month, day, year;

    if (t.p.type != PIECE_WORD)
        return false;
    month = month_read(&t);
    if (month < 1 || month > 12)
        return false;
    place_step_mark(&t, '.');
    if (!in_day_range(&t.p))
        return false;
    day = t.p.value;
    place_step(&t);
    if (!t.p.space_before)
        place_step_word(&t, vocabulary_ordinals);
    if (!place_step_mark(&t, ','))
        place_step_mark(&t, '.');
    year = full_year(&t.p);
    if (year < 0) {
        r->yearless = true;
        r->date = date_day(2000, month, day);
        *s = t;
        return date_known(r->date);
    }
    r->date = date_day(year, month, day);
    place_step(&t);
    *s = t;
    return date_known(r->date);
}

/* 2031. augusztus 20., 2031 m. rugpjūčio 20 d., 2031. gada 20. augusts */
static bool read_year_month_day(struct place *s, struct reading *r)
{
    struct place t = *s;
    int year = full_year(&t.p), month, day;

    if (year < 0)
        return false;
    place_step(&t);
    place_step_mark(&t, '.');
    if (place_step_word(&t, "m metų"))
        place_step_mark(&t, '.');
    if (place_step_word(&t, "gada")) {
        if (!in_day_range(&t.p))
            return false;
        day = t.p.value;
        place_step(&t);
        place_step_mark(&t, '.');
        month = month_read(&t);
    } else {
        month = month_read(&t);
        place_step_mark(&t, '.');
        if (!in_day_range(&t.p))
            return false;
        day = t.p.value;
        place_step(&t);
        place_step_mark(&t, '.');
        if (place_step_word(&t, "d"))
            place_step_mark(&t, '.');
    }
    if (month < 1 || month > 12)
        return false;
    r->date = date_day(year, month, day);
    *s = t;
    return date_known(r->date);
}

/* The "5月" or "/05" behind a year. */
static bool read_month_behind(struct place *s, int *month)
{
    struct place t = *s;
    bool sign = piece_is_word(&t.p, "年 년");

    if (!sign && !piece_is_mark(&t.p, '/') && !piece_is_mark(&t.p, '-'))
        return false;
    place_step(&t);
    if (!in_day_range(&t.p) || (!sign && (t.p.digits != 2 || t.p.space_before)))
        return false;
    *month = t.p.value;
    place_step(&t);
    if (sign ? !place_step_word(&t, "月 월") : number_goes_on(&t))
        return false;
    *s = t;
    return true;
}

/* The "05/" or "May" before a year. */
static bool read_month_before(struct place *s, char *word, int *month)
{
    struct place t = *s;

    if (in_day_range(&t.p)) {
        *month = t.p.value;
        place_step(&t);
        if (t.p.space_before || (!place_step_mark(&t, '/') && !place_step_mark(&t, '.')) || t.p.space_before)
            return false;
    } else {
        memcpy(word, t.p.word, sizeof t.p.word);
        *month = month_read(&t);
        if (!place_step_mark(&t, '.'))
            place_step_mark(&t, ',');
        place_step_word(&t, vocabulary_before_years);
    }
    *s = t;
    return *month >= 1;
}

/* 2031年5月, 2031/05, 05/2031, May 2031, 2031 */
bool day_read_coarse(struct place *s, struct date *out)
{
    struct place t = *s;
    char word[sizeof t.p.word] = "";
    int year = full_year(&t.p), month = 0;

    if (year >= 0) {
        place_step(&t);
        if (!read_month_behind(&t, &month) && number_goes_on(&t))
            return false;
    } else {
        if (!read_month_before(&t, word, &month))
            return false;
        year = named_year(&t, word, month);
        place_step(&t);
        if (year < 0 || number_goes_on(&t))
            return false;
    }
    if (month > 12)
        return false;
    *out = (struct date){ .zone = DATE_NO_ZONE,
                          .year = (int16_t)year,
                          .month = (uint8_t)month,
                          .precision = month ? PRECISION_MONTH : PRECISION_YEAR };
    *s = t;
    return true;
}

bool day_read(struct place *s, struct reading *r)
{
    struct place t = *s;
    int day;

    *r = (struct reading){ .weekday = -1 };
    day = calendar_weekday(&t);
    if (day >= 0) {
        *r = (struct reading){ .weekday = day };
        place_step_word(&t, "den dem ngày the il el le dia día");
    } else {
        t = *s;
    }
    if (!read_year_first(&t, r) && !read_year_month_day(&t, r) && !read_numbers(&t, r) && !read_day_month(&t, r) &&
        !read_month_day(&t, r))
        return false;
    *s = t;
    return true;
}

void day_settle(struct reading *r, bool day_first_language)
{
    struct date day_first, month_first;
    bool a, b;

    if (r->first == 0)
        return;
    day_first = date_day(r->year, r->second, r->first);
    month_first = date_day(r->year, r->first, r->second);
    a = r->weekday >= 0 && date_known(day_first) && date_weekday(day_first) == r->weekday;
    b = r->weekday >= 0 && date_known(month_first) && date_weekday(month_first) == r->weekday;
    if (a != b) {
        r->date = a ? day_first : month_first;
        r->day_first_proven = a;
        r->month_first_proven = b;
    } else if (day_first_language) {
        r->date = day_first;
    }
}
