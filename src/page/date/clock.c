/* clock.c - see clock.h. Points between hour and minute are a clock only if something says so: "5.12
 * Uhr", "at 5.12", "18.05 BST", or if behind a date nothing follows; alone they are a version or a price. */
#include "page/date/clock.h"

#include "page/date/calendar.h"
#include "page/words/vocabulary.h"

/* "GMT+3", "+03:00", "EST", "(UTC)" after a time. */
static void read_zone(struct place *s, struct date *d)
{
    struct place t = *s;
    bool bracket = place_step_mark(&t, '(');
    int sign, hours, minutes = 0;
    bool named = false;

    if (t.p.type == PIECE_WORD) {
        if (piece_among(vocabulary_ambiguous_zones, t.p.word)) {
            place_step(&t);
        } else {
            const struct vocabulary_entry *zone = vocabulary_find(&vocabulary_zones, t.p.word);

            if (!zone)
                return;
            d->zone = (int16_t)zone->number;
            named = true;
            place_step(&t);
        }
        if (bracket && !piece_is_mark(&t.p, ')') && !piece_is_mark(&t.p, '+') && !piece_is_mark(&t.p, '-'))
            return;
        *s = t;
    }
    if ((piece_is_mark(&t.p, '+') || piece_is_mark(&t.p, '-') || piece_is_mark(&t.p, 0x2212)) &&
        (!t.p.space_before || t.p.mark == '+' || named)) {
        sign = t.p.mark == '+' ? 1 : -1;
        place_step(&t);
        if (t.p.type != PIECE_NUMBER || t.p.space_before || t.p.value < 0)
            return;
        hours = t.p.value;
        if (t.p.digits == 4) {
            minutes = hours % 100;
            hours /= 100;
            place_step(&t);
        } else if (t.p.digits <= 2) {
            struct place u;

            place_step(&t);
            u = t;
            if (place_step_mark(&u, ':') && u.p.type == PIECE_NUMBER && u.p.digits == 2 && !u.p.space_before) {
                minutes = u.p.value;
                place_step(&u);
                t = u;
            }
        } else {
            return;
        }
        if (hours > 14 || minutes > 59)
            return;
        d->zone = (int16_t)(sign * (hours * 60 + minutes));
        *s = t;
    }
    if (bracket && place_step_mark(&t, ')'))
        *s = t;
}

/* "05:12", "05:12:48", "5.12 Uhr", "5h12", "5 pm", with its zone. False: *s, *d as they were. */
bool clock_read(struct place *s, struct date *d, bool told)
{
    struct place t = *s;
    struct date got = *d;
    int hour, minute = 0, second = 0;
    bool seconds = false, minutes = false, points = false, morning = false, afternoon = false;

    if (piece_is_word(&t.p, "오전 上 凌")) {
        morning = true;
        place_step(&t);
    } else if (piece_is_word(&t.p, "오후 下")) {
        afternoon = true;
        place_step(&t);
    }
    place_step_word(&t, "午 晨");
    if (t.p.type != PIECE_NUMBER || t.p.digits > 2)
        return false;
    hour = t.p.value;
    place_step(&t);
    if (!t.p.space_before || piece_is_word(&t.p, "giờ 시")) {
        struct place u = t;

        points = piece_is_mark(&u.p, '.');
        if (points || piece_is_mark(&u.p, ':') || piece_is_word(&u.p, "h u giờ 時 时 點 点 시")) {
            place_step(&u);
            if (u.p.type == PIECE_NUMBER && u.p.digits == 2 && (!u.p.space_before || !points)) {
                minute = u.p.value;
                minutes = true;
                place_step(&u);
                place_step_word(&u, "分 분");
                t = u;
                if (place_step_mark(&u, points ? '.' : ':') && u.p.type == PIECE_NUMBER && u.p.digits == 2 &&
                    !u.p.space_before) {
                    second = u.p.value;
                    seconds = true;
                    place_step(&u);
                    t = u;
                    /* fractions of a second */
                    if ((place_step_mark(&u, '.') || place_step_mark(&u, ',')) && u.p.type == PIECE_NUMBER &&
                        !u.p.space_before) {
                        place_step(&u);
                        t = u;
                    }
                }
            } else if (points) {
                points = false;
            } else if (piece_is_word(&t.p, "h") && told) {
                minutes = true;
                t = u;
            }
        }
    }
    if (t.p.type == PIECE_WORD) {
        struct place u = t;
        bool pm = piece_among("pm p م", u.p.word);

        if (pm || piece_among("am a ص", u.p.word)) {
            bool dotted = strlen(u.p.word) == 1;

            place_step(&u);
            if (dotted && piece_is_mark(&u.p, '.')) {
                place_step(&u);
                if (place_step_word(&u, "m"))
                    place_step_mark(&u, '.');
                else
                    dotted = false;
            } else if (dotted && (unsigned char)t.p.word[0] < 0x80) {
                dotted = false;
                u = t;
            }
            if (u.p.begin != t.p.begin || u.p.type == PIECE_END) {
                if (hour < 1 || hour > 12)
                    return false;
                hour = hour % 12 + (pm ? 12 : 0);
                minutes = true;
                points = false;
                t = u;
            }
        } else if (piece_among(vocabulary_behind_clocks, u.p.word)) {
            place_step(&u);
            minutes = true;
            points = false;
            t = u;
        }
    }
    if ((morning || afternoon) && hour <= 12)
        hour = hour % 12 + (afternoon ? 12 : 0);
    if (!minutes || hour > 23 || minute > 59 || second > 60)
        return false;
    got.hour = (uint8_t)hour;
    got.minute = (uint8_t)minute;
    got.second = (uint8_t)(second == 60 ? 59 : second);
    got.precision = seconds ? PRECISION_SECOND : PRECISION_MINUTE;
    read_zone(&t, &got);
    if (points && !told && got.zone == DATE_NO_ZONE && t.p.type != PIECE_END)
        return false;
    *s = t;
    *d = got;
    return true;
}

