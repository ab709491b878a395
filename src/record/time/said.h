/* said.h - when statements were made.
 *
 *     Holm told the Herald on Tuesday that the line would open on Friday.     said on that Tuesday */
#ifndef SAID_H
#define SAID_H

#include "record/record.h"

struct phrase_set;

/* Date the statements, whose spans and speakers are known: by a phrase of their own, or else by the statement of the
 * same speaker that they go on from ("He added that ..."). The day of a statement that has neither stays unknown.
 * `words` are those of occasions (knowledge/occasion_words.h). */
void said_fill(const struct document *doc, const struct phrase_set *words, struct record *record);
/* Date the positions, which have the date of their statement: by the words of their own clause ("agreed last week"), or
 * by its tense ("had agreed") as before the page's day (said_position.c). */
void said_fill_positions(const struct document *doc, const struct phrase_set *words, struct record *record);

#endif
