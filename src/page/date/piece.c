/* piece.c - see piece.h. A run longer than WORD_MAX bytes is cut: what is left of it is a piece
 * of its own, which is no word either, so no piece costs more than WORD_MAX steps. */
#include "page/date/piece.h"

#include "base/utf8.h"

static int digit_value(uint32_t point)
{
    static const uint32_t zeros[] = { '0', 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10 };

    for (size_t i = 0; i < COUNT_OF(zeros); i++)
        if (point >= zeros[i] && point <= zeros[i] + 9)
            return (int)(point - zeros[i]);
    return -1;
}

static bool is_ideograph(uint32_t point)
{
    return point >= 0x4E00 && point <= 0x9FFF;
}

uint32_t piece_fold(uint32_t point)
{
    if (point < 0x80)
        return point_lower(point);
    return point == 0x131 ? 'i' : point_lower(point);
}

struct piece piece_next(struct text line, size_t at)
{
    struct piece p = { .type = PIECE_END };
    unsigned size;
    uint32_t c = 0;
    size_t n = 0;

    for (; at < line.len; at += size) {
        c = utf8_at(line, at, &size);
        if (!point_is_space(c))
            break;
        p.space_before = true;
    }
    p.begin = p.end = at;
    if (at >= line.len)
        return p;
    p.end = at + size;
    if (digit_value(c) >= 0) {
        p.type = PIECE_NUMBER;
        while (at < line.len && at - p.begin < WORD_MAX) {
            int d = digit_value(utf8_at(line, at, &size));

            if (d < 0)
                break;
            p.value = p.digits < 8 ? p.value * 10 + d : -1;
            p.digits++;
            p.end = at += size;
        }
        return p;
    }
    if (!point_is_letter(c)) {
        p.type = PIECE_MARK;
        p.mark = c;
        return p;
    }
    p.type = PIECE_WORD;
    p.ideograph = is_ideograph(c);
    while (at < line.len && at - p.begin < WORD_MAX) {
        c = utf8_at(line, at, &size);
        if ((!point_is_letter(c) && c != 0xB7) || (p.ideograph && at > p.begin))
            break;
        if (n + 4 < sizeof(p.word))
            n += utf8_put(piece_fold(c), p.word + n);
        p.end = at += size;
    }
    p.word[n < sizeof(p.word) ? n : 0] = '\0';
    if (at < line.len && at - p.begin >= WORD_MAX)
        p.word[0] = '\0';
    return p;
}

bool piece_among(const char *list, const char *word)
{
    size_t n = strlen(word);

    if (n == 0)
        return false;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

bool piece_is_word(const struct piece *p, const char *list)
{
    return p->type == PIECE_WORD && piece_among(list, p->word);
}

bool piece_is_mark(const struct piece *p, uint32_t mark)
{
    return p->type == PIECE_MARK && p->mark == mark;
}

/* Between a date and its time: comma, bar, slash, dashes, bullets. */
bool piece_is_separator(const struct piece *p)
{
    static const uint32_t marks[] = { ',', '-', '|', '/', 0x2013, 0x2014, 0x2022, 0xB7 };

    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (piece_is_mark(p, marks[i]))
            return true;
    return false;
}

struct place place_at(struct text line, size_t at)
{
    struct place s = { line, piece_next(line, at), at };

    return s;
}

void place_step(struct place *s)
{
    s->end = s->p.end;
    s->p = piece_next(s->line, s->p.end);
}

bool place_step_mark(struct place *s, uint32_t mark)
{
    if (!piece_is_mark(&s->p, mark))
        return false;
    place_step(s);
    return true;
}

bool place_step_word(struct place *s, const char *list)
{
    if (!piece_is_word(&s->p, list))
        return false;
    place_step(s);
    return true;
}
