/* series.h - lines told by others of their kind.
 *
 *     | Harbour fee | half | none |       the rows of a table stand together
 *     What would bring you back?          an interview asks again and again, and each
 *     An open line, the envoy says.       question has its answer below
 *
 * One of them alone would be anything. */
#ifndef SERIES_H
#define SERIES_H

#include "page/text/plain.h"

/* Rows between the first and the last paragraph: part of the body. */
void series_label_tables(struct plain *p);

/* Questions, each a line without quotation marks, at least three in a page: subheads. */
void series_label_questions(struct plain *p);

#endif
