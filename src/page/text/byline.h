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

/* Read line i, if it begins or ends as bylines and credits do. A name alone does not: it needs a neighbour to tell.
 * *found: it was one, and is labelled. Only memory can fail. */
priscus_status byline_read_line(struct plain *p, size_t i, bool *found);

/* The same, if it is names and agencies and nothing else: "Ana Brook | AFP". */
priscus_status byline_read_signature(struct plain *p, size_t i, bool *found);

/* Read line i, if it is what a desk leaves below its text: "jw/tl", "lm/sf (AFP, AP)". Was it that? */
bool byline_read_desk(struct plain *p, size_t i);

/* Read persons and agencies out of a list of names; the first persons that the page gives are its byline.
 * `take_single`: one word may be a person. Were there any? */
bool byline_read_names(struct plain *p, struct text t, bool take_single);

/* Read known agencies anywhere in a short text. Were there any? */
bool byline_read_agencies(struct plain *p, struct text t);

/* Add one, in its usual spelling, once. Is it among the agencies? Not if it is empty, or behind PLAIN_AGENCIES_MAX. */
bool byline_add_agency(struct plain *p, struct text name);

#endif
