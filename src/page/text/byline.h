/* byline.h - who wrote a page and whose report it is, where a line of the page says so.
 *
 *     By Ana Brook in Northport and Tom Lake        byline: "Ana Brook"; the place is in the way
 *     Ana Brook (AFP)                               byline and agency
 *     Source: AFP, Coast Herald                     agency; an outlet, inferred
 *     (Reporting by Ana Brook; Editing by Jo Hill)  byline: who reports, not who edits
 *
 * The line is labelled byline or credit and what it says goes into the article: the first
 * names that the page gives, every agency once. */
#ifndef BYLINE_H
#define BYLINE_H

#include "page/text/plain.h"

/* Line i, if it begins or ends as bylines and credits do. A name alone does not: it needs a
 * neighbour to tell. */
bool byline_read_line(struct plain *p, size_t i);

/* Line i, if it is names and agencies and nothing else: "Ana Brook | AFP". */
bool byline_read_signature(struct plain *p, size_t i);

/* Line i, if it is what a desk leaves below its text: "jw/tl", "lm/sf (AFP, AP)". */
bool byline_read_desk(struct plain *p, size_t i);

/* Persons and agencies out of a list of names; `take_single`: one word may be a person.
 * False if there were none. */
bool byline_read_names(struct plain *p, struct text t, bool take_single);

/* Known agencies anywhere in a short text. */
bool byline_read_agencies(struct plain *p, struct text t);

/* Add one, in its usual spelling, once. False: there is nothing to add, or no room. */
bool byline_add_agency(struct plain *p, struct text name);

#endif
