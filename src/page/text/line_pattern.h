/* line_pattern.h - lines told by other lines: what a page says twice, rows of a table, an interview's questions.
 *
 *     A ferry leaves Northport. [Ana Brook/AFP]      an image's text and its caption,
 *     A ferry leaves Northport.                      one below the other: captions
 *     > We owe them no apology                       pulled out of a paragraph near by
 *     The two coasts will meet again, the ...        a paragraph, word for word once more
 *     | Harbour fee | half | none |                  the rows of a table stand together
 *     What would bring you back?                     an interview asks again and again, and each
 *     An open line, the envoy says.                  question has its answer below
 *
 * Lines are compared by their keys: folded letters and digits. */
#ifndef LINE_PATTERN_H
#define LINE_PATTERN_H

#include "page/text/plain.h"

/* Neighbours that say the same. Runs when the headline is known, which may be doubled. */
void pattern_label_captions(struct plain *p);

/* A short line behind a bar that a paragraph near by has too. */
void pattern_label_pulled_quotes(struct plain *p);

/* Any line of four words that came before. */
priscus_status pattern_label_repeats(struct plain *p);

/* Rows between the first and the last paragraph: part of the body. */
void pattern_label_tables(struct plain *p);

/* Questions, each a line without quotation marks, at least three in a page: subheads. */
void pattern_label_questions(struct plain *p);

/* Of keys: the number of words; does one begin with the words of the other? */
int pattern_words(struct text key);
bool pattern_starts(struct text a, struct text prefix);

#endif
