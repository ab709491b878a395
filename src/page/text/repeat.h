/* repeat.h - what a page says twice.
 *
 *     A ferry leaves Northport. [Ana Brook/AFP]      an image's text and its caption,
 *     A ferry leaves Northport.                      one below the other: captions
 *     > We owe them no apology                       pulled out of a paragraph near by
 *     The two coasts will meet again, the ...        a paragraph, word for word once more
 *
 * Lines are compared by their keys: folded letters and digits. */
#ifndef REPEAT_H
#define REPEAT_H

#include "page/text/plain.h"

/* Neighbours that say the same. Runs when the headline is known, which may be doubled. */
void repeat_label_captions(struct plain *p);

/* A short line behind a bar that a paragraph near by has too. */
void repeat_label_quotes(struct plain *p);

/* Any line of four words that came before. False: memory is out. */
bool repeat_label_paragraphs(struct plain *p);

/* Of keys: the number of words; does one begin with the words of the other? */
int repeat_words(struct text key);
bool repeat_starts(struct text a, struct text prefix);

#endif