/* The time that follows a date, over a comma, a bar, "at", a weekday ("20 Ağustos 2031 Salı 05:12"). */
void clock_read_after(struct place *s, struct date *d, int *weekday)
{
    struct place t = *s;
    bool told = false;

    if (!date_known(*d))
        return;
    for (int i = 0; i < 6; i++) {
        int day;

        if (t.p.type == PIECE_NUMBER || piece_is_word(&t.p, "오전 오후 上 下 凌")) {
            struct place u = t;

            if ((t.p.space_before || i > 0 || t.p.type == PIECE_WORD) && clock_read(&u, d, told))
                *s = u;
            return;
        }
        if (t.p.type == PIECE_MARK) {
            if (!piece_is_separator(&t.p) && !piece_is_mark(&t.p, ';') && !piece_is_mark(&t.p, '(') &&
                !piece_is_mark(&t.p, ':') && !piece_is_mark(&t.p, '.') && !piece_is_mark(&t.p, ')') &&
                !piece_is_mark(&t.p, 0xFF08) && !piece_is_mark(&t.p, 0xFF09) && !piece_is_mark(&t.p, 0x60C))
                return;
            place_step(&t);
        } else if (t.p.type == PIECE_WORD &&
                   (piece_among(vocabulary_before_clocks, t.p.word) || strcmp(t.p.word, "t") == 0)) {
            told = true;
            place_step(&t);
            place_step_mark(&t, '.'); /* godz. */
        } else if ((day = calendar_weekday(&t)) >= 0) {
            *weekday = day;
        } else if (piece_is_word(&t.p, "月 火 水 木 金 土 日 월 화 수 목 금 토 일 星 期 周 週 一 二 三 四 五 六 曜")) {
            place_step(&t); /* 2031年9月1日(月), 2031-09-01 星期一 */
        } else {
            return;
        }
    }
}

/* A time that stands before its date: "05:12, 20 August 2031", "14:05 | 20.08.2031". */
bool clock_read_before(struct place *s, struct date *clock)
{
    struct place t = *s;

    *clock = date_day(2000, 1, 1);
    if (t.p.type != PIECE_NUMBER || !clock_read(&t, clock, false))
        return false;
    for (int i = 0; i < 3; i++) {
        if (piece_is_separator(&t.p))
            place_step(&t);
        else if (!place_step_word(&t, "on le ngày el em del am"))
            break;
    }
    *s = t;
    return true;
}

struct date clock_on_day(struct date day, struct date clock)
{
    if (date_known(day) && clock.precision > PRECISION_DAY) {
        day.hour = clock.hour;
        day.minute = clock.minute;
        day.second = clock.second;
        day.zone = clock.zone;
        day.precision = clock.precision;
    }
    return day;
}
