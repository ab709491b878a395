/* calendar.c - see calendar.h; the words stand in data/page/dates.txt. */
#include "page/date/calendar.h"

#include "page/words/vocabulary.h"

int calendar_month(const char *word)
{
    return vocabulary_number(&vocabulary_months, word);
}

int calendar_unit(const char *word)
{
    return vocabulary_number(&vocabulary_units, word);
}

int calendar_weekday(struct place *s)
{
    struct place t = *s;
    int day;

    if (t.p.type != PIECE_WORD)
        return -1;
    if (piece_among("thứ", t.p.word) || piece_among("chủ", t.p.word)) {
        place_step(&t);
        day = t.p.type == PIECE_WORD ? vocabulary_number(&vocabulary_vietnamese_weekdays, t.p.word) : -1;
        if (day < 0)
            return -1;
        place_step(&t);
    } else {
        day = vocabulary_number(&vocabulary_weekdays, t.p.word);
        if (day < 0)
            return -1;
        place_step(&t);
        if (piece_is_mark(&t.p, '-') && !t.p.space_before) { /* terça-feira */
            struct place u = t;

            place_step(&u);
            if (place_step_word(&u, "feira"))
                t = u;
        }
    }
    place_step_mark(&t, '.');
    place_step_mark(&t, ',');
    *s = t;
    return day;
}
