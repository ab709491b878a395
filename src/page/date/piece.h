/* piece.h - a line cut into numbers, words and marks, and a reader's place among them.
 *
 *     "20 Ağustos 2031, 05:12"     20  ağustos  2031  ,  05  :  12
 *
 * For the readers of dates (stamp.c). Pieces are cut as they are asked for, and a place is a
 * plain value: a reader that is not sure copies it, steps on, and keeps or forgets the copy. */
#ifndef PIECE_H
#define PIECE_H

#include "base/base.h"

#define WORD_MAX 48 /* bytes; no word of a date is longer */

enum piece_type { PIECE_END, PIECE_NUMBER, PIECE_WORD, PIECE_MARK };

struct piece {
    enum piece_type type;
    bool space_before;
    bool ideograph; /* a word whose letters stand for themselves: 年 */
    int value;      /* of a number; -1: more digits than any date has */
    int digits;
    uint32_t mark;
    size_t begin, end;
    char word[WORD_MAX + 5]; /* folded; "" when too long to be known */
};

/* A reader's place in the line: `p` is the piece in hand, `end` where the stamp ends so far. */
struct place {
    struct text line;
    struct piece p;
    size_t end;
};

/* The piece at or after `at`; PIECE_END if only blanks follow. */
struct piece piece_next(struct text line, size_t at);

/* Lower case; dotless i is i. */
uint32_t piece_fold(uint32_t point);

/* Is `word` one of the blank-separated words of list? */
bool piece_among(const char *list, const char *word);

/* Is it one of these words, this mark, a mark that may stand between a date and its time? */
bool piece_is_word(const struct piece *p, const char *list);
bool piece_is_mark(const struct piece *p, uint32_t mark);
bool piece_is_separator(const struct piece *p);

struct place place_at(struct text line, size_t at);

/* On to the next piece: always, or (false: it stays) if this one is the mark, one of the words. */
void place_step(struct place *s);
bool place_step_mark(struct place *s, uint32_t mark);
bool place_step_word(struct place *s, const char *list);

#endif
