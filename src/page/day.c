/* day.c - see day.h. */
#include "page/day.h"

#include "page/calendar.h"
#include "page/clock.h"

static const char month_joints[] = "de del of di";

static const char year_joints[] = "de del of năm del";

static const char after_year[] = "г год года р рік року r roku yılı yili";

static const char ordinals[] = "st nd rd th er º ª";

static int full_year(const struct piece *p)
{
    if (p->type == PIECE_NUMBER && p->digits == 4 && p->value >= 1900 && p->value <= 2199)
        return p->value;
    return -1;
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
    if (place_step_word(&t, "年")) {
        if (!in_day_range(&t.p))
            return false;
        month = t.p.value;
        place_step(&t);
        if (!place_step_word(&t, "月") || !in_day_range(&t.p))
            return false;
        r->date = date_day(year, month, t.p.value);
        place_step(&t);
        place_step_word(&t, "日");
        *s = t;
        return date_known(r->date);
    }
    if (t.p.space_before || !(piece_is_mark(&t.p, '-') || piece_is_mark(&t.p, '/') || piece_is_mark(&t.p, '.')))
        return false;
    mark = t.p.mark;
    place_step(&t);
    if (!in_day_range(&t.p) || t.p.space_before)
        return false;
    month = t.p.value;
    place_step(&t);
    if (t.p.space_before || !place_step_mark(&t, mark) || !in_day_range(&t.p) || t.p.space_before)
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

    if (!in_day_range(&t.p))
        return false;
    first = t.p.value;
    place_step(&t);
    if (t.p.space_before || !(piece_is_mark(&t.p, '.') || piece_is_mark(&t.p, '/') || piece_is_mark(&t.p, '-')))
        return false;
    mark = t.p.mark;
    place_step(&t);
    if (!in_day_range(&t.p) || (t.p.space_before && mark != '.'))
        return false;
    second = t.p.value;
    place_step(&t);
    if (t.p.space_before || !place_step_mark(&t, mark) || (t.p.space_before && mark != '.'))
        return false;
    year = full_year(&t.p);
    if (year < 0 && mark == '.' && t.p.type == PIECE_NUMBER && t.p.digits == 2 && !t.p.space_before) {
        /* 01.09.31: a version number too, unless a time follows */
        struct date probe =
            date_day(2000 + t.p.value, second <= 12 ? second : first, second <= 12 ? first : second);
        struct place u = t;
        int none = -1;

        place_step(&u);
        if (number_goes_on(&u) || !date_known(probe))
            return false;
        clock_read_after(&u, &probe, &none);
        if (probe.precision == PRECISION_DAY)
            return false;
        year = 2000 + t.p.value;
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

/* 20 August 2031, 20. August 2031, 1er septembre 2031, 20 de agosto de 2031, 20-Aug-2031,
 * 20 tháng 8 năm 2031, 20 августа 2031 г. */
static bool read_day_month(struct place *s, struct reading *r)
{
    struct place t = *s;
    int day, month = -1, year;

    if (!in_day_range(&t.p))
        return false;
    day = t.p.value;
    place_step(&t);
    if (!t.p.space_before && !place_step_mark(&t, '.') && !place_step_word(&t, ordinals) &&
        !place_step_mark(&t, '-'))
        place_step_mark(&t, '/');
    place_step_word(&t, month_joints);
    if (piece_is_word(&t.p, "tháng thg")) {
        place_step(&t);
        if (!in_day_range(&t.p))
            return false;
        month = t.p.value;
    } else if (t.p.type == PIECE_WORD) {
        month = calendar_month(t.p.word);
    }
    if (month < 1)
        return false;
    place_step(&t);
    if (place_step_mark(&t, '.') || place_step_mark(&t, ',') || place_step_mark(&t, '-') ||
        place_step_mark(&t, '/'))
        place_step_mark(&t, ',');
    place_step_word(&t, year_joints);
    year = full_year(&t.p);
    if (year < 0) {
        r->yearless = true;
        r->date = date_day(2000, month, day); /* only to see whether there is such a day */
        *s = t;
        return date_known(r->date);
    }
    r->date = date_day(year, month, day);
    place_step(&t);
    if (piece_is_word(&t.p, after_year)) {
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
    month = calendar_month(t.p.word);
    if (month < 1)
        return false;
    place_step(&t);
    place_step_mark(&t, '.');
    if (!in_day_range(&t.p))
        return false;
    day = t.p.value;
    place_step(&t);
    if (!t.p.space_before)
        place_step_word(&t, ordinals);
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

bool day_read(struct place *s, struct reading *r)
{
    struct place t = *s;
    int day;

    *r = (struct reading){ .weekday = -1 };
    day = calendar_weekday(&t);
    if (day >= 0) {
        *r = (struct reading){ .weekday = day };
        place_step_word(&t, "den dem ngày");
    } else {
        t = *s;
    }
    if (!read_year_first(&t, r) && !read_numbers(&t, r) && !read_day_month(&t, r) && !read_month_day(&t, r))
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
