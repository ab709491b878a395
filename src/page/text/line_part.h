/* line_part.h - furniture within a line: what a crawler glued between two sentences of a paragraph.
 *
 *     The talks ended on Monday. CLICK HERE TO GET THE APP The envoy left.      the middle is cut out
 *     ... by noon. This article was originally published by The Tern.            the last sentence
 *     ... by noon. (Reuters) (Reporting by Ana Brook; Editing by Jo Hill)        both brackets
 *     "Click here," said the minister. The Tern was first published in 1910.     nothing
 *
 * Sentences, runs of capitals and brackets of a line are asked for the same signs as lines are (line_signs.h). */
#ifndef LINE_PART_H
#define LINE_PART_H

#include "page/text/line.h"

/* Find what is to be cut out of a line, with roles and rules, in `mem`: line->cuts, in the page's order. What stands at the
 * line's ends is taken off line->page. *rest is the line without its cuts, a blank for each: a part of `page` where there
 * are none, else in `mem`. A line that is no sentence without them has no cuts: its own signs tell what it is. ENOMEM. */
priscus_status line_part_find(struct text page, struct arena *mem, struct line *line, struct text *rest);

#endif
