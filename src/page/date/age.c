/* age.c - see age.h. */
#include "page/date/age.h"

#include "page/date/calendar.h"
#include "page/date/clock.h"
#include "page/date/piece.h"
#include "page/words/vocabulary.h"

static struct date minus_seconds(struct date d, long seconds)
{
    long of_day = d.hour * 3600L + d.minute * 60L + d.second - seconds % 86400;
    long days = date_to_days(d) - seconds / 86400;
    struct date out;

    if (of_day < 0) {
        of_day += 86400;
        days--;
    }
    out = date_from_days(days);
    if (!date_known(out))
        return out;
    out.hour = (uint8_t)(of_day / 3600);
    out.minute = (uint8_t)(of_day / 60 % 60);
    out.second = (uint8_t)(of_day % 60);
    out.zone = d.zone;
    return out;
}

/* An age is rounded down, so "3 weeks ago" says only "on or before"; hours give the day, and a
 * crawl date without a time cannot tell which. */
static struct date date_of_age(struct date fetched, long count, enum unit unit)
{
    static const long seconds[] = { 1, 60, 3600, 86400, 7 * 86400, 30 * 86400L, 365 * 86400L };
    struct date none = { .zone = DATE_NO_ZONE }, d;
    bool clock = fetched.precision == PRECISION_MINUTE || fetched.precision == PRECISION_SECOND;

    if (fetched.precision < PRECISION_DAY || fetched.precision > PRECISION_SECOND || count < 0 || count > 10000)
        return none;
    if (unit < UNIT_DAY && !clock)
        return none;
    d = minus_seconds(fetched, count * seconds[unit]);
    if (!date_known(d))
        return none;
    if (unit <= UNIT_MINUTE) {
        d.second = 0;
        d.precision = PRECISION_MINUTE;
        return d;
    }
    d = date_day(d.year, d.month, d.day);
    if (unit >= UNIT_WEEK)
        d.precision = PRECISION_BEFORE;
    return d;
}

/* 小时前 時間前, 分钟前 分前, 天前 日前: up to the 前. -1: it is none. */
static int unit_of_signs(struct place *s)
{
    static const struct {
        const char *first, *rest;
        enum unit unit;
    } signs[] = {
        { "秒", "钟 鐘", UNIT_SECOND }, { "分", "钟 鐘", UNIT_MINUTE }, { "小", "时 時", UNIT_HOUR },
        { "時", "間", UNIT_HOUR },      { "天 日", "間", UNIT_DAY },    { "周 週", "間", UNIT_WEEK },
    };

    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        struct place t = *s;

        if (!place_step_word(&t, signs[i].first))
            continue;
        place_step_word(&t, signs[i].rest);
        if (!piece_is_word(&t.p, "前"))
            return -1;
        *s = t;
        return signs[i].unit;
    }
    return -1;
}

/* "Thursday 14:05": the last such day that was over, or had come to that time, when the page was fetched. */
static bool weekday_read(struct place *s, struct date fetched, struct stamp *out)
{
    struct place t = *s;
    struct date clock = date_day(2000, 1, 1);
    int day = calendar_weekday(&t);
    long back;

    if (day < 0)
        return false;
    place_step_mark(&t, '|');
    place_step_word(&t, vocabulary_before_clocks);
    if (t.p.type != PIECE_NUMBER || !clock_read(&t, &clock, false))
        return false;
    for (int i = 0; i < 3 && piece_is_separator(&t.p); i++)
        place_step(&t);
    if (t.p.type == PIECE_NUMBER || (t.p.type == PIECE_WORD && calendar_month(t.p.word) > 0))
        return false; /* "Thursday 14:05, 1 May 2031" has a date of its own */
    if (fetched.precision >= PRECISION_DAY && fetched.precision <= PRECISION_SECOND) {
        struct date d;

        back = (date_weekday(fetched) - day + 7) % 7;
        if (back == 0 && fetched.precision > PRECISION_DAY &&
            clock.hour * 60 + clock.minute > fetched.hour * 60 + fetched.minute)
            back = 7;
        d = date_from_days(date_to_days(fetched) - back);
        if (date_known(d)) {
            clock.year = d.year;
            clock.month = d.month;
            clock.day = d.day;
            out->date = clock;
        }
    }
    *s = t;
    return true;
}

/* "15 hours ago", "an hour ago", "vor 3 Stunden", "il y a 2 heures", "Yesterday, 14:05" */
bool age_read(struct place *s, struct date fetched, struct stamp *out)
{
    struct place t = *s;
    bool before = false;
    long count;
    int unit;

    out->kind = STAMP_RELATIVE;
    out->date = (struct date){ .zone = DATE_NO_ZONE };
    if (weekday_read(&t, fetched, out)) {
        *s = t;
        return true;
    }
    if (piece_is_word(&t.p, vocabulary_today) || piece_is_word(&t.p, vocabulary_yesterday)) {
        struct date day = { .zone = DATE_NO_ZONE };
        struct date now = date_day(2000, 1, 1);
        bool today = piece_is_word(&t.p, vocabulary_today);

        if (fetched.precision >= PRECISION_DAY && fetched.precision <= PRECISION_SECOND)
            day = date_from_days(date_to_days(fetched) - (today ? 0 : 1));
        place_step(&t);
        for (int i = 0; i < 3 && t.p.type != PIECE_NUMBER; i++)
            if (!place_step_mark(&t, ',') && !place_step_mark(&t, '|') && !place_step_mark(&t, '-') &&
                !place_step_word(&t, vocabulary_before_clocks))
                return false;
        if (!clock_read(&t, &now, true))
            return false;
        if (date_known(day)) {
            now.year = day.year;
            now.month = day.month;
            now.day = day.day;
            out->date = now;
        }
        *s = t;
        return true;
    }
    if (piece_is_word(&t.p, "il")) {
        place_step(&t);
        if (!place_step_word(&t, "y") || !place_step_word(&t, "a"))
            return false;
        before = true;
    } else if (place_step_word(&t, vocabulary_before_ages)) {
        before = true;
    } else if (piece_is_word(&t.p, "cách")) {
        place_step(&t);
        if (!place_step_word(&t, "đây"))
            return false;
        before = true;
    }
    if (before)
        place_step_word(&t, "od από");
    if (t.p.type == PIECE_NUMBER && t.p.digits <= 4)
        count = t.p.value;
    else if (piece_is_word(&t.p, vocabulary_ones))
        count = 1;
    else
        return false;
    place_step(&t);
    if (t.p.type != PIECE_WORD)
        return false;
    unit = t.p.ideograph ? unit_of_signs(&t) : calendar_unit(t.p.word);
    if (unit < 0)
        return false;
    if (!piece_is_word(&t.p, "前"))
        place_step(&t);
    place_step_mark(&t, '.');
    place_step_word(&t, "yang");
    if (piece_is_word(&t.p, vocabulary_behind_ages)) {
        bool two = strcmp(t.p.word, "тому") == 0;

        place_step(&t);
        if (two)
            place_step_word(&t, "назад");
    } else if (!before) {
        return false;
    }
    out->date = date_of_age(fetched, count, (enum unit)unit);
    *s = t;
    return true;
}
